import { LIST_LENGTH, POSTS_LENGTH } from '../model/addresses.ts';
import type { Platform } from '../model/quote.ts';
import type { TermKind } from '../model/registry.ts';
import type { Database, Row } from './database.ts';
import { isHost } from './outlets.ts';
import type { CountedTerm, CountedYear, OutletRow } from './rows.ts';

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

/** An outlet shows so many of its hosts in an index. */
const SHOWN_HOSTS = 3;

/** Gives every publisher that stories cite, and every host of which none names the publisher, with how often; by id. */
export function listOutlets(database: Database): OutletRow[] {
  const rows = database
    .lists('SELECT outlet, host, min(name), count(*) FROM citation GROUP BY outlet, host ORDER BY outlet, host')
    .map(([outlet, host, name, count]) => ({
      ...{ outlet: String(outlet), host: host === null ? undefined : String(host) },
      ...{ name: String(name), count: Number(count) },
    }));
  const published = new Set(rows.flatMap(({ outlet, host }) => (host === outlet ? [] : (host ?? []))));
  // What of such a host names no publisher stands on the host's page with all the rest.
  const groups = Map.groupBy(
    rows.filter(({ outlet }) => !published.has(outlet)),
    ({ outlet }) => outlet,
  );
  return Array.from(groups, ([outlet, group]) => {
    const hosts = group
      .toSorted((a, b) => b.count - a.count)
      .flatMap(({ host }) => (host === undefined || host === outlet ? [] : host));
    const more = hosts.length - SHOWN_HOSTS;
    return {
      outlet,
      name: group.reduce((first, { name }) => (name < first ? name : first), group[0]?.name ?? outlet),
      count: group.reduce((sum, { count }) => sum + count, 0),
      hosts: hosts.slice(0, SHOWN_HOSTS),
      ...(more > 0 && { more }),
    };
  });
}

/** Gives every publisher and every host that has a page, with how many citations stand there. */
export function listOutletPages(database: Database): { outlet: string; count: number }[] {
  return database
    .all(
      `SELECT host AS outlet, count(*) AS n FROM citation WHERE host IS NOT NULL GROUP BY host
       UNION ALL SELECT outlet, count(*) FROM citation WHERE outlet IS NOT host GROUP BY outlet`,
    )
    .map((row) => ({ outlet: String(row['outlet']), count: Number(row['n']) }))
    .sort((a, b) => (a.outlet < b.outlet ? -1 : 1));
}

/** Names the column of a citation by which an outlet's own are found. */
export function columnOf(outlet: string): 'host' | 'outlet' {
  return isHost(outlet) ? 'host' : 'outlet';
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

/** Gives the years of the stories that cite a publisher or host, newest first, with how often; none where its own page holds them all. */
export function listOutletYears(database: Database, outlet: string): CountedYear[] {
  const column = columnOf(outlet);
  return database
    .all(
      `SELECT substr(ord, 1, 4) AS year, count(*) AS n FROM citation
       WHERE ${column} = ? AND (SELECT count(*) FROM (SELECT 1 FROM citation WHERE ${column} = ? LIMIT ${LIST_LENGTH + 1})) > ${LIST_LENGTH}
       GROUP BY year ORDER BY year DESC`,
      outlet,
      outlet,
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
