import type { CountedYear, YearPlace } from '../archive/rows.ts';
import type { Address } from '../model/addresses.ts';
import type { NameRow } from './name-rows.ts';

/** A neighbour of a page of one year. */
interface YearTurn {
  readonly address: Address;
  readonly label: string;
  readonly title: string;
  readonly note: string;
}

/** Gives the years of a longer list as lines of a list. */
export function yearRows(years: readonly CountedYear[], addressOf: (year: string) => Address): NameRow[] {
  return years.map(({ year, count }) => ({ name: year, address: addressOf(year), count }));
}

/** Gives the years before and after one as links with what they hold. */
export function besideYear(
  { before, after }: YearPlace,
  addressOf: (year: string) => Address,
  noteOf: (count: number) => string,
): { before?: YearTurn; after?: YearTurn } {
  const turn = (label: string, { year, count }: CountedYear): YearTurn => ({
    address: addressOf(year),
    label,
    title: year,
    note: noteOf(count),
  });
  return { ...(before && { before: turn('Before', before) }), ...(after && { after: turn('After', after) }) };
}
