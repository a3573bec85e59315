import { NAMES_LENGTH } from '../model/addresses.ts';

/** Names that begin with the same letters. */
export interface LetterRow {
  /** The letters, as a reader sees them. */
  readonly letters: string;
  /** The letters, as an address holds them. */
  readonly key: string;
  /** How many names there are. */
  readonly count: number;
}

/** One page of an index of names: its names, or the letters by which they are cut where they are too many. */
export interface NamePage<T> {
  /** The letters with which all names of the page begin; empty for the whole index. */
  readonly letters: string;
  /** Beside `further`, those names that have no more letters. */
  readonly names: readonly T[];
  readonly further: readonly LetterRow[];
}

const DIGITS = '0–9';
const OTHERS = '#';

/**
 * Gives the letters and digits of a name in capitals without accents, in order. Before a first digit stands `0–9`; before
 * the characters of a name that has neither stands `#`.
 */
export function lettersOf(name: string): readonly string[] {
  const letters = Array.from(name.normalize('NFD').toUpperCase()).filter((character) =>
    /[\p{L}\p{N}]/u.test(character),
  );
  const [first] = letters;
  if (first === undefined) return [OTHERS, ...Array.from(name)];
  return /\p{N}/u.test(first) ? [DIGITS, ...letters] : letters;
}

interface Spelt<T> {
  readonly name: T;
  readonly letters: readonly string[];
}

/**
 * Cuts an index into pages by the letters with which its names begin: each has 600 names at most, in their order, or shows
 * the letters that follow. Gives the pages by the key of their letters; the whole index is the one of ``.
 */
export function cutNames<T extends { readonly name: string }>(names: readonly T[]): Map<string, NamePage<T>> {
  const pages = new Map<string, NamePage<T>>();
  const add = (prefix: readonly string[], members: readonly Spelt<T>[]): void => {
    const { whole, groups } = members.length <= NAMES_LENGTH ? { whole: members, groups: [] } : split(prefix, members);
    const further = groups.map((group) => ({
      letters: wordsOf(group.prefix),
      key: keyOf(group.prefix),
      count: group.members.length,
    }));
    pages.set(keyOf(prefix), { letters: wordsOf(prefix), names: whole.map(({ name }) => name), further });
    for (const group of groups) add(group.prefix, group.members);
  };
  add(
    [],
    names.map((name) => ({ name, letters: lettersOf(name.name) })),
  );
  return pages;
}

interface Split<T> {
  readonly whole: readonly Spelt<T>[];
  readonly groups: readonly { readonly prefix: readonly string[]; readonly members: readonly Spelt<T>[] }[];
}

/** Groups names by the first letter after a prefix in which they differ. */
function split<T>(prefix: readonly string[], members: readonly Spelt<T>[]): Split<T> {
  const length = prefix.length + 1;
  const whole = members.filter(({ letters }) => letters.length < length);
  const byPrefix = Map.groupBy(
    members.filter(({ letters }) => letters.length >= length),
    ({ letters }) => letters[length - 1],
  );
  const groups = Array.from(byPrefix.values(), (group) => ({
    prefix: group[0]?.letters.slice(0, length) ?? [],
    members: group,
  }));
  const [only] = groups;
  return only && groups.length === 1 && whole.length === 0 ? split(only.prefix, only.members) : { whole, groups };
}

/** Gives letters as an address holds them: `ab`; `0-9-20` for 20; other than Latin letters by their code points, `u-0434`. */
function keyOf(letters: readonly string[]): string {
  return letters
    .map((letter) => {
      if (letter === DIGITS) return '0-9-';
      if (/^[A-Z0-9]$/u.test(letter)) return letter.toLowerCase();
      return `-u-${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}-`;
    })
    .join('')
    .replaceAll('--', '-')
    .replace(/^-|-$/gu, '');
}

function wordsOf([first = '', ...rest]: readonly string[]): string {
  if (first === DIGITS || first === OTHERS) return rest.length === 0 ? first : rest.join('');
  return (first + rest.join('').toLowerCase()).normalize('NFC');
}
