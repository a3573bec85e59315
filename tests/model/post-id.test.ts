import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeOfPostId } from '../../src/model/post-id.ts';

describe('the time of a post’s id', () => {
  it('is the millisecond at which an id on X was given out', () => {
    expect(timeOfPostId('x', '1213611063505846272')).toBe(Date.UTC(2020, 0, 5));
    expect(timeOfPostId('x', '1213973451371446271')).toBe(Date.UTC(2020, 0, 6) - 1);
    expect(timeOfPostId('x', '1213973451371446272')).toBe(Date.UTC(2020, 0, 6));
  });

  it('is unknown for ids that were counted up, and for what is no id of X', () => {
    for (const id of ['20', '29700859247', 'abc', '', '-1', '9'.repeat(21), '١٢٣'])
      expect(timeOfPostId('x', id)).toBeUndefined();
  });

  it('is read exactly from ids above 2^53', () => {
    fc.assert(
      fc.property(fc.bigInt(29_700_859_248n, 2n ** 63n - 1n), (id) => {
        expect(timeOfPostId('x', String(id))).toBe(Number((id >> 22n) + 1_288_834_974_657n));
      }),
    );
  });

  it('is read from ids of Mastodon, and not from those of its first years', () => {
    const time = Date.UTC(2022, 10, 5, 12);
    expect(timeOfPostId('mastodon', String(BigInt(time) << 16n))).toBe(time);
    expect(timeOfPostId('mastodon', '1234567')).toBeUndefined();
  });

  it('is read from ids of Bluesky, to the millisecond', () => {
    const digits = '234567abcdefghijklmnopqrstuvwxyz';
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2022, 0), max: Date.UTC(2090, 0) }),
        fc.integer({ min: 0, max: 1023 }),
        (ms, clock) => {
          let number = ((BigInt(ms) * 1000n) << 10n) | BigInt(clock);
          let id = '';
          for (let place = 0; place < 13; place++, number >>= 5n) id = `${digits[Number(number & 31n)]}${id}`;
          expect(timeOfPostId('bluesky', id)).toBe(ms);
        },
      ),
    );
    for (const id of ['', '3k', 'zzzzzzzzzzzzz', '3K43TEWJCJ22A']) expect(timeOfPostId('bluesky', id)).toBeUndefined();
  });

  it('is unknown where a platform says nothing of it', () => {
    expect(timeOfPostId('threads', 'CuP48CiS5sx')).toBeUndefined();
    expect(timeOfPostId('youtube', 'jNQXAC9IVRw')).toBeUndefined();
  });
});
