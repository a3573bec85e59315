import type { Database } from './database.ts';
import type { Reads } from './tracker.ts';

/**
 * Begins to gather what pages read while a site is rendered. The index stays as it is for this connection until
 * `keepReads` or `dropReads`; what is gathered lies in a table of the connection's own, so nobody has to wait for it.
 */
export function gatherReads(database: Database): void {
  database.run('CREATE TEMP TABLE gathered_read (page TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL) STRICT');
  database.enterSnapshot();
}

/** Adds what one page read. */
export function addReads(database: Database, page: string, reads: Reads): void {
  for (const [key, hash] of reads)
    database.run('INSERT INTO gathered_read (page, key, hash) VALUES (?, ?, ?)', page, key, hash);
}

/** Keeps what was gathered in the place of the build before; gives how many of that build's pages are no more. */
export async function keepReads(database: Database): Promise<{ removed: number }> {
  database.leaveSnapshot({ keep: true });
  return database.transaction(() => {
    const removed = database.get(
      'SELECT count(*) AS n FROM (SELECT page FROM page_read EXCEPT SELECT page FROM gathered_read)',
    )?.['n'];
    database.run('DELETE FROM page_read');
    database.run('INSERT INTO page_read (page, key, hash) SELECT page, key, hash FROM gathered_read');
    return Promise.resolve({ removed: Number(removed) });
  });
}

/** Lets go of what was gathered. */
export function dropReads(database: Database): void {
  database.leaveSnapshot({ keep: false });
}
