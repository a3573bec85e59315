/** Stands in for reading threads of which some batches take long, so that later ones are ready first. */
import { setTimeout } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { ReadReply, ReadRequest } from '../../../src/archive/read-worker.ts';

parentPort?.on('message', ({ batch, files }: ReadRequest) => {
  const readings = files.map(({ path }) => ({
    state: 'read' as const,
    hash: path,
    problems: '[]',
    story: undefined,
    term: undefined,
  }));
  void setTimeout(batch % 3 === 0 ? 20 : 0).then(() =>
    parentPort?.postMessage({ batch, readings } satisfies ReadReply),
  );
});
