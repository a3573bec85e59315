import { spawn, spawnSync } from 'node:child_process';
import fs, { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Locked, takeLock } from '../../src/build/lock.ts';
import { makeFolder } from '../content-folder.ts';

const LOCK = join(import.meta.dirname, '../../src/build/lock.ts');
const owner = { command: 'dateline build', place: '/archive/dist' };

const makeLock = () => join(makeFolder(), 'a.lock');

/** Writes a lock as another process would have. */
function writeLock(path: string, changes: Record<string, unknown>): void {
  const holder = {
    token: 't',
    pid: process.pid,
    host: hostname(),
    command: 'dateline build',
    place: '/p',
    since: 's',
    started: null,
  };
  writeFileSync(path, JSON.stringify({ ...holder, ...changes }));
}

/** The number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

describe('a lock', () => {
  it('names its owner to who comes second, and goes when it is released', () => {
    const path = makeLock();
    const lock = takeLock(path, owner);
    const { since } = JSON.parse(readFileSync(path, 'utf8')) as { since: string };
    expect(() => takeLock(path, owner)).toThrow(
      `Another build (dateline build, process ${process.pid} on ${hostname()}, since ${since}) is at work on /archive/dist; wait for it, or, if it is gone, delete ${path}.`,
    );
    expect(() => takeLock(path, owner)).toThrow(Locked);
    lock.release();
    lock.release();
    expect(readdirSync(dirname(path))).toEqual([]);
    takeLock(path, owner).release();
  });

  it('goes when its process ends', () => {
    const path = makeLock();
    const code = `(await import(${JSON.stringify(LOCK)})).takeLock(${JSON.stringify(path)}, { command: 'c' }); console.log((await import('node:fs')).existsSync(${JSON.stringify(path)}))`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    expect(child.stdout.trim()).toBe('true');
    expect(existsSync(path)).toBe(false);
  });

  it('of a dead process is taken over, and what killed processes left beside it goes', () => {
    const path = makeLock();
    writeLock(path, { pid: deadPid() });
    writeLock(`${path}.draft`, { pid: deadPid() });
    const lock = takeLock(path, owner);
    expect(readdirSync(dirname(path))).toEqual(['a.lock']);
    lock.release();
  });

  it('whose taking was killed before a word was written leaves nothing', () => {
    const path = makeLock();
    const code = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      fs.writeFileSync = (draft) => { fs.openSync(draft, 'wx'); process.kill(process.pid, 'SIGKILL'); };
      syncBuiltinESMExports();
      (await import(${JSON.stringify(LOCK)})).takeLock(${JSON.stringify(path)}, { command: 'c' });`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', code]).signal).toBe('SIGKILL');
    expect(readdirSync(dirname(path))).toHaveLength(1);
    const lock = takeLock(path, owner);
    expect(readdirSync(dirname(path))).toEqual(['a.lock']);
    lock.release();
  });

  it.runIf(process.platform === 'linux')('of a dead process is taken over though its number was given again', () => {
    const path = makeLock();
    writeLock(path, { started: '1' });
    takeLock(path, owner).release();
    expect(existsSync(path)).toBe(false);
  });

  it('of another host is respected', () => {
    const path = makeLock();
    writeLock(path, { pid: deadPid(), host: 'elsewhere.example' });
    expect(() => takeLock(path, owner)).toThrow('on elsewhere.example');
  });

  it('that is damaged is respected for a minute', () => {
    const path = makeLock();
    writeFileSync(path, '{"pid":');
    expect(() => takeLock(path, owner)).toThrow(`${path} is being written`);
    utimesSync(path, new Date(Date.now() - 61_000), new Date(Date.now() - 61_000));
    takeLock(path, owner).release();
    expect(existsSync(path)).toBe(false);
  });

  it('whose taking over was killed half-way is taken over', () => {
    const path = makeLock();
    writeLock(path, { pid: deadPid(), token: 'abcdefgh' });
    writeLock(`${path}.abcdefgh`, { pid: deadPid(), token: 'ijklmnop' });
    takeLock(path, owner).release();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('is not taken from who took it over between the look at it and the grasp', () => {
    const path = makeLock();
    writeLock(path, { pid: deadPid(), token: 'abcdefgh' });
    const link = fs.linkSync;
    vi.spyOn(fs, 'linkSync').mockImplementation((from, to) => {
      if (to === `${path}.abcdefgh`) writeLock(path, { token: 'new' });
      link(from, to);
    });
    syncBuiltinESMExports();
    expect(() => takeLock(path, owner)).toThrow(Locked);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ token: 'new' });
    expect(readdirSync(dirname(path))).toEqual(['a.lock']);
  });

  it('that is stale is got by one of many processes that find it at once', { timeout: 30_000 }, async () => {
    const path = makeLock();
    writeLock(path, { pid: deadPid() });
    const start = Date.now() + 1500;
    const code = `const { takeLock } = await import(${JSON.stringify(LOCK)});
      while (Date.now() < ${start});
      try { takeLock(${JSON.stringify(path)}, { command: 'c' }); console.log('got'); } catch (error) { console.log(error.name); }
      setTimeout(() => {}, 1500);`;
    const results = await Promise.all(Array.from({ length: 6 }, () => outputOf(code)));
    expect(results.sort()).toEqual(['Locked', 'Locked', 'Locked', 'Locked', 'Locked', 'got']);
  });
});

function outputOf(code: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('close', () => resolve(text.trim()));
  });
}
