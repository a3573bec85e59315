import { aliasFile } from '../model/addresses.ts';
import type { Spill } from './spill.ts';
import { comparable } from './writing/old-addresses.ts';

/** First parts of addresses that are, or may become, pages and files of the site itself. */
const OWN_FILES: ReadonlySet<string> = new Set([
  'index.html',
  '404.html',
  'feed.xml',
  'robots.txt',
  'sitemap.xml',
  'social.png',
  'sha256sums',
  '_redirects',
  'about/index.html',
  'search/index.html',
]);
const OWN_FOLDERS: ReadonlySet<string> = new Set([
  ...['_astro', 'media', 'topics', 'people', 'organizations', 'places', 'series', 'sources', 'quotes', 'on-this-day'],
  ...['corrections', 'search'],
]);

/** Gives the reason for which an old address cannot be one of an item’s story; none where it can, and then it is taken. */
export function takeAlias(alias: string, number: number, spill: Spill): string | undefined {
  const file = comparable(aliasFile(alias) ?? '');
  const [first = ''] = file.split('/');
  if (OWN_FILES.has(file) || OWN_FOLDERS.has(first) || /^sitemap-[^/]*\.xml$/u.test(file))
    return 'a page or file of the site has the same';
  const [, year, month, day, slug, rest] =
    /^(\d{4})(?:\/(\d{2})(?:\/(\d{2})(?:\/([a-z0-9-]+)(\/.+)?)?)?)?\/index\.html$/u.exec(file) ?? [];
  if (year !== undefined) {
    if (month === undefined || day === undefined || slug === undefined || slug === 'page')
      return 'a page of the site has, or may get, the same';
    if (spill.hasAddress(`${year}-${month}-${day}`, slug))
      return rest === undefined ? 'a story of the site stands there' : 'it lies below the address of a story';
  }
  if (first !== '' && !file.includes('/') && !spill.takeFile(file, number))
    return 'another story has the same old address';
  if (file.includes('/') && !spill.takeFile(file, number))
    return 'another story has the same old address, or one below it';
  return undefined;
}
