import type { Paragraph } from 'mdast';
import type { LeafDirective } from 'mdast-util-directive';
import { key } from '../model/fields.ts';
import { placeOf, report, type MarkdownStep, type QuoteUse, type Story } from './story.ts';
import { walkParents } from './walk.ts';

/** A line that was meant as a directive but is not one, e.g. with text after it. */
const ALMOST = /(?:^|\n)[ \t]*:{1,3}(tweet|statement)[ \t]*[[{]/u;

/** Turns `::tweet{key="…"}` and `::statement{key="…"}` into elements that the page fills in. */
export const markQuotes: MarkdownStep = (tree, story) => {
  walkParents(tree, (parent) => {
    if (parent.type === 'paragraph') reportAlmost(parent, story);
    if (!parent.children.some((child) => child.type === 'leafDirective')) return;
    parent.children = parent.children.filter((child) => child.type !== 'leafDirective' || mark(child, story));
  });
};

function reportAlmost(paragraph: Paragraph, story: Story): void {
  for (const child of paragraph.children) {
    const kind = child.type === 'text' ? ALMOST.exec(child.value)?.[1] : undefined;
    if (kind !== undefined) complain(story, child, kind, 'is not on a line of its own, or is not written in full');
  }
}

/** Tells whether a directive is a quote, and makes it one. */
function mark(node: LeafDirective, story: Story): boolean {
  const quote = toQuote(node, story);
  if (quote === undefined) return false;
  story.quotes.push(quote);
  node.data = { hName: 'dateline-quote', hProperties: { dataKind: quote.kind, dataKey: quote.key } };
  return true;
}

function toQuote(node: LeafDirective, story: Story): QuoteUse | undefined {
  const kind = node.name === 'tweet' ? 'tweet' : 'statement';
  const { key: given, ...others } = node.attributes ?? {};
  const other = Object.keys(others)[0];
  if (node.children.length > 0) {
    complain(story, node, kind, 'has a label in square brackets, which does nothing');
    return;
  }
  if (other !== undefined) {
    complain(story, node, kind, `has the attribute ${other.slice(0, 40)}, which does nothing`);
    return;
  }
  if (given === undefined || given === null) {
    complain(story, node, kind, 'has no key');
    return;
  }
  if (!key.safeParse(given).success) {
    complain(story, node, kind, 'has a key that is not 1 to 64 letters, digits, hyphens or underscores');
    return;
  }
  return { kind, key: given, ...placeOf(node, story) };
}

function complain(story: Story, node: Parameters<typeof placeOf>[0], kind: string, what: string): undefined {
  report(
    story,
    'directive-invalid',
    placeOf(node, story),
    `The ::${kind} line ${what}.`,
    `Write ::${kind}{key="…"} on a line of its own, with the key of one of the ${kind}s in the front matter.`,
  );
}
