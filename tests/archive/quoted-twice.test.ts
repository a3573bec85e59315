import { describe, expect, it } from 'vitest';
import { accountPosts } from '../../src/archive/queries/quotes.ts';
import { termWords } from '../../src/archive/queries/terms.ts';
import { makeArchive, story } from '../content-folder.ts';

const REGISTRY = {
  'people/minister.md': '---\nname: A Minister\nhandles: [minister]\n---\n',
  'organizations/ministry.md': '---\nname: The Ministry\n---\n',
};
// An id of 5 January 2020, 10:00 UTC.
const ID = String((BigInt(Date.UTC(2020, 0, 5, 10)) - 1_288_834_974_657n) << 22n);
const post = (...fields: string[]) =>
  `tweets:\n  - author: A Minister\n    handle: Minister\n    text: We spoke.\n    id: "${ID}"\n    ${fields.join('\n    ')}\n`;

const TWICE = {
  ...REGISTRY,
  'articles/2020/01/05-a.md': story(
    `title: A\ndate: 2020-01-05\n${post('date: 2020-01-05', 'status: live', 'checked: 2020-02-01', `url: https://x.com/minister/status/${ID}`)}`,
  ),
  'articles/2020/01/06-b.md': story(
    `title: B\ndate: 2020-01-06\n${post(
      'date: 2020-01-05T10:00:00Z',
      'status: deleted',
      'checked: 2021-02-01',
      'archived: { url: "https://archive.example/1" }',
    )}`,
  ),
  'articles/2020/01/07-c.md': story(
    `title: C\ndate: 2020-01-07\n${post('date: 2020-01-05', 'status: live', 'checked: 2020-03-01')}`,
  ),
};

const KNOWN = {
  status: 'deleted',
  checked: '2021-02-01',
  url: `https://x.com/minister/status/${ID}`,
  archived: { url: 'https://archive.example/1' },
  date: '2020-01-05T10:00:00Z',
};

describe('a post that several stories quote', () => {
  it('has on its account’s page the state of the last check, and all that any story knows', async () => {
    await makeArchive(TWICE);
    const posts = accountPosts('x', 'minister');
    expect(posts).toHaveLength(1);
    expect(posts[0]?.post).toMatchObject(KNOWN);
    expect(posts[0]?.stories.map(({ title }) => title).sort()).toEqual(['A', 'B', 'C']);
  });

  it('is one of its author’s words, with every story', async () => {
    await makeArchive(TWICE);
    const { words, count, accounts } = termWords('people', 'minister');
    expect(count).toBe(1);
    expect(words[0]?.quote).toMatchObject(KNOWN);
    expect(words[0]?.stories.map(({ title }) => title).sort()).toEqual(['A', 'B', 'C']);
    expect(accounts).toEqual([{ platform: 'x', handle: 'Minister' }]);
  });
});

describe('the words of a term', () => {
  it('keep statements apart, though their words are the same', async () => {
    const said = 'statements: [{ speaker: The Ministry, text: No comment. }]\n';
    await makeArchive({
      ...REGISTRY,
      'articles/a.md': story(`title: A\ndate: 2020-01-05\n${said}`),
      'articles/b.md': story(`title: B\ndate: 2020-01-06\n${said}`),
    });
    const { words } = termWords('organizations', 'ministry');
    expect(words.map(({ stories }) => stories.map(({ title }) => title))).toEqual([['A'], ['B']]);
  });

  it('are the newest fifty, oldest first, of all that are counted', async () => {
    const days = Array.from({ length: 60 }, (_, index) =>
      new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10),
    );
    const list = days
      .map((day) => `  - { author: A Minister, handle: minister, date: ${day}, text: Words. }`)
      .join('\n');
    await makeArchive({ ...REGISTRY, 'articles/a.md': story(`title: A\ndate: 2020-03-30\ntweets:\n${list}\n`) });
    const { words, count } = termWords('people', 'minister');
    expect(count).toBe(60);
    expect(words.map(({ quote }) => quote.date)).toEqual(days.slice(10));
  });
});

describe('the language of words away from their story', () => {
  it('is their own, or else that of the story', async () => {
    await makeArchive({
      ...REGISTRY,
      'articles/a.md': story(
        'title: A\nlanguage: hi\ntweets:\n  - { author: A, handle: minister, date: 2020-01-05, text: One }\n  - { author: A, handle: minister, date: 2020-01-04, text: Two, language: fa }\n',
      ),
      'articles/b.md': story('title: B\ntweets: [{ author: A, handle: minister, date: 2020-01-03, text: Three }]\n'),
    });
    const languages = accountPosts('x', 'minister').map(({ post: { language } }) => language);
    expect(languages).toEqual(['hi', 'fa', undefined]);
    expect(termWords('people', 'minister').words.map(({ quote }) => quote.language)).toEqual([undefined, 'fa', 'hi']);
  });
});
