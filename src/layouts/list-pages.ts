import { type Address, LIST_LENGTH } from '../model/addresses.ts';

/** Gives the addresses of a long list's pages in order: one for each 200 entries, or another length, and at least one. */
export function pagesOf(count: number, addressOf: (page: number) => Address, length = LIST_LENGTH): Address[] {
  return Array.from({ length: Math.max(1, Math.ceil(count / length)) }, (_, index) => addressOf(index + 1));
}
