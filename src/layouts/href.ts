/// <reference types="astro/client" />
import type { Address } from '../model/addresses.ts';

/** Gives a path on this site, with the base under which it stands; the one way in which pages link to each other. */
export function href(address: Address): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/u, '')}${address}`;
}
