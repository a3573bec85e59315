import { describe, expect, it } from 'vitest';
import { listPages } from '../../src/archive/pages.ts';
import { corrections } from '../../src/archive/queries/corrections.ts';
import { onThisDay, otherYears } from '../../src/archive/queries/days.ts';
import { accountPosts } from '../../src/archive/queries/quotes.ts';
import { outletNewest } from '../../src/archive/queries/sources.ts';
import { MOST_ROLES, MOST_SPELLINGS, personRoles, term, termWords } from '../../src/archive/queries/terms.ts';
import {
  accountYear,
  accountYearPosts,
  accountYears,
  correctionYear,
  correctionYears,
  correctionsOfYear,
  outletYear,
  outletYearCitations,
  outletYears,
  termYear,
} from '../../src/archive/queries/years.ts';
import { recordReads, type Answer } from '../../src/archive/tracker.ts';
import { accountAddress } from '../../src/model/addresses.ts';
import { makeArchive, story, type TestArchive } from '../content-folder.ts';

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const addressesBelow = ({ database }: TestArchive, start: string) =>
  Array.from(listPages(database), ({ address }) => address).filter((address) => address.startsWith(start));

const source = (index: number) => `{ title: Source ${index}, url: "https://www.big.example/${index}" }`;
const cited = (year: number, count: number) =>
  story(`date: ${year}-03-01\ntitle: ${year}\nsources: [${many(count, source).join(', ')}]`);

describe('a host with more citations than one page holds', () => {
  it('has a page for each year, cut after two hundred, and all its citations on them', async () => {
    const archive = await makeArchive({ 'articles/a.md': cited(2019, 1), 'articles/b.md': cited(2020, 199) });
    expect(outletYears('big.example')).toEqual([]);
    expect(addressesBelow(archive, '/sources/big')).toEqual(['/sources/big.example/']);

    await archive.update({ 'articles/c.md': cited(2021, 201) });
    expect(outletYears('big.example')).toEqual([
      { year: '2021', count: 201 },
      { year: '2020', count: 199 },
      { year: '2019', count: 1 },
    ]);
    expect(addressesBelow(archive, '/sources/big')).toEqual([
      '/sources/big.example/',
      '/sources/big.example/2021/',
      '/sources/big.example/2021/page/2/',
      '/sources/big.example/2020/',
      '/sources/big.example/2019/',
    ]);
    expect(outletNewest('big.example')).toHaveLength(200);
    expect(outletYear('big.example', '2020')).toEqual({
      count: 199,
      before: { year: '2019', count: 1 },
      after: { year: '2021', count: 201 },
    });
    expect(outletYearCitations('big.example', '2021', 2).map(({ source: { title } }) => title)).toEqual(['Source 200']);
    expect(() => outletYear('big.example', '1999')).toThrow('The list has no year 1999.');
  });
});

describe('an account with more posts than one page holds', () => {
  const post = (year: number) => (index: number) =>
    `{ author: A, handle: Many, platform: mastodon, date: ${year}-02-03, text: Post ${index} of ${year}. }`;
  const quoting = (year: number, count: number) =>
    story(`title: ${year}\ntweets: [${many(count, post(year)).join(', ')}]`);

  it('has a page for each year of its posts, cut after fifty, and all its posts on them', async () => {
    const archive = await makeArchive({ 'articles/a.md': quoting(2018, 50) });
    expect(accountYears('mastodon', 'Many')).toEqual([]);
    expect(addressesBelow(archive, '/quotes/m')).toEqual(['/quotes/mastodon/many/']);

    await archive.update({ 'articles/b.md': quoting(2019, 51), 'articles/c.md': quoting(2018, 50) });
    expect(accountPosts('mastodon', 'many')).toHaveLength(50);
    expect(accountPosts('mastodon', 'many').every(({ post: { date } }) => date === '2019-02-03')).toBe(true);
    expect(addressesBelow(archive, '/quotes/m')).toEqual([
      '/quotes/mastodon/many/',
      '/quotes/mastodon/many/2019/',
      '/quotes/mastodon/many/2018/',
      '/quotes/mastodon/many/2019/page/2/',
    ]);
    expect(accountYear('mastodon', 'many', '2019')).toEqual({
      handle: 'Many',
      count: 51,
      before: { year: '2018', count: 50 },
    });
    const listed = [
      ...accountYearPosts('mastodon', 'many', '2019', 1),
      ...accountYearPosts('mastodon', 'many', '2019', 2),
      ...accountYearPosts('mastodon', 'many', '2018', 1),
    ];
    expect(new Set(listed.map(({ post: { text } }) => text)).size).toBe(101);
    // The posts of 2018 stand in two stories.
    expect(listed.at(-1)?.stories).toHaveLength(2);
  });

  it('has no year on the address of another account', () => {
    expect([accountAddress('x', 'Threads', '2020'), accountAddress('threads', '2020')]).toEqual([
      '/quotes/x/threads/2020/',
      '/quotes/threads/2020/',
    ]);
    expect(accountAddress('x', 'Ann', '2020', 2)).toBe('/quotes/ann/2020/page/2/');
  });
});

describe('corrections beyond one page', () => {
  it('have a page for each year of their own dates', async () => {
    const correction = (year: number) => (index: number) => `{ date: ${year}-05-01, text: Number ${index}. }`;
    const corrected = (year: number, count: number) =>
      story(`title: ${year}\ncorrections: [${many(count, correction(year)).join(', ')}]`);
    const archive = await makeArchive({ 'articles/a.md': corrected(2020, 200) });
    const FEED = '/corrections/feed.xml';
    expect([correctionYears(), addressesBelow(archive, '/corrections/')]).toEqual([[], ['/corrections/', FEED]]);
    await archive.update({ 'articles/b.md': corrected(2021, 201) });
    expect(corrections()).toHaveLength(200);
    expect(addressesBelow(archive, '/corrections/')).toEqual([
      '/corrections/',
      '/corrections/2021/',
      '/corrections/2021/page/2/',
      '/corrections/2020/',
      FEED,
    ]);
    expect(correctionYear('2020')).toEqual({ count: 200, after: { year: '2021', count: 201 } });
    expect(correctionsOfYear('2021', 2)).toHaveLength(1);
  });
});

describe('a year of a term', () => {
  it('knows its nearest years alone, so that a story of another year leaves it as it is', async () => {
    const filed = (year: number) => story(`date: ${year}-03-01\ntitle: ${year}\ntopics: [Oil]`);
    const archive = await makeArchive(
      Object.fromEntries([2010, 2015, 2016, 2020].map((year) => [`articles/${year}.md`, filed(year)])),
    );
    const hashOf = (year: string) => {
      const { reads } = recordReads(() => termYear('topics', 'oil', year));
      return reads.get(`termYear["topics","oil","${year}"]`)?.hash satisfies Answer['hash'] | undefined;
    };
    expect(termYear('topics', 'oil', '2015')).toEqual({
      term: { kind: 'topics', id: 'oil', name: 'Oil' },
      count: 1,
      before: { year: '2010', count: 1 },
      after: { year: '2016', count: 1 },
    });
    const years = ['2010', '2015', '2016'];
    const before = years.map(hashOf);
    await archive.update({ 'articles/new.md': story('date: 2020-04-01\ntitle: New\ntopics: [Oil]') });
    const after = years.map(hashOf);
    expect(years.filter((_, index) => before[index] !== after[index])).toEqual(['2016']);
  });
});

describe('one day in all years', () => {
  const filled = (years: readonly number[], count: number) =>
    Object.fromEntries(
      years.flatMap((year) =>
        many(
          count,
          (index) => [`articles/${year}-${index}.md`, story(`date: ${year}-01-05\ntitle: ${year} ${index}`)] as const,
        ),
      ),
    );

  it('shows the newest seven stories of each year, and fewer where there are many years', async () => {
    const archive = await makeArchive(filled([2019, 2020], 9));
    expect(onThisDay('01-05').map(({ count, stories }) => [count, stories.length])).toEqual([
      [9, 7],
      [9, 7],
    ]);
    await archive.update(
      filled(
        many(34, (index) => 1980 + index),
        6,
      ),
    );
    expect(onThisDay('01-05').map(({ stories }) => stories.length)).toEqual(many(36, () => 4));
    expect(otherYears('2020-01-05')).toHaveLength(25);
  });
});

describe('a person in very many stories', () => {
  it('shows the offices given most often, and a part of the other spellings', async () => {
    await makeArchive(
      Object.fromEntries(
        many(130, (index) => [
          `articles/${index}.md`,
          story(`title: T${index}\npeople: [{ name: "Bob${'!'.repeat(index)}", role: office ${index % 50} }]`),
        ]),
      ),
    );
    expect(personRoles('bob')).toHaveLength(MOST_ROLES);
    expect(personRoles('bob')[0]).toEqual({ role: 'office 0', count: 3 });
    expect(term('people', 'bob').written).toHaveLength(MOST_SPELLINGS);
  });

  it('names the first twenty stories that quote the same words, and how many more there are', async () => {
    await makeArchive(
      Object.fromEntries(
        many(23, (index) => [
          `articles/${index}.md`,
          story(
            `title: T${index}\npeople: [Ann]\ntweets: [{ author: Ann, handle: ann, date: 2020-01-05, text: Once. }]`,
          ),
        ]),
      ),
    );
    expect(accountPosts('x', 'ann').map(({ stories, more }) => [stories.length, more])).toEqual([[20, 3]]);
    expect(termWords('people', 'ann').words.map(({ more }) => more)).toEqual([3]);
  });
});
