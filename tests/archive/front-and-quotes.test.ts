import { describe, expect, it } from 'vitest';
import { newestDays } from '../../src/archive/queries/days.ts';
import { newestPosts } from '../../src/archive/queries/quotes.ts';
import { termDays } from '../../src/archive/queries/terms.ts';
import { makeArchive, story } from '../content-folder.ts';

const post = (handle: string, date: string, text = 'Words.') =>
  `{ author: Ann, handle: ${handle}, date: ${date}, text: ${text} }`;

/** Stories of days of January 2020: `counts[0]` on the first, and so on. */
const january = (counts: readonly number[]) =>
  Object.fromEntries(
    counts.flatMap((count, index) =>
      Array.from({ length: count }, (_, place) => {
        const day = `2020-01-${String(index + 1).padStart(2, '0')}`;
        return [`articles/${day}-${place}.md`, story(`date: ${day}\ntitle: ${day} ${place}\ntopics: [Oil]`)];
      }),
    ),
  );

describe('the newest days', () => {
  const shown = () => newestDays().map(({ day, stories }) => [day.slice(8), stories.length]);

  it('are four where they hold much, each with its newest seven stories', async () => {
    await makeArchive(january([1, 9, 9, 1, 9]));
    expect(shown()).toEqual([
      ['05', 7],
      ['04', 1],
      ['03', 7],
      ['02', 7],
    ]);
  });

  it('are as many as it takes to fill the page where they hold little, but no more than eight', async () => {
    await makeArchive(january([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]));
    expect(shown().map(([day]) => day)).toEqual(['10', '09', '08', '07', '06', '05', '04', '03']);
  });

  it('stop when twelve stories are shown', async () => {
    await makeArchive(january([1, 1, 3, 3, 3, 3, 1]));
    expect(shown().map(([day]) => day)).toEqual(['07', '06', '05', '04', '03']);
  });
});

describe('the days of a term', () => {
  it('are counted where they lie within four months, and left out where they lie further apart', async () => {
    const archive = await makeArchive({
      'articles/a.md': story('date: 2019-12-31\ntitle: A\ntopics: [Oil]'),
      'articles/b.md': story('date: 2020-03-01\ntitle: B\ntopics: [Oil]'),
      'articles/c.md': story('date: 2020-03-01\ntitle: C\ntopics: [Oil]'),
    });
    expect(termDays('topics', 'oil')).toEqual([
      { day: '2019-12-31', count: 1 },
      { day: '2020-03-01', count: 2 },
    ]);
    expect(termDays('topics', 'gas')).toEqual([]);
    await archive.update({ 'articles/d.md': story('date: 2020-04-01\ntitle: D\ntopics: [Oil]') });
    expect(termDays('topics', 'oil')).toEqual([]);
  });
});

describe('the newest posts', () => {
  it('are twelve, newest first, each once with every story that quotes it', async () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      post('ann', `2020-01-${String(index + 1).padStart(2, '0')}`, `Post ${index}.`),
    );
    await makeArchive({
      'articles/a.md': story(`title: A\ntweets: [${many.join(', ')}]`),
      'articles/b.md': story(`title: B\ntweets: [${post('bob', '2020-02-01')}]`),
      'articles/c.md': story(`title: C\ntweets: [${post('bob', '2020-02-01')}]`),
    });
    const posts = newestPosts();
    expect(posts).toHaveLength(12);
    expect(posts.slice(0, 3).map(({ post: { handle, date } }) => [handle, date])).toEqual([
      ['bob', '2020-02-01'],
      ['ann', '2020-01-14'],
      ['ann', '2020-01-13'],
    ]);
    expect(posts[0]?.stories.map(({ title }) => title).toSorted()).toEqual(['B', 'C']);
  });
});
