/** Words within a Markdown tree, brought into the form in which a person types them: marks stand close to words, paragraphs are paragraphs. */
import type { Nodes, Parents, Root, RootContent, Text } from 'mdast';

/** Changes a tree in place: spaces and line breaks move out of marks and links, marks that say the same twice become one, and what several line breaks part becomes paragraphs. */
export function tidyPhrasing(tree: Root): void {
  tidy(tree, new Set());
}

/** Nodes that stand close to their words. */
type Mark = Extract<RootContent, { type: 'strong' | 'emphasis' | 'delete' | 'link' }>;

function tidy(parent: Parents, within: ReadonlySet<string>): void {
  const children: RootContent[] = [];
  for (const child of parent.children) {
    if (!('children' in child)) children.push(child);
    else if (isMark(child)) children.push(...looseMark(child, within));
    else {
      tidy(child, within);
      children.push(...(child.type === 'paragraph' ? paragraphsIn(child) : [child]));
    }
  }
  setChildren(parent, withoutEdges(joined(children)));
}

function isMark(node: Nodes): node is Mark {
  return ['strong', 'emphasis', 'delete', 'link'].includes(node.type);
}

/** What of the HTML of ours a mark stands for is no mark of Markdown. */
function isOwn(node: Mark): boolean {
  return node.type === 'emphasis' && node.data?.mark !== undefined;
}

/** Gives a mark with the space at its edges beside it. */
function looseMark(node: Mark, within: ReadonlySet<string>): RootContent[] {
  if (isOwn(node)) {
    tidy(node, within);
    return [node];
  }
  tidy(node, new Set([...within, node.type]));
  if (within.has(node.type)) return node.children;

  if (node.type === 'link') return withSpaceOutside(node, node.children);
  return partsBetweenBreaks(node.children).flatMap((part, index) => [
    ...(index === 0 ? [] : [{ type: 'break' as const }, { type: 'break' as const }]),
    ...withSpaceOutside(node, part),
  ]);
}

function withSpaceOutside(mark: Mark, children: readonly RootContent[]): RootContent[] {
  const inner = [...children];
  const before = takeSpace(inner, 'shift');
  const after = takeSpace(inner, 'pop').toReversed();
  if (inner.length === 0) return [...before, ...after];
  const one = { ...mark };
  setChildren(one, inner);
  return [...before, one, ...after];
}

const SPACE = { shift: /^\s+/u, pop: /\s+$/u } as const;

/** Takes space and line breaks from one end of a list, from the outside in. */
function takeSpace(nodes: RootContent[], end: 'shift' | 'pop'): RootContent[] {
  const taken: RootContent[] = [];
  for (;;) {
    const edge = end === 'shift' ? nodes[0] : nodes.at(-1);
    if (edge?.type === 'break') {
      taken.push(edge);
      nodes[end]();
      continue;
    }
    const space = edge?.type === 'text' ? (SPACE[end].exec(edge.value)?.[0] ?? '') : '';
    if (edge?.type !== 'text' || space === '') return taken;
    taken.push(text(space));
    edge.value = edge.value.replace(SPACE[end], '');
    if (edge.value !== '') return taken;
    nodes[end]();
  }
}

/** Joins texts, and marks of one kind, that stand side by side. */
function joined(nodes: readonly RootContent[]): RootContent[] {
  const kept: RootContent[] = [];
  for (const node of nodes) {
    const last = kept.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.value += node.value;
    else if (isMark(node) && last !== undefined && isMark(last) && canBeOne(node, last))
      setChildren(last, joined([...last.children, ...node.children]));
    else kept.push(node);
  }
  return kept;
}

function canBeOne(one: Mark, other: Mark): boolean {
  return one.type === other.type && one.type !== 'link' && !isOwn(one) && !isOwn(other);
}

const OUTER = { start: /^[\p{P}\p{S}]+/u, end: /[\p{P}\p{S}]+$/u } as const;

/** Moves signs out of a mark that has a letter on their other side: no mark of Markdown begins or ends between the two (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run). */
function withoutEdges(nodes: readonly RootContent[]): RootContent[] {
  const kept: RootContent[] = [];
  for (const [index, node] of nodes.entries()) {
    if (!isMark(node) || node.type === 'link' || isOwn(node)) {
      kept.push(node);
      continue;
    }
    const [first, last] = [node.children[0], node.children.at(-1)];
    const before = isLetter(edgeOf(kept.at(-1), 'end')) ? takeSigns(first, 'start') : '';
    const after = isLetter(edgeOf(nodes[index + 1], 'start')) ? takeSigns(last, 'end') : '';
    const inner = node.children.filter((child) => child.type !== 'text' || child.value !== '');
    setChildren(node, inner);
    kept.push(
      ...[text(before), ...(inner.length === 0 ? [] : [node]), text(after)].filter(
        (one) => one.type !== 'text' || one.value !== '',
      ),
    );
  }
  return joined(kept);
}

function takeSigns(node: RootContent | undefined, edge: 'start' | 'end'): string {
  if (node?.type !== 'text') return '';
  const signs = OUTER[edge].exec(node.value)?.[0] ?? '';
  node.value = node.value.replace(OUTER[edge], '');
  return signs;
}

function edgeOf(node: RootContent | undefined, edge: 'start' | 'end'): string {
  if (node?.type !== 'text') return '';
  return (edge === 'start' ? /^./su : /.$/su).exec(node.value)?.[0] ?? '';
}

const isLetter = (character: string): boolean => character !== '' && !/[\s\p{P}\p{S}]/u.test(character);

/** Gives the paragraphs that several line breaks make of one. */
function paragraphsIn(paragraph: Extract<RootContent, { type: 'paragraph' }>): RootContent[] {
  return partsBetweenBreaks(paragraph.children).flatMap((part): RootContent[] => {
    takeSpace(part, 'shift');
    takeSpace(part, 'pop');
    const one = { ...paragraph };
    setChildren(one, part);
    return part.length === 0 ? [] : [one];
  });
}

/** Divides nodes where several line breaks follow each other. */
function partsBetweenBreaks(nodes: readonly RootContent[]): RootContent[][] {
  const parts: RootContent[][] = [[]];
  let breaks: RootContent[] = [];
  for (const node of nodes) {
    if (node.type === 'break' || (breaks.length > 0 && node.type === 'text' && node.value.trim() === '')) {
      breaks.push(node);
      continue;
    }
    if (breaks.filter(({ type }) => type === 'break').length > 1) parts.push([]);
    else parts.at(-1)?.push(...breaks);
    breaks = [];
    parts.at(-1)?.push(node);
  }
  parts.at(-1)?.push(...breaks);
  return parts;
}

function setChildren(parent: Parents, children: RootContent[]): void {
  (parent as { children: RootContent[] }).children = children;
}

function text(value: string): Text {
  return { type: 'text', value };
}
