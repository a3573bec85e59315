import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, postsIntoStory, toFrontMatter } from '../../src/capture/front-matter.ts';
import { tweet } from '../../src/model/quote.ts';
import { readArticle } from '../../src/reading/article.ts';
import { parseYaml } from '../../src/reading/yaml.ts';

const POST = {
  key: 'road-2020-01-05',
  author: 'Road: Office #1',
  handle: '0123',
  date: '2020-01-05',
  text: 'The road is open.\n\n- really\n',
  id: '1213792257438646272',
};
const NOTHING = { key: 'a', author: 'A', handle: 'a', date: '2020-01-05', text: 'T' };

function put(story: string): string {
  const edit = postsIntoStory(story.replaceAll('\r\n', '\n'), [NOTHING]);
  if (!edit || edit.end > edit.start) throw new Error('The story cannot be added to, or something in it would change.');
  return applyEdits(story, [edit]);
}

/** Reads the keys of a story’s posts. */
function keysIn(story: string): unknown {
  const { value, problems } = readArticle(new TextEncoder().encode(story), '2020/01/05-a.md');
  return value?.tweets.map(({ key }) => key) ?? problems;
}

describe('posts as front matter', () => {
  it('are tidy', () => {
    expect(toFrontMatter([POST])).toBe(
      [
        'tweets:',
        '  - key: road-2020-01-05',
        '    author: "Road: Office #1"',
        '    handle: "0123"',
        '    date: 2020-01-05',
        '    text: |',
        '      The road is open.',
        '',
        '      - really',
        '    id: "1213792257438646272"',
        '',
      ].join('\n'),
    );
  });

  it('are read again as they were, whatever their words', () => {
    const clean = (text: string) => text.replace(/[[\p{Cc}--[\n\t]]\p{Cs}\u202A-\u202E\uFFFE\uFFFF]/gv, '');
    const words = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 12 }),
          fc.constantFrom(
            '\n',
            '\n\n',
            '\n ',
            '  ',
            '\t',
            ': ',
            ' #',
            '- ',
            '---',
            '...',
            '"',
            "'",
            '\\',
            '%',
            '@',
            '`',
            '|',
            '>',
            '{',
            '[',
            '&a',
            '*a',
            '!b',
            '? ',
            '~',
            'null',
            'true',
            '0x1',
            '1e3',
            '\u2028',
            '\u0085',
            '\u00a0',
            '\uFEFF',
            '🏳️‍🌈',
            'שלום',
          ),
        ),
        { minLength: 1, maxLength: 10 },
      )
      .map((pieces) => clean(pieces.join('')).trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(
        fc.array(fc.record({ author: words, text: words }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 3 }),
        (texts, form) => {
          const posts = texts.map((fields, index) => ({ ...NOTHING, ...fields, key: `k${index}` }));
          expect(parseYaml(toFrontMatter(posts), 2, 'a.md')).toMatchObject({ value: { tweets: posts }, problems: [] });
          const begun =
            ['', 'tweets:\n', 'tweets: []\n', 'tweets:\n- {key: z, author: Z, handle: z, date: 2020-01-05, text: Z}\n'][
              form
            ] ?? '';
          const story = `---\ntitle: A  # title\ndate: 2020-01-05\n${begun}section: World\n---\n\nText.\n`;
          const edit = postsIntoStory(story, posts);
          const { value, problems } = readArticle(
            new TextEncoder().encode(applyEdits(story, edit ? [edit] : [])),
            '2020/01/05-a.md',
          );
          expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(value?.tweets.slice(form === 3 ? 1 : 0)).toEqual(posts.map((post) => tweet.parse(post)));
          expect(value?.section).toBe('World');
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['none', 'title: T\ndate: 2020-01-05\n', ['a']],
    ['an empty field', 'title: T\ntweets:\ndate: 2020-01-05\n', ['a']],
    ['an empty field with a comment', 'title: T\ntweets:  # none yet\ndate: 2020-01-05\n', ['a']],
    ['an empty list', 'title: T\ndate: 2020-01-05\ntweets: []\n', ['a']],
    [
      'a list on one line',
      'title: T\ndate: 2020-01-05\ntweets: [{ key: z, author: Z, handle: z, date: 2020-01-05, text: Z }]  # one\n',
      ['z', 'a'],
    ],
    [
      'a list without indentation',
      'title: T\ntweets:\n- key: z\n  author: Z\n  handle: z\n  date: 2020-01-05\n  text: Z\n# after\ndate: 2020-01-05\n',
      ['z', 'a'],
    ],
    [
      'a list that ends with lines',
      'title: T\ndate: 2020-01-05\ntweets:\n    - key: z\n      author: Z\n      handle: z\n      date: 2020-01-05\n      text: |\n        One.\n\n        Two.\n',
      ['z', 'a'],
    ],
  ])('go into a story with %s, in which nothing else changes', (_what, front, keys) => {
    for (const newline of ['\n', '\r\n']) {
      const story = `---\n${front}---\n\nText.  \n\nEnd`.replaceAll('\n', newline);
      const added = put(story);
      expect(keysIn(added)).toEqual(keys);
      if (newline === '\r\n') expect(added.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    }
  });

  it('keep a byte-order mark', () => {
    expect(put('\uFEFF---\r\ntitle: T\r\ndate: 2020-01-05\r\n---\r\n'.replace('\uFEFF', ''))).toContain(
      'tweets:\r\n  - key: a\r\n',
    );
    expect(applyEdits('\uFEFFab', [{ start: 1, end: 1, insert: '-' }])).toBe('\uFEFFa-b');
  });

  it.each([
    'No front matter.',
    '---\ntitle: T\n',
    '---\n{title: T}\n---\n',
    '---\ntweets: words\n---\n',
    '---\na: [\n---\n',
  ])('do not go into %j', (story) => {
    expect(postsIntoStory(story, [NOTHING])).toBeUndefined();
  });
});
