import fs, { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StageFault } from '../../src/build/generation-fault.ts';
import { emptyTree, pruneEmpty } from '../../src/build/generation-links.ts';
import { mirrorTree } from '../../src/build/generation-mirror.ts';
import { StageWriter } from '../../src/build/generation-writer.ts';
import { writeFiles } from '../content-folder.ts';
import { makeQuickFolder } from './generations-folder.ts';
import { inodesOf, publishSite, readTree, siteOf, treeOf } from './generations-site.ts';

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

describe('a mirror', () => {
  it('is the same tree, file for file, whatever stood there', async () => {
    const folder = makeQuickFolder();
    const [live, back] = [join(folder, 'live'), join(folder, 'back')];
    writeFiles(live, { 'a/b/c': '1', 'a/d': '2', e: '3', 'f/g': '4' });
    writeFiles(back, { a: 'a file', 'e/h': 'a folder', 'f/g': 'other', 'x/y/z': 'more', w: 'more' });
    await mirrorTree(live, back);
    expect(inodesOf(back)).toEqual(inodesOf(live));
  });

  it('is made by several threads where the tree is large', { timeout: 60_000 }, async () => {
    const folder = makeQuickFolder();
    const [live, back] = [join(folder, 'live'), join(folder, 'back')];
    for (let story = 0; story < 3000; story++) {
      writeFiles(live, { [`2020/${story % 300}/story-${story}/index.html`]: `${story}` });
    }
    await mirrorTree(live, back);
    expect(inodesOf(back)).toEqual(inodesOf(live));
  });
});

describe('a file system without hard links', () => {
  it('gets copies', async () => {
    vi.spyOn(fs, 'linkSync').mockImplementation((_from, to) => {
      if (String(to).endsWith('.lock'))
        throw Object.assign(new Error('no links'), { code: 'ENOTSUP', syscall: 'link' });
      throw Object.assign(new Error('too many links'), { code: 'EMLINK', syscall: 'link' });
    });
    syncBuiltinESMExports();
    const dist = join(makeQuickFolder(), 'dist');
    await publishSite(dist, siteOf('one'));
    await publishSite(dist, siteOf('two'));
    expect(readTree(dist)).toEqual(treeOf('two'));
    expect(readTree(join(dist, '../.dist.back'))).toEqual(treeOf('two'));
    expect(inodesOf(join(dist, '../.dist.back'))).not.toEqual(inodesOf(dist));
  });
});

describe('a tree that is emptied', () => {
  it('keeps its folders, and loses those that stay empty', () => {
    const folder = makeQuickFolder();
    writeFiles(folder, { 'a/b/c': '', 'a/d': '', 'e/f': '' });
    emptyTree(folder);
    expect(inodesOf(folder)).toHaveProperty('a/b/');
    writeFiles(folder, { 'e/f': 'new' });
    pruneEmpty(folder);
    expect(readTree(folder)).toEqual({ 'e/f': 'new' });
  });
});

describe('the writer of a stage', () => {
  it('never writes into a file that has another name', async () => {
    const folder = makeQuickFolder();
    const [live, stage] = [join(folder, 'live'), join(folder, 'stage')];
    writeFiles(live, { 'a/index.html': 'old' });
    await mirrorTree(live, stage);
    new StageWriter(stage, false).write('a/index.html', 'new');
    expect(readFileSync(join(live, 'a/index.html'), 'utf8')).toBe('old');
    expect(readFileSync(join(stage, 'a/index.html'), 'utf8')).toBe('new');
  });

  it('makes a folder again that was removed since', () => {
    const folder = makeQuickFolder();
    const writer = new StageWriter(folder, true);
    writer.write('a/b/c', '1');
    rmSync(join(folder, 'a'), { recursive: true });
    writer.write('a/b/c', '2');
    expect(readTree(folder)).toEqual({ 'a/b/c': '2' });
  });

  it('says what failed and where, and keeps the cause', () => {
    const folder = makeQuickFolder();
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'b'), '');
    const write = () => new StageWriter(folder, true).write('a', '');
    expect(write).toThrow(StageFault);
    expect(write).toThrow(`Could not write ${join(folder, 'a')} (EISDIR`);
    expect(write).toThrow('The live site is whole. Put this right, then build again.');
  });
});
