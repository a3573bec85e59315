import { describe, expect, it } from 'vitest';
import type { QuoteRow, WordsRow } from '../../src/archive/rows.ts';
import { byReports } from '../../src/layouts/reports.ts';

describe('byReports', () => {
  const quote: QuoteRow = { kind: 'statement', speaker: 'A minister', text: 'Words.', withheld: false };
  const words = (text: string, addresses: readonly string[], more?: number): WordsRow => ({
    quote: { ...quote, text },
    stories: addresses.map((address) => ({ address, title: 'A story', day: '2020-01-05' })),
    ...(more !== undefined && { more }),
  });

  it('puts together words that follow one another in the same stories', () => {
    const groups = byReports([
      words('1', ['/a/']),
      words('2', ['/a/']),
      words('3', ['/a/', '/b/']),
      words('4', ['/a/', '/b/'], 2),
      words('5', ['/a/']),
    ]);
    expect(
      groups.map(({ quotes, stories, more }) => [quotes.map(({ text }) => text).join(), stories.length, more]),
    ).toEqual([
      ['1,2', 1, undefined],
      ['3', 2, undefined],
      ['4', 2, 2],
      ['5', 1, undefined],
    ]);
  });
});
