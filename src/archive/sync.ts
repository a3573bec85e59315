import { listContent } from '../reading/folder.ts';
import { beginChanges, endChanges } from './changes.ts';
import { findChanged } from './changed-files.ts';
import type { Database } from './database.ts';
import { findProblems, type Found } from './find-problems.ts';
import { freezeAt } from './freeze.ts';
import { Pass } from './pass.ts';
import type { PoolOptions } from './read-pool.ts';
import { forgetShared } from './tracker.ts';

/** What a sync found. */
export interface SyncResult extends Found {
  /** Content files that were added, changed or removed since the last sync. */
  readonly changed: number;
}

/** What a sync is given. */
export interface SyncOptions {
  readonly contentDir: string;
  /** The clock (ms since 1970), read for embargoes and for which stories are frozen. */
  readonly now: number;
  /** Called now and then with the number of files looked at and of all files. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Called when all files are read, before what they touch is looked at, with the number of those that changed. */
  readonly onRead?: (changed: number) => void;
  /** How changed files are read; by default that depends on their number. */
  readonly reading?: PoolOptions;
}

/** Brings the index up to date with the content folder, and gives the ledger and every problem. */
export async function syncArchive(database: Database, options: SyncOptions): Promise<SyncResult> {
  forgetShared();
  return database.transaction(async () => {
    const { files, problems: folderProblems } = listContent(options.contentDir);
    const { changed, gone } = findChanged(database, files);
    beginChanges(database);
    const pass = new Pass(database, options.reading);
    for (const path of gone) pass.forget(path);
    let done = files.length - changed.length;
    await pass.take(changed, () => {
      if (++done % 200 === 0) options.onProgress?.(done, files.length);
    });
    options.onProgress?.(files.length, files.length);
    options.onRead?.(pass.count);
    pass.settle(options.now);
    endChanges(database);
    const { count, unreadable, isChanged } = pass;
    const freeze = freezeAt(database, options.now);
    return { ...findProblems(database, files, [...folderProblems, ...unreadable], isChanged, freeze), changed: count };
  });
}
