import { LIST_LENGTH } from '../../model/addresses.ts';
import { platform as platformOf } from '../../model/quote.ts';
import type { Database } from '../database.ts';
import { FACET } from '../facets.ts';
import { columnOf, listAccountYears, listCorrectionYears, listOutletYears } from '../listed.ts';
import type { AccountPost, CitationRow, CorrectionRow, CountedYear, TermRef, YearPlace } from '../rows.ts';
import { Gone, tracked } from '../tracker.ts';
import { toTermRef } from './cards.ts';
import { CORRECTED, NEWEST_CORRECTED, toCorrection } from './corrections.ts';
import { postsOf } from './quotes.ts';
import { CITED, NEWEST_CITED, toCitation } from './sources.ts';

const LAST = '\u{10FFFF}';

/** A term in one year: its name, how many stories it has in that year, and its nearest years before and after. */
export const termYear = tracked(
  'termYear',
  (database, kind: string, id: string, year: string): YearPlace & { term: TermRef } => {
    const yearAt = (ord: unknown): CountedYear | undefined => {
      if (typeof ord !== 'string') return undefined;
      const found = ord.slice(0, 4);
      return { year: found, count: countIn(database, kind, id, found) };
    };
    const select = 'FROM story_term WHERE kind = ? AND id = ? AND ord';
    const before = yearAt(database.get(`SELECT max(ord) AS ord ${select} < ?`, kind, id, year)?.['ord']);
    const after = yearAt(database.get(`SELECT min(ord) AS ord ${select} > ?`, kind, id, year + LAST)?.['ord']);
    return {
      term: toTermRef(database, kind, id),
      count: countIn(database, kind, id, year),
      ...(before && { before }),
      ...(after && { after }),
    };
  },
  { on: (kind, id) => [FACET.term(kind, id)] },
);

function countIn(database: Database, kind: string, id: string, year: string): number {
  return Number(
    database.get(
      'SELECT count(*) AS n FROM story_term WHERE kind = ? AND id = ? AND ord BETWEEN ? AND ?',
      kind,
      id,
      year,
      year + LAST,
    )?.['n'],
  );
}

/** The years of the stories that cite a publisher or host, newest first; none where its own page holds them all. */
export const outletYears = tracked(
  'outletYears',
  (database, outlet: string): CountedYear[] => listOutletYears(database, outlet),
  { on: (outlet) => [FACET.outlet(outlet)] },
);

/** A year of a publisher or host among its years. */
export const outletYear = tracked(
  'outletYear',
  (database, outlet: string, year: string): YearPlace => placeOf(listOutletYears(database, outlet), year),
  { on: (outlet) => [FACET.outlet(outlet)] },
);

/** Citations of a publisher or host by stories of one year, newest first, 200 a page; pages count from 1. */
export const outletYearCitations = tracked(
  'outletYearCitations',
  (database, outlet: string, year: string, page: number): CitationRow[] =>
    database
      .all(
        `${CITED} WHERE c.${columnOf(outlet)} = ? AND c.ord BETWEEN ? AND ? ${NEWEST_CITED} LIMIT ${LIST_LENGTH} OFFSET ?`,
        outlet,
        year,
        year + LAST,
        (page - 1) * LIST_LENGTH,
      )
      .map(toCitation),
  { on: (outlet, year) => [FACET.outletYear(outlet, year)] },
);

/** The years of an account's posts, newest first; none where its own page holds them all. */
export const accountYears = tracked(
  'accountYears',
  (database, platform: string, handle: string): CountedYear[] => yearsOfAccount(database, platform, handle),
  { on: (platform, handle) => [FACET.account(platform, handle.toLowerCase())] },
);

/** A year of an account among its years, with the handle as its newest post writes it. */
export const accountYear = tracked(
  'accountYear',
  (database, platform: string, handle: string, year: string): YearPlace & { handle: string } => {
    const row = database.get(
      `SELECT json_extract(record, '$.handle') AS handle FROM quote WHERE platform = ? AND account = ?
       ORDER BY date DESC, ord DESC, position DESC LIMIT 1`,
      platform,
      handle.toLowerCase(),
    );
    return { handle: String(row?.['handle']), ...placeOf(yearsOfAccount(database, platform, handle), year) };
  },
  { on: (platform, handle) => [FACET.account(platform, handle.toLowerCase())] },
);

/** Preserved posts of an account of one year, newest first, fifty a page; pages count from 1. */
export const accountYearPosts = tracked(
  'accountYearPosts',
  (database, platform: string, handle: string, year: string, page: number): AccountPost[] =>
    postsOf(database, platform, handle, year, page),
  { on: (platform, handle, year) => [FACET.accountYear(platform, handle.toLowerCase(), year)] },
);

function yearsOfAccount(database: Database, platform: string, handle: string): CountedYear[] {
  return listAccountYears(database, { platform: platformOf.parse(platform), handle: handle.toLowerCase() });
}

/** The years of corrections and withdrawals, newest first; none where one page holds them all. */
export const correctionYears = tracked('correctionYears', (database): CountedYear[] => listCorrectionYears(database), {
  on: () => [FACET.corrections],
});

/** A year of corrections among their years. */
export const correctionYear = tracked(
  'correctionYear',
  (database, year: string): YearPlace => placeOf(listCorrectionYears(database), year),
  { on: (_year) => [FACET.corrections] },
);

/** Corrections and withdrawals of one year, newest first, 200 a page; pages count from 1. */
export const correctionsOfYear = tracked(
  'correctionsOfYear',
  (database, year: string, page: number): CorrectionRow[] =>
    database
      .all(
        `${CORRECTED} AND c.date BETWEEN ? AND ? ${NEWEST_CORRECTED} LIMIT ${LIST_LENGTH} OFFSET ?`,
        year,
        year + LAST,
        (page - 1) * LIST_LENGTH,
      )
      .map(toCorrection),
  { on: (year) => [FACET.correctionYear(year)] },
);

/** Finds a year among those of a list, newest first. Throws for one that it has not. */
function placeOf(years: readonly CountedYear[], year: string): YearPlace {
  const index = years.findIndex((other) => other.year === year);
  const [after, found, before] = [years[index - 1], years[index], years[index + 1]];
  if (!found) throw new Gone(`The list has no year ${year}.`);
  return { count: found.count, ...(before && { before }), ...(after && { after }) };
}
