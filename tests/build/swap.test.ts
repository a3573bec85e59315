import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discardStage, openStage, recoverSite, swapStage } from '../../src/build/swap.ts';
import { makeFolder, writeFiles } from '../content-folder.ts';

/** A folder that holds what a host would serve, or is to hold it. */
function makePlace(): { folder: string; dist: string } {
  const folder = makeFolder();
  return { folder, dist: join(folder, 'dist') };
}

/** Writes a small site whose every page says which one it is. */
function writeSite(folder: string, name: string): void {
  writeFiles(folder, { 'index.html': name, '404.html': name, [`${name}/index.html`]: name });
}

/** Runs a build up to its swap. */
function stage(dist: string, name: string): string {
  const next = openStage(dist);
  writeSite(next, name);
  return next;
}

const served = (dist: string) => (existsSync(dist) ? readFileSync(join(dist, 'index.html'), 'utf8') : undefined);

describe('a stage', () => {
  it('is another folder than the site, on the same file system, and empty', () => {
    const { folder, dist } = makePlace();
    writeSite(dist, 'old');
    const next = openStage(dist);
    expect(next).not.toBe(dist);
    expect(join(next, '..')).toBe(folder);
    expect(readdirSync(next)).toEqual([]);
  });

  it('leaves the site as it is until the swap', () => {
    const { dist } = makePlace();
    writeSite(dist, 'old');
    stage(dist, 'new');
    expect(served(dist)).toBe('old');
    expect(readdirSync(dist).sort()).toEqual(['404.html', 'index.html', 'old']);
  });

  it('holds nothing of a build that was killed before', () => {
    const { dist } = makePlace();
    stage(dist, 'killed');
    expect(readdirSync(openStage(dist))).toEqual([]);
  });

  it('goes without a trace when the build fails', () => {
    const { folder, dist } = makePlace();
    writeSite(dist, 'old');
    stage(dist, 'new');
    discardStage(dist);
    expect(readdirSync(folder)).toEqual(['dist']);
    expect(served(dist)).toBe('old');
  });

  it('is made where the folder around the site is not there yet', () => {
    const dist = join(makeFolder(), 'a/b/dist');
    stage(dist, 'new');
    swapStage(dist);
    expect(served(dist)).toBe('new');
  });
});

describe('a swap', () => {
  it('puts the first site where none was', () => {
    const { folder, dist } = makePlace();
    stage(dist, 'new');
    swapStage(dist);
    expect(served(dist)).toBe('new');
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('leaves the new site whole and nothing of the old one', () => {
    const { folder, dist } = makePlace();
    writeSite(dist, 'old');
    stage(dist, 'new');
    swapStage(dist);
    expect(readdirSync(dist).sort()).toEqual(['404.html', 'index.html', 'new']);
    expect(readdirSync(folder)).toEqual(['dist']);
  });
});

describe('a build that was killed', () => {
  it('between the two renames leaves the old site, which the next command puts back', () => {
    const { folder, dist } = makePlace();
    writeSite(dist, 'old');
    stage(dist, 'new');
    renameSync(dist, join(folder, '.dist.old'));
    expect(served(dist)).toBeUndefined();
    recoverSite(dist);
    expect(served(dist)).toBe('old');
  });

  it('between the two renames does not hinder the next build', () => {
    const { folder, dist } = makePlace();
    writeSite(dist, 'old');
    stage(dist, 'new');
    renameSync(dist, join(folder, '.dist.old'));
    stage(dist, 'newest');
    expect(served(dist)).toBe('old');
    swapStage(dist);
    expect(served(dist)).toBe('newest');
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('after the second rename leaves the new site, and its leftovers go', () => {
    const { folder, dist } = makePlace();
    writeSite(dist, 'new');
    writeSite(join(folder, '.dist.old'), 'old');
    recoverSite(dist);
    expect(served(dist)).toBe('new');
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('is not mended where nothing is broken', () => {
    const { folder, dist } = makePlace();
    recoverSite(dist);
    expect(readdirSync(folder)).toEqual([]);
    writeSite(dist, 'old');
    recoverSite(dist);
    expect(served(dist)).toBe('old');
  });
});

describe('a folder that is no site', () => {
  it('is not replaced by one: a file', () => {
    const { folder, dist } = makePlace();
    writeFileSync(dist, 'a file');
    expect(() => openStage(dist)).toThrow(`${dist} is not a folder.`);
    expect(readFileSync(dist, 'utf8')).toBe('a file');
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('is not replaced by one: a folder of other files, such as the project or its stories', () => {
    const { folder, dist } = makePlace();
    writeFiles(dist, { 'package.json': '{}', 'content/site.yml': 'title: T' });
    expect(() => openStage(dist)).toThrow(`${dist} holds files that are no site of Dateline’s`);
    expect(readdirSync(dist).sort()).toEqual(['content', 'package.json']);
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('may be empty', () => {
    const { dist } = makePlace();
    mkdirSync(dist);
    stage(dist, 'new');
    swapStage(dist);
    expect(served(dist)).toBe('new');
  });
});
