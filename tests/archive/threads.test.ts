import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkedPost, type Thread, type ThreadPost, threadsOf } from '../../src/archive/threads.ts';

/** Writes threads as text: `0 1(2)` is a thread of two posts, of which the second has the third inside it; `*` means that the text places it. */
const write = (threads: readonly Thread[]) => {
  const one = ({ index, quoted }: ThreadPost): string => `${index}${quoted ? `(${one(quoted)})` : ''}`;
  return threads.map(({ posts, isPlaced }) => posts.map(one).join(' ') + (isPlaced ? '*' : ''));
};

describe('threadsOf', () => {
  it('puts answers after what they answer, whether or not the text places one of them', () => {
    const chain: LinkedPost[] = [{}, { replyTo: 0 }, { replyTo: 1 }];
    expect(write(threadsOf(chain, []))).toEqual(['0 1 2']);
    expect(write(threadsOf(chain, [[1]]))).toEqual(['0 1 2*']);
    expect(write(threadsOf([{ replyTo: 2 }, { replyTo: 0 }, {}], [[0]]))).toEqual(['2 0 1*']);
  });

  it('leaves posts where the text places them, and joins those that answer one another with nothing between', () => {
    const chain: LinkedPost[] = [{}, { replyTo: 0 }, { replyTo: 1 }];
    expect(write(threadsOf(chain, [[0, 1, 2]]))).toEqual(['0 1 2*']);
    expect(write(threadsOf(chain, [[0], [1], [2]]))).toEqual(['0*', '1*', '2*']);
    expect(write(threadsOf(chain, [[2, 1, 0]]))).toEqual(['2*', '1*', '0*']);
    expect(write(threadsOf(chain, [[2], [0]]))).toEqual(['2*', '0 1*']);
  });

  it('keeps a branch together before the next', () => {
    expect(write(threadsOf([{}, { replyTo: 0 }, { replyTo: 0 }, { replyTo: 1 }], []))).toEqual(['0 1 3 2']);
  });

  it('puts a quoted post within the first that quotes it, unless the text places it or it is part of a thread', () => {
    expect(write(threadsOf([{ quoted: 1 }, { quoted: 2 }, {}, { quoted: 1 }], [[0]]))).toEqual(['0(1(2))*', '3']);
    expect(write(threadsOf([{ quoted: 1 }, {}, { quoted: 1 }], [[2], [0]]))).toEqual(['2(1)*', '0*']);
    expect(write(threadsOf([{ quoted: 1 }, {}], [[1], [0]]))).toEqual(['1*', '0*']);
    expect(write(threadsOf([{ quoted: 1 }, {}, { replyTo: 1 }], [[0]]))).toEqual(['0*', '1 2']);
  });

  it('shows each post once, and each placed one in its place', () => {
    const story = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()).chain(([count, isTangled]) => {
      // A post quotes and answers earlier ones, as those who write them do; where it does not, it is shown all the same.
      const other = (index: number) =>
        !isTangled && index === 0
          ? fc.constant(undefined)
          : fc.option(fc.nat(isTangled ? count - 1 : index - 1), { nil: undefined });
      const posts = fc.tuple(
        ...Array.from({ length: count }, (_, index) => fc.record({ quoted: other(index), replyTo: other(index) })),
      );
      const placed = fc.shuffledSubarray([...Array(count).keys()]);
      return fc.tuple(posts, placed, fc.array(fc.nat(count), { maxLength: 4 }), fc.constant(isTangled));
    });
    fc.assert(
      fc.property(story, ([posts, placed, cuts, isTangled]) => {
        const ends = [0, ...cuts.toSorted((a, b) => a - b), placed.length];
        const runs = ends.slice(1).map((end, index) => placed.slice(ends[index], end));
        const threads = threadsOf(posts, runs);
        const all = (post: ThreadPost): number[] => [post.index, ...(post.quoted ? all(post.quoted) : [])];
        const shown = threads.flatMap(({ posts: together }) => together.flatMap(all));
        expect(shown.toSorted((a, b) => a - b)).toEqual([...posts.keys()]);
        const top = threads.flatMap(({ posts: together }) => together.map(({ index }) => index));
        expect(top.filter((index) => placed.includes(index))).toEqual(placed);
        for (const { posts: together } of threads) {
          const order = together.map(({ index }) => index);
          for (const index of order) {
            const answered = posts[index]?.replyTo;
            if (!isTangled && answered !== undefined && order.includes(answered))
              expect(order.indexOf(answered)).toBeLessThan(order.indexOf(index));
          }
        }
      }),
    );
  });
});
