import type { ArchivedCopy } from '../model/fields.ts';
import { readArchiveAddress } from '../model/web-archives.ts';

/** Gives the name of the archive in which a copy lies, as its readers call it; for one that is not known, its host. */
export function archiveName(address: string): string {
  return readArchiveAddress(address)?.service ?? new URL(address).hostname;
}

/** Gives the day on which a copy was taken, as its source or else its address says; undefined where neither does. */
export function dayOfCopy({ url, date }: ArchivedCopy): string | undefined {
  if (date !== undefined || url === undefined) return date;
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/u.exec(readArchiveAddress(url)?.copy?.taken ?? '') ?? [];
  return day === undefined ? undefined : `${year}-${month}-${day}`;
}
