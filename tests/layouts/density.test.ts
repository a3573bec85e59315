import { describe, expect, it } from 'vitest';
import { CHART_HEIGHT, densityOf } from '../../src/layouts/density.ts';

const year = (name: string, ...months: number[]) => ({
  year: name,
  count: months.reduce((sum, count) => sum + count, 0),
  months: Array.from({ length: 12 }, (_, index) => months[index] ?? 0),
});

describe('densityOf', () => {
  it('has nothing to draw for a term without stories', () => {
    expect(densityOf([])).toBeUndefined();
  });

  it('draws the years between the first and the last, and gives figures of those with stories', () => {
    const density = densityOf([year('2020', 4), year('2017', 0, 1)]);
    expect(density?.years.map(({ year: name }) => name)).toEqual(['2017', '2020']);
    expect(density?.labels).toEqual(['2017', '2018', '2019', '2020']);
    expect(density?.shortened).toBe(false);
    expect(density?.most).toEqual({ date: '2020-01', count: 4 });
    expect(density?.needles).toMatchInlineSnapshot(`
      [
        {
          "date": "2017-02",
          "height": 19.4,
          "x": 10,
          "y": 80.6,
        },
        {
          "date": "2020-01",
          "height": 77.6,
          "x": 360,
          "y": 22.4,
        },
      ]
    `);
  });

  it('draws a term of a few months day by day, each month as wide as the longest', () => {
    const days = [
      { day: '2019-12-31', count: 1 },
      { day: '2020-02-01', count: 2 },
    ];
    const density = densityOf([year('2020', 0, 2), year('2019', ...Array<number>(11).fill(0), 1)], days);
    expect(density?.unit).toBe('day');
    expect(density?.labels).toEqual(['2019-12', '2020-01', '2020-02']);
    expect(density?.span).toEqual(['2019-12', '2020-02']);
    expect(density?.width).toBe(3 * 31 * 10);
    expect(density?.needles.map(({ date, x }) => [date, x])).toEqual([
      ['2019-12-31', 300],
      ['2020-02-01', 620],
    ]);
  });

  it('draws one story as a short needle, whatever the fullest month', () => {
    const [needle] = densityOf([year('2020', 1)])?.needles ?? [];
    const [other] = densityOf([year('2020', 1, 5)])?.needles ?? [];
    expect([needle?.height, other?.height]).toEqual([19.4, 19.4]);
    for (const most of [9, 20, 21, 900])
      expect(densityOf([year('2020', 1, most)])?.needles[0]?.height, String(most)).toBeLessThan(12);
  });

  it('cuts a great spike, so that the others differ beside it', () => {
    const density = densityOf([year('2020', 2, 900, 8, 4)]);
    expect(density?.cut).toBe(true);
    expect(density?.needles.map(({ height }) => height)).toEqual([12, 97, 48, 24]);
    expect(densityOf([year('2020', 2, 32, 8)])?.cut).toBe(false);
    expect(densityOf([year('2020', 1, 20)])?.cut).toBe(false);
    expect(densityOf([year('2020', 1, 21)])?.cut).toBe(true);
  });

  it('keeps every needle inside the chart and visible, beside any spike', () => {
    const density = densityOf([year('2020', 1, 100_000, 3)]);
    for (const { x, y, height } of density?.needles ?? []) {
      expect(height).toBeGreaterThanOrEqual(2);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeCloseTo(CHART_HEIGHT);
      expect(x + (density?.needleWidth ?? 0)).toBeLessThanOrEqual(density?.width ?? 0);
    }
    expect(density?.needles).toHaveLength(3);
  });

  it('labels equal stretches of a long time', () => {
    const density = densityOf([year('1965', 1), year('2020', 1)]);
    const labels = density?.labels ?? [];
    expect(labels.length).toBeLessThanOrEqual(12);
    expect(density?.width).toBe(labels.length * 5 * 12 * 10);
    expect(labels.slice(0, 2)).toEqual(['1965', '1970']);
  });

  it('names the fullest month only where no other is as full', () => {
    expect(densityOf([year('2020', 3, 3, 1)])?.most).toEqual({ count: 3 });
    expect(densityOf([year('2020', 3, 4, 1)])?.most).toEqual({ date: '2020-02', count: 4 });
  });

  it('leaves out empty years where the span is long, and says so', () => {
    const density = densityOf([year('0866', 1), year('2020', 1)]);
    expect(density?.labels).toEqual(['0866', '2020']);
    expect(density?.width).toBe(2 * 12 * 10);
    expect(density?.shortened).toBe(true);
  });
});
