/** Stands in for a reading thread with a fault in its code. */
import { parentPort } from 'node:worker_threads';
import type { ReadReply, ReadRequest } from '../../../src/archive/read-worker.ts';

parentPort?.on('message', ({ batch, files }: ReadRequest) => {
  const path = files[0]?.path ?? '';
  parentPort?.postMessage({ batch, readings: [], failure: { path, reason: 'a fault' } } satisfies ReadReply);
});
