/** Dates as archives write them, read without any machine’s zone or language. */

import { solarDay, solarMonth } from './solar-date.ts';

/** A date that was read. */
export interface ForeignDate {
  /** `YYYY-MM-DD`, or a time with its offset (RFC 3339) where precision is `time`. Of a month or year alone its first day. */
  readonly date: string;
  readonly precision: 'time' | 'day' | 'month' | 'year';
  /** What was lost or taken for granted; completes the sentence “it was …”. Absent where the date says exactly this. */
  readonly how?: string;
  /** The other day that the text can mean, where nothing tells whether day or month comes first; `date` has the month first. */
  readonly other?: string;
}

/** Whether `01/02/2014` is in January (`month-first`) or in February. */
export type DateOrder = 'month-first' | 'day-first';

/** What is known beside a date. */
export interface DateContext {
  readonly order?: DateOrder | undefined;
  /** Language of the archive (BCP 47), whose names of months are known too. */
  readonly language?: string | undefined;
}

/** Reads a text that is a date and nothing else; undefined where it is none, or one that never was. */
export function readForeignDate(text: string, context: DateContext = {}): ForeignDate | undefined {
  const trimmed = text.trim();
  const found = readLeadingDate(trimmed, context);
  if (found && YEAR_MARK.test(trimmed.slice(found.length))) return found.date;
  return readEpoch(trimmed) ?? readPart(trimmed, context);
}

/** What languages write after a year: nothing, a full stop, or their word for it. */
const YEAR_MARK = /^\s*(?:\.|г\.?|года|р\.?|року)?$/u;

/** Longest text of a date: `Wednesday, 30 September 2020 10:00:00 GMT-0500 (Eastern Daylight Time)` and then some. */
const LONGEST = 120;

/** Reads the date with which a text begins, with the number of UTF-16 units that it takes. */
export function readLeadingDate(
  text: string,
  context: DateContext = {},
): { readonly date: ForeignDate; readonly length: number } | undefined {
  const shown = asciiDigits(text.slice(0, LONGEST));
  for (const form of FORMS) {
    const match = form.exec(shown);
    if (match?.groups === undefined || !isWeekday(match.groups['weekday'], context.language)) continue;
    const day = dayIn(match.groups, context);
    if (day === undefined) continue;
    const rest = shown.slice(match[0].length);
    const clock = match.groups['clock'] === undefined ? CLOCK.exec(rest) : undefined;
    const length = match[0].length + (clock?.[0].length ?? 0);
    const time = clock?.groups ?? CLOCK.exec(match.groups['clock'] ?? '')?.groups;
    return { date: withTime(day, time), length };
  }
  return undefined;
}

/** Tells the order that the dates of an archive show, by those of which one number is above 12; undefined where none does, or they disagree. */
export function orderIn(texts: Iterable<string>): DateOrder | undefined {
  const orders = new Set<DateOrder>();
  for (const text of texts) {
    const [, first, second] = /^\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?!\d)/u.exec(asciiDigits(text)) ?? [];
    if (Number(first) > 12 && Number(second) <= 12) orders.add('day-first');
    if (Number(second) > 12 && Number(first) <= 12) orders.add('month-first');
  }
  const [order, other] = orders;
  return other === undefined ? order : undefined;
}

/** Tells whether a day or time (RFC 3339) is later than another, by more than some milliseconds where both are times; a day alone lasts until its end. */
export function isLater(one: string, other: string, byMs = 0): boolean {
  if (one.length === 10 || other.length === 10) return one.slice(0, 10) > other.slice(0, 10);
  return Date.parse(one) - Date.parse(other) > byMs;
}

/** Finds the date in a path such as `2014/03/05/call.md`, `2014/03/5-call.md`, `2014-03-05-call.md` or `call/20140305.txt`; the last is the nearest to the file. */
export function dateInPath(path: string): ForeignDate | undefined {
  const day = [...path.matchAll(DAY_IN_PATH)].at(-1)?.groups;
  if (day) {
    const date = dayFrom(Number(day['year']), Number(day['month']), Number(day['day']));
    if (date !== undefined) return { date, precision: 'day' };
  }
  const month = [...path.matchAll(MONTH_IN_PATH)].at(-1)?.groups;
  const date = month && dayFrom(Number(month['year']), Number(month['month']), 1);
  return date === undefined ? undefined : { date, precision: 'month', how: FIRST_OF_MONTH };
}

const DAY_IN_PATH =
  /(?<![\p{L}\p{N}])(?<year>(?:1[6-9]|2[01])\d\d)(?<sep>[-_/.]?)(?<month>\d{1,2})(?:\k<sep>|[-/])(?<day>\d{1,2})(?![\p{L}\p{N}])/gu;
const MONTH_IN_PATH = /(?<![\p{L}\p{N}])(?<year>(?:1[6-9]|2[01])\d\d)[-_/](?<month>0[1-9]|1[0-2])(?=\/)/gu;

const FIRST_OF_MONTH = 'set to the first day of its month, since no day is given';
const FIRST_OF_YEAR = 'set to the first day of its year, since no day is given';

const WEEKDAY = String.raw`(?:(?<weekday>\p{L}[\p{L}\p{M}-]{1,15})[.,،]*\s+)?`;
/** Of the months of Arabic some have two words. */
const MONTH = String.raw`(?<word>\p{L}[\p{L}\p{M}]{1,14}(?:\s(?:الثاني|الأول))?)\.?`;
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?`;
const YEAR = String.raw`(?<year>\d{4})(?!\d)`;
const ZONE = String.raw`(?:(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?(?!\d)|Z|[A-Z]{2,4})(?![\p{L}\d])`;
const HOURS = String.raw`(?<hour>\d{1,2})[:.h](?<minute>\d{2})(?:[:.](?<second>\d{2})(?:[.,](?<fraction>\d{1,9})\d*)?)?(?:\s*(?<half>[ap])\.?m\b\.?)?`;

/** Each gives the groups year, month (a number) or word (its name), and day; `first` and `second` where their order is not certain. */
const FORMS: readonly RegExp[] = [
  // 2014-03-05, 2014/3/5, 2014. 3. 5., and an XML day with its zone
  /^(?<year>\d{4})(?<sep>[-/.]|\.\s)(?<month>\d{1,2})\k<sep>(?<day>\d{1,2})(?!\d)(?:Z|[+-]\d\d:\d\d)?(?![-/]\d)/u,
  // 20140305, 20140305T100000, 20140305100000
  /^(?<year>(?:1[6-9]|2[01])\d\d)(?<month>\d\d)(?<day>\d\d)(?!\d(?!\d{5}(?!\d)))/u,
  /^(?<year>\d{4})\s*[年년]\s*(?<month>\d{1,2})\s*[月월]\s*(?<day>\d{1,2})\s*[日일号號]/u,
  /^(?<first>\d{1,2})(?<sep>[-/.])(?<second>\d{1,2})\k<sep>(?<year>\d{4}|\d\d)(?![\d])/u,
  // 5 March 2014, Wed, 05 Mar 2014, 5-MAR-1987, 5 de marzo de 2014
  new RegExp(
    String.raw`^${WEEKDAY}${DAY}[\s,-]*(?:(?:of|de|d’|d')\s*)?${MONTH}[\s,-]*(?:(?:de|del)\s+)?${YEAR}(?:\s*г(?:ода|\.)?(?!\p{L}))?`,
    'iu',
  ),
  // March 5, 2014, Wed Mar 5 10:00:00 +0000 2014
  new RegExp(
    String.raw`^${WEEKDAY}${MONTH}\s*${DAY}(?:,?\s+|,)(?<clock>${HOURS.replaceAll(/\?<[a-z]+>/gu, '?:')}(?:\s+${ZONE})?\s+)?${YEAR}`,
    'iu',
  ),
  // 2014-Mar-05, 2014 March 5, 2014. március 5.
  new RegExp(String.raw`^${YEAR}[\s.,-]+${MONTH}[\s,-]+${DAY}(?!\d)`, 'iu'),
];

const CLOCK = new RegExp(
  String.raw`^(?:[\sT,·@–-]*(?:(?:at|um|à|kl)\s+)?)(?:${HOURS}|(?<=T)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)|(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?!\d))(?:\s*(?<zone>${ZONE}))?(?:\s*(?:\([^()]{0,60}\)|\[[^[\]]{0,60}\]))?`,
  'iu',
);

type Groups = Readonly<Record<string, string | undefined>>;

function dayIn(groups: Groups, context: DateContext): ForeignDate | undefined {
  const { first, second, word, sep } = groups;
  const typed = Number(groups['year']);
  const isShort = groups['year']?.length === 2;
  const year = isShort ? typed + (typed >= 70 ? 1900 : 2000) : typed;
  const short = isShort ? [`placed in the century of ${year}`] : [];
  if (first === undefined || second === undefined) {
    const solar = solarIn(groups, context);
    if (solar !== undefined) return { date: solar, precision: 'day', how: 'reckoned from the solar calendar of Iran' };
    const month = word === undefined ? Number(groups['month']) : monthNamed(word, context.language);
    const date = month === undefined ? undefined : dayFrom(year, month, Number(groups['day']));
    return date === undefined ? undefined : { date, precision: 'day' };
  }
  const american = dayFrom(year, Number(first), Number(second));
  const european = dayFrom(year, Number(second), Number(first));
  const order = sep === '.' ? 'day-first' : context.order;
  const isCertain = american === undefined || european === undefined || american === european;
  const date = isCertain ? (american ?? european) : order === 'day-first' ? european : american;
  if (date === undefined) return undefined;
  if (isCertain || sep === '.') return withHow({ date, precision: 'day' }, short);
  const read = `read with the ${order === 'day-first' ? 'day' : 'month'} first`;
  const how = [...short, order === undefined ? read : `${read}, as the rest of the archive has it`];
  return withHow({ date, precision: 'day', ...(order === undefined && { other: european }) }, how);
}

/** Numbers alone can be of other calendars too, so that they are solar in Persian alone. */
function solarIn({ year, month, word, day }: Groups, { language = '' }: DateContext): string | undefined {
  const number = word !== undefined ? solarMonth(word) : /^fa\b/iu.test(language) ? Number(month) : undefined;
  return number === undefined ? undefined : solarDay(Number(year), number, Number(day));
}

function withHow(date: ForeignDate, how: readonly string[]): ForeignDate {
  return how.length === 0 ? date : { ...date, how: how.join(', ') };
}

/** Puts a day and its clock together; a clock without a zone names no moment, so the day alone stays. */
function withTime(day: ForeignDate, clock: Groups | undefined): ForeignDate {
  if (clock === undefined) return day;
  const { hour = '', minute = '', second = '00', fraction, half, zone } = clock;
  const told = day.how === undefined ? [] : [day.how];
  const offset = zone === undefined ? undefined : offsetOf(zone);
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59)
    return { ...day, how: [...told, 'cut to a day, since its time is none'].join(', ') };
  if (offset === undefined) {
    const why = zone === undefined ? 'its time has no zone' : `nothing says what zone ${zone} is`;
    return { ...day, how: [...told, `cut to a day, since ${why}`].join(', ') };
  }
  const part = fraction === undefined || /^0*$/u.test(fraction) ? '' : `.${fraction}`;
  const time = `T${String(hours).padStart(2, '0')}:${minute}:${second}${part}${offset}`;
  return { ...day, date: `${day.date}${time}`, precision: 'time' };
}

/** Zones of RFC 5322, section 4.3, and the names that mean one offset alone. */
const ZONES: Readonly<Record<string, string>> = {
  Z: 'Z',
  UT: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  CET: '+01:00',
  CEST: '+02:00',
  JST: '+09:00',
};

function offsetOf(zone: string): string | undefined {
  const named = ZONES[zone.toUpperCase()];
  if (named !== undefined) return named;
  const [, sign = '', hours = '', minutes = '00'] = /([+-])(\d{1,2}):?(\d{2})?$/u.exec(zone) ?? [];
  if (hours === '' || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  const offset = `${sign}${hours.padStart(2, '0')}:${minutes}`;
  return /00:00/u.test(offset) ? 'Z' : offset;
}

/** Reads seconds or milliseconds since 1970, as databases and post archives write them. */
function readEpoch(text: string): ForeignDate | undefined {
  if (!/^\d{9,10}$|^\d{12,13}$/u.test(text)) return undefined;
  const moment = new Date(Number(text) * (text.length > 10 ? 1 : 1000));
  return { date: moment.toISOString().replace('.000Z', 'Z'), precision: 'time' };
}

/** Reads a month or a year alone. */
function readPart(text: string, context: DateContext): ForeignDate | undefined {
  const shown = asciiDigits(text);
  const { year, month, word } =
    /^(?<year>\d{4})(?:[-/](?<month>\d{1,2}))?$|^(?<word>\p{L}[\p{L}\p{M}]{1,14})\.?,?\s+(?<year>\d{4})$/u.exec(shown)
      ?.groups ?? {};
  if (year === undefined) return undefined;
  if (month === undefined && word === undefined) {
    const date = dayFrom(Number(year), 1, 1);
    return date === undefined ? undefined : { date, precision: 'year', how: FIRST_OF_YEAR };
  }
  const number = word === undefined ? Number(month) : monthNamed(word, context.language);
  const date = number === undefined ? undefined : dayFrom(Number(year), number, 1);
  return date === undefined ? undefined : { date, precision: 'month', how: FIRST_OF_MONTH };
}

/** Gives a day that was; zero times of programs (`0001-01-01`) are none. */
function dayFrom(year: number, month: number, day: number): string | undefined {
  if (year < 1600 || year > 2199) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** Languages of month names beside the archive’s own: those of which no name means another month in one of the others. `ar-SY` has the other Arabic names. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ru', 'hi', 'bn', 'ar', 'ar-SY', 'fa', 'ur'] as const;

interface Names {
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlySet<string>;
}

const NAMES = new Map<string, Names>();

/** Languages that are asked where those do not know a word; of names that mean different months in them none counts. */
const MORE_LANGUAGES =
  'ar az be bg bn bs ca cs cy da el et eu fa fi ga gl gu he hi hr hu hy id is ka kk km kn ko lt lv mk ml mn mr ms mt nb ne nn pa pl ps ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi'.split(
    ' ',
  );

function monthNamed(word: string, language: string | undefined): number | undefined {
  const name = word.toLowerCase();
  for (const { months } of namesKnown(language)) {
    const month = months.get(name);
    if (month !== undefined) return month;
  }
  const found = new Set(namesOf(MORE_LANGUAGES).flatMap(({ months }) => months.get(name) ?? []));
  const [month, other] = found;
  return other === undefined ? month : undefined;
}

function isWeekday(word: string | undefined, language: string | undefined): boolean {
  if (word === undefined) return true;
  const name = word.toLowerCase();
  const isOne = ({ weekdays }: Names): boolean => weekdays.has(name);
  return namesKnown(language).some(isOne) || namesOf(MORE_LANGUAGES).some(isOne);
}

function namesKnown(language: string | undefined): Names[] {
  return namesOf([...(language === undefined ? [] : [language]), ...LANGUAGES]);
}

function namesOf(languages: readonly string[]): Names[] {
  return languages.map((one) => {
    const names = NAMES.get(one) ?? makeNames(one);
    NAMES.set(one, names);
    return names;
  });
}

const FORMATS = [
  { month: 'long', year: 'numeric' },
  { month: 'long', weekday: 'long' },
  { month: 'short', weekday: 'short' },
  { dateStyle: 'full' },
] as const satisfies readonly Intl.DateTimeFormatOptions[];

function makeNames(language: string): Names {
  const months = new Map<string, number>(language === 'en' ? [['sept', 9]] : []);
  const weekdays = new Set<string>(language === 'en' ? ['tues', 'weds', 'thur', 'thurs'] : []);
  for (const options of FORMATS) {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { timeZone: 'UTC', ...options });
    // Steps of five days meet each month and each weekday of 2020.
    for (let day = 1; day <= 366; day += 5) {
      const date = new Date(Date.UTC(2020, 0, day));
      for (const { type, value } of format.formatToParts(date)) {
        const name = value.toLowerCase().replace(/\.$/u, '');
        if (type === 'month' && !/\p{N}/u.test(name)) months.set(name, date.getUTCMonth() + 1);
        if (type === 'weekday') weekdays.add(name);
      }
    }
  }
  return { months, weekdays };
}

/** Writes digits of any script as 0–9. A script has its ten digits together, in order. */
function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero).padEnd(digit.length, ' ');
  });
}
