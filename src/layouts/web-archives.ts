import { readArchiveAddress } from '../model/web-archives.ts';

/** Gives the name of the archive in which a copy lies, as its readers call it; for one that is not known, its host. */
export function archiveName(address: string): string {
  return readArchiveAddress(address)?.service ?? new URL(address).hostname;
}
