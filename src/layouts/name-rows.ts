import type { CountedTerm, StoryTerm, TermRef } from '../archive/rows.ts';
import type { Address } from '../model/addresses.ts';
import { termPage } from './links.ts';

/** A line of a list of names. */
export interface NameRow {
  readonly name: string;
  /** Absent where the name has no page. */
  readonly address?: Address | undefined;
  /** Language of the name, where it is a headline and not English. */
  readonly language?: string | undefined;
  readonly note?: string | undefined;
  readonly count?: number;
}

/** Gives terms as lines of a list, with their counts or with the offices that a story gives them. */
export function termRows(
  terms: readonly (TermRef & Partial<Pick<CountedTerm, 'count'> & Pick<StoryTerm, 'role'>>)[],
): NameRow[] {
  return terms.map((term) => ({
    name: term.name,
    address: termPage(term),
    note: term.role,
    ...(term.count !== undefined && { count: term.count }),
  }));
}
