/**
 * Calendar days as strings. A day never passes through a machine's time zone: `2020-01-05` is the same
 * page wherever the site is built. Arithmetic is done on day numbers counted in UTC.
 */

/** A calendar day in the form `YYYY-MM-DD` (ISO 8601, proleptic Gregorian). */
export type Day = string;

/** A calendar month in the form `YYYY-MM`. */
export type Month = string;

const MS_A_DAY = 86_400_000;

/** Gives the day on which a date or date-time with offset stands, as its writer's calendar shows it. */
export function dayOf(dateOrTime: string): Day {
  return dateOrTime.slice(0, 10);
}

/** Gives the month (`YYYY-MM`) of a day. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** Gives the year (`YYYY`) of a day. */
export function yearOf(day: Day): string {
  return day.slice(0, 4);
}

/** Tells whether the text is a date with a clock time (`2020-01-05T19:40:00+05:30`) and not a day alone. */
export function hasTime(dateOrTime: string): boolean {
  return dateOrTime.length > 10;
}

/** Counts days since 1970-01-01 to the day with which a text begins; negative before it. */
export function dayNumber(day: Day): number {
  // Related stories ask this of hundreds of others for each page, which Date.parse() would take ten times as long to answer. Years
  // count from March, so that a leap day is a year's last: https://howardhinnant.github.io/date_algorithms.html#days_from_civil
  const month = (digits(day, 5, 7) + 9) % 12;
  const year = digits(day, 0, 4) - (month > 9 ? 1 : 0);
  const ofYear = Math.floor((153 * month + 2) / 5) + digits(day, 8, 10) - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + ofYear - 719_468;
}

/** Reads the digits at some places of a text as a number; NaN where the text is too short. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

/** Gives the day that stands `count` days after (or, if negative, before) another. */
export function addDays(day: Day, count: number): Day {
  return new Date((dayNumber(day) + count) * MS_A_DAY).toISOString().slice(0, 10);
}

/** Gives the weekday from 1 (Monday) to 7 (Sunday), as ISO 8601 counts them. */
export function weekday(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** Counts the days of a month. */
export function daysIn(month: Month): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

/** Lists the days of a month in order. */
export function daysOf(month: Month): Day[] {
  return Array.from({ length: daysIn(month) }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** Lists the twelve months of a year (`YYYY`) in order. */
export function monthsOf(year: string): Month[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
}

/** A scale of more years than this would be mostly empty where an archive has old stories. */
const LONGEST_SCALE = 60;

/** Lists the years that a scale of time shows: every year between the first and the last, or of a long span only those given. */
export function yearsOfScale(years: readonly string[]): string[] {
  const given = years.toSorted();
  const [first, last] = [Number(given.at(0)), Number(given.at(-1))];
  if (given.length === 0 || last - first >= LONGEST_SCALE) return given;
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index).padStart(4, '0'));
}

/** Gives the instant of a date-time with offset as milliseconds since 1970; a day alone counts as its start in UTC. */
export function instantOf(dateOrTime: string): number {
  return hasTime(dateOrTime) ? Date.parse(dateOrTime) : dayNumber(dateOrTime) * MS_A_DAY;
}

/** Gives a day as an RFC 3339 instant for formats that know no day alone: noon UTC, which is that day nearly everywhere. */
export function toInstant(dateOrTime: string): string {
  return hasTime(dateOrTime) ? dateOrTime : `${dateOrTime}T12:00:00Z`;
}

/** Compares days and times by instant; a day alone counts as `toInstant` writes it. */
export function compareDates(a: string, b: string): number {
  return Date.parse(toInstant(a)) - Date.parse(toInstant(b));
}

/** Gives the latest of some days and times, as typed; of equals, the first. Throws a RangeError for none. */
export function latestOf(dates: readonly string[]): string {
  const [first, ...rest] = dates;
  if (first === undefined) throw new RangeError('No dates to choose from.');
  return rest.reduce((latest, date) => (compareDates(date, latest) > 0 ? date : latest), first);
}

/**
 * Writes a day, month or date in words, in a language (BCP 47). Pass the same `parts` object each time: its results are kept.
 * The formatter runs in UTC on a UTC instant, so the machine's zone cannot move the day.
 */
export function inWords(day: string, language: string, parts: Intl.DateTimeFormatOptions): string {
  let byLanguage = formatters.get(parts);
  if (!byLanguage) formatters.set(parts, (byLanguage = new Map<string, KeptFormatter>()));
  let formatter = byLanguage.get(language);
  if (!formatter) {
    // The archive's days are Gregorian in every language: Persian or Thai locales would else change calendars.
    const format = new Intl.DateTimeFormat(language, { calendar: 'gregory', timeZone: 'UTC', ...parts });
    byLanguage.set(language, (formatter = { format, written: new Map(), parts: new Map(), changing: new Map() }));
  }
  let words = formatter.written.get(day);
  if (words === undefined) formatter.written.set(day, (words = write(formatter, day)));
  return words;
}

interface KeptFormatter {
  readonly format: Intl.DateTimeFormat;
  readonly written: Map<string, string>;
  /** The parts of a day or month without its year (`-01-05`), of which only year and weekday change with that. */
  readonly parts: Map<string, readonly Intl.DateTimeFormatPart[]>;
  /** How each year and each weekday is written. */
  readonly changing: Map<string | number, string>;
}

/** Writes a day that was not written before. An archive has thousands of days, and few without their years. */
function write({ format, parts: known, changing }: KeptFormatter, day: string): string {
  const date = day.length === 7 ? `${day}-01` : day;
  const rest = day.slice(4);
  let parts = known.get(rest);
  if (!parts) known.set(rest, (parts = format.formatToParts(dayNumber(date) * MS_A_DAY)));
  let words = '';
  for (const { type, value } of parts) {
    if (type !== 'year' && type !== 'weekday') {
      words += value;
      continue;
    }
    const key = type === 'year' ? day.slice(0, 4) : weekday(date);
    let written = changing.get(key);
    if (written === undefined) {
      const own = format.formatToParts(dayNumber(date) * MS_A_DAY);
      changing.set(key, (written = own.find((part) => part.type === type)?.value ?? ''));
    }
    words += written;
  }
  // V8 writes a common space for a narrow one in whole words, and not in their parts.
  return words.replaceAll('\u202f', ' ');
}

/** Making a formatter costs a hundred times what using one does, and a site writes few days very often. */
const formatters = new WeakMap<Intl.DateTimeFormatOptions, Map<string, KeptFormatter>>();
