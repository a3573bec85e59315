import { LIST_LENGTH, POSTS_LENGTH } from '../model/addresses.ts';
import type { Platform } from '../model/quote.ts';
import type { TermKind } from '../model/registry.ts';
import type { Database, Row } from './database.ts';
import type { CountedTerm, CountedYear, HostRow } from './rows.ts';

/** An account that stories quote, by its handle in lower case. */
export interface ListedAccount {
  readonly platform: Platform;
  readonly handle: string;
}

/** Gives every term of a kind with its stories, by id; registered ones without stories too. */
export function listTerms(database: Database, kind: TermKind): CountedTerm[] {
  return database
    .all(
      // Counted first and named then: a join of every row with the registry took ten times as long.
      `SELECT g.id, coalesce(term.name, (SELECT min(name) FROM story_term t WHERE t.kind = ?1 AND t.id = g.id)) AS name, g.count
       FROM (SELECT id, count(*) AS count FROM story_term WHERE kind = ?1 GROUP BY id) g LEFT JOIN term ON term.kind = ?1 AND term.id = g.id
       UNION ALL SELECT id, name, 0 FROM term WHERE kind = ?1 AND NOT EXISTS (SELECT 1 FROM story_term t WHERE t.kind = ?1 AND t.id = term.id)
       ORDER BY 1`,
      kind,
    )
    .map((row) => ({ kind, id: String(row['id']), name: String(row['name']), count: Number(row['count']) }));
}

/** Gives every host that stories cite with how often, by name. */
export function listHosts(database: Database): HostRow[] {
  return database
    .all('SELECT host, count(*) AS n FROM citation GROUP BY host ORDER BY host')
    .map((row) => ({ host: String(row['host']), count: Number(row['n']) }));
}

/** Gives every account that stories quote, by handle. */
export function listAccounts(database: Database): ListedAccount[] {
  return database
    .all('SELECT DISTINCT platform, account FROM quote WHERE platform IS NOT NULL ORDER BY account, platform')
    .map(toAccount);
}

/** Gives the accounts that may have more posts than one page holds, by handle. */
export function listLongAccounts(database: Database): ListedAccount[] {
  return database
    .all(
      `SELECT platform, account FROM quote WHERE platform IS NOT NULL GROUP BY platform, account
       HAVING count(*) > ${POSTS_LENGTH} ORDER BY account, platform`,
    )
    .map(toAccount);
}

/** Gives the years of the stories that cite a host, newest first, with how often; none where its own page holds them all. */
export function listHostYears(database: Database, host: string): CountedYear[] {
  return database
    .all(
      `SELECT substr(ord, 1, 4) AS year, count(*) AS n FROM citation
       WHERE host = ? AND (SELECT count(*) FROM (SELECT 1 FROM citation WHERE host = ? LIMIT ${LIST_LENGTH + 1})) > ${LIST_LENGTH}
       GROUP BY year ORDER BY year DESC`,
      host,
      host,
    )
    .map(toYear);
}

/** Gives the years of an account's posts, newest first, with how many; none where its own page holds them all. */
export function listAccountYears(database: Database, { platform, handle }: ListedAccount): CountedYear[] {
  const years = database
    .all(
      `SELECT substr(date, 1, 4) AS year, count(DISTINCT identity) AS n FROM quote WHERE platform = ? AND account = ?
       GROUP BY year ORDER BY year DESC`,
      platform,
      handle,
    )
    .map(toYear);
  return years.reduce((sum, { count }) => sum + count, 0) > POSTS_LENGTH ? years : [];
}

/** Gives the years of corrections and withdrawals, newest first, with how many; none where one page holds them all. */
export function listCorrectionYears(database: Database): CountedYear[] {
  const years = database
    .all(
      `SELECT substr(c.date, 1, 4) AS year, count(*) AS n FROM correction c JOIN story s ON s.id = c.story
       WHERE s.draft = 0 GROUP BY year ORDER BY year DESC`,
    )
    .map(toYear);
  return years.reduce((sum, { count }) => sum + count, 0) > LIST_LENGTH ? years : [];
}

function toAccount(row: Row): ListedAccount {
  return { platform: String(row['platform']) as Platform, handle: String(row['account']) };
}

function toYear(row: Row): CountedYear {
  return { year: String(row['year']), count: Number(row['n']) };
}
