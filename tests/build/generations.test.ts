import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { siteId } from '../../src/build/generation-state.ts';
import { openStage, recoverSite } from '../../src/build/generations.ts';
import { StageWriter } from '../../src/build/generation-writer.ts';
import { writeFiles } from '../content-folder.ts';
import { makePlace, makeQuickFolder } from './generations-folder.ts';
import { besideOf, inodesOf, publishSite, readTree, siteOf, stageSite } from './generations-site.ts';

describe('a published site', () => {
  it('is live, whole, and shares every file with the generation beside it', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    expect(readTree(dist)).toEqual(siteOf('one').files);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    expect(besideOf(dist)).toEqual(['.dist.back', 'dist']);
    expect(siteId(dist)).toBe('one');
  });

  it('follows another with the pages alone that differ', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    const before = inodesOf(dist);
    await publishSite(dist, siteOf('two'));
    expect(readTree(dist)).toEqual(siteOf('two').files);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    expect(inodesOf(dist)['about/index.html']).toBe(before['about/index.html']);
    expect(besideOf(dist)).toEqual(['.dist.back', 'dist']);
    expect(siteId(dist)).toBe('two');
  });

  it('is made anew where that is asked for, with nothing of the old one', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    const before = inodesOf(dist);
    await publishSite(dist, siteOf('two', true));
    expect(readTree(dist)).toEqual(siteOf('two').files);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    expect(inodesOf(dist)['about/index.html']).not.toBe(before['about/index.html']);
  });

  it('is made where the folder around it is not there yet', async () => {
    const dist = join(makeQuickFolder(), 'a/b/dist');
    await publishSite(dist, siteOf('one'));
    expect(readTree(dist)).toEqual(siteOf('one').files);
  });

  it('may have a page where a folder was, and a folder where a page was', async () => {
    const { dist, back } = makePlace();
    const signs = { 'index.html': 'front', '404.html': 'none' };
    await publishSite(dist, { id: 'one', fresh: false, files: { ...signs, 'a/b/c': 'file', d: 'file' } });
    await publishSite(dist, { id: 'two', fresh: false, files: { ...signs, a: 'file', 'd/e': 'file' } });
    expect(Object.keys(readTree(dist))).toEqual(['404.html', 'a', 'd/e', 'index.html']);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
  });
});

describe('a stage', () => {
  it('leaves the live site as it is until it is published', async () => {
    const { dist } = makePlace();
    await publishSite(dist, siteOf('one'));
    const stage = await stageSite(dist, siteOf('two'));
    expect(readTree(dist)).toEqual(siteOf('one').files);
    await stage.discard();
  });

  it('goes without a trace when it is discarded', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    await (await stageSite(dist, siteOf('two'))).discard();
    expect(readTree(dist)).toEqual(siteOf('one').files);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    expect(besideOf(dist)).toEqual(['.dist.back', 'dist']);
    const next = await openStage(dist, { fresh: false });
    expect(next.isFresh).toBe(false);
    expect(next.recovered).toBeUndefined();
    await next.discard();
  });

  it('that began empty goes too, and the next one is filled from what is live', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    await (await stageSite(dist, siteOf('two', true))).discard();
    expect(besideOf(dist)).toEqual(['dist']);
    const next = await openStage(dist, { fresh: false });
    expect(next.isFresh).toBe(false);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    await next.discard();
  });

  it('is empty where the live site was replaced, emptied or deleted since', async () => {
    const { dist, folder } = makePlace();
    const isFresh = async () => {
      const stage = await openStage(dist, { fresh: false });
      const found = [siteId(dist), stage.isFresh];
      await stage.discard();
      return found;
    };
    await publishSite(dist, siteOf('one'));
    expect(await isFresh()).toEqual(['one', false]);
    writeFiles(dist, { 'notes.txt': 'added at the top' });
    expect(await isFresh()).toEqual([undefined, true]);
    await publishSite(dist, siteOf('one'));
    rmSync(dist, { recursive: true });
    expect(await isFresh()).toEqual([undefined, true]);
    await publishSite(dist, siteOf('one'));
    renameSync(dist, join(folder, 'elsewhere'));
    writeFiles(dist, siteOf('other').files);
    expect(await isFresh()).toEqual([undefined, true]);
  });

  it('is filled from the live site where the generation beside it was meddled with', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    rmSync(join(back, '2020'), { recursive: true });
    writeFiles(back, { stray: 'file', 'topics/stray/index.html': 'page' });
    const stage = await openStage(dist, { fresh: false });
    expect(stage.isFresh).toBe(false);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    await stage.discard();
  });

  it('refuses paths that lead out of it', async () => {
    const { dist } = makePlace();
    const stage = await openStage(dist, { fresh: true });
    const writer = new StageWriter(stage.folder, true);
    for (const path of ['../a', '/a', 'a/../b', 'a//b', './a', '', 'a/', 'a\0b']) {
      expect(() => stage.announce([path])).toThrow('leads out of the site');
      expect(() => stage.remove(path)).toThrow('leads out of the site');
      expect(() => writer.write(path, '')).toThrow('leads out of the site');
    }
    await stage.discard();
  });

  it('refuses to remove what was not announced, and to be published unsealed', async () => {
    const { dist } = makePlace();
    await publishSite(dist, siteOf('one'));
    const stage = await openStage(dist, { fresh: false });
    expect(() => stage.remove('index.html')).toThrow('without having been announced');
    await expect(stage.publish()).rejects.toThrow('sealed before');
    await stage.discard();
  });

  it('is open to one build at a time', async () => {
    const { dist } = makePlace();
    const stage = await openStage(dist, { fresh: false });
    await expect(openStage(dist, { fresh: false })).rejects.toThrow(
      /Another build \(dateline build, process \d+ on .*\) is at work on .*dist; wait/,
    );
    expect(await recoverSite(dist)).toBeUndefined();
    await stage.discard();
    await (await openStage(dist, { fresh: false })).discard();
  });
});
