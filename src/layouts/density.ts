import type { TermYear } from '../archive/rows.ts';
import { monthsOf, yearsOfScale } from '../model/day.ts';

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
  /** The years that have stories, oldest first. */
  readonly years: readonly TermYear[];
  /** Whether the chart leaves out years without stories. */
  readonly shortened: boolean;
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
  if (termYears.length === 0) return undefined;
  const known = new Map(termYears.map((year) => [year.year, year]));
  const scale = yearsOfScale([...known.keys()]).map((year) => known.get(year) ?? { year, count: 0, months: [] });
  const years = scale.filter(({ count }) => count > 0);
  const months = scale.flatMap(({ year, months: counts }) =>
    monthsOf(year).map((month, index) => ({ month, count: counts[index] ?? 0 })),
  );
  const most = months.reduce((fullest, month) => (month.count > fullest.count ? month : fullest));
  const needles = months.flatMap(({ month, count }, index) => {
    if (count === 0) return [];
    const height = Math.max(SHORTEST, Math.round((count / most.count) * TALLEST * 10) / 10);
    return [{ month, x: index * MONTH_WIDTH, y: Math.round((CHART_HEIGHT - height) * 10) / 10, height }];
  });
  const stride = Math.ceil(scale.length / MOST_LABELS);
  const labels = scale.filter((_, index) => index % stride === 0).map(({ year }) => year);
  // Labels stand in columns of one width, so the last stretch is as long as the others.
  const width = labels.length * stride * 12 * MONTH_WIDTH;
  const needleWidth = Math.min(WIDEST_NEEDLE, width / NEEDLES_A_CHART);
  const span = Number(scale.at(-1)?.year) - Number(scale.at(0)?.year) + 1;
  return { width, needleWidth, needles, most, labels, years, shortened: span > scale.length };
}
