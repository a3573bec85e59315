import { LIST_LENGTH } from '../../model/addresses.ts';
import { daysIn, daysOf, monthsOf, yearsOfScale } from '../../model/day.ts';
import { isTermKind } from '../../model/registry.ts';
import type { Database, Row } from '../database.ts';
import type { Card, CountedDay, CountedTerm, DayDigest, MonthCounts, RulerStep, YearDigest } from '../rows.ts';
import { FACET } from '../facets.ts';
import { depend, tracked } from '../tracker.ts';
import { cardOf, countTerms } from './cards.ts';

const LAST = '\u{10FFFF}';

/** The newest day that has stories. */
export const newestDay = tracked(
  'newestDay',
  (database): string | undefined => {
    const row = database.get('SELECT max(ord) AS ord FROM story WHERE public = 1');
    return row?.['ord'] ? String(row['ord']).slice(0, 10) : undefined;
  },
  { on: () => [FACET.stories] },
);

/** The front page shows at least this many days, and more while they hold few stories. */
const FRONT_DAYS = { least: 4, most: 8, stories: 12 };

/** The newest days that have stories, each with its newest seven. */
export const newestDays = tracked(
  'newestDays',
  (database): DayDigest[] => {
    const digests: DayDigest[] = [];
    let before = LAST;
    while (
      digests.length < FRONT_DAYS.least ||
      (digests.length < FRONT_DAYS.most &&
        digests.reduce((sum, { stories }) => sum + stories.length, 0) < FRONT_DAYS.stories)
    ) {
      const row = database.get('SELECT max(ord) AS ord FROM story WHERE public = 1 AND ord < ?', before);
      if (!row?.['ord']) break;
      const day = String(row['ord']).slice(0, 10);
      digests.push({ day, count: countIn(database, day), stories: cardsIn(database, day, 7, 0) });
      before = day;
    }
    return digests;
  },
  { on: () => [FACET.stories] },
);

/** Stories of a day, newest first, 200 a page; pages count from 1. */
export const dayStories = tracked(
  'dayStories',
  (database, day: string, page: number): Card[] => cardsIn(database, day, LIST_LENGTH, (page - 1) * LIST_LENGTH),
  { on: (day) => [FACET.time(day)] },
);

/** How many stories a day has. */
export const dayCount = tracked('dayCount', (database, day: string): number => countIn(database, day), {
  on: (day) => [FACET.time(day)],
});

/** People, places and topics that a day's stories name most, ten of each at most. */
export const dayTerms = tracked(
  'dayTerms',
  (database, day: string): Record<DayKind, CountedTerm[]> => {
    const terms: Record<DayKind, CountedTerm[]> = { people: [], places: [], topics: [] };
    for (const [kind, id, name, count] of database.lists(DAY_TERMS, day))
      terms[kind as DayKind].push({ kind: kind as DayKind, id: String(id), name: String(name), count: Number(count) });
    for (const kind of DAY_KINDS) {
      terms[kind].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)).splice(MOST_TERMS);
      for (const { id } of terms[kind]) depend(FACET.name(kind, id));
    }
    return terms;
  },
  { on: (day) => [FACET.time(day)] },
);

const DAY_KINDS = ['people', 'places', 'topics'] as const;
type DayKind = (typeof DAY_KINDS)[number];
const MOST_TERMS = 10;
/** One query for all kinds: nearly every second page is a day's, and most have a story or two. */
const DAY_TERMS = `SELECT t.kind, t.id, coalesce(term.name, min(t.name)), count(*)
  FROM story_term t LEFT JOIN term ON term.kind = t.kind AND term.id = t.id
  WHERE t.kind IN (${DAY_KINDS.map((kind) => `'${kind}'`).join(', ')}) AND t.day = ? GROUP BY t.kind, t.id`;

/** The nearest days before and after that have stories. */
export const dayNeighbours = tracked(
  'dayNeighbours',
  (database, day: string): { before?: CountedDay; after?: CountedDay } =>
    neighbours(database, day, (date, count) => ({ day: date, count })),
  { on: (day) => [FACET.besideTime(day)] },
);

/** The days of a month that have stories, in order, each with its newest six. */
export const monthDays = tracked(
  'monthDays',
  (database, month: string): DayDigest[] =>
    countsByDay(database, month).map(({ day, count }) => ({ day, count, stories: cardsIn(database, day, 6, 0) })),
  { on: (month) => [FACET.time(month)] },
);

/** How many stories each day of a month has. */
export const monthCounts = tracked(
  'monthCounts',
  (database, month: string): MonthCounts => toMonthCounts(month, countsByDay(database, month)),
  { on: (month) => [FACET.time(month)] },
);

/** The nearest months before and after that have stories. */
export const monthNeighbours = tracked(
  'monthNeighbours',
  (database, month: string): { before?: { month: string; count: number }; after?: { month: string; count: number } } =>
    neighbours(database, month, (date, count) => ({ month: date, count })),
  { on: (month) => [FACET.besideTime(month)] },
);

/** Terms of one kind that a month's stories name most. */
export const monthTerms = tracked(
  'monthTerms',
  (database, month: string, kind: string): CountedTerm[] => termsIn(database, month, kind),
  { on: (month) => [FACET.time(month)] },
);

/** How many stories each day of each month of a year has. */
export const yearCounts = tracked(
  'yearCounts',
  (database, year: string): MonthCounts[] => {
    const days = countsByDay(database, year);
    return monthsOf(year).map((month) =>
      toMonthCounts(
        month,
        days.filter(({ day }) => day.startsWith(month)),
      ),
    );
  },
  { on: (year) => [FACET.time(year)] },
);

/** The nearest years before and after that have stories. */
export const yearNeighbours = tracked(
  'yearNeighbours',
  (database, year: string): { before?: { year: string; count: number }; after?: { year: string; count: number } } =>
    neighbours(database, year, (date, count) => ({ year: date, count })),
  { on: (year) => [FACET.besideTime(year)] },
);

/** Terms of one kind that a year's stories name most. */
export const yearTerms = tracked(
  'yearTerms',
  (database, year: string, kind: string): CountedTerm[] => termsIn(database, year, kind),
  { on: (year) => [FACET.time(year)] },
);

/** A page of one day in all years shows so many stories of each year at most, and in all about so many. */
const ON_THIS_DAY = { year: 7, all: 175 };

/** Other years are named beside a day for so many of them. */
const OTHER_YEARS = 25;

/** The newest stories of one day (`01-05`) of every year, seven a year and fewer where there are many years; newest year first. */
export const onThisDay = tracked(
  'onThisDay',
  (database, monthAndDay: string): YearDigest[] =>
    yearsOf(database, monthAndDay, (years) =>
      Math.max(1, Math.min(ON_THIS_DAY.year, Math.floor(ON_THIS_DAY.all / years))),
    ),
  { on: (monthAndDay) => [FACET.monthDay(monthAndDay)] },
);

/** Stories of one day (`01-05`) of the newest 26 years, three a year, newest year first. */
const nearestYears = tracked(
  'nearestYears',
  (database, monthAndDay: string): YearDigest[] => yearsOf(database, monthAndDay, () => 3, OTHER_YEARS + 1),
  { shared: true, on: (monthAndDay) => [FACET.monthDay(monthAndDay)] },
);

/** Gives stories of the same day in the newest 25 of other years than a day's own, three a year, newest year first. */
export function otherYears(day: string): YearDigest[] {
  return nearestYears(day.slice(5))
    .filter(({ year }) => year !== day.slice(0, 4))
    .slice(0, OTHER_YEARS);
}

/** The years of the archive, from the first that has stories to the last; of a very long span those alone that have stories. */
export const rulerOfYears = tracked(
  'rulerOfYears',
  (database): RulerStep[] => {
    const counts = countsBy(database, 4, '');
    return yearsOfScale([...counts.keys()]).map((date) => ({
      date,
      step: stepOf(counts.get(date) ?? 0, [1, 100, 1000, 10_000]),
    }));
  },
  { shared: true, on: () => [FACET.stories] },
);

/** The twelve months of a year. */
export const rulerOfMonths = tracked(
  'rulerOfMonths',
  (database, year: string): RulerStep[] => {
    const counts = countsBy(database, 7, year);
    return monthsOf(year).map((date) => ({ date, step: stepOf(counts.get(date) ?? 0, [1, 10, 100, 500]) }));
  },
  { shared: true, on: (year) => [FACET.time(year)] },
);

/** The days of a month. */
export const rulerOfDays = tracked(
  'rulerOfDays',
  (database, month: string): RulerStep[] => {
    const counts = countsBy(database, 10, month);
    return daysOf(month).map((date) => ({ date, step: stepOf(counts.get(date) ?? 0, [1, 3, 10, 20]) }));
  },
  { shared: true, on: (month) => [FACET.time(month)] },
);

/** Gives how many of the fixed bounds a count reaches, so that one more story seldom changes a ruler. */
function stepOf(count: number, bounds: readonly number[]): number {
  return bounds.filter((bound) => count >= bound).length;
}

/** The range of `ord` in which the stories of a year, month or day stand. */
function rangeOf(date: string): [string, string] {
  return [date, date + LAST];
}

function countIn(database: Database, date: string): number {
  return Number(
    database.get('SELECT count(*) AS n FROM story WHERE public = 1 AND ord BETWEEN ? AND ?', ...rangeOf(date))?.['n'],
  );
}

function cardsIn(database: Database, date: string, limit: number, offset: number): Card[] {
  // A bound LIMIT costs as much as the rest of the query, and there are few.
  const paged = `LIMIT ${limit}${offset > 0 ? ` OFFSET ${offset}` : ''}`;
  return database
    .lists(`SELECT id FROM story WHERE public = 1 AND ord BETWEEN ? AND ? ORDER BY ord DESC ${paged}`, ...rangeOf(date))
    .map(([story]) => cardOf(database, Number(story)));
}

function countsBy(database: Database, length: number, within: string): Map<string, number> {
  const rows = database.all(
    'SELECT substr(ord, 1, ?) AS part, count(*) AS n FROM story WHERE public = 1 AND ord BETWEEN ? AND ? GROUP BY part ORDER BY part',
    length,
    ...rangeOf(within),
  );
  return new Map(rows.map((row) => [String(row['part']), Number(row['n'])]));
}

function countsByDay(database: Database, within: string): CountedDay[] {
  return Array.from(countsBy(database, 10, within), ([day, count]) => ({ day, count }));
}

function toMonthCounts(month: string, days: readonly CountedDay[]): MonthCounts {
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  const list = Array.from(
    { length: daysIn(month) },
    (_, index) => counts.get(`${month}-${String(index + 1).padStart(2, '0')}`) ?? 0,
  );
  return { month, count: list.reduce((sum, count) => sum + count, 0), days: list };
}

function neighbours<T>(
  database: Database,
  date: string,
  make: (date: string, count: number) => T,
): { before?: T; after?: T } {
  const [start, end] = rangeOf(date);
  const toNeighbour = (ord: Row[string] | undefined): T | undefined => {
    if (ord === null || ord === undefined) return undefined;
    const found = String(ord).slice(0, date.length);
    return make(found, countIn(database, found));
  };
  const before = toNeighbour(
    database.get('SELECT max(ord) AS ord FROM story WHERE public = 1 AND ord < ?', start)?.['ord'],
  );
  const after = toNeighbour(
    database.get('SELECT min(ord) AS ord FROM story WHERE public = 1 AND ord > ?', end)?.['ord'],
  );
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function termsIn(database: Database, date: string, kind: string): CountedTerm[] {
  return isTermKind(kind) ? countTerms(database, kind, { where: 't.day BETWEEN ? AND ?' }, 10, ...rangeOf(date)) : [];
}

/** Gives the newest stories of one day of every year, as many of each as `limitOf` has for a number of years. */
function yearsOf(
  database: Database,
  monthAndDay: string,
  limitOf: (years: number) => number,
  most = Number.MAX_SAFE_INTEGER,
): YearDigest[] {
  const days = database.all(
    'SELECT day, count(*) AS n FROM story WHERE public = 1 AND substr(day, 6) = ? GROUP BY day ORDER BY day DESC LIMIT ?',
    monthAndDay,
    most,
  );
  return days.map((row) => ({
    year: String(row['day']).slice(0, 4),
    count: Number(row['n']),
    stories: cardsIn(database, String(row['day']), limitOf(days.length), 0),
  }));
}
