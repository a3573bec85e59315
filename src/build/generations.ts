import { mkdirSync } from 'node:fs';
import { duringAsync } from './generation-fault.ts';
import { emptyTree } from './generation-links.ts';
import { isThere, placesOf, refuseOthersFiles, removeStrays, type Places } from './generation-places.ts';
import { mirror, noteSite, recover } from './generation-recovery.ts';
import { Stage } from './generation-stage.ts';
import { markOf, readSiteState } from './generation-state.ts';
import { appendJournal, dropJournal } from './journal.ts';
import { Locked, takeLock, type Lock } from './lock.ts';

/** Which build the index has committed: where it was ready when its process died, it is published. */
interface Committed {
  readonly committed?: string | undefined;
}

/**
 * Finishes what an interrupted build left, and gives a sentence about it; undefined where nothing was to do, or where another process is at
 * work. A stage that is ready, and not known to be committed, is left alone.
 */
export async function recoverSite(outDir: string, { committed }: Committed = {}): Promise<string | undefined> {
  return duringAsync('mend the site at', outDir, async () => {
    const places = placesOf(outDir);
    if (!isThere(places.journal) && !isThere(places.old)) return undefined;
    const lock = lockUnlessTaken(places);
    if (!lock) return undefined;
    try {
      return await recover(placesOf(outDir), { committed, mayTakeBack: false, isFresh: false });
    } finally {
      lock.release();
    }
  });
}

function lockUnlessTaken(places: Places): Lock | undefined {
  try {
    return lockOutput(places);
  } catch (error) {
    if (error instanceof Locked) return undefined;
    throw error;
  }
}

function lockOutput({ lock, outDir }: Places): Lock {
  return takeLock(lock, { command: 'dateline build', place: outDir });
}

/**
 * Opens the back generation for a build: locks the output, recovers it, and makes the generation what is live, or empties it where
 * `fresh` is asked for or what is live is not what was published. Throws `UnfitPlace`, `Locked` or `StageFault`, with the lock released.
 */
export async function openStage(outDir: string, options: { fresh: boolean } & Committed): Promise<Stage> {
  return duringAsync('open a stage for', outDir, async () => {
    refuseOthersFiles(outDir);
    const lock = lockOutput(placesOf(outDir));
    try {
      return await open(outDir, lock, options);
    } catch (error) {
      lock.release();
      throw error;
    }
  });
}

async function open(outDir: string, lock: Lock, { fresh, committed }: { fresh: boolean } & Committed): Promise<Stage> {
  const recovered = await recover(placesOf(outDir), { committed, mayTakeBack: true, isFresh: fresh });
  const places = placesOf(outDir);
  const state = readSiteState(places.site);
  const isFresh = fresh || state === undefined || state.live !== markOf(places.live);
  if (!isFresh && state.back !== markOf(places.back)) await refill(places, state.id);
  const isBare = isFresh && empty(places);
  removeStrays(places);
  return new Stage({ places, lock, isFresh, isBare, recovered });
}

/** The back generation is missing, or not as it was left: links of what is live are much cheaper than its pages. */
async function refill(places: Places, id: string): Promise<void> {
  appendJournal(places.journal, { begin: 'fresh' });
  await mirror(places);
  noteSite(places, id, markOf(places.live));
  dropJournal(places.journal);
}

/** Empties the back generation of files, or makes it; tells whether it has not even folders. */
function empty({ back, journal }: Places): boolean {
  appendJournal(journal, { begin: 'fresh' });
  if (isThere(back)) {
    emptyTree(back);
    return false;
  }
  mkdirSync(back);
  return true;
}
