import { describe, expect, it } from 'vitest';
import { heatOf } from '../../src/layouts/heat.ts';
import { daysIn, monthsOf } from '../../src/model/day.ts';

const year = (name: string, counts: Readonly<Record<string, number>> = {}) =>
  monthsOf(name).map((month) => {
    const days = Array.from(
      { length: daysIn(month) },
      (_, index) => counts[`${month}-${String(index + 1).padStart(2, '0')}`] ?? 0,
    );
    return { month, count: days.reduce((sum, count) => sum + count, 0), days };
  });

const squaresIn = (path: string) => path.split('z').length - 1;

describe('heatOf', () => {
  it('puts each day under its week and beside its weekday, in the layer of its tint', () => {
    const { layers } = heatOf(year('2020', { '2020-01-01': 1, '2020-01-06': 12 }));
    // 1 January 2020 was a Wednesday, 6 January the Monday after it.
    expect(layers.slice(1)).toEqual([
      { tint: 't1', path: 'M0 32h8.5v8.5h-8.5z' },
      { tint: 't4', path: 'M10 12h8.5v8.5h-8.5z' },
    ]);
  });

  it.each([
    ['2020', 366, 53],
    ['2019', 365, 53],
    // A leap year that begins on a Sunday touches 54 weeks.
    ['2012', 366, 54],
  ])('draws every day of %s once', (name, days, weeks) => {
    const { layers, width } = heatOf(year(name, { [`${name}-06-01`]: 3 }));
    expect(layers.reduce((sum, { path }) => sum + squaresIn(path), 0)).toBe(days);
    expect(width).toBe(weeks * 10);
  });

  it('names the months in order, each over a week that begins in it', () => {
    const { months } = heatOf(year('2020'));
    expect(months.map(({ x }) => x)).toEqual([0, 50, 90, 140, 180, 220, 270, 310, 360, 400, 440, 490]);
  });
});
