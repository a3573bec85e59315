import type { MonthCounts } from '../archive/rows.ts';
import { dayNumber, daysOf, weekday } from '../model/day.ts';
import { TINTS, tintOf } from './calendar.ts';

/** A year as a heat map: weeks as columns, weekdays as rows from Monday, in the map's own units. */
export interface Heat {
  readonly width: number;
  readonly height: number;
  /** One path of squares for the days without stories and one for each tint that occurs, the faintest first. */
  readonly layers: readonly { readonly tint: string; readonly path: string }[];
  /** Where each month begins. */
  readonly months: readonly { readonly month: string; readonly x: number }[];
}

const STEP = 10;
const SQUARE = 8.5;
/** Room above the squares for the names of the months. */
export const HEAD = 12;

/** Lays out the twelve months of a year as a heat map. */
export function heatOf(year: readonly MonthCounts[]): Heat {
  const paths = new Map<string, string>(['', ...TINTS.map(({ tint }) => tint)].map((tint) => [tint, '']));
  const first = `${year[0]?.month ?? ''}-01`;
  const monday = dayNumber(first) - (weekday(first) - 1);
  const columnOf = (day: string) => Math.floor((dayNumber(day) - monday) / 7);
  let columns = 0;
  for (const { month, days } of year) {
    daysOf(month).forEach((day, index) => {
      const tint = tintOf(days[index] ?? 0);
      const x = columnOf(day) * STEP;
      const y = HEAD + (weekday(day) - 1) * STEP;
      columns = Math.max(columns, columnOf(day) + 1);
      paths.set(tint, `${paths.get(tint) ?? ''}M${x} ${y}h${SQUARE}v${SQUARE}h-${SQUARE}z`);
    });
  }
  return {
    width: columns * STEP,
    height: HEAD + 7 * STEP,
    layers: [...paths].map(([tint, path]) => ({ tint, path })).filter(({ path }) => path !== ''),
    // A month is named over the first week that begins in it, so that no name stands over another month's days.
    months: year.map(({ month }) => ({ month, x: columnOf(firstMonday(month)) * STEP })),
  };
}

/** Gives the first Monday of a month; of January its first day, as nothing stands before it. */
function firstMonday(month: string): string {
  const days = daysOf(month);
  const first = days[0] ?? month;
  return month.endsWith('-01') ? first : (days.find((day) => weekday(day) === 1) ?? first);
}
