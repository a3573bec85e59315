import type { TermYear } from '../archive/rows.ts';
import { monthsOf } from '../model/day.ts';

/** A month that has stories, as a needle of the density chart in the chart's own units. */
interface Needle {
  readonly month: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Stories a month over all the years of a term, ready to draw. */
export interface Density {
  readonly width: number;
  readonly needleWidth: number;
  readonly needles: readonly Needle[];
  /** The fullest month; of equals, the first. */
  readonly most: { readonly month: string; readonly count: number };
  /** First years of equal stretches of time, for the labels under the chart. */
  readonly labels: readonly string[];
  /** Every year from the first to the last, oldest first. */
  readonly years: readonly TermYear[];
}

export const CHART_HEIGHT = 100;
const MONTH_WIDTH = 10;
/** The chart is stretched to the page, so a chart of few months has needles narrower than this, and not bars. */
const WIDEST_NEEDLE = 4;
const NEEDLES_A_CHART = 120;
/** The tallest needle stays below the figure above the chart. */
const TALLEST = 97;
/** A month with one story among thousands can still be seen. */
const SHORTEST = 2;
const MOST_LABELS = 12;

/** Lays out the years of a term (in any order) as a chart. Gives undefined where there are none. */
export function densityOf(termYears: readonly TermYear[]): Density | undefined {
  const years = withoutGaps(termYears);
  const [first] = years;
  if (first === undefined) return undefined;
  const months = years.flatMap(({ year, months: counts }) =>
    monthsOf(year).map((month, index) => ({ month, count: counts[index] ?? 0 })),
  );
  const most = months.reduce((fullest, month) => (month.count > fullest.count ? month : fullest));
  const needles = months.flatMap(({ month, count }, index) => {
    if (count === 0) return [];
    const height = Math.max(SHORTEST, Math.round((count / most.count) * TALLEST * 10) / 10);
    return [{ month, x: index * MONTH_WIDTH, y: Math.round((CHART_HEIGHT - height) * 10) / 10, height }];
  });
  const stride = Math.ceil(years.length / MOST_LABELS);
  const labels = years.filter((_, index) => index % stride === 0).map(({ year }) => year);
  // Labels stand in columns of one width, so the last stretch is as long as the others.
  const width = labels.length * stride * 12 * MONTH_WIDTH;
  const needleWidth = Math.min(WIDEST_NEEDLE, width / NEEDLES_A_CHART);
  return { width, needleWidth, needles, most, labels, years };
}

function withoutGaps(termYears: readonly TermYear[]): TermYear[] {
  const known = new Map(termYears.map((year) => [Number(year.year), year]));
  if (known.size === 0) return [];
  const first = Math.min(...known.keys());
  const last = Math.max(...known.keys());
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const year = first + index;
    return known.get(year) ?? { year: String(year).padStart(4, '0'), count: 0, months: [] };
  });
}
