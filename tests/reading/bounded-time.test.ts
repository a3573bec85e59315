import { describe, expect, it } from 'vitest';
import { readArticle } from '../../src/reading/article.ts';
import { bytesOf } from './texts.ts';

const ROOM = 2 * 1024 * 1024 - 20;

/** Milliseconds; the slowest takes about half a second on one slow core, where quadratic time takes minutes. */
const LIMIT = 10_000;

function fill(piece: string): Uint8Array {
  const size = bytesOf(piece).length;
  return bytesOf(`---\n${piece.repeat(Math.floor(ROOM / size))}\n---\nText.\n`);
}

describe('2 MiB of one thing', () => {
  it.each([
    ...[
      '[',
      '{',
      'a: ',
      '- ',
      '"',
      "'",
      '? ',
      '!',
      '&a ',
      '*a ',
      'a:\n',
      '- [\n',
      'a: "\n',
      '["',
      'a: b #c\n',
      '#\n',
      '\n',
      ' \n',
      '\u00A0\n',
    ],
    ...[
      `${'\n'.repeat(99)}#`,
      '\u2028',
      '\t',
      '---a\n',
      '\u0001',
      '🎉',
      '""\n',
      '- a\n',
      'a: |\n b\n',
      'k: { a: b }\n',
      'handle: @x\n',
    ],
  ])('is read or refused in bounded time: %j', { timeout: LIMIT }, (piece) => {
    const { value, problems } = readArticle(fill(piece), 'a.md');
    expect(value).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });

  it.each(['-', '0', 'a', '١', '2020-', 'https://', '/', 'a.', '@'])(
    'is validated in bounded time in every field: %j',
    { timeout: LIMIT },
    (piece) => {
      const value = JSON.stringify(piece.repeat(Math.floor(80_000 / piece.length)));
      const fields = ['title', 'event', 'embargo', 'language', 'slug', 'type', 'linkPeople', 'id'];
      const front = [
        ...fields.map((field) => `${field}: ${value}`),
        `related: [${value}]`,
        `aliases: [${value}]`,
        `original: { url: ${value} }`,
        `images: [{ src: ${value}, alt: a }]`,
      ];
      const { problems } = readArticle(bytesOf(`---\n${front.join('\n')}\n---\n`), 'a.md');
      expect(problems.length).toBeGreaterThan(5);
      for (const { message, fix } of problems) expect(message.length + fix.length).toBeLessThan(1000);
    },
  );

  it('reads many keys and entries in linear time', { timeout: LIMIT }, () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: x`);
    const { problems } = readArticle(bytesOf(`---\n${keys.join('\n')}\n---\n`), 'a.md');
    expect(problems.filter(({ code }) => code === 'key-unknown')).toHaveLength(20_000);
  });

  it('reads a story with a thousand posts', { timeout: LIMIT }, () => {
    const post = '  - author: A\n    handle: a\n    date: 2020-01-05\n    text: >-\n      Words\n      and words.\n';
    const { value } = readArticle(
      bytesOf(`---\ntitle: T\ndate: 2020-01-05\ntweets:\n${post.repeat(1000)}---\n`),
      'a.md',
    );
    expect(value?.tweets).toHaveLength(1000);
  });
});
