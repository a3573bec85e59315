/** Days of the solar calendar of Iran, in which Persian archives date their stories. */

const MONTHS = [
  'فروردین',
  'اردیبهشت',
  'خرداد',
  'تیر',
  'مرداد',
  'شهریور',
  'مهر',
  'آبان',
  'آذر',
  'دی',
  'بهمن',
  'اسفند',
] as const;

const CALENDAR = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});
const DAY_IN_MS = 86_400_000;

/** Gives the number of a month by its Persian name, 1 to 12; undefined for any other word. */
export function solarMonth(name: string): number | undefined {
  const at = MONTHS.findIndex((month) => month === name.replaceAll('ي', 'ی'));
  return at === -1 ? undefined : at + 1;
}

/** Gives a day of the solar calendar as `YYYY-MM-DD`; undefined where there never was such a day. */
export function solarDay(year: number, month: number, day: number): string | undefined {
  if (year < 1200 || year > 1500 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const daysBefore = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
  // The year begins on the 20th, 21st or 22nd of March.
  const earliest = Date.UTC(year + 621, 2, 19 + daysBefore + day - 1);
  for (let later = 0; later <= 4; later += 1) {
    const date = new Date(earliest + later * DAY_IN_MS);
    const parts = CALENDAR.formatToParts(date);
    const has = (type: Intl.DateTimeFormatPartTypes, number: number): boolean =>
      parts.some((part) => part.type === type && Number(part.value) === number);
    if (has('year', year) && has('month', month) && has('day', day)) return date.toISOString().slice(0, 10);
  }
  return undefined;
}
