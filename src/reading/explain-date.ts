import { daysIn } from '../model/day.ts';
import type { DateKind } from './schema.ts';

type Words = [message: string, fix: string];

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** Says why a text is not a date or time that a field takes, and what to write. */
export function explainDate(name: string, text: string, kind: DateKind): Words {
  const what = `${name} is “${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
  const [, date = '', time = ''] = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](.*))?$/u.exec(text) ?? [];
  if (date !== '') {
    const gone = notADay(date);
    if (gone !== undefined) return [`${what}, a day that does not exist: ${gone}.`, `Write the right day${FORM[kind]}`];
    if (kind === 'day') return [`${what}, which is more than a day.`, `Write ${date}`];
    if (time === '')
      return [`${what}, a day without a time.`, `Write a time with its offset, e.g. ${date}T19:40:00+05:30`];
    return explainTime(what, date, time);
  }
  const guess = guessDay(text);
  const form = kind === 'time' ? 'YYYY-MM-DDThh:mm:ss with an offset' : 'YYYY-MM-DD';
  const fix = guess === undefined || kind === 'time' ? `Write it${FORM[kind]}` : `Write ${guess}`;
  return [`${what}, which is not in the form ${form}.`, fix];
}

const FORM: Readonly<Record<DateKind, string>> = {
  day: ' as YYYY-MM-DD, e.g. 2020-01-05',
  time: ' as a time with its offset, e.g. 2020-01-05T19:40:00+05:30',
  'day or time': ' as YYYY-MM-DD, e.g. 2020-01-05, or as a time with its offset, e.g. 2020-01-05T19:40:00+05:30',
};

function explainTime(what: string, date: string, time: string): Words {
  const [, clock = '', seconds = ':00', offset = ''] =
    /^(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?$/u.exec(time) ?? [];
  if (clock === '') return [`${what}, and its time is not in the form hh:mm:ss.`, `Write e.g. ${date}T19:40:00+05:30`];
  if (offset === '') return [`${what}; a time needs its offset.`, `Write e.g. ${date}T${clock}${seconds}+05:30`];
  if (Number(clock.slice(0, 2)) > 23 || Number(clock.slice(3)) > 59 || Number(seconds.slice(1)) >= 60) {
    return [
      `${what}, a time that does not exist.`,
      'Write hours from 00 to 23, and minutes and seconds from 00 to 59.',
    ];
  }
  const written = /^[zZ]$/u.test(offset) ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  return [
    `${what}, which is not in the form YYYY-MM-DDThh:mm:ss with an offset.`,
    `Write ${date}T${clock}${seconds}${written}`,
  ];
}

/** Says why a day does not exist; undefined when it does. */
function notADay(date: string): string | undefined {
  const month = Number(date.slice(5, 7));
  if (month < 1 || month > 12) return `there is no month ${date.slice(5, 7)}`;
  const days = daysIn(date.slice(0, 7));
  const day = Number(date.slice(8));
  if (day >= 1 && day <= days) return undefined;
  const name = MONTHS[month - 1] ?? '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${date.slice(0, 4)} has ${days} days`;
}

/** Reads a date in another form where it can mean one day only. */
function guessDay(text: string): string | undefined {
  const [, year, month, day] =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/u.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(text) ?? byName(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const guess = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return notADay(guess) === undefined ? guess : undefined;
}

function byName(text: string): (string | undefined)[] | undefined {
  const [, first = '', word = '', second = '', year] =
    /^(?:[a-z]+, )?(\d{0,2})(?:st|nd|rd|th)?\.? ?([a-z]{3,9})\.? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})$/iu.exec(
      text,
    ) ?? [];
  const month = MONTHS.findIndex((name) => word.length > 2 && name.startsWith(word.toLowerCase())) + 1;
  const day = first === '' ? second : first;
  return month === 0 || day === '' ? undefined : [text, year, String(month), day];
}
