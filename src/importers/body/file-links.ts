/** Links that name a file of the input → keys by which the item in that file is found. */
import { posix } from 'node:path';
import { percentDecoded } from '../../model/addresses.ts';

/** Begins a link that names a file where no address is known; what follows is the file’s path, or the end of it. */
const SCHEME = 'dateline-file:';

/** Makes the link that stands for what a text says of a file: `posts/call.md`, `call`, `../call.md#part`. */
export function fileLink(name: string): string {
  return SCHEME + encodeURI(name.trim());
}

/** Gives the part of an address that is such a link; undefined where there is none. */
export function fileLinkIn(address: string): string | undefined {
  const at = address.indexOf(SCHEME);
  return at === -1 ? undefined : address.slice(at);
}

/** Gives what a text said of a file, of a link that was made of it. */
export function withoutScheme(link: string): string {
  if (!link.startsWith(SCHEME)) return link;
  const name = link.slice(SCHEME.length);
  return percentDecoded(name) ?? name;
}

/** Tells a path that names a file of Markdown, which no site serves as such. */
export function isMarkdownPath(address: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:|^\/\//iu.test(address) && /\.(?:md|mdx|markdown)(?:[?#].*)?$/iu.test(address);
}

/** Gives the keys by which links find the item in a file: its whole path after a slash, and each end of it; also with its slug for the file’s name. */
export function keysOfFile(path: string, slug?: string): ReadonlySet<string> {
  const stem = stemOf(path);
  const keys = new Set<string>();
  // Sites leave the date out of the names of pages.
  const undated = stem.replace(/(^|\/)\d{4}-\d{1,2}-\d{1,2}-(?=[^/]*$)/u, '$1');
  const renamed = slug === undefined ? stem : stem.replace(/[^/]*$/u, slug.toLowerCase());
  for (const one of [stem, undated, renamed]) {
    keys.add(`/${one}`);
    const parts = one.split('/');
    for (const at of parts.keys()) keys.add(parts.slice(at).join('/'));
  }
  return keys;
}

/** Folders in which pages lie as they stand on their site. */
const ROOTS = [
  '.',
  'content',
  'src/content',
  'public',
  'src/pages',
  'pages',
  'src',
  'docs',
  'site',
  'source',
  'posts',
  'content/posts',
];

/** Gives the keys to which a link in a file can lead, the likeliest first; none for an address on a site. */
export function keysOfLink(link: string, file: string): string[] {
  const isNamed = link.startsWith(SCHEME) || link.startsWith('@/');
  const bare = withoutScheme(link)
    .replace(/^@\//u, '')
    .replace(/[?#].*$/su, '');
  const path = percentDecoded(bare) ?? bare;
  if (path === '' || /^[a-z][a-z0-9+.-]*:|^\/\//iu.test(path)) return [];
  const beside = path.startsWith('/')
    ? ROOTS.map((root) => posix.join(root, path.replace(/^\/+/u, '')))
    : [posix.join(posix.dirname(file), path)];
  const exact = beside.filter((one) => !one.startsWith('..')).map((one) => `/${stemOf(one)}`);
  const end = stemOf(path.replace(/^\/+/u, ''));
  const isBelow = /^\.\.?(?:\/|$)/u.test(path);
  // The end of a path alone says little, unless it was meant as one, or is long enough to name one story alone.
  const isEnd = isNamed ? !isBelow : path.startsWith('/') && /\/|-[^-]+-/u.test(end);
  return isEnd ? [...exact, `/${end}`, end] : exact;
}

/** Gives a path without what names of files have and addresses do not. */
function stemOf(path: string): string {
  return posix
    .normalize(path)
    .toLowerCase()
    .replace(/\/+$/u, '')
    .replace(/\.(?:md|mdx|markdown|mdown|mkdn?|qmd|rmd|html?)$/u, '')
    .replace(/\.[a-z]{2}(?:[-_][a-z]{2,4})?$/u, '')
    .replace(/(^|\/)_?index$/u, '')
    .replace(/\/+$/u, '');
}
