import type { Element } from 'hast';
import type { FootnoteReference, PhrasingContent, RootContent } from 'mdast';
import { key } from '../model/fields.ts';
import { placeOf, report, type HtmlStep, type MarkdownStep, type Story } from './story.ts';
import { walkElements, walkParents } from './walk.ts';

/** Turns `[^key]` without a footnote of its own into an element that the page fills in: the citation of a source. */
export const markCitations: MarkdownStep = (tree, story) => {
  const defined = new Set<string>();
  const references: { readonly node: FootnoteReference; readonly siblings: RootContent[]; readonly index: number }[] =
    [];
  walkParents(tree, (parent) => {
    const siblings: RootContent[] = parent.children;
    siblings.forEach((node, index) => {
      if (node.type === 'footnoteDefinition') defined.add(node.identifier);
      if (node.type === 'footnoteReference') references.push({ node, siblings, index });
    });
  });
  for (const { node, siblings, index } of references)
    if (!defined.has(node.identifier)) siblings[index] = toCitation(node, story);
};

function toCitation(node: FootnoteReference, story: Story): PhrasingContent {
  const label = node.label ?? node.identifier;
  const place = placeOf(node, story);
  if (!key.safeParse(label).success) {
    report(
      story,
      'source-key-missing',
      place,
      `[^${label}] is no footnote of this text, and no source can have that key.`,
      String.raw`Add the footnote below the text, or write \[^${label}] if these characters are meant.`,
    );
    return { type: 'text', value: `[^${label}]` };
  }
  story.citations.push({ key: label, ...place });
  const data = { hName: 'dateline-cite', hProperties: { dataKey: label } };
  return { type: 'textDirective', name: 'cite', children: [], data, ...(node.position && { position: node.position }) };
}

/** Puts citations that stand in the words of a link behind it, since they become links themselves. */
export const freeCitations: HtmlStep = (tree, story) => {
  if (story.citations.length === 0) return;
  walkElements(tree, (element, parent, index) => {
    if (element.tagName !== 'a') return true;
    parent.children.splice(index + 1, 0, ...takeCitations(element));
    return false;
  });
};

/** Takes the citations out of an element, and gives them in their order. */
function takeCitations(element: Element): Element[] {
  const taken: Element[] = [];
  element.children = element.children.filter((child) => {
    if (child.type !== 'element') return true;
    const isCitation = child.tagName === 'dateline-cite';
    taken.push(...(isCitation ? [child] : takeCitations(child)));
    return !isCitation;
  });
  return taken;
}
