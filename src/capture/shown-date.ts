/** Dates as posts show them, in the languages in which platforms offered their embeds. */

/** A date at the beginning of a text. */
export interface ShownDate {
  /** Days that it can mean, `YYYY-MM-DD`; several where the order of day and month, or a month's name, is not certain. */
  readonly days: readonly string[];
  /** The moment in RFC 3339, where the date was one. */
  readonly time?: string;
  /** Number of UTF-16 units of the text that it takes. */
  readonly length: number;
}

/** Languages of month names: those of X's embeds and buttons, with variants that name months otherwise. */
const LANGUAGES = (
  'en en-GB en-AU en-CA en-IN fr fr-CA de de-AT es es-MX es-AR it pt pt-PT nl pl ru uk be cs sk sv da nb nn fi hu ro el tr ar ar-EG ' +
  'ar-SY ar-IQ ar-MA ar-DZ ar-TN ar-SA fa ps ur ckb he hi bn bn-IN mr ta te gu kn ml pa or ne si ja ko zh zh-TW zh-HK th vi id ms fil ' +
  'ca eu gl hr bs sr sr-Latn bg mk lt lv et sl is ga gd cy mt sq hy ka az kk uz mn km lo my am sw af zu'
).split(' ');

/** Spellings that embeds have shown and that are not in Unicode’s tables. */
const OTHER_SPELLINGS: readonly (readonly [language: string, month: number, name: string])[] = [
  ...['sept', 'setp'].map((name) => ['en', 9, name] as const),
  ...['ژانویهٔ', 'فوریهٔ', 'مارس', 'آوریل', 'مهٔ', 'ژوئن', 'ژوئیهٔ', 'اوت', 'سپتامبر', 'اکتبر', 'نوامبر', 'دسامبر'].map(
    (name, index) => ['fa', index + 1, name] as const,
  ),
  ['fa', 5, 'می'],
  ['fa', 7, 'جولای'],
  ['fa', 8, 'آگوست'],
  ['bn', 1, 'জানুয়ারী'],
  ['bn', 2, 'ফেব্রুয়ারী'],
  ['hi', 3, 'मार्च'],
  ['hi', 4, 'अप्रेल'],
  ['ur', 1, 'جنوري'],
  ...['một', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai'].map(
    (name, index) => ['vi', index + 1, `tháng ${name}`] as const,
  ),
];

/** Words that stand between the parts of a date. */
const BETWEEN = new Set(
  'de del d di da do of the on den der am le el al e ko a m g gada года року г р թ ж th st nd rd er ngày năm พ ศ ค om เวลา ปี na'.split(
    ' ',
  ),
);
/** Words that stand after its last part. */
const AFTER = new Set('г р года року d a թ ж م th st nd rd'.split(' '));
const MARKS: Readonly<Record<string, 'year' | 'month' | 'day'>> = {
  年: 'year',
  년: 'year',
  月: 'month',
  월: 'month',
  日: 'day',
  号: 'day',
  號: 'day',
  일: 'day',
};

type Token = { readonly kind: 'number' | 'word' | 'mark'; readonly text: string; readonly end: number };

const TOKEN =
  /(?<skip>[\s\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+)|(?<number>\p{Nd}+)|(?<word>[年년月월日号號일]|[[\p{L}\p{M}]--[年년月월日号號일]][[\p{L}\p{M}'’׳ʼ\u200C\u200D]--[年년月월日号號일]]*)|(?<mark>[\s\S])/vy;

/** Longest text in which a date is looked for. */
const LONGEST = 120;

const FIRST_YEAR = 2006;
const LAST_YEAR = 2099;
const BUDDHIST = 543;

/** Reads the date with which a text begins, if any; `language` is that of the page or embed (BCP 47, or as X writes it). */
export function readShownDate(text: string, language?: string): ShownDate | undefined {
  const shown = text.slice(0, LONGEST);
  if (!/\p{Nd}/u.test(shown)) return undefined;
  return readMoment(shown) ?? readWords(shown, canonical(language));
}

/** Reads milliseconds since 1970, or a time in RFC 3339. */
function readMoment(text: string): ShownDate | undefined {
  const [milliseconds] = /^\s*\d{13}(?!\d)/u.exec(text) ?? [];
  if (milliseconds !== undefined) {
    const time = new Date(Number(milliseconds)).toISOString().replace('.000Z', 'Z');
    const day = time.slice(0, 10);
    return isPlausible(Number(day.slice(0, 4))) ? { days: [day], time, length: milliseconds.length } : undefined;
  }
  const [all, day = '', time] =
    /^\s*(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))/u.exec(text) ?? [];
  const exact = `${day}${time ?? ''}`;
  if (all === undefined || dayFrom(...numbersOf(day)) === undefined || Number.isNaN(Date.parse(exact)))
    return undefined;
  return { days: [day], time: exact, length: all.length };
}

function numbersOf(day: string): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month, date];
}

interface Parts {
  readonly numbers: { readonly value: number; readonly digits: number; mark?: 'year' | 'month' | 'day' }[];
  months: readonly number[] | undefined;
  /** The months of which the name is one, by language. */
  named: readonly NamedMonth[];
  separators: string;
}

function readWords(text: string, language: string | undefined): ShownDate | undefined {
  const begin = CLOCK_BEFORE.exec(asciiDigits(text))?.[0].length ?? 0;
  const tokens = tokensOf(text, begin);
  const parts: Parts = { numbers: [], months: undefined, named: [], separators: '' };
  let at = 0;
  let isThai = language === 'th';
  const isWhole = () => parts.numbers.length === (parts.months === undefined ? 3 : 2);
  while (at < tokens.length && !isWhole()) {
    const token = tokens[at];
    if (token === undefined) break;
    if (/\p{Script=Thai}/u.test(token.text)) isThai = true;
    const taken = take(tokens, at, parts, language);
    if (taken === 0) break;
    at += taken;
  }
  if (!isWhole()) return undefined;
  const days = daysOf(parts, language, isThai);
  if (days.length === 0) return undefined;
  const length = endOf(text, tokens, at);
  return { days: days.length > 1 ? asWrittenBy(text.slice(0, length), parts, days) : days, length };
}

/** Gives how many tokens were understood, 0 for none. */
function take(tokens: readonly Token[], at: number, parts: Parts, language: string | undefined): number {
  const token = tokens[at];
  if (token === undefined) return 0;
  if (token.kind === 'number') {
    const mark = MARKS[tokens[at + 1]?.text ?? ''];
    const value = Number(token.text);
    if (mark === 'month' && parts.months === undefined) parts.months = value >= 1 && value <= 12 ? [value] : [];
    else parts.numbers.push({ value, digits: token.text.length, ...(mark && { mark }) });
    return mark === undefined ? 1 : 2;
  }
  if (token.kind === 'mark') {
    if (!/[.,،、/\-–·'’()ªº॰٫|]/u.test(token.text)) return 0;
    if (/[./-]/u.test(token.text)) parts.separators += token.text;
    return 1;
  }
  const begun = parts.numbers.length > 0 || parts.months !== undefined;
  if (parts.months === undefined) {
    const month = monthAt(tokens, at, language);
    if (month) {
      parts.named = month.named;
      parts.months = [...new Set(month.named.map((one) => one.month))];
      return month.tokens;
    }
    const number = /^(?:tháng|thg|tháng)$/u.test(lower(token.text)) ? tokens[at + 1] : undefined;
    if (number?.kind === 'number') {
      const value = Number(number.text);
      parts.months = value >= 1 && value <= 12 ? [value] : [];
      return 2;
    }
  }
  const word = lower(token.text);
  if (BETWEEN.has(word)) return 1;
  return !begun && names().weekdays.has(word) ? 1 : 0;
}

/** Tries the longest name first: Arabic and Vietnamese have months of two and three words, and Thai ones have dots inside. */
function monthAt(
  tokens: readonly Token[],
  at: number,
  language: string | undefined,
): { named: readonly NamedMonth[]; tokens: number } | undefined {
  const found: { named: readonly NamedMonth[]; tokens: number }[] = [];
  let name = '';
  let words = 0;
  for (let next = at; next < tokens.length && words < 3; next += 1) {
    const token = tokens[next];
    if (token === undefined || token.kind === 'number') break;
    if (token.kind === 'mark') {
      if (!/[.॰]/u.test(token.text)) break;
      continue;
    }
    name = name === '' ? lower(token.text) : `${name} ${lower(token.text)}`;
    words += 1;
    const named = monthsNamed(name, language);
    if (named) found.push({ named, tokens: next - at + 1 });
  }
  return found.at(-1);
}

function monthsNamed(name: string, language: string | undefined): readonly NamedMonth[] | undefined {
  const { months } = names();
  const known = months.get(name) ?? months.get(name.replace(/^d[’']/u, '')) ?? months.get(name.replace(/^ב/u, ''));
  if (known === undefined) return undefined;
  const base = language?.split('-')[0];
  const own = known.filter((one) => one.language === language || one.language.split('-')[0] === base);
  return own.length > 0 ? own : known;
}

/** Gives every day that the parts can mean. */
function daysOf({ numbers, months, separators }: Parts, language: string | undefined, isThai: boolean): string[] {
  const yearOf = ({ value, digits }: Parts['numbers'][number]): number | undefined => {
    const year = isThai && value - BUDDHIST >= FIRST_YEAR ? value - BUDDHIST : value;
    return digits === 4 && isPlausible(year) ? year : undefined;
  };
  const [one, two, three] = numbers;
  if (one === undefined || two === undefined) return [];
  const days: (string | undefined)[] = [];
  if (months !== undefined) {
    const [year, other] = yearOf(one) === undefined ? [two, one] : [one, two];
    if (other.mark === 'year' || year.mark === 'day') return [];
    for (const month of months) days.push(dayFrom(yearOf(year), month, other.value));
  } else if (three !== undefined) {
    // Parts of a date that is all numbers have one sign between them.
    const [sign] = separators;
    if (sign === undefined || !separators.startsWith(sign.repeat(2))) return [];
    if (yearOf(one) !== undefined) days.push(dayFrom(yearOf(one), two.value, three.value));
    else {
      const dayFirst = dayFrom(yearOf(three), two.value, one.value);
      const monthFirst = dayFrom(yearOf(three), one.value, two.value);
      const order = sign === '.' ? 'day' : orderIn(language);
      if (order !== 'month') days.push(dayFirst);
      if (order !== 'day' || dayFirst === undefined) days.push(monthFirst);
      if (order === 'month' && monthFirst === undefined) days.push(dayFirst);
    }
  }
  return [...new Set(days.filter((day) => day !== undefined))];
}

/**
 * Where a name is that of different months in different languages, keeps the days that one of those languages writes just so:
 * `2 listopada 2019` is Polish, for November, and `2. listopada 2019.` Croatian, for October. Keeps all where none does.
 */
function asWrittenBy(shown: string, { named }: Parts, days: string[]): string[] {
  const written = days.filter((day) =>
    named.some(({ language, month }) => {
      if (month !== Number(day.slice(5, 7))) return false;
      return (['long', 'medium'] as const).some(
        (dateStyle) =>
          new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { dateStyle, timeZone: 'UTC' }).format(
            Date.parse(day),
          ) === shown.trim(),
      );
    }),
  );
  return written.length > 0 ? written : days;
}

/** Tells whether a language writes the day or the month first; English alone does not tell, since its countries differ. */
function orderIn(language: string | undefined): 'day' | 'month' | undefined {
  if (language === undefined || language === 'en') return undefined;
  const parts = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { dateStyle: 'short', timeZone: 'UTC' })
    .formatToParts(0)
    .map(({ type }) => type);
  const first = parts.find((type) => type === 'day' || type === 'month' || type === 'year');
  return first === 'year' ? undefined : first;
}

function dayFrom(year: number | undefined, month: number, day: number): string | undefined {
  if (year === undefined || !isPlausible(year)) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** No platform whose posts are kept is older than 2006. */
function isPlausible(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

const CLOCK = String.raw`\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\.?)?(?:\s*(?:UTC|GMT|Z))?`;
/** As X’s own pages have it: `10:25 AM · Jan 5, 2020`. */
const CLOCK_BEFORE = new RegExp(String.raw`^\s*${CLOCK}\s*[·,–-]\s*`, 'iu');
/** As Bluesky’s embeds have it: `July 10, 2025 at 2:02 AM`. */
const CLOCK_AFTER = new RegExp(
  String.raw`^[^\S\n]*(?:,|·|at|à|um|om|kl\.?|klo|alle|às|a las|в|о|ob|saat|o)?[^\S\n]*${CLOCK}`,
  'iu',
);

/** Gives where a date ends whose last part is the token before `at`: words and a clock time that belong to it are taken in. */
function endOf(text: string, tokens: readonly Token[], at: number): number {
  let end = tokens[at - 1]?.end ?? 0;
  const suffix = tokens.slice(at);
  const [first, second, third] = suffix;
  if (first?.text === '(' && second !== undefined && AFTER.has(lower(second.text)) && third?.text === ')')
    end = third.end;
  else {
    let next = 0;
    if (suffix[next]?.text === '.' && /^(?:\s|$)/u.test(text.slice(suffix[next]?.end))) next += 1;
    else if (suffix[next]?.text === '،') next += 1;
    const word = suffix[next];
    if (word?.kind === 'word' && AFTER.has(word.text) && belongs(text, end, word)) {
      end = word.end;
      const stop = suffix[next + 1];
      if (stop?.text === '.') end = stop.end;
    } else if (suffix[0]?.text === '.') end = suffix[0].end;
  }
  return end + (CLOCK_AFTER.exec(asciiDigits(text.slice(end)))?.[0].length ?? 0);
}

/** Tells whether a word behind a date that ends at `from` is its last part, and not the first of what follows. */
function belongs(whole: string, from: number, { text, end }: Token): boolean {
  const gap = whole.slice(from, end - text.length);
  if (gap.includes('\n')) return false;
  return gap === '' || /^(?:года|року)$/u.test(text) || /^(?:\.|[^\S\n]*(?:\n|$))/u.test(whole.slice(end));
}

function tokensOf(text: string, from: number): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(text); match?.groups; match = TOKEN.exec(text)) {
    const { skip, number, word } = match.groups;
    const end = TOKEN.lastIndex;
    if (skip !== undefined) continue;
    if (number !== undefined) tokens.push({ kind: 'number', text: asciiDigits(number), end });
    else tokens.push({ kind: word === undefined ? 'mark' : 'word', text: match[0], end });
  }
  return tokens;
}

/** Writes digits of any script as 0–9, each for as many UTF-16 units as it took where it took one. */
function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(valueOfDigit(digit.codePointAt(0) ?? 0)));
}

/** Unicode keeps the ten digits of a script together, in order. */
function valueOfDigit(code: number): number {
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  // The mathematical digits are the one place where several rows of ten touch.
  return code >= 0x1d7ce && code <= 0x1d7ff ? (code - 0x1d7ce) % 10 : code - zero;
}

function lower(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/\u0307/gu, '');
}

function canonical(language: string | undefined): string | undefined {
  if (language === undefined || !/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/u.test(language)) return undefined;
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A month by one of its names in a language. */
interface NamedMonth {
  readonly language: string;
  readonly month: number;
}

interface Names {
  readonly months: ReadonlyMap<string, readonly NamedMonth[]>;
  readonly weekdays: ReadonlySet<string>;
}

let made: Names | undefined;

/** Gives the names of months and weekdays in every language, as they stand alone and within dates; made when first asked for. */
function names(): Names {
  made ??= makeNames();
  return made;
}

function makeNames(): Names {
  const months = new Map<string, { language: string; month: number }[]>();
  const weekdays = new Set<string>();
  const add = (language: string, month: number, name: string): void => {
    for (const spelling of new Set([name, unaccented(name)])) {
      const key = keyOf(spelling);
      // 1月 and tháng 1 are read by their parts.
      if (key === '' || /\p{Nd}/u.test(key)) continue;
      const known = months.get(key) ?? [];
      if (!known.some((one) => one.language === language && one.month === month)) known.push({ language, month });
      months.set(key, known);
    }
  };
  for (const language of LANGUAGES) {
    const locale = `${language}-u-ca-gregory`;
    const formats = FORMATS.map((options) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }));
    for (let month = 1; month <= 12; month += 1) {
      for (const format of formats) {
        const name = format.formatToParts(Date.UTC(2020, month - 1, 5)).find(({ type }) => type === 'month')?.value;
        if (name === undefined) continue;
        add(language, month, name);
        // The genitive of Basque is no part of the name in Unicode's tables.
        if (language === 'eu') add(language, month, `${name}ren`);
      }
    }
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday });
      for (let day = 1; day <= 7; day += 1)
        for (const word of keyOf(format.format(Date.UTC(2020, 0, day))).split(' ')) weekdays.add(word);
    }
  }
  for (const [language, month, name] of OTHER_SPELLINGS) add(language, month, name);
  return { months, weekdays };
}

const FORMATS: readonly Intl.DateTimeFormatOptions[] = [
  { month: 'long' },
  { month: 'short' },
  { dateStyle: 'long' },
  { dateStyle: 'medium' },
  { year: 'numeric', month: 'short', day: 'numeric' },
];

/** Gives a name as it is compared: its words in lower case, without dots. */
function keyOf(name: string): string {
  return tokensOf(name, 0)
    .filter(({ kind }) => kind !== 'mark')
    .map(({ text }) => lower(text).replace(/^d[’']/u, ''))
    .join(' ');
}

/** Takes accents off Latin letters, which typists leave out. */
function unaccented(name: string): string {
  return /\p{Script=Latin}/u.test(name) ? name.normalize('NFD').replace(/\p{Mn}/gu, '') : name;
}
