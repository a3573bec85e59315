/**
 * Every address of the site, as a path from its root. Nothing else spells an address, so a page and
 * the links to it cannot disagree. Months and days are two digits.
 */
import { PLATFORMS, type Platform } from './quote.ts';
import type { TermKind } from './registry.ts';

/** A path on the site that begins with `/`; a page's ends with `/`. */
export type Address = string;

/** Stories on one list page; a longer day or year goes on at page/2/. */
export const LIST_LENGTH = 200;

/** Posts on one page of an account; an account with more has pages by year. */
export const POSTS_LENGTH = 50;

/** Names on one page of an index; a longer one is cut by first letters. */
export const NAMES_LENGTH = 600;

/** Pages in one file of the sitemap; the protocol allows 50,000 (https://www.sitemaps.org/protocol.html). */
export const SITEMAP_LENGTH = 40_000;

/** Ids that no term may have, because they name a route. */
export const RESERVED_IDS: ReadonlySet<string> = new Set([
  'page',
  'index',
  'topics',
  'people',
  'organizations',
  'places',
  'series',
  'sources',
  'quotes',
  'on-this-day',
  'corrections',
  'search',
  'about',
  'feed',
  '404',
  'history',
  // Device names that Windows cannot store as folders.
  'con',
  'prn',
  'aux',
  'nul',
  ...Array.from({ length: 9 }, (_, index) => [`com${index + 1}`, `lpt${index + 1}`]).flat(),
]);

/** The front page. */
export const FRONT: Address = '/';
const ON_THIS_DAY = '/on-this-day/';
export const CORRECTIONS: Address = '/corrections/';
export const SOURCES: Address = '/sources/';
export const QUOTES: Address = '/quotes/';
export const ABOUT: Address = '/about/';
export const NOT_FOUND: Address = '/404.html';
export const FEED: Address = '/feed.xml';
/** The feed of corrections and withdrawals. */
export const CORRECTIONS_FEED: Address = '/corrections/feed.xml';
/** Rules by which hosts lead from old addresses to new ones (https://docs.netlify.com/routing/redirects/). */
export const REDIRECTS: Address = '/_redirects';
export const SITEMAP: Address = '/sitemap.xml';
/** The picture that stands for the archive where a link to it is shared. */
export const SOCIAL_IMAGE: Address = '/social.png';
/** Checksums of all files of the site but this one, by which a copy is checked. */
export const CHECKSUMS: Address = '/SHA256SUMS';

/** A year, month or day: pass `2020`, `2020-01` or `2020-01-05`; page 2 and on only for a day above 200 stories. */
export function dateAddress(date: string, page = 1): Address {
  return `/${date.replaceAll('-', '/')}/${page > 1 ? `page/${page}/` : ''}`;
}

/** A story, by its day and slug. */
export function storyAddress(day: string, slug: string): Address {
  return `/${day.replaceAll('-', '/')}/${slug}/`;
}

/** What changed in a story, by the story's address. */
export function historyAddress(story: Address): Address {
  return `${story}history/`;
}

/** The A–Z of a kind of term. */
export function kindAddress(kind: TermKind): Address {
  return `/${kind}/`;
}

/** A term's page, or one of its years, or a further page of a year. */
export function termAddress(kind: TermKind, id: string, year?: string, page = 1): Address {
  return yearAddress(`/${kind}/${id}/`, year, page);
}

/** The names of an index (`/people/`, `/sources/`, `/quotes/`) that begin with some letters; `key` is theirs in an address. */
export function letterAddress(index: Address, key: string): Address {
  return `${index}page/${key}/`;
}

/**
 * The sources of one outlet: a host, e.g. `example.org`, or a publisher by its id, which has no dot; or those cited in one year, or a
 * further page of a year.
 */
export function outletAddress(outlet: string, year?: string, page = 1): Address {
  return yearAddress(`${SOURCES}${outlet}/`, year, page);
}

/** The preserved posts of one account, or those of one year, or a further page of a year. */
export function accountAddress(platform: Platform, handle: string, year?: string, page = 1): Address {
  const name = handle.toLowerCase();
  // `/quotes/threads/2020/` is @2020 on Threads, so a year of @threads on X stands elsewhere.
  const isBare = platform === 'x' && (year === undefined || !(name in PLATFORMS));
  return yearAddress(`${QUOTES}${isBare ? '' : `${platform}/`}${name}/`, year, page);
}

/** Corrections and withdrawals of one year, or a further page of a year. */
export function correctionsAddress(year: string, page = 1): Address {
  return yearAddress(CORRECTIONS, year, page);
}

/** The place of a correction on its story's page, by its day and how many of that day stand before it. */
export function correctionAnchor(day: string, before: number): string {
  return `correction-${day}${before > 0 ? `-${before + 1}` : ''}`;
}

/** The place of the notice of a withdrawal on its story's page. */
export const WITHDRAWN_ANCHOR = 'withdrawn';

/** One day in all years: pass `01-05`. */
export function onThisDayAddress(monthAndDay: string): Address {
  return `${ON_THIS_DAY}${monthAndDay}/`;
}

/** One of the files that the sitemap names, e.g. `2020` or `topics-2`. */
export function sitemapPartAddress(part: string): Address {
  return `/sitemap-${part}.xml`;
}

/** A file of the content folder's media/, e.g. `media/2020/call.jpg`. */
export function mediaAddress(src: string): Address {
  return `/${src.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * Gives the file, relative to the site's folder, that answers for an old address: a path that names no file gets an
 * index.html. Undefined for a path that could leave that folder or that no file system stores.
 */
export function aliasFile(address: Address): string | undefined {
  const typed = address.slice(1);
  // A stray % belongs to the path as it is.
  const path = percentDecoded(typed) ?? typed;
  const file = /[^/]\.[a-z0-9]+$/iu.test(path) ? path : `${path.replace(/\/$/u, '')}/index.html`;
  const segments = file.split('/');
  const stored = segments.every(
    (segment) => segment !== '' && segment !== '.' && segment !== '..' && segment.length <= 200,
  );
  const isDevice = segments.some((segment) => /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu.test(segment));
  // The router decodes paths once more, so a # or an encoded character would not come back as it was.
  return stored && !isDevice && !/[\p{Cc}\\:*?"<>|#]|%[0-9a-f]{2}/iu.test(file) ? file : undefined;
}

function yearAddress(whole: Address, year: string | undefined, page: number): Address {
  return `${whole}${year === undefined ? '' : `${year}/`}${page > 1 ? `page/${page}/` : ''}`;
}

/** Gives the text of a percent-encoded one; undefined where it is none, as with a stray %. */
export function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
