/** What becomes of drawn pages, with templates that need no compiling: each page names its address, days link to their stories. */
import { hash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSiteRow } from '../../src/archive/queries/site.ts';
import { partsOf, patternOf } from '../../src/archive/pages.ts';
import { forgetIndex, openArchive } from '../../src/build/archive.ts';
import { ENTRY, STYLES } from '../../src/build/bundle.ts';
import { publish } from '../../src/build/publish.ts';
import { createSession, type Built, type Session } from '../../src/build/session.ts';
import { parseChecksumLine } from '../../src/formats/checksums.ts';
import { ROOT } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { checkWithCoreutils } from '../site/coreutils.ts';
import { filesIn, fingerprints } from '../site/files.ts';
import { makePicture } from '../torture/varied-archive.ts';

/** Code of an application as Astro compiles it, as far as a drawer uses it. */
const appOf = (patterns: readonly string[]) => `
import { dayStories } from ${JSON.stringify(join(ROOT, 'src/archive/queries/days.ts'))};
import { site } from ${JSON.stringify(join(ROOT, 'src/archive/queries/site.ts'))};
const routeOf = (route) => ({
  routeData: {
    route,
    component: route,
    pattern: new RegExp('^' + route.replace(/[.]/gu, '[.]').replace(/\\[(?:\\[[.]\\]){3}\\w+\\]/gu, '(.*?)').replace(/\\[\\w+\\]/gu, '([^/]+?)') + '/?$'),
    params: Array.from(route.matchAll(/\\[([.\\w]+)\\]/gu), ([, name]) => name),
  },
});
/** Gives the path of a page from its route and the parameters of its address. */
const pathOf = (route, params) =>
  (route === '/404' ? route : route.replace(/\\[(?:[.]{3})?(\\w+)\\]/gu, (_, name) => params[name] ?? '')) + (route.includes('.') ? '' : '/');
const partOf = (path) => {
  const [, day] = /^[/](\\d{4}[/]\\d\\d[/]\\d\\d)[/]$/u.exec(path) ?? [];
  if (day === undefined) return '';
  return dayStories(day.replaceAll('/', '-'), 1).map(({ address, title }) => '<a href="' + address + '">' + title + '</a>').join('');
};
const moduleOf = ({ route }) => ({
  default: {
    draw(params) {
      const path = pathOf(route, params).replace('//', '/');
      const drawn = partOf(path);
      if (drawn.includes('Empty')) return '';
      if (drawn.includes('Broken')) throw new Error('It broke.');
      const link = path === '/about/' && site().description ? '<a href="' + site().description + '">More</a>' : '';
      return '<p>' + path + '</p>' + drawn + link;
    },
  },
});
export const app = {
  manifest: { routes: ${JSON.stringify(patterns)}.map(routeOf) },
  getComponentByRoute: (routeData) => Promise.resolve(moduleOf(routeData)),
};
`;

/** Makes a content folder and gives what builds it. */
function makePlace() {
  const folder = makeFolder();
  const [contentDir, outDir, cacheDir, publicDir] = ['content', 'site', 'cache', 'public'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  const session = () => createSession({ contentDir, outDir, cacheDir, publicDir, now: Date.parse('2026-01-01') });
  const ran: Session[] = [];
  let count = 0;
  const build = async (files: Readonly<Record<string, string | Uint8Array | null>> = {}): Promise<Built> => {
    writeFiles(contentDir, files);
    const running = session();
    ran.push(running);
    const archive = openArchive(running);
    try {
      await archive.sync();
      const patterns = [...new Set(partsOf(archive.database).map(({ route }) => patternOf(route)))];
      const bundle = join(folder, `bundle-${++count}`);
      const styles = JSON.stringify(Object.fromEntries(patterns.map((pattern) => [pattern, []])));
      writeFiles(bundle, { [ENTRY]: appOf(patterns), [STYLES]: styles, 'package.json': '{"type":"module"}' });
      const compiled = { key: 'key', bundle, assets: join(folder, 'assets') };
      expect(readSiteRow(archive.database).title).toBe('The Test Record');
      return await publish(running, archive.database, compiled);
    } finally {
      archive.close();
    }
  };
  return { folder, outDir, publicDir, back: join(folder, '.site.back'), build, ran, session };
}

const FILES = {
  'site.yml': SITE,
  'articles/a.md': story('title: A'),
  'articles/b.md': story('title: B'),
  'articles/c.md': story('title: C\ndate: 2021-03-03'),
};

describe('publishing', () => {
  it('draws every page once, then none, then those that show what changed', async () => {
    const { outDir, back, build } = makePlace();
    const { pages, rendered } = await build(FILES);
    expect(rendered).toBe(pages);
    expect(await build()).toMatchObject({ pages, rendered: 0, removed: 0 });
    expect(await build({ 'articles/a.md': story('title: Another') })).toMatchObject({ pages, rendered: 1, removed: 0 });
    expect(readFileSync(join(outDir, '2020/01/05/index.html'), 'utf8')).toContain('>Another<');
    expect(fingerprints(back)).toEqual(fingerprints(outDir));
  });

  it('takes away the pages that are gone, from both generations', async () => {
    const { outDir, back, build } = makePlace();
    const { pages } = await build(FILES);
    const { removed, pages: left } = await build({ 'articles/c.md': null });
    expect(pages - left).toBe(removed);
    expect(removed).toBeGreaterThanOrEqual(5);
    for (const place of [outDir, back])
      expect(filesIn(place).filter((file) => file.includes('2021') || file.includes('03-03'))).toEqual([]);
  });

  it('says what stands once the new site is live, where its second generation cannot be brought up', async () => {
    const { folder, outDir, build, ran } = makePlace();
    await build(FILES);
    mkdirSync(join(folder, '.site.site.new'));
    await expect(build({ 'articles/a.md': story('title: Another') })).rejects.toThrow('EISDIR');
    expect(ran.at(-1)?.built).toMatchObject({ rendered: 1 });
    expect(readFileSync(join(outDir, '2020/01/05/index.html'), 'utf8')).toContain('>Another<');
    rmSync(join(folder, '.site.site.new'), { recursive: true });
    expect(await build()).toMatchObject({ rendered: 0 });
  });

  it('refuses a file of public/ in the place of a picture of the archive', async () => {
    const { outDir, publicDir, build, ran } = makePlace();
    const picture = await makePicture(4, 4);
    const shown = story('title: A\nimages: [{ src: media/a.png, alt: A }]');
    writeFiles(publicDir, { 'media/a.png': 'another' });
    await expect(build({ ...FILES, 'articles/a.md': shown, 'media/a.png': picture })).rejects.toThrow(
      'mend the problems',
    );
    expect(ran.at(-1)?.found?.problems.map(({ code, file }) => [code, file])).toContainEqual([
      'page-conflict',
      'public/media/a.png',
    ]);
    expect(existsSync(outDir)).toBe(false);
  });

  it('leaves the old site where a link leads nowhere, and forgets nothing that is to be drawn', async () => {
    const { outDir, build } = makePlace();
    await build(FILES);
    const before = fingerprints(outDir);
    const bad = { 'site.yml': `${SITE}description: /gone/\n`, 'articles/a.md': story('title: Another') };
    await expect(build(bad)).rejects.toThrow('/about/  links to /gone/, which is not there');
    expect(fingerprints(outDir)).toEqual(before);
    await expect(build()).rejects.toThrow('/about/  links to /gone/, which is not there');
    await build({ 'site.yml': `${SITE}description: /2020/\n` });
    expect(readFileSync(join(outDir, '2020/01/05/index.html'), 'utf8')).toContain('>Another<');
  });

  it.each([
    ['Broken', 'It broke.'],
    ['Empty', 'it is empty.'],
  ])('names the page that cannot be drawn, and publishes nothing: %s', async (title, fault) => {
    const { outDir, build } = makePlace();
    await build(FILES);
    const before = fingerprints(outDir);
    const message = `/2020/01/05/ cannot be drawn: ${fault}`;
    await expect(build({ 'articles/a.md': story(`title: ${title}`) })).rejects.toThrow(message);
    expect(fingerprints(outDir)).toEqual(before);
  });

  it('draws every page again where something else stands in the place of the site', async () => {
    const { outDir, build } = makePlace();
    const { pages } = await build(FILES);
    const before = fingerprints(outDir);
    rmSync(outDir, { recursive: true });
    writeFiles(outDir, { 'index.html': 'other', '404.html': 'other', 'stray/index.html': 'other' });
    expect(await build()).toMatchObject({ pages, rendered: pages });
    expect(fingerprints(outDir)).toEqual(before);
  });

  it('draws every page again where the index was made anew, and removes what that does not have', async () => {
    const { outDir, build, session } = makePlace();
    await build(FILES);
    forgetIndex(session());
    const { pages, rendered } = await build({ 'articles/c.md': null });
    expect(rendered).toBe(pages);
    expect(filesIn(outDir).filter((file) => file.includes('2021'))).toEqual([]);
  });

  it('keeps a file in which a page lies, though another address of it is gone', async () => {
    const { outDir, build } = makePlace();
    const file = join(outDir, '2020/01/05/a/index.html');
    await build(FILES);
    await build({ 'articles/a.md': story('title: A\nslug: moved\naliases: [/2020/01/05/a/]') });
    expect(existsSync(file)).toBe(true);
    await build({ 'articles/a.md': story('title: A') });
    expect(existsSync(file)).toBe(true);
    expect(existsSync(join(outDir, '2020/01/05/moved/index.html'))).toBe(false);
    await build({ 'articles/a.md': null });
    expect(existsSync(file)).toBe(false);
  });

  it('places files of public/, follows their changes, and refuses those that stand where a page does', async () => {
    const { outDir, publicDir, build } = makePlace();
    writeFiles(publicDir, { 'a.txt': 'one', 'b/c.txt': 'c' });
    await build(FILES);
    expect(readFileSync(join(outDir, 'a.txt'), 'utf8')).toBe('one');
    writeFileSync(join(publicDir, 'a.txt'), 'other');
    writeFiles(publicDir, { 'b/c.txt': null });
    expect(await build()).toMatchObject({ rendered: 0 });
    expect(readFileSync(join(outDir, 'a.txt'), 'utf8')).toBe('other');
    expect(existsSync(join(outDir, 'b'))).toBe(false);
    await build({ 'articles/a.md': story('title: A\naliases: [/old/a/]') });
    for (const file of ['about/index.html', 'old/a/index.html', '2020/01/05/index.html']) {
      writeFiles(publicDir, { [file]: 'Mine.' });
      await expect(build(), file).rejects.toThrow('Nothing was published: mend the problems named above.');
      writeFiles(publicDir, { [file]: null });
    }
    expect(await build()).toMatchObject({ rendered: 0 });
  });

  it('lists the checksums of all files but the list, as sha256sum does, and leaves the list alone where none changed', async () => {
    const { outDir, back, publicDir, build } = makePlace();
    const list = join(outDir, 'SHA256SUMS');
    const expectRight = () => {
      const lines = readFileSync(list, 'utf8').split('\n').slice(0, -1);
      const digests = filesIn(outDir)
        .filter((file) => file !== 'SHA256SUMS')
        .map((file): [string, string] => [file, hash('sha256', readFileSync(join(outDir, file)), 'hex')]);
      expect(lines.map((line) => parseChecksumLine(line))).toEqual(digests.map(([path, sha256]) => ({ path, sha256 })));
      expect(fingerprints(back)).toEqual(fingerprints(outDir));
      expect(statSync(join(back, 'SHA256SUMS')).ino).toBe(statSync(list).ino);
    };
    const names = [
      'back\\slash.txt',
      'line\nbreak.txt',
      'return\r',
      ' blank',
      '*star',
      'ünï😀.txt',
      '\uFF21',
      '.dot/a',
    ];
    writeFiles(publicDir, Object.fromEntries(names.map((name) => [name, name])));
    await build({
      ...FILES,
      'media/a.png': await makePicture(8, 8),
      'articles/d.md': story('images: [{ src: media/a.png, alt: A }]\naliases: [/old/ü/]'),
    });
    expectRight();
    for (const file of [
      'index.html',
      'media/a.png',
      'social.png',
      'feed.xml',
      'sitemap.xml',
      'robots.txt',
      '404.html',
      'old/ü/index.html',
    ])
      expect(readFileSync(list, 'utf8')).toContain(`  ${file}\n`);
    expect(checkWithCoreutils(outDir)).toBe('');

    const first = statSync(list);
    await build();
    await build({ 'articles/e.md': story('title: E\nstatus: draft') });
    await build({ 'articles/e.md': story('title: F\nstatus: draft') });
    expect(statSync(list).ino).toBe(first.ino);

    const inUse = openSync(list, 'r');
    const before = readFileSync(list, 'utf8');
    await build({ 'articles/a.md': story('title: Another') });
    expectRight();
    // Who reads the list of the old site goes on reading it: its file is never written in place.
    expect(readFileSync(inUse, 'utf8')).toBe(before);
    closeSync(inUse);
    await build({ 'articles/c.md': null });
    expectRight();
    writeFileSync(join(publicDir, ' blank'), 'other');
    writeFiles(publicDir, { '*star': null });
    await build();
    expectRight();
    expect(checkWithCoreutils(outDir)).toBe('');
  });

  it('has no list of checksums where site.yml wants none, and a file of that name in public/ only then', async () => {
    const { outDir, publicDir, build, ran } = makePlace();
    const off = `${SITE}outputs: { checksums: false }\n`;
    await build(FILES);
    await build({ 'site.yml': off });
    expect(existsSync(join(outDir, 'SHA256SUMS'))).toBe(false);
    writeFiles(publicDir, { SHA256SUMS: 'mine' });
    await build();
    await build({ 'articles/a.md': story('title: Another') });
    expect(readFileSync(join(outDir, 'SHA256SUMS'), 'utf8')).toBe('mine');
    await expect(build({ 'site.yml': SITE })).rejects.toThrow('Nothing was published');
    expect(ran.at(-1)?.found?.problems.at(-1)).toMatchObject({
      code: 'page-conflict',
      message: 'public/SHA256SUMS stands where another file of the site is written.',
    });
    writeFiles(publicDir, { SHA256SUMS: null, 'sha256sums/a.txt': 'mine' });
    await expect(build()).rejects.toThrow('Nothing was published');
    writeFiles(publicDir, { 'sha256sums/a.txt': null });
    await build();
    expect(readFileSync(join(outDir, 'SHA256SUMS'), 'utf8')).toContain('  index.html\n');
  });
});
