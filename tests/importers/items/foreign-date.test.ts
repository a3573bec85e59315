import { describe, expect, it } from 'vitest';
import { dateInPath, orderIn, readForeignDate, readLeadingDate } from '../../../src/importers/items/foreign-date.ts';

const written = (text: string): string => {
  const { date, how, other } = readForeignDate(text) ?? { date: 'none' };
  return [date, other && `or ${other}`, how].filter(Boolean).join(' · ');
};

describe('dates as archives write them', () => {
  it.each([
    ['2014-03-05', '2014-03-05'],
    ['2014-3-5', '2014-03-05'],
    ['2014/03/05', '2014-03-05'],
    ['20140305', '2014-03-05'],
    ['2014年3月5日', '2014-03-05'],
    ['March 5, 2014', '2014-03-05'],
    ['Mar. 5th, 2014', '2014-03-05'],
    ['5 Mar 2014', '2014-03-05'],
    ['Sept 5, 2014', '2014-09-05'],
    ['Wednesday, 5th of March 2014', '2014-03-05'],
    ['5. März 2014', '2014-03-05'],
    ['5 de marzo de 2014', '2014-03-05'],
    ['1er février 2014', '2014-02-01'],
    ['5.3.2014', '2014-03-05'],
    ['25/03/2014', '2014-03-25'],
    ['03/25/2014', '2014-03-25'],
    ['२०१४-०३-०५', '2014-03-05'],
    ['2014-03-05-05:00', '2014-03-05'],
    ['2014. 3. 5', '2014-03-05'],
    ['5 марта 2014 г.', '2014-03-05'],
    ['среда, 5 марта 2014 года', '2014-03-05'],
    ['५ मार्च २०१४', '2014-03-05'],
    ['الأربعاء، 5 مارس 2014', '2014-03-05'],
    ['٥ كانون الثاني ٢٠١٤', '2014-01-05'],
    ['۵ مارس ۲۰۱۴', '2014-03-05'],
    ['5 مارچ 2014', '2014-03-05'],
    ['5 مارس 2014', '2014-03-05'],
    ['2014. március 5.', '2014-03-05'],
    ['5. ožujka 2014.', '2014-03-05'],
    ['5 मार्च 2014', '2014-03-05'],
    ['5 มีนาคม 2014', '2014-03-05'],
    ['Μάρτιος 5, 2014', '2014-03-05'],
  ])('reads the day %s', (text, date) => {
    expect(written(text)).toBe(date);
    expect(readForeignDate(text)?.precision).toBe('day');
  });

  it.each([
    ['2014-03-05T10:00:00-05:00', '2014-03-05T10:00:00-05:00'],
    ['2014-03-05 10:00:00 -0500', '2014-03-05T10:00:00-05:00'],
    ['2014-03-05 9:00:00 -4', '2014-03-05T09:00:00-04:00'],
    ['2014-03-05T10:00:00.000Z', '2014-03-05T10:00:00Z'],
    ['2014-03-05T10:00:00.250Z', '2014-03-05T10:00:00.250Z'],
    ['20140305T100000+0200', '2014-03-05T10:00:00+02:00'],
    ['20140305100000Z', '2014-03-05T10:00:00Z'],
    ['Wed, 05 Mar 2014 10:00:00 GMT', '2014-03-05T10:00:00Z'],
    ['Wed, 5 Mar 2014 10:00 EST', '2014-03-05T10:00:00-05:00'],
    ['Wed Mar 05 10:00:00 +0000 2014', '2014-03-05T10:00:00Z'],
    ['Wed Mar 05 2014 10:00:00 GMT-0500 (Eastern Standard Time)', '2014-03-05T10:00:00-05:00'],
    ['March 5, 2014 at 3:30 pm UTC', '2014-03-05T15:30:00Z'],
    ['2014-03-05 12:05 am Z', '2014-03-05T00:05:00Z'],
    ['1394013600', '2014-03-05T10:00:00Z'],
    ['1394013600000', '2014-03-05T10:00:00Z'],
  ])('reads the moment %s', (text, date) => {
    expect(written(text)).toBe(date);
    expect(readForeignDate(text)?.precision).toBe('time');
  });

  it('reckons days of the solar calendar, by names of months or in Persian', () => {
    expect(written('۱۵ دی ۱۳۹۸')).toBe('2020-01-05 · reckoned from the solar calendar of Iran');
    expect(written('1 فروردین 1399')).toBe('2020-03-20 · reckoned from the solar calendar of Iran');
    expect(written('۳۰ اسفند ۱۳۹۹')).toBe('2021-03-20 · reckoned from the solar calendar of Iran');
    expect(written('۳۰ اسفند ۱۳۹۸')).toBe('none');
    expect(written('1398/10/15')).toBe('none');
    expect(readForeignDate('1398/10/15', { language: 'fa' })?.date).toBe('2020-01-05');
  });

  it('takes no name of a month that means two in different languages, unless the language is known', () => {
    expect(written('5 listopada 2014')).toBe('none');
    expect(readForeignDate('5 listopada 2014', { language: 'pl' })?.date).toBe('2014-11-05');
    expect(readForeignDate('5 listopada 2014', { language: 'hr' })?.date).toBe('2014-10-05');
  });

  it('keeps the day alone where a time names no moment, and says so', () => {
    expect(written('2014-03-05 10:00:00')).toBe('2014-03-05 · cut to a day, since its time has no zone');
    expect(written('5-MAR-1987 15:01:01.79')).toBe('1987-03-05 · cut to a day, since its time has no zone');
    expect(written('2014-03-05 10:00 IST')).toBe('2014-03-05 · cut to a day, since nothing says what zone IST is');
    expect(written('2014-03-05 25:00:00 -0500')).toBe('2014-03-05 · cut to a day, since its time is none');
  });

  it('gives both days where the order is not certain, and one where the archive tells it', () => {
    expect(written('01/02/2014')).toBe('2014-01-02 · or 2014-02-01 · read with the month first');
    expect(written('02/02/2014')).toBe('2014-02-02');
    expect(readForeignDate('01/02/2014', { order: 'day-first' })).toEqual({
      date: '2014-02-01',
      precision: 'day',
      how: 'read with the day first, as the rest of the archive has it',
    });
    expect(orderIn(['01/02/2014', '25/02/2014'])).toBe('day-first');
    expect(orderIn(['02/25/2014', '01/02/2014'])).toBe('month-first');
    expect(orderIn(['02/25/2014', '25/02/2014'])).toBeUndefined();
    expect(orderIn(['01/02/2014'])).toBeUndefined();
  });

  it('takes the first day of a month or year, and says so', () => {
    expect(written('2014-03')).toBe('2014-03-01 · set to the first day of its month, since no day is given');
    expect(written('March 2014')).toBe('2014-03-01 · set to the first day of its month, since no day is given');
    expect(written('2014')).toBe('2014-01-01 · set to the first day of its year, since no day is given');
  });

  it.each([
    '',
    'soon',
    '2014-02-30',
    '2014-13-01',
    '0001-01-01T00:00:00Z',
    '31/31/2014',
    '5 Foo 2014',
    'March',
    '12345',
  ])('reads no date in “%s”', (text) => {
    expect(readForeignDate(text)).toBeUndefined();
  });

  it('reads the language of the archive', () => {
    expect(readForeignDate('5 января 2014', { language: 'ru' })?.date).toBe('2014-01-05');
    expect(readForeignDate('5 जनवरी 2014', { language: 'hi' })?.date).toBe('2014-01-05');
  });

  it('reads the date with which a text begins', () => {
    expect(readLeadingDate('2020-01-05 On Sunday')).toEqual({
      date: { date: '2020-01-05', precision: 'day' },
      length: 10,
    });
    expect(readLeadingDate('January 5, 2020 — The minister')?.length).toBe(15);
    expect(readLeadingDate('On 5 January 2020')).toBeUndefined();
  });
});

describe('dates in paths', () => {
  it.each([
    ['2014/03/05/call.md', '2014-03-05'],
    ['2014/03/5-call.md', '2014-03-05'],
    ['2014-03-05-call.md', '2014-03-05'],
    ['2013/01/2014-3-5-call.md', '2014-03-05'],
    ['posts/20140305.txt', '2014-03-05'],
    ['2014_03_05_call.md', '2014-03-05'],
    ['2014/03/call.md', '2014-03-01'],
    ['releases/1.12.0.md', undefined],
    ['2023-Annual-Survey-2023-results/index.md', undefined],
    ['2014/13/40/call.md', undefined],
  ])('%s', (path, date) => {
    expect(dateInPath(path)?.date).toBe(date);
  });
});
