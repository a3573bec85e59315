/** Times on the clocks of places. */

const CLOCK = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)$/u;
const QUARTER = 15 * 60;

/** Gives a local time `YYYY-MM-DD hh:mm:ss` with its offset (RFC 3339), which the same time in UTC tells; undefined where they cannot be the same time. */
export function offsetBetween(local: string, utc: string): string | undefined {
  const [here, there] = [secondsOf(local), secondsOf(utc)];
  if (here === undefined || there === undefined) return undefined;
  const offset = here - there;
  if (offset % QUARTER !== 0 || offset < -12 * 3600 || offset > 14 * 3600) return undefined;
  const time = local.replace(' ', 'T');
  if (offset === 0) return `${time}Z`;
  const minutes = Math.abs(offset) / 60;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function secondsOf(clock: string): number | undefined {
  const [all, ...parts] = CLOCK.exec(clock.trim()) ?? [];
  if (all === undefined || parts[0] === '0000') return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    return undefined;
  return date.getTime() / 1000;
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** Gives a moment as the time on the clocks of a zone (IANA), with its offset (RFC 3339); undefined where the zone is not known. */
export function timeInZone(moment: Date, zone: string): string | undefined {
  if (!formats.has(zone)) formats.set(zone, formatOf(zone));
  const format = formats.get(zone);
  if (format === undefined || Number.isNaN(moment.getTime())) return undefined;
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  const local = `${year.padStart(4, '0')}-${month}-${day} ${hour}:${minute}:${second}`;
  return offsetBetween(local, moment.toISOString().slice(0, 19).replace('T', ' '));
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const two = '2-digit';
  const clock = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory', { timeZone, hourCycle: 'h23', ...clock });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
