import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shape } from './generate.ts';
import type { SystemName } from './systems.ts';
import type { Edit } from './edits.ts';

/** What one step of one system took in an archive of one size: medians of its runs, and the greatest memory. */
export interface Result {
  readonly size: number;
  readonly shape: Shape;
  readonly system: SystemName;
  /** `full` is a build with nothing kept; the others follow it. */
  readonly step: 'full' | Edit;
  /** How often it was measured. */
  readonly runs: number;
  /** Seconds. */
  readonly wall: number;
  readonly cpu?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly pages: number;
  /** Bytes of HTML, and of the heaviest page; of full builds. */
  readonly bytes?: number;
  readonly largest?: number;
  /** Pages that Dateline drew. */
  readonly rendered?: number;
}

/** Everything that one call of the bench found. */
export interface Results {
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    /** Bytes. */
    readonly memory: number;
    readonly system: string;
    readonly node: string;
  };
  /** Version of each system, by name. */
  readonly versions: Readonly<Partial<Record<SystemName, string>>>;
  readonly method: string;
  readonly results: readonly Result[];
}

/** The measurements that the README shows. */
export const PUBLISHED = join(import.meta.dirname, 'results.json');

/** Reads results that the bench wrote. */
export function readResults(file: string): Results {
  return JSON.parse(readFileSync(file, 'utf8')) as Results;
}

/** Finds a result among those of one size and shape. */
export function resultOf(results: readonly Result[], system: SystemName, step: Result['step']): Result | undefined {
  return results.find((result) => result.system === system && result.step === step);
}

/** Gives the middle of some numbers; of an even count, the lower of the two in the middle. Throws a RangeError for none. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1];
  if (middle === undefined) throw new RangeError('No values to take the middle of.');
  return middle;
}
