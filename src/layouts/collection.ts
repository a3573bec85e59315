import { site } from '../archive/queries/site.ts';
import { type ArchiveLd, type Crumb, type Json, type TermLd, toCollectionPage } from '../formats/json-ld.ts';
import { type Address, FRONT } from '../model/addresses.ts';
import { isWebAddress } from '../model/fields.ts';
import { absolute } from './links.ts';

/** Gives the archive as JSON-LD names it. */
export function archiveLd(): ArchiveLd {
  const { title, publisher, licence } = site();
  return {
    title,
    address: absolute(FRONT),
    publisher,
    licence: licence !== undefined && isWebAddress(licence) ? licence : undefined,
  };
}

/** A page on the way from the front page to another. */
export interface Step {
  readonly name: string;
  readonly address: Address;
}

/** Gives the way from the front page to a page, whose own step is the last. */
export function crumbsTo(steps: readonly Step[]): Crumb[] {
  return [{ name: site().title, address: FRONT }, ...steps].map(({ name, address }) => ({
    name,
    address: absolute(address),
  }));
}

/** Describes a page that lists stories; `above` are the pages between it and the front page. */
export function collectionLd(title: string, address: Address, above: readonly Step[] = [], about?: TermLd): Json {
  const page = { title, address: absolute(address), language: site().language, about };
  return toCollectionPage(page, archiveLd(), crumbsTo([...above, { name: title, address }]));
}
