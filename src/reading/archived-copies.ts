import type { FrontMatter } from '../model/article.ts';
import { dayNumber, dayOf } from '../model/day.ts';
import type { ArchivedCopy } from '../model/fields.ts';
import { readArchiveAddress } from '../model/web-archives.ts';
import type { Report } from './reading.ts';

/** A source or post, as far as its archived copy has to agree with it. */
interface Archived {
  readonly url?: string | undefined;
  readonly published?: string | undefined;
  readonly archived?: ArchivedCopy | undefined;
}

/** Checks that the dates and archived copies of sources and posts can be true; what cannot is an error. */
export function checkArchivedCopies({ sources = [], tweets = [] }: Partial<FrontMatter>, report: Report): void {
  sources.forEach((source, index) => {
    const field = `sources.${index}`;
    const { accessed, published } = source;
    checkCopy(source, field, report);
    if (accessed === undefined || published === undefined || !isTooEarly(accessed, published)) return;
    const message = `accessed (${accessed}) is before published (${published}).`;
    report('date-order', `${field}.accessed`, message, 'Correct the one that is wrong.');
  });
  tweets.forEach(({ url, date, archived }, index) => {
    checkCopy({ url, published: date, archived }, `tweets.${index}`, report);
  });
}

function checkCopy({ url, published, archived }: Archived, field: string, report: Report): void {
  if (!archived) return;
  if (archived.url === undefined && archived.file === undefined) {
    const fix = 'Add url: with its address, or file: with its path below captures/.';
    report('field-missing', `${field}.archived`, 'The archived copy has neither url nor file.', fix);
  }
  const taken = archived.url === undefined ? undefined : checkAddress(archived.url, url, archived.date, field, report);
  const day = archived.date ?? taken;
  if (day === undefined || published === undefined || !isTooEarly(day, published)) return;
  report(
    'date-order',
    `${field}.archived.${archived.date === undefined ? 'url' : 'date'}`,
    `The archived copy was taken on ${day}, before ${published}, when it was published.`,
    'Correct the one that is wrong.',
  );
}

/** Checks the address of a copy; gives the day on which that says it was taken. */
function checkAddress(
  address: string,
  url: string | undefined,
  date: string | undefined,
  field: string,
  report: Report,
): string | undefined {
  const archive = readArchiveAddress(address);
  if (!archive) return undefined;
  const { service, form, copy } = archive;
  if (!copy) {
    const message = `This address of ${service} leads to no archived copy.`;
    report('archive-form', `${field}.archived.url`, message, `Write it in the form ${form}`);
    return undefined;
  }
  const { taken, target } = copy;
  if (url !== undefined && target !== undefined && essenceOf(target) !== essenceOf(url)) {
    const message = `The archived copy is one of ${brief(target)}, not of ${brief(url)}.`;
    report(
      'archive-target',
      `${field}.archived.url`,
      message,
      'Write the address of a copy of this page, or correct url.',
    );
  }
  if (taken === undefined) return undefined;
  if (date !== undefined && !daysOfTime(taken).some((day) => date.startsWith(day))) {
    const shown = shownTime(taken);
    const message = `The archived copy is dated ${date}, but its address says ${shown}.`;
    report('archive-date', `${field}.archived.date`, message, `Write date: ${shown} if the address is right.`);
  }
  return taken.length >= 8 ? shownTime(taken) : undefined;
}

const HOUR_MS = 3_600_000;

/** Gives the days that it can be somewhere on earth at a UTC time, or their beginnings where only those are known. */
function daysOfTime(taken: string): string[] {
  const day = shownTime(taken);
  if (taken.length < 8) return [day];
  const at = (rest: string): number => {
    const [hour, minute, second] = [8, 10, 12].map((index) =>
      (taken + rest.slice(taken.length - 8)).slice(index, index + 2),
    );
    return Date.parse(`${day}T${hour}:${minute}:${second}Z`);
  };
  // It is yesterday up to 12 hours, and already tomorrow up to 14.
  const ends = [at('000000') - 12 * HOUR_MS, at('235959') + 14 * HOUR_MS];
  return [day, ...ends.map((end) => new Date(end).toISOString().slice(0, 10))];
}

/** Gives the day of `YYYYMMDDhhmmss`, or its month or year where no more is known. */
function shownTime(taken: string): string {
  return [taken.slice(0, 4), taken.slice(4, 6), taken.slice(6, 8)].filter((part) => part !== '').join('-');
}

/** Days are those of whoever wrote them down, so one that is a day early can be right. */
function isTooEarly(later: string, earlier: string): boolean {
  return dayNumber(dayOf(later)) < dayNumber(dayOf(earlier)) - 1;
}

/** Parameters that say where a reader came from, not which page it is. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|ref_src)$/u;

/** Gives what of an address tells one page from another. */
function essenceOf(address: string): string {
  const whole = /^https?:\/\//iu.test(address) ? address : `https://${address.replace(/^\w+:\/*/u, '')}`;
  if (!URL.canParse(whole)) return address;
  const { hostname, pathname, searchParams } = new URL(whole);
  for (const name of [...searchParams.keys()]) if (TRACKING.test(name)) searchParams.delete(name);
  const host = hostname.replace(/^(?:www|m|mobile)\./u, '').replace(/^twitter\.com$/u, 'x.com');
  const path = pathname.replace(/\/$/u, '').replaceAll(/%[\da-f]{2}/giu, (encoded) => encoded.toUpperCase());
  return `${host}${path}?${searchParams.toString()}`;
}

function brief(address: string): string {
  return address.length > 80 ? `${address.slice(0, 80)}…` : address;
}
