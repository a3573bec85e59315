/** Texts of WordPress as HTML: blocks without their comments, shortcodes, paragraphs that are only blank lines. */
import { escapeHtml } from '../body/words.ts';
import { withCode } from './wordpress-code.ts';

/** A picture or file that a text names by its id. */
export interface Attachment {
  readonly url: string;
  readonly alt?: string;
}

/** A text of WordPress as HTML. */
export interface WordPressHtml {
  readonly html: string;
  /** What was done; each completes the sentence “it was …”. */
  readonly how: readonly string[];
  /** Galleries of which pictures are not known, as they were written. */
  readonly unknown: readonly string[];
}

/** What is known of pictures and files beside a text. */
export interface KnownAttachments {
  readonly byId: (id: string) => Attachment | undefined;
  /** Those that were put in for the text. */
  readonly own: readonly Attachment[];
}

/** Tells whether a text shows attachments that it does not name by their addresses. */
export const hasGallery = (text: string): boolean => /\[(?:gallery|playlist)\b/u.test(text);

/** Reads a text of WordPress; pictures of galleries are looked up. */
export function wordPressHtml(text: string, attachments: KnownAttachments): WordPressHtml {
  const told = { turned: new Set<string>(), kept: new Set<string>(), lost: new Set<string>(), unknown: [] };
  const unix = withCode(text.replace(/\r\n?/gu, '\n'), (name) => told.turned.add(name));
  const html = blocksOf(unix, told.lost)
    .map(({ text: part, isBlock }) => {
      const written = withoutShortcodes(part, attachments, told);
      return isBlock ? written : withParagraphs(written);
    })
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  const list = (names: ReadonlySet<string>): string => [...names].map((name) => `[${name}]`).join(', ');
  return {
    html,
    unknown: told.unknown,
    how: [
      ...(told.turned.size > 0 ? [`written without its shortcodes ${list(told.turned)}`] : []),
      ...(told.kept.size > 0 ? [`left with what may be shortcodes that are not known: ${list(told.kept)}`] : []),
      ...(told.lost.size > 0 ? [`freed of blocks that have no words of their own: ${[...told.lost].join(', ')}`] : []),
    ],
  };
}

interface Part {
  readonly text: string;
  readonly isBlock: boolean;
}

interface Mark {
  readonly index: number;
  readonly end: number;
  readonly name: string;
  readonly kind: 'begin' | 'end' | 'whole';
}

/** Finds the comments that begin and end blocks. */
function* marksIn(text: string): Generator<Mark> {
  for (let index = text.indexOf('<!-- '); index !== -1; index = text.indexOf('<!-- ', index + 1)) {
    const close = text.indexOf('-->', index);
    if (close === -1) return;
    const [, slash, name] = /^<!-- {1,9}(\/)?wp:([a-z][\w/-]{0,100})/u.exec(text.slice(index, index + 130)) ?? [];
    if (name === undefined) continue;
    const kind = slash !== undefined ? 'end' : text[close - 1] === '/' ? 'whole' : 'begin';
    yield { index, end: close + 3, name: name.replace(/\/$/u, ''), kind };
    index = close;
  }
}

/** Divides a text into its blocks, and what stands between them in the old manner. */
function blocksOf(text: string, lost: Set<string>): Part[] {
  const clean = (part: string): string =>
    part.replace(/<!--\s*(?:more\b[^>]{0,200}?|nextpage|noteaser)\s{0,9}-->/gu, '\n\n');
  if (!text.includes('<!-- wp:')) return [{ text: clean(text), isBlock: false }];
  const parts: Part[] = [];
  let depth = 0;
  let at = 0;
  let block = '';
  const add = (end: number): void => {
    const stretch = clean(text.slice(at, end));
    if (depth > 0) block += stretch;
    else if (stretch.trim() !== '') parts.push({ text: stretch, isBlock: false });
  };
  let freeform = false;
  for (const { index, end, name, kind } of marksIn(text)) {
    add(index);
    at = end;
    if (kind === 'whole') lost.add(name);
    else if (kind === 'begin') {
      if (depth === 0) freeform = name === 'freeform' || name === 'core/freeform';
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
      if (depth === 0) {
        parts.push({ text: embedsOf(block), isBlock: !freeform });
        block = '';
      }
    }
  }
  add(text.length);
  if (block !== '') parts.push({ text: embedsOf(block), isBlock: true });
  return parts;
}

/** Blocks of embeds hold an address alone; the page of WordPress would show what stands there. */
function embedsOf(block: string): string {
  return block.replace(
    /<div class="wp-block-embed__wrapper">\s*(https?:\/\/[^\s<]{1,2000})\s*<\/div>/gu,
    (_, address: string) => linkTo(address.replaceAll('&amp;', '&')),
  );
}

const linkTo = (address: string): string => `<p><a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>`;

interface Told {
  readonly turned: Set<string>;
  readonly kept: Set<string>;
  readonly lost: Set<string>;
  readonly unknown: string[];
}

/** Shortcodes with what they enclose; those of plugins stay as they stand. */
const SHORTCODE =
  /\[(?<name>embed|caption|wp_caption|gallery|video|audio|playlist|youtube|vimeo|tweet|twitter|soundcloud|dailymotion|ted|googlevideo)\b(?<given>(?:[^\]"“”]|"[^"]{0,4000}"|“[^”]{0,4000}”){0,200}?)(?<empty>\/)?\](?:(?<inner>(?:(?!\[\/?\k<name>\b)[\s\S]){0,200000}?)\[\/\k<name>\])?/gu;
const UNKNOWN =
  /(?<![\w[])\[(?<name>[a-z][\w-]{2,40})(?:\s+[\w-]{1,40}=(?:"[^"\]]{0,4000}"|'[^'\]]{0,4000}'|[^\s"'[\]]{1,400})){0,40}\s*\/?\](?!\(|\[|:)/gu;
const ENCLOSED = /\[\/(?<name>[a-z][\w-]{2,40})\]/gu;

function withoutShortcodes(text: string, attachments: KnownAttachments, told: Told): string {
  if (!text.includes('[')) return text;
  const written = text.replace(SHORTCODE, (all, ...rest) => {
    const { name = '', given = '', inner } = rest.at(-1) as Record<string, string | undefined>;
    const html = isGallery(name)
      ? gallery(name, attributesOf(given), attachments, () => told.unknown.push(all))
      : shortcode(name, attributesOf(given), inner?.trim());
    (html === undefined ? told.kept : told.turned).add(name);
    return html === undefined ? all : `\n\n${html}\n\n`;
  });
  const isClosed = new Set([...written.matchAll(ENCLOSED)].map(({ groups }) => groups?.['name'] ?? ''));
  for (const { 0: all, groups } of written.matchAll(UNKNOWN)) {
    const name = groups?.['name'] ?? '';
    // A word in brackets alone is a word in brackets.
    if (isClosed.has(name) || all.includes('=') || all.endsWith('/]')) told.kept.add(name);
  }
  return written;
}

function attributesOf(given: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const { groups } of given.matchAll(
    /(?<name>[a-z][\w-]{0,40})=(?:["“”](?<quoted>[^"“”]{0,4000})["“”]|'(?<single>[^']{0,4000})'|(?<bare>[^\s"'\]]{1,2000}))|(?<address>https?:\/\/[^\s\]"]{1,2000})|(?<![\w=])(?<word>[\w-]{6,60})(?![\w=])/gu,
  )) {
    const { name = '', quoted, single, bare, address, word } = groups ?? {};
    if (name !== '') attributes.set(name, quoted ?? single ?? bare ?? '');
    else if (!attributes.has('')) attributes.set('', address ?? word ?? '');
  }
  return attributes;
}

const isGallery = (name: string): boolean => name === 'gallery' || name === 'playlist';

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|heic)(?:\?|$)/iu;

/** Shows the attachments that a gallery or playlist names, or those of its post; tells where one of them is not known. */
function gallery(
  name: string,
  given: ReadonlyMap<string, string>,
  attachments: KnownAttachments,
  tellUnknown: () => void,
): string {
  const ids = (given.get('ids') ?? given.get('include') ?? '').split(/[\s,]+/u).filter((id) => id !== '');
  const ofPost = attachments.own.filter(({ url }) => PICTURE.test(url) === (name === 'gallery'));
  const found = ids.length === 0 ? ofPost : ids.map(attachments.byId).filter((one) => one !== undefined);
  if (found.length === 0 || found.length < ids.length) tellUnknown();
  return found
    .map(({ url, alt }) =>
      name === 'gallery'
        ? `<figure><img src="${escapeHtml(url)}" alt="${escapeHtml(alt ?? '')}"></figure>`
        : linkTo(url),
    )
    .join('\n');
}

function shortcode(name: string, given: ReadonlyMap<string, string>, inner: string | undefined): string | undefined {
  const address = (value: string | undefined): string | undefined =>
    value?.startsWith('http') ? linkTo(value.replaceAll('&amp;', '&')) : undefined;
  switch (name) {
    case 'embed':
      return address(inner ?? given.get('src') ?? given.get(''));
    case 'caption':
    case 'wp_caption': {
      if (inner === undefined) return undefined;
      const picture = /^\s*(?:<a\b[^>]{0,2000}>\s*)?<img\b[^>]{0,4000}>(?:\s*<\/a>)?/iu.exec(inner)?.[0] ?? '';
      const caption = inner.slice(picture.length).trim() || (given.get('caption') ?? '');
      return `<figure>${picture}${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}</figure>`;
    }
    case 'video':
    case 'audio': {
      const source = ['src', 'mp4', 'm4v', 'webm', 'ogv', 'mp3', 'm4a', 'ogg', 'wav', '']
        .map((key) => given.get(key))
        .find((one) => one?.startsWith('http'));
      return address(source ?? /https?:\/\/[^\s<\]"]+/u.exec(inner ?? '')?.[0]);
    }
    case 'youtube': {
      const id = given.get('id') ?? given.get('') ?? inner;
      return address(
        id?.startsWith('http')
          ? id
          : id && /^[\w-]{11}$/u.test(id)
            ? `https://www.youtube.com/watch?v=${id}`
            : undefined,
      );
    }
    case 'vimeo': {
      const id = given.get('id') ?? given.get('') ?? inner;
      return address(
        id?.startsWith('http') ? id : id && /^\d{4,12}$/u.test(id) ? `https://vimeo.com/${id}` : undefined,
      );
    }
    default:
      return address(given.get('url') ?? given.get('') ?? inner);
  }
}

const BLOCKS =
  'address|article|aside|blockquote|center|details|summary|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|tr|ul|video|audio|object|noscript';
const BLOCK_TAG = new RegExp(String.raw`<(?<end>\/)?(?<name>${BLOCKS})(?=[\s/>])[^<>]{0,20000}>`, 'giu');
/** Elements of which words that stand in them are paragraphs. */
const HOLDS_PARAGRAPHS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'center',
  'details',
  'div',
  'footer',
  'form',
  'header',
  'main',
  'section',
]);
/** Elements in which line breaks mean nothing, or stay as they are. */
const AS_IT_IS = new Set([
  'pre',
  'script',
  'style',
  'table',
  'tbody',
  'tfoot',
  'thead',
  'tr',
  'ul',
  'ol',
  'dl',
  'figure',
  'iframe',
  'video',
  'audio',
  'object',
]);
const EMPTY = new Set(['hr']);
/** Blocks within each other that are told apart. */
const DEEPEST = 100;

/** Makes paragraphs of what blank lines divide, and breaks of the ends of lines, as WordPress does when it shows a text. */
function withParagraphs(text: string): string {
  const written: string[] = [];
  const open: string[] = [];
  let at = 0;
  const words = (end: number): void => {
    const stretch = text.slice(at, end);
    const within = open.at(-1);
    if (within !== undefined && AS_IT_IS.has(within)) written.push(stretch);
    else if (stretch.trim() === '') return;
    else if (within === undefined || HOLDS_PARAGRAPHS.has(within))
      for (const paragraph of stretch.trim().split(/\n[^\S\n]*(?:\n\s*)+/u))
        written.push(`<p>${withBreaks(paragraph)}</p>\n`);
    else written.push(withBreaks(stretch.trim()));
  };
  for (const match of text.matchAll(BLOCK_TAG)) {
    const name = (match.groups?.['name'] ?? '').toLowerCase();
    const isEnd = match.groups?.['end'] !== undefined;
    const within = open.at(-1);
    if (
      within !== undefined &&
      AS_IT_IS.has(within) &&
      ['pre', 'script', 'style'].includes(within) &&
      !(isEnd && name === within)
    )
      continue;
    words(match.index);
    at = match.index + match[0].length;
    if (isEnd) {
      const last = open.lastIndexOf(name);
      if (last !== -1) open.length = last;
    } else {
      // A paragraph ends where another block begins.
      if (open.at(-1) === 'p') open.pop();
      if (!EMPTY.has(name) && open.length < DEEPEST) open.push(name);
    }
    written.push(isEnd ? `${match[0]}\n` : match[0]);
  }
  words(text.length);
  return written.join('');
}

function withBreaks(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  return lines
    .map((line, at) => (at === lines.length - 1 ? line : `${line.trimEnd().replace(/<br ?\/?>$/iu, '')}<br>`))
    .join('\n');
}
