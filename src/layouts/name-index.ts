import type { NamePage } from '../archive/letters.ts';
import type { AccountRow, HostRow } from '../archive/rows.ts';
import { accountAddress, hostAddress } from '../model/addresses.ts';
import { PLATFORMS } from '../model/quote.ts';
import type { NameRow } from './name-rows.ts';

/** Gives a page of an index with its names as lines of a list. */
export function indexOf<T>(page: NamePage<T>, toRows: (names: readonly T[]) => NameRow[]): NamePage<NameRow> {
  return { ...page, names: toRows(page.names) };
}

/** Gives hosts as lines of a list. */
export function hostRows(hosts: readonly HostRow[]): NameRow[] {
  return hosts.map(({ host, count }) => ({ name: host, address: hostAddress(host), count }));
}

/** Gives accounts that stories quote as lines of a list. */
export function quotedRows(accounts: readonly AccountRow[]): NameRow[] {
  return accounts.map(({ platform, handle, author, count }) => ({
    name: `@${handle}`,
    address: accountAddress(platform, handle),
    note: `${author}, ${PLATFORMS[platform]}`,
    count,
  }));
}
