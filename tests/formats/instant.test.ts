import { describe, expect, it } from 'vitest';
import { latestOf, toTimestamp } from '../../src/formats/instant.ts';

describe('toTimestamp', () => {
  it('gives a day its noon, and a time its seconds', () => {
    expect(['2020-01-05', '2020-01-05T19:40+05:30', '2020-01-05T19:40:07.5Z', '2020-01-05T19:40:00Z'].map(toTimestamp))
      .toMatchInlineSnapshot(`
        [
          "2020-01-05T12:00:00Z",
          "2020-01-05T19:40:00+05:30",
          "2020-01-05T19:40:07.5Z",
          "2020-01-05T19:40:00Z",
        ]
      `);
  });
});

describe('latestOf', () => {
  it('compares instants, not texts', () => {
    expect(latestOf(['2020-01-06T01:00:00+05:30', '2020-01-05T20:00:00Z'])).toBe('2020-01-05T20:00:00Z');
  });

  it('gives the first of equals', () => {
    expect(latestOf(['2020-01-05', '2020-01-05T00:00:00Z'])).toBe('2020-01-05');
  });

  it('refuses an empty list', () => {
    expect(() => latestOf([])).toThrowErrorMatchingInlineSnapshot(`[RangeError: No dates to choose from.]`);
  });
});
