import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawCurve } from '../bench/curve.ts';
import { edit, EDITS, pickStories } from '../bench/edits.ts';
import { generateArchive, makeArchive } from '../bench/generate.ts';
import { measure } from '../bench/measure.ts';
import { benchPart, withBench } from '../bench/readme.ts';
import { ratio, toMarkdownTable } from '../bench/report.ts';
import { median, type Result, type Results } from '../bench/results.ts';

const result = (part: Partial<Result>): Result => ({
  size: 1000,
  shape: 'even',
  system: 'dateline',
  step: 'full',
  runs: 3,
  wall: 2,
  pages: 3904,
  ...part,
});
const RESULTS: Results = {
  machine: { processor: 'Test', cores: 2, memory: 8 * 2 ** 30, system: 'Linux', node: '24.0.0' },
  versions: { hugo: 'v1' },
  method: 'how',
  results: [result({}), result({ step: 'text of a story', wall: 0.04 }), result({ system: 'hugo', wall: 4 })],
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dateline-bench-test-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Every file below the folder, by path. */
const files = () =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );

describe('the made-up archive', () => {
  it('is the same for the same count, seed and shape', () => {
    const stories = (seed: number) => [...makeArchive(20, 'even', seed).stories];
    expect(stories(1)).toEqual(stories(1));
    expect(stories(1)).not.toEqual(stories(2));
  });

  it('heaps stories on one day, one topic and one person when it is skewed', () => {
    const stories = [...makeArchive(1000, 'skewed').stories];
    expect(stories.filter(({ day }) => day === '2010-06-15')).toHaveLength(100);
    expect(stories.filter(({ topics }) => topics.includes('Topic 000')).length).toBeGreaterThanOrEqual(320);
    expect(stories.filter(({ people }) => people.includes('Person A0')).length).toBeGreaterThanOrEqual(200);
  });
});

describe('edits', () => {
  it('change the content folder, all but the one that changes nothing, and are undone', () => {
    generateArchive(folder, 30);
    const before = files();
    const stories = pickStories(30, 'even', 1);
    for (const [index, kind] of EDITS.entries()) {
      const [story] = stories.slice(index);
      if (!story) throw new Error('Too few stories were picked.');
      const undo = edit(kind, folder, story, 0);
      if (kind === 'no-op') expect(files()).toEqual(before);
      else expect(files(), kind).not.toEqual(before);
      undo();
      expect(files(), kind).toEqual(before);
    }
  });
});

describe('measuring', () => {
  it('counts the memory of the processes that a process starts', async () => {
    const grandchild = `const all = Buffer.alloc(200e6, 1); setTimeout(() => all, 400)`;
    const child = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(grandchild)}])`;
    const { wall, memory } = await measure({ file: process.execPath, args: ['-e', child] }, join(folder, 'log'));
    expect(wall).toBeGreaterThan(0.4);
    if (process.platform === 'linux') expect(memory).toBeGreaterThan(200e6);
  });

  it('fails with what the command printed when that fails', async () => {
    const command = { file: process.execPath, args: ['-e', 'console.error("no such day"); process.exit(1)'] };
    await expect(measure(command, join(folder, 'log'))).rejects.toThrow(/ended with 1:[^]*no such day/u);
  });
});

describe('the report', () => {
  it('compares with the full builds of the peers in the same run', () => {
    expect(ratio(result({ wall: 0.04 }), result({ wall: 4 }))).toBe('0.010');
    expect(toMarkdownTable(RESULTS.results)).toContain('| Dateline, the same pages: full build | 2.00 | 0.50 |');
  });

  it('takes the middle of several runs', () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(() => median([])).toThrow(RangeError);
  });

  it('stands between its marks in the README', () => {
    const readme = withBench('Before\n<!-- bench -->\nold\n<!-- /bench -->\nAfter', RESULTS);
    expect(readme).toContain(benchPart(RESULTS));
    expect(readme).toMatch(/^Before\n[^]*\nAfter$/u);
    expect(readme).not.toContain('old');
    expect(() => withBench('no marks', RESULTS)).toThrow(/no mark/u);
  });

  it('draws ten times the cost as a step of one power of ten', () => {
    const curve = drawCurve([
      result({ size: 1000, wall: 1 }),
      result({ size: 10_000, wall: 10 }),
      result({ size: 100_000, wall: 100 }),
    ]);
    expect(curve).toContain('<path d="M64 372L327 198L590 24"');
  });
});
