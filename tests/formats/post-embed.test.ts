import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/capture.ts';
import { toPostEmbed } from '../../src/formats/post-embed.ts';
import { tweet, type Tweet } from '../../src/model/quote.ts';
import { idOn } from '../capture/posts.ts';

const POST = {
  author: 'Road Office',
  handle: 'roadoffice',
  date: '2020-01-05',
  text: 'Ask @mayor & co:\nhttps://t.co/a <now>',
  entities: [
    { kind: 'mention', text: '@mayor', url: 'https://twitter.com/mayor' },
    { kind: 'link', text: 'https://t.co/a', url: 'https://t.co/a', expanded: 'https://pass.example/a?b=1&c=2' },
  ],
  language: 'en',
  direction: 'ltr',
  id: '1213792257438646272',
  url: 'https://twitter.com/roadoffice/status/1213792257438646272',
};

/** Gives a post as it is after it was written out and captured again. */
function again(post: Tweet): unknown {
  const { posts, refused } = capture(toPostEmbed(post) ?? '');
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  const [{ key: _key, ...found } = { key: '' }] = posts;
  return tweet.parse(found);
}

/** What embeds say of a post that is captured from them. */
const fromEmbed = (post: object) => tweet.parse({ ...post, dateFrom: 'embed', captured: 'embed' });

describe('a post as the HTML of an embed', () => {
  it('is written as X writes it', () => {
    expect(toPostEmbed(tweet.parse({ ...POST, entities: POST.entities.slice(0, 1) }))).toBe(
      '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Ask <a href="https://twitter.com/mayor">@mayor</a> &amp; co:<br>https://t.co/a &lt;now&gt;</p>&mdash; Road Office (@roadoffice) <a href="https://twitter.com/roadoffice/status/1213792257438646272">January 5, 2020</a></blockquote> <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>',
    );
  });

  it.each([
    ['X', {}],
    ['X, without its address', { url: undefined, id: undefined, entities: [] }],
    ['X, with a time', { date: '2020-01-05T12:00:00Z' }],
    [
      'Bluesky',
      {
        platform: 'bluesky',
        handle: 'road.example',
        date: '2025-07-10',
        id: '3ltkzovdtps2z',
        url: 'https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/3ltkzovdtps2z',
      },
    ],
    [
      'Mastodon',
      {
        platform: 'mastodon',
        handle: 'road@social.example',
        id: '103400000000000000',
        date: '2019-12-31',
        url: 'https://social.example/@road/103400000000000000',
      },
    ],
    [
      'Threads',
      {
        platform: 'threads',
        handle: 'road.office',
        id: 'Cabc123',
        url: 'https://www.threads.net/@road.office/post/Cabc123',
      },
    ],
  ])('of %s is captured to the same record', (_what, fields) => {
    const post = fromEmbed({ ...POST, ...fields });
    expect(again(post)).toEqual(post);
  });

  it('holds the post that it quotes', () => {
    const inner = fromEmbed({ ...POST, key: 'mayor', handle: 'mayor', url: POST.url.replace('roadoffice', 'mayor') });
    const { posts } = capture(toPostEmbed(fromEmbed({ ...POST, quoted: 'mayor' }), inner) ?? '');
    expect(posts.map(({ key, quoted }) => [key, quoted])).toEqual([
      ['mayor-2020-01-05', undefined],
      ['roadoffice-2020-01-05', 'mayor-2020-01-05'],
    ]);
  });

  it('is not there for a video, whose embed has no words', () => {
    expect(toPostEmbed(tweet.parse({ ...POST, platform: 'youtube', url: undefined, id: undefined }))).toBeUndefined();
  });

  it('of any words and names is captured to the same record', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        '— ',
        ' - ',
        '(@ann@h.example)',
        '(@x) January 1, 2020',
        '&amp;',
        '<b>',
        '"',
        "'",
        '\n',
        '\n\n',
        '  ',
        '🏳️‍🌈',
        'שלום',
        'مرحبا',
        '#tag',
        '@who',
        '\u00a0',
        '::tweet{key="a"}',
        '-->',
        ']]>',
        '</blockquote>',
        '`',
      ),
    );
    // Control characters and halves of pairs are refused in every field.
    const clean = (pieces: readonly string[]) =>
      pieces
        .join('')
        .replace(/[[\p{Cc}--\n]\p{Cs}\u202A-\u202E\uFFFE\uFFFF]/gv, '')
        .trim();
    const words = fc
      .array(piece, { minLength: 1, maxLength: 12 })
      .map(clean)
      .filter((text) => text !== '');
    const name = fc
      .array(piece, { minLength: 1, maxLength: 4 })
      .map((pieces) =>
        clean(pieces)
          .replace(/[\s\u061C\u200B-\u200F\u2028\u2029\u2066-\u2069\uFEFF]+/gu, ' ')
          .trim(),
      )
      .filter((text) => text !== '' && Array.from(text).length <= 50);
    fc.assert(
      fc.property(
        words,
        name,
        fc.boolean(),
        fc.option(fc.constantFrom('ltr', 'rtl'), { nil: undefined }),
        (text, author, hasUrl, direction) => {
          const id = idOn('2020-01-05');
          const shown = [...text.matchAll(/(?:@who|#tag)/gu)].map(([found]) => ({
            kind: found.startsWith('@') ? 'mention' : 'hashtag',
            text: found,
            url: `https://twitter.com/${found.slice(1)}`,
          }));
          const post = fromEmbed({
            author,
            handle: 'roadoffice',
            date: '2020-01-05',
            text,
            entities: shown,
            direction,
            ...(hasUrl && { id, url: `https://twitter.com/roadoffice/status/${id}` }),
          });
          expect(again(post)).toEqual(post);
        },
      ),
      { numRuns: 400 },
    );
  });
});
