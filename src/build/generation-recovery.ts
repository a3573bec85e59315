import { renameSync, rmSync } from 'node:fs';
import { codeOf } from './generation-fault.ts';
import { relinkPaths } from './generation-links.ts';
import { mirrorTree } from './generation-mirror.ts';
import { isThere, placesOf, swapGenerations, type Places } from './generation-places.ts';
import { isSameFolder, markOf, readSiteState, writeSiteState, type Mark } from './generation-state.ts';
import { syncFolders, syncTree } from './generation-sync.ts';
import { appendJournal, dropJournal, readJournal, type JournalEntries, type Ready } from './journal.ts';

/** How a command finds its way out of an interrupted build. */
export interface Recovery {
  /** The build that the index has committed: if it was ready, it is published. */
  readonly committed: string | undefined;
  /** What is ready and neither committed nor being renamed: taken back by a build, left alone by a reader. */
  readonly mayTakeBack: boolean;
  /** A build from the start follows, so that the back generation need not be mended. */
  readonly isFresh: boolean;
}

/** Finishes or takes back what the journal tells of, under the output's lock; gives a sentence about it, or undefined where nothing was to do. */
export async function recover(places: Places, recovery: Recovery): Promise<string | undefined> {
  const journal = readJournal(places.journal);
  if (!journal) return recoverOld(places);
  const { ready } = journal;
  if (ready) {
    const live = markOf(places.live);
    const isSwapped = isSameFolder(live, ready.stage);
    const isDue = !live || (isSameFolder(live, ready.live) && ready.id === recovery.committed);
    if (!isSwapped && isDue && isSameFolder(markOf(places.back), ready.stage)) swapGenerations(places);
    else if (!isSwapped && live && !recovery.mayTakeBack) return undefined;
    if (isSameFolder(markOf(placesOf(places.outDir).live), ready.stage)) {
      await bringUp(places.outDir, journal, ready);
      return `Finished a build that was interrupted: its site is live at ${places.outDir}.`;
    }
  }
  await takeBack(places, journal, recovery.isFresh);
  return `Took back what an interrupted build had begun: the site at ${places.outDir} is as it was.`;
}

/** A swap whose journal is gone: the old site is put back if nothing stands in its place. */
function recoverOld({ outDir, old }: Places): string | undefined {
  if (!isThere(old)) return undefined;
  if (isThere(outDir)) {
    rmSync(old, { recursive: true });
    return undefined;
  }
  renameSync(old, outDir);
  return `Put back the site at ${outDir} that an interrupted build had set aside.`;
}

/** After the swap: makes the former live generation the back one, the same as the live one, and notes both. */
export async function bringUp(outDir: string, journal: JournalEntries, ready: Ready): Promise<void> {
  const places = placesOf(outDir);
  if (isThere(places.old)) {
    rmSync(places.back, { recursive: true, force: true });
    renameSync(places.old, places.back);
  }
  const isKnown = ready.isKnown && !journal.isFresh && isSameFolder(markOf(places.back), ready.live);
  if (isKnown) await relink(places, journal.paths);
  else await mirror(places);
  noteSite(places, ready.id, markOf(places.live));
  dropJournal(places.journal);
}

/** Before the swap: makes the back generation the live one again, or removes it where that is not the shorter way. */
export async function takeBack(places: Places, journal: JournalEntries, isFresh: boolean): Promise<void> {
  if (isThere(places.old)) {
    if (isThere(places.outDir)) rmSync(places.old, { recursive: true });
    else renameSync(places.old, places.outDir);
  }
  if (isFresh) return;
  if (journal.ready) appendJournal(places.journal, { takenBack: journal.ready.id });
  const state = readSiteState(places.site);
  const isKnown =
    state !== undefined && state.live === markOf(places.live) && isSameFolder(state.back, markOf(places.back));
  if (isKnown && !journal.isFresh) await relink(places, journal.paths);
  else rmSync(places.back, { recursive: true, force: true });
  if (state) noteSite(places, state.id, state.live);
  dropJournal(places.journal);
}

async function relink(places: Places, paths: ReadonlySet<string>): Promise<void> {
  try {
    relinkPaths(places.live, places.back, paths);
  } catch (error) {
    // Someone else was at work in the folder, or a program wrote what it had not announced.
    if (!['EEXIST', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '')) throw error;
    return mirror(places);
  }
  await syncFolders(places.back, paths);
}

/** Makes the back generation a copy of the live one by hard links, durably. */
export async function mirror({ live, back }: Places): Promise<void> {
  await mirrorTree(live, back);
  await syncTree(back);
}

/** Notes what is live, and the back generation as it is now. */
export function noteSite(places: Places, id: string, live: Mark | undefined): void {
  if (live !== undefined) writeSiteState(places.site, { id, live, back: markOf(places.back) ?? null });
}
