import { LIST_LENGTH } from '../../model/addresses.ts';
import type { Source } from '../../model/source.ts';
import type { CitationRow, HostRow } from '../rows.ts';
import { tracked } from '../tracker.ts';
import { toStoryRef } from './cards.ts';

/** Every host that stories cite, with how often; the most cited first. */
export const hosts = tracked('hosts', (database): HostRow[] =>
  database
    .all('SELECT host, count(*) AS n FROM citation GROUP BY host ORDER BY n DESC, host')
    .map((row) => ({ host: String(row['host']), count: Number(row['n']) })),
);

/** The newest two hundred citations of a host. */
export const hostNewest = tracked('hostNewest', (database, host: string): CitationRow[] =>
  database
    .all(
      `SELECT c.record, s.address, s.title, s.day, s.language FROM citation c JOIN story s ON s.id = c.story
       WHERE c.host = ? ORDER BY c.ord DESC, c.position LIMIT ${LIST_LENGTH}`,
      host,
    )
    .map((row) => ({ source: JSON.parse(String(row['record'])) as Source, story: toStoryRef(row) })),
);

/** How often stories cite a host. */
export const hostCount = tracked('hostCount', (database, host: string): number =>
  Number(database.get('SELECT count(*) AS n FROM citation WHERE host = ?', host)?.['n']),
);
