import type { MonthCounts } from '../archive/rows.ts';
import { addDays, daysOf, weekday } from '../model/day.ts';

/** A day in a calendar. */
export interface Cell {
  readonly day: string;
  readonly count: number;
  /** Class of its tint, or empty for a day without stories. */
  readonly tint: string;
}

/** A week of a month, Monday first, with gaps where the days of other months would stand. */
export type Week = readonly (Cell | undefined)[];

/** Tints with the least number of stories that earns them. They are fixed, so that one means the same on each page. */
export const TINTS = [
  { tint: 't1', from: 1, label: '1–2' },
  { tint: 't2', from: 3, label: '3–5' },
  { tint: 't3', from: 6, label: '6–9' },
  { tint: 't4', from: 10, label: '10–19' },
  { tint: 't5', from: 20, label: '20 or more' },
] as const;

/** Seven days from Monday to Sunday, to take the names of weekdays from. */
export const WEEKDAY_SAMPLES = Array.from({ length: 7 }, (_, index) => addDays('2024-01-01', index));

/** Gives the tint of a number of stories. */
export function tintOf(count: number): string {
  return TINTS.findLast(({ from }) => count >= from)?.tint ?? '';
}

/** Lays out a month in weeks. */
export function weeksOf({ month, days }: MonthCounts): Week[] {
  const all = daysOf(month);
  const [first = month] = all;
  const cells: (Cell | undefined)[] = Array.from({ length: weekday(first) - 1 }, () => undefined);
  all.forEach((day, index) => {
    const count = days[index] ?? 0;
    cells.push({ day, count, tint: tintOf(count) });
  });
  while (cells.length % 7 > 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
