import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, during } from './generation-fault.ts';
import { checkPath, removeFile } from './generation-links.ts';

/**
 * Writes the files of a stage, in any thread; throws `StageFault`. A file that may be shared with the live site is taken away and
 * made anew under its name, never written in place: no reader looks into a stage, so it needs no other name meanwhile, and a kill leaves nothing
 * that the journal does not name.
 */
export class StageWriter {
  private readonly folder: string;
  private readonly isFresh: boolean;
  private readonly made = new Set<string>();

  constructor(folder: string, isFresh: boolean) {
    this.folder = folder;
    this.isFresh = isFresh;
  }

  /** Writes one file at a path relative to the stage, with forward slashes, which has been announced. */
  write(path: string, bytes: string | Uint8Array): void {
    checkPath(path);
    const file = join(this.folder, path);
    during('write', file, () => {
      this.makeFolder(dirname(file));
      if (!this.isFresh) removeFile(file);
      try {
        this.put(file, bytes);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
        // Its folder became empty and was removed since.
        this.made.clear();
        this.makeFolder(dirname(file));
        this.put(file, bytes);
      }
    });
  }

  /** Writes one file at the top of the stage, which has been announced, in parts that are not kept in memory. */
  writeParts(name: string, parts: Iterable<string>): void {
    checkPath(name);
    const file = join(this.folder, name);
    during('write', file, () => {
      if (!this.isFresh) removeFile(file);
      const handle = openSync(file, this.isFresh ? 'w' : 'wx');
      try {
        for (const part of parts) writeFileSync(handle, part);
      } finally {
        closeSync(handle);
      }
    });
  }

  private put(file: string, bytes: string | Uint8Array): void {
    writeFileSync(file, bytes, { flag: this.isFresh ? 'w' : 'wx' });
  }

  private makeFolder(folder: string): void {
    if (this.made.has(folder)) return;
    // Most folders are new below one that is there, which is made in half of the time.
    const isMade = this.made.has(dirname(folder)) && makeNewFolder(folder);
    if (!isMade) mkdirSync(folder, { recursive: true });
    this.made.add(folder);
  }
}

/** Makes a folder below one that is there; tells whether that was all that had to be done. */
function makeNewFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' && codeOf(error) !== 'ENOENT') throw error;
    return false;
  }
}
