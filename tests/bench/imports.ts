/** Brings real archives in, and puts what came of each into the README: `node tests/bench/imports.ts 'NAME=FORMAT:PATH'…`. Rows of other names stay. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isEmptyWay, type Totals } from '../../src/importers/loss-report.ts';
import type { SkipReason } from '../../src/importers/foreign.ts';
import { measure } from './measure.ts';

/** What came of one archive. */
interface Row {
  readonly name: string;
  readonly format: string;
  readonly items: number;
  readonly stories: number;
  readonly drafts: number;
  readonly reasons: Totals['reasons'];
  readonly review: Totals['review'];
  /** Fields with something in them that were left out, by why; the most frequent first. */
  readonly dropped: readonly { readonly why: string; readonly count: number }[];
  /** Seconds. */
  readonly wall: number;
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  readonly pages: number;
}

const ROOT = join(import.meta.dirname, '..', '..');
const PUBLISHED = join(import.meta.dirname, 'imports.json');
const README = join(ROOT, 'README.md');
const [BEGIN, END] = ['<!-- imports -->', '<!-- /imports -->'];
const MAIN = join(ROOT, 'src/cli/main.ts');

const REASONS: Readonly<Record<SkipReason, string>> = {
  unreadable: 'unreadable',
  empty: 'no words',
  undated: 'no date',
  'not-a-story': 'no story',
  superseded: 'older version',
  duplicate: 'the same as another',
  cancelled: 'cancelled',
  foreign: 'others’',
};

function dateline(...args: readonly string[]): string {
  return execFileSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: 'pipe' });
}

/** Imports, checks, builds, imports again, exports, and imports that. Throws where anything is not as it has to be. */
async function bring(name: string, format: string, path: string): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  const at = (file: string): string => join(folder, file);
  try {
    const args = [MAIN, 'import', format, path, '--into', at('content'), '--json'];
    const { wall, cpu = 0, memory = 0 } = await measure({ file: process.execPath, args }, at('log'));
    const { totals } = JSON.parse(readFileSync(at('log'), 'utf8')) as { totals: Totals };
    const { inputs, stories, drafts, skipped, reasons, review, fields } = totals;
    if (inputs !== stories + drafts + skipped) throw new Error(`${name}: not every item is accounted for.`);
    // Ends with another code where there is an error.
    dateline('check', '--content', at('content'), '--cache', at('cache'), '--json');
    const built = JSON.parse(
      dateline('build', '--content', at('content'), '--cache', at('cache'), '--out', at('out'), '--json'),
    ) as { pages: { total: number } };
    const again = JSON.parse(dateline(...args.slice(1))) as { files: { written: number } };
    if (again.files.written !== 0) throw new Error(`${name}: the second import wrote ${again.files.written} files.`);
    dateline('export', at('export.jsonl'), '--content', at('content'));
    dateline('import', 'dateline', at('export.jsonl'), '--into', at('content-again'));
    compare(at('content'), at('content-again'));
    const dropped = new Map<string, number>();
    for (const way of fields)
      if (way.fate === 'dropped' && !isEmptyWay(way)) dropped.set(way.how, (dropped.get(way.how) ?? 0) + way.count);
    return {
      ...{ name, format, items: inputs, stories, drafts, reasons, review },
      dropped: [...dropped].map(([why, count]) => ({ why, count })).sort((one, other) => other.count - one.count),
      ...{ wall, cpu, memory, pages: built.pages.total },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .filter((path) => !path.startsWith('/.imports'))
    .sort();
}

function compare(one: string, other: string): void {
  const paths = filesOf(one);
  if (paths.join('\n') !== filesOf(other).join('\n')) throw new Error(`${one} and ${other} have other files.`);
  for (const path of paths)
    if (!readFileSync(join(one, path)).equals(readFileSync(join(other, path))))
      throw new Error(`${path} is not the same after export and import.`);
}

const figures = new Intl.NumberFormat('en-GB');

function cellsOf({
  name,
  format,
  items,
  stories,
  drafts,
  reasons,
  review,
  dropped,
  wall,
  memory,
  pages,
}: Row): string[] {
  const of = (counts: Readonly<Record<string, number>>, label: (key: string) => string): string =>
    Object.entries(counts)
      .map(([key, count]) => label(`${figures.format(count)} ${key}`))
      .join(', ');
  const sum = dropped.reduce((total, { count }) => total + count, 0);
  const most = dropped.slice(0, 3).map(({ why, count }) => `${why} (${figures.format(count)})`);
  const named = Object.fromEntries(
    Object.entries(reasons).map(([reason, count]) => [REASONS[reason as SkipReason], count]),
  );
  return [
    `${name} (${format})`,
    ...[items, stories, drafts].map((number) => figures.format(number)),
    of(named, (text) => text) || '0',
    of(review, (text) => text) || 'none',
    [figures.format(sum), ...(most.length > 0 ? [most.join('; ')] : [])].join(': '),
    wall.toFixed(1),
    `${Math.round(memory / 2 ** 20)} MiB`,
    figures.format(pages),
  ];
}

const HEAD = ['archive', 'items', 'stories', 'drafts', 'skipped', 'review marks'];
const MORE = ['fields dropped, most often because', 'seconds', 'memory', 'pages built'];

/** Puts the table between its marks, before what is said of it. */
function withTable(readme: string, rows: readonly Row[]): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The README has no mark ${BEGIN} … ${END}.`);
  const lines = [
    [...HEAD, ...MORE],
    ['---', '---:', '---:', '---:', '---', '---', '---', '---:', '---:', '---:'],
    ...rows.map(cellsOf),
  ];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `${readme.slice(0, from + BEGIN.length)}\n\n${table}\n\n${readme.slice(to)}`;
}

const rows = new Map(
  (JSON.parse(readFileSync(PUBLISHED, 'utf8')) as Row[]).map((row): [string, Row] => [row.name, row]),
);
for (const argument of process.argv.slice(2)) {
  const [, name = '', format = '', path = ''] = /^(.+?)=([a-z]+):(.+)$/su.exec(argument) ?? [];
  const row = await bring(name, format, path);
  rows.set(name, row);
  console.log(cellsOf(row).join(' | '));
  writeFileSync(PUBLISHED, `${JSON.stringify([...rows.values()], null, 2)}\n`);
}
writeFileSync(README, withTable(readFileSync(README, 'utf8'), [...rows.values()]));
