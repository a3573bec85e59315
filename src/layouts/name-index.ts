import type { NamePage } from '../archive/letters.ts';
import type { AccountRow, OutletPage, OutletRow } from '../archive/rows.ts';
import { accountAddress, outletAddress } from '../model/addresses.ts';
import { PLATFORMS } from '../model/quote.ts';
import type { NameRow } from './name-rows.ts';
import { counted } from './words.ts';

/** Gives a page of an index with its names as lines of a list. */
export function indexOf<T>(page: NamePage<T>, toRows: (names: readonly T[]) => NameRow[]): NamePage<NameRow> {
  return { ...page, names: toRows(page.names) };
}

/** Gives publishers and hosts that stories cite as lines of a list, hosts of a publisher below it. */
export function outletRows(outlets: readonly OutletRow[]): NameRow[] {
  return outlets.map(({ outlet, name, count, hosts, more }) => ({
    name,
    address: outletAddress(outlet),
    count,
    ...(hosts.length > 0 && { below: hosts.map((host) => ({ name: host, address: outletAddress(host) })) }),
    ...(more !== undefined && { more: counted(more, 'more host', 'more hosts') }),
  }));
}

/** Gives hosts of a publisher as lines of a list. */
export function hostRows(hosts: OutletPage['hosts']): NameRow[] {
  return hosts.map(({ host, count }) => ({ name: host, address: outletAddress(host), count }));
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
