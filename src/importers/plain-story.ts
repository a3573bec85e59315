/** Stories in plain text: where one begins, what stands in its head, and what its paragraphs and headings are. */
import type { DateContext, ForeignDate } from './foreign-date.ts';
import { readForeignDate, readLeadingDate } from './foreign-date.ts';
import { splitByline } from './bylines.ts';

/** A story as it lies in a file. */
export interface PlainStory {
  /** 1-based line of the file. */
  readonly line: number;
  readonly lines: readonly string[];
}

const RULER = /^\s*(?:[-=*_~][ \t]*){3,}$/u;
const NAMED_DATE =
  /^\s*(?:first\s+)?(?<name>date|published|posted|publication date|issued|dated)\b(?:\s+(?:on|at))?\s*:?\s+(?=\S)/iu;

/** Cuts a text at form feeds, and where several date lines stand, above each of them. */
export function cutStories(text: string, context: DateContext): PlainStory[] {
  const stories: PlainStory[] = [];
  let line = 1;
  for (const page of text.split('\f')) {
    const lines = page.split('\n');
    const starts = startsIn(lines, context);
    const cuts = starts.length > 1 ? [...new Set([0, ...starts.slice(1)]), lines.length] : [0, lines.length];
    cuts.slice(0, -1).forEach((start, at) => {
      const story = lines.slice(start, cuts[at + 1]);
      while (story.length > 0 && (RULER.test(story.at(-1) ?? '') || story.at(-1)?.trim() === '')) story.pop();
      if (story.some((one) => one.trim() !== '')) stories.push({ line: line + start, lines: story });
    });
    line += lines.length - 1;
  }
  return stories;
}

/** Gives the lines at which stories begin: that of a date, or that of a headline directly above. */
function startsIn(lines: readonly string[], context: DateContext): number[] {
  const starts: number[] = [];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1]?.trim() ?? '';
    if (readDateLine(line, context) === undefined) continue;
    if (before === '' || RULER.test(before)) starts.push(at);
    else if (isHeadline(before) && (lines[at - 2]?.trim() ?? '') === '' && at - 1 > (starts.at(-1) ?? -1))
      starts.push(at - 1);
  }
  return starts;
}

/** A line with the date of a story, and the words behind it. */
interface DateLine {
  readonly field: string;
  readonly date: ForeignDate;
  readonly rest: string;
}

function readDateLine(line: string, context: DateContext): DateLine | undefined {
  const [label = ''] = NAMED_DATE.exec(line) ?? [];
  const words = line.slice(label.length).trimStart();
  if (label === '') {
    const date = words.length > 60 ? undefined : readForeignDate(words.replace(/[.:]$/u, ''), context);
    return date === undefined || date.precision === 'year' ? undefined : { field: 'date line', date, rest: '' };
  }
  const found = readLeadingDate(words, context);
  if (found === undefined) return undefined;
  const rest = words.slice(found.length).replace(/^\s*[:.—–-]?\s*/u, '');
  const field = label.trim().replace(/\s*:$/u, '').toLowerCase();
  // “Posted 5 January 2020 on the wall” is a sentence, the seed’s `date 2020-01-05 On Sunday, …` is none.
  if (rest !== '' && !/^date$/iu.test(field)) return undefined;
  return { field, date: found.date, rest };
}

/** What stands in the head of a story. */
export interface Head {
  readonly date?: ForeignDate;
  /** As the head names it. */
  readonly dateField?: string;
  readonly title?: string;
  readonly titleField?: string;
  readonly authors: readonly string[];
  readonly summary?: string;
  /** Place of the dateline, and the agency in its brackets. */
  readonly dateline?: string;
  readonly agency?: string;
  /** Its day, which may have no year. */
  readonly datelineDay?: string;
  /** Lines of the text, below the head. */
  readonly lines: readonly string[];
}

const LABEL = /^\s*(?<label>title|headline|author|byline|by|summary|abstract)\s*:\s*(?<words>\S.*)$/iu;
const BYLINE = /^\s*by\s+(?<names>\p{Lu}[^.!?]{2,80})$/iu;
/** Longest head, in lines. */
const HEAD = 12;

/** Reads the head of a story: title, byline and date, in any order. */
export function readHead(lines: readonly string[], context: DateContext): Head {
  const head: { -readonly [Key in keyof Head]?: Head[Key] } = {};
  const authors: string[] = [];
  let at = 0;
  for (; at < Math.min(lines.length, HEAD); at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || RULER.test(line)) continue;
    const dated = head.date === undefined ? readDateLine(line, context) : undefined;
    if (dated) {
      head.date = dated.date;
      head.dateField = dated.field;
      if (dated.rest === '') continue;
      return finish({ ...head, authors }, [dated.rest, ...lines.slice(at + 1)], context);
    }
    const { label = '', words = '' } = LABEL.exec(line)?.groups ?? {};
    const byline = /^by|^author/iu.test(label) ? words : BYLINE.exec(line)?.groups?.['names'];
    if (/^title|^headline/iu.test(label)) {
      head.title = words.trim();
      head.titleField = label.toLowerCase();
    } else if (/^summary|^abstract/iu.test(label)) head.summary = words.trim();
    else if (byline !== undefined) authors.push(...splitByline(byline));
    else if (head.title === undefined && isHeadline(line) && followsText(lines, at)) {
      head.title = line.trim();
      head.titleField = 'first line';
    } else break;
  }
  return finish({ ...head, authors }, lines.slice(at), context);
}

/** A headline stands above an empty line, a date, a byline or a ruler, with a text somewhere below. */
function followsText(lines: readonly string[], at: number): boolean {
  const next = lines[at + 1] ?? '';
  const isApart = next.trim() === '' || RULER.test(next) || readDateLine(next, {}) !== undefined || BYLINE.test(next);
  return isApart && lines.slice(at + 1).some((line) => line.trim().length > 40);
}

const DATELINE =
  /^(?<place>\p{Lu}[\p{Lu}\p{M} .’'-]{1,40}(?:,\s*\p{Lu}[\p{L}.]{1,20}(?!\p{L}|\s*\d))?)(?:,\s*(?<date>[^()—–\n]{3,25}?))?\s*(?:\((?<agency>[^()\n]{2,40})\))?\s*(?:[—–]|--|\s-\s)\s*(?=\S)/u;

function finish(head: Omit<Head, 'lines'>, lines: readonly string[], context: DateContext): Head {
  const first = lines.findIndex((line) => line.trim() !== '');
  const line = lines[first]?.trimStart() ?? '';
  const { place, date, agency } = DATELINE.exec(line)?.groups ?? {};
  const day = date?.trim();
  const isDay =
    day !== undefined && (readForeignDate(day, context) ?? readForeignDate(`${day} 2000`, context)) !== undefined;
  // NATO — all capitals, but the words of a sentence.
  const isDateline =
    place !== undefined && (isDay || agency !== undefined || (date === undefined && /\p{L}{3}/u.test(place)));
  if (!isDateline) return { ...head, lines };
  const [whole = ''] = DATELINE.exec(line) ?? [];
  return {
    ...head,
    dateline: place.trim(),
    ...(isDay && { datelineDay: day }),
    ...(agency !== undefined && { agency }),
    lines: lines.with(first, line.slice(whole.length)),
  };
}

/** A paragraph or a heading. */
export interface PlainBlock {
  readonly kind: 'paragraph' | 'heading';
  readonly text: string;
}

/** Puts lines together to paragraphs, and finds the headings among them. */
export function blocksOf(lines: readonly string[]): PlainBlock[] {
  const paragraphs = paragraphsOf(lines);
  return paragraphs.map((text, at) => {
    const next = paragraphs[at + 1];
    const isHeading = next !== undefined && isHeadline(text) && next.length > text.length && !isHeadline(next);
    return { kind: isHeading ? 'heading' : 'paragraph', text };
  });
}

function paragraphsOf(lines: readonly string[]): string[] {
  const trimmed = lines.map((line) => line.trimEnd());
  const full = trimmed.filter((line) => line.trim() !== '');
  const hasGaps = trimmed.some((line, at) => at > 0 && at < trimmed.length - 1 && line.trim() === '');
  // Lines that all end at a margin are one text; others are a paragraph each.
  const isWrapped =
    full.length > 1 &&
    full.every((line) => line.length <= 100) &&
    full.slice(0, -1).some((line) => line.length > 45 && !/[.!?”"’)]$/u.test(line));
  const paragraphs: string[] = [];
  let open = false;
  for (const line of trimmed) {
    if (line.trim() === '') {
      open = false;
      continue;
    }
    const isNew =
      !open ||
      (!hasGaps && !isWrapped) ||
      (isWrapped && /^(?:\t| {2,8})\S/u.test(line) && !hasGaps) ||
      /^\s*[-*•]\s/u.test(line);
    if (isNew) paragraphs.push(line.trim());
    else paragraphs.push(`${paragraphs.pop() ?? ''}\n${line.trim()}`);
    open = true;
  }
  return paragraphs;
}

/** Tells whether a line can be a headline: short, without a full stop, and no entry of a list. */
export function isHeadline(line: string): boolean {
  const words = line.trim();
  if (words.length > 100 || words.length < 2 || words.includes('\n')) return false;
  if (/[.!…:;,।。]["”’»)]*$/u.test(words) || /^[-*•>|#]|^["“«]|@\w|https?:\/\/|^::/u.test(words)) return false;
  return words.split(/\s+/u).length <= 14 && /^[\p{Lu}\p{Lo}\p{N}]/u.test(words);
}
