import type { Database } from './database.ts';

/** The first mention of a person in a story's HTML: half-open range, UTF-16. */
interface Mention {
  readonly person: string;
  readonly start: number;
  readonly end: number;
}

/** Finds names of registered people in rendered text. */
export interface MentionFinder {
  /** Gives the first mention of each person within the ranges in which names may be linked. */
  find(html: string, runs: readonly (readonly [number, number])[]): Mention[];
}

const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Scripts that are written without spaces between words, so that a name can begin and end anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Korean writes particles onto names, so a name may end within a word. */
const HANGUL = /^\p{Script=Hangul}{2}$/u;
const PREFIX_LENGTH = 3;

interface Names {
  readonly byPrefix: ReadonlyMap<string, readonly { readonly text: string; readonly person: string }[]>;
  /** Finds the next UTF-16 code unit with which a name begins: most places of a text are passed over by it alone. */
  readonly initial: RegExp;
}

/** Makes a finder of every registered person's names and aliases as the index has them now. */
export function createMentionFinder(database: Database): MentionFinder {
  const byPrefix = new Map<string, { text: string; person: string }[]>();
  for (const row of database.all("SELECT name, id FROM term_name WHERE kind = 'people' AND field <> 'id'")) {
    const text = toHtmlName(String(row['name']));
    const prefix = text.slice(0, PREFIX_LENGTH);
    const names = byPrefix.get(prefix) ?? [];
    names.push({ text, person: String(row['id']) });
    byPrefix.set(prefix, names);
  }
  for (const names of byPrefix.values())
    names.sort((a, b) => b.text.length - a.text.length || (a.person < b.person ? -1 : 1));
  const initials = new Set(Array.from(byPrefix.keys(), (prefix) => prefix.charCodeAt(0)));
  const units = Array.from(initials, (unit) => `\\u${unit.toString(16).padStart(4, '0')}`);
  // Without u: a code unit may be half of a character.
  const names: Names = { byPrefix, initial: new RegExp(`[${units.join('')}]`, 'g') };
  // A line break or a fixed space within a name is a space like any other; one for one, so places stay what they are.
  return { find: (html, runs) => find(names, html.replace(/[^\S ]/gu, ' '), runs) };
}

/** Gives a name as it stands in rendered HTML: composed, with single spaces, and the two characters that are always escaped. */
export function toHtmlName(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim().replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;');
}

function find({ byPrefix, initial }: Names, html: string, runs: readonly (readonly [number, number])[]): Mention[] {
  const found = new Map<string, Mention>();
  if (byPrefix.size === 0) return [];
  for (const [from, to] of runs) {
    initial.lastIndex = from;
    for (let next = initial.exec(html); next && next.index < to; next = initial.exec(html)) {
      const at = next.index;
      const fits = ({ text }: { text: string }) =>
        at + text.length <= to && html.startsWith(text, at) && isWhole(html, at, at + text.length, from, to);
      // Names of two characters, as Chinese and Korean have them, are their own prefix.
      const name =
        byPrefix.get(html.slice(at, at + PREFIX_LENGTH))?.find(fits) ??
        byPrefix.get(html.slice(at, at + PREFIX_LENGTH - 1))?.find(fits);
      if (!name) continue;
      if (!found.has(name.person))
        found.set(name.person, { person: name.person, start: at, end: at + name.text.length });
      initial.lastIndex = at + name.text.length;
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Tells whether a name stands as a word of its own and not within a longer one. */
function isWhole(html: string, start: number, end: number, from: number, to: number): boolean {
  return (
    isEdge(start > from ? html.charAt(start - 1) : '', html.charAt(start)) &&
    (isEdge(end < to ? html.charAt(end) : '', html.charAt(end - 1)) || HANGUL.test(html.slice(end - 1, end + 1)))
  );
}

function isEdge(outside: string, inside: string): boolean {
  return outside === '' || !WORD.test(outside) || UNSPACED.test(inside);
}
