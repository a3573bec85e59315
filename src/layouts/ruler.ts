import type { RulerStep } from '../archive/rows.ts';
import { dateAddress } from '../model/addresses.ts';
import { href } from './href.ts';
import { dateWords } from './words.ts';

/** A tick of the ruler with its words. */
export interface Mark extends RulerStep {
  readonly text: string;
  readonly link: string;
  /** Its name for those who do not see it, where that is longer than its text. */
  readonly label: string | undefined;
}

const FULLNESS = ['', '1 or 2 stories', '3 to 9 stories', '10 to 19 stories', '20 stories or more'];

/** Gives the ticks of a ruler of years, months or days their words. All pages of a month have one ruler, whose steps are asked once. */
export function marksOf(steps: readonly RulerStep[]): readonly Mark[] {
  let marks = known.get(steps);
  if (!marks) known.set(steps, (marks = steps.map(toMark)));
  return marks;
}

const known = new WeakMap<readonly RulerStep[], readonly Mark[]>();

function toMark(step: RulerStep): Mark {
  const { date } = step;
  const mark = { ...step, link: href(dateAddress(date)) };
  if (date.length === 4) return { ...mark, text: date, label: undefined };
  if (date.length === 7)
    return { ...mark, text: dateWords(date, 'shortMonth'), label: dateWords(date, 'shortMonthAndYear') };
  return {
    ...mark,
    text: dateWords(date, 'number'),
    label: `${dateWords(date, 'dayAndMonth')}, ${FULLNESS[step.step] ?? ''}`,
  };
}
