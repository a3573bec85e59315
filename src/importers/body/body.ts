/** The text of an item → Markdown that a person would be glad to edit, and that Dateline renders without an error. */
import { posix } from 'node:path';
import type { Root } from 'mdast';
import { capture } from '../../capture/capture.ts';
import type { Captured, PostEntry } from '../../capture/result.ts';
import { boundTree } from '../../markdown/bounded-tree.ts';
import { MarkdownTooDeep } from '../../markdown/budget.ts';
import { parseMarkdown } from '../../markdown/parse.ts';
import { hasRawHtml } from '../../markdown/raw-html.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { withoutForbidden } from '../../reading/decode.ts';
import type { DraftBody, Fate } from '../foreign.ts';
import { excessIn, hasTooMuchMarkup } from './bounds.ts';
import { htmlToTree, placeInHtml, withoutRawHtml } from './html.ts';
import { treeToMarkdown } from './markdown.ts';
import { paragraphsOf, tidyTree, unlinkPlaces, wordsOf, type TreeContext } from './tree.ts';

/** What is known beside the text. */
export interface BodyOptions {
  readonly title: string;
  /** Keys of the posts and statements that the item has already. */
  readonly tweets?: Iterable<string>;
  readonly statements?: Iterable<string>;
  /** Gives the path below media/ of a picture that lies in the input, by its address in the text. */
  readonly pictureOf?: (source: string) => string | undefined;
  /** Path of the story’s file below articles/. */
  readonly path?: string;
  /** Gives the path below articles/ of the story that was made of what stood at an old address. */
  readonly storyAt?: (address: string) => string | undefined;
}

/** A text for a story’s file. */
export interface Body {
  /** Without newlines at its ends; may be empty. */
  readonly markdown: string;
  /** Posts that stood in the text. */
  readonly posts: readonly PostEntry[];
  /** What became of parts of the text. */
  readonly fates: readonly Fate[];
  /** Why Dateline cannot render it, not even as plain paragraphs. */
  readonly fault?: string;
}

/** Writes the text of an item as Markdown. Never throws, whatever the text. */
export function toBody(body: DraftBody, options: BodyOptions): Body {
  const excess = excessIn(body);
  if (excess !== undefined) return { markdown: '', posts: [], fates: [], fault: excess };
  const fates: Fate[] = [];
  const text = withoutForbidden(body.text);
  if (text.length !== body.text.replaceAll('\r\n', '\n').replace(/^\uFEFF/u, '').length)
    fates.push({ field: 'text', fate: 'changed', as: 'body', how: 'freed of characters that no text may hold' });
  const { path = 'imported.md' } = options;
  const tweets = [...(options.tweets ?? [])];
  const captured = captureIn(text, body.format, tweets);
  for (const { excerpt, reason } of captured.refused)
    fates.push({
      field: 'post in the text',
      value: excerpt,
      fate: 'changed',
      as: 'body',
      how: `left as it stood: ${reason}`,
    });
  for (const post of captured.posts)
    fates.push({
      field: 'post in the text',
      value: post.url ?? post.key ?? post.handle,
      fate: 'changed',
      as: 'tweets',
      how: 'made a record, with its place in the text',
    });
  const context: TreeContext = {
    title: options.title,
    base: body.base,
    root: body.root,
    places: new Set([
      ...[...tweets, ...captured.posts.flatMap(({ key }) => key ?? [])].map((key) => `tweet ${key}`),
      ...Array.from(options.statements ?? [], (key) => `statement ${key}`),
    ]),
    pictureOf: options.pictureOf ?? (() => undefined),
    storyOf: (address) => {
      const target = options.storyAt?.(address);
      // What leads from a story to itself led to its original.
      return target === undefined || target === path ? undefined : relativePath(path, target);
    },
    tell: (fate) => fates.push(fate),
  };
  const { posts } = captured;
  const markdown = convert(captured.text, body.format, context, path);
  if (markdown !== undefined) return { markdown, posts, fates };
  const words = plain(captured.text, body.format, context);
  const fault = faultOf(words, path);
  return { markdown: words, posts, fates, ...(fault !== undefined && { fault }) };
}

/** Takes posts out of a text and puts their places there; in HTML, as elements. */
function captureIn(text: string, format: DraftBody['format'], keys: readonly string[]): Captured {
  if (format !== 'html') return withAddresses(capture(text, { keys, setting: 'story' }));
  // As a document, in which nothing is a paragraph of plain text.
  const opening = '<body>\n';
  const captured = capture(opening + text, { keys, setting: 'story' });
  let html = '';
  let from = opening.length;
  const material = opening + text;
  for (const { start, end, insert } of captured.edits) {
    const places = insert.replaceAll(/::(tweet|statement)\{key="([^"]*)"\}/gu, (_all, kind: string, key: string) =>
      placeInHtml(kind, key),
    );
    html += material.slice(from, start) + places;
    from = end;
  }
  return { ...captured, text: html + material.slice(from) };
}

/** Writes the address of a post that is only named in the place of the shortcode that named it. */
function withAddresses(captured: Captured): Captured {
  let { text } = captured;
  for (const { address, excerpt } of captured.refused) {
    if (address === undefined || !/^(?:\{\{|\{%|\[(?:tweet|embed))/u.test(excerpt) || excerpt.endsWith('…')) continue;
    text = text.replace(excerpt, () => `\n\n<${address}>\n\n`);
  }
  return { ...captured, text };
}

function convert(text: string, format: DraftBody['format'], context: TreeContext, path: string): string | undefined {
  const told: Fate[] = [];
  const tell = (fate: Fate) => told.push(fate);
  if (hasTooMuchMarkup({ format, text })) {
    context.tell(asPlain('It has more tags than can be read at once.'));
    return undefined;
  }
  try {
    const tree = treeOf(text, format, tell);
    boundTree(tree);
    tidyTree(tree, { ...context, tell });
    let markdown = withoutForbidden(treeToMarkdown(tree));
    if (/\]\(#/u.test(markdown)) {
      const { headings } = render(markdown, path);
      unlinkPlaces(tree, new Set(headings.map(({ id }) => id)), tell);
      markdown = withoutForbidden(treeToMarkdown(tree));
    }
    const fault = faultOf(markdown, path);
    if (fault !== undefined) {
      context.tell(asPlain(fault));
      return undefined;
    }
    for (const fate of told) context.tell(fate);
    return markdown;
  } catch (error) {
    // The stack is a bound too.
    if (!(error instanceof MarkdownTooDeep) && !(error instanceof RangeError)) throw error;
    context.tell(asPlain(error instanceof MarkdownTooDeep ? `${error.message}.` : 'It is nested too deep.'));
    return undefined;
  }
}

function render(markdown: string, path: string): ReturnType<typeof renderMarkdown> {
  return renderMarkdown(markdown, { file: `articles/${path}`, bodyLine: 1 });
}

function faultOf(markdown: string, path: string): string | undefined {
  return render(markdown, path).problems.find(({ severity }) => severity === 'error')?.message;
}

/** Gives the path of a file relative to another, as a link names it. */
function relativePath(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to).split('/').map(encodeURIComponent).join('/');
}

function asPlain(reason: string): Fate {
  return {
    field: 'text',
    fate: 'changed',
    as: 'body',
    how: `written as plain paragraphs, without its markup: ${reason}`,
  };
}

function treeOf(text: string, format: DraftBody['format'], tell: (fate: Fate) => void): Root {
  if (format === 'text') return paragraphsOf(text);
  if (format === 'html') return htmlToTree(text, tell);
  const tree = parseMarkdown(text);
  boundTree(tree);
  return hasRawHtml(tree) ? withoutRawHtml(tree, tell) : tree;
}

/** The words alone, where the markup cannot be rendered. */
function plain(text: string, format: DraftBody['format'], context: TreeContext): string {
  const words =
    format === 'html'
      ? text
          .replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/giu, '')
          .replaceAll(
            /<dateline-place data-kind="(\w+)" data-key="([\w-]+)"><\/dateline-place>/gu,
            '\n\n::$1{key="$2"}\n\n',
          )
          .replaceAll(/<\/?(?:p|div|h[1-6]|li|ul|ol|blockquote|table|tr|br|hr|section|article)\b[^<>]*>/giu, '\n\n')
          .replaceAll(/<[^<>]*>/gu, '')
      : text;
  const tree = paragraphsOf(words);
  tidyTree(tree, context);
  return withoutForbidden(treeToMarkdown(tree));
}

/** Gives the first words of a text, at most `length` characters of them, cut between words. */
export function firstWords(markdown: string, length: number): string {
  let words: string;
  try {
    const [first = ''] = parseMarkdown(markdown)
      .children.map((node) => wordsOf(node).replaceAll(/\s+/gu, ' ').trim())
      .filter((found) => found !== '');
    words = first;
  } catch (error) {
    if (!(error instanceof MarkdownTooDeep) && !(error instanceof RangeError)) throw error;
    words = markdown
      .slice(0, length * 4)
      .replaceAll(/\s+/gu, ' ')
      .trim();
  }
  if (words.length <= length) return words;
  const space = words.lastIndexOf(' ', length);
  return `${words
    .slice(0, space > length / 2 ? space : length)
    .toWellFormed()
    .replace(/[\s,;:.–—-]+$/u, '')}…`;
}
