/** Tables of results. */
import { type Result, resultOf, type Results } from './results.ts';
import type { SystemName } from './systems.ts';

const NAMES: Readonly<Record<SystemName, string>> = {
  dateline: 'Dateline, the same pages',
  'dateline-everything': 'Dateline, everything on',
  hugo: 'Hugo',
  eleventy: 'Eleventy',
};
const MEBIBYTE = 2 ** 20;
const HEAD = [
  '',
  'seconds',
  '× Hugo',
  '× Eleventy',
  'processor s',
  'memory',
  'pages',
  'pages drawn',
  'HTML',
  'heaviest page',
];

const seconds = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(1));
const megabytes = (bytes: number) => `${Math.round(bytes / MEBIBYTE)} MiB`;
const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const figures = new Intl.NumberFormat('en-GB');

/** Gives how many times a peer's full build a result took; empty where that was not measured. */
export function ratio(result: Result, peer: Result | undefined): string {
  if (!peer) return '';
  const times = result.wall / peer.wall;
  return times < 0.1 ? times.toFixed(3) : times.toFixed(2);
}

/** Gives the rows of a table for the results of one size and shape. */
function rowsOf(results: readonly Result[]): string[][] {
  const hugo = resultOf(results, 'hugo', 'full');
  const eleventy = resultOf(results, 'eleventy', 'full');
  const some = (value: number | undefined, write: (value: number) => string) =>
    value === undefined ? '' : write(value);
  return results.map((result) => [
    `${NAMES[result.system]}: ${result.step === 'full' ? 'full build' : result.step}`,
    seconds(result.wall),
    ratio(result, hugo),
    ratio(result, eleventy),
    some(result.cpu, seconds),
    some(result.memory, megabytes),
    figures.format(result.pages),
    some(result.rendered, (drawn) => figures.format(drawn)),
    some(result.bytes, megabytes),
    some(result.largest, kilobytes),
  ]);
}

/** Gives the results by size and shape, in the order in which they were measured. */
export function groupsOf(results: readonly Result[]): { title: string; results: Result[] }[] {
  const groups = Map.groupBy(results, ({ size, shape }) => {
    const stories = `${figures.format(size)} stories`;
    return shape === 'even' ? stories : `${stories}, many on one day, one topic and one person`;
  });
  return Array.from(groups, ([title, group]) => ({ title, results: group }));
}

/** Writes a table for a terminal. */
export function toText(results: readonly Result[]): string {
  const rows = [HEAD, ...rowsOf(results)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Writes a table in Markdown; columns in which nothing stands are left out. */
export function toMarkdownTable(results: readonly Result[]): string {
  const rows = rowsOf(results);
  const columns = HEAD.flatMap((_, column) => (column === 0 || rows.some((row) => row[column] !== '') ? [column] : []));
  const line = (row: readonly string[]) => `| ${columns.map((column) => row[column] ?? '').join(' | ')} |`;
  const rule = `|${columns.map((column) => (column === 0 ? ' --- ' : ' ---: ')).join('|')}|`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}

/** Says on which machine the results were taken, and with which versions. */
export function machineOf({ machine, versions }: Results): string {
  const systems = Object.entries(versions)
    .filter(([name]) => name === 'hugo' || name === 'eleventy')
    .map(([name, version]) => `${NAMES[name as SystemName]} ${version}`);
  const memory = `${Math.round(machine.memory / 2 ** 30)} GiB`;
  return [
    `${machine.cores} cores (${machine.processor})`,
    memory,
    machine.system,
    `Node ${machine.node}`,
    ...systems,
  ].join(', ');
}
