import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, type ChangedLine } from '../../src/archive/word-difference.ts';

/** Writes a difference as text: what went in [-…-], what came in {+…+}, what is left out as …. */
function written(lines: readonly ChangedLine[]): string {
  return lines
    .map((line) =>
      line
        .map(({ kind, text }) =>
          kind === 'removed' ? `[-${text}-]` : kind === 'added' ? `{+${text}+}` : kind === 'gap' ? '…' : text,
        )
        .join(''),
    )
    .join('\n');
}

const difference = (before: string, after: string, language = 'en') =>
  written(differenceOf(before.split('\n'), after.split('\n'), language));

describe('the difference of two texts', () => {
  it('is nothing for the same words', () => {
    expect(difference('One day.\nAnother.', 'One day.\nAnother.')).toBe('');
  });

  it('names the words that went and those that came', () => {
    expect(difference('At least five people died.', 'At least six people died.')).toBe(
      'At least [-five -]{+six +}people died.',
    );
    expect(difference('He left early', 'He left')).toBe('He left [-early-]');
    expect(difference('He left', 'He left early')).toBe('He left {+early+}');
  });

  it('takes a word that stayed between two that were replaced into the change', () => {
    expect(difference('from 5 to 7 dead', 'from 6 to 8 dead')).toBe('from [-5 to 7 -]{+6 to 8 +}dead');
    expect(difference('a big and red car', 'a and car')).toBe('a [-big -]and [-red -]car');
  });

  it('leaves out what stayed, but for some words around each change', () => {
    const words = Array.from({ length: 40 }, (_, index) => `w${index}`);
    const changed = words.with(20, 'new');
    expect(difference(words.join(' '), changed.join(' '))).toBe(
      '…w12 w13 w14 w15 w16 w17 w18 w19 [-w20 -]{+new +}w21 w22 w23 w24 w25 w26 w27 w28 …',
    );
  });

  it('leaves out whole paragraphs that stayed, and says so between two that changed', () => {
    expect(difference('a b\nsame\nsame too\nc d', 'a x\nsame\nsame too\nc y')).toBe('a [-b-]{+x+}\n…\nc [-d-]{+y+}');
    expect(difference('one\ntwo\nthree', 'one\nthree')).toBe('[-two-]');
  });

  it.each([
    ['Hindi', 'hi', 'पाँच लोगों की मौत हुई', 'छह लोगों की मौत हुई', '[-पाँच -]{+छह +}लोगों की मौत हुई'],
    ['Arabic', 'ar', 'قُتل خمسة أشخاص', 'قُتل ستة أشخاص', 'قُتل [-خمسة -]{+ستة +}أشخاص'],
    ['Persian with its joiners', 'fa', 'می‌رود', 'نمی‌رود', '[-می‌رود-]{+نمی‌رود+}'],
    ['Chinese, without spaces', 'zh', '至少五人死亡', '至少六人死亡', '至少[-五人-]{+六人+}死亡'],
    ['families of emoji', 'en', 'Seen 👨‍👩‍👧 here', 'Seen 👨‍👩‍👦 here', 'Seen [-👨‍👩‍👧 -]{+👨‍👩‍👦 +}here'],
    ['flags', 'en', 'From 🇮🇳 today', 'From 🇮🇷 today', 'From [-🇮🇳 -]{+🇮🇷 +}today'],
  ])('parts words of %s rightly', (_name, language, before, after, told) => {
    expect(difference(before, after, language)).toBe(told);
  });

  it('gives whole lines where too many words changed', () => {
    const text = (word: string) => Array.from({ length: 1200 }, (_, index) => `${word}${index}`).join(' ');
    const [before, after] = [`Same ${text('a')}`, `Same ${text('b')}`];
    expect(differenceOf([before], [after], 'en')).toEqual([
      [{ kind: 'removed', text: before }],
      [{ kind: 'added', text: after }],
    ]);
  });

  it('is bounded for texts of many lines of which none stayed', () => {
    const lines = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word} ${index}`);
    const told = differenceOf(lines('a'), lines('b'), 'en');
    expect(told).toHaveLength(10_000);
    expect(told[0]).toEqual([{ kind: 'removed', text: 'a 0' }]);
  });

  it('holds every word of both texts, whatever they are', () => {
    // So few words that none is left out.
    const line = fc.array(fc.constantFrom('a', 'b', 'ce', 'सन', '五', '👍🏽', ',', '.'), { minLength: 1, maxLength: 7 });
    const keepsAll = (before: readonly string[], after: readonly string[]) => {
      const [told = []] = differenceOf([before.join(' ')], [after.join(' ')], 'en');
      const without = (kind: string) =>
        told
          .filter((stretch) => stretch.kind !== kind)
          .map(({ text }) => text)
          .join('')
          .trimEnd();
      if (before.join(' ') === after.join(' ')) expect(told).toEqual([]);
      else expect([without('added'), without('removed')]).toEqual([before.join(' '), after.join(' ')]);
    };
    fc.assert(fc.property(line, line, keepsAll), { numRuns: 500 });
  });
});
