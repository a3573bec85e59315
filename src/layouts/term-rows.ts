import { hasAccount } from '../archive/queries/quotes.ts';
import type { TermRow } from '../archive/rows.ts';
import { PLATFORMS } from '../model/quote.ts';
import { accountPage } from './links.ts';
import type { NameRow } from './name-rows.ts';
import { dateWords } from './words.ts';

/** An entry for a term in a public register. */
export interface Identifier {
  readonly name: string;
  readonly id: string;
  readonly url: string;
}

/** Gives a person's accounts as lines of a list; those that stories quote lead to their posts. */
export function accountRows({ handles }: TermRow): NameRow[] {
  return handles.map(({ platform, handle, from, to }) => {
    const held = [from && `from ${dateWords(from, 'shortDay')}`, to && `to ${dateWords(to, 'shortDay')}`];
    return {
      name: `@${handle}`,
      address: hasAccount(platform, handle) ? accountPage(platform, handle) : undefined,
      note: [PLATFORMS[platform], ...held].filter(Boolean).join(' '),
    };
  });
}

/** Gives a term's entries in Wikidata, VIAF and ISNI. */
export function identifierLinks({ wikidata, viaf, isni }: TermRow): Identifier[] {
  return [
    ...(wikidata === undefined
      ? []
      : [{ name: 'Wikidata', id: wikidata, url: `https://www.wikidata.org/wiki/${wikidata}` }]),
    ...(viaf === undefined ? [] : [{ name: 'VIAF', id: viaf, url: `https://viaf.org/viaf/${viaf}` }]),
    ...(isni === undefined ? [] : [{ name: 'ISNI', id: isni, url: `https://isni.org/isni/${isni}` }]),
  ];
}
