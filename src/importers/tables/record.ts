/** Records of a table, or of lines of JSON, to stories: columns by their names, as people name them, or by a map. */
import { isWebAddress } from '../../model/fields.ts';
import { shortened } from '../body/words.ts';
import type { DraftBody, DraftFront, ImportOptions, Item, ItemPlace } from '../foreign.ts';
import { cleanNames, splitByline, splitList } from '../items/bylines.ts';
import { type DateOrder, type ForeignDate, isLater, readForeignDate } from '../items/foreign-date.ts';
import { asList, asText, isObject } from '../items/foreign-json.ts';
import { readLanguage } from '../items/language.ts';
import { Ledger } from '../items/ledger.ts';

/** A record: its columns in their order, each with what stands in it. */
export type Columns = readonly (readonly [column: string, value: unknown])[];

/** Columns by the field that they give, in the order in which they are preferred, as written without spaces, marks and accents. */
const COLUMNS = {
  title:
    'title headline head heading name titel titulo titre titolo überschrift заголовок العنوان 标题 posttitle articletitle newstitle pagetitle webtitle hed',
  date: 'date published publishedat publishdate publisheddate publishedon datepublished datepublication publicationdate pubdate publicationtime publishedtime publishtime firstpublished firstpublicationdate webpublicationdate postdate postdategmt articledate newsdate displaydate created createdat createdon datecreated creationdate timestamp time datetime day datum fecha data дата 日期 التاريخ year',
  updated:
    'updated updatedat updatedon dateupdated modified modifiedat datemodified lastmodified lastupdated postmodified postmodifiedgmt',
  event: 'event eventdate dateofevent',
  body: 'body bodyhtml html contenthtml bodyxhtml content text articlebody articletext bodytext fulltext maintext article story postcontent markdown contenttext contentmarkdown contentraw rawcontent story_text transcript copy inhalt contenido contenu testo texto текст النص 正文 内容',
  summary:
    'summary description abstract excerpt standfirst lead lede dek deck teaser subtitle subhead subheadline subheading intro shortdescription metadescription postexcerpt trailtext resumen',
  section: 'section category desk rubric channel vertical sectionname newsdesk categoryname postcategory ressort',
  type: 'type kind articletype',
  authors:
    'authors author byline by writer writers creator reporter reporters journalist authorname postauthor autor auteur autore автор contributors',
  dateline: 'dateline filedfrom located',
  topics: 'topics topic tags tag keywords keyword subjects subject labels label newskeywords posttags',
  people: 'people person persons names',
  organizations: 'organizations organization organisations organisation orgs companies company',
  places: 'places place location locations city country cities countries geo',
  series: 'series collection',
  url: 'url link permalink canonical canonicalurl address source_url sourceurl articleurl weburl uri href guid',
  publisher: 'publisher source sourcename outlet publication newspaper site sitename provider domain website',
  language: 'language lang locale languagecode inlanguage',
  status: 'status state poststatus',
  embargo: 'embargo embargoed embargoeduntil embargountil',
  slug: 'slug postname urlslug',
  id: 'id articleid storyid postid uuid guid newsid docid documentid',
} as const;

type Field = keyof typeof COLUMNS;

/** Fields that `--map` may name; `body` is the text, `url` and `publisher` are those of `original`. */
export const MAPPED_FIELDS = Object.keys(COLUMNS) as readonly Field[];

const KNOWN: ReadonlyMap<string, { readonly field: Field; readonly rank: number }[]> = byColumn();

function byColumn(): Map<string, { readonly field: Field; readonly rank: number }[]> {
  const known = new Map<string, { readonly field: Field; readonly rank: number }[]>();
  for (const field of MAPPED_FIELDS)
    for (const [rank, name] of COLUMNS[field].split(' ').entries()) {
      const key = plainName(name);
      known.set(key, [...(known.get(key) ?? []), { field, rank }]);
    }
  return known;
}

function plainName(column: string): string {
  return column
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Tells how many columns of a table are known by their names. */
export function knownColumns(columns: readonly string[]): number {
  return columns.filter((column) => KNOWN.has(plainName(column))).length;
}

interface Cell {
  readonly column: string;
  readonly value: unknown;
}

/** What the records of a file are read with. */
export interface RecordOptions extends ImportOptions {
  /** Whether day or month comes first, where the file shows it. */
  readonly order?: DateOrder | undefined;
}

/** Makes the story of a record. */
export function recordToItem(place: ItemPlace, record: Columns, options: RecordOptions): Item {
  const ledger = new Ledger();
  const cells = assign(record, options, ledger);
  const front: DraftFront = {};
  let body: DraftBody | undefined;
  let slug: string | undefined;
  const address = textOf(cells.get('url')?.value);
  for (const field of MAPPED_FIELDS) {
    const cell = cells.get(field);
    if (!cell) continue;
    if (field === 'body') body = bodyOf(cell, address, ledger);
    else if (field === 'slug') {
      slug = textOf(cell.value);
      if (slug === undefined) ledger.dropped(cell.column, 'it is no text', quoted(cell.value));
      else ledger.kept(cell.column, 'slug');
    } else fill(front, field, cell, ledger, options);
  }
  const name =
    front.title ??
    textOf(cells.get('id')?.value) ??
    address ??
    `record ${String(place.item ?? place.line ?? '')}`.trim();
  if (body === undefined && front.title === undefined)
    return { kind: 'skipped', place, name, reason: 'empty', message: 'The record has neither a title nor a text.' };
  if (front.date === undefined)
    return { kind: 'skipped', place, name, reason: 'undated', message: undatedMessage(cells.get('date')) };
  return {
    kind: 'story',
    place,
    name,
    front,
    body: body ?? { format: 'text', text: '' },
    ...(slug !== undefined && { slug }),
    fates: inOrder(record, ledger),
  };
}

function undatedMessage(cell: Cell | undefined): string {
  return cell
    ? `What stands in ${cell.column} (${JSON.stringify(cell.value).slice(0, 60)}) is no date.`
    : 'No column gives a date.';
}

function inOrder(record: Columns, ledger: Ledger): Ledger['fates'] {
  const order = new Map(record.map(([column], index) => [column, index]));
  return ledger.fates.toSorted((one, other) => (order.get(one.field) ?? 0) - (order.get(other.field) ?? 0));
}

/** Gives each field the column that says most of it; the others, and those of no field, are dropped. */
function assign(record: Columns, { map = {} }: RecordOptions, ledger: Ledger): Map<Field, Cell> {
  const best = new Map<Field, { cell: Cell; rank: number }>();
  const used = new Map<string, Field>();
  for (const [column, value] of record) {
    if (isEmpty(value)) {
      ledger.dropped(
        column,
        value === undefined ? 'the map names it, and the table has no such column' : 'it is empty',
      );
      continue;
    }
    const target = map[column];
    if (target !== undefined) {
      const field = MAPPED_FIELDS.find((one) => one === target);
      if (target === '' || target === '-') ledger.dropped(column, 'the map says so');
      else if (!field) ledger.dropped(column, `the map gives it to ${target}, which is no field`);
      else if (best.get(field)?.rank === -1)
        ledger.dropped(column, `the map gives ${field} to ${best.get(field)?.cell.column ?? 'another column'} too`);
      else {
        best.set(field, { cell: { column, value }, rank: -1 });
        used.set(column, field);
      }
    }
  }
  for (const [column, value] of record) {
    if (map[column] !== undefined || isEmpty(value)) continue;
    for (const { field, rank } of KNOWN.get(plainName(column)) ?? KNOWN.get(plainName(lastPart(column))) ?? []) {
      const known = best.get(field);
      if (known && known.rank <= rank) continue;
      // A second meaning (guid: address or id) is for what the first leaves.
      if (used.has(column) || !suits(field, value)) continue;
      if (known) used.delete(known.cell.column);
      best.set(field, { cell: { column, value }, rank });
      used.set(column, field);
    }
  }
  for (const [column, value] of record) {
    if (used.has(column) || isEmpty(value) || ledger.has(column)) continue;
    const [meaning] = KNOWN.get(plainName(column)) ?? KNOWN.get(plainName(lastPart(column))) ?? [];
    const other = meaning && best.get(meaning.field);
    if (other) ledger.dropped(column, `${other.cell.column} gives ${meaning.field} already`, quoted(value));
    else ledger.dropped(column, 'no field of a story is known by this name (--map can give it one)', quoted(value));
  }
  return new Map([...best].map(([field, { cell }]) => [field, cell]));
}

/** In nested objects the last name tells: `meta.title`, but not `image.title`. */
function lastPart(column: string): string {
  const parts = column.split('.');
  if (parts.length === 1) return column;
  const outer = plainName(parts.at(-2) ?? '');
  const last = parts.at(-1) ?? '';
  if (/^(?:rendered|name|value|text|title|\$date|\$oid)$/u.test(last) && KNOWN.has(outer)) return outer;
  return /^(?:meta|metadata|article|story|post|attributes|fields|data|source|item|content|doc|document|node|yoast|parsely)$/u.test(
    outer,
  )
    ? last
    : '';
}

function suits(field: Field, value: unknown): boolean {
  if (field === 'url') return isWebAddress(textOf(value) ?? '');
  if (field === 'date' || field === 'updated') return readDate(textOf(value) ?? '', {}) !== undefined;
  if (field === 'type') return TYPES.has(textOf(value) ?? '');
  return true;
}

const TYPES: ReadonlySet<string> = new Set(['news', 'analysis', 'opinion', 'live', 'document']);

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return /^\s*(?:null|none|nan|n\/a|\\N)?\s*$/iu.test(value);
  return Array.isArray(value) && value.length === 0;
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 1 ? textOf(value[0]) : undefined;
  return asText(value);
}

/** Gives a text on one line; cells of tables often hold breaks and markup. */
function lineOf(value: unknown): string | undefined {
  return textOf(value)
    ?.replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** The names of a list, and what of it is none or more than that. */
interface Names {
  readonly names: readonly string[];
  /** Completes the sentence “it was …”. */
  readonly how: string;
}

function namesIn(value: unknown, split: (text: string) => string[]): Names {
  if (typeof value === 'string') return { names: split(value), how: 'read as a list of names' };
  const entries = asList(value);
  const names = entries.map((one) => {
    if (!isObject(one)) return asText(one);
    return asText(one['name'] ?? one['title'] ?? one['label'] ?? one['term'] ?? one['value'] ?? one['slug']);
  });
  const nameless = entries.filter((_one, at) => names[at] === undefined);
  const isCut = entries.some((one) => isObject(one) && Object.keys(one).length > 1);
  const how = [
    isCut ? 'cut to a list of names' : 'read as a list of names',
    ...(nameless.length > 0 ? [`freed of what has no name: “${nameless.map(quoted).join(', ')}”`] : []),
  ];
  return { names: cleanNames(names.filter((name) => name !== undefined)), how: how.join('; ') };
}

/** UTF-16 units of a value that the report quotes. */
const LONGEST_QUOTED = 160;

function quoted(value: unknown): string {
  return shortened(asText(value) ?? JSON.stringify(value), LONGEST_QUOTED);
}

/** Days of spreadsheets are numbered from the last day but one of 1899; these are 1954 to 2064. */
const SPREADSHEET = { epoch: Date.UTC(1899, 11, 30), first: 20_000, last: 60_000 } as const;
const DAY_IN_MS = 86_400_000;

function readDate(text: string, { language, order }: Partial<RecordOptions>): ForeignDate | undefined {
  const found = readForeignDate(text, { language, order });
  if (found || !/^\d{5}(?:\.\d+)?$/u.test(text)) return found;
  const number = Math.floor(Number(text));
  if (number < SPREADSHEET.first || number > SPREADSHEET.last) return undefined;
  const date = new Date(SPREADSHEET.epoch + number * DAY_IN_MS).toISOString().slice(0, 10);
  return { date, precision: 'day', how: NUMBERED };
}

const NUMBERED = 'reckoned as the number of a day, as spreadsheets have it';

/** Tells whether a date leaves open which day it is. */
function isGuess({ precision, other, how }: ForeignDate): boolean {
  return other !== undefined || precision === 'month' || precision === 'year' || how === NUMBERED;
}

function fill(front: DraftFront, field: Field, { column, value }: Cell, ledger: Ledger, options: RecordOptions): void {
  const { language } = options;
  const line = lineOf(value);
  switch (field) {
    case 'title':
    case 'summary':
    case 'section':
    case 'dateline': {
      const words = line ?? namesIn(value, splitList).names[0];
      if (words === undefined) {
        ledger.dropped(column, 'it is no text', quoted(value));
        return;
      }
      front[field] = words;
      if (words === value) ledger.kept(column, field);
      else if (line !== undefined) ledger.changed(column, field, 'put on one line');
      else ledger.changed(column, field, `cut to the first of several: “${quoted(value)}”`);
      return;
    }
    case 'date':
    case 'updated':
    case 'event':
    case 'embargo': {
      const found = line === undefined ? undefined : readDate(line, options);
      if (!found) {
        ledger.dropped(column, 'it is no date', quoted(value));
        return;
      }
      if (field === 'embargo' && found.date.length === 10) {
        ledger.dropped(column, 'an embargo needs a time with its zone', quoted(value));
        return;
      }
      const date = field === 'event' ? found.date.slice(0, 10) : found.date;
      if (field === 'updated' && typeof front.date === 'string' && isLater(front.date, date)) {
        ledger.dropped(column, 'it is before the date', quoted(value));
        return;
      }
      front[field] = date;
      if (isGuess(found))
        ledger.proposed(
          column,
          field,
          `${found.how ?? 'read'}${found.other === undefined ? '' : `, and can be “${found.other}”`}`,
        );
      else if (found.how === undefined && date === line) ledger.kept(column, field);
      else ledger.changed(column, field, found.how ?? 'written as RFC 3339 has it');
      return;
    }
    case 'authors':
    case 'topics':
    case 'people':
    case 'organizations':
    case 'places': {
      const { names, how } = namesIn(value, field === 'authors' ? splitByline : splitList);
      if (names.length === 0) {
        ledger.dropped(column, 'it holds no names', quoted(value));
        return;
      }
      front[field] = names.map((name) => ({ name }));
      if (names.length === 1 && names[0] === value) ledger.kept(column, field);
      else ledger.changed(column, field, how);
      return;
    }
    case 'series':
      if (line === undefined) ledger.dropped(column, 'it is no text', quoted(value));
      else {
        front.series = { name: line };
        ledger.kept(column, field);
      }
      return;
    case 'type': {
      const type = (['news', 'analysis', 'opinion', 'live', 'document'] as const).find(
        (one) => one === line?.toLowerCase(),
      );
      if (!type) ledger.dropped(column, 'it is no kind of text that is told apart here', quoted(value));
      else {
        front.type = type;
        ledger.kept(column, field);
      }
      return;
    }
    case 'language':
      fillLanguage(front, column, line, ledger, language);
      return;
    case 'status':
      fillStatus(front, column, line, ledger);
      return;
    case 'id':
      if (line === undefined) ledger.dropped(column, 'it is no text', quoted(value));
      else {
        front.id = line;
        ledger.kept(column, 'id');
      }
      return;
    case 'url':
      if (line === undefined || !isWebAddress(line)) ledger.dropped(column, 'it is no http(s) address', quoted(value));
      else {
        front.original = { ...front.original, url: line };
        ledger.kept(column, 'original.url');
      }
      return;
    case 'publisher':
      if (line === undefined) ledger.dropped(column, 'it is no text', quoted(value));
      else if (front.original) {
        front.original = { ...front.original, publisher: line };
        ledger.kept(column, 'original.publisher');
      } else ledger.dropped(column, 'a publisher is kept beside an address, and there is none', line);
      return;
    case 'body':
    case 'slug':
  }
}

function fillLanguage(front: DraftFront, column: string, line: string | undefined, ledger: Ledger, own: string): void {
  const language = readLanguage(line);
  if (language === undefined) ledger.dropped(column, 'it is no language tag', line);
  else if (language === own) ledger.kept(column, 'language');
  else {
    front.language = language;
    if (language === line) ledger.kept(column, 'language');
    else ledger.changed(column, 'language', `written as ${language}`);
  }
}

function fillStatus(front: DraftFront, column: string, line: string | undefined, ledger: Ledger): void {
  const word = line?.toLowerCase() ?? '';
  if (/^(?:publish|published|live|public|final|ready|usable|posted|1|true)$/u.test(word)) {
    ledger.kept(column, 'status');
  } else {
    front.status = 'draft';
    ledger.changed(column, 'status', `read as draft: ${word} does not say that it was published`);
  }
}

const TAGS = /<(?:p|br|div|h[1-6]|ul|ol|li|a|em|strong|b|i|blockquote|span|figure|img|table)(?:\s[^<>]*)?\/?>/iu;

/** Gives a text whose form is told by its column's name or by tags in it. */
function bodyOf({ column, value }: Cell, address: string | undefined, ledger: Ledger): DraftBody | undefined {
  const all = asList(value);
  const text = all.flatMap((part) => asText(part) ?? []).join('\n\n');
  if (text === '') {
    ledger.dropped(column, 'it is no text', quoted(value));
    return undefined;
  }
  const others = all.filter((part) => asText(part) === undefined && !isEmpty(part));
  const format = /markdown|\bmd\b/iu.test(column) ? 'markdown' : TAGS.test(text) ? 'html' : 'text';
  if (others.length === 0) ledger.kept(column, 'body');
  else ledger.changed(column, 'body', `freed of what is no text: “${others.map(quoted).join(', ')}”`);
  return { format, text, ...(address !== undefined && isWebAddress(address) && { base: address }) };
}
