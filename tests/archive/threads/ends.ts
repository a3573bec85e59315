/** Stands in for a reading thread that is ended from outside (as when memory runs out) while it reads the second file of a batch. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadWorkerData } from '../../../src/archive/read-worker.ts';

parentPort?.on('message', ({ batch }: { batch: number }) => {
  const { at } = workerData as ReadWorkerData;
  Atomics.store(at, 0, batch);
  Atomics.store(at, 1, 1);
  process.exit(3);
});
