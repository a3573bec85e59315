import { hasTime, toInstant } from '../model/day.ts';

/** Writes a day or time as an RFC 3339 instant with seconds, for formats that know no day alone; such a day becomes noon UTC. */
export function toTimestamp(dateOrTime: string): string {
  return toInstant(dateOrTime).replace(/(T\d\d:\d\d)(?!:)/u, '$1:00');
}

/** Writes a day as the day that it is, and a time with its seconds and offset (ISO 8601). */
export function toDateOrTime(dateOrTime: string): string {
  return hasTime(dateOrTime) ? toTimestamp(dateOrTime) : dateOrTime;
}

/** Compares days and times by instant; a day alone counts as noon UTC, as `toTimestamp` writes it. */
export function compareDates(a: string, b: string): number {
  return Date.parse(toTimestamp(a)) - Date.parse(toTimestamp(b));
}

/** Gives the latest of some days and times, as typed; of equals, the first. Throws a RangeError for none. */
export function latestOf(dates: readonly string[]): string {
  const [first, ...rest] = dates;
  if (first === undefined) throw new RangeError('No dates to choose from.');
  return rest.reduce((latest, date) => (compareDates(date, latest) > 0 ? date : latest), first);
}
