import { join } from 'node:path';
import { openDatabase, removeDatabase, type Database } from '../archive/database.ts';
import { useDatabase } from '../archive/tracker.ts';
import { syncArchive, type SyncOptions, type SyncResult } from '../archive/sync.ts';
import { indexIdentity, type Session } from './session.ts';

/** The open index of a session. */
export interface Archive {
  readonly database: Database;
  /** Brings the index up to date with the content folder. */
  sync(options?: Pick<SyncOptions, 'onRead'>): Promise<SyncResult>;
  close(): void;
}

/** Opens a session's index and makes it the one that queries ask. */
export function openArchive(session: Session): Archive {
  const database = openDatabase(indexPath(session), indexIdentity(session.contentDir));
  useDatabase(database);
  return {
    database,
    async sync(options) {
      session.found = await syncArchive(database, {
        contentDir: session.contentDir,
        now: session.now ?? Date.now(),
        onProgress: (done, all) => session.onProgress('reading', done, all),
        ...options,
      });
      return session.found;
    },
    close() {
      useDatabase(undefined);
      database.close();
    },
  };
}

/** Forgets a session's index, so that every file is read again. */
export function forgetIndex(session: Session): void {
  removeDatabase(indexPath(session));
}

/** Gives the file of a session's index. */
export function indexPath(session: Session): string {
  return join(session.cacheDir, 'index.sqlite');
}

/** Tells whether a problem stops a build. */
export function isStopped({ problems }: Pick<SyncResult, 'problems'>): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
