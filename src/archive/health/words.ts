import { addDays, dayNumber, inWords } from '../../model/day.ts';

const numbers = new Intl.NumberFormat('en-GB');

/** Writes a number with its noun: `1 story`, `1,024 stories`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** Writes a number of stories. */
export function stories(count: number): string {
  return counted(count, 'story', 'stories');
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const DAY_OF_YEAR = { day: 'numeric', month: 'long' } as const;
const NUMBER = { day: 'numeric' } as const;
const MONTH = { month: 'long', year: 'numeric' } as const;
const MONTH_OF_YEAR = { month: 'long' } as const;

/** Writes a day or month in words: `5 January 2020`, `January 2020`. */
export function dateWords(date: string): string {
  return inWords(date, 'en-GB', date.length === 7 ? MONTH : DAY);
}

/** Writes the days or months from one to another: `8–12 January 2020`, `30 January – 2 February 2020`, `May–July 2020`. */
export function spanWords(first: string, last: string): string {
  const end = dateWords(last);
  if (first === last) return end;
  if (first.slice(0, 4) !== last.slice(0, 4)) return `${dateWords(first)} – ${end}`;
  if (first.length === 7) return `${inWords(first, 'en-GB', MONTH_OF_YEAR)}–${end}`;
  if (first.slice(0, 7) === last.slice(0, 7)) return `${inWords(first, 'en-GB', NUMBER)}–${end}`;
  return `${inWords(first, 'en-GB', DAY_OF_YEAR)} – ${end}`;
}

/** How days and months are counted: `step` gives the one so many later, `between` how many lie between two. */
export const UNITS = {
  day: { step: addDays, between: (a: string, b: string) => dayNumber(b) - dayNumber(a) - 1 },
  month: {
    step: (month: string, count: number) => {
      const number = monthNumber(month) + count;
      return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
    },
    between: (a: string, b: string) => monthNumber(b) - monthNumber(a) - 1,
  },
} as const;

/** Counts months since the year 0. */
function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}
