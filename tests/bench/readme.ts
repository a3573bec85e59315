/** The README's account of the bench. `node tests/bench/readme.ts` writes it from `results.json`, and the curve beside that. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawCurve } from './curve.ts';
import { groupsOf, machineOf, toMarkdownTable } from './report.ts';
import { PUBLISHED, readResults, type Results } from './results.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CURVE = 'tests/bench/curve.svg';
const [BEGIN, END] = ['<!-- bench -->', '<!-- /bench -->'];

/** Writes the README's part on the bench. */
export function benchPart(results: Results): string {
  const tables = groupsOf(results.results).map(
    ({ title, results: group }) => `**${title}**\n\n${toMarkdownTable(group)}`,
  );
  return [
    `![Seconds of a build against the number of stories, for Dateline, Hugo and Eleventy.](${CURVE})`,
    ...tables,
    `Measured on ${machineOf(results)}. Memory: ${results.method}.`,
  ].join('\n\n');
}

/** Puts the part into the README's text. Throws when its marks are missing. */
export function withBench(readme: string, results: Results): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The README has no mark ${BEGIN} … ${END}.`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${benchPart(results)}\n\n${readme.slice(to)}`;
}

if (import.meta.main) {
  const results = readResults(PUBLISHED);
  const readme = join(ROOT, 'README.md');
  writeFileSync(readme, withBench(readFileSync(readme, 'utf8'), results));
  writeFileSync(join(ROOT, CURVE), drawCurve(results.results));
}
