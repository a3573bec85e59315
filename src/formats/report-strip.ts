import { dayNumber } from '../model/day.ts';
import type { Span } from '../model/finding.ts';
import { counted, SHORT_DAY, SHORT_MONTH, toOwnWords, toTime } from './report-words.ts';

/** Draws a stretch of time as a strip on which days or months with stories are printed; as an entry of a list. */
export function toStrip({ name, unit, first, last, filled }: Span): string {
  const at = (date: string) =>
    unit === 'day' ? dayNumber(date) : Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  const start = at(first);
  const width = at(last) - start + 1;
  const marks = runsOf(filled.map((date) => at(date) - start)).map(
    ([from, length]) => `M${from} 0h${length}v10h-${length}z`,
  );
  const form = unit === 'day' ? SHORT_DAY : SHORT_MONTH;
  return `<li class="strip"><p><b>${toOwnWords(name, undefined)}</b> <span>${filled.length} of ${counted(width, unit)}</span></p>
<svg viewBox="0 0 ${width} 10" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="${width}" height="10"/><path class="sound" d="${marks.join('')}"/></svg>
<p class="ends">${toTime(first, form)}${first === last ? '' : toTime(last, form)}</p></li>`;
}

/** Joins numbers that follow one another, in rising order, into runs with their lengths. */
function runsOf(numbers: readonly number[]): [from: number, length: number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[0] + run[1] === number) run[1]++;
    else runs.push([number, 1]);
  }
  return runs;
}
