import {
  ABOUT,
  CORRECTIONS,
  CORRECTIONS_FEED,
  FEED,
  FRONT,
  LIST_LENGTH,
  NOT_FOUND,
  POSTS_LENGTH,
  QUOTES,
  REDIRECTS,
  SITEMAP,
  SOURCES,
  accountAddress,
  correctionsAddress,
  dateAddress,
  historyAddress,
  outletAddress,
  kindAddress,
  letterAddress,
  onThisDayAddress,
  sitemapPartAddress,
  storyAddress,
  termAddress,
  type Address,
} from '../model/addresses.ts';
import type { TermKind } from '../model/registry.ts';
import type { Database } from './database.ts';
import { FACET } from './facets.ts';
import { cutNames } from './letters.ts';
import {
  listAccounts,
  listAccountYears,
  listCorrectionYears,
  listOutletPages,
  listOutlets,
  listOutletYears,
  listLongAccounts,
  listTerms,
  type ListedAccount,
} from './listed.ts';
import {
  byKind,
  byKindAndYear,
  byYear,
  HAS_PAGE,
  LAST,
  SHOWS_HISTORY,
  whole,
  type Page,
  type Params,
  type Part,
  type Route,
} from './page-parts.ts';
import { readSiteRow } from './queries/site.ts';
import type { CountedYear } from './rows.ts';
import { filesOf, sectionsOf, type RoutePart } from './sitemap-sections.ts';
import { openedDatabase } from './tracker.ts';

/** Gives the pages of an index of names that is cut by their letters. */
function letterPages(index: Address, names: readonly { readonly name: string }[], params: Params = {}): Page[] {
  return Array.from(cutNames(names).keys())
    .filter((key) => key !== '')
    .map((key) => ({ address: letterAddress(index, key), params: { ...params, letter: key } }));
}

/** Gives the pages of one year of a list; the first has no parameter `page`. */
function yearPages({ year, count }: CountedYear, addressOf: (year: string, page: number) => Address): Page[] {
  return [1, ...furtherPages(count)].map((page) => ({
    address: addressOf(year, page),
    params: { year, page: page > 1 ? `page/${page}` : undefined },
  }));
}

const SITEMAP_PART = '/sitemap-[part].xml';

/** Gives the files of the sitemap, a part for each section. */
function sitemapParts(database: Database): Part[] {
  if (!readSiteRow(database).outputs.sitemap) return [];
  const { 'sitemap-part': _, ...others } = ROUTES;
  return sectionsOf(database, partsIn(database, others)).map((section) => ({
    name: `${SITEMAP_PART} ${section.name}`,
    on: section.on,
    *list() {
      let length = 0;
      for (const _ of section.list()) length++;
      for (const part of filesOf(section.name, length)) yield { address: sitemapPartAddress(part), params: { part } };
    },
  }));
}

const alone = (address: Address, params: Params = {}) => [{ address, params }];

const datePage = ({ date }: { readonly date: string }): Page => ({
  address: dateAddress(date),
  params: dateParams(date),
});

/** Every route with the pages that it draws now. Nothing else decides what pages there are. */
const ROUTES = {
  front: whole('/', [], () => alone(FRONT)),
  about: whole('/about', [], () => alone(ABOUT)),
  'not-found': whole('/404', [], () => alone(NOT_FOUND)),
  robots: whole('/robots.txt', [], () => alone('/robots.txt')),
  year: whole('/[year]', [FACET.stories], (database) => dates(database, 4, '').map(datePage)),
  month: byYear(
    '/[year]/[month]',
    (year) => [FACET.time(year)],
    (database, year) => dates(database, 7, year).map(datePage),
  ),
  day: byYear(
    '/[year]/[month]/[day]',
    (year) => [FACET.time(year)],
    (database, year) => dates(database, 10, year).map(datePage),
  ),
  'day-page': byYear(
    '/[year]/[month]/[day]/page/[page]',
    (year) => [FACET.time(year)],
    (database, year) =>
      dates(database, 10, year).flatMap(({ date, count }) =>
        furtherPages(count).map((page) => ({
          address: dateAddress(date, page),
          params: { ...dateParams(date), page: String(page) },
        })),
      ),
  ),
  story: byYear(
    '/[year]/[month]/[day]/[slug]',
    (year) => [FACET.pages(year)],
    (database, year) =>
      database
        .all(
          `SELECT day, slug FROM story WHERE ${HAS_PAGE} AND day BETWEEN ? AND ? ORDER BY day, slug`,
          year,
          `${year}${LAST}`,
        )
        .map((row) => {
          const [day, slug] = [String(row['day']), String(row['slug'])];
          return { address: storyAddress(day, slug), params: { ...dateParams(day), slug } };
        }),
  ),
  history: byYear(
    '/[year]/[month]/[day]/[slug]/history',
    (year) => [FACET.pages(year)],
    (database, year) =>
      database
        .all(
          `SELECT s.day, s.slug FROM story s JOIN history h ON h.path = s.path
           WHERE ${SHOWS_HISTORY} AND s.ord BETWEEN ? AND ? ORDER BY s.day, s.slug`,
          year,
          `${year}${LAST}`,
        )
        .map((row) => {
          const [day, slug] = [String(row['day']), String(row['slug'])];
          return { address: historyAddress(storyAddress(day, slug)), params: { ...dateParams(day), slug } };
        }),
    'history',
  ),
  kind: byKind(
    '/[kind]',
    () => [],
    (_, kind) => alone(kindAddress(kind), { kind }),
  ),
  term: byKind(
    '/[kind]/[id]',
    (kind) => [FACET.kind(kind)],
    (database, kind) => termIds(database, kind).map((id) => ({ address: termAddress(kind, id), params: { kind, id } })),
  ),
  letter: byKind(
    '/[kind]/page/[letter]',
    (kind) => [FACET.kind(kind)],
    (database, kind) => letterPages(kindAddress(kind), listTerms(database, kind), { kind }),
  ),
  'term-year': byKindAndYear('/[kind]/[id]/[year]', (database, kind, year) =>
    termsOfYear(database, kind, year).map(({ id }) => ({
      address: termAddress(kind, id, year),
      params: { kind, id, year },
    })),
  ),
  'term-year-page': byKindAndYear('/[kind]/[id]/[year]/page/[page]', (database, kind, year) =>
    termsOfYear(database, kind, year).flatMap(({ id, count }) =>
      furtherPages(count).map((page) => ({
        address: termAddress(kind, id, year, page),
        params: { kind, id, year, page: String(page) },
      })),
    ),
  ),
  'source-index': whole('/sources/[...index]', [], () => alone(SOURCES, { index: undefined }), 'sources'),
  outlet: whole(
    '/sources/[outlet]',
    [FACET.outlets],
    (database) =>
      listOutletPages(database).map(({ outlet }) => ({ address: outletAddress(outlet), params: { outlet } })),
    'sources',
  ),
  'source-letter': whole(
    '/sources/page/[letter]',
    [FACET.outlets],
    (database) => letterPages(SOURCES, listOutlets(database)),
    'sources',
  ),
  'outlet-year': whole(
    '/sources/[outlet]/[year]/[...page]',
    [FACET.outlets],
    (database) =>
      listOutletPages(database).flatMap(({ outlet, count }) =>
        count <= LIST_LENGTH
          ? []
          : listOutletYears(database, outlet).flatMap((inYear) =>
              yearPages(inYear, (year, page) => outletAddress(outlet, year, page)).map(({ address, params }) => ({
                address,
                params: { outlet, ...params },
              })),
            ),
      ),
    'sources',
  ),
  'quote-index': whole('/quotes/[...index]', [], () => alone(QUOTES, { index: undefined }), 'quotes'),
  account: whole(
    '/quotes/[...handle]',
    [FACET.accounts],
    (database) =>
      listAccounts(database).map(({ platform, handle }) => {
        const address = accountAddress(platform, handle);
        return { address, params: { handle: address.slice(QUOTES.length, -1) } };
      }),
    'quotes',
  ),
  'quote-letter': whole(
    '/quotes/page/[letter]',
    [FACET.accounts],
    (database) =>
      letterPages(
        QUOTES,
        listAccounts(database).map(({ handle }) => ({ name: handle })),
      ),
    'quotes',
  ),
  'account-year': whole(
    '/quotes/[...handle]/[year]',
    [FACET.accounts],
    (database) =>
      accountYears(database).map(({ platform, handle, year }) => {
        const address = accountAddress(platform, handle, year);
        return { address, params: { handle: address.slice(QUOTES.length, -`/${year}/`.length), year } };
      }),
    'quotes',
  ),
  'account-year-page': whole(
    '/quotes/[...handle]/[year]/page/[page]',
    [FACET.accounts],
    (database) =>
      accountYears(database).flatMap(({ platform, handle, year, count }) => {
        const first = accountAddress(platform, handle, year);
        const params = { handle: first.slice(QUOTES.length, -`/${year}/`.length), year };
        return furtherPages(count, POSTS_LENGTH).map((page) => ({
          address: accountAddress(platform, handle, year, page),
          params: { ...params, page: String(page) },
        }));
      }),
    'quotes',
  ),
  'on-this-day': whole(
    '/on-this-day/[date]',
    [FACET.stories],
    (database) =>
      database.all('SELECT DISTINCT substr(day, 6) AS part FROM story WHERE public = 1 ORDER BY part').map((row) => {
        const date = String(row['part']);
        return { address: onThisDayAddress(date), params: { date } };
      }),
    'onThisDay',
  ),
  corrections: whole('/corrections/[...index]', [], () => alone(CORRECTIONS, { index: undefined }), 'corrections'),
  'corrections-year': whole(
    '/corrections/[year]/[...page]',
    [FACET.corrections],
    (database) => listCorrectionYears(database).flatMap((inYear) => yearPages(inYear, correctionsAddress)),
    'corrections',
  ),
  'corrections-feed': whole(
    '/corrections/[feed].xml',
    [],
    () => alone(CORRECTIONS_FEED, { feed: 'feed' }),
    'corrections',
    'feed',
  ),
  redirects: whole('/[redirects]', [], () => alone(REDIRECTS, { redirects: REDIRECTS.slice(1) }), 'redirects'),
  feed: whole('/[feed].xml', [], () => alone(FEED, { feed: FEED.slice(1, -'.xml'.length) }), 'feed'),
  sitemap: whole('/[sitemap].xml', [], () => alone(SITEMAP, { sitemap: SITEMAP.slice(1, -'.xml'.length) }), 'sitemap'),
  'sitemap-part': { pattern: SITEMAP_PART, parts: sitemapParts },
  alias: whole('/[...alias]', [FACET.aliases], (database) =>
    database
      .all(
        `SELECT DISTINCT a.file FROM alias a JOIN story s ON s.id = a.story
         WHERE s.${HAS_PAGE} ORDER BY a.file`,
      )
      .map((row) => ({ address: encodeURI(`/${row['file']}`), params: { alias: String(row['file']) } })),
  ),
} as const satisfies Record<string, Route>;

/** A route of the site. */
export type RouteName = keyof typeof ROUTES;

/** Gives the parameters of a route's pages, for `getStaticPaths`. */
export function pathsOf(route: RouteName): { params: Params }[] {
  return ROUTES[route].parts(openedDatabase()).flatMap((part) => Array.from(part.list(), ({ params }) => ({ params })));
}

/** Lists the parts of every route, whose pages are all that the site has. */
export function partsOf(database: Database): RoutePart[] {
  return partsIn(database, ROUTES);
}

function partsIn(database: Database, routes: Readonly<Partial<Record<RouteName, Route>>>): RoutePart[] {
  return Object.entries(routes).flatMap(([name, route]) =>
    route.parts(database).map((part) => ({ route: name as RouteName, part })),
  );
}

/** Gives a route as its file in src/pages names it. */
export function patternOf(route: RouteName): string {
  return ROUTES[route].pattern;
}

/** Lists every page of the site, old addresses aside. */
export function* listPages(database: Database): Generator<Page> {
  for (const { route, part } of partsOf(database)) if (route !== 'alias') yield* part.list();
}

function dateParams(date: string): Params {
  const [year, month, day] = date.split('-');
  return { year, ...(month && { month }), ...(day && { day }) };
}

/** Lists the years (length 4), months (7) or days (10) within a year, or `` for all, that have stories, with their counts. */
function dates(database: Database, length: number, year: string): { date: string; count: number }[] {
  return database
    .all(
      'SELECT substr(ord, 1, ?) AS part, count(*) AS count FROM story WHERE public = 1 AND ord BETWEEN ? AND ? GROUP BY part ORDER BY part',
      length,
      year,
      year + LAST,
    )
    .map((row) => ({ date: String(row['part']), count: Number(row['count']) }));
}

function furtherPages(count: number, length = LIST_LENGTH): number[] {
  return Array.from({ length: Math.max(0, Math.ceil(count / length) - 1) }, (_, index) => index + 2);
}

/** Lists the years of every account that has more posts than one page holds. */
function accountYears(database: Database): (ListedAccount & CountedYear)[] {
  return listLongAccounts(database).flatMap((account) =>
    listAccountYears(database, account).map((inYear) => ({ ...account, ...inYear })),
  );
}

/** Lists the ids of a kind that have a page: those with stories, and registered ones without. */
function termIds(database: Database, kind: TermKind): string[] {
  return database
    .all(
      'SELECT DISTINCT id FROM story_term WHERE kind = ? UNION SELECT id FROM term WHERE kind = ? ORDER BY id',
      kind,
      kind,
    )
    .map((row) => String(row['id']));
}

/** Lists the terms of a kind that have stories in a year, with their counts. */
function termsOfYear(database: Database, kind: TermKind, year: string): { id: string; count: number }[] {
  return database
    .all(
      'SELECT id, count(*) AS count FROM story_term WHERE kind = ? AND day BETWEEN ? AND ? GROUP BY id ORDER BY id',
      kind,
      year,
      year + LAST,
    )
    .map((row) => ({ id: String(row['id']), count: Number(row['count']) }));
}
