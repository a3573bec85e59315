/** Times that are given twice, on the clock of a place and in UTC. */

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
