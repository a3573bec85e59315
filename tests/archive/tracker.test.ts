import { describe, expect, it } from 'vitest';
import { dayCount, dayStories } from '../../src/archive/queries/days.ts';
import { site } from '../../src/archive/queries/site.ts';
import { askAgain, recordReads, tracked, useDatabase } from '../../src/archive/tracker.ts';
import { makeArchive, SITE, story } from '../content-folder.ts';

const readsOf = async (render: () => unknown) => (await recordReads(() => Promise.resolve(render()))).reads;

describe('the tracker', () => {
  it('records every query that a page asks, with its arguments and a hash of its result', async () => {
    await makeArchive({ 'articles/a.md': story('title: A') });
    const reads = await readsOf(() => [dayCount('2020-01-05'), dayCount('2020-01-06'), dayStories('2020-01-05', 1)]);
    expect([...reads.keys()]).toEqual([
      'dayCount["2020-01-05"]',
      'dayCount["2020-01-06"]',
      'dayStories["2020-01-05",1]',
    ]);
    expect(new Set(reads.values()).size).toBe(3);
  });

  it('records a query that many pages share for each of them, though it is asked once', async () => {
    await makeArchive({});
    let times = 0;
    const shared = tracked('sharedOnce', () => ++times, { shared: true });
    const [one, two] = [await readsOf(() => shared()), await readsOf(() => shared())];
    expect([...one.keys()]).toEqual(['sharedOnce[]']);
    expect(two).toEqual(one);
    expect(times).toBe(1);
  });

  it('forgets what pages share when the index changes', async () => {
    const archive = await makeArchive({});
    expect(site().title).toBe('The Test Record');
    const before = await readsOf(() => site());
    await archive.update({ 'site.yml': SITE.replace('The Test Record', 'Another') });
    expect(site().title).toBe('Another');
    expect(await readsOf(() => site())).not.toEqual(before);
  });

  it('gives another hash when the result changed, and the same when it did not', async () => {
    const archive = await makeArchive({ 'articles/a.md': story('title: A') });
    const ask = () => readsOf(() => [dayCount('2020-01-05'), dayStories('2020-01-05', 1)]);
    const before = await ask();
    await archive.update({ 'articles/a.md': story('title: B') });
    const after = await ask();
    expect(after.get('dayCount["2020-01-05"]')).toBe(before.get('dayCount["2020-01-05"]'));
    expect(after.get('dayStories["2020-01-05",1]')).not.toBe(before.get('dayStories["2020-01-05",1]'));
  });

  it('asks a recorded query again, of any index, and finds the same', async () => {
    const { database } = await makeArchive({ 'articles/a.md': story('title: A') });
    const reads = await readsOf(() => [dayCount('2020-01-05'), dayStories('2020-01-05', 1), site()]);
    useDatabase(undefined);
    for (const [key, hash] of reads) expect(askAgain(database, key), key).toBe(hash);
    expect(() => askAgain(database, 'noSuchQuery["a"]')).toThrow('No query is named in the key noSuchQuery["a"].');
  });

  it('keeps apart what pages that are drawn side by side ask', async () => {
    await makeArchive({});
    const drawn = await Promise.all(
      ['2020-01-05', '2020-01-06'].map((day) =>
        recordReads(async () => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          return dayCount(day);
        }),
      ),
    );
    expect(drawn.map(({ reads }) => [...reads.keys()])).toEqual([
      ['dayCount["2020-01-05"]'],
      ['dayCount["2020-01-06"]'],
    ]);
  });

  it('refuses a query when no index is open', () => {
    expect(() => dayCount('2020-01-05')).toThrow('A query was asked before the archive was opened.');
  });
});
