import { type Address, LIST_LENGTH } from '../model/addresses.ts';

/** Gives the addresses of a long list's pages in order: one for each 200 entries, and at least one. */
export function pagesOf(count: number, addressOf: (page: number) => Address): Address[] {
  return Array.from({ length: Math.max(1, Math.ceil(count / LIST_LENGTH)) }, (_, index) => addressOf(index + 1));
}
