import type { SyncResult } from '../archive/sync.ts';
import type { Archive } from '../build/archive.ts';
import type { Session } from '../build/session.ts';
import { fixPermalinks } from './fix-permalinks.ts';
import { fixPosts } from './fix-posts.ts';

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

/** What mends content, in order; each sees what those before it wrote. The register comes last, since it keeps what stories say. */
const MENDERS: readonly ((given: ToMend) => readonly Mended[])[] = [fixPosts, fixPermalinks];

/** Mends what can be mended without an editor's judgement; gives what was done, and what is found afterwards. */
export async function fixContent(given: ToMend): Promise<{ mended: readonly Mended[]; found: SyncResult }> {
  let { found } = given;
  const mended: Mended[] = [];
  for (const mend of MENDERS) {
    const done = mend({ ...given, found });
    mended.push(...done);
    if (done.length > 0) found = await given.archive.sync();
  }
  return { mended, found };
}
