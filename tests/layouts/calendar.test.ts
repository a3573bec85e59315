import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tintOf, weeksOf } from '../../src/layouts/calendar.ts';
import { daysIn, weekday } from '../../src/model/day.ts';

describe('weeksOf', () => {
  it('begins weeks on Monday and leaves gaps for other months', () => {
    const weeks = weeksOf({ month: '2020-02', count: 0, days: [] });
    expect(weeks.map((week) => week.map((cell) => cell?.day.slice(8) ?? '--').join(' '))).toMatchInlineSnapshot(`
      [
        "-- -- -- -- -- 01 02",
        "03 04 05 06 07 08 09",
        "10 11 12 13 14 15 16",
        "17 18 19 20 21 22 23",
        "24 25 26 27 28 29 --",
      ]
    `);
  });

  it('shows each day of any month once, under its weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), (year, number) => {
        const month = `${String(year).padStart(4, '0')}-${String(number).padStart(2, '0')}`;
        fc.pre(year > 99);
        const weeks = weeksOf({ month, count: 0, days: [] });
        const cells = weeks.flatMap((week) => {
          expect(week).toHaveLength(7);
          return week.flatMap((cell, index) => (cell ? [{ ...cell, column: index + 1 }] : []));
        });
        expect(cells).toHaveLength(daysIn(month));
        for (const { day, column } of cells) expect(column).toBe(weekday(day));
      }),
      { numRuns: 50 },
    );
  });
});

describe('tintOf', () => {
  it('changes at 1, 3, 6, 10 and 20 stories and nowhere else', () => {
    const changes = Array.from({ length: 60 }, (_, count) => count).filter(
      (count) => count > 0 && tintOf(count) !== tintOf(count - 1),
    );
    expect(changes).toEqual([1, 3, 6, 10, 20]);
    expect(tintOf(0)).toBe('');
  });
});
