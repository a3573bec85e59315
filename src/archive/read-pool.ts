import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileReading, TextFile } from './read-file.ts';
import type { ReadReply, ReadRequest, ReadWorkerData } from './read-worker.ts';

/** A batch ends with so many files, or with the one that brings it to so many bytes. */
const BATCH_FILES = 32;
const BATCH_BYTES = 512 * 1024;
/** Batches that a thread has before it, so that it never waits for the next. */
const BATCHES_AHEAD = 2;
/** Batches for each thread that may be read and not yet taken; what is read lies in memory until then. */
const BATCHES_HELD = 4;
/** With fewer files, starting threads takes longer than they save: each loads every parser anew. */
const WORTH_THREADS = 600;
/** Of a thread's memory, in MB, for what lives shortly: trees of a text, which the default would copy on before they die. */
const YOUNG_MEMORY = 48;
/** More threads read faster than this one writes. */
const MOST_THREADS = 6;

/** How files are read. */
export interface PoolOptions {
  /** Threads beside this one; 0 reads here. By default it depends on the number of files and of processors. */
  readonly threads?: number;
  /** Module that each thread runs. */
  readonly entry?: URL;
}

/**
 * Reads text files, by threads if there are many, and gives what came of each in the order of the files. Only a bounded
 * number is read ahead. Throws with the file's name when reading it fails or ends its thread.
 */
export async function* readTextFiles(
  files: readonly TextFile[],
  { threads = threadsFor(files.length), entry = new URL('./read-worker.ts', import.meta.url) }: PoolOptions = {},
): AsyncGenerator<FileReading> {
  if (threads === 0) {
    for (const file of files) yield await readHere(file);
    return;
  }
  const pool = new Pool(toBatches(files), threads, entry);
  try {
    for (let batch = 0; batch < pool.batches.length; batch++) yield* await pool.take(batch);
  } finally {
    await pool.end();
  }
}

function threadsFor(files: number): number {
  return files < WORTH_THREADS ? 0 : Math.min(availableParallelism(), MOST_THREADS);
}

async function readHere(file: TextFile): Promise<FileReading> {
  // The parsers take long to load, and are not needed here where threads read.
  const { readTextFile } = await import('./read-file.ts');
  try {
    return readTextFile(file);
  } catch (error) {
    throw new Error(`Reading ${file.path} failed.`, { cause: error });
  }
}

function toBatches(files: readonly TextFile[]): readonly (readonly TextFile[])[] {
  const batches: TextFile[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    const last = batches.at(-1);
    if (last && last.length < BATCH_FILES && bytes < BATCH_BYTES) {
      last.push(file);
      bytes += file.size;
    } else {
      batches.push([file]);
      bytes = file.size;
    }
  }
  return batches;
}

/** One thread with the batches that it was given and has not answered, oldest first. */
interface Thread {
  readonly worker: Worker;
  readonly at: Int32Array;
  readonly pending: number[];
}

/** Threads that read batches ahead of whoever takes them. */
class Pool {
  readonly batches: readonly (readonly TextFile[])[];
  readonly #threads: readonly Thread[];
  readonly #held = new Map<number, readonly FileReading[]>();
  #given = 0;
  #taken = 0;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(batches: readonly (readonly TextFile[])[], threads: number, entry: URL) {
    this.batches = batches;
    this.#threads = Array.from({ length: Math.min(threads, batches.length) }, () => this.#start(entry));
    this.#give();
  }

  /** Gives the readings of a batch; to be asked for in order. Throws when any thread has failed. */
  async take(batch: number): Promise<readonly FileReading[]> {
    for (;;) {
      if (this.#failure) throw this.#failure;
      const readings = this.#held.get(batch);
      if (readings) {
        this.#held.delete(batch);
        this.#taken = batch + 1;
        this.#give();
        return readings;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.removeAllListeners('exit').terminate()));
  }

  #start(entry: URL): Thread {
    const at = new Int32Array(new SharedArrayBuffer(8)).fill(-1);
    const worker = new Worker(entry, {
      workerData: { at } satisfies ReadWorkerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY },
    });
    const thread: Thread = { worker, at, pending: [] };
    worker.on('message', (reply: ReadReply) => this.#receive(thread, reply));
    worker.on('messageerror', (error) => this.#fail(thread, error));
    worker.on('error', (error) => this.#fail(thread, error));
    worker.on('exit', (code) => this.#fail(thread, new Error(`The thread ended with ${code}.`)));
    return thread;
  }

  #receive(thread: Thread, { batch, readings, failure }: ReadReply): void {
    if (failure) this.#failure ??= new Error(`Reading ${failure.path} failed: ${failure.reason}`);
    thread.pending.shift();
    this.#held.set(batch, readings);
    this.#give();
    this.#wake();
  }

  #fail({ at, pending }: Thread, cause: unknown): void {
    const batch = Atomics.load(at, 0);
    const file = pending.includes(batch) ? this.batches[batch]?.[Atomics.load(at, 1)] : undefined;
    const what = file ? `Reading ${file.path} failed: the thread that did it is gone.` : 'A reading thread is gone.';
    this.#failure ??= new Error(what, { cause });
    this.#wake();
  }

  /** Gives batches to threads that have room, in turn, as far ahead as may be held. */
  #give(): void {
    const furthest = Math.min(this.batches.length, this.#taken + this.#threads.length * BATCHES_HELD);
    while (this.#given < furthest) {
      const thread = this.#threads.reduce((least, other) =>
        other.pending.length < least.pending.length ? other : least,
      );
      if (thread.pending.length >= BATCHES_AHEAD) return;
      const batch = this.#given++;
      const files = this.batches[batch] ?? [];
      thread.pending.push(batch);
      thread.worker.postMessage({ batch, files } satisfies ReadRequest);
    }
  }
}
