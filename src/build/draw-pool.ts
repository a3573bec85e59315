import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Database } from '../archive/database.ts';
import { revisionOf, type Revision } from '../archive/changes.ts';
import { sharedAnswers, type Reads } from '../archive/tracker.ts';
import { Drawer, loadPages, type Easel, type Job, type Outcome } from './drawer.ts';

/** Fewer jobs than this are done sooner by this thread alone than workers have started. */
const ALONE = 400;
/** Jobs of one message, and messages that a worker has at once, so that it never waits. */
const BATCH = 24;
const AHEAD = 2;

/** Left to itself, a thread lets garbage grow to gigabytes where the machine has them; what it needs is a tenth of this. */
const LIMITS = { maxOldGenerationSizeMb: 640, maxYoungGenerationSizeMb: 48 };

/** What a worker is given when it starts: the folder of the compiled pages, which it loads meanwhile. */
export interface WorkerStart {
  readonly bundle: string;
}

/** What a worker is told first. */
export interface WorkerTask {
  readonly index: string;
  readonly revision: Revision;
  readonly easel: Easel;
}

/** What a worker says. */
export type WorkerNews = { readonly outcomes: readonly Outcome[] } | { readonly shared: Reads };

/** Threads that draw. Each first loads much code, so where many pages are to come they are started before these are known. */
export class DrawThreads {
  readonly workers: readonly Worker[];
  /** What ended one of them before it had work. */
  failure: Error | undefined;

  constructor(bundle: string) {
    const workerData: WorkerStart = { bundle };
    this.workers = Array.from(
      { length: availableParallelism() },
      () => new Worker(new URL('./draw-worker.ts', import.meta.url), { workerData, resourceLimits: LIMITS }),
    );
    for (const worker of this.workers) {
      worker.on('error', (error) => {
        this.failure ??= error instanceof Error ? error : new Error(String(error));
      });
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

/** What goes with drawing: where the index lies, and whom to tell. */
export interface DrawOptions {
  readonly database: Database;
  /** File of the index. */
  readonly index: string;
  readonly easel: Easel;
  /** Threads that were started before. */
  readonly threads?: DrawThreads | undefined;
  /** Called before the pages of some jobs may be written. */
  readonly announce: (jobs: readonly Job[]) => void;
  /** Called with what came of a job, in no order. */
  readonly take: (outcome: Outcome) => void;
}

/** Does jobs, on all cores where they are many; gives the answers of shared queries that were asked meanwhile. */
export async function drawAll(jobs: Iterable<Job>, options: DrawOptions): Promise<Reads> {
  const batches = inBatches(jobs);
  const first: Job[] = [];
  while (first.length < ALONE) {
    const next = batches.next();
    if (next.done === true) return drawHere(first, options);
    first.push(...next.value);
  }
  return drawOnWorkers(prepend(first, batches), options);
}

async function drawHere(jobs: readonly Job[], { database, easel, announce, take }: DrawOptions): Promise<Reads> {
  if (jobs.length === 0) return new Map();
  const drawer = new Drawer(await loadPages(easel.bundle), database, easel);
  announce(jobs);
  for (const batch of inBatches(jobs)) (await drawer.draw(batch)).forEach(take);
  return sharedAnswers();
}

async function drawOnWorkers(
  batches: Iterator<readonly Job[]>,
  { database, index, easel, threads = new DrawThreads(easel.bundle), announce, take }: DrawOptions,
): Promise<Reads> {
  const shared: Reads = new Map();
  const give = (worker: Worker): boolean => {
    const next = batches.next();
    if (next.done === true) return false;
    announce(next.value);
    worker.postMessage(next.value);
    return true;
  };
  try {
    if (threads.failure !== undefined) throw threads.failure;
    const task: WorkerTask = { index, revision: revisionOf(database), easel };
    for (const worker of threads.workers) worker.postMessage(task);
    await Promise.all(threads.workers.map((worker) => drive(worker, give, take, shared)));
  } finally {
    await threads.end();
  }
  return shared;
}

/** Keeps a worker in work until there is none left; rejects where it fails or ends before that. */
function drive(
  worker: Worker,
  give: (worker: Worker) => boolean,
  take: (outcome: Outcome) => void,
  shared: Reads,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let waiting = 0;
    const giveMore = () => {
      while (waiting < AHEAD && give(worker)) waiting++;
      // An empty batch ends a worker.
      if (waiting === 0) worker.postMessage([]);
    };
    worker.on('error', reject);
    worker.on('exit', (code) => {
      reject(new Error(`A thread that draws pages ended with code ${code}.`));
    });
    worker.on('message', (news: WorkerNews) => {
      try {
        if ('shared' in news) {
          news.shared.forEach((answer, key) => shared.set(key, answer));
          resolve();
          return;
        }
        news.outcomes.forEach(take);
        waiting--;
        giveMore();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    giveMore();
  });
}

function* inBatches(jobs: Iterable<Job>): Generator<readonly Job[]> {
  let batch: Job[] = [];
  for (const job of jobs) {
    batch.push(job);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* prepend(first: readonly Job[], batches: Iterable<readonly Job[]>): Generator<readonly Job[]> {
  yield* inBatches(first);
  yield* batches;
}
