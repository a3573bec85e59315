/**
 * `npm run bench`: what Dateline's builds cost, side by side with Hugo and Eleventy on the same stories and the same kinds of pages.
 * `node tests/bench/run.ts [--quick] [--sizes 1000,10000] [--runs 3] [--systems dateline,hugo] [--shape even|skewed] [--work DIR] [--json FILE]`
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { edit, EDITS, pickStories } from './edits.ts';
import type { MadeStory, Shape } from './generate.ts';
import { type Cost, measure, METHOD } from './measure.ts';
import { groupsOf, machineOf, toText } from './report.ts';
import { median, type Result, type Results } from './results.ts';
import { countPages, type SiteSize, weighSite } from './site.ts';
import { prepare, SYSTEMS, type System, type SystemName, versionsOf } from './systems.ts';

/** One measurement. */
interface Sample extends Cost, Partial<SiteSize> {
  readonly system: SystemName;
  readonly step: Result['step'];
  readonly pages: number;
  readonly rendered?: number;
}

/** From so many stories on, each step is measured once. */
const LARGE = 100_000;
const QUICK = { sizes: '1000', runs: '1' };

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    runs: { type: 'string' },
    systems: { type: 'string', default: SYSTEMS.join(',') },
    shape: { type: 'string', default: 'even' },
    work: { type: 'string' },
    json: { type: 'string' },
  },
});
const sizes = (values.sizes ?? (values.quick ? QUICK.sizes : '1000,10000,100000')).split(',').map(asCount);
const runs = asCount(values.runs ?? (values.quick ? QUICK.runs : '3'));
const systems = values.systems.split(',').map((name) => asOneOf(name, SYSTEMS));
const shape: Shape = asOneOf(values.shape, ['even', 'skewed']);
const work = resolve(values.work ?? mkdtempSync(join(tmpdir(), 'dateline-bench-')));
const json = resolve(values.json ?? join(work, 'results.json'));
mkdirSync(work, { recursive: true });

function asCount(text: string): number {
  if (!/^[1-9]\d*$/u.test(text)) throw new Error(`${text} is no count.`);
  return Number(text);
}

function asOneOf<T extends string>(text: string, known: readonly T[]): T {
  const found = known.find((name) => name === text);
  if (found === undefined) throw new Error(`${text} is none of ${known.join(', ')}.`);
  return found;
}

const log = join(work, 'log.txt');

/** Builds once and says on standard error what it took. */
async function build(system: System, step: Result['step'], weigh: boolean): Promise<Sample> {
  const cost = await measure(system.command, log);
  const site = weigh ? weighSite(system.out) : { pages: countPages(system.out) };
  const rendered = system.content === undefined ? undefined : renderedPages();
  console.error(`  ${system.name}: ${step}: ${cost.wall.toFixed(2)} s`);
  return { system: system.name, step, ...cost, ...site, ...(rendered !== undefined && { rendered }) };
}

/** Reads how many pages Dateline's last build drew from what it printed. */
function renderedPages(): number {
  const { pages } = JSON.parse(readFileSync(log, 'utf8')) as { pages: { rendered: number } };
  return pages.rendered;
}

/** A full build, and where a system builds an edit at its cost, each edit after it; they are undone at the end. */
async function runOnce(system: System, stories: readonly MadeStory[], number: number): Promise<Sample[]> {
  system.forget();
  const full = await build(system, 'full', true);
  const samples = [full];
  const undos: (() => void)[] = [];
  if (system.content !== undefined) {
    for (const [index, kind] of EDITS.entries()) {
      const story = stories[number * EDITS.length + index];
      if (!story) throw new Error(`There is no story for edit ${index} of run ${number}.`);
      undos.push(edit(kind, system.content, story, number));
      const sample = await build(system, kind, false);
      expectAlike(`${system.name} after ${kind}`, sample.pages, full.pages);
      samples.push(sample);
    }
  }
  for (const undo of undos.reverse()) undo();
  system.forget();
  return samples;
}

/** Page counts differ by one in a hundred at most (a few pages, in a small archive), or the work was not the same. */
function expectAlike(what: string, pages: number, expected: number): void {
  if (Math.abs(pages - expected) > Math.max(5, expected * 0.01))
    throw new Error(`${what}: ${pages} pages, where ${expected} were expected.`);
}

function summarize(samples: readonly Sample[], size: number): Result[] {
  const groups = Map.groupBy(samples, ({ system, step }) => `${system} ${step}`);
  return Array.from(groups.values()).flatMap((group): Result[] => {
    const [first] = group;
    if (!first) return [];
    const of = (take: (sample: Sample) => number | undefined) => group.map(take).filter((value) => value !== undefined);
    const [cpu, memory, rendered] = [
      of(({ cpu: own }) => own),
      of(({ memory: own }) => own),
      of(({ rendered: own }) => own),
    ];
    return [
      {
        size,
        shape,
        ...first,
        runs: group.length,
        wall: median(of(({ wall }) => wall)),
        ...(cpu.length > 0 && { cpu: median(cpu) }),
        ...(memory.length > 0 && { memory: Math.max(...memory) }),
        ...(rendered.length > 0 && { rendered: median(rendered) }),
      },
    ];
  });
}

/** Measures one size: the systems take turns in each run, so that what else the machine does falls on all. */
async function measureSize(size: number, names: readonly SystemName[]): Promise<Result[]> {
  const times = size >= LARGE ? 1 : runs;
  console.error(`${size} stories: writing them for ${names.join(', ')}`);
  const prepared = names.map((name) => prepare(name, work, size, shape));
  const stories = pickStories(size, shape, times);
  const samples: Sample[] = [];
  for (let number = 0; number < times; number++) {
    for (const system of prepared) samples.push(...(await runOnce(system, stories, number)));
  }
  const same = samples.filter(({ system, step }) => step === 'full' && system !== 'dateline-everything');
  for (const { system, pages } of same) expectAlike(system, pages, same[0]?.pages ?? 0);
  const order = (result: Result) => SYSTEMS.indexOf(result.system);
  return summarize(samples, size).sort((a, b) => order(a) - order(b));
}

const versions = versionsOf(systems, work);
const [processor] = cpus();
const found: Result[] = [];
const results: Results = {
  machine: {
    processor: processor?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: totalmem(),
    system: `${type()} ${release()} ${arch()}`,
    node: process.versions.node,
  },
  versions: Object.fromEntries(versions),
  method: METHOD,
  results: found,
};
console.log(machineOf(results));
for (const size of sizes) {
  found.push(...(await measureSize(size, [...versions.keys()])));
  // After each size, so that nothing is lost where a later one fails.
  writeFileSync(json, `${JSON.stringify(results, undefined, 2)}\n`);
}
for (const { title, results: group } of groupsOf(found)) console.log(`\n${title}\n\n${toText(group)}`);
console.log(`\nMemory: ${METHOD}.\nWritten to ${json}.`);
