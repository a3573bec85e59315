import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { siteId } from '../../src/build/generation-state.ts';
import { openStage, recoverSite } from '../../src/build/generations.ts';
import { StageWriter } from '../../src/build/generation-writer.ts';
import { takeLock } from '../../src/build/lock.ts';
import { abandon, makePlace } from './generations-folder.ts';
import { besideOf, inodesOf, publishSite, readTree, siteOf, stageSite } from './generations-site.ts';

describe('an interrupted build', () => {
  it('that was not ready is taken back', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    const stage = await openStage(dist, { fresh: false });
    stage.announce(['index.html', 'about/index.html', 'new/page/index.html']);
    new StageWriter(stage.folder, false).write('index.html', 'half');
    new StageWriter(stage.folder, false).write('new/page/index.html', 'half');
    stage.remove('about/index.html');
    abandon(dist);
    expect(await recoverSite(dist)).toBe(
      `Took back what an interrupted build had begun: the site at ${dist} is as it was.`,
    );
    expect(readTree(dist)).toEqual(siteOf('one').files);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    expect(besideOf(dist)).toEqual(['.dist.back', 'dist']);
    expect(siteId(dist)).toBe('one');
  });

  it('that began empty is removed, and the next build fills its stage from what is live', async () => {
    const { dist } = makePlace();
    await publishSite(dist, siteOf('one'));
    const stage = await openStage(dist, { fresh: true });
    new StageWriter(stage.folder, true).write('index.html', 'half');
    abandon(dist);
    expect(await recoverSite(dist)).toContain('Took back');
    expect(besideOf(dist)).toEqual(['dist']);
    expect(siteId(dist)).toBe('one');
  });

  it('that was ready is published where the index has committed it', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    await stageSite(dist, siteOf('two'));
    abandon(dist);
    const next = await openStage(dist, { fresh: false, committed: 'two' });
    expect(next.recovered).toBe(`Finished a build that was interrupted: its site is live at ${dist}.`);
    expect(siteId(dist)).toBe('two');
    expect(readTree(dist)).toEqual(siteOf('two').files);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    await next.discard();
  });

  it('that was ready is taken back by a build where the index has not, and left alone by a reader', async () => {
    const { dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    await stageSite(dist, siteOf('two'));
    abandon(dist);
    const before = readTree(back);
    expect(await recoverSite(dist)).toBeUndefined();
    expect(await recoverSite(dist, { committed: 'one' })).toBeUndefined();
    expect(readTree(back)).toEqual(before);
    const next = await openStage(dist, { fresh: false, committed: 'one' });
    expect(next.recovered).toContain('Took back');
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    await next.discard();
    expect(siteId(dist)).toBe('one');
  });

  it('between the two renames is finished by the next command, committed or not', async () => {
    const { folder, dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    await stageSite(dist, siteOf('two'));
    renameSync(dist, join(folder, '.dist.old'));
    abandon(dist);
    expect(await recoverSite(dist)).toContain('Finished');
    expect(readTree(dist)).toEqual(siteOf('two').files);
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    expect(besideOf(dist)).toEqual(['.dist.back', 'dist']);
  });

  it('after the second rename is finished too', async () => {
    const { folder, dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    await stageSite(dist, siteOf('two'));
    renameSync(dist, join(folder, '.dist.old'));
    renameSync(back, dist);
    abandon(dist);
    expect(await recoverSite(dist)).toContain('Finished');
    expect(inodesOf(back)).toEqual(inodesOf(dist));
    expect(siteId(dist)).toBe('two');
  });

  it('whose stage was deleted gives the old site back', async () => {
    const { folder, dist, back } = makePlace();
    await publishSite(dist, siteOf('one'));
    await stageSite(dist, siteOf('two'));
    renameSync(dist, join(folder, '.dist.old'));
    rmSync(back, { recursive: true });
    abandon(dist);
    expect(await recoverSite(dist)).toContain('Took back');
    expect(readTree(dist)).toEqual(siteOf('one').files);
  });

  it('that was ready is not published once a build from the start has emptied its stage', async () => {
    const { dist } = makePlace();
    await publishSite(dist, siteOf('one'));
    await stageSite(dist, siteOf('two'));
    abandon(dist);
    const stage = await openStage(dist, { fresh: true });
    new StageWriter(stage.folder, true).write('index.html', 'half');
    abandon(dist);
    expect(await recoverSite(dist, { committed: 'two' })).toContain('Took back');
    expect(readTree(dist)).toEqual(siteOf('one').files);
  });

  it('is not mended where nothing is broken', async () => {
    const { folder, dist } = makePlace();
    expect(await recoverSite(dist)).toBeUndefined();
    expect(besideOf(join(folder, 'dist'))).toEqual([]);
    await publishSite(dist, siteOf('one'));
    expect(await recoverSite(dist)).toBeUndefined();
  });

  it('is left to a process that holds the lock', async () => {
    const { folder, dist } = makePlace();
    await publishSite(dist, siteOf('one'));
    await stageSite(dist, siteOf('two'));
    abandon(dist);
    renameSync(dist, join(folder, '.dist.old'));
    const lock = takeLock(join(folder, '.dist.lock'), { command: 'dateline build' });
    expect(await recoverSite(dist)).toBeUndefined();
    lock.release();
    expect(await recoverSite(dist)).toContain('Finished');
  });
});
