/** A Markdown tree → Markdown as a person would type it. */
import type { Emphasis, Link, Root } from 'mdast';
import type { LeafDirective } from 'mdast-util-directive';
import { gfmFootnoteToMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { defaultHandlers, type Handle, type Options, toMarkdown } from 'mdast-util-to-markdown';

const leafDirective: Handle = (node: LeafDirective) => `::${node.name}{key="${node.attributes?.['key'] ?? ''}"}`;

const emphasis: Handle = (node: Emphasis, parent, state, info) => {
  const mark = node.data?.mark;
  if (mark === undefined) return defaultHandlers.emphasis(node, parent, state, info);
  const [opening, closing] = [`<${mark}>`, `</${mark}>`];
  const tracker = state.createTracker(info);
  const before = tracker.move(opening);
  const inner = state.containerPhrasing(node, { ...tracker.current(), before: '>', after: '<' });
  return before + tracker.move(inner) + tracker.move(closing);
};

/** Takes away backslashes of which this one text shows that they change nothing. */
const text: Handle = (node: { readonly value: string }, _parent, state, info) =>
  state
    .safe(node.value, info)
    // Within a word, no _ begins or ends emphasis (https://spec.commonmark.org/0.31.2/#can-open-emphasis).
    .replace(/(?<=[\p{L}\p{N}])\\_(?=[\p{L}\p{N}])/gu, '_')
    .replace(/(?<!\\)\\&(?!#|[A-Za-z][A-Za-z0-9]{1,31};)/gu, '&')
    // All references have been written out, so a bracket that closes, and before no address, is one.
    .replace(
      /(?<!\\)\\\[(?!\^)([^[\]\\\n]{1,80}\])(?=[\s.,;!?…”’"')]|$)/gu,
      (whole, words: string, at: number, all: string) =>
        at + whole.length === all.length && /[[(:]/u.test(info.after) ? whole : `[${words}`,
    );

/** Takes backslashes out of addresses before an & that begins no character’s name. */
const writeLink: Handle = (node: Link, parent, state, info) => {
  const written = defaultHandlers.link(node, parent, state, info);
  const at = written.lastIndexOf('](') + 1;
  return written.slice(0, at) + written.slice(at).replace(/(?<!\\)\\&(?!#|[A-Za-z][A-Za-z0-9]{1,31};)/gu, '&');
};
const link: Handle = Object.assign(writeLink, { peek: defaultHandlers.link.peek });

const OPTIONS: Options = {
  bullet: '-',
  emphasis: '*',
  rule: '-',
  fences: true,
  listItemIndent: 'one',
  incrementListMarker: true,
  extensions: [
    gfmTableToMarkdown({ tablePipeAlign: false }),
    gfmStrikethroughToMarkdown(),
    gfmFootnoteToMarkdown(),
    { handlers: { emphasis, leafDirective, link, text }, unsafe: [{ atBreak: true, character: ':', after: ':' }] },
  ],
};

/** Writes a tree that holds no references and, of HTML, nothing but what Dateline takes. */
export function treeToMarkdown(tree: Root): string {
  return toMarkdown(tree, OPTIONS).trim();
}
