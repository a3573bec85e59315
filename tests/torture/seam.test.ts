/**
 * The seam between index and pages: a page depends on the queries that it asked and on nothing else. An incremental
 * build draws only pages whose recorded queries give another result; so a page whose bytes would differ must have one.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, openDatabase } from '../../src/archive/database.ts';
import { listPages } from '../../src/archive/pages.ts';
import { syncArchive } from '../../src/archive/sync.ts';
import { askAgain } from '../../src/archive/tracker.ts';
import { fileOf } from '../../src/build/verify.ts';
import { dateline, ROOT } from '../command-line.ts';
import { story, writeFiles } from '../content-folder.ts';
import { filesIn, fingerprints } from '../site/files.ts';
import { makePicture, variedArchive } from './varied-archive.ts';

/** A build: its files with hashes of their bytes, and what each drawn file asked, with hashes of the answers. */
interface Built {
  readonly files: Readonly<Record<string, string>>;
  readonly reads: ReadonlyMap<string, ReadonlyMap<string, string>>;
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
  'a story is corrected': {
    replace: [
      'articles/2019/12/31-last-day.md',
      'topics: [Oil]',
      'topics: [Oil]\ncorrections: [{ date: 2020-01-02, text: Not the last. }]',
    ],
    changes: ['corrections', '2019/12/31/last-day', '2019/12/31'].map(page).concat('sitemap-2019.xml'),
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
    changes: ['2020/01/05/price', 'sources'].map(page),
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
      'people/judge-2.md': '---\nname: Judge 2\naliases: [Session 3]\n---\n',
    },
    replace: ['site.yml', 'publisher:', 'outputs: { corrections: false }\npublisher:'],
    removes: [page('corrections')],
    changes: ['2020/01/05/strike', 'people/ann-ode', 'people/judge-2', '2022/04/13/court-3', 'about'].map(page),
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

/** Builds the content as it stands into a folder, with a cache folder. */
async function build(out: string, cache: string): Promise<void> {
  const { code, stdout, stderr } = await dateline(
    'build',
    '--content',
    contentDir,
    '--out',
    out,
    '--cache',
    cache,
    '--now',
    now,
  );
  if (code !== 0) throw new Error(`The archive cannot be built:\n${stdout}\n${stderr}`);
}

/** Opens an index as a build left it. */
function openIndex(cache: string): { database: Database; close: () => void } {
  const database = new Database(new DatabaseSync(join(cache, 'index.sqlite'), { readOnly: true }));
  return { database, close: () => database.close() };
}

/** Gives what the newest build wrote and asked. */
function builtNow(database: Database): Built {
  const reads = new Map<string, Map<string, string>>();
  for (const row of database.all('SELECT page, key, hash FROM page_read')) {
    const file = fileOf(String(row['page']));
    const known = reads.get(file) ?? new Map<string, string>();
    reads.set(file, known.set(String(row['key']), String(row['hash'])));
  }
  return { files: fingerprints(outDir), reads };
}

/** Tells whether an index answers a recorded query otherwise, or not at all. */
function isStale(database: Database, key: string, hash: string): boolean {
  try {
    return askAgain(database, key) !== hash;
  } catch (error) {
    if (error instanceof Error && /^(?:There is no|No story|No query)/u.test(error.message)) return true;
    throw error;
  }
}

const isDrawn = (file: string) => /\.(?:html|xml|txt)$/u.test(file);
const keysOf = (reads: ReadonlyMap<string, string> | undefined) =>
  [...(reads ?? [])].map(([key, hash]) => `${key} ${hash}`).sort();

/** Brings the content into an index made from nothing. */
async function withFreshIndex(use: (database: Database) => void): Promise<void> {
  const database = openDatabase(join(mkdtempSync(join(folder, 'fresh-')), 'index.sqlite'), 'fresh');
  try {
    await syncArchive(database, { contentDir, now: Date.parse(now) });
    use(database);
  } finally {
    database.close();
  }
}

beforeAll(async () => {
  // Queries are known to the tracker once their modules are loaded.
  for (const file of readdirSync(join(ROOT, 'src/archive/queries')))
    await import(`../../src/archive/queries/${basename(file, '.ts')}.ts`);
  contents = await variedArchive();
  writeFiles(contentDir, contents);
  await build(outDir, cacheDir);
  const { database, close } = openIndex(cacheDir);
  current = builtNow(database);
  close();
});

describe('a build', () => {
  it('records for every file that it draws what that asked', () => {
    const drawn = Object.keys(current.files).filter(isDrawn);
    expect(drawn.length).toBeGreaterThan(120);
    expect(drawn.filter((file) => (current.reads.get(file)?.size ?? 0) === 0)).toEqual([]);
    expect([...current.reads.keys()].filter((file) => !(file in current.files))).toEqual([]);
  });
});

describe.each(Object.entries(EDITS))('when %s', (_name, edit) => {
  let before: Built;
  let after: Built;
  let open: ReturnType<typeof openIndex>;
  let common: string[];

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
    await build(outDir, cacheDir);
    open = openIndex(cacheDir);
    current = after = builtNow(open.database);
    common = Object.keys(after.files).filter((file) => isDrawn(file) && file in before.files);
  });
  afterAll(() => open.close());

  it('every page whose bytes differ asked something that is answered otherwise now', () => {
    const differing = common.filter((file) => before.files[file] !== after.files[file]);
    expect(differing).toEqual(expect.arrayContaining([...edit.changes]));
    const missed = differing.filter(
      (file) => ![...(before.reads.get(file) ?? [])].some(([key, hash]) => isStale(open.database, key, hash)),
    );
    expect(missed).toEqual([]);
  });

  it('a page of which every answer is the same asked the same, and has the same bytes', () => {
    const kept = common.filter((file) =>
      [...(before.reads.get(file) ?? [])].every(([key, hash]) => !isStale(open.database, key, hash)),
    );
    if (edit.everywhere) expect(kept).toEqual([]);
    else expect(kept.length).toBeGreaterThan(common.length / 3);
    for (const file of kept) {
      expect(after.files[file], file).toBe(before.files[file]);
      expect(keysOf(after.reads.get(file)), file).toEqual(keysOf(before.reads.get(file)));
    }
  });

  it('every recorded query can be asked again and is answered the same, also by an index made from nothing', async () => {
    const recorded = new Map([...after.reads.values()].flatMap((reads) => [...reads]));
    expect(recorded.size).toBeGreaterThan(200);
    for (const [key, hash] of recorded) expect(askAgain(open.database, key), key).toBe(hash);
    await withFreshIndex((fresh) => {
      for (const [key, hash] of recorded) expect(askAgain(fresh, key), key).toBe(hash);
    });
  });

  it('pages come and go as the list of pages says', async () => {
    const list = (database: Database) =>
      listPages(database)
        .map(({ address }) => decodeURI(fileOf(address)))
        .sort();
    const aliases = open.database.all('SELECT DISTINCT file FROM alias').map((row) => String(row['file']));
    expect(
      filesIn(outDir)
        .filter(isDrawn)
        .filter((file) => !aliases.includes(file)),
    ).toEqual(list(open.database));
    await withFreshIndex((fresh) => expect(list(fresh)).toEqual(list(open.database)));
    for (const file of edit.adds ?? [])
      expect([file in before.files, file in after.files], file).toEqual([false, true]);
    for (const file of edit.removes ?? [])
      expect([file in before.files, file in after.files], file).toEqual([true, false]);
  });
});

describe('after every edit', () => {
  it('the site is byte for byte what a build from nothing gives', async () => {
    const whole = join(folder, 'whole');
    await build(whole, join(folder, 'whole-cache'));
    expect(current.files).toEqual(fingerprints(whole));
  });
});
