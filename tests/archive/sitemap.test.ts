import { describe, expect, it } from 'vitest';
import { newestEntries } from '../../src/archive/queries/feed.ts';
import { listPages } from '../../src/archive/pages.ts';
import { sitemapFile, sitemapFiles } from '../../src/archive/queries/sitemap.ts';
import { filesOf } from '../../src/archive/sitemap-sections.ts';
import { recordReads } from '../../src/archive/tracker.ts';
import { makeArchive, story } from '../content-folder.ts';

const FILES = {
  'articles/a.md': story('date: 2019-01-05\ntopics: [Oil]\nsources: [{ title: T, url: "https://wire.example/" }]'),
  'articles/b.md': story('date: 2020-01-05\ntitle: B\npeople: [Ann]\nupdated: 2020-01-06'),
  'articles/c.md': story(
    'date: 2020-02-05\ntitle: C\ntweets: [{ author: Ann, handle: ann, date: 2018-01-05, text: Words. }]',
  ),
  'articles/draft.md': story('date: 2020-03-05\ntitle: Draft\nstatus: draft'),
  'articles/gone.md': story('date: 2017-03-05\ntitle: Gone\nwithdrawn: { date: 2018-01-01, reason: It was wrong. }'),
};

describe('the sitemap', () => {
  it('names every page once in all its files, but neither a withdrawn story nor what is no page', async () => {
    const { database } = await makeArchive(FILES);
    const named = sitemapFiles().flatMap((file) => sitemapFile(file).map(({ address }) => address));
    const pages = Array.from(listPages(database), ({ address }) => address).filter(
      (address) => address.endsWith('/') && address !== '/2017/03/05/gone/',
    );
    expect(named.toSorted()).toEqual(pages.toSorted());
  });

  it('has a file for each year with public stories, each kind of term, and other pages', async () => {
    await makeArchive(FILES);
    expect(sitemapFiles()).toEqual([
      '2019',
      '2020',
      'organizations',
      'pages',
      'people',
      'places',
      'quotes',
      'series',
      'sources',
      'topics',
    ]);
    expect(sitemapFile('2020')).toEqual([
      { address: '/2020/01/05/b/', lastmod: '2020-01-06' },
      { address: '/2020/02/05/c/', lastmod: '2020-02-05' },
      ...['/2020/', '/2020/01/', '/2020/02/', '/2020/01/05/', '/2020/02/05/', '/people/ann/2020/'].map((address) => ({
        address,
      })),
    ]);
  });

  it('keeps the file of a year when a story of another year is new', async () => {
    const archive = await makeArchive(FILES);
    const hashes = () => {
      const { reads } = recordReads(() => sitemapFiles().map((file) => sitemapFile(file)));
      return new Map([...reads].map(([key, { hash }]) => [key, hash]));
    };
    const before = hashes();
    await archive.update({ 'articles/d.md': story('date: 2019-06-05\ntitle: D\ntopics: [Oil]') });
    const after = hashes();
    expect([...after.keys()].filter((key) => before.get(key) !== after.get(key)).sort()).toEqual([
      'sitemapFile["2019"]',
      // The day has a page of its own in all years.
      'sitemapFile["pages"]',
    ]);
  });

  it('cuts a section into files of forty thousand pages', () => {
    expect([filesOf('2020', 0), filesOf('2020', 40_000), filesOf('people', 80_001)]).toEqual([
      [],
      ['2020'],
      ['people', 'people-2', 'people-3'],
    ]);
  });
});

describe('the feed', () => {
  const long = (count: number, bytes: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `articles/${index}.md`,
        story(`title: T${index}`, `${'word '.repeat(bytes / 5)}\n`),
      ]),
    );

  it('has the newest fifty stories', async () => {
    await makeArchive(long(51, 50));
    expect(newestEntries()).toHaveLength(50);
  });

  it('has fewer where they are long, but no fewer than ten', async () => {
    const archive = await makeArchive(long(50, 10_000));
    expect(newestEntries()).toHaveLength(19);
    await archive.update(long(50, 100_000));
    expect(newestEntries()).toHaveLength(10);
  });
});
