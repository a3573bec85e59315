import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { linkFile } from './generation-links.ts';

/** Folders that one thread has done before others are worth their start. */
const FEW_FOLDERS = 2000;
/** Parts of the tree to share out: many, since one may be larger than another. */
const PARTS = 256;

/** A folder below both roots, by its relative path. */
interface Folder {
  readonly path: string;
  /** Whether the mirror has just made it, so that nothing can be in it. */
  readonly isNew: boolean;
}

/** One thread's share of the work. */
export interface MirrorShare {
  readonly live: string;
  readonly back: string;
  readonly folders: readonly Folder[];
}

/** Makes `back` the same tree as `live`, by hard links, whatever it held; files that are shared already stay. */
export async function mirrorTree(live: string, back: string): Promise<void> {
  mkdirSync(back, { recursive: true });
  const waiting: Folder[] = [{ path: '', isNew: false }];
  for (let done = 0; done < FEW_FOLDERS || waiting.length < PARTS; done++) {
    const folder = waiting.shift();
    if (folder === undefined) return;
    waiting.push(...mirrorFolder(live, back, folder));
  }
  const threads = Math.min(availableParallelism(), 4);
  const shares = Array.from({ length: threads }, (_, thread) => ({
    live,
    back,
    folders: waiting.filter((_folder, index) => index % threads === thread),
  }));
  const others = shares.slice(1).map(mirrorInWorker);
  const own = new Promise<void>((resolve) => {
    for (const share of shares.slice(0, 1)) mirrorShare(share);
    resolve();
  });
  const ends = await Promise.allSettled([own, ...others]);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

function mirrorInWorker(share: MirrorShare): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./generation-mirror-worker.ts', import.meta.url), { workerData: share });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

/** Does one share, with all that lies below its folders. */
export function mirrorShare({ live, back, folders }: MirrorShare): void {
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    waiting.push(...mirrorFolder(live, back, folder));
  }
}

/** Makes the files of one folder the same and gives its folders, which are there afterwards. */
function mirrorFolder(live: string, back: string, { path: folder, isNew }: Folder): Folder[] {
  const target = join(back, folder);
  const there = isNew ? [] : readdirSync(target, { withFileTypes: true });
  const before = new Map(there.map((entry) => [entry.name, entry]));
  const folders: Folder[] = [];
  for (const entry of readdirSync(join(live, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const present = before.get(entry.name);
    before.delete(entry.name);
    if (entry.isDirectory()) {
      const isThere = present?.isDirectory() === true;
      folders.push({ path, isNew: !isThere });
      if (!isThere) makeFolder(join(back, path), present !== undefined);
    } else if (!present || !isShared(join(live, path), join(back, path))) {
      if (present) rmSync(join(back, path), { recursive: true });
      linkFile(join(live, path), join(back, path));
    }
  }
  for (const name of before.keys()) rmSync(join(target, name), { recursive: true });
  return folders;
}

function makeFolder(path: string, isTaken: boolean): void {
  if (isTaken) rmSync(path);
  mkdirSync(path);
}

function isShared(one: string, other: string): boolean {
  return lstatSync(one, { bigint: true }).ino === lstatSync(other, { bigint: true }).ino;
}
