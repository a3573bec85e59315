/**
 * The seam between index and pages: a page depends on the queries that it asked and on nothing else. A build draws only
 * pages whose recorded queries give another answer; so whatever was edited, it leaves what a build from nothing makes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../src/archive/queries/every.ts';
import { openDatabase, type Database } from '../../src/archive/database.ts';
import { partsOf } from '../../src/archive/pages.ts';
import { syncArchive } from '../../src/archive/sync.ts';
import { askAgain, useDatabase } from '../../src/archive/tracker.ts';
import { fileOf } from '../../src/build/verify.ts';
import { build } from '../cli/commands.ts';
import { story, writeFiles } from '../content-folder.ts';
import { filesIn, fingerprints } from '../site/files.ts';
import { buildHere, readNotes, shareTemplates, type Noted } from './build-site.ts';
import { makePicture, variedArchive } from './varied-archive.ts';

/** A build: its files with hashes of their bytes, what it noted of them, and how many it drew. */
interface Built {
  readonly files: Readonly<Record<string, string>>;
  readonly noted: Noted;
  readonly drawn: number;
  /** Why the page of which that was asked was drawn or kept. */
  readonly explained: string | undefined;
}

interface Edit {
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  /** Replaces a text that stands once in a file. */
  readonly replace?: readonly [file: string, from: string, to: string];
  readonly now?: string;
  /** Files that the edit adds or takes away, among others. */
  readonly adds?: readonly string[];
  readonly removes?: readonly string[];
  /** Some of the drawn files that it changes. */
  readonly changes: readonly string[];
  /** The edit touches every page. */
  readonly everywhere?: true;
}

const page = (address: string) => `${address}/index.html`;
const STRIKE = 'articles/2020/01/05-strike.md';

const EDITS: Readonly<Record<string, Edit>> = {
  'a story gets another title': {
    replace: [STRIKE, 'title: The strike begins', 'title: The strike has begun'],
    changes: [
      '2020/01/05/strike',
      '2020/01/06/second-day',
      '2020/01/05',
      '2020/01',
      'people/ann-ode',
      'sources/wire.example',
      'quotes/annode',
      'on-this-day/01-05',
      'series/the-strike/2020',
      'old/strike',
    ]
      .map(page)
      .concat('feed.xml'),
  },
  'a story is added, on a new day with a new topic': {
    files: {
      'articles/2023/04/01-new.md': story('title: New\ndate: 2023-04-01\ntopics: [Weather]\npeople: [Ann Ode]'),
    },
    adds: [
      '2023',
      '2023/04',
      '2023/04/01',
      '2023/04/01/new',
      'topics/weather',
      'topics/weather/2023',
      'on-this-day/04-01',
    ]
      .map(page)
      .concat('sitemap-2023.xml'),
    changes: ['', 'topics', 'people/ann-ode', '2022']
      .map((address) => page(address).replace(/^\//u, ''))
      .concat('feed.xml', 'sitemap.xml', 'sitemap-pages.xml'),
  },
  'a story goes': {
    files: { 'articles/2022/05/14-court-4.md': null },
    removes: ['2022/05', '2022/05/14', '2022/05/14/court-4', 'on-this-day/05-14'].map(page),
    changes: [
      '2022',
      '2022/04/13/court-3',
      '2022/06/15/court-5',
      'topics/law',
      'organizations/the-court/2022',
      'people/judge-1',
    ].map(page),
  },
  'a story gets another topic': {
    replace: ['articles/2020/03/01-oil-falls.md', 'topics: [Oil]', 'topics: [Ports]'],
    changes: ['2020/03/01/oil-falls', 'topics/oil', 'topics/ports', '2020/03', 'topics'].map(page),
  },
  'a registry entry gets an alias that stories use': {
    replace: ['people/cy-park.md', 'name: Cy Park\n', 'name: Cy Park\naliases: [Judge 1]\n'],
    removes: ['people/judge-1', 'people/judge-1/2022'].map(page),
    adds: [page('people/cy-park/2022')],
    changes: ['people/cy-park', 'people', '2022/02/11/court-1', '2022'].map(page),
  },
  'a person gets another description': {
    replace: ['people/ann-ode.md', 'Minister of ports.', 'Minister of ports until 2021.'],
    changes: [page('people/ann-ode')],
  },
  'the site gets another title': {
    replace: ['site.yml', 'The Varied Record', 'The Altered Record'],
    changes: ['2020/01/05/strike', 'about'].map(page).concat('404.html', 'feed.xml', 'index.html'),
    everywhere: true,
  },
  'a story moves to another day': {
    replace: ['articles/2020/01/06-second-day.md', 'date: 2020-01-06\n', 'date: 2020-01-11\n'],
    adds: ['2020/01/11', '2020/01/11/second-day', 'on-this-day/01-11'].map(page),
    removes: ['2020/01/06', '2020/01/06/second-day', 'on-this-day/01-06'].map(page),
    changes: [
      '2020/01/05/strike',
      '2020/01/07/third-day',
      '2020/01',
      '2020/01/05',
      'quotes/bolind',
      'series/the-strike',
    ]
      .map(page)
      .concat('sitemap-2020.xml'),
  },
  'a register of addresses is committed, which knows that a story stood elsewhere': {
    files: { 'permalinks.txt': '/2019/06/07/first-price/ 2020/01/05-price.md\n/2020/01/05/price/\n' },
    adds: [page('2019/06/07/first-price')],
    changes: ['_redirects'],
  },
  'a registered story gets another slug': {
    replace: ['articles/2020/01/05-price.md', 'title: The price', 'slug: the-price\ntitle: The price'],
    adds: [page('2020/01/05/the-price')],
    changes: ['2020/01/05', '2020/01/05/price', '2019/06/07/first-price', 'topics/oil'].map(page).concat('_redirects'),
  },
  'a story is corrected': {
    replace: [
      'articles/2019/12/31-last-day.md',
      'topics: [Oil]',
      'topics: [Oil]\ncorrections: [{ date: 2020-01-02, text: Not the last. }]',
    ],
    changes: ['corrections', '2019/12/31/last-day', '2019/12/31']
      .map(page)
      .concat('sitemap-2019.xml', 'corrections/feed.xml'),
  },
  'a story is withdrawn': {
    replace: [
      'articles/2021/01/05-year-after.md',
      'topics: [Ports]',
      'topics: [Ports]\nwithdrawn: { date: 2021-02-01, reason: It did not happen. }',
    ],
    removes: ['2021', '2021/01', '2021/01/05', 'people/ann-ode/2021'].map(page).concat('sitemap-2021.xml'),
    changes: [
      '2021/01/05/year-after',
      'corrections',
      'people/ann-ode',
      'topics/ports',
      'sources/wire.example',
      'on-this-day/01-05',
      '2020',
    ].map(page),
  },
  'a story gets a source': {
    replace: [
      'articles/2020/01/05-price.md',
      '"https://price.example/a" }',
      '"https://price.example/a" }, { title: N, url: "https://news.example/b" }',
    ],
    adds: [page('sources/news.example')],
    changes: ['2020/01/05/the-price', 'sources'].map(page),
  },
  'a source gets a publisher': {
    replace: ['articles/2020/01/05-price.md', 'title: P, url', 'title: P, publisher: The Price, url'],
    adds: [page('sources/the-price')],
    changes: ['2020/01/05/the-price', 'sources', 'sources/price.example'].map(page),
  },
  'a story cites its source in the text': {
    replace: ['articles/2020/01/05-price.md', 'Cy Park counts.', 'Cy Park counts.[^p]'],
    changes: ['2020/01/05/the-price'].map(page),
  },
  'a story gets a post of another account': {
    replace: [
      'articles/2020/01/07-third-day.md',
      'series: The strike',
      'series: The strike\ntweets: [{ author: Di, handle: di, date: 2020-01-07, text: I saw it. }, { author: Bo Lind, handle: bolind, date: 2020-01-07, text: Third. }]',
    ],
    adds: [page('quotes/di')],
    changes: ['2020/01/07/third-day', 'quotes', 'quotes/bolind', 'people/bo-lind', '2020/01/07'].map(page),
  },
  'a series gets another name': {
    replace: ['series/the-strike.md', 'name: The strike\n', 'name: The long strike\naliases: [The strike]\n'],
    changes: ['series', 'series/the-strike', 'series/the-strike/2020', '2020/01/05/strike', '2020/01/07/third-day'].map(
      page,
    ),
  },
  'an embargo passes': {
    now: '2026-06-01T00:00:00Z',
    adds: ['2020/05', '2020/05/01', '2020/05/01/later', 'sources/held.example'].map(page),
    changes: ['2020', 'people/ann-ode', 'topics/ports', '2020/07/02/heir'].map(page),
  },
  'a story is translated': {
    files: {
      'articles/2020/01/09-troisieme.md': story(
        'title: Le troisième jour\ndate: 2020-01-09\nlanguage: fr\ntranslationOf: 2020/01/07-third-day',
      ),
    },
    adds: [page('2020/01/09/troisieme')],
    changes: ['2020/01/07/third-day', '2020/01/08/drittes'].map(page),
  },
  'pictures get another size, a name an entry, and a kind of page is switched off': {
    files: {
      'media/port.png': await makePicture(80, 30),
      'media/ann.png': await makePicture(30, 30),
      'media/crane.png': await makePicture(30, 80),
      'people/judge-2.md': '---\nname: Judge 2\naliases: [Session 3]\n---\n',
    },
    replace: ['site.yml', 'publisher:', 'outputs: { corrections: false }\npublisher:'],
    removes: [page('corrections')],
    changes: [
      '2020/01/05/strike',
      'people/ann-ode',
      'quotes',
      'quotes/annode',
      'people/judge-2',
      '2022/04/13/court-3',
      'about',
    ].map(page),
    everywhere: true,
  },
};

const folder = mkdtempSync(join(tmpdir(), 'dateline-seam-'));
const contentDir = join(folder, 'content');
const cacheDir = join(folder, 'cache');
const outDir = join(folder, 'site');
let now = '2026-01-01T00:00:00Z';
let contents: Record<string, string | Uint8Array> = {};
let current: Built;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Builds the content as it stands; `explain` is an address. */
async function buildNow(explain: string): Promise<Built> {
  const { code, stderr, pages, explained } = await build(
    ...[contentDir, outDir, cacheDir, '--now', now, '--explain', explain],
  );
  if (code !== 0) throw new Error(`The archive cannot be built:\n${stderr}`);
  const { rendered: drawn } = pages;
  return { files: fingerprints(outDir), noted: readNotes(cacheDir), drawn, explained: explained?.reason };
}

/** Builds the content from nothing, its templates aside. */
async function buildWhole(): Promise<Pick<Built, 'files' | 'noted'>> {
  const place = mkdtempSync(join(folder, 'whole-'));
  const [whole, cache] = [join(place, 'site'), join(place, 'cache')];
  shareTemplates(cacheDir, cache);
  await buildHere({ contentDir, outDir: whole, cacheDir: cache, now: Date.parse(now) });
  const built = { files: fingerprints(whole), noted: readNotes(cache) };
  rmSync(place, { recursive: true });
  return built;
}

/** Brings the content into an index made from nothing. */
async function withFreshIndex(use: (database: Database) => void): Promise<void> {
  const place = mkdtempSync(join(folder, 'fresh-'));
  const database = openDatabase(join(place, 'index.sqlite'), 'fresh');
  try {
    await syncArchive(database, { contentDir, now: Date.parse(now) });
    // What a query asks of others, it asks of the index that is open.
    useDatabase(database);
    use(database);
  } finally {
    useDatabase(undefined);
    database.close();
    rmSync(place, { recursive: true });
  }
}

const isDrawn = (file: string) => /\.(?:html|xml|txt)$|^_redirects$/u.test(file);
const addressOf = (file: string) => `/${file.replace(/(^|\/)index\.html$/u, '$1')}`;

beforeAll(async () => {
  contents = await variedArchive();
  writeFiles(contentDir, contents);
  current = await buildNow('/');
});

describe('a build', () => {
  it('notes for every file that it draws what that asked', () => {
    const drawn = Object.keys(current.files).filter(isDrawn);
    expect(drawn.length).toBeGreaterThan(120);
    expect(Object.keys(current.noted.reads).sort()).toEqual(drawn);
    expect(drawn.filter((file) => (current.noted.reads[file]?.length ?? 0) === 0)).toEqual([]);
    expect(current.drawn).toBe(drawn.length);
  });
});

describe.each(Object.entries(EDITS))('when %s', (_name, edit) => {
  let before: Built;
  let after: Built;

  beforeAll(async () => {
    before = current;
    const changed: Record<string, string | Uint8Array | null> = { ...edit.files };
    if (edit.replace) {
      const [file, from, to] = edit.replace;
      const text = String(contents[file]);
      expect(text.split(from), `${from} stands once in ${file}`).toHaveLength(2);
      changed[file] = text.replace(from, () => to);
    }
    writeFiles(contentDir, changed);
    contents = Object.fromEntries(
      Object.entries({ ...contents, ...changed }).filter(
        (entry): entry is [string, string | Uint8Array] => entry[1] !== null,
      ),
    );
    now = edit.now ?? now;
    current = after = await buildNow(addressOf(edit.changes[0] ?? ''));
  });

  it('the files change that show it, and pages come and go', () => {
    const differing = Object.keys(after.files).filter(
      (file) => file in before.files && before.files[file] !== after.files[file],
    );
    expect(differing).toEqual(expect.arrayContaining([...edit.changes]));
    for (const file of edit.adds ?? [])
      expect([file in before.files, file in after.files], file).toEqual([false, true]);
    for (const file of edit.removes ?? [])
      expect([file in before.files, file in after.files], file).toEqual([true, false]);
  });

  it('the site and what is known of it are those of a build from nothing', async () => {
    const whole = await buildWhole();
    expect(after.files).toEqual(whole.files);
    expect(after.noted.reads).toEqual(whole.noted.reads);
  });

  it('few more pages are drawn than differ, unless all do, and the reason is told', () => {
    const pages = Object.keys(after.files).filter(isDrawn);
    const differing = pages.filter((file) => before.files[file] !== after.files[file]);
    if (edit.everywhere) expect(after.drawn).toBe(pages.length);
    else expect(after.drawn).toBeLessThan(pages.length / 3);
    expect(after.drawn).toBeGreaterThanOrEqual(differing.length);
    expect(after.explained).toMatch(edit.everywhere ? /^site\.yml changed$/u : /\] gives another answer$/u);
  });

  it('every query that was noted is answered the same by an index made from nothing', async () => {
    const noted = new Map([
      ...Object.values(after.noted.reads).flatMap((reads) => reads.map(([key, hash]) => [key, hash] as const)),
      ...after.noted.shared,
    ]);
    expect(noted.size).toBeGreaterThan(200);
    await withFreshIndex((fresh) => {
      for (const [key, hash] of noted) expect(askAgain(fresh, key)?.hash, key).toBe(hash);
    });
  });

  it('the drawn files are those of the list of pages', async () => {
    const drawn = filesIn(outDir).filter(isDrawn);
    await withFreshIndex((fresh) => {
      const listed = partsOf(fresh).flatMap(({ part }) =>
        Array.from(part.list(), ({ address }) => decodeURI(fileOf(address))),
      );
      expect(listed.sort()).toEqual(drawn);
    });
  });
});
