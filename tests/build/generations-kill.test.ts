import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { siteId } from '../../src/build/generation-state.ts';
import { openStage, recoverSite } from '../../src/build/generations.ts';
import { makeQuickFolder } from './generations-folder.ts';
import { backOf, besideOf, inodesOf, publishSite, readTree, siteOf, treeOf } from './generations-site.ts';

const CHILD = join(import.meta.dirname, 'generations-child.ts');
const PRELOAD = join(import.meta.dirname, 'generations-faults.preload.mjs');
/** How many random kills, and every which call is one: DATELINE_KILLS=100 tries more of both. */
const KILLS = Number(process.env.DATELINE_KILLS ?? 20);
const STEP = KILLS >= 100 ? 1 : 4;

const run = promisify(execFile);
const runChild = (trial: string, ...args: string[]) =>
  run(process.execPath, ['--import', PRELOAD, CHILD, trial, ...args]);

/** What must hold at once after a kill, and after the next command. */
async function checkAfterKill(dist: string, ids: readonly string[]): Promise<void> {
  const wholes = ids.map(treeOf);
  if (existsSync(dist)) expect(wholes).toContainEqual(readTree(dist));
  else expect(wholes).toContainEqual(readTree(backOf(dist)));
  const hasOld = existsSync(join(dist, '../.dist.old'));
  if (hasOld) expect(wholes).toContainEqual(readTree(join(dist, '../.dist.old')));
  await recoverSite(dist);
  const stage = await openStage(dist, { fresh: false });
  expect(wholes).toContainEqual(readTree(dist));
  expect(treeOf(siteId(dist) ?? '')).toEqual(readTree(dist));
  expect(stage.isFresh).toBe(false);
  expect(inodesOf(backOf(dist))).toEqual(inodesOf(dist));
  await stage.discard();
  expect(besideOf(dist)).toEqual(['.dist.back', 'dist']);
}

async function killAt(folder: string, at: number): Promise<void> {
  const dist = join(folder, String(at), 'dist');
  await publishSite(dist, siteOf('one'));
  await expect(runChild('killed', dist, String(at))).rejects.toMatchObject({ signal: 'SIGKILL' });
  await checkAfterKill(dist, ['one', 'two', 'three']);
}

describe('a build that is killed', () => {
  it(
    'before any call that changes the disk leaves a whole site, and the next build goes on',
    { timeout: KILLS * 6000 },
    async () => {
      const folder = makeQuickFolder();
      const first = join(folder, 'first/dist');
      await publishSite(first, siteOf('one'));
      const { all } = JSON.parse((await runChild('killed', first, '0')).stdout) as { all: number };
      const points = Array.from({ length: all }, (_, index) => index + 1).filter((at) => at % STEP === 0);
      const waiting = points.values();
      const work = async () => {
        for (const at of waiting) await killAt(folder, at);
      };
      await Promise.all([work(), work(), work()]);
    },
  );

  it('at any moment leaves a whole site, and the next build goes on', { timeout: KILLS * 6000 }, async () => {
    const dist = join(makeQuickFolder(), 'dist');
    await publishSite(dist, siteOf('number-0'));
    for (let kill = 0; kill < KILLS; kill++) {
      const child = spawn(process.execPath, [CHILD, 'forever', dist], { stdio: 'inherit' });
      const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
      await setTimeout(150 + Math.random() * 400);
      child.kill('SIGKILL');
      expect(await ended).toBe('SIGKILL');
      await checkAfterKill(dist, ['number-0', 'number-1', 'number-2', 'number-3', 'number-4']);
    }
  });
});

describe('a build whose disk fails', () => {
  it(
    'at any call leaves a whole site with a clear error, and the next build goes on',
    { timeout: KILLS * 6000 },
    async () => {
      const { stdout } = await runChild('faults', makeQuickFolder(), `${STEP},ENOSPC,EIO,EACCES,EMFILE,EPERM`);
      const { wrong, messages } = JSON.parse(stdout) as { wrong: string[]; messages: string[] };
      expect(wrong).toEqual([]);
      for (const advice of [
        'Free some space',
        'Look after the disk',
        'Give this user the right',
        'Raise the limit of open files',
      ]) {
        expect(messages.filter((message) => message.includes(advice))).not.toEqual([]);
      }
    },
  );
});
