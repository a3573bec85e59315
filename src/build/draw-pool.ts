import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Database } from '../archive/database.ts';
import { revisionOf, type Revision } from '../archive/changes.ts';
import { sharedAnswers, type Reads } from '../archive/tracker.ts';
import { Drawer, type Easel, type Job, type Outcome } from './drawer.ts';

/** Fewer jobs than this are done sooner by this thread alone than workers have started. */
const ALONE = 400;
/** Jobs of one message, and messages that a worker has at once, so that it never waits. */
const BATCH = 24;
const AHEAD = 2;

/** Left to itself, a thread lets garbage grow to gigabytes where the machine has them; what it needs is a tenth of this. */
const LIMITS = { maxOldGenerationSizeMb: 640, maxYoungGenerationSizeMb: 48 };

/** What a worker is given. */
export interface WorkerTask {
  readonly index: string;
  readonly revision: Revision;
  readonly easel: Easel;
}

/** What a worker says. */
export type WorkerNews = { readonly outcomes: readonly Outcome[] } | { readonly shared: Reads };

/** What goes with drawing: where the index lies, and whom to tell. */
export interface DrawOptions {
  readonly database: Database;
  /** File of the index. */
  readonly index: string;
  readonly easel: Easel;
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
  const drawer = await Drawer.open(database, easel);
  announce(jobs);
  for (const batch of inBatches(jobs)) (await drawer.draw(batch)).forEach(take);
  return sharedAnswers();
}

async function drawOnWorkers(
  batches: Iterator<readonly Job[]>,
  { database, index, easel, announce, take }: DrawOptions,
): Promise<Reads> {
  const workerData: WorkerTask = { index, revision: revisionOf(database), easel };
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./draw-worker.ts', import.meta.url), { workerData, resourceLimits: LIMITS }),
  );
  const shared: Reads = new Map();
  const give = (worker: Worker): boolean => {
    const next = batches.next();
    if (next.done === true) return false;
    announce(next.value);
    worker.postMessage(next.value);
    return true;
  };
  try {
    await Promise.all(workers.map((worker) => drive(worker, give, take, shared)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
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
