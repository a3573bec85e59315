import { describe, expect, it } from 'vitest';
import { latestOf, yearsOfScale } from '../../src/model/day.ts';

describe('latestOf', () => {
  it('compares instants, not texts', () => {
    expect(latestOf(['2020-01-06T01:00:00+05:30', '2020-01-05T20:00:00Z'])).toBe('2020-01-05T20:00:00Z');
  });

  it('gives the first of equals', () => {
    expect(latestOf(['2020-01-05', '2020-01-05T12:00:00Z'])).toBe('2020-01-05');
  });

  it('refuses an empty list', () => {
    expect(() => latestOf([])).toThrowErrorMatchingInlineSnapshot(`[RangeError: No dates to choose from.]`);
  });

  it('takes a day for its noon in UTC', () => {
    expect(latestOf(['2020-01-05', '2020-01-05T17:29:00+05:30'])).toBe('2020-01-05');
    expect(latestOf(['2020-01-05', '2020-01-05T17:31:00+05:30'])).toBe('2020-01-05T17:31:00+05:30');
  });
});

describe('yearsOfScale', () => {
  it('fills the gaps between years, in order', () => {
    expect(yearsOfScale(['2020', '2017'])).toEqual(['2017', '2018', '2019', '2020']);
    expect(yearsOfScale([])).toEqual([]);
  });

  it('fills a span of 60 years, and leaves the gaps of a longer one', () => {
    expect(yearsOfScale(['1961', '2020'])).toHaveLength(60);
    expect(yearsOfScale(['1960', '2020'])).toEqual(['1960', '2020']);
    expect(yearsOfScale(['2020', '0866', '1912'])).toEqual(['0866', '1912', '2020']);
  });
});
