import type { CountedTerm, StoryTerm, TermRef } from '../archive/rows.ts';
import type { Address } from '../model/addresses.ts';
import { termPage } from './links.ts';

/** A line of a list of names. */
export interface NameRow {
  readonly name: string;
  /** Absent where the name has no page. */
  readonly address?: Address | undefined;
  /** Language of the name, where it is a story’s words and not English. */
  readonly language?: string | undefined;
  readonly note?: string | undefined;
  /** Language of the note, where it is not English. */
  readonly noteLanguage?: string | undefined;
  readonly count?: number;
  /** Names that belong to it. */
  readonly below?: readonly Pick<NameRow, 'name' | 'address'>[];
  /** How many more of those there are, in words. */
  readonly more?: string;
}

/** Gives terms as lines of a list, with their counts or with the offices that a story gives them, in its language. */
export function termRows(
  terms: readonly (TermRef & Partial<Pick<CountedTerm, 'count'> & Pick<StoryTerm, 'role'>>)[],
  roleLanguage?: string,
): NameRow[] {
  return terms.map((term) => ({
    name: term.name,
    address: termPage(term),
    note: term.role,
    noteLanguage: roleLanguage,
    ...(term.count !== undefined && { count: term.count }),
  }));
}
