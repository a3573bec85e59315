import { join } from 'node:path';
import { during, duringAsync } from './generation-fault.ts';
import { checkPath, pruneAbove, pruneEmpty, removeFile } from './generation-links.ts';
import { isThere, placesOf, refuseOthersFiles, swapGenerations, type Places } from './generation-places.ts';
import { bringUp, takeBack } from './generation-recovery.ts';
import { markOf, readSiteState } from './generation-state.ts';
import { syncPaths, syncTree } from './generation-sync.ts';
import { appendJournal, type Ready } from './journal.ts';
import type { Lock } from './lock.ts';

/** What a stage is opened with: its places are locked, recovered and fit. */
export interface StageOrigin {
  readonly places: Places;
  readonly lock: Lock;
  readonly isFresh: boolean;
  readonly isBare: boolean;
  readonly recovered: string | undefined;
}

/** The back generation while a build works in it. Each step throws `StageFault` and leaves the live site whole. */
export class Stage {
  /** Where the build writes, as an absolute path. */
  readonly folder: string;
  /** What was done about an interrupted build, as a sentence. */
  readonly recovered: string | undefined;
  /** The folder held no file at the start. */
  readonly isFresh: boolean;
  /** Nor did it hold folders, and nothing was removed from it since. */
  private isBare: boolean;
  private readonly places: Places;
  private readonly lock: Lock;
  private readonly announced = new Set<string>();
  private ready: Ready | undefined;
  private isOpen = true;
  private isSwapped = false;

  constructor({ places, lock, isFresh, isBare, recovered }: StageOrigin) {
    this.folder = places.back;
    this.recovered = recovered;
    this.isFresh = isFresh;
    this.isBare = isBare;
    this.places = places;
    this.lock = lock;
  }

  /** Whether the stage has become the live site. */
  get isLive(): boolean {
    return this.isSwapped;
  }

  /** Notes durably which paths will be written or removed, before anyone does. A fresh stage needs none. */
  announce(paths: readonly string[]): void {
    paths.forEach(checkPath);
    const added = this.isFresh ? [] : paths.filter((path) => !this.announced.has(path));
    if (added.length === 0) return;
    during('write the journal', this.places.journal, () => appendJournal(this.places.journal, { paths: added }));
    for (const path of added) this.announced.add(path);
  }

  /** Removes a file that was announced, and folders that become empty. */
  remove(path: string): void {
    checkPath(path);
    if (!this.isFresh && !this.announced.has(path))
      throw new Error(`${path} is removed without having been announced.`);
    this.isBare = false;
    during('remove', join(this.folder, path), () => {
      removeFile(join(this.folder, path));
      pruneAbove(this.folder, path);
    });
  }

  /** Makes all that was written durable, then notes that it is ready as this build. */
  async seal(id: string): Promise<void> {
    await duringAsync('make durable', this.folder, async () => {
      if (this.isFresh) {
        if (!this.isBare) pruneEmpty(this.folder);
        await syncTree(this.folder);
      } else await syncPaths(this.folder, this.announced);
      const stage = markOf(this.folder);
      if (stage === undefined) throw new Error(`${this.folder} was removed during the build.`);
      const live = markOf(this.places.live) ?? null;
      this.ready = { id, stage, live, isKnown: readSiteState(this.places.site)?.live === live };
      appendJournal(this.places.journal, { ready: this.ready });
    });
  }

  /**
   * Makes the sealed stage the live site, brings the former one up to it, and releases the lock. Where that fails, the next command
   * finishes it, so that the build counts as committed.
   */
  async publish(): Promise<void> {
    const { ready, places } = this;
    if (!ready) throw new Error('A stage is sealed before it is published.');
    try {
      await duringAsync('publish the site at', places.outDir, async () => {
        refuseOthersFiles(places.outDir);
        swapGenerations(places);
        this.isSwapped = true;
        await bringUp(places.outDir, { isFresh: this.isFresh, paths: this.announced, ready }, ready);
      });
    } finally {
      this.end();
    }
  }

  /** Makes the back generation what is live, and releases the lock. Does nothing after `publish`. */
  async discard(): Promise<void> {
    if (!this.isOpen) return;
    try {
      await duringAsync('take back the stage', this.folder, () => this.takeBack());
    } finally {
      this.end();
    }
  }

  private async takeBack(): Promise<void> {
    if (this.isFresh || isThere(this.places.journal)) {
      const { isFresh, announced: paths, ready } = this;
      await takeBack(placesOf(this.places.outDir), { isFresh, paths, ready }, false);
    }
  }

  private end(): void {
    this.isOpen = false;
    during('release', this.places.lock, () => this.lock.release());
  }
}
