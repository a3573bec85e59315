/** The line that names a post: `— NAME (@HANDLE) DATE`. */
import { type LinkedText, sliceLinked } from './linked-text.ts';
import { readShownDate } from './shown-date.ts';

/** A post's name, account and date, and what stands before and after them. */
export interface Attribution {
  readonly name: string;
  readonly handle: string;
  /** Offset at which the line begins, with its dash. */
  readonly start: number;
  /** Offset behind `(@HANDLE)`. */
  readonly afterHandle: number;
  readonly notes: readonly string[];
}

const BIDI = String.raw`[\s\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]*`;
const X_HANDLE = '[A-Za-z0-9_]{1,15}';
/** Bluesky’s are domain names, Mastodon’s have a host, Threads’ may hold dots. */
const OTHER_HANDLE = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]{0,100}[\p{L}\p{M}\p{N}_])?(?:@[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]{0,100}[\p{L}\p{M}\p{N}])?)?`;
const IN_BRACKETS = new RegExp(String.raw`[(（]${BIDI}@(?<handle>${X_HANDLE}|${OTHER_HANDLE})${BIDI}[)）]`, 'gu');

/** Names on X have up to 50 characters, those on Mastodon 30 and on Bluesky 64. */
const LONGEST_NAME = 70;

/** Finds each `(@HANDLE)`, with the offset behind it. */
export function* bracketedHandles(text: string): Generator<{ handle: string; start: number; end: number }> {
  for (const match of text.matchAll(IN_BRACKETS))
    yield { handle: match.groups?.['handle'] ?? '', start: match.index, end: match.index + match[0].length };
}

/** Reads a text that is an attribution and nothing else, as in an embed; undefined where no account stands in it. */
export function readAttributionAlone({ text }: LinkedText): Attribution | undefined {
  const all = [...bracketedHandles(text)];
  // A name may hold a handle of another platform in brackets too: the account is the last with a date behind it.
  const found = all.findLast(({ end }) => readShownDate(text.slice(end)) !== undefined) ?? all.at(-1);
  if (found === undefined) return undefined;
  const [dash = ''] = LEADING_DASH.exec(text) ?? [];
  const name = cleanName(text.slice(dash.length, found.start));
  // Words that name an account in brackets are no attribution.
  if (Array.from(name).length > LONGEST_NAME || text.length - found.end > LONGEST_DATE) return undefined;
  if (dash.trim() === '' && readShownDate(text.slice(found.end)) === undefined) return undefined;
  const notes =
    new RegExp(`${LONG}|${SHORT}|-`, 'u').test(dash) || dash.trim() === ''
      ? []
      : ['The dash before the name is damaged.'];
  if (/[—–-];/u.test(dash)) notes.push('A semicolon after the dash was left out.');
  return {
    name,
    handle: found.handle,
    start: 0,
    afterHandle: found.end,
    notes,
  };
}

/** Longest text of a date, with what embeds have written behind it. */
const LONGEST_DATE = 120;

/** The dash of the form, as it is, as a character reference, and as UTF-8 that was read as Windows-1252. */
const LONG = String.raw`(?:[—―⸺─]|&mdash;|&horbar;|&#8212;|&#8213;|&#x201[45];|&#151;|â€”)`;
const SHORT = String.raw`(?:--|[–‒−]|&ndash;|&#8211;|&#x2013;|&#150;|â€“)`;
const LEADING_DASH = new RegExp(String.raw`^\s*(?:(?:${LONG}|${SHORT}|-|\uFFFD{1,3}|\?{1,3})(?:;\s+|\s*))?`, 'u');

/** Tells whether a text begins with a dash, or with what is left of a damaged one. */
export function beginsWithDash(text: string): boolean {
  return LEADING_DASH.exec(text)?.[0].trim() !== '';
}

/** Signs that stand for the dash, from the surest to the least sure; each needs white space about it, or to begin a line. */
const DASHES: readonly RegExp[] = [
  String.raw`(?<=^|\n)[ \t]*${LONG}\s*`,
  String.raw`(?<=\s)${LONG}\s*`,
  String.raw`${LONG}\s*`,
  String.raw`(?<=^|\n)[ \t]*(?:${SHORT}|-)\s+`,
  String.raw`(?<=\s)${SHORT}\s+`,
  String.raw`(?<=\s|^)-\s+`,
  String.raw`(?<=\s|^)\uFFFD+\s+`,
  String.raw`\uFFFD+\s*`,
  String.raw`(?<=\s|^)\?{1,3}\s+`,
].map((dash) => new RegExp(dash, 'gu'));
/** Those that begin a line. */
const LINE_BEGIN: ReadonlySet<number> = new Set([0, 3]);
/** How many of them are not damaged. */
const SOUND = 6;

/**
 * Finds the dash before a name that ends at `end`: the last of the surest kind. Undefined where no dash stands near enough
 * for a name.
 */
export function findDash(
  text: string,
  from: number,
  end: number,
): { start: number; nameStart: number; notes: string[] } | undefined {
  const begin = Math.max(from, end - 4 * LONGEST_NAME);
  const before = text.slice(begin, end);
  const notes: string[] = [];
  const candidates = DASHES.flatMap((dash, kind) => {
    const last = [...before.matchAll(dash)].findLast(
      (match) =>
        before.slice(match.index + match[0].length).trim() !== '' &&
        isName(before.slice(match.index + match[0].length), LINE_BEGIN.has(kind)),
    );
    return last === undefined ? [] : [{ kind, start: last.index, nameStart: last.index + last[0].length }];
  });
  // A dash at the very beginning is one of the words, if there is another.
  const best = candidates.find(({ start }) => text.slice(from, begin + start).trim() !== '') ?? candidates[0];
  if (best === undefined) return undefined;
  if (best.kind >= SOUND) notes.push('The dash before the name is damaged.');
  const other = candidates.find(({ nameStart, kind }) => kind < SOUND && nameStart > best.nameStart);
  if (other !== undefined) {
    const name = (start: number) => cleanName(before.slice(start));
    notes.push(`The name is taken as “${name(best.nameStart)}”; it could be “${name(other.nameStart)}”.`);
  }
  return { start: begin + best.start, nameStart: begin + best.nameStart, notes };
}

/** A name has one line, or two where a dash begins the first, and a bounded length. */
function isName(text: string, mayBreak: boolean): boolean {
  const name = text.trim();
  return (mayBreak ? !/\n.*\n/u.test(name) : !name.includes('\n')) && Array.from(name).length <= LONGEST_NAME;
}

/** Gives a name on one line, without the marks that only set its direction. */
export function cleanName(name: string): string {
  return name
    .replace(/\s+/gu, ' ')
    .replace(/^[\u200E\u200F\u202A-\u202E\u2066-\u2069\s]+|[\u200E\u200F\u202A-\u202E\u2066-\u2069\s]+$/gu, '');
}

/** Gives the words before an attribution. */
export function wordsBefore(text: LinkedText, from: number, attribution: { readonly start: number }): LinkedText {
  return sliceLinked(text, from, attribution.start);
}
