/** Tables in CSV (RFC 4180) and its relatives, whose first line names the columns. */
import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { shortened } from '../body/words.ts';
import { readText } from '../bytes/byte-stream.ts';
import { headOf } from '../bytes/file-head.ts';
import type { Importer, ImportOptions, Input, InputFile, Item, SkippedItem } from '../foreign.ts';
import { orderOf } from '../items/date-order.ts';
import { knownColumns, recordToItem } from './record.ts';

const SAMPLE = 65_536;
/** Characters that one record may have: more than any story has. */
const LONGEST_RECORD = 8 * 1024 * 1024;
const NAME = /\.(?:csv|tsv|tab)$/iu;

/** Tables of stories, one a line, with the names of the columns in the first. */
export const csv: Importer = {
  format: 'csv',
  title: 'CSV: a table, one story a row',
  recognizes: async ({ files, isFolder }) => {
    const tables = files.filter(({ path }) => NAME.test(path));
    const [first] = tables;
    if (!first || (isFolder && tables.length < files.length / 2)) return 0;
    const sample = await headOf(first, SAMPLE);
    return knownColumns(headerOf(sample)) >= 2 ? 0.9 : 0.6;
  },
  items: async function* (input, options) {
    for (const file of filesOf(input)) yield* rowsOf(file, options);
  },
};

function filesOf({ files, isFolder }: Input): readonly InputFile[] {
  return isFolder ? files.filter(({ path }) => NAME.test(path)) : files;
}

function headerOf(sample: string): string[] {
  const delimiter = delimiterOf(sample);
  const [line = ''] = sample.split(/\r\n|\n|\r/u);
  return line.split(delimiter).map((cell) => cell.replace(/^"|"$/gu, ''));
}

/** Gives the sign that parts the first rows of a sample most evenly. */
function delimiterOf(sample: string): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', ';', '\t', '|']) {
    const widths = widthsOf(sample, delimiter);
    const [header = 1] = widths;
    if (header < 2) continue;
    const even = widths.filter((width) => width === header).length / widths.length;
    const score = even * Math.min(header, 50) ** 0.5;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Counts the cells of each of the first rows; the last row of a sample may be cut and does not count. */
function widthsOf(sample: string, delimiter: string): number[] {
  const widths: number[] = [];
  let width = 1;
  let isQuoted = false;
  let isStart = true;
  for (const sign of sample) {
    if (isQuoted) isQuoted = sign !== '"';
    else if (sign === '"' && isStart) isQuoted = true;
    else if (sign === delimiter) width += 1;
    else if (sign === '\n' || sign === '\r') {
      if (width > 1 || !isStart) widths.push(width);
      width = 1;
    }
    isStart = isQuoted || sign === delimiter || sign === '\n' || sign === '\r' || sign === '"';
    if (widths.length >= 20) break;
  }
  return widths.length > 0 ? widths : [width];
}

interface Row {
  readonly record: string[];
  readonly info: { readonly lines: number };
  readonly raw: string;
}

async function* rowsOf(file: InputFile, options: ImportOptions): AsyncGenerator<Item> {
  const skipped: SkippedItem[] = [];
  let openUntil: number | undefined;
  const refuse = (line: number, message: string, name = `line ${String(line)}`): SkippedItem => ({
    kind: 'skipped',
    place: { file: file.path, line },
    name,
    reason: 'unreadable',
    message,
  });
  const sample = await headOf(file, SAMPLE);
  if (sample.includes('\0')) {
    yield refuse(1, 'The file holds bytes that no text holds.', file.path);
    return;
  }
  const order = await orderOf(file, sample);
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(sample),
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_RECORD,
    on_skip: (error: CsvError | undefined) => {
      const line = Number(error?.['lines'] ?? 0);
      if (error?.code === 'CSV_QUOTE_NOT_CLOSED') openUntil = line;
      else skipped.push(refuse(line, `The row cannot be read: ${error?.message ?? 'its quoting is broken'}.`));
      return undefined;
    },
  });
  const source = Readable.from(readText(file.absolute));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  const mapped = Object.keys(options.map ?? {});
  let header: string[] | undefined;
  let item = 0;
  let last = 1;
  try {
    for await (const row of parser as AsyncIterable<Row>) {
      while (skipped[0] && (skipped[0].place.line ?? 0) <= row.info.lines) yield* skipped.splice(0, 1);
      const { raw, info } = row;
      const line = Math.max(1, info.lines - breaksIn(raw));
      last = info.lines;
      if (!header) {
        const named = readHeader(row.record, options);
        if (named === undefined) {
          yield refuse(1, NAMELESS(row.record), file.path);
          return;
        }
        header = named.header;
        if (named.isAbove) continue;
      }
      item += 1;
      const columns = header;
      const record = withoutEmptyEnd(row.record, columns.length);
      if (record.length !== columns.length) {
        const isLong = info.lines > line + LONGEST_ROW && record.length < columns.length;
        yield refuse(
          line,
          `The row has ${counted(record.length, 'cell')}, and the first line names ${counted(columns.length, 'column')}.${
            isLong ? ` It goes on to line ${String(info.lines)}: a quotation mark in it may not be closed.` : ''
          }`,
        );
        continue;
      }
      yield recordToItem(
        { file: file.path, line, item },
        [
          ...record.map((cell, index) => [columns[index] ?? '', cell] as const),
          ...mapped.filter((column) => !columns.includes(column)).map((column) => [column, undefined] as const),
        ],
        { ...options, order },
      );
    }
    yield* skipped;
    if (openUntil !== undefined)
      yield refuse(
        last + 1,
        `A quotation mark is opened and never closed: lines ${String(last + 1)} to ${String(openUntil)} are one cell, and no row.`,
      );
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    yield* skipped;
    yield refuse(last, `The rest of the table cannot be read: ${error.message.replace(/\.$/u, '')}.`, file.path);
  } finally {
    source.destroy();
  }
}

/** Lines of a row that has no more than its text. */
const LONGEST_ROW = 20;
const counted = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? '' : 's'}`;
const NAMELESS = (cells: readonly string[]): string =>
  `No column of the first line (${cells.map((cell) => shortened(cell, 30)).join(', ')}) is known. Put a line with names above it, such as title,date,text, or give the columns fields with --map; without a line of names they are column 1, column 2 ….`;

/** Gives the names of the columns, and whether they stand above the table; undefined where nothing tells what they are. */
function readHeader(
  record: readonly string[],
  { map = {} }: ImportOptions,
): { readonly header: string[]; readonly isAbove: boolean } | undefined {
  const header = uniqueNames(record);
  if (knownColumns(header) > 0 || header.some((column) => column in map)) return { header, isAbove: true };
  const numbered = uniqueNames(record.map(() => ''));
  return numbered.some((column) => column in map) ? { header: numbered, isAbove: false } : undefined;
}

/** Some programs end rows with signs behind which nothing stands. */
function withoutEmptyEnd(record: readonly string[], columns: number): readonly string[] {
  return record.slice(columns).every((cell) => cell.trim() === '') ? record.slice(0, columns) : record;
}

function breaksIn(raw: string): number {
  return raw.replace(/(?:\r\n|\n|\r)$/u, '').match(/\r\n|\n|\r/gu)?.length ?? 0;
}

/** Gives every column a name of its own: `tag`, `tag (2)`; one without a name is called by its place. */
function uniqueNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.trim() === '' ? `column ${String(index + 1)}` : cell.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${String(count)})`;
  });
}
