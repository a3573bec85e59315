import { type Address, FRONT, kindAddress, QUOTES, SOURCES } from '../model/addresses.ts';
import type { Output } from '../model/site.ts';
import { isOn } from './links.ts';

/** An entry of the menu in the masthead. */
export interface MenuEntry {
  readonly name: string;
  readonly address: Address;
  readonly current: boolean;
}

/** Where the years of the archive stand: the ruler of the front page. A fixed place keeps the menu the same on every page. */
export const CALENDAR: Address = `${FRONT}#page.calendar`;

const ENTRIES: readonly { readonly name: string; readonly address: Address; readonly output?: Output }[] = [
  { name: 'Latest', address: FRONT },
  { name: 'Calendar', address: CALENDAR },
  { name: 'Topics', address: kindAddress('topics'), output: 'topics' },
  { name: 'People', address: kindAddress('people'), output: 'people' },
  { name: 'Organizations', address: kindAddress('organizations'), output: 'organizations' },
  { name: 'Places', address: kindAddress('places'), output: 'places' },
  { name: 'Series', address: kindAddress('series'), output: 'series' },
  { name: 'Quotes', address: QUOTES, output: 'quotes' },
  { name: 'Sources', address: SOURCES, output: 'sources' },
];

/** Gives the menu without what the publisher switched off; `current` is the entry that a page belongs to. */
export function menuOf(current: Address | undefined): MenuEntry[] {
  return ENTRIES.filter(({ output }) => output === undefined || isOn(output)).map(({ name, address }) => ({
    name,
    address,
    current: address === current,
  }));
}
