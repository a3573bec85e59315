/** Stories in plain text: where one begins, what stands in its head, and what its paragraphs and headings are. */
import { splitByline } from '../items/bylines.ts';
import type { DateContext, ForeignDate } from '../items/foreign-date.ts';
import { readForeignDate, readLeadingDate } from '../items/foreign-date.ts';

/** A story as it lies in a file. */
export interface PlainStory {
  /** 1-based line of the file. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** A line of signs alone, which parts a text or underlines a heading. */
export const RULER = /^\s*(?:[-=*_~][ \t]*){3,}$/u;
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
  readonly authors: readonly string[];
}

/** Words between a date and the first of a text. */
const BETWEEN = /^\s*[:.—–-]?\s*/u;

function readDateLine(line: string, context: DateContext): DateLine | undefined {
  const [label = ''] = NAMED_DATE.exec(line) ?? [];
  const words = line.slice(label.length).trimStart();
  if (label === '') {
    const date = words.length > 60 ? undefined : readForeignDate(words.replace(/[.:]$/u, ''), context);
    return date === undefined || date.precision === 'year'
      ? undefined
      : { field: 'date line', date, rest: '', authors: [] };
  }
  const found = readLeadingDate(words, context);
  if (found === undefined) return undefined;
  const rest = words.slice(found.length).replace(BETWEEN, '');
  const field = label.trim().replace(/\s*:$/u, '').toLowerCase();
  const byline = BYLINE.exec(rest)?.groups?.['names'];
  if (byline !== undefined) return { field, date: found.date, rest: '', authors: splitByline(byline) };
  // “Posted 5 January 2020 on the wall” is a sentence, the seed’s `date 2020-01-05 On Sunday, …` is none.
  if (rest !== '' && !/^date$/iu.test(field)) return undefined;
  return { field, date: found.date, rest, authors: [] };
}

/** Reads the first line of a text that begins with its date: `2020-01-05 On Sunday, …`, `5 January 2020: Ships came in`. */
function readOpening(line: string, context: DateContext): DateLine | undefined {
  const found = readLeadingDate(line.trimStart(), context);
  if (found === undefined) return undefined;
  const after = line.trimStart().slice(found.length);
  const isApart = /^\d{4}-\d\d-\d\d/u.test(line.trimStart())
    ? /^\s/u.test(after)
    : /^\s*(?::|[—–]|--|-\s)/u.test(after);
  const rest = after.replace(/^\s*(?:[:—–-]+)?\s*/u, '');
  return isApart && rest.length > 20
    ? { field: 'date before the text', date: found.date, rest, authors: [] }
    : undefined;
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
  /** Day or time of the last change. */
  readonly updated?: ForeignDate;
  /** Address at which the story stood. */
  readonly address?: string;
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
const UPDATED = /^\s*(?:last\s+)?(?:updated|modified|edited)\b(?:\s+(?:on|at))?\s*:?\s+(?<date>\S.*)$/iu;
const ADDRESS = /^\s*(?:(?:url|link|address)\s*:?\s*)?(?<address>https?:\/\/\S+)\s*$/iu;
/** Longest head, in lines. */
const HEAD = 12;

/** Reads the head of a story: title, byline and date, in any order. */
export function readHead(lines: readonly string[], context: DateContext): Head {
  const head: { -readonly [Key in keyof Head]?: Head[Key] } = {};
  const authors: string[] = [];
  let at = 0;
  let isFirst = true;
  for (; at < Math.min(lines.length, HEAD); at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || RULER.test(line)) continue;
    const dated =
      head.date === undefined
        ? (readDateLine(line, context) ?? (isFirst ? readOpening(line, context) : undefined))
        : undefined;
    isFirst = false;
    if (dated) {
      head.date = dated.date;
      head.dateField = dated.field;
      authors.push(...dated.authors);
      if (dated.rest === '') continue;
      return finish({ ...head, authors }, [dated.rest, ...lines.slice(at + 1)], context);
    }
    const updated = readForeignDate(UPDATED.exec(line)?.groups?.['date'] ?? '', context);
    const { address } = ADDRESS.exec(line)?.groups ?? {};
    const { label = '', words = '' } = LABEL.exec(line)?.groups ?? {};
    const byline = /^by|^author/iu.test(label) ? words : BYLINE.exec(line)?.groups?.['names'];
    if (updated && head.updated === undefined) head.updated = updated;
    else if (address !== undefined && head.address === undefined && hasText(lines, at)) head.address = address;
    else if (/^title|^headline/iu.test(label)) {
      head.title = words.trim();
      head.titleField = label.toLowerCase();
    } else if (/^summary|^abstract/iu.test(label)) head.summary = words.trim();
    else if (byline !== undefined) authors.push(...splitByline(byline));
    else if (head.title === undefined && isHeadline(line) && followsText(lines, at, context)) {
      head.title = line.trim();
      head.titleField = 'first line';
    } else break;
  }
  return finish({ ...head, authors }, lines.slice(at), context);
}

/** A headline stands above an empty line, a date, a byline, an address or a ruler, with a text somewhere below. */
function followsText(lines: readonly string[], at: number, context: DateContext): boolean {
  const next = lines[at + 1] ?? '';
  const isApart =
    next.trim() === '' ||
    [RULER, BYLINE, ADDRESS, UPDATED, LABEL].some((sign) => sign.test(next)) ||
    readDateLine(next, context) !== undefined;
  return isApart && hasText(lines, at);
}

/** Lines of a text are longer than those of a head; a sign of Chinese or Japanese says as much as two or three letters. */
function hasText(lines: readonly string[], at: number): boolean {
  return lines
    .slice(at + 1)
    .some(
      (line) => line.replaceAll(/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/gu, '---').trim().length > 40,
    );
}

const DATELINE =
  /^(?<place>\p{Lu}[\p{Lu}\p{M} .’'-]{1,40}(?:,\s*\p{Lu}[\p{L}.]{1,20}(?!\p{L}|\s*\d))?)(?:,\s*(?<date>[^()—–\n]{3,25}?))?\s*(?:\((?<agency>[^()\n]{2,40})\))?\s*(?:[—–]|--|\s-\s)\s*(?=\S)/u;

/** A place that is not in capitals, with a whole date behind it. */
const DATELINE_IN_WORDS =
  /^(?<place>\p{Lu}[\p{L}\p{M} .,’'-]{1,60}?),?\s+(?<date>\S[^()—–\n]{5,25}?)\s*(?:\((?<agency>[^()\n]{2,40})\))?\s*(?:[—–]|--|\s-\s)\s*(?=\S)/u;

function finish(read: Omit<Head, 'lines'>, below: readonly string[], context: DateContext): Head {
  const { head, lines } = read.date === undefined ? withFoot(read, below, context) : { head: read, lines: below };
  const first = lines.findIndex((line) => line.trim() !== '');
  const line = lines[first]?.trimStart() ?? '';
  const { groups: capitals, 0: inCapitals = '' } = DATELINE.exec(line) ?? {};
  const { groups: words, 0: inWords = '' } = DATELINE_IN_WORDS.exec(line) ?? {};
  const isWhole = capitals === undefined && readForeignDate(words?.['date'] ?? '', context)?.precision === 'day';
  const { place, date, agency } = capitals ?? (isWhole ? words : undefined) ?? {};
  const day = date?.trim();
  const isDay =
    day !== undefined && (readForeignDate(day, context) ?? readForeignDate(`${day} 2000`, context)) !== undefined;
  // NATO — all capitals, but the words of a sentence.
  const isDateline =
    place !== undefined && (isDay || agency !== undefined || (date === undefined && /\p{L}{3}/u.test(place)));
  if (!isDateline) return { ...head, lines };
  const whole = capitals === undefined ? inWords : inCapitals;
  return {
    ...head,
    dateline: place.replace(/[\s,]+$/u, ''),
    ...(isDay && { datelineDay: day }),
    ...(agency !== undefined && { agency }),
    lines: lines.with(first, line.slice(whole.length)),
  };
}

/** Some texts have their date below the last paragraph. */
function withFoot(
  head: Omit<Head, 'lines'>,
  lines: readonly string[],
  context: DateContext,
): { readonly head: Omit<Head, 'lines'>; readonly lines: readonly string[] } {
  const last = lines.findLastIndex((line) => line.trim() !== '' && !RULER.test(line));
  const dated = last <= 0 ? undefined : readDateLine(lines[last] ?? '', context);
  if (dated === undefined || dated.rest !== '') return { head, lines };
  const authors = [...head.authors, ...dated.authors];
  return {
    head: { ...head, authors, date: dated.date, dateField: 'date below the text' },
    lines: lines.slice(0, last),
  };
}

/** A paragraph or a heading. */
export interface PlainBlock {
  readonly kind: 'paragraph' | 'heading';
  readonly text: string;
}

/** Puts lines together to paragraphs, and finds the headings among them. */
export function blocksOf(lines: readonly string[]): PlainBlock[] {
  const { plain, underlined } = withoutUnderlines(lines);
  const paragraphs = paragraphsOf(plain);
  return paragraphs.map((text, at) => {
    const next = paragraphs[at + 1];
    const isHeading =
      underlined.has(text) ||
      (next !== undefined && isHeadline(text) && next.length > text.length && !isHeadline(next) && !RULER.test(next));
    return { kind: isHeading ? 'heading' : 'paragraph', text };
  });
}

/** Takes the rulers out that underline a headline of one line, and sets the others apart. */
function withoutUnderlines(lines: readonly string[]): {
  readonly plain: readonly string[];
  readonly underlined: ReadonlySet<string>;
} {
  const plain: string[] = [];
  const underlined = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const above = lines[at - 1]?.trim() ?? '';
    if (!RULER.test(line)) plain.push(line);
    else if (isHeadline(above) && (lines[at - 2]?.trim() ?? '') === '') {
      underlined.add(above);
      plain.push('');
    } else plain.push('', line, '');
  }
  return { plain, underlined };
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
