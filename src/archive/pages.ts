import {
  ABOUT,
  CORRECTIONS,
  FEED,
  FRONT,
  LIST_LENGTH,
  NOT_FOUND,
  QUOTES,
  SITEMAP,
  SOURCES,
  accountAddress,
  dateAddress,
  hostAddress,
  kindAddress,
  onThisDayAddress,
  storyAddress,
  termAddress,
  yearSitemapAddress,
  type Address,
} from '../model/addresses.ts';
import type { Platform } from '../model/quote.ts';
import { TERM_KINDS, type TermKind } from '../model/registry.ts';
import type { Database } from './database.ts';
import { readSiteRow } from './queries/site.ts';
import { openedDatabase } from './tracker.ts';

/** The condition, on the table of stories, that a story has a page: it is public, or it was and is withdrawn. */
export const HAS_PAGE = 'visible = 1';

/** Route parameters as the router takes them. */
export type Params = Record<string, string | undefined>;

/** One page of the site: where it stands, and which route draws it with which parameters. */
export interface Page {
  readonly address: Address;
  readonly params: Params;
}

type Lister = (database: Database) => Iterable<Page>;

/** Every route with the pages that it draws now. Nothing else decides what pages there are. */
const ROUTES = {
  front: () => [{ address: FRONT, params: {} }],
  about: () => [{ address: ABOUT, params: {} }],
  'not-found': () => [{ address: NOT_FOUND, params: {} }],
  robots: () => [{ address: '/robots.txt', params: {} }],
  year: (database) => dates(database, 4).map(({ date }) => ({ address: dateAddress(date), params: dateParams(date) })),
  month: (database) => dates(database, 7).map(({ date }) => ({ address: dateAddress(date), params: dateParams(date) })),
  day: (database) => dates(database, 10).map(({ date }) => ({ address: dateAddress(date), params: dateParams(date) })),
  'day-page': (database) =>
    dates(database, 10).flatMap(({ date, count }) =>
      furtherPages(count).map((page) => ({
        address: dateAddress(date, page),
        params: { ...dateParams(date), page: String(page) },
      })),
    ),
  story: (database) =>
    database.all(`SELECT day, slug FROM story WHERE ${HAS_PAGE} ORDER BY ord`).map((row) => {
      const [day, slug] = [String(row['day']), String(row['slug'])];
      return { address: storyAddress(day, slug), params: { ...dateParams(day), slug } };
    }),
  kind: (database) => kindsOn(database).map((kind) => ({ address: kindAddress(kind), params: { kind } })),
  term: (database) =>
    kindsOn(database).flatMap((kind) =>
      termIds(database, kind).map((id) => ({ address: termAddress(kind, id), params: { kind, id } })),
    ),
  'term-year': (database) =>
    termYears(database).map(({ kind, id, year }) => ({
      address: termAddress(kind, id, year),
      params: { kind, id, year },
    })),
  'term-year-page': (database) =>
    termYears(database).flatMap(({ kind, id, year, count }) =>
      furtherPages(count).map((page) => ({
        address: termAddress(kind, id, year, page),
        params: { kind, id, year, page: String(page) },
      })),
    ),
  'source-index': (database) => whenOn(database, 'sources', [{ address: SOURCES, params: { index: undefined } }]),
  host: (database) =>
    whenOn(
      database,
      'sources',
      database.all('SELECT DISTINCT host FROM citation ORDER BY host').map((row) => {
        const host = String(row['host']);
        return { address: hostAddress(host), params: { host } };
      }),
    ),
  'quote-index': (database) => whenOn(database, 'quotes', [{ address: QUOTES, params: { index: undefined } }]),
  account: (database) =>
    whenOn(
      database,
      'quotes',
      database
        .all('SELECT DISTINCT platform, account FROM quote WHERE platform IS NOT NULL ORDER BY platform, account')
        .map((row) => {
          const address = accountAddress(String(row['platform']) as Platform, String(row['account']));
          return { address, params: { handle: address.slice(QUOTES.length, -1) } };
        }),
    ),
  'on-this-day': (database) =>
    whenOn(
      database,
      'onThisDay',
      database.all('SELECT DISTINCT substr(day, 6) AS part FROM story WHERE public = 1 ORDER BY part').map((row) => {
        const date = String(row['part']);
        return { address: onThisDayAddress(date), params: { date } };
      }),
    ),
  corrections: (database) => whenOn(database, 'corrections', [{ address: CORRECTIONS, params: { index: undefined } }]),
  feed: (database) => whenOn(database, 'feed', [{ address: FEED, params: { feed: FEED.slice(1, -'.xml'.length) } }]),
  sitemap: (database) =>
    whenOn(database, 'sitemap', [{ address: SITEMAP, params: { sitemap: SITEMAP.slice(1, -'.xml'.length) } }]),
  'sitemap-year': (database) =>
    whenOn(
      database,
      'sitemap',
      // The pages that are no stories have a sitemap of their own beside those of the years.
      ['pages', ...dates(database, 4).map(({ date }) => date)].map((year) => ({
        address: yearSitemapAddress(year),
        params: { year },
      })),
    ),
  alias: (database) =>
    database
      .all(
        `SELECT DISTINCT a.file FROM alias a JOIN story s ON s.id = a.story
         WHERE s.${HAS_PAGE} ORDER BY a.file`,
      )
      .map((row) => ({ address: `/${row['file']}`, params: { alias: String(row['file']) } })),
} as const satisfies Record<string, Lister>;

/** A route of the site. */
export type RouteName = keyof typeof ROUTES;

/** Gives the parameters of every page of a route, for `getStaticPaths`. */
export function pathsOf(route: RouteName): { params: Params }[] {
  return Array.from(ROUTES[route](openedDatabase()), ({ params }) => ({ params }));
}

/** Lists every page of the site, old addresses aside. */
export function listPages(database: Database): Page[] {
  return Object.entries(ROUTES).flatMap(([route, list]) => (route === 'alias' ? [] : Array.from(list(database))));
}

function dateParams(date: string): Params {
  const [year, month, day] = date.split('-');
  return { year, ...(month && { month }), ...(day && { day }) };
}

/** Lists the years (length 4), months (7) or days (10) that have stories, with their counts. */
function dates(database: Database, length: number): { date: string; count: number }[] {
  return database
    .all(
      'SELECT substr(ord, 1, ?) AS part, count(*) AS count FROM story WHERE public = 1 GROUP BY part ORDER BY part',
      length,
    )
    .map((row) => ({ date: String(row['part']), count: Number(row['count']) }));
}

function furtherPages(count: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil(count / LIST_LENGTH) - 1) }, (_, index) => index + 2);
}

function kindsOn(database: Database): TermKind[] {
  const { outputs } = readSiteRow(database);
  return TERM_KINDS.filter((kind) => outputs[kind]);
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

function termYears(database: Database): { kind: TermKind; id: string; year: string; count: number }[] {
  return kindsOn(database).flatMap((kind) =>
    database
      .all(
        'SELECT id, substr(ord, 1, 4) AS year, count(*) AS count FROM story_term WHERE kind = ? GROUP BY id, year ORDER BY id, year',
        kind,
      )
      .map((row) => ({ kind, id: String(row['id']), year: String(row['year']), count: Number(row['count']) })),
  );
}

function whenOn(database: Database, output: keyof ReturnType<typeof readSiteRow>['outputs'], pages: Page[]): Page[] {
  return readSiteRow(database).outputs[output] ? pages : [];
}
