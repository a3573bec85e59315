import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOfPost } from '../../src/formats/post-text.ts';
import { handle as accountName, type Platform } from '../../src/model/quote.ts';

const read = (text: string, platform: Platform = 'x') =>
  partsOfPost(text, platform).flatMap((part) => (part.kind === 'text' ? [] : [`${part.kind} ${part.text}`]));

describe('partsOfPost', () => {
  it('finds mentions, hashtags and addresses', () => {
    expect(read('Spoke to FM @JZarif. See https://t.co/abc, #IranUS #भारत (@a_b) 📞@c')).toMatchInlineSnapshot(`
      [
        "mention @JZarif",
        "link https://t.co/abc",
        "tag #IranUS",
        "tag #भारत",
        "mention @a_b",
        "mention @c",
      ]
    `);
  });

  it('does not take mail addresses, numbers or long words for them', () => {
    expect(read('desk@example.org #2020 #1 @abcdefghijklmnopq a/@b ##c')).toEqual([]);
  });

  it('knows handles with dots and hosts on other platforms', () => {
    expect(read('@name.bsky.social. and @user@example.social', 'mastodon')).toMatchInlineSnapshot(`
      [
        "mention @name.bsky.social",
        "mention @user@example.social",
      ]
    `);
  });

  it('leaves stops and brackets outside an address, unless it opened the bracket', () => {
    expect(read('(https://a.example/b/). https://a.example/c_(d) https://a.example/e?f=1!')).toMatchInlineSnapshot(`
      [
        "link https://a.example/b/",
        "link https://a.example/c_(d)",
        "link https://a.example/e?f=1",
      ]
    `);
  });

  it('takes no address that is not a plain one', () => {
    expect(read('https://user:pass@example.org/ https:// javascript:alert(1)')).toEqual([]);
  });

  it('takes a name in a script of marks as a whole, as accounts are named', () => {
    const handle = 'राहुल_टीवी';
    expect(partsOfPost(`@${handle} और`, 'youtube')[0]).toEqual({ kind: 'mention', text: `@${handle}`, handle });
    expect(accountName.safeParse(handle).success).toBe(true);
  });

  it('never changes a character', () => {
    const word = fc.constantFrom('@a', '#b', 'https://a.b/c).', '@user@host.org', '\n', '👩‍👩‍👧', '#', '@');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ unit: 'binary' }))),
        fc.constantFrom<Platform>('x', 'mastodon'),
        (words, on) => {
          const text = words.join(' ');
          const parts = partsOfPost(text, on);
          expect(parts.map((part) => part.text).join('')).toBe(text);
        },
      ),
    );
  });
});
