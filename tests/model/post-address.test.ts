import { describe, expect, it } from 'vitest';
import { isSameHandle, parsePostAddress } from '../../src/model/post-address.ts';

const text = (address: string) => {
  const { platform, handle = '', id } = parsePostAddress(address) ?? { platform: 'none', id: '' };
  return `${platform} ${handle} ${id}`;
};

describe('the address of a post', () => {
  it('names platform, account and id', () => {
    expect(
      [
        'https://twitter.com/Example_1/status/1213611063505846272?ref_src=twsrc%5Etfw',
        'https://x.com/example/status/1213611063505846272/photo/1',
        'https://mobile.twitter.com/example/statuses/12',
        'http://twitter.com/#!/example/status/12',
        'https://twitter.com/i/web/status/12',
        'https://bsky.app/profile/name.example.org/post/3k43tewjcj22a',
        'https://bsky.app/profile/did:plc:abc/post/3k43tewjcj22a',
        'https://social.example/@name/109300000000000000',
        'https://social.example/@name@other.example/109300000000000000/embed',
        'https://social.example/users/name/statuses/1',
        'https://www.threads.net/@na.me/post/CuP48CiS5sx',
        'https://www.threads.com/t/CuP48CiS5sx/embed',
        'https://www.youtube.com/watch?v=jNQXAC9IVRw&t=3',
        'https://youtu.be/jNQXAC9IVRw?si=x',
        'https://www.youtube-nocookie.com/embed/jNQXAC9IVRw',
      ].map(text),
    ).toEqual([
      'x Example_1 1213611063505846272',
      'x example 1213611063505846272',
      'x example 12',
      'x example 12',
      'x  12',
      'bluesky name.example.org 3k43tewjcj22a',
      'bluesky did:plc:abc 3k43tewjcj22a',
      'mastodon name@social.example 109300000000000000',
      'mastodon name@other.example 109300000000000000',
      'mastodon name@social.example 1',
      'threads na.me CuP48CiS5sx',
      'threads  CuP48CiS5sx',
      'youtube  jNQXAC9IVRw',
      'youtube  jNQXAC9IVRw',
      'youtube  jNQXAC9IVRw',
    ]);
  });

  it('is none where a page is no post', () => {
    for (const address of [
      'https://twitter.com/example',
      'https://twitter.com/example/status/',
      'https://twitter.com/hashtag/x?src=hash',
      'https://nottwitter.com/example/status/12',
      'https://bsky.app/profile/name.example.org',
      'https://www.youtube.com/watch?v=short',
      'https://www.youtube.com/@name',
      'javascript:alert(1)',
      'https://user:word@x.com/example/status/12',
    ])
      expect(parsePostAddress(address)).toBeUndefined();
  });
});

describe('two names of accounts', () => {
  it('are the same in any case, and on Mastodon with or without the host', () => {
    expect(isSameHandle('x', 'Example', 'example')).toBe(true);
    expect(isSameHandle('x', 'example', 'example1')).toBe(false);
    expect(isSameHandle('mastodon', 'name@social.example', 'name')).toBe(true);
    expect(isSameHandle('mastodon', 'name@social.example', 'name@other.example')).toBe(false);
  });
});
