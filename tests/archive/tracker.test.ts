import { describe, expect, it } from 'vitest';
import { dayCount, dayStories } from '../../src/archive/queries/days.ts';
import { site } from '../../src/archive/queries/site.ts';
import { storyNeighbours } from '../../src/archive/queries/stories.ts';
import { FACET } from '../../src/archive/facets.ts';
import {
  askAgain,
  depend,
  facetNumber,
  recordReads,
  remember,
  sharedAnswers,
  tracked,
} from '../../src/archive/tracker.ts';
import { makeArchive, SITE, story } from '../content-folder.ts';

const readsOf = (draw: () => unknown) => recordReads(draw).reads;

describe('the tracker', () => {
  it('records every query that a page asks, with its arguments and a hash of its result', async () => {
    await makeArchive({ 'articles/a.md': story('title: A') });
    const reads = readsOf(() => [dayCount('2020-01-05'), dayCount('2020-01-06'), dayStories('2020-01-05', 1)]);
    expect([...reads.keys()]).toEqual([
      'dayCount["2020-01-05"]',
      'dayCount["2020-01-06"]',
      'dayStories["2020-01-05",1]',
    ]);
    expect(new Set(Array.from(reads.values(), ({ hash }) => hash)).size).toBe(3);
    expect(reads.get('dayCount["2020-01-05"]')?.facets).toEqual([facetNumber(FACET.time('2020-01-05'))]);
  });

  it('records a query that many pages share for each of them, though it is asked once', async () => {
    await makeArchive({});
    let times = 0;
    const shared = tracked('sharedOnce', () => ++times, { shared: true });
    const [one, two] = [readsOf(() => shared()), readsOf(() => shared())];
    expect([...one.keys()]).toEqual(['sharedOnce[]']);
    expect(two).toEqual(one);
    expect(times).toBe(1);
  });

  it('forgets what pages share when the index changes', async () => {
    const archive = await makeArchive({});
    expect(site().title).toBe('The Test Record');
    const before = readsOf(() => site());
    await archive.update({ 'site.yml': SITE.replace('The Test Record', 'Another') });
    expect(site().title).toBe('Another');
    expect(readsOf(() => site())).not.toEqual(before);
  });

  it('gives another hash when the result changed, and the same when it did not', async () => {
    const archive = await makeArchive({ 'articles/a.md': story('title: A') });
    const ask = () => readsOf(() => [dayCount('2020-01-05'), dayStories('2020-01-05', 1)]);
    const before = ask();
    await archive.update({ 'articles/a.md': story('title: B') });
    const after = ask();
    expect(after.get('dayCount["2020-01-05"]')).toEqual(before.get('dayCount["2020-01-05"]'));
    expect(after.get('dayStories["2020-01-05",1]')?.hash).not.toBe(before.get('dayStories["2020-01-05",1]')?.hash);
  });

  it('asks a recorded query again and finds the same, shared or not', async () => {
    const { database } = await makeArchive({ 'articles/a.md': story('title: A') });
    const reads = readsOf(() => [dayCount('2020-01-05'), dayStories('2020-01-05', 1), site()]);
    for (const [key, { hash }] of reads) expect(askAgain(database, key)?.hash, key).toBe(hash);
    expect(askAgain(database, 'site[]')?.facets).toEqual([facetNumber(FACET.site)]);
    expect(() => askAgain(database, 'noSuchQuery["a"]')).toThrow('No query is named in the key noSuchQuery["a"].');
  });

  it('gives no answer to a query about what is gone, and no excuse for an index that cannot be read', async () => {
    const archive = await makeArchive({ 'articles/a.md': story('title: A') });
    const { database } = archive;
    const [key = ''] = readsOf(() => storyNeighbours('a.md')).keys();
    expect(askAgain(database, key)).toBeDefined();
    await archive.update({ 'articles/a.md': null });
    expect(askAgain(database, key)).toBeUndefined();
    database.run('DROP TABLE story_text');
    database.run('DROP TABLE story');
    expect(() => askAgain(database, key)).toThrow('no such table');
  });

  it('names the facets on which an answer depends: by the arguments, by what is found, and of what is asked of others', async () => {
    await makeArchive({});
    const inner = tracked('inner', (_, year: string) => year, { on: (year) => [FACET.time(year)] });
    const shared = tracked('sharedInner', () => 1, { shared: true, on: () => [FACET.outlets] });
    const outer = tracked('outer', () => {
      depend(FACET.outlet('wire.example'));
      return [inner('2020'), shared()];
    });
    const reads = readsOf(() => outer());
    expect([...reads.keys()]).toEqual(['outer[]']);
    expect(new Set(reads.get('outer[]')?.facets)).toEqual(
      new Set([FACET.outlet('wire.example'), FACET.time('2020'), FACET.query('sharedInner[]')].map(facetNumber)),
    );
  });

  it('lets a shared query stand for its facets on a page, and keeps these with its answer', async () => {
    await makeArchive({});
    const shared = tracked('sharedFacets', () => 1, { shared: true, on: () => [FACET.outlets] });
    const reads = readsOf(() => shared());
    expect(reads.get('sharedFacets[]')?.facets).toEqual([facetNumber(FACET.query('sharedFacets[]'))]);
    expect(sharedAnswers().get('sharedFacets[]')).toEqual({
      hash: reads.get('sharedFacets[]')?.hash,
      facets: [facetNumber(FACET.outlets)],
    });
  });

  it('does not take a failed query for the one that is asked', async () => {
    await makeArchive({});
    const fails = tracked('fails', (): number => {
      throw new Error('There is none.');
    });
    const reads = readsOf(() => {
      expect(() => fails()).toThrow('There is none.');
      return dayCount('2020-01-05');
    });
    expect([...reads.keys()]).toEqual(['dayCount["2020-01-05"]']);
  });

  it('keeps apart what pages that are drawn one within the other ask', async () => {
    await makeArchive({});
    const outer = recordReads(() => {
      const inner = recordReads(() => dayCount('2020-01-05'));
      dayCount('2020-01-06');
      return inner;
    });
    expect([...outer.result.reads.keys()]).toEqual(['dayCount["2020-01-05"]']);
    expect([...outer.reads.keys()]).toEqual(['dayCount["2020-01-06"]']);
  });

  it('records nothing after a page that could not be drawn', async () => {
    await makeArchive({});
    const fails = () =>
      recordReads(() => {
        throw new Error('It cannot be drawn.');
      });
    expect(fails).toThrow('It cannot be drawn.');
    const { reads } = recordReads(() => 1);
    dayCount('2020-01-05');
    expect(reads.size).toBe(0);
  });

  it('remembers what was found in the index until that changes', async () => {
    const archive = await makeArchive({ 'articles/a.md': story('title: A') });
    let times = 0;
    const find = () => ++times;
    expect([remember('count', 'x', find), remember('count', 'x', find)]).toEqual([1, 1]);
    await archive.update({ 'articles/a.md': story('title: B') });
    expect(remember('count', 'x', find)).toBe(2);
  });

  it('refuses a query when no index is open', () => {
    expect(() => dayCount('2020-01-05')).toThrow('A query was asked before the archive was opened.');
  });
});
