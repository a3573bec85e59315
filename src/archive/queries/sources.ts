import { LIST_LENGTH, NAMES_LENGTH } from '../../model/addresses.ts';
import type { Source } from '../../model/source.ts';
import type { CitationRow, HostRow } from '../rows.ts';
import { FACET } from '../facets.ts';
import { tracked } from '../tracker.ts';
import type { Row } from '../database.ts';
import { toStoryRef } from './cards.ts';

/** Columns of a citation `c` and its story `s`; to be followed by a condition. */
export const CITED =
  'SELECT c.record, s.address, s.title, s.day, s.language FROM citation c JOIN story s ON s.id = c.story';
export const NEWEST_CITED = 'ORDER BY c.ord DESC, c.position';

/** Turns a row of `CITED` into a citation. */
export function toCitation(row: Row): CitationRow {
  return { source: JSON.parse(String(row['record'])) as Source, story: toStoryRef(row) };
}

/** The six hundred hosts that stories cite most, with how often; the most cited first. */
export const hosts = tracked(
  'hosts',
  (database): HostRow[] =>
    database
      .all(`SELECT host, count(*) AS n FROM citation GROUP BY host ORDER BY n DESC, host LIMIT ${NAMES_LENGTH}`)
      .map((row) => ({ host: String(row['host']), count: Number(row['n']) })),
  { on: () => [FACET.hosts] },
);

/** The newest two hundred citations of a host. */
export const hostNewest = tracked(
  'hostNewest',
  (database, host: string): CitationRow[] =>
    database.all(`${CITED} WHERE c.host = ? ${NEWEST_CITED} LIMIT ${LIST_LENGTH}`, host).map(toCitation),
  { on: (host) => [FACET.host(host)] },
);

/** How often stories cite a host. */
export const hostCount = tracked(
  'hostCount',
  (database, host: string): number =>
    Number(database.get('SELECT count(*) AS n FROM citation WHERE host = ?', host)?.['n']),
  { on: (host) => [FACET.host(host)] },
);
