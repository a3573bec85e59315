import { hasTime, toInstant } from '../model/day.ts';

/** Writes a day or time as an RFC 3339 instant with seconds, for formats that know no day alone; such a day becomes noon UTC. */
export function toTimestamp(dateOrTime: string): string {
  return toInstant(dateOrTime).replace(/(T\d\d:\d\d)(?!:)/u, '$1:00');
}

/** Writes a day as the day that it is, and a time with its seconds and offset (ISO 8601). */
export function toDateOrTime(dateOrTime: string): string {
  return hasTime(dateOrTime) ? toTimestamp(dateOrTime) : dateOrTime;
}
