import { dayNumber, inWords } from '../model/day.ts';
import type { Span } from '../model/finding.ts';
import { toXmlText } from './xml.ts';

const FORMS = {
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short', year: 'numeric' },
} as const;

/** Draws a stretch of time as a strip on which days or months with stories are printed; as an entry of a list. */
export function toStrip({ name, unit, first, last, filled }: Span): string {
  const at = (date: string) =>
    unit === 'day' ? dayNumber(date) : Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  const start = at(first);
  const width = at(last) - start + 1;
  const marks = runsOf(filled.map((date) => at(date) - start)).map(
    ([from, length]) => `M${from} 0h${length}v10h-${length}z`,
  );
  const end = (date: string) =>
    `<time datetime="${toXmlText(date)}">${toXmlText(inWords(date, 'en-GB', FORMS[unit]))}</time>`;
  return `<li class="strip"><p><b><bdi>${toXmlText(name)}</bdi></b> <span>${filled.length} of ${width} ${unit}${width === 1 ? '' : 's'}</span></p>
<svg viewBox="0 0 ${width} 10" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="${width}" height="10"/><path class="sound" d="${marks.join('')}"/></svg>
<p class="ends">${end(first)}${first === last ? '' : end(last)}</p></li>`;
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
