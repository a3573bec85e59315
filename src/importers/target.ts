/** The content folder into which an archive is imported: what stands there, what is put there, and what editors have changed since. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listContent, type ContentFile } from '../reading/folder.ts';

/** What became of a file that was to be written; `again` where this import had written it before. */
export type Writing = 'written' | 'same' | 'edited' | 'again';

/**
 * A content folder as one import sees it. Which files an import has written stands in `.imports/NAME.sha256`, in the form of
 * sha256sum: by it, the next one knows its own files and those that were edited since, which it does not write over.
 */
export class Target {
  readonly #folder: string;
  readonly #isDry: boolean;
  readonly #recordPath: string;
  readonly #plannedPath: string;
  readonly #record: ReadonlyMap<string, string>;
  /** Files that an import which was broken off may have written. */
  readonly #planned: ReadonlySet<string>;
  readonly #next = new Map<string, string>();
  readonly #made = new Set<string>();
  readonly edited: string[] = [];

  constructor(folder: string, name: string, isDry: boolean) {
    this.#folder = folder;
    this.#isDry = isDry;
    this.#recordPath = `.imports/${name}.sha256`;
    this.#plannedPath = `.imports/${name}.planned`;
    this.#record = readSums(this.#read(this.#recordPath));
    this.#planned = new Set((this.#read(this.#plannedPath)?.toString() ?? '').split('\n'));
  }

  /** Files of the folder that this import has not written. */
  foreign(): ContentFile[] {
    if (!existsSync(this.#folder)) return [];
    return listContent(this.#folder).files.filter(({ path }) => !this.#isOwn(path));
  }

  /** Files that an earlier run has written and this one has not. */
  left(): string[] {
    return [...this.#record.keys()].filter((path) => !this.#next.has(path) && existsSync(join(this.#folder, path)));
  }

  /** Notes what is going to be written, so that an import which is broken off knows its files. */
  plan(paths: Iterable<string>): void {
    if (this.#isDry) return;
    this.#write(this.#plannedPath, Buffer.from(`${[...paths].join('\n')}\n`));
  }

  /** Writes a file, unless it is there already or an editor has changed it. */
  put(path: string, content: Uint8Array | string): Writing {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const sum = sumOf(bytes);
    const there = this.#read(path);
    const before = there && sumOf(there);
    const recorded = this.#record.get(path);
    if (before !== undefined && before !== sum && this.#next.get(path) === before) {
      this.#next.set(path, sum);
      if (!this.#isDry) this.#write(path, bytes);
      return 'again';
    }
    if (before === sum) {
      this.#next.set(path, sum);
      return 'same';
    }
    if (before !== undefined && before !== recorded && !this.#planned.has(path)) {
      this.edited.push(path);
      this.#next.set(path, recorded ?? sum);
      return 'edited';
    }
    this.#next.set(path, sum);
    if (!this.#isDry) this.#write(path, bytes);
    return 'written';
  }

  /** Writes a file that is nobody’s from then on, where there is none. */
  putOnce(path: string, content: string): boolean {
    if (existsSync(join(this.#folder, path))) return false;
    if (!this.#isDry) this.#write(path, Buffer.from(content));
    return true;
  }

  /** Notes what was written. */
  finish(): void {
    if (this.#isDry) return;
    const left = this.left().map((path) => [path, this.#record.get(path) ?? ''] as const);
    const lines = [...this.#next, ...left]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, sum]) => `${sum}  ${path}\n`);
    const record = Buffer.from(lines.join(''));
    if (lines.length > 0 && this.#read(this.#recordPath)?.equals(record) !== true)
      this.#write(this.#recordPath, record);
    rmSync(join(this.#folder, this.#plannedPath), { force: true });
  }

  #isOwn(path: string): boolean {
    return this.#record.has(path) || this.#planned.has(path);
  }

  #read(path: string): Buffer | undefined {
    try {
      return readFileSync(join(this.#folder, path));
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
        return undefined;
      throw error;
    }
  }

  #write(path: string, bytes: Uint8Array): void {
    const absolute = join(this.#folder, path);
    const folder = dirname(absolute);
    if (!this.#made.has(folder)) mkdirSync(folder, { recursive: true });
    this.#made.add(folder);
    const draft = join(folder, `.import-${process.pid}.draft`);
    try {
      writeFileSync(draft, bytes);
      renameSync(draft, absolute);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  }
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readSums(bytes: Buffer | undefined): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of bytes?.toString().split('\n') ?? []) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/u.exec(line) ?? [];
    if (sum !== undefined && path !== undefined) sums.set(path, sum);
  }
  return sums;
}
