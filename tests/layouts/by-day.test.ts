import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byDay } from '../../src/layouts/by-day.ts';

describe('byDay', () => {
  it('puts together what lies on one day, and changes no order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('2020-01-04', '2020-01-05', '2020-01-06')), (days) => {
        const groups = byDay(days, (day) => day);
        expect(groups.flatMap(({ entries }) => entries)).toEqual(days);
        for (const [index, { day, entries }] of groups.entries()) {
          expect(new Set(entries)).toEqual(new Set([day]));
          expect(groups[index + 1]?.day).not.toBe(day);
        }
      }),
    );
  });
});
