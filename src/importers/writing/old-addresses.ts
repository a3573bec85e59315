/** Addresses at which items stood, and the forms in which they are compared. */
import { aliasFile } from '../../model/addresses.ts';
import type { StoryItem } from '../foreign.ts';

/** Gives the addresses at which an item stood, those on its site also in full and from the root of its host. */
export function addressesOf({ front, body }: StoryItem): string[] {
  const { aliases = [], original } = front;
  const site =
    body.root ?? (body.base !== undefined && URL.canParse('/', body.base) ? new URL('/', body.base).href : '');
  const full = aliases.flatMap((alias) => (site !== '' && alias.startsWith('/') ? site.replace(/\/*$/u, alias) : []));
  const below = full.flatMap((address) => (URL.canParse(address) ? new URL(address).pathname : []));
  return [...aliases, ...full, ...below, ...(original === undefined ? [] : [original.url])];
}

/** Parts of an address that tell whence a reader came, and not what the page is. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|source|ref|rss|partner|emc|cmp|wt_mc)(?:=|$)/iu;

/** Gives an old address in the form in which two that lead to one page are the same. */
export function oldKey(address: string): string {
  const [page = '', query = ''] = address.replace(/#.*$/su, '').split(/\?(.*)/su);
  const asked = query.split('&').filter((part) => part !== '' && !TRACKING.test(part));
  const key = page.replace(/^https?:\/\/(?:www\.)?/iu, '//').replace(/(?:\/index\.html?|\/)$/iu, '');
  return asked.length === 0 ? key : `${key}?${asked.join('&')}`;
}

/** Gives the old address that a path, or a web address, is on its own site; undefined where no file can stand on it. */
export function aliasAt(address: string): string | undefined {
  if (!URL.canParse(address, 'https://example.org')) return undefined;
  const { pathname, search } = new URL(address, 'https://example.org');
  const path = pathname.replaceAll(/\/{2,}/gu, '/');
  return search === '' && /[^./]/u.test(path) && aliasFile(path) !== undefined ? path : undefined;
}

/** Gives a path in the form in which file systems that know no case or Unicode form compare it. */
export function comparable(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
