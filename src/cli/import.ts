import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { styleText } from 'node:util';
import type { Importer, Input } from '../importers/foreign.ts';
import { adviceOn, headOf } from '../importers/bytes/file-head.ts';
import { FORMATS, importerOf, recognize } from '../importers/importers.ts';
import { listInput } from '../importers/input.ts';
import { summaryOf, toJsonLines, toText, toPlace, totalsOf, type Totals } from '../importers/loss-report.ts';
import { MAPPED_FIELDS } from '../importers/tables/record.ts';
import { runImport, type Imported } from '../importers/run.ts';
import { language } from '../model/fields.ts';
import { suggest } from '../reading/suggest.ts';
import { textOf, UsageError, type Command, type Flags } from './command.ts';
import { toLossPageOf } from './loss-page.ts';
import { pathFromHere, printable, printJson, progressLine } from './report.ts';
import { writeWhole } from './write-whole.ts';

const REPORTS = ['.json', '.txt', '.html'];
/** Items that could not be read and are named on standard error. */
const MOST_NAMED = 20;

export const importCommand: Command = {
  name: 'import',
  summary: 'a foreign archive into Markdown stories, with a report of what became of every field',
  args: 'FORMAT INPUT',
  flags: {
    into: { value: 'DIR', help: 'Content folder to write into (default: that of --content).' },
    report: { value: 'FILE', help: 'Write what became of every field: .html, .txt, or .json (JSON Lines).' },
    map: { value: 'FILE', help: 'JSON that gives front-matter fields by column, for tables.' },
    language: { value: 'TAG', help: 'Language of the archive (BCP 47), where it does not say.' },
    'dry-run': { help: 'Write no story, and tell what would be written.' },
  },
  async run(flags, [format = '', path = '']) {
    const report = reportOf(flags);
    const tag = languageOf(flags);
    const map = mapOf(flags);
    const into = resolve(textOf(flags, 'into') ?? textOf(flags, 'content') ?? 'content');
    const input = inputOf(path);
    const importer = await importerFor(format, input);
    if (!importer) {
      const [first] = input.files;
      const advice = first && adviceOn(await headOf(first));
      console.error(`No format recognizes ${pathFromHere(path)}. ${advice ?? `Name one: ${FORMATS.join(', ')}.`}`);
      return 1;
    }
    let imported: Imported;
    try {
      imported = await runImport({
        importer,
        input,
        into,
        isDry: flags['dry-run'] === true,
        ...(tag !== undefined && { language: tag }),
        ...(map !== undefined && { map }),
        ...(flags['json'] !== true && { onProgress: progressLine() }),
      });
    } catch (error) {
      const told = toBreak(error, pathFromHere(into));
      if (told === undefined) throw error;
      console.error(printable(told));
      return 1;
    }
    try {
      const totals = totalsOf(imported.outcomes());
      if (report !== undefined) writeWhole(report, piecesOf(report, imported, totals));
      print(flags, imported, totals, report);
      return totals.inputs === 0 ? 1 : 0;
    } finally {
      imported.close();
    }
  },
};

/** SQLITE_FULL (https://www.sqlite.org/rescode.html). */
const SQLITE_FULL = 13;

/** Says what the system refused while stories were written, and what to do; undefined for any other fault. */
function toBreak(error: unknown, into: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && Number(error.errcode) === SQLITE_FULL)
    return 'There is no room for what the import notes while it runs. Let TMPDIR name a folder with more of it, and run the command again.';
  if (!('syscall' in error) || !('code' in error)) return undefined;
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  const advice = isFull
    ? 'Make room, and run the same command again: it goes on where it was broken off.'
    : `Let --into name a folder that can be written, in the place of ${into}.`;
  return `The system refused: ${error.message}. ${advice}`;
}

function print(flags: Flags, imported: Imported, totals: Totals, report: string | undefined): void {
  let named = 0;
  for (const outcome of imported.outcomes()) {
    if (outcome.reason !== 'unreadable') continue;
    named += 1;
    if (named > MOST_NAMED) break;
    console.error(styleText('yellow', printable(`${toPlace(outcome)}  unreadable  ${outcome.message ?? ''}`)));
  }
  const { format, input, files, left } = imported;
  if (flags['json'] === true) {
    printJson({ format, input, totals, files, left, ...(report !== undefined && { report: pathFromHere(report) }) });
    return;
  }
  for (const line of summaryOf(imported, totals)) console.log(printable(line));
  if (totals.inputs === 0) console.log('The input holds no items of this format.');
  if (report !== undefined) console.log(`The report stands in ${pathFromHere(report)}.`);
}

function piecesOf(report: string, imported: Imported, totals: Totals): Iterable<string> {
  switch (extname(report).toLowerCase()) {
    case '.html':
      return toLossPageOf(imported, totals);
    case '.txt':
      return toText(imported, totals);
    default:
      return toJsonLines(imported, totals);
  }
}

async function importerFor(format: string, input: Input): Promise<Importer | undefined> {
  if (format === 'auto') return recognize(input);
  const importer = await importerOf(format);
  if (importer) return importer;
  const near = suggest(format, FORMATS);
  throw new UsageError(
    `There is no format ${format}. ${near === undefined ? `Formats: ${FORMATS.join(', ')}, or auto.` : `Did you mean ${near}?`}`,
  );
}

function inputOf(path: string): Input {
  try {
    return listInput(path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new UsageError(`${path} cannot be read (${String(error.code)}).`);
  }
}

function reportOf(flags: Flags): string | undefined {
  const file = textOf(flags, 'report');
  if (file !== undefined && !REPORTS.includes(extname(file).toLowerCase()))
    throw new UsageError(`--report ${file} has to end in ${REPORTS.join(', ')}.`);
  return file === undefined ? undefined : resolve(file);
}

function languageOf(flags: Flags): string | undefined {
  const tag = textOf(flags, 'language');
  if (tag !== undefined && !language.safeParse(tag).success)
    throw new UsageError(`--language ${tag} is not a language tag (BCP 47) such as en, hi or pt-BR.`);
  return tag;
}

/** A column without a field is left out. */
function isMapped(field: string): boolean {
  return field === '' || field === '-' || (MAPPED_FIELDS as readonly string[]).includes(field);
}

function mapOf(flags: Flags): Readonly<Record<string, string>> | undefined {
  const file = textOf(flags, 'map');
  if (file === undefined) return undefined;
  const refuse = (why: string) => new UsageError(`--map ${file} ${why}${why.endsWith('?') ? '' : '.'}`);
  let map: unknown;
  try {
    map = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse('is not JSON');
    if (error instanceof Error && 'code' in error) throw refuse(`cannot be read (${String(error.code)})`);
    throw error;
  }
  if (typeof map !== 'object' || map === null || Array.isArray(map)) throw refuse('is not an object of texts');
  const entries = Object.entries(map).map(([column, field]): [string, string] => {
    if (typeof field !== 'string') throw refuse('is not an object of texts');
    if (!isMapped(field)) {
      const near = suggest(field, MAPPED_FIELDS);
      throw refuse(
        `gives ${column} to ${field}, which is no field. ${near === undefined ? `Fields: ${MAPPED_FIELDS.join(', ')}; - leaves a column out` : `Did you mean ${near}?`}`,
      );
    }
    return [column, field];
  });
  return Object.fromEntries(entries);
}
