import type { Address } from '../model/addresses.ts';
import { TERM_KINDS, type TermKind } from '../model/registry.ts';
import type { Output } from '../model/site.ts';
import type { Database } from './database.ts';
import { FACET, type Facet } from './facets.ts';
import { readSiteRow } from './queries/site.ts';

/** The condition, on the table of stories, that a story has a page: it is public, or it was and is withdrawn. */
export const HAS_PAGE = 'visible = 1';

/**
 * The condition, on a story `s` with its history `h`, that a page shows how it changed: readers see it, and what was committed last is no
 * longer under an embargo that was lifted since in the file alone, and withholds all that the file withholds.
 */
export const SHOWS_HISTORY =
  's.public = 1 AND (h.embargo IS NULL OR h.embargo = s.embargo) AND s.withheld <= h.withheld';

/** Route parameters as the router takes them. */
export type Params = Record<string, string | undefined>;

/** One page of the site: where it stands, and which route draws it with which parameters. */
export interface Page {
  readonly address: Address;
  readonly params: Params;
}

/** A part of a route's pages, which stays the same while none of its facets changes. */
export interface Part {
  readonly name: string;
  readonly on: readonly Facet[];
  list(): Iterable<Page>;
}

export interface Route {
  /** The route as its file in src/pages names it. */
  readonly pattern: string;
  parts(database: Database): Part[];
}

/** Makes a route whose pages are one part; each of `outputs` switches it off. */
export function whole(
  pattern: string,
  on: readonly Facet[],
  list: (database: Database) => Iterable<Page>,
  ...outputs: readonly Output[]
): Route {
  return {
    pattern,
    parts: (database) =>
      outputs.some((output) => !readSiteRow(database).outputs[output])
        ? []
        : [{ name: pattern, on, list: () => list(database) }],
  };
}

/** Makes a route whose pages are listed year by year; `output` names what switches it off. */
export function byYear(
  pattern: string,
  on: (year: string) => readonly Facet[],
  list: (database: Database, year: string) => Iterable<Page>,
  output?: Output,
): Route {
  return {
    pattern,
    parts: (database) =>
      output !== undefined && !readSiteRow(database).outputs[output]
        ? []
        : yearsOf(database).map((year) => ({
            name: `${pattern} ${year}`,
            on: on(year),
            list: () => list(database, year),
          })),
  };
}

/** Makes a route whose pages are listed for one kind of term after another. */
export function byKind(
  pattern: string,
  on: (kind: TermKind) => readonly Facet[],
  list: (database: Database, kind: TermKind) => Iterable<Page>,
): Route {
  return {
    pattern,
    parts: (database) =>
      kindsOn(database).map((kind) => ({ name: `${pattern} ${kind}`, on: on(kind), list: () => list(database, kind) })),
  };
}

/** Makes a route whose pages are listed for each kind of term and year. */
export function byKindAndYear(
  pattern: string,
  list: (database: Database, kind: TermKind, year: string) => Iterable<Page>,
): Route {
  return {
    pattern,
    parts: (database) =>
      kindsOn(database).flatMap((kind) =>
        yearsOf(database).map((year) => ({
          name: `${pattern} ${kind} ${year}`,
          on: [FACET.kindYear(kind, year)],
          list: () => list(database, kind, year),
        })),
      ),
  };
}

/** Sorts behind every text that begins as another does. */
export const LAST = '\u{10FFFF}';

/** Lists the years in which stories have a page. */
function yearsOf(database: Database): string[] {
  const years: string[] = [];
  let after = '';
  for (;;) {
    const row = database.get(`SELECT min(day) AS day FROM story WHERE ${HAS_PAGE} AND day > ?`, after);
    if (typeof row?.['day'] !== 'string') return years;
    const year = row['day'].slice(0, 4);
    years.push(year);
    after = year + LAST;
  }
}

/** Lists the kinds of term that have pages. */
function kindsOn(database: Database): TermKind[] {
  const { outputs } = readSiteRow(database);
  return TERM_KINDS.filter((kind) => outputs[kind]);
}
