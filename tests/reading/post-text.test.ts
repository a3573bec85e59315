import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt } from '../../src/formats/post-text.ts';
import { handle as accountName, type Platform, type PostEntity } from '../../src/model/quote.ts';
import { marksOf } from '../../src/reading/post-text.ts';

const read = (text: string, platform: Platform = 'x') =>
  cutAt(text, marksOf({ text, platform, entities: [] })).flatMap((part) =>
    part.mark ? [`${part.mark.kind} ${part.text}`] : [],
  );

describe('what a post without entities names', () => {
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
    expect(marksOf({ text: `@${handle} और`, platform: 'youtube', entities: [] })).toEqual([
      { kind: 'mention', start: 0, end: handle.length + 1, handle },
    ]);
    expect(accountName.safeParse(handle).success).toBe(true);
  });

  it('never changes a character', () => {
    const word = fc.constantFrom('@a', '#b', 'https://a.b/c).', '@user@host.org', '\n', '👩‍👩‍👧', '#', '@');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ unit: 'binary' }))),
        fc.constantFrom<Platform>('x', 'mastodon'),
        (words, platform) => {
          const text = words.join(' ');
          expect(joined(text, platform, [])).toBe(text);
        },
      ),
    );
  });
});

const joined = (text: string, platform: Platform, entities: PostEntity[]) =>
  cutAt(text, marksOf({ text, platform, entities }))
    .map((part) => part.text)
    .join('');

describe('what a post with entities names', () => {
  it('is what these say, in their order; addresses lead where they led, and one that is not in the text is skipped', () => {
    const text = '@a @a on #x, t.co/1 t.co/2 pic.twitter.com/3 $GOLD';
    const entities: PostEntity[] = [
      { kind: 'mention', text: '@a' },
      { kind: 'mention', text: '@a' },
      { kind: 'mention', text: '@b' },
      { kind: 'hashtag', text: '#x' },
      { kind: 'link', text: 't.co/1', url: 'https://t.co/1', expanded: 'https://example.org/one' },
      { kind: 'link', text: 't.co/2', url: 'https://t.co/2' },
      { kind: 'media', text: 'pic.twitter.com/3' },
      { kind: 'cashtag', text: '$GOLD' },
    ];
    expect(marksOf({ text, platform: 'x', entities })).toEqual([
      { kind: 'mention', handle: 'a', start: 0, end: 2 },
      { kind: 'mention', handle: 'a', start: 3, end: 5 },
      { kind: 'tag', start: 9, end: 11 },
      { kind: 'link', url: 'https://example.org/one', start: 13, end: 19 },
      { kind: 'link', url: 'https://t.co/2', start: 20, end: 26 },
      { kind: 'link', start: 27, end: 44 },
      { kind: 'tag', start: 45, end: 50 },
    ]);
  });

  it('knows an account on Mastodon by its host, which only the address of the mention tells', () => {
    const entities: PostEntity[] = [{ kind: 'mention', text: '@ana', url: 'https://social.example/@ana' }];
    expect(marksOf({ text: 'With @ana', platform: 'mastodon', entities })).toEqual([
      { kind: 'mention', handle: 'ana@social.example', start: 5, end: 9 },
    ]);
  });

  it('never changes a character either', () => {
    const piece = fc.oneof(
      fc.constantFrom('@a', '#ب', '👩‍👩‍👧', 'नमस्ते', '\n\n'),
      fc.string({ unit: 'binary', minLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(piece), (words, named) => {
        const text = words.join('');
        const entities = named.map((name): PostEntity => ({ kind: 'hashtag', text: name }));
        expect(joined(text, 'x', entities)).toBe(text);
      }),
    );
  });
});
