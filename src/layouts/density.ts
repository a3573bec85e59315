import type { CountedDay, TermYear } from '../archive/rows.ts';
import { daysOf, monthOf, monthsOf, yearsOfScale } from '../model/day.ts';

/** A day or month that has stories, as a needle of the density chart in the chart's own units. */
interface Needle {
  /** `YYYY-MM-DD` or `YYYY-MM`. */
  readonly date: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Stories a day or a month over the time in which a term has stories, ready to draw. */
export interface Density {
  readonly unit: 'day' | 'month';
  readonly width: number;
  readonly needleWidth: number;
  readonly needles: readonly Needle[];
  /** The fullest day or month; without a date where several are equal. */
  readonly most: { readonly date?: string; readonly count: number };
  /** Whether the fullest needle is cut, so that the others can be told apart beside it. */
  readonly cut: boolean;
  /** Where the chart begins: half-way down if no needle reaches higher. */
  readonly top: number;
  /** First months or years of equal stretches of time, for the labels under the chart. */
  readonly labels: readonly string[];
  /** First and last month or year of the chart. */
  readonly span: readonly [string, string];
  /** The days that have stories, oldest first, on a chart of days. */
  readonly days: readonly CountedDay[];
  /** The years that have stories, oldest first. */
  readonly years: readonly TermYear[];
  /** Whether the chart leaves out years without stories. */
  readonly shortened: boolean;
}

export const CHART_HEIGHT = 100;
const UNIT_WIDTH = 10;
/** The chart is stretched to the page, so a chart of few months has needles narrower than this, and not bars. */
const WIDEST_NEEDLE = 4;
const NEEDLES_A_CHART = 120;
/** The tallest needle stays below the figure above the chart. */
const TALLEST = 97;
/** A month with one story among thousands can still be seen. */
const SHORTEST = 2;
const MOST_LABELS = 12;
/** A needle of this many stories reaches the top, and so does the fullest of a greater number: one story is a short needle. */
const LEAST_TOP = 5;
/** A needle that is more than this many times the next would leave the others too short to compare. */
const GREAT_SPIKE = 4;
/** Height of the next needle beside one that is cut. */
const BESIDE_A_SPIKE = 48;
const LONGEST_MONTH = 31;

interface Slot {
  readonly date: string;
  readonly count: number;
  /** Its place from the start, in slots. */
  readonly place: number;
}

/**
 * Lays out the time in which a term has stories as a chart: by day where `days` gives them, else by the months of its years
 * (in any order). Gives undefined where there are none.
 */
export function densityOf(termYears: readonly TermYear[], days: readonly CountedDay[] = []): Density | undefined {
  if (termYears.length === 0) return undefined;
  const years = termYears.filter(({ count }) => count > 0).toSorted((a, b) => (a.year < b.year ? -1 : 1));
  return days.length > 0 ? byDay(years, days) : byMonth(years);
}

function byDay(years: readonly TermYear[], days: readonly CountedDay[]): Density {
  const [first, last] = [days.at(0)?.day ?? '', days.at(-1)?.day ?? ''].map(monthOf) as [string, string];
  const months = years.flatMap(({ year }) => monthsOf(year)).filter((month) => month >= first && month <= last);
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  // Every month is as wide as the longest, so that their labels stand in columns of one width.
  const slots = months.flatMap((month, index) =>
    daysOf(month).map((date, day) => ({ date, count: counts.get(date) ?? 0, place: index * LONGEST_MONTH + day })),
  );
  const width = months.length * LONGEST_MONTH * UNIT_WIDTH;
  return {
    unit: 'day',
    width,
    ...needlesOf(slots, width),
    labels: months,
    span: [first, last],
    days,
    years,
    shortened: false,
  };
}

function byMonth(years: readonly TermYear[]): Density {
  const known = new Map(years.map((year) => [year.year, year]));
  const scale = yearsOfScale([...known.keys()]);
  const slots = scale.flatMap((year, index) =>
    monthsOf(year).map((date, month) => ({
      date,
      count: known.get(year)?.months[month] ?? 0,
      place: index * 12 + month,
    })),
  );
  const stride = Math.ceil(scale.length / MOST_LABELS);
  const labels = scale.filter((_, index) => index % stride === 0);
  // Labels stand in columns of one width, so the last stretch is as long as the others.
  const width = labels.length * stride * 12 * UNIT_WIDTH;
  const span = [scale.at(0) ?? '', scale.at(-1) ?? ''] as const;
  const shortened = Number(span[1]) - Number(span[0]) + 1 > scale.length;
  return { unit: 'month', width, ...needlesOf(slots, width), labels, span, days: [], years, shortened };
}

function needlesOf(
  slots: readonly Slot[],
  width: number,
): Pick<Density, 'needles' | 'needleWidth' | 'most' | 'cut' | 'top'> {
  const most = slots.reduce((fullest, slot) => (slot.count > fullest.count ? slot : fullest));
  const next = slots.reduce((count, slot) => (slot === most ? count : Math.max(count, slot.count)), 0);
  const beside = Math.max(next, LEAST_TOP);
  const cut = next > 0 && most.count > beside * GREAT_SPIKE;
  const scale = cut ? BESIDE_A_SPIKE / beside : TALLEST / Math.max(most.count, LEAST_TOP);
  const needles = slots.flatMap((slot) => {
    const { date, count, place } = slot;
    if (count === 0) return [];
    const height = Math.max(SHORTEST, Math.round((cut && slot === most ? TALLEST : count * scale) * 10) / 10);
    return [{ date, x: place * UNIT_WIDTH, y: Math.round((CHART_HEIGHT - height) * 10) / 10, height }];
  });
  const needleWidth = Math.min(WIDEST_NEEDLE, width / NEEDLES_A_CHART);
  const top = needles.every(({ y }) => y >= CHART_HEIGHT / 2) ? CHART_HEIGHT / 2 : 0;
  const tied = next === most.count;
  return { needles, needleWidth, most: { ...(!tied && { date: most.date }), count: most.count }, cut, top };
}
