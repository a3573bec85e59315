import { describe, expect, it } from 'vitest';
import { fontsFor } from '../../src/layouts/fonts.ts';

describe('fontsFor', () => {
  it.each([
    [['Iran', 'Łódź'], []],
    [['Iran', 'ایران'], ['naskh']],
    [
      ['भारत', 'ایران'],
      ['naskh', 'devanagari'],
    ],
  ])('of %j adds the fonts of their scripts to the two of every page', (texts, scripts) => {
    const fonts = fontsFor(texts);
    expect(fonts.slice(0, 2).map((font) => /literata|archivo/u.exec(font)?.[0])).toEqual(['literata', 'archivo']);
    expect(fonts.slice(2).map((font) => /naskh|devanagari/u.exec(font)?.[0])).toEqual(scripts);
  });
});
