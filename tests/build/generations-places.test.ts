import { lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStage, recoverSite } from '../../src/build/generations.ts';
import { writeFiles } from '../content-folder.ts';
import { abandon, makePlace } from './generations-folder.ts';
import { besideOf, inodesOf, publishSite, readTree, siteOf, stageSite } from './generations-site.ts';

describe('a folder that is no site', () => {
  it('is not replaced by one: a file', async () => {
    const { dist } = makePlace();
    writeFileSync(dist, 'a file');
    await expect(openStage(dist, { fresh: false })).rejects.toThrow(`${dist} is not a folder.`);
    expect(readFileSync(dist, 'utf8')).toBe('a file');
    expect(besideOf(dist)).toEqual(['dist']);
  });

  it('is not replaced by one: a folder of other files, such as the project or its stories', async () => {
    const { dist } = makePlace();
    writeFiles(dist, { 'package.json': '{}', 'content/site.yml': 'title: T' });
    await expect(openStage(dist, { fresh: false })).rejects.toThrow(
      `${dist} holds files that are no site of Dateline’s`,
    );
    expect(Object.keys(readTree(dist))).toEqual(['content/site.yml', 'package.json']);
    expect(besideOf(dist)).toEqual(['dist']);
  });

  it('is not replaced by one: a folder of other files that came during the build', async () => {
    const { dist } = makePlace();
    const stage = await stageSite(dist, siteOf('one'));
    writeFiles(dist, { 'letter.txt': 'mine' });
    await expect(stage.publish()).rejects.toThrow('no site of Dateline’s');
    expect(readTree(dist)).toEqual({ 'letter.txt': 'mine' });
  });

  it('may be empty', async () => {
    const { dist } = makePlace();
    mkdirSync(dist);
    await publishSite(dist, siteOf('one'));
    expect(readTree(dist)).toEqual(siteOf('one').files);
  });
});

describe('a site behind a symlink', () => {
  it('is turned to one generation and the other, and the folder that it led to stays as it was', async () => {
    const { folder, dist } = makePlace();
    writeFiles(join(folder, 'served'), siteOf('foreign').files);
    symlinkSync('served', dist);
    await publishSite(dist, siteOf('one'));
    expect(readlinkSync(dist)).toBe('.dist.a');
    await publishSite(dist, siteOf('two'));
    expect(readlinkSync(dist)).toBe('.dist.b');
    expect(readTree(dist)).toEqual(siteOf('two').files);
    expect(inodesOf(join(folder, '.dist.a'))).toEqual(inodesOf(dist));
    expect(readTree(join(folder, 'served'))).toEqual(siteOf('foreign').files);
    expect(besideOf(dist)).toEqual(['.dist.a', '.dist.b', 'dist', 'served']);
    expect(lstatSync(dist).isSymbolicLink()).toBe(true);
  });

  it('is finished or taken back like another', async () => {
    const { folder, dist } = makePlace();
    symlinkSync('nowhere', dist);
    await publishSite(dist, siteOf('one'));
    await stageSite(dist, siteOf('two'));
    abandon(dist);
    expect(await recoverSite(dist)).toBeUndefined();
    expect(await recoverSite(dist, { committed: 'two' })).toContain('Finished');
    expect(readTree(dist)).toEqual(siteOf('two').files);
    expect(inodesOf(join(folder, '.dist.a'))).toEqual(inodesOf(dist));
  });

  it('is not put in the place of other files', async () => {
    const { folder, dist } = makePlace();
    writeFiles(join(folder, 'home'), { 'letter.txt': 'mine' });
    symlinkSync('home', dist);
    await expect(openStage(dist, { fresh: true })).rejects.toThrow('no site of Dateline’s');
    expect(readTree(join(folder, 'home'))).toEqual({ 'letter.txt': 'mine' });
  });
});
