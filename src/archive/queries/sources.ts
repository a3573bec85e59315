import { LIST_LENGTH, NAMES_LENGTH } from '../../model/addresses.ts';
import type { Source } from '../../model/source.ts';
import { columnOf, listOutlets } from '../listed.ts';
import { isHost } from '../outlets.ts';
import type { CitationRow, OutletPage, OutletRow } from '../rows.ts';
import { FACET } from '../facets.ts';
import { Gone, tracked } from '../tracker.ts';
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

/** The six hundred publishers and hosts that stories cite most; the most cited first. */
export const outlets = tracked(
  'outlets',
  (database): OutletRow[] =>
    listOutlets(database)
      .sort((a, b) => b.count - a.count)
      .slice(0, NAMES_LENGTH),
  { on: () => [FACET.outlets] },
);

/** The newest two hundred citations of a publisher, by its id, or of a host. */
export const outletNewest = tracked(
  'outletNewest',
  (database, outlet: string): CitationRow[] =>
    database
      .all(`${CITED} WHERE c.${columnOf(outlet)} = ? ${NEWEST_CITED} LIMIT ${LIST_LENGTH}`, outlet)
      .map(toCitation),
  { on: (outlet) => [FACET.outlet(outlet)] },
);

/** A publisher, by its id, or a host, with how often stories cite it. */
export const outletPage = tracked(
  'outletPage',
  (database, outlet: string): OutletPage => {
    const count = Number(
      database.get(`SELECT count(*) AS n FROM citation WHERE ${columnOf(outlet)} = ?`, outlet)?.['n'],
    );
    if (isHost(outlet)) return { name: outlet, count, hosts: [] };
    const name = database.get('SELECT min(name) AS name FROM citation WHERE outlet = ?', outlet)?.['name'];
    if (typeof name !== 'string') throw new Gone(`No story cites ${outlet}.`);
    const hosts = database
      .all(
        'SELECT host, count(*) AS n FROM citation WHERE outlet = ? AND host IS NOT NULL GROUP BY host ORDER BY n DESC, host',
        outlet,
      )
      .map((row) => ({ host: String(row['host']), count: Number(row['n']) }));
    const more = hosts.length - NAMES_LENGTH;
    return { name, count, hosts: hosts.slice(0, NAMES_LENGTH), ...(more > 0 && { more }) };
  },
  { on: (outlet) => [FACET.outlet(outlet)] },
);
