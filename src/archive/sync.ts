import { listContent, type ContentFile } from '../reading/folder.ts';
import { beginChanges, endChanges } from './changes.ts';
import { findChanged } from './changed-files.ts';
import type { Database } from './database.ts';
import { findProblems, type Found } from './find-problems.ts';
import { freezeAt } from './freeze.ts';
import type { HistorySync } from './history.ts';
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
    const history = await takeHistory(database, options.contentDir, files);
    endChanges(database);
    const { count, unreadable } = pass;
    const freeze = freezeAt(database, options.now);
    const direct = [...folderProblems, ...unreadable, ...history.problems];
    const found = findProblems(database, files, direct, pass.isChanged || history.isChanged, freeze);
    return { ...found, changed: count };
  });
}

/** Looks into the repository where the publisher wants pages of changes. Elsewhere git is not asked, nor is what asks it loaded. */
async function takeHistory(
  database: Database,
  contentDir: string,
  files: readonly ContentFile[],
): Promise<HistorySync> {
  const site = database.get("SELECT json_extract(value, '$.outputs.history') AS wanted FROM meta WHERE key = 'site'");
  const isWanted = site?.['wanted'] === 1;
  const isKnown = database.get("SELECT 1 FROM meta WHERE key = 'head'") !== undefined;
  if (!isWanted && !isKnown) return { isChanged: false, problems: [] };
  const { forgetHistory, syncHistory } = await import('./history.ts');
  return isWanted ? syncHistory(database, contentDir, files) : { isChanged: forgetHistory(database), problems: [] };
}
