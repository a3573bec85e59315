/**
 * Most of a story is paragraphs of words alone, and parsing those was most of the work. So the parser gets a short stand-in of
 * as many lines for each, parses everything else where it stands, and the words come back into the tree. A text of nothing but
 * words, headings and quotations needs no parser at all.
 */
import type { Nodes, Paragraph, Root, RootContent, Text } from 'mdast';
import { parseAsWhole } from './budget.ts';

/** A character for private use. */
const STAND_IN = '\uE000';

/**
 * What keeps lines from being words alone: a character that begins a construct or that the parser rewrites, a space at the end of
 * a line, and a line that could begin anything else. Beyond ASCII nothing is syntax. No words cost anything of the budget.
 * `\x26` is `&`, which TypeScript refuses when it stands as it is, and ESLint when it is escaped.
 */
const NOT_WORDS = /[[\p{Cc}!\x26*<\[\\\]_`\|~]--\n]| (?:\n|$)|(?:^|\n)(?![A-Za-z"'\(\xA1-\uFFFF])/v;

const HEADING = /^#{1,6} [^\n]*[^#\n]$/u;
const OTHER_QUOTATION_LINE = /\n(?!> )/u;

/** Each quotation costs budget by what stands before it; so many can never use it up, whatever the length of the text. */
const QUOTATIONS = 20;

type Position = NonNullable<Text['position']>;

/** Lines between empty ones, which are known for what they are. */
interface PlainBlock {
  readonly kind: 'paragraph' | 'heading' | 'quotation';
  /** Half-open range of the text. */
  readonly begin: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  readonly lines: number;
}

/** Gives the tree that `parse` makes of the whole text, places included, without showing it the words of plain paragraphs. */
export function parseAroundPlainBlocks(markdown: string, parse: (markdown: string) => Root): Root {
  // The parser takes a byte-order mark off, and counts offsets without it.
  if (markdown.includes(STAND_IN) || markdown.startsWith('\uFEFF')) return parse(markdown);
  const { blocks, others } = plainBlocks(markdown);
  if (others === 0 && blocks.filter(({ kind }) => kind === 'quotation').length <= QUOTATIONS) {
    return toTree(blocks, markdown);
  }
  const paragraphs = blocks.filter(({ kind }) => kind === 'paragraph');
  if (paragraphs.length === 0) return parse(markdown);
  const standIns = toStandIns(paragraphs);
  const missingBefore = (offset: number): number => standIns.findLast(({ at }) => at < offset)?.missing ?? 0;
  const tree = parseAsWhole(missingBefore, () => parse(withStandIns(markdown, standIns)));
  return putBack(tree, markdown, standIns) ? tree : parse(markdown);
}

function plainBlocks(markdown: string): { readonly blocks: readonly PlainBlock[]; readonly others: number } {
  const blocks: PlainBlock[] = [];
  let others = 0;
  let line = 1;
  let begin = 0;
  while (begin < markdown.length) {
    if (markdown.startsWith('\n', begin)) {
      begin += 1;
      line += 1;
      continue;
    }
    const gap = markdown.indexOf('\n\n', begin);
    const end = gap === -1 ? markdown.length - (markdown.endsWith('\n') ? 1 : 0) : gap;
    const text = markdown.slice(begin, end);
    const kind = kindOf(text);
    const lines = linesOf(text);
    if (kind) blocks.push({ kind, begin, end, line, lines });
    else others += 1;
    begin = end + 1;
    line += lines;
  }
  return { blocks, others };
}

function kindOf(text: string): PlainBlock['kind'] | undefined {
  if (!NOT_WORDS.test(text)) return 'paragraph';
  if (HEADING.test(text)) return NOT_WORDS.test(text.slice(text.indexOf(' ') + 1)) ? undefined : 'heading';
  if (!text.startsWith('> ') || OTHER_QUOTATION_LINE.test(text)) return undefined;
  return NOT_WORDS.test(quoted(text)) ? undefined : 'quotation';
}

function quoted(text: string): string {
  return text.slice(2).replaceAll('\n> ', '\n');
}

function linesOf(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function toTree(blocks: readonly PlainBlock[], markdown: string): Root {
  const end = {
    line: linesOf(markdown),
    column: markdown.length - markdown.lastIndexOf('\n'),
    offset: markdown.length,
  };
  return {
    type: 'root',
    children: blocks.map((block) => toNode(block, markdown)),
    position: { start: { line: 1, column: 1, offset: 0 }, end },
  };
}

function toNode({ kind, begin, end, line, lines }: PlainBlock, markdown: string): RootContent {
  const text = markdown.slice(begin, end);
  const last = { line: line + lines - 1, column: text.length - text.lastIndexOf('\n'), offset: end };
  const after = (marker: number): Position => ({
    start: { line, column: 1 + marker, offset: begin + marker },
    end: { ...last },
  });
  const toParagraph = (value: string, marker: number): Paragraph => ({
    type: 'paragraph',
    children: [{ type: 'text', value, position: after(marker) }],
    position: after(marker),
  });
  if (kind === 'paragraph') return toParagraph(text, 0);
  if (kind === 'heading') {
    const depth = text.indexOf(' ') as 1 | 2 | 3 | 4 | 5 | 6;
    return {
      type: 'heading',
      depth,
      children: [{ type: 'text', value: text.slice(depth + 1), position: after(depth + 1) }],
      position: after(0),
    };
  }
  return { type: 'blockquote', children: [toParagraph(quoted(text), 2)], position: after(0) };
}

/** What stands for a paragraph in the shortened text. */
interface StandIn {
  readonly paragraph: PlainBlock;
  readonly text: string;
  /** Offset in the shortened text. */
  readonly at: number;
  /** Characters that the shortened text lacks up to the end of this. */
  readonly missing: number;
}

function toStandIns(paragraphs: readonly PlainBlock[]): StandIn[] {
  let missing = 0;
  return paragraphs.map((paragraph) => {
    const { begin, end, lines } = paragraph;
    const text = lines === 1 ? STAND_IN : `${STAND_IN}\n`.repeat(lines - 1) + STAND_IN;
    const at = begin - missing;
    missing += end - begin - text.length;
    return { paragraph, text, at, missing };
  });
}

function withStandIns(markdown: string, standIns: readonly StandIn[]): string {
  let shortened = '';
  let done = 0;
  for (const { paragraph, text } of standIns) {
    shortened += markdown.slice(done, paragraph.begin) + text;
    done = paragraph.end;
  }
  return shortened + markdown.slice(done);
}

/** Tells whether every stand-in was found as a paragraph of its own; one in a code block or in HTML is not. */
function putBack(tree: Root, markdown: string, standIns: readonly StandIn[]): boolean {
  let found = 0;
  let missing = 0;
  tree.children = tree.children.map((child) => {
    if (!isStandIn(child)) {
      shiftOffsets(child, missing);
      return child;
    }
    const standIn = standIns[found];
    const start = child.position?.start;
    // One before it was lost, so the whole is parsed anew.
    if (standIn === undefined || start?.offset !== standIn.at) return child;
    found += 1;
    missing = standIn.missing;
    // Other endings of lines than ours count too.
    return toNode({ ...standIn.paragraph, line: start.line }, markdown);
  });
  if (tree.position) {
    tree.position.end.offset = (tree.position.end.offset ?? 0) + missing;
    const last = tree.children.at(-1)?.position?.end;
    if (last?.offset === markdown.length) tree.position.end = { ...last };
  }
  return found === standIns.length;
}

function isStandIn(node: RootContent): node is Paragraph & { children: [Text] } {
  const [first] = node.type === 'paragraph' ? node.children : [];
  return first?.type === 'text' && first.value.startsWith(STAND_IN);
}

/** Does not recurse, since the tree may be deeper than the stack. */
function shiftOffsets(node: Nodes, by: number): void {
  const waiting: Nodes[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.position) {
      next.position.start.offset = (next.position.start.offset ?? 0) + by;
      next.position.end.offset = (next.position.end.offset ?? 0) + by;
    }
    if ('children' in next) for (const child of next.children) waiting.push(child);
  }
}
