import type { SyncResult } from '../archive/sync.ts';
import { fixPermalinks } from './fix-permalinks.ts';
import { fixPosts } from './fix-posts.ts';
import type { Mended, ToMend } from './mender.ts';

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
