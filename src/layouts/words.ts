import { site } from '../archive/queries/site.ts';
import type { Card } from '../archive/rows.ts';
import { dayOf, hasTime, inWords } from '../model/day.ts';

const FORMS = {
  /** Sunday 5 January 2020 */
  weekdayAndDay: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** 5 January 2020 */
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  /** 5 Jan 2020 */
  shortDay: { day: 'numeric', month: 'short', year: 'numeric' },
  /** 5 January */
  dayAndMonth: { day: 'numeric', month: 'long' },
  /** 5 Jan */
  shortDayAndMonth: { day: 'numeric', month: 'short' },
  /** Sunday */
  weekday: { weekday: 'long' },
  /** Sun */
  shortWeekday: { weekday: 'short' },
  /** S */
  weekdayLetter: { weekday: 'narrow' },
  /** 5 */
  number: { day: 'numeric' },
  /** January 2020 */
  month: { month: 'long', year: 'numeric' },
  /** January */
  monthAlone: { month: 'long' },
  /** Jan 2020 */
  shortMonthAndYear: { month: 'short', year: 'numeric' },
  /** Jan */
  shortMonth: { month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** How much of a date is said, and how long. */
export type DateForm = keyof typeof FORMS;

/** Plain `en` would write dates the American way, as `en` stands for `en-US` in CLDR. */
const DATE_LANGUAGES: Readonly<Record<string, string>> = { en: 'en-GB' };

/** Writes a day (or a time's day, or a month) in words, in the site's language. */
export function dateWords(date: string, form: DateForm = 'day'): string {
  const { language } = site();
  const words = inWords(dayOf(date), DATE_LANGUAGES[language] ?? language, FORMS[form]);
  // Some versions of CLDR put a comma after an English weekday.
  return language.startsWith('en') && form === 'weekdayAndDay' ? words.replace(',', '') : words;
}

/** Writes the clock time of a date as it was typed, e.g. `19:40 +05:30`; undefined for a day alone. */
export function timeWords(date: string): string | undefined {
  if (!hasTime(date)) return undefined;
  const [, clock = '', offset = ''] = /T(\d\d:\d\d)[^Z+-]*(.*)$/u.exec(date) ?? [];
  return `${clock} ${offset === 'Z' ? 'UTC' : offset}`;
}

const TYPE_WORDS = {
  news: undefined,
  analysis: 'Analysis',
  opinion: 'Opinion',
  live: 'Live',
  document: 'Document',
} as const satisfies Record<Card['type'], string | undefined>;

/** Names what kind of text a story is; undefined for news, which most are. */
export function typeWords(type: Card['type']): string | undefined {
  return TYPE_WORDS[type];
}

const numbers = new Intl.NumberFormat('en-GB');

/** Writes a number with its noun: `1 story`, `1,024 stories`. */
export function counted(count: number, one: string, many: string): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** Writes a number of stories. */
export function stories(count: number): string {
  return counted(count, 'story', 'stories');
}

/** Says what a story holds besides its text, e.g. `With 1 exhibit, 4 sources, 1 correction`; empty where nothing. */
export function holdings({ quotes, sources, corrections }: Card): string {
  const parts = [
    quotes > 0 ? counted(quotes, 'quote', 'quotes') : '',
    sources > 0 ? counted(sources, 'source', 'sources') : '',
    corrections > 0 ? counted(corrections, 'correction', 'corrections') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `With ${parts.join(', ')}`;
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** Writes the name of a language in English, e.g. Hindi for `hi`. */
export function languageInEnglish(language: string): string {
  return languageNames.of(language) ?? language;
}

/** Writes the name of a language in itself, e.g. हिन्दी for `hi`. */
export function languageName(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
