/** What drawer.ts takes for granted of Astro's compiled application, which is private to Astro: held against one that it compiled. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { partsOf, patternOf, type RouteName } from '../../src/archive/pages.ts';
import { FACET, type Facet } from '../../src/archive/facets.ts';
import { facetNumber } from '../../src/archive/tracker.ts';
import { readSiteRow } from '../../src/archive/queries/site.ts';
import { openArchive, type Archive } from '../../src/build/archive.ts';
import { ENTRY, STYLES } from '../../src/build/bundle.ts';
import { compileTemplates, type Compiled } from '../../src/build/compile.ts';
import { Drawer, loadPages, type Easel, type Job, type Outcome, type Read } from '../../src/build/drawer.ts';
import { createSession, ROOT } from '../../src/build/session.ts';
import { fileOf } from '../../src/build/verify.ts';
import { filesIn } from '../site/files.ts';
import { writeFiles } from '../content-folder.ts';
import { shareTemplates } from '../torture/build-site.ts';
import { variedArchive } from '../torture/varied-archive.ts';

/** Every route; the type holds the list to be whole. */
const ROUTES: Readonly<Record<RouteName, true>> = {
  front: true,
  about: true,
  'not-found': true,
  robots: true,
  year: true,
  month: true,
  day: true,
  'day-page': true,
  story: true,
  history: true,
  kind: true,
  term: true,
  letter: true,
  'term-year': true,
  'term-year-page': true,
  'source-index': true,
  outlet: true,
  'source-letter': true,
  'outlet-year': true,
  'quote-index': true,
  account: true,
  'quote-letter': true,
  'account-year': true,
  'account-year-page': true,
  'on-this-day': true,
  corrections: true,
  'corrections-year': true,
  'corrections-feed': true,
  redirects: true,
  feed: true,
  sitemap: true,
  'sitemap-part': true,
  alias: true,
};

const folder = mkdtempSync(join(tmpdir(), 'dateline-drawer-'));
let archive: Archive;
let compiled: Compiled;
let jobs: readonly Job[];

beforeAll(async () => {
  const contentDir = join(folder, 'content');
  writeFiles(contentDir, await variedArchive());
  const site = {
    'site.yml': String((await variedArchive())['site.yml']).replace(/^url: .*$/mu, 'url: https://record.example'),
  };
  writeFiles(contentDir, site);
  const cacheDir = join(folder, 'cache');
  shareTemplates(inject('templates'), cacheDir);
  const session = createSession({ contentDir, cacheDir, now: Date.parse('2026-01-01') });
  archive = openArchive(session);
  await archive.sync();
  compiled = await compileTemplates(session, readSiteRow(archive.database).url);
  jobs = partsOf(archive.database).flatMap(({ route, part }) =>
    Array.from(part.list(), ({ address }) => ({ address, route, reason: 'a test', reads: '[]', bytes: undefined })),
  );
});
afterAll(() => {
  archive.close();
  rmSync(folder, { recursive: true, force: true });
});

const openDrawer = async (name: string, options: Partial<Easel> = {}) =>
  new Drawer(await loadPages(compiled.bundle), archive.database, {
    bundle: compiled.bundle,
    url: readSiteRow(archive.database).url,
    folder: join(folder, name),
    isFresh: true,
    changed: new Set(),
    ...options,
  });

/** One page of every route that has one. */
const oneOfEach = () => Array.from(new Map(jobs.map((job) => [job.route, job])).values());

describe('the compiled templates', { timeout: 60_000 }, () => {
  it('give an application with all that is used of it', async () => {
    const { app } = (await import(pathToFileURL(join(compiled.bundle, ENTRY)).href)) as {
      app: Record<string, unknown> & { manifest: { routes: { routeData: Record<string, unknown> }[] } };
    };
    const moduleOf = app['getComponentByRoute'] as (routeData: unknown) => Promise<Record<string, unknown>>;
    for (const { routeData } of app.manifest.routes) {
      expect(routeData).toMatchObject({ route: expect.any(String) as string, component: expect.any(String) as string });
      if (!String(routeData['component']).startsWith('src/pages/')) continue;
      const module = await moduleOf.call(app, routeData);
      const draws = (module['default'] as { draw?: unknown } | undefined)?.draw ?? module['GET'];
      expect(draws, String(routeData['route'])).toBeTypeOf('function');
      expect(routeData['pattern']).toBeInstanceOf(RegExp);
      expect(routeData['params']).toBeInstanceOf(Array);
    }
  });

  it('have every route for which pages are listed, and no other', async () => {
    const { app } = (await import(pathToFileURL(join(compiled.bundle, ENTRY)).href)) as {
      app: { manifest: { routes: { routeData: { route: string; component: string } }[] } };
    };
    const drawn = app.manifest.routes
      .map(({ routeData }) => routeData)
      .filter(({ component }) => component.startsWith('src/pages/'))
      .map(({ route }) => route);
    const listed = Object.keys(ROUTES).map((name) => patternOf(name as RouteName));
    expect(drawn.toSorted()).toEqual(listed.toSorted());
  });

  it('name for each page file the style sheets that it links to, all of which lie beside them', () => {
    const styles = JSON.parse(readFileSync(join(compiled.bundle, STYLES), 'utf8')) as Record<string, string[]>;
    const files = Object.keys(styles).filter((file) => file.endsWith('.astro'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      expect(existsSync(join(ROOT, file)), file).toBe(true);
      expect(styles[file], file).not.toEqual([]);
    }
    for (const sheet of Object.values(styles).flat())
      expect(existsSync(join(compiled.assets, sheet)), sheet).toBe(true);
    expect(filesIn(compiled.assets).filter((file) => /\.(?:html|mjs|js)$/u.test(file))).toEqual([]);
  });
});

describe('a page of each route', { timeout: 60_000 }, () => {
  it('is drawn with its styles, its reads and no fault, and lies where its address says', async () => {
    const drawer = await openDrawer('drawn');
    for (const job of oneOfEach()) {
      const [outcome] = await drawer.draw([job]);
      expect(outcome, job.address).toMatchObject({ address: job.address, drawn: 'a test', faults: [] });
      expect((JSON.parse(outcome?.reads ?? '[]') as unknown[]).length, job.address).toBeGreaterThan(0);
      const text = readFileSync(join(folder, 'drawn', decodeURI(fileOf(job.address))), 'utf8');
      if (!/\.(?:xml|txt)$|_redirects$/u.test(job.address) && job.route !== 'alias')
        expect(text, job.address).toMatch(/<link rel="stylesheet" href="\/_astro\/[^"]+\.css">/u);
      expect(text, job.address).not.toContain('<script type="module"');
    }
    expect(oneOfEach().length).toBeGreaterThan(20);
  });

  it('is the same whichever thread draws it, after whichever others', async () => {
    const bytesOf = (outcomes: readonly Outcome[]) => new Map(outcomes.map(({ address, bytes }) => [address, bytes]));
    const [one, two] = [await openDrawer('one'), await openDrawer('two')];
    const together = bytesOf(await one.draw(jobs));
    const backwards = bytesOf((await Promise.all([two.draw(jobs.toReversed())])).flat());
    expect(together.size).toBe(jobs.length);
    for (const [address, bytes] of together) expect(backwards.get(address), address).toBe(bytes);
  });
});

describe('a drawer', { timeout: 60_000 }, () => {
  it('names the page that cannot be drawn', async () => {
    const drawer = await openDrawer('gone');
    const gone = { address: '/2020/01/05/never/', route: 'story', reason: 'x', reads: '[]', bytes: undefined } as const;
    await expect(drawer.draw([gone])).rejects.toThrow('/2020/01/05/never/ cannot be drawn: ');
    const foreign = { ...gone, address: '/elsewhere/' };
    await expect(drawer.draw([foreign])).rejects.toThrow(`/elsewhere/ is no page of ${patternOf('story')}.`);
    const route = 'none' as RouteName;
    await expect(drawer.draw([{ ...gone, route }])).rejects.toThrow();
  });

  it('keeps a page whose reads give the same answers, and draws and tells of one where an answer is another', async () => {
    const drawer = await openDrawer('again');
    const day = jobs.find(({ address }) => address === '/2020/01/05/');
    if (!day) throw new Error('The archive has no such day.');
    const [first] = await drawer.draw([day]);
    if (!first) throw new Error('The page was not drawn.');
    const asked = { ...day, reason: undefined, reads: first.reads, bytes: first.bytes };
    const looks = (facet: Facet) => openDrawer('looked', { isFresh: false, changed: new Set([facetNumber(facet)]) });
    const [day5, day6] = [await looks(FACET.time('2020-01-05')), await looks(FACET.time('2020-01-06'))];
    expect(await day5.draw([asked])).toMatchObject([{ drawn: undefined, bytes: first.bytes, reads: first.reads }]);
    const forged = JSON.stringify(
      (JSON.parse(first.reads) as Read[]).map(([key, hash, ...facets]) => [
        key,
        key === 'dayCount["2020-01-05"]' ? 'another' : hash,
        ...facets,
      ]),
    );
    expect(forged).not.toBe(first.reads);
    // What did not change is not asked again.
    expect(await day6.draw([{ ...asked, reads: forged }])).toMatchObject([{ drawn: undefined }]);
    const [again] = await day5.draw([{ ...asked, reads: forged }]);
    expect(again).toMatchObject({ drawn: 'dayCount["2020-01-05"] gives another answer', bytes: first.bytes });
    // It was drawn to the same bytes, so that its file stays as it is.
    expect(existsSync(join(folder, 'looked'))).toBe(false);
    await day5.draw([{ ...asked, reads: forged, bytes: 'others' }]);
    expect(filesIn(join(folder, 'looked'))).toEqual(['2020/01/05/index.html']);
  });
});
