/** Days of front matter. */
import { compareDates, dayOf } from '../../model/day.ts';
import { dateInPath, type ForeignDate, readForeignDate } from '../items/foreign-date.ts';
import { purposeOf } from './matter-keys.ts';
import type { Entry, MatterReading } from './matter-reading.ts';
import { textsOf } from './matter-values.ts';
import type { MatterField } from './matter.ts';

/** Gives the texts that stand where dates do, by which the order of day and month in an archive is told. */
export function dateTexts(fields: readonly MatterField[]): string[] {
  return fields.flatMap(([key, value]) => {
    const purpose = purposeOf(key);
    return (purpose === 'date' || purpose === 'updated') && typeof value === 'string' ? [value] : [];
  });
}

/** Reads the day of publication: what a key says before what the file’s path does. */
export function readDate(reading: MatterReading): void {
  const { path } = reading.context;
  const named = dateInPath(path);
  let chosen: ForeignDate | undefined;
  for (const entry of reading.of('date')) {
    const [typed = ''] = textsOf(entry.value);
    const date = dateOf(typed, reading);
    if (date === undefined) reading.drop(entry, 'it is no date', typed);
    else if (chosen !== undefined) {
      const same = dayOf(chosen.date) === dayOf(date.date);
      reading.drop(entry, same ? 'it says the same day as another key' : 'another key gives the date', typed);
    } else {
      chosen = date;
      takeDate(reading, entry, date, typed);
      if (named?.precision === 'day' && named.date !== dayOf(date.date))
        reading.add({
          field: 'date in the file’s name',
          value: named.date,
          fate: 'dropped',
          why: `${entry.key} gives another, and the key wins`,
        });
    }
  }
  // Keys that say `published: 2014-03-05`.
  for (const entry of reading.of('published')) {
    const [typed = ''] = textsOf(entry.value);
    const date = dateOf(typed, reading);
    if (date === undefined) continue;
    if (chosen !== undefined) reading.drop(entry, 'another key gives the date', typed);
    else takeDate(reading, entry, (chosen = date), typed);
  }
  for (const entry of reading.of('path', 'alias')) {
    if (chosen !== undefined || named?.precision === 'day') break;
    const date = textsOf(entry.value)
      .map((text) => dateInPath(text))
      .find((found) => found?.precision === 'day');
    if (date === undefined) continue;
    chosen = date;
    reading.front.date = date.date;
    reading.add({ field: `date in ${entry.key}`, fate: 'kept', as: 'date' });
  }
  if (chosen === undefined && named !== undefined) takeNamed(reading, named);
  const clock = reading.of('time');
  for (const entry of clock) {
    const why = /^\d{1,2}:\d\d/u.test(textsOf(entry.value)[0] ?? '')
      ? 'nothing says in which zone it is'
      : 'it is no time';
    reading.drop(entry, why, textsOf(entry.value)[0]);
  }
}

/** Months are named in the language of the story. */
function dateOf(typed: string, { context, front }: MatterReading): ForeignDate | undefined {
  return readForeignDate(typed, { order: context.order, language: front.language ?? context.language });
}

function takeNamed(reading: MatterReading, named: ForeignDate): void {
  reading.front.date = named.date;
  const field = 'date in the file’s path';
  if (named.how === undefined) reading.add({ field, fate: 'kept', as: 'date' });
  else reading.add({ field, fate: 'proposed', as: 'date', how: named.how });
}

function takeDate(reading: MatterReading, entry: Entry, date: ForeignDate, typed: string): void {
  reading.front.date = date.date;
  if (date.other !== undefined || date.precision === 'month' || date.precision === 'year') {
    const or = date.other === undefined ? '' : `, and can be ${date.other}`;
    reading.tell(entry, {
      field: entry.key,
      value: typed,
      fate: 'proposed',
      as: 'date',
      how: `${date.how ?? 'read'}${or}`,
    });
  } else reading.keep(entry, 'date', date.how);
}

/** Reads when the story was last changed. */
export function readUpdated(reading: MatterReading): void {
  for (const entry of reading.of('updated')) {
    const [typed = ''] = textsOf(entry.value);
    const updated = dateOf(typed, reading);
    const { date } = reading.front;
    if (updated === undefined) reading.drop(entry, 'it is no date', typed);
    else if (reading.front.updated !== undefined) reading.drop(entry, 'another key gives it', typed);
    else if (date === undefined) reading.drop(entry, 'it is no day of first publication', typed);
    else if (updated.other !== undefined) reading.drop(entry, `it can be ${updated.date} or ${updated.other}`, typed);
    else if (dayOf(updated.date) === dayOf(date) && (updated.precision === 'day' || date.length === 10))
      reading.drop(entry, 'it is the day of first publication', typed);
    else if (updated.date === date) reading.drop(entry, 'it is the time of first publication', typed);
    else if (compareDates(updated.date, date) < 0 || dayOf(updated.date) < dayOf(date))
      reading.drop(entry, 'it is before the date', typed);
    else {
      reading.front.updated = updated.date;
      reading.keep(entry, 'updated', updated.how);
    }
  }
}
