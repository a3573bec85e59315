import { instantOf, toInstant } from '../model/day.ts';

/** Writes a day or time as an RFC 3339 instant with seconds; a day alone becomes noon UTC. */
export function toTimestamp(dateOrTime: string): string {
  return toInstant(dateOrTime).replace(/(T\d\d:\d\d)(?!:)/u, '$1:00');
}

/** Gives the latest of some days and times, as typed; of equals, the first. Throws a RangeError for none. */
export function latestOf(dates: readonly string[]): string {
  const [first, ...rest] = dates;
  if (first === undefined) throw new RangeError('No dates to choose from.');
  return rest.reduce((latest, date) => (instantOf(date) > instantOf(latest) ? date : latest), first);
}
