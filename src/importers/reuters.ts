/** The Reuters-21578 corpus: wire stories of 1987 in SGML, a thousand to a file. SGML is no XML, so it has a reader of its own. */
import { readPieces } from './byte-stream.ts';
import { Draft, escapeHtml, shortened, skipped } from './draft.ts';
import { shareOf, headOf } from './file-head.ts';
import { readLeadingDate } from './foreign-date.ts';
import type { Importer, ImportOptions, Input, InputFile, Item, ItemPlace } from './foreign.ts';
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
  const { words, hasSignature } = wordsIn(whole);
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
    draft.names(
      'AUTHOR',
      'authors',
      bylineNames(lineOf(author)).map((one) => one.replace(/,\s*Reuters?$/iu, '')),
    );
  setDateline(draft, partOf(whole, 'DATELINE'));
  for (const [field, as] of LISTS) {
    const codes = codesIn(partOf(text.slice(0, text.indexOf('<TEXT')), field) ?? '');
    if (codes.length > 0) draft.names(field, as, codes);
    else if (text.includes(`<${field}>`)) draft.dropped(field, 'it is empty');
  }
  const field = partOf(whole, 'BODY') === undefined ? 'TEXT' : 'BODY';
  if (words === '') draft.dropped(field, 'it has no words');
  draft.took(field, 'body', [
    'freed of line ends within paragraphs',
    hasSignature ? 'freed of the word “Reuter” at its end' : undefined,
    type === 'UNPROC' ? 'taken as the wire sent it, with its parts not told apart' : undefined,
    isMended && /[\u0080-\uFFFF]/u.test(text) ? 'read as Windows-1252 where it is not UTF-8' : undefined,
  ]);
  draft.proposeTitle(words, 'TITLE');
  draft.text('NEWID', 'id', attribute(text, 'NEWID'));
  setRest(draft, text, type);
  if (!/^en\b/iu.test(options.language)) draft.front.language = 'en';
  return draft.story(place, { format: 'html', text: paragraphs(words) });
}

/** Gives the words of a story with their lines, and whether the name of the agency stood at their end. */
function wordsIn(text: string): { words: string; hasSignature: boolean } {
  const body = partOf(text, 'BODY') ?? text.replace(/<(TITLE|AUTHOR|DATELINE)>[\s\S]*?<\/\1>/gu, '');
  const words = decoded(body)
    .replace(/^[ \t]*\*{2,}[ \t]*/gmu, '')
    .trimEnd();
  const ended = words.replace(/\n[ \t]*reuters?[ \t.]*$/iu, '');
  // What the makers of the corpus put in the place of a text.
  const isFiller = /^\s*blah blah\.?\s*$/iu.test(ended);
  return { words: isFiller ? '' : ended, hasSignature: ended !== words };
}

const INDENT = /^(?: {3,}|\t)\S/u;
/** Columns are divided by three spaces or more. */
const COLUMNS = /\S(?: {3,}|\t)\S/u;

/** A paragraph begins with an indent; lines with columns stay as they are. */
function paragraphs(words: string): string {
  const blocks: { readonly isTable: boolean; readonly lines: string[] }[] = [];
  for (const line of words.split('\n')) {
    const last = blocks.at(-1);
    const isTable = COLUMNS.test(line.trim());
    if (line.trim() === '') blocks.push({ isTable: false, lines: [] });
    else if (isTable && last?.isTable === true) last.lines.push(line.trimEnd());
    else if (isTable || last === undefined || last.isTable || INDENT.test(line))
      blocks.push({ isTable, lines: [isTable ? line.trimEnd() : line.trim()] });
    else last.lines.push(line.trim());
  }
  return blocks
    .filter(({ lines }) => lines.length > 0)
    .map(({ isTable, lines }) =>
      isTable
        ? `<pre>${escapeHtml(lines.join('\n'))}</pre>`
        : `<p>${escapeHtml(lines.join(' ').replace(/\s+/gu, ' '))}</p>`,
    )
    .join('\n');
}

/** Dates have notes of the makers of the corpus behind them, and hours that no clock has. */
function setDate(draft: Draft, part: string): void {
  const line = lineOf(part);
  const read = readLeadingDate(line);
  if (read === undefined) return;
  const isCut = line.length > read.length && read.date.how === undefined;
  draft.front.date = read.date.date;
  draft.took('DATE', 'date', [isCut ? 'cut to a day, since what follows is no time' : read.date.how]);
}

const DAY = /[\s,]*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b[\s–-]*$/iu;

function setDateline(draft: Draft, part: string | undefined): void {
  if (part === undefined) return;
  const line = lineOf(part).slice(0, 300);
  const place = line
    .replace(/[\s–-]+$/u, '')
    .replace(DAY, '')
    .replace(/[\s,–-]+$/u, '');
  if (place === '') draft.dropped('DATELINE', line === '' ? 'it is empty' : 'it names a day and no place');
  else {
    draft.front.dateline = place;
    draft.took('DATELINE', 'dateline', [place === line ? undefined : 'cut to its place']);
  }
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
