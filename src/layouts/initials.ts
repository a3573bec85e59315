import { lettersOf } from '../archive/letters.ts';

/** Names that begin with one letter. */
export interface InitialGroup<T> {
  readonly initial: string;
  readonly members: readonly T[];
}

/** Groups names by their first letter without its accents, keeping their order within each group. */
export function byInitial<T extends { readonly name: string }>(names: readonly T[]): InitialGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const name of names) {
    const [initial = ''] = lettersOf(name.name);
    const members = groups.get(initial);
    if (members) members.push(name);
    else groups.set(initial, [name]);
  }
  return Array.from(groups, ([initial, members]) => ({ initial, members }));
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Gives the initials of a person's first and last name, for the place of a missing portrait. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/u).filter((word) => /^\p{L}/u.test(word));
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return ends.map((word) => Array.from(graphemes.segment(word ?? ''), ({ segment }) => segment)[0] ?? '').join('');
}
