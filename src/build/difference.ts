import type { ProblemCode } from '../model/problem.ts';

/** A way in which a copy is not the site that its list of checksums describes. */
export interface Difference {
  readonly code: Extract<ProblemCode, `copy-${string}` | `checksum-${string}`>;
  /** Path of the file below the copy's folder, or its address; of a line, the name of the list. */
  readonly path: string;
  /** Of a line in a list, 1-based; columns are UTF-16 code units. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly fix: string;
}

/** How to mend lines of a list, whichever way they are wrong. */
export const LINE_FIXES = {
  'checksum-line': 'Take SHA256SUMS from the original again, or write the line as sha256sum does.',
  'checksum-path': 'Do not trust this list: take SHA256SUMS from the original. The file was not looked for.',
  'copy-address': 'Give the root of a copy, ending with /, or an address of a page below it.',
} as const;

/** How many files came out in which way: `listed` is the sum of same, changed, missing, unreachable and links. */
export interface Totals {
  listed: number;
  same: number;
  changed: number;
  missing: number;
  unreachable: number;
  /** Listed files that are symbolic links, or would lie below one. */
  links: number;
  /** What the list does not name. */
  extra: number;
  /** Lines of a list that cannot be used. */
  damaged: number;
}

/** Gives totals of nothing. */
export function noTotals(): Totals {
  return { listed: 0, same: 0, changed: 0, missing: 0, unreachable: 0, links: 0, extra: 0, damaged: 0 };
}

const COUNTED_AS = {
  'copy-changed': 'changed',
  'copy-missing': 'missing',
  'copy-extra': 'extra',
  'copy-link': 'links',
  'copy-unreachable': 'unreachable',
  'copy-address': 'damaged',
  'checksum-line': 'damaged',
  'checksum-path': 'damaged',
} as const satisfies Record<Difference['code'], keyof Totals>;

/** Counts a difference; of what the list does not name, as extra, so that the others add up to what it names. */
export function countIn(totals: Totals, { code }: Difference, isListed = true): void {
  totals[isListed ? COUNTED_AS[code] : 'extra']++;
}
