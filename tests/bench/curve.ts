/** The cost of builds against the size of the archive as a picture, in colours that stand on light and dark paper. */
import type { Result } from './results.ts';
import type { SystemName } from './systems.ts';

interface Line {
  readonly name: string;
  readonly system: SystemName;
  readonly step: Result['step'];
  readonly colour: string;
  readonly dash?: string;
}

const LINES: readonly Line[] = [
  { name: 'Eleventy, full', system: 'eleventy', step: 'full', colour: '#b0763a', dash: '2 4' },
  { name: 'Hugo, full', system: 'hugo', step: 'full', colour: '#b0763a', dash: '8 4' },
  { name: 'Dateline, full', system: 'dateline', step: 'full', colour: '#3f7fbf' },
  { name: 'Dateline, one edit', system: 'dateline', step: 'text of a story', colour: '#3f7fbf', dash: '8 4' },
  { name: 'Dateline, no change', system: 'dateline', step: 'no-op', colour: '#3f7fbf', dash: '2 4' },
];
const INK = '#808080';
const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 64;
const RIGHT = 170;
const TOP = 24;
const BOTTOM = 48;
/** Names at the ends of lines stand at least this far apart. */
const LEADING = 16;

const figures = new Intl.NumberFormat('en-GB');

/** Gives a logarithmic scale: where a value stands between two ends that belong to two powers of ten. */
function scale(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value: number) => Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10;
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)) };
}

/** Draws seconds against stories, both by powers of ten, as an SVG. Throws a RangeError where nothing was measured. */
export function drawCurve(all: readonly Result[]): string {
  const results = all.filter(({ shape }) => shape === 'even');
  const drawn = LINES.map((line) => ({
    ...line,
    points: results
      .filter(({ system, step }) => system === line.system && step === line.step)
      .toSorted((a, b) => a.size - b.size),
  })).filter(({ points }) => points.length > 0);
  const points = drawn.flatMap((line) => line.points);
  if (points.length === 0) throw new RangeError('There are no results to draw.');
  const x = scale(
    points.map(({ size }) => size),
    LEFT,
    WIDTH - RIGHT,
  );
  const y = scale(
    points.map(({ wall }) => wall),
    HEIGHT - BOTTOM,
    TOP,
  );
  const grid = [
    ...x.ticks.map((tick) => `<path d="M${x.at(tick)} ${TOP}V${HEIGHT - BOTTOM}"/>`),
    ...y.ticks.map((tick) => `<path d="M${LEFT} ${y.at(tick)}H${WIDTH - RIGHT}"/>`),
  ];
  const words = [
    ...x.ticks.map((tick) => text(x.at(tick), HEIGHT - BOTTOM + 20, figures.format(tick), 'middle')),
    ...y.ticks.map((tick) => text(LEFT - 8, y.at(tick) + 4, `${figures.format(tick)} s`, 'end')),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, 'stories', 'middle'),
  ];
  const lines = drawn.map(({ points: own, colour, dash }) => {
    const path = own.map(({ size, wall }, index) => `${index === 0 ? 'M' : 'L'}${x.at(size)} ${y.at(wall)}`).join('');
    const dots = own.map(({ size, wall }) => `<circle cx="${x.at(size)}" cy="${y.at(wall)}" r="3" fill="${colour}"/>`);
    return `<path d="${path}" stroke="${colour}" stroke-width="2" fill="none"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}/>${dots.join('')}`;
  });
  const label = 'Seconds of a build against the number of stories, both by powers of ten.';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="${label}">`,
    `<g stroke="${INK}" stroke-opacity="0.35">${grid.join('')}</g>`,
    `<g fill="${INK}">${words.join('')}</g>`,
    ...lines,
    ...namesOf(drawn, (result) => ({ x: x.at(result.size), y: y.at(result.wall) })),
    '</svg>\n',
  ].join('\n');
}

/** Writes each line's name at its end, those that would touch below each other. */
function namesOf(
  lines: readonly (Line & { readonly points: readonly Result[] })[],
  at: (result: Result) => { readonly x: number; readonly y: number },
): string[] {
  const ends = lines.flatMap(({ name, colour, points }) =>
    points.slice(-1).map((last) => ({ name, colour, ...at(last) })),
  );
  let below = -Infinity;
  return ends
    .sort((a, b) => a.y - b.y)
    .map(({ name, colour, x, y }) => {
      below = Math.max(y + 4, below + LEADING);
      return `<g fill="${colour}">${text(x + 10, below, name, 'start')}</g>`;
    });
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
}
