import { describe, expect, it } from 'vitest';
import { readShownDate } from '../../src/capture/shown-date.ts';

/** Languages in which X offered its embeds, with more that its users write. */
const LANGUAGES = (
  'en fr de es it pt nl pl ru uk cs sk sv da nb fi hu ro el tr ar ar-SY ar-EG ar-MA fa ur he hi bn mr ta te gu kn ml pa ja ko ' +
  'zh-CN zh-TW th vi id ms fil ca eu gl hr sr bg lt lv et sl ga cy is mk sq hy ka az kk ne km lo my am sw af'
).split(' ');

describe('dates as posts show them', () => {
  it.each(LANGUAGES)('are read in %s as Unicode writes them, in each month', (language) => {
    // In Thailand years count from Buddha’s death; X shows those too.
    const locale = language === 'th' ? language : `${language}-u-ca-gregory`;
    const styles: Intl.DateTimeFormatOptions[] = [
      { dateStyle: 'long' },
      { dateStyle: 'medium' },
      { year: 'numeric', month: 'short', day: 'numeric' },
    ];
    for (const style of styles) {
      const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
      for (let month = 0; month < 12; month += 1) {
        for (const date of [1, 5, 13, 31]) {
          const day = Date.UTC(2020, month, Math.min(date, month === 1 ? 29 : 30));
          const shown = format.format(day);
          const expected = new Date(day).toISOString().slice(0, 10);
          expect([shown, readShownDate(shown, language)]).toEqual([shown, { days: [expected], length: shown.length }]);
          expect(readShownDate(shown)?.days, shown).toContain(expected);
        }
      }
    }
  });

  it.each([
    ['January 5, 2020', 'en', '2020-01-05'],
    ['Jan 5, 2020', undefined, '2020-01-05'],
    ['5. Januar 2020', 'de', '2020-01-05'],
    ['5 de enero de 2020', 'es', '2020-01-05'],
    ['5 janvier 2020', 'fr', '2020-01-05'],
    ['1er mars 2020', 'fr', '2020-03-01'],
    ['5 января 2020 г.', 'ru', '2020-01-05'],
    ['5 січня 2020 р.', 'uk', '2020-01-05'],
    ['2020年1月5日', 'ja', '2020-01-05'],
    ['2020년 1월 5일', 'ko', '2020-01-05'],
    ['5 ינואר 2020', 'he', '2020-01-05'],
    ['5 בינואר 2020', 'he', '2020-01-05'],
    ['٥ يناير ٢٠٢٠', 'ar', '2020-01-05'],
    ['5 مايو، 2020', 'ar', '2020-05-05'],
    ['٥ كانون الثاني ٢٠٢٠', 'ar', '2020-01-05'],
    ['۵ ژانویهٔ ۲۰۲۰', 'fa', '2020-01-05'],
    ['ژانویهٔ 5, 2020', 'fa', '2020-01-05'],
    ['5 جنوری، 2020', 'ur', '2020-01-05'],
    ['५ जनवरी २०२०', 'hi', '2020-01-05'],
    ['৫ জানুয়ারী, ২০২০', 'bn', '2020-01-05'],
    ['5 มกราคม พ.ศ. 2563', 'th', '2020-01-05'],
    ['5 ม.ค. 2563', undefined, '2020-01-05'],
    ['Ngày 5 tháng 1 năm 2020', 'vi', '2020-01-05'],
    ['5 Tháng Mười Hai 2020', 'vi', '2020-12-05'],
    ['5. tammikuuta 2020', 'fi', '2020-01-05'],
    ['2020. január 5.', 'hu', '2020-01-05'],
    ['2020(e)ko urtarrilaren 5(a)', 'eu', '2020-01-05'],
    ['5 Ιανουαρίου 2020', 'el', '2020-01-05'],
    ['5 Ocak 2020', 'tr', '2020-01-05'],
    ['Enero 5, 2020', 'fil', '2020-01-05'],
    ['Januari 5, 2020', 'msa', '2020-01-05'],
    ['5 Januari 2020', 'in', '2020-01-05'],
    ['5th January 2020', 'en-gb', '2020-01-05'],
    ['2 listopada 2019', 'pl', '2019-11-02'],
    ['2. listopada 2019.', 'hr', '2019-10-02'],
    ['2 listopada 2019', undefined, '2019-11-02'],
    ['2. listopada 2019.', undefined, '2019-10-02'],
    ['2020-01-05', undefined, '2020-01-05'],
    ['05.01.2020', undefined, '2020-01-05'],
    ['13/2/2020', undefined, '2020-02-13'],
    ['1/2/2020', 'fr', '2020-02-01'],
    ['1/2/2020', 'en-US', '2020-01-02'],
    ['1/2/2020', 'en-GB', '2020-02-01'],
    ['10:25 AM · Jan 5, 2020', 'en', '2020-01-05'],
    ['July 10, 2025 at 2:02 AM', 'en', '2025-07-10'],
  ])('%s in %s is %s', (shown, language, day) => {
    expect(readShownDate(shown, language)).toEqual({ days: [day], length: shown.length });
  });

  it.each([
    ['1/2/2020', undefined, ['2020-02-01', '2020-01-02']],
    ['1/2/2020', 'en', ['2020-02-01', '2020-01-02']],
    ['2. listopada 2019', undefined, ['2019-11-02', '2019-10-02']],
  ])('%s in %s can mean several days', (shown, language, days) => {
    expect(readShownDate(shown, language)?.days.toSorted()).toEqual(days.toSorted());
  });

  it('reads milliseconds and times with their offset as moments', () => {
    expect(readShownDate('1632395195000')).toEqual({ days: ['2021-09-23'], time: '2021-09-23T11:06:35Z', length: 13 });
    expect(readShownDate('2020-01-05T19:40:00+05:30')?.time).toBe('2020-01-05T19:40:00+05:30');
  });

  it('gives where the date ends when words follow', () => {
    expect(readShownDate('January 5, 2020 at noon he left')?.length).toBe('January 5, 2020'.length);
    expect(readShownDate('5 января 2020 г. Министр')?.length).toBe('5 января 2020 г.'.length);
  });

  it.each([
    'Jan 5',
    '5 Jan 20',
    'January 32, 2020',
    'February 30, 2020',
    '30/2/2020',
    'yesterday',
    '2h',
    'May 1000 people',
    'January 5, 1999',
    '۱۵ دی ۱۳۹۸',
    '1-2/2020',
    '163239519500',
    '',
  ])('reads no date in %j', (text) => {
    expect(readShownDate(text)).toBeUndefined();
  });
});
