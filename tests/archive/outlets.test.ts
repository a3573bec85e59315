import { describe, expect, it } from 'vitest';
import { isHost, outletOf, publisherId } from '../../src/archive/outlets.ts';
import { listPages } from '../../src/archive/pages.ts';
import { outletsByLetter } from '../../src/archive/queries/letters.ts';
import { outletNewest, outletPage, outlets } from '../../src/archive/queries/sources.ts';
import { outletYears } from '../../src/archive/queries/years.ts';
import { NAMES_LENGTH } from '../../src/model/addresses.ts';
import { makeArchive, story, type TestArchive } from '../content-folder.ts';

const sourcePages = ({ database }: TestArchive) =>
  Array.from(listPages(database), ({ address }) => address).filter((address) => /^\/sources\/./u.test(address));

const sources = (...entries: string[]) => `sources: [${entries.map((entry) => `{ title: T, ${entry} }`).join(', ')}]`;

describe('where a source is filed', () => {
  it.each([
    [
      'a publisher with its host',
      { publisher: 'The Daily', url: 'https://www.daily.example/a' },
      'the-daily',
      'daily.example',
    ],
    ['a publisher alone', { publisher: 'The Daily' }, 'the-daily', undefined],
    ['a host alone', { url: 'https://news.daily.example/a' }, 'news.daily.example', 'news.daily.example'],
    [
      'a publisher that is its host',
      { publisher: 'Daily.example', url: 'https://daily.example/' },
      'daily.example',
      'daily.example',
    ],
    ['a publisher whose name is a route', { publisher: 'Page' }, 'p-page', undefined],
    ['a name without letters', { publisher: '🎉' }, 'tada', undefined],
    ['a machine of the house', { url: 'http://localhost:8080/' }, 'localhost', undefined],
    ['a number', { url: 'http://[::1]/' }, '[::1]', '[::1]'],
  ])('%s', (_, source, outlet, host) => {
    expect(outletOf(source)).toMatchObject({ outlet, host });
  });

  it('is nowhere without either', () => {
    expect(outletOf({})).toBeUndefined();
  });

  it('has no publisher with the address of a host', () => {
    for (const name of ['example.org', 'www.example.org', '127.0.0.1', '::1', 'a.b'])
      expect(isHost(publisherId(name))).toBe(false);
  });
});

describe('the index of sources', () => {
  it('is by publisher, with its hosts below it; a host without one stands for itself', async () => {
    const archive = await makeArchive({
      'articles/a.md': story(
        sources(
          'publisher: The Daily, url: "https://daily.example/1"',
          'publisher: The daily, url: "https://www.daily.example/2"',
          'publisher: The Daily, url: "https://live.daily.example/1"',
          'publisher: The Daily',
          'url: "https://daily.example/3"',
          'url: "https://lone.example/"',
          'publisher: Unseen Books',
          'author: Nobody',
        ),
      ),
    });
    expect(outlets()).toMatchInlineSnapshot(`
      [
        {
          "count": 4,
          "hosts": [
            "daily.example",
            "live.daily.example",
          ],
          "name": "The Daily",
          "outlet": "the-daily",
        },
        {
          "count": 1,
          "hosts": [],
          "name": "lone.example",
          "outlet": "lone.example",
        },
        {
          "count": 1,
          "hosts": [],
          "name": "Unseen Books",
          "outlet": "unseen-books",
        },
      ]
    `);
    expect(outletPage('the-daily')).toEqual({
      name: 'The Daily',
      count: 4,
      hosts: [
        { host: 'daily.example', count: 2 },
        { host: 'live.daily.example', count: 1 },
      ],
    });
    expect(outletPage('daily.example')).toEqual({ name: 'daily.example', count: 3, hosts: [] });
    expect(outletNewest('the-daily').map(({ source }) => source.publisher)).toEqual([
      ...['The Daily', 'The daily', 'The Daily', 'The Daily'],
    ]);
    expect(outletNewest('unseen-books')).toHaveLength(1);
    expect(sourcePages(archive)).toEqual([
      '/sources/daily.example/',
      '/sources/live.daily.example/',
      '/sources/lone.example/',
      '/sources/the-daily/',
      '/sources/unseen-books/',
    ]);
  });

  it('follows stories that come, change and go', async () => {
    const archive = await makeArchive({ 'articles/a.md': story(sources('url: "https://a.example/"')) });
    expect(outlets().map(({ outlet }) => outlet)).toEqual(['a.example']);
    await archive.update({
      'articles/b.md': story(`title: B\n${sources('publisher: Ay, url: "https://a.example/2"')}`),
    });
    expect(outlets().map(({ outlet, hosts }) => [outlet, ...hosts])).toEqual([['ay', 'a.example']]);
    expect(outletPage('a.example').count).toBe(2);
    await archive.update({ 'articles/b.md': null });
    expect(outlets().map(({ outlet }) => outlet)).toEqual(['a.example']);
    expect(() => outletPage('ay')).toThrow('No story cites ay.');
  });

  it('shows three hosts of a publisher, and its own page more', async () => {
    const hosts = Array.from({ length: NAMES_LENGTH + 2 }, (_, index) => `h${index}.example`);
    const entries = hosts.map((host) => `publisher: Ay, url: "https://${host}/"`);
    await makeArchive({ 'articles/a.md': story(sources(...entries, 'publisher: Ay, url: "https://h9.example/2"')) });
    expect(outlets()).toEqual([
      { outlet: 'ay', name: 'Ay', count: 603, hosts: ['h9.example', 'h0.example', 'h1.example'], more: 599 },
    ]);
    const page = outletPage('ay');
    expect([page.hosts.length, page.more]).toEqual([NAMES_LENGTH, 2]);
    expect(outletYears('ay')).toEqual([{ year: '2020', count: 603 }]);
  });

  it('is cut by the letters of names, in the order of the site’s language', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `publisher: Zeitung ${index}`);
    const others = Array.from({ length: 300 }, (_, index) => `publisher: Ätna ${index}`);
    const archive = await makeArchive({ 'articles/a.md': story(sources(...names, ...others)) });
    expect(outletsByLetter('').further.map(({ key, count }) => [key, count])).toEqual([
      ['a', 300],
      ['z', 400],
    ]);
    expect(
      outletsByLetter('a')
        .names.slice(0, 3)
        .map(({ name }) => name),
    ).toEqual(['Ätna 0', 'Ätna 1', 'Ätna 2']);
    expect(sourcePages(archive)).toEqual(expect.arrayContaining(['/sources/page/a/', '/sources/atna-7/']));
  });
});
