import { outletOf } from '../archive/outlets.ts';
import { site } from '../archive/queries/site.ts';
import type { TermRef } from '../archive/rows.ts';
import { type PageMeta, SOCIAL_IMAGE_SIZE } from '../formats/meta-tags.ts';
import { accountAddress, type Address, outletAddress, SOCIAL_IMAGE, termAddress } from '../model/addresses.ts';
import type { Platform } from '../model/quote.ts';
import type { Output } from '../model/site.ts';
import type { Source } from '../model/source.ts';

/** Tells whether the publisher has left a kind of page switched on. */
export function isOn(output: Output): boolean {
  return site().outputs[output];
}

/** Gives the address of a term's page, or undefined where terms of its kind have none. */
export function termPage({ kind, id }: TermRef): Address | undefined {
  return isOn(kind) ? termAddress(kind, id) : undefined;
}

/** Gives the address of a quoted account's page, or undefined where accounts have none. */
export function accountPage(platform: Platform, handle: string): Address | undefined {
  return isOn('quotes') ? accountAddress(platform, handle) : undefined;
}

/** Gives the address of the page of who published a source, or undefined where there is none. */
export function sourcePage(source: Source): Address | undefined {
  const outlet = isOn('sources') ? outletOf(source)?.outlet : undefined;
  return outlet === undefined ? undefined : outletAddress(outlet);
}

/** Gives the absolute form of an address, with characters beyond ASCII encoded (RFC 3986). */
export function absolute(address: Address): string {
  return new URL(site().url + address).href;
}

/** Gives the picture that stands for the archive beside a shared link. */
export function socialImage(): PageMeta['image'] {
  return { address: absolute(SOCIAL_IMAGE), alt: `The nameplate of ${site().title}`, ...SOCIAL_IMAGE_SIZE };
}
