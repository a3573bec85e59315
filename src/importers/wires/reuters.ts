/** The Reuters-21578 corpus: wire stories of 1987 in SGML, a thousand to a file. SGML is no XML, so it has a reader of its own. */
import { escapeHtml, shortened } from '../body/words.ts';
import { readPieces } from '../bytes/byte-stream.ts';
import { shareOf, headOf } from '../bytes/file-head.ts';
import type { Importer, ImportOptions, Input, InputFile, Item, ItemPlace } from '../foreign.ts';
import { Draft, skipped } from '../items/draft.ts';
import { readLeadingDate } from '../items/foreign-date.ts';
import { bylineNames } from './nitf-text.ts';

const isReutersHead = (head: string): boolean => /<!DOCTYPE lewis\b|<REUTERS\s/u.test(head);

/** Stories of the Reuters-21578 corpus. */
export const importer: Importer = {
  format: 'reuters',
  title: 'Reuters-21578 (SGML)',
  recognizes: (input) => shareOf(input, isReutersHead),
  items,
};

async function* items(input: Input, options: ImportOptions): AsyncGenerator<Item> {
  for (const file of input.files) {
    if (!isReutersHead(await headOf(file))) {
      yield skipped({ file: file.path }, file.path, 'not-a-story', 'It holds no story in the form of Reuters-21578.');
      continue;
    }
    let number = 0;
    for await (const { text, line, fault, isMended } of stories(file)) {
      number += 1;
      const id = attribute(text, 'NEWID');
      const place = { file: file.path, line, item: id || number };
      yield fault === undefined
        ? story(text, place, options, isMended)
        : skipped(place, titleOf(text) || `Story ${place.item}`, 'unreadable', fault);
    }
    if (number === 0) yield skipped({ file: file.path }, file.path, 'empty', 'It holds no stories.');
  }
}

interface Stretch {
  readonly text: string;
  readonly line: number;
  readonly isMended: boolean;
  readonly fault?: string;
}

const BEGIN = '<REUTERS';
const END = '</REUTERS>';
/** UTF-16 units of a story; those of the corpus have less than 20,000. */
const LONGEST = 2 * 1024 * 1024;

/** Gives what stands from each `<REUTERS` to its end. */
async function* stories(file: InputFile): AsyncGenerator<Stretch> {
  let held = '';
  let line = 1;
  let isMended = false;
  let isLost = false;
  for await (const piece of readPieces(file.absolute)) {
    held += piece.text;
    isMended = piece.isMended;
    for (;;) {
      const begin = held.indexOf(BEGIN);
      if (begin === -1) {
        // The beginning of a story may be torn in two.
        const end = Math.max(0, held.length - BEGIN.length);
        line += linesIn(held.slice(0, end));
        held = held.slice(end);
        break;
      }
      line += linesIn(held.slice(0, begin));
      held = held.slice(begin);
      isLost = false;
      const end = held.indexOf(END);
      const next = held.indexOf(BEGIN, BEGIN.length);
      if (next !== -1 && (end === -1 || next < end)) {
        yield { text: held.slice(0, next), line, isMended, fault: 'Another story begins before it ends.' };
        line += linesIn(held.slice(0, next));
        held = held.slice(next);
      } else if (end !== -1) {
        const text = held.slice(0, end + END.length);
        yield { text, line, isMended };
        line += linesIn(text);
        held = held.slice(text.length);
      } else if (held.length > LONGEST) {
        yield { text: held.slice(0, 4_000), line, isMended, fault: `It has more than ${LONGEST} characters.` };
        line += linesIn(held);
        held = '';
        isLost = true;
        break;
      } else break;
    }
  }
  if (!isLost && held.startsWith(BEGIN)) yield { text: held, line, isMended, fault: 'The file ends before it ends.' };
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

const attribute = (text: string, name: string): string =>
  new RegExp(`^<REUTERS[^>]*\\b${name}="([^"]{0,200})"`, 'u').exec(text)?.[1] ?? '';

/** Gives what stands in the first element of a name, as it is written; undefined where there is none. */
function partOf(text: string, name: string): string | undefined {
  const begin = new RegExp(`<${name}(?:\\s[^>]{0,200})?>`, 'u').exec(text);
  if (begin === null) return undefined;
  const from = begin.index + begin[0].length;
  const end = text.indexOf(`</${name}>`, from);
  return text.slice(from, end === -1 ? undefined : end);
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

/** Decodes references; those to control characters, with which a wire marked its lines, go. */
function decoded(text: string): string {
  return text
    .replace(/&#(\d{1,6});?/gu, (_, digits: string) =>
      Number(digits) < 32 || Number(digits) > 0x10ffff ? '' : String.fromCodePoint(Number(digits)),
    )
    .replace(/&(?:lt|gt|amp|quot);/gu, (entity) => ENTITIES[entity] ?? entity)
    .replace(CONTROLS, '');
}

const CONTROLS = /[\p{Cc}--[\t\n]]/gv;

const lineOf = (text: string): string => decoded(text).replace(/\s+/gu, ' ').trim();
const titleOf = (text: string): string => lineOf(partOf(text, 'TITLE') ?? '').replace(/^\*+\s*/u, '');
const codesIn = (part: string): string[] =>
  [...part.matchAll(/<D>([^<]{1,200})<\/D>/gu)].map(([, code = '']) => lineOf(code));

/** Lists of codes and where they belong. */
const LISTS = [
  ['TOPICS', 'topics'],
  ['PLACES', 'places'],
  ['PEOPLE', 'people'],
  ['ORGS', 'organizations'],
  ['EXCHANGES', 'organizations'],
  ['COMPANIES', 'organizations'],
] as const;

function story(text: string, place: ItemPlace, options: ImportOptions, isMended: boolean): Item {
  const whole = partOf(text, 'TEXT') ?? '';
  const type = /<TEXT\s+TYPE="(\w{1,20})"/u.exec(text)?.[1] ?? 'NORM';
  const filed = readDateline(whole);
  const { words, filler, hasSignature } = wordsIn(whole, filed);
  const title = titleOf(whole);
  const name = title || shortened(words) || `Story ${place.item}`;
  if (title === '' && words.trim() === '') return skipped(place, name, 'empty', 'It has neither a title nor a text.');
  const draft = new Draft();
  const written = partOf(whole, 'TITLE');
  if (written !== undefined)
    draft.took(
      'TITLE',
      'title',
      /^\s*\*/u.test(decoded(written)) || /\*\s*$/u.test(whole.slice(0, whole.indexOf('<TITLE')))
        ? ['freed of asterisks']
        : [],
    );
  if (title !== '') draft.front.title = title;
  setDate(draft, partOf(text, 'DATE') ?? '');
  if (draft.front.date === undefined)
    return skipped(place, name, 'undated', `“${shortened(lineOf(partOf(text, 'DATE') ?? ''), 40)}” is no date.`);
  const author = partOf(whole, 'AUTHOR');
  if (author !== undefined)
    draft.names('AUTHOR', 'authors', bylineNames(lineOf(author).replace(/,?\s*\bReuters?\w?\.?$/iu, '')));
  setDateline(draft, filed);
  for (const [field, as] of LISTS) {
    const codes = codesIn(partOf(text.slice(0, text.indexOf('<TEXT')), field) ?? '');
    if (codes.length > 0) draft.names(field, as, codes);
    else if (text.includes(`<${field}>`)) draft.dropped(field, 'it is empty');
  }
  const field = partOf(whole, 'BODY') === undefined ? 'TEXT' : 'BODY';
  const headline = title === '' ? headlineIn(words) : undefined;
  if (filler !== '') draft.dropped(field, 'it is what the wire sent where a text was to come', filler);
  else if (words === '') draft.dropped(field, 'it has no words');
  draft.took(field, 'body', [
    'freed of line ends within paragraphs',
    hasSignature ? 'freed of the word “Reuter” at its end' : undefined,
    type === 'UNPROC' ? 'taken as the wire sent it, with its parts not told apart' : undefined,
    isMended && /[\u0080-\uFFFF]/u.test(text) ? 'read as Windows-1252 where it is not UTF-8' : undefined,
  ]);
  if (field === 'BODY' && besidesParts(whole) !== '')
    draft.changed('TEXT', 'body', 'put before the text, since it stands outside the parts of it');
  if (headline === undefined) draft.proposeTitle(words, 'TITLE');
  else {
    draft.front.title = headline.title;
    draft.proposed('TITLE', 'title', 'taken from the first line of the text, which stands apart');
  }
  draft.text('NEWID', 'id', attribute(text, 'NEWID'));
  setRest(draft, text, type);
  if (!/^en\b/iu.test(options.language)) draft.front.language = 'en';
  return draft.story(place, { format: 'html', text: paragraphs(headline?.rest ?? words) });
}

/** Gives what of a text stands in none of its parts. */
const besidesParts = (text: string): string =>
  decoded(text.replace(/<(TITLE|AUTHOR|DATELINE|BODY)>[\s\S]*?(?:<\/\1>|$)/gu, '')).replace(/^[\s*]+|\s+$/gu, '');

/** Gives the words of a story with their lines, and whether the name of the agency stood at their end. */
function wordsIn(text: string, filed: Filed): { words: string; filler: string; hasSignature: boolean } {
  // The makers of the corpus cut texts into parts; what they put into none of them belongs to the words.
  const sent = text
    .replace(/<(TITLE|AUTHOR)>[\s\S]*?(?:<\/\1>|$)/gu, '\n')
    .replace(/<DATELINE>[\s\S]*?(?:<\/DATELINE>|$)/u, () => filed.words)
    .replace(/<\/?BODY>/gu, '');
  const words = decoded(sent)
    .replace(/^[ \t]*\*{2,}[ \t]*/gmu, '')
    .replace(/^(?:[ \t]*\n)+/u, '')
    .trimEnd();
  const ended = words.replace(/\n[ \t]*reuters?[ \t.]*$/iu, '');
  const isFiller = /^\s*blah(?:[\s.]+blah)*[\s.]*$/iu.test(ended);
  return { words: isFiller ? '' : ended, filler: isFiller ? lineOf(ended) : '', hasSignature: ended !== words };
}

/** Finds the headline of a text that was sent without one: a first line that is no sentence, above an empty line, an indent or a table. */
function headlineIn(words: string): { readonly title: string; readonly rest: string } | undefined {
  const [line = '', next, ...lines] = words.split('\n');
  const title = line.replace(/\s+/gu, ' ').trim();
  const isHeadline =
    title.length >= 8 && title.length <= 100 && !COLUMNS.test(line.trim()) && !/[.!?,:]["”]?$/u.test(title);
  if (!isHeadline || next === undefined || !(/^\s*$|^[ \t]{2}/u.test(next) || COLUMNS.test(next.trim())))
    return undefined;
  return { title, rest: [next, ...lines].join('\n') };
}

const INDENT = /^(?: {3,}|\t)\S/u;
/** Columns are divided by three spaces or more. */
const COLUMNS = /\S(?: {3,}|\t)\S/u;
/** Entries of a list are shorter than the lines of a paragraph. */
const LONGEST_ENTRY = 64;
/** Lines that are a list or a table where nothing else shows it. */
const FEWEST_ENTRIES = 3;

interface Block {
  /** `row` with columns, `entry` a short line without a full stop, each on its own. */
  kind: 'row' | 'entry' | 'paragraph' | 'gap';
  readonly lines: string[];
}

/** A paragraph begins with an indent; lines of tables and lists stay as they are. */
function paragraphs(words: string): string {
  const runs: Block[][] = [];
  for (const block of blocksIn(words)) {
    const last = runs.at(-1)?.at(-1);
    if (last && isLoose(last) && isLoose(block)) runs.at(-1)?.push(block);
    else if (block.kind !== 'gap') runs.push([block]);
    else runs.push([]);
  }
  return runs
    .flatMap((run) => {
      const lines = run.flatMap((block) => block.lines);
      const hasColumns = run.some(({ kind }) => kind === 'row');
      const isTable = lines.length >= (hasColumns ? 2 : FEWEST_ENTRIES) && run.every(isLoose);
      return isTable
        ? [tableOf(lines)]
        : run.map(({ kind, lines: own }) => (kind === 'row' ? rowOf(own) : proseOf(own)));
    })
    .join('\n');
}

const isLoose = ({ kind }: Block): boolean => kind === 'row' || kind === 'entry';

function blocksIn(words: string): Block[] {
  const blocks: Block[] = [];
  for (const line of words.split('\n')) {
    const last = blocks.at(-1);
    const isRow = COLUMNS.test(line.trim());
    if (line.trim() === '') blocks.push({ kind: 'gap', lines: [] });
    else if (isRow) blocks.push({ kind: 'row', lines: [line.trimEnd()] });
    else if (last?.kind !== 'paragraph' || INDENT.test(line))
      blocks.push({ kind: 'paragraph', lines: [line.trimEnd()] });
    else last.lines.push(line.trimEnd());
  }
  for (const block of blocks) if (block.kind === 'paragraph' && isEntry(block.lines)) block.kind = 'entry';
  return blocks;
}

function isEntry([line = '', other]: readonly string[]): boolean {
  const words = line.trim();
  return other === undefined && words.length <= LONGEST_ENTRY && !/[.!?:]["”]?$|^(?:[-*] *)+$/u.test(words);
}

/** Writes a table without the indent that all of its lines have. */
function tableOf(lines: readonly string[]): string {
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return `<pre>${escapeHtml(lines.map((line) => line.slice(indent)).join('\n'))}</pre>`;
}

/** A line with several columns is a table; one with a single gap is a line. */
const rowOf = (lines: readonly string[]): string =>
  lines.every((line) => line.trim().split(/ {3,}|\t/u).length > 2) ? tableOf(lines) : proseOf(lines);

function proseOf(lines: readonly string[]): string {
  const words = lines.map((line) => line.trim()).join(' ');
  return /^(?:[-*] *){3,}$/u.test(words) ? '<hr>' : `<p>${escapeHtml(words.replace(/\s+/gu, ' '))}</p>`;
}

/** Dates have marks of the wire or notes of the makers of the corpus behind them, and hours that no clock has. */
function setDate(draft: Draft, part: string): void {
  const line = lineOf(part.replace(/&#\d[\s\S]*$/u, ''));
  const read = readLeadingDate(line);
  if (read === undefined) return;
  const isCut = line.length > read.length && read.date.how === undefined;
  draft.front.date = read.date.date;
  draft.took('DATE', 'date', [isCut ? 'cut to a day, since what follows is no time' : read.date.how]);
}

/** What the part of a text that is called its dateline holds. */
interface Filed {
  /** On one line; undefined where there is no such part. */
  readonly line?: string;
  readonly place?: string;
  readonly hasDay: boolean;
  /** What belongs to the words of the story. */
  readonly words: string;
}

const MONTH = String.raw`(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*\.?`;
/** A day, whose month may be misspelt and whose number may be none. */
const DAY = String.raw`(?:${MONTH}\s*\S{0,3}|\p{L}{3,9}\.?\s+\d{1,2})`;
/** `CHEVY CHASE, Md., - March 4 - `, of which all but the place may lack, and words of the text may follow. */
const DATELINE = new RegExp(
  String.raw`^\**\s*(?<place>\p{L}[\p{L} .,'’/&()\x2D]*?)(?<day>[\s,]+(?:-\s*)?${DAY})?(?:\s*,)?(?:\s*,?\s*\(?Reuters?\)?)?\s*(?:-{1,2}(?:\s+(?<words>\S[\s\S]*))?)?$`,
  'iu',
);
const LONGEST_DATELINE = 300;
const MONTH_ALONE = new RegExp(String.raw`^${MONTH}$`, 'iu');

/** Parts the place of a dateline from its day and from words of the story; one without a place is all words. */
function readDateline(text: string): Filed {
  const part = partOf(text, 'DATELINE');
  if (part === undefined) return { hasDay: false, words: '' };
  const line = lineOf(part);
  const { place = '', day, words } = DATELINE.exec(line.length > LONGEST_DATELINE ? '' : line)?.groups ?? {};
  const named = place.replace(/[\s,-]+$/u, '');
  const isPlace = /\p{L}{2}/u.test(named) && !MONTH_ALONE.test(named) && !COLUMNS.test(decoded(part).trim());
  // Where the words of the story begin on a line of their own, they have their indent here.
  const indent = /\n[ \t]*$/u.exec(part)?.[0] ?? '';
  const hasDay = day !== undefined;
  // What stands before it is no part of its paragraph.
  if (isPlace) return { line, place: named, hasDay, words: `\n${words === undefined ? indent : `\n${words} `}` };
  return { line, hasDay, words: /^[\s*-]*$/u.test(line) ? indent : part };
}

function setDateline(draft: Draft, { line, place, hasDay, words }: Filed): void {
  if (line === undefined) return;
  if (place === undefined) {
    if (words.trim() === '') draft.dropped('DATELINE', 'it is empty');
    else draft.changed('DATELINE', 'body', 'put before the text, since it names no place');
    return;
  }
  draft.front.dateline = place;
  const rest = words.trim() === '' ? '' : '; what follows was put before the text';
  if (!hasDay) draft.proposed('DATELINE', 'dateline', `taken for a place, though no day follows${rest}`);
  else draft.took('DATELINE', 'dateline', [place === line ? undefined : `cut to its place${rest}`]);
}

function setRest(draft: Draft, text: string, type: string): void {
  const opening = text.slice(0, text.indexOf('>'));
  for (const name of ['TOPICS', 'LEWISSPLIT', 'CGISPLIT', 'OLDID', 'CSECS'])
    if (opening.includes(` ${name}=`)) draft.dropped(`@${name}`, 'it is of use to the makers of the corpus alone');
  if (type !== 'NORM') draft.homeless('TEXT@TYPE', type);
  for (const name of ['UNKNOWN', 'MKNOTE', 'NOTE']) {
    const part = partOf(text, name);
    if (part === undefined) continue;
    if (name === 'UNKNOWN') draft.dropped(name, 'it has marks of the wire alone');
    else draft.dropped(name, 'it is a note of the makers of the corpus', lineOf(part));
  }
}
