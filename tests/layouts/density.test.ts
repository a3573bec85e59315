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
    expect(density?.most).toEqual({ month: '2020-01', count: 4 });
    expect(density?.needles).toMatchInlineSnapshot(`
      [
        {
          "height": 24.3,
          "month": "2017-02",
          "x": 10,
          "y": 75.7,
        },
        {
          "height": 97,
          "month": "2020-01",
          "x": 360,
          "y": 3,
        },
      ]
    `);
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

  it('leaves out empty years where the span is long, and says so', () => {
    const density = densityOf([year('0866', 1), year('2020', 1)]);
    expect(density?.labels).toEqual(['0866', '2020']);
    expect(density?.width).toBe(2 * 12 * 10);
    expect(density?.shortened).toBe(true);
  });
});
