/** Meta tags of a page, by name. */
import { decodeEntities } from '../body/words.ts';
import { tidy } from './document.ts';

/** Values of meta tags by their names in lower case; a name can stand several times. */
export type Meta = ReadonlyMap<string, readonly string[]>;

/** Collects the meta tags of a document: `name`, `property`, `itemprop` or `http-equiv`, with `content`. */
export function metaOf(document: Document): Meta {
  const found = new Map<string, string[]>();
  for (const tag of document.querySelectorAll('meta')) {
    const content = tidy(decodeEntities(tag.getAttribute('content') ?? tag.getAttribute('value') ?? ''));
    if (content === '') continue;
    const names = ['property', 'name', 'itemprop', 'http-equiv'].flatMap((one) => tag.getAttribute(one) ?? []);
    for (const name of new Set(names.map((one) => one.trim().toLowerCase())))
      if (name !== '') found.set(name, [...(found.get(name) ?? []), content]);
  }
  return found;
}

/** Gives the first value of the first of several names that a page has, with that name. */
export function firstOf(
  meta: Meta,
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  for (const name of names) {
    const value = meta.get(name)?.[0];
    if (value !== undefined) return { name, value };
  }
  return undefined;
}
