import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayNumber,
  dayOf,
  daysIn,
  daysOf,
  hasTime,
  instantOf,
  inWords,
  monthsOf,
  toInstant,
  weekday,
} from '../../src/model/day.ts';

const anyDay = fc
  .integer({ min: dayNumber('0001-01-01'), max: dayNumber('9999-12-31') })
  .map((number) => addDays('1970-01-01', number));

describe('a day', () => {
  it('is a string whose number counts up by one each day, from the year 1 to 9999', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('0099-12-31') + 1).toBe(dayNumber('0100-01-01'));
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (day, count) => {
        expect(dayNumber(day)).toBe(Math.round(dayNumber(day)));
        const other = dayNumber(day) + count;
        fc.pre(other >= dayNumber('0001-01-01') && other <= dayNumber('9999-12-31'));
        expect(dayNumber(addDays(day, count))).toBe(other);
      }),
    );
  });

  it('has the weekday that calendars give it', () => {
    expect(weekday('2020-01-05')).toBe(7);
    expect(weekday('1969-12-29')).toBe(1);
    fc.assert(fc.property(anyDay, (day) => weekday(addDays(day, 7)) === weekday(day) || day > '9999-12-24'));
  });

  it('is the day on its writer’s calendar, whatever the offset', () => {
    expect(dayOf('2020-01-05T00:10:00+05:30')).toBe('2020-01-05');
    expect(hasTime('2020-01-05')).toBe(false);
    expect(hasTime('2020-01-05T00:10:00Z')).toBe(true);
    expect(instantOf('2020-01-05T00:10:00+05:30')).toBe(Date.UTC(2020, 0, 4, 18, 40));
    expect(toInstant('2020-01-05')).toBe('2020-01-05T12:00:00Z');
  });

  it('is written in words as itself in every zone, on the Gregorian calendar', () => {
    const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
    const zone = process.env['TZ'];
    try {
      for (const tz of ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) {
        process.env['TZ'] = tz;
        // A new object each time: what was written in one zone is kept and would be given in the next.
        expect(inWords('2020-01-05', 'en-GB', { ...long })).toBe('5 January 2020');
        expect(inWords('2020-01-05', 'fa-IR-u-nu-latn', { year: 'numeric' })).toContain('2020');
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

describe('words for a day', () => {
  const languages =
    'en-GB en-US de fr es pt it nl sv fi pl cs ru uk bg lt lv el tr he ar fa ur hi bn ta th ja ko zh ca eu hy ka mn'.split(
      ' ',
    );
  const forms: readonly Intl.DateTimeFormatOptions[] = [
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    { day: 'numeric', month: 'long', year: 'numeric' },
    { day: 'numeric', month: 'short', year: 'numeric' },
    { day: 'numeric', month: 'long' },
    { month: 'long', year: 'numeric' },
  ];

  it('are those that Intl has for it, in every language, whatever days were written before', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...languages), fc.constantFrom(...forms), (day, language, form) => {
        const format = new Intl.DateTimeFormat(language, { calendar: 'gregory', timeZone: 'UTC', ...form });
        expect(inWords(day, language, form)).toBe(format.format(new Date(`${day}T00:00:00Z`)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('months', () => {
  it('have their days', () => {
    expect([daysIn('2020-02'), daysIn('2019-02'), daysIn('1900-02'), daysIn('2000-02')]).toEqual([29, 28, 28, 29]);
    expect(daysOf('2020-02').at(-1)).toBe('2020-02-29');
    expect(monthsOf('2020')).toHaveLength(12);
    expect(monthsOf('2020')[8]).toBe('2020-09');
  });
});
