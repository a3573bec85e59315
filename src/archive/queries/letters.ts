import { isTermKind } from '../../model/registry.ts';
import { FACET } from '../facets.ts';
import { cutNames, type NamePage } from '../letters.ts';
import { listOutlets, listTerms } from '../listed.ts';
import type { AccountRow, CountedTerm, OutletRow } from '../rows.ts';
import { Gone, tracked } from '../tracker.ts';
import { accounts } from './quotes.ts';
import { readSiteRow } from './site.ts';

/** Every page of an index by its key, as a query can give it. */
type Pages<T> = Readonly<Record<string, NamePage<T>>>;

const termPages = tracked(
  'termPages',
  (database, kind: string): Pages<CountedTerm> => {
    if (!isTermKind(kind)) throw new Error(`${kind} is not a kind of term.`);
    const { compare } = new Intl.Collator(readSiteRow(database).language, { numeric: true });
    const terms = listTerms(database, kind).sort((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
    return Object.fromEntries(cutNames(terms));
  },
  { shared: true, on: (kind) => [FACET.kind(kind)] },
);

const outletPages = tracked(
  'outletPages',
  (database): Pages<OutletRow> => {
    const { compare } = new Intl.Collator(readSiteRow(database).language, { numeric: true });
    return Object.fromEntries(cutNames(listOutlets(database).sort((a, b) => compare(a.name, b.name))));
  },
  { shared: true, on: () => [FACET.outlets] },
);

const accountPages = tracked(
  'accountPages',
  (): Pages<AccountRow> => Object.fromEntries(cutNames(accounts().map((row) => ({ ...row, name: row.handle })))),
  { shared: true },
);

/** The terms of a kind whose names begin with some letters, by their key (`` for all), in the order of the site's language. */
export const termsByLetter = tracked('termsByLetter', (_, kind: string, key: string) => pageAt(termPages(kind), key));

/** The publishers and hosts that stories cite whose names begin with some letters, by their key (`` for all). */
export const outletsByLetter = tracked('outletsByLetter', (_, key: string) => pageAt(outletPages(), key));

/** The accounts that stories quote whose handles begin with some letters, by their key (`` for all). */
export const accountsByLetter = tracked('accountsByLetter', (_, key: string) => pageAt(accountPages(), key));

function pageAt<T>(pages: Pages<T>, key: string): NamePage<T> {
  const page = pages[key];
  if (!page) throw new Gone(`No name begins with the letters of ${key}.`);
  return page;
}
