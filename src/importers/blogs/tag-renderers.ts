/** What tags of generators and their themes show → Markdown. */
import type { Data } from './site-data.ts';
import type { TagArguments } from './tag-arguments.ts';

/** What tags can point to. */
export interface TagContext {
  /** Values by name: `site.baseurl`, `page.title`, `params.email`. */
  readonly values: ReadonlyMap<string, string>;
  /** Values of the site’s data files. */
  readonly data?: Data;
  /** Imports and components stand in the text. */
  readonly isMdx: boolean;
  /** Names of the picture files in the input, in lower case. */
  readonly pictures: ReadonlySet<string>;
}

type Render = (args: TagArguments, context: TagContext) => string | undefined;

const PICTURE_ARGUMENTS = ['src', 'link', 'url', 'image', 'image_path', 'file', 'path', 'img'];

const PICTURE_FILE = /\.(?:jpe?g|png|webp|avif|gif|svg)(?:[?#].*)?$/iu;

/** Names that generators and their themes give to the same thing. */
const KINDS: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [
    /^(?:figure|img|image|picture|photo|legacy-img|responsive-image|asset[-_]img|imgproc|centered-image|(?:linked|responsive)[-_](?:figure|image)|imagen)(?:[-_](?:with[-_]class|left|right|center|full|flexible|tag|caption|figure))*$|^figure/iu,
    'picture',
  ],
  [/^(?:youtube|lite-?youtube|youtube-lite|youtubeembed|yt|youtubeplayer)$/iu, 'youtube'],
  [/^(?:vimeo|vimeo-player|vimeoembed)$/iu, 'vimeo'],
  [/^(?:tweet|x|twitter|tweet_simple|twitter_simple|x_simple|tweet-?embed)$/iu, 'post'],
  [/^instagram(?:_simple)?$/iu, 'instagram'],
  [/^gist$/iu, 'gist'],
  [/^(?:ref|relref|post_url|link|tmp|xref|internal[-_]?link)$/iu, 'reference'],
  [/^(?:param|site[-_]?param)$/iu, 'param'],
  [/^(?:quote-?block|pull-?quote|block-?quote|quote)$/iu, 'quote'],
  [/^(?:embed|oembed|iframe|video|audio|fb-video|facebook|soundcloud|[\w]+-iframe)$/iu, 'address'],
  [/^(?:button|btn|cta|card-policy|linkcard|card|featured-resource|file|download|asset-static)$/iu, 'link'],
  [/^(?:katex|latex|math|mathjax|eq|equation)$/iu, 'math'],
  [/^(?:abbr|kbd|mark|highlight|sub|sup|small|underline|emoji)$/iu, 'words'],
];

/** Gives what a tag is, by its name, or else by the picture that it is given. */
export function kindOf(name: string, args?: TagArguments): string {
  const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
  if (kind !== undefined) return kind;
  const source = PICTURE_ARGUMENTS.map((key) => args?.named.get(key)).find((value) => value !== undefined);
  return source !== undefined && PICTURE_FILE.test(source) ? 'picture' : 'unknown';
}

/** Arguments that readers see, whatever shows them. */
const SHOWN_AS_WORDS =
  /^(?:title|heading|header|subtitle|text|content|body|message|quote|question|answer|term|definition|meaning|caption|figcaption|alt|label|summary|description|note)$/u;

/** What reads as words: more than one of them, or one in a script that puts no spaces between words. */
function isWording(value: string): boolean {
  if (/^\S*[/\\=@#{}]\S*$|^\S+\.\w{2,5}$|\/.*\.\w{2,5}$/u.test(value.trim())) return false;
  return (
    /\p{L}\S*\s+\S*\p{L}/u.test(value) ||
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2}/u.test(value)
  );
}

/** Gives the words that a tag of which nothing else is known was given for readers; undefined where there are none. */
export function wordsIn({ named, positional }: TagArguments): string | undefined {
  const words = [
    ...(positional.some(isWording)
      ? positional.filter((value) => isWording(value) || /^\p{Lu}?[\p{L}\p{M}’'-]+$/u.test(value))
      : []),
    ...Array.from(named).flatMap(([name, value]) => (SHOWN_AS_WORDS.test(name) && /\p{L}/u.test(value) ? [value] : [])),
  ].map((value) => value.trim());
  return words.length === 0 ? undefined : [...new Set(words)].join(': ');
}

/** What is said of a tag of a kind. */
export const CHANGES: Readonly<Record<string, string>> = {
  picture: 'made a picture',
  youtube: 'made a link',
  vimeo: 'made a link',
  instagram: 'made a link',
  gist: 'made a link',
  address: 'made a link',
  link: 'made a link',
  quote: 'made a quotation',
};

/** What is written for a tag of a kind; undefined where its arguments do not say enough. */
export const RENDERERS: ReadonlyMap<string, Render> = new Map<string, Render>([
  ['picture', picture],
  ['youtube', (args) => video(args, 'https://www.youtube.com/watch?v=', /^[\w-]{6,20}$/u)],
  ['vimeo', (args) => video(args, 'https://vimeo.com/', /^\d{1,12}$/u)],
  ['instagram', (args) => video(args, 'https://www.instagram.com/p/', /^[\w-]{4,20}$/u)],
  [
    'gist',
    ({ positional }) => {
      const path = positional.slice(0, 2).join('/');
      return /^[\w./-]+$/u.test(path) ? `<https://gist.github.com/${path}>` : undefined;
    },
  ],
  ['post', post],
  [
    'address',
    (args) => {
      const address = args.named.get('src') ?? args.named.get('url') ?? args.named.get('href') ?? args.first ?? '';
      return /^https?:\/\/\S+$/u.test(address) ? linked(address, args.named.get('title')) : undefined;
    },
  ],
  [
    'link',
    (args) => {
      const address = ['href', 'url', 'src', 'link', 'button-url', 'file']
        .map((name) => args.named.get(name))
        .find((value) => value !== undefined);
      const words = ['text', 'title', 'label', 'button-text', 'kicker']
        .map((name) => args.named.get(name))
        .find((value) => value !== undefined);
      if (address === undefined || words === undefined) return undefined;
      return `[${words}](<${address.replaceAll(/[<>\n]/gu, '')}>)`;
    },
  ],
  [
    'quote',
    (args) => {
      const words = args.named.get('text') ?? args.named.get('quote') ?? args.first;
      return words === undefined ? undefined : quotation(words, args);
    },
  ],
  [
    'math',
    ({ named, first }) => {
      const formula = named.get('body') ?? first;
      return formula === undefined ? undefined : `$${formula}$`;
    },
  ],
  ['words', ({ positional, named }) => (named.size > 0 ? undefined : (positional[0] ?? ''))],
]);

function picture({ named, positional, first }: TagArguments, { pictures }: TagContext): string | undefined {
  const file = positional.findIndex((value) => PICTURE_FILE.test(value));
  const source =
    PICTURE_ARGUMENTS.map((name) => named.get(name)).find((value) => value !== undefined) ?? positional[file] ?? first;
  if (source === undefined || source.trim() === '') return undefined;
  const caption = ['caption', 'figcaption', 'title']
    .map((name) => named.get(name)?.trim())
    .find((value) => value !== undefined && value !== '');
  const alt =
    named.get('alt')?.trim() ??
    named.get('image_alt')?.trim() ??
    (positional.length > 1 ? positional.slice(file + 1).at(-1) : undefined) ??
    '';
  const shown = alt === '' ? (caption ?? '') : alt;
  const target = `![${shown.replaceAll(/[[\]\\]/gu, '\\$&').replaceAll('\n', ' ')}](<${source.trim().replaceAll(/[<>\n]/gu, '')}>`;
  if (caption === undefined || caption === shown) return `${target})`;
  const name = source.slice(source.lastIndexOf('/') + 1).replace(/[?#].*$/su, '');
  // A picture that is not there becomes words, and has no caption.
  if (!pictures.has(name.toLowerCase().trim())) return `${target}) ${caption}`;
  return `${target} "${caption.replaceAll('"', '&quot;').replaceAll('\n', ' ')}")`;
}

function video({ named, first }: TagArguments, site: string, pattern: RegExp): string | undefined {
  const id = named.get('id') ?? named.get('videoid') ?? named.get('v') ?? named.get('url') ?? first;
  if (id === undefined) return undefined;
  const title = named.get('title') ?? named.get('label') ?? named.get('alt');
  if (/^https?:\/\/\S+$/u.test(id)) return linked(id, title);
  return pattern.test(id) ? linked(`${site}${id}`, title) : undefined;
}

function linked(address: string, words: string | undefined): string {
  return words === undefined || words.trim() === ''
    ? `<${address}>`
    : `[${words.replaceAll(/[[\]]/gu, '\\$&')}](<${address}>)`;
}

/** A post is named by its account and id, by its id alone, or by its address. */
function post({ named, positional, first }: TagArguments): string | undefined {
  const address = [named.get('url'), named.get('href'), ...positional].find(
    (value) => value !== undefined && /^https?:\/\//u.test(value),
  );
  if (address !== undefined) return `\n\n<${address}>\n\n`;
  const id = named.get('id') ?? positional.find((value) => /^\d{5,20}$/u.test(value)) ?? first;
  const user = named.get('user') ?? named.get('username') ?? positional.find((value) => value !== id);
  if (id === undefined || !/^\d{1,20}$/u.test(id)) return undefined;
  return `\n\n<https://twitter.com/${user !== undefined && /^\w{1,15}$/u.test(user) ? user : 'i/web'}/status/${id}>\n\n`;
}

/** Writes a quotation, with whom it is by. */
export function quotation(words: string, { named, positional }: TagArguments): string {
  const by =
    named.get('cite') ??
    named.get('author') ??
    named.get('by') ??
    named.get('source') ??
    (named.has('text') ? undefined : positional.join(' '));
  const lines = words.trim().split('\n');
  if (by !== undefined && by.trim() !== '' && by.trim() !== words.trim()) lines.push('', `— ${by.trim()}`);
  return `\n\n${lines.map((line) => `> ${line}`.trimEnd()).join('\n')}\n\n`;
}
