/** A saved page, from its bytes to a document of which scripts and styles are no part. */
import { parseHTML } from 'linkedom';

/** Bytes of a page that is read at all. */
export const MOST_PAGE_BYTES = 32 * 1024 * 1024;
/** Characters of markup, without scripts and styles, that are made a document. */
const MOST_MARKUP = 6 * 1024 * 1024;

/** A page that was read. */
export interface Page {
  readonly document: Document;
  /** What stood in its scripts of the type `application/ld+json`, in their order. */
  readonly linkedData: readonly string[];
  /** What stood in its other scripts, where they tell of a publication. */
  readonly pageData: readonly string[];
  /** Whether its end was left out, since it is too long. */
  readonly isCut: boolean;
}

/** Decodes a page: by its mark, by what the server said, by what the page says of itself, else as UTF-8 or Windows-1252. */
export function decodePage(bytes: Uint8Array, contentType = ''): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const declared = [
    markOf(bytes),
    /charset\s*=\s*["']?([\w:.-]+)/iu.exec(contentType)?.[1],
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]+)/iu.exec(start)?.[1],
    /^<\?xml[^>]{0,100}encoding\s*=\s*["']([\w:.-]+)/u.exec(start)?.[1],
  ];
  const utf8 = decoded(bytes, 'utf-8', true);
  // A page in UTF-8 that says otherwise was saved by a program that knew better; no text in another encoding passes for UTF-8.
  if (utf8 !== undefined && markOf(bytes) === undefined && !start.includes('\0')) return utf8;
  for (const label of declared) {
    if (label === undefined || /^utf-?16/iu.test(label) !== /^utf-?16/iu.test(markOf(bytes) ?? '')) continue;
    const text = decoded(bytes, label, /^utf-?8$/iu.test(label));
    if (text !== undefined) return text;
  }
  if (start.slice(0, 1024).includes('\0')) return undefined;
  // A few broken bytes in a page that says UTF-8 are no reason to take all of it for something else.
  const isUtf8 = declared.some((label) => /^utf-?8$/iu.test(label ?? ''));
  return decoded(bytes, isUtf8 ? 'utf-8' : 'windows-1252', false);
}

function markOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decoded(bytes: Uint8Array, label: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch (error) {
    // A RangeError for a label that nobody knows, a TypeError for bytes that are not so encoded.
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Makes the document of a page. */
export function readPage(html: string): Page {
  const { markup, linkedData, pageData } = withoutScripts(html);
  const isCut = markup.length > MOST_MARKUP;
  const { document } = parseHTML(whole(isCut ? markup.slice(0, MOST_MARKUP) : markup));
  // The parser begins a node of text at each entity.
  document.body.normalize();
  return { document, linkedData, pageData, isCut };
}

/** The parser takes the first element for the root, and what comes next for head and body: all else has to be put within these. */
function whole(markup: string): string {
  const root = /<html(?:\s[^<>]*)?>/iu.exec(markup)?.[0] ?? '<html>';
  const body = /<body(?:\s[^<>]*)?>/iu.exec(markup)?.[0] ?? '<body>';
  const end = /<\/head\s*>|<body[\s>]/iu.exec(markup)?.index ?? 0;
  const [head = '', rest = ''] = [markup.slice(0, end), markup.slice(end)].map((part) => part.replace(FRAME, ''));
  return `<!DOCTYPE html>${root}<head>${head}</head>${body}${rest}</body></html>`;
}

const FRAME = /<!doctype[^<>]*>|<\/?(?:html|head|body)(?:\s[^<>]*)?>/giu;

const SKIPPED = /<(?:(!--)|(script|style|svg|template|object|select|textarea)(?=[\s>/])([^>]*)>)/giu;

/** Takes out what is no text of a page. Each kind of end is looked for as long as there is one, so that time stays linear. */
function withoutScripts(html: string): { markup: string; linkedData: string[]; pageData: string[] } {
  const linkedData: string[] = [];
  const pageData: string[] = [];
  const parts: string[] = [];
  const missing = new Set<string>();
  let from = 0;
  SKIPPED.lastIndex = 0;
  for (let match = SKIPPED.exec(html); match; match = SKIPPED.exec(html)) {
    const [, comment, name = '', attributes = ''] = match;
    const tag = comment ?? name.toLowerCase();
    if (missing.has(tag) || attributes.endsWith('/')) continue;
    const inside = SKIPPED.lastIndex;
    const end = endOf(html, tag, inside);
    if (end === undefined) {
      missing.add(tag);
      continue;
    }
    if (tag === 'script' && /ld\+json/iu.test(attributes)) linkedData.push(html.slice(inside, end.start));
    else if (tag === 'script') {
      const script = html.slice(inside, end.start);
      if (/publi|pub_?date/iu.test(script)) pageData.push(script);
    }
    parts.push(html.slice(from, match.index));
    from = end.end;
    SKIPPED.lastIndex = from;
  }
  parts.push(html.slice(from));
  return { markup: parts.join(' '), linkedData, pageData };
}

function endOf(html: string, tag: string, from: number): { start: number; end: number } | undefined {
  if (tag === '!--') {
    const start = html.indexOf('-->', from);
    return start === -1 ? undefined : { start, end: start + 3 };
  }
  const close = new RegExp(`</${tag}\\s*>`, 'giu');
  close.lastIndex = from;
  const match = close.exec(html);
  return match ? { start: match.index, end: close.lastIndex } : undefined;
}

/** Gives the words of an element on one line. */
export function wordsOf(element: { readonly textContent: string | null } | null | undefined): string {
  return tidy(element?.textContent ?? '');
}

/** Puts a text on one line, without invisible signs. */
export function tidy(text: string): string {
  return text
    .replace(/[\u00AD\u200B\uFEFF\u2060]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** Gives letters and digits alone, in lower case: two texts that differ in marks and spaces alone are the same. */
export function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Scripts that are written without spaces between words. */
export const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}`;

const WORD = new RegExp(String.raw`[${UNSPACED}]|(?:(?![${UNSPACED}])[\p{L}\p{N}])+`, 'gu');

/** Gives the words of a text in lower case; each sign of a script that has no spaces between words is one. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}
