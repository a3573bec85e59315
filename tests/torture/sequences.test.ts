/**
 * Whatever is edited, a build that draws only what changed leaves the site that a build from nothing makes, byte for byte.
 * DATELINE_SEQUENCES says how many sequences of edits are tried (default 12), DATELINE_SEED with which seed they begin.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isStopped, openArchive } from '../../src/build/archive.ts';
import { compileTemplates } from '../../src/build/compile.ts';
import { publish } from '../../src/build/publish.ts';
import { createSession, type Built } from '../../src/build/session.ts';
import { readSiteRow } from '../../src/archive/queries/site.ts';
import { dateline } from '../command-line.ts';
import { writeFiles } from '../content-folder.ts';
import { fingerprints } from '../site/files.ts';
import { RandomEdits, type Contents } from './random-edits.ts';
import { variedArchive } from './varied-archive.ts';

const SEQUENCES = Number(process.env['DATELINE_SEQUENCES'] ?? 12);
const SEED = Number(process.env['DATELINE_SEED'] ?? 1);

const folder = mkdtempSync(join(tmpdir(), 'dateline-sequences-'));
const contentDir = join(folder, 'content');
const outDir = join(folder, 'site');
const cacheDir = join(folder, 'cache');
let contents: Contents = {};
let now = Date.parse('2026-01-01T00:00:00Z');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Builds the content as it stands; undefined where problems of the content stop that. */
async function build(out: string, cache: string): Promise<Built | undefined> {
  const session = createSession({ contentDir, outDir: out, cacheDir: cache, now });
  const archive = openArchive(session);
  try {
    if (isStopped(await archive.sync())) return undefined;
    const compiled = await compileTemplates(session, readSiteRow(archive.database).url);
    return await publish(session, archive.database, compiled);
  } finally {
    archive.close();
  }
}

function write(next: Contents): void {
  const gone = Object.keys(contents).filter((path) => !(path in next));
  const changed = Object.entries(next).filter(([path, text]) => contents[path] !== text);
  writeFiles(contentDir, Object.fromEntries([...changed, ...gone.map((path) => [path, null] as const)]));
  contents = next;
}

beforeAll(async () => {
  const files = await variedArchive();
  write(files);
  const { code, stdout, stderr } = await dateline(
    ...['build', '--content', contentDir, '--out', outDir, '--cache', cacheDir, '--now', new Date(now).toISOString()],
  );
  if (code !== 0) throw new Error(`The archive cannot be built:\n${stdout}\n${stderr}`);
});

describe('after any sequence of edits', () => {
  it.each(Array.from({ length: SEQUENCES }, (_, index) => SEED + index))(
    'an incremental build equals one from nothing, sequence %i',
    async (seed) => {
      const edits = new RandomEdits(seed);
      const told: string[] = [];
      let built: Built | undefined;
      for (let step = 1 + edits.below(4); step > 0; step--) {
        const next = { ...contents };
        for (let edit = 1 + edits.below(3); edit > 0; edit--) {
          const what = await edits.edit(next);
          if (what !== undefined) told.push(what);
        }
        if (edits.below(10) === 0) now += 40 * 86_400_000;
        const before = contents;
        write(next);
        const result = await build(outDir, cacheDir);
        if (result) built = result;
        else write(before);
      }
      built = (await build(outDir, cacheDir)) ?? built;
      const whole = join(folder, `whole-${seed}`);
      // The same place each time: a process keeps every module that it ever loaded.
      const wholeCache = join(folder, 'whole-cache');
      cpSync(join(cacheDir, 'pages'), join(wholeCache, 'pages'), { recursive: true });
      const all = await build(whole, wholeCache);
      expect(all, told.join('\n')).toBeDefined();
      expect(fingerprints(outDir), told.join('\n')).toEqual(fingerprints(whole));
      expect(fingerprints(join(folder, '.site.back')), told.join('\n')).toEqual(fingerprints(whole));
      expect(built?.pages).toBe(all?.pages);
      for (const place of [whole, join(folder, `.whole-${seed}.back`)]) rmSync(place, { recursive: true, force: true });
      for (const name of readdirSync(wholeCache))
        if (name !== 'pages') rmSync(join(wholeCache, name), { recursive: true });
    },
  );
});
