import { expect, test } from 'vitest';
import { jsonl } from '../../../src/importers/tables/jsonl.ts';
import { fatesOf, inputOf, itemsOf, skippedIn, storiesIn } from '../input.ts';

const ONE = {
  title: 'One',
  date: '2020-01-05T10:00:00Z',
  meta: { author: [{ name: 'Jane Roe' }], tags: ['roads', 'bridges'], image: { url: 'https://example.org/a.jpg' } },
  content: 'Words.\n\nMore words.',
};

test('nested objects give columns with dots', async () => {
  const [story] = storiesIn(await itemsOf(jsonl, { 'a.jsonl': `${JSON.stringify(ONE)}\n` }));
  expect(story?.front).toEqual({
    title: 'One',
    date: '2020-01-05T10:00:00Z',
    authors: [{ name: 'Jane Roe' }],
    topics: [{ name: 'roads' }, { name: 'bridges' }],
  });
  expect(story && fatesOf(story)).toMatchInlineSnapshot(`
    [
      "title → title",
      "date → date",
      "meta.author → authors, changed: read as a list of names",
      "meta.tags → topics, changed: read as a list of names",
      "meta.image.url ✗ no field of a story is known by this name (--map can give it one)",
      "content → body",
    ]
  `);
});

test('a list over several lines gives the same stories as lines do', async () => {
  const two = { ...ONE, title: 'Two } ] , "\\', content: 'In [brackets], {braces}\n"quotes"' };
  const lines = await itemsOf(jsonl, { 'a.jsonl': `${JSON.stringify(ONE)}\n${JSON.stringify(two)}\n` });
  const list = await itemsOf(jsonl, { 'a.json': JSON.stringify([ONE, two], undefined, 2) });
  expect(storiesIn(list).map(({ front, body }) => [front, body])).toEqual(
    storiesIn(lines).map(({ front, body }) => [front, body]),
  );
  expect(storiesIn(list).map(({ place }) => [place.line, place.item])).toEqual([
    [2, 1],
    [21, 2],
  ]);
});

test('lists within an object give their objects, and an object with fields of a story is one', async () => {
  const two = { ...ONE, title: 'Two' };
  const [lined, ...others] = await Promise.all(
    [undefined, 2].map((indent) =>
      itemsOf(jsonl, {
        'a.json': JSON.stringify({ made: { by: { name: 'A' } }, posts: [ONE, two], tags: [1] }, undefined, indent),
      }),
    ),
  );
  for (const items of [lined ?? [], ...others])
    expect(storiesIn(items).map(({ front, place }) => [front.title, place.item])).toEqual([
      ['One', 1],
      ['Two', 2],
    ]);
  const [story, more] = await itemsOf(jsonl, {
    'a.json': JSON.stringify({ ...ONE, refs: [{ title: 'X' }] }, undefined, 2),
  });
  expect([story?.name, more]).toEqual(['One', undefined]);
  const none = await itemsOf(jsonl, { 'a.json': '{"a": 1}', 'b.json': '{\n"posts": [{"title": "A"' });
  expect(skippedIn(none).map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
    'not-a-story: It has no list of objects.',
    'unreadable: The file ends before its JSON does: it is cut off.',
  ]);
});

test('a list larger than a buffer is cut at the right places', async () => {
  const many = Array.from({ length: 300 }, (_, index) => ({
    ...ONE,
    title: `Story \\${String(index)}"`,
    content: '\\"{[é'.repeat(index * 7),
  }));
  const stories = storiesIn(await itemsOf(jsonl, { 'a.json': JSON.stringify(many) }));
  expect(stories.map(({ front }) => front.title)).toEqual(many.map(({ title }) => title));
  expect(stories.at(-1)?.body.text).toBe(many.at(-1)?.content);
});

test('a line that is no object is told, and the others are read', async () => {
  const items = await itemsOf(jsonl, {
    'a.jsonl': `${JSON.stringify(ONE)}\n{"title": "Two",\n\n42\n${JSON.stringify(ONE)}`,
  });
  expect(storiesIn(items)).toHaveLength(2);
  expect(skippedIn(items).map(({ place, reason }) => [place.line, reason])).toEqual([
    [2, 'unreadable'],
    [4, 'unreadable'],
  ]);
});

test('a list that is never closed loses its last element alone', async () => {
  const items = await itemsOf(jsonl, { 'a.json': `[${JSON.stringify(ONE)},{"title": "Tw` });
  expect(items.map((item) => (item.kind === 'story' ? item.name : item.message))).toEqual([
    'One',
    'The list is never closed.',
  ]);
});

test('a key that would change objects themselves is a column like any other', async () => {
  const [story] = storiesIn(
    await itemsOf(jsonl, {
      'a.jsonl': '{"title":"One","date":"2020-01-05","text":"W","__proto__":{"status":"draft"}}',
    }),
  );
  expect(story?.front).toEqual({ title: 'One', date: '2020-01-05' });
});

test('lines are recognized by the file’s name, a list by its columns', async () => {
  expect(await jsonl.recognizes(inputOf({ 'a.jsonl': '' }))).toBe(0.9);
  expect(await jsonl.recognizes(inputOf({ 'a.json': JSON.stringify([ONE]) }))).toBe(0.6);
  expect(await jsonl.recognizes(inputOf({ 'a.txt': '' }))).toBe(0);
});

test('what of a list or object is not taken is told', async () => {
  const record = {
    title: ['One', 'Two'],
    date: { $date: '2020-01-05T10:00:00Z' },
    body: ['Words.', { kind: 'video' }],
    authors: [{ name: 'Jane Roe', mail: 'jane@example.org' }, { id: 3 }],
    slug: ['a', 'b'],
    section: { a: {} },
  };
  const [story] = storiesIn(await itemsOf(jsonl, { 'a.jsonl': JSON.stringify(record) }));
  expect(story?.front).toEqual({ title: 'One', date: '2020-01-05T10:00:00Z', authors: [{ name: 'Jane Roe' }] });
  expect(story?.fates).toMatchInlineSnapshot(`
    [
      {
        "as": "title",
        "fate": "changed",
        "field": "title",
        "how": "cut to the first of several: “["One","Two"]”",
      },
      {
        "as": "date",
        "fate": "kept",
        "field": "date.$date",
      },
      {
        "as": "body",
        "fate": "changed",
        "field": "body",
        "how": "freed of what is no text: “{"kind":"video"}”",
      },
      {
        "as": "authors",
        "fate": "changed",
        "field": "authors",
        "how": "cut to a list of names; freed of what has no name: “{"id":3}”",
      },
      {
        "fate": "dropped",
        "field": "slug",
        "value": "["a","b"]",
        "why": "it is no text",
      },
      {
        "fate": "dropped",
        "field": "section.a",
        "value": "{}",
        "why": "no field of a story is known by this name (--map can give it one)",
      },
    ]
  `);
});
