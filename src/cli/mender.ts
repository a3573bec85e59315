import type { SyncResult } from '../archive/sync.ts';
import type { Archive } from '../build/archive.ts';
import type { Session } from '../build/session.ts';

/** What `check --fix` did to a file. */
export interface Mended {
  /** Path relative to the content folder. */
  readonly file: string;
  /** What was done, in one sentence, or why nothing was. */
  readonly message: string;
}

/** What a mender goes by: the session, and the open index with what the last sync found. */
export interface ToMend {
  readonly session: Session;
  readonly archive: Archive;
  readonly found: SyncResult;
}
