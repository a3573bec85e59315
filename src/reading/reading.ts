import type { Problem, ProblemCode } from '../model/problem.ts';

/** Takes what is wrong with a field of one file. */
export type Report = (code: ProblemCode, field: string, message: string, fix: string) => void;

/** Where a field stands in its file, both 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What of a broken story can still be checked against other files. */
export interface SoundParts<T> {
  /** The fields in which nothing is wrong. */
  readonly front: Partial<T>;
  readonly body: string;
  /** 1-based line of the file on which the body begins. */
  readonly bodyLine: number;
}

/** What came of reading one file: a valid value, or the reasons why there is none; warnings may stand beside a value. */
export interface Reading<T> {
  /** Absent when a problem is an error. */
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
  /** Places of front-matter fields by dotted path, e.g. `tweets.0.handle`, for checks that need other files. */
  readonly places: Readonly<Record<string, Place>>;
}
