/** Entry of a thread that reads text files for `read-pool.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { readTextFile, type FileReading, type TextFile } from './read-file.ts';

/** A batch of files, by its number. */
export interface ReadRequest {
  readonly batch: number;
  readonly files: readonly TextFile[];
}

/** What came of a batch: one reading for each file, or what went wrong with one of them. */
export interface ReadReply {
  readonly batch: number;
  readonly readings: readonly FileReading[];
  readonly failure?: { readonly path: string; readonly reason: string };
}

/** What a thread is given when it starts: `at` tells the others, even when it is gone, which batch and which file of it it reads. */
export interface ReadWorkerData {
  readonly at: Int32Array;
}

/** Answers requests until the thread is ended. */
function serve(port: NonNullable<typeof parentPort>, { at }: ReadWorkerData): void {
  port.on('message', ({ batch, files }: ReadRequest) => {
    const readings: FileReading[] = [];
    for (const [index, file] of files.entries()) {
      Atomics.store(at, 0, batch);
      Atomics.store(at, 1, index);
      try {
        readings.push(readTextFile(file));
      } catch (error) {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        port.postMessage({ batch, readings, failure: { path: file.path, reason } } satisfies ReadReply);
        return;
      }
    }
    port.postMessage({ batch, readings } satisfies ReadReply);
  });
}

// yaml asks process.env at every token whether to log it, and a thread’s own takes 0.2 µs a question.
process.env = { ...process.env };
if (parentPort) serve(parentPort, workerData as ReadWorkerData);
