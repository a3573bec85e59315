import { basePath, site } from '../archive/queries/site.ts';
import type { Address } from '../model/addresses.ts';

/**
 * Gives a path on this site, with the base under which it stands; the one way in which pages link to each other. Not from
 * `import.meta.env.BASE_URL`: a variable of that name in the environment, as test runners set one, takes its place.
 */
export function href(address: Address): string {
  return `${basePath(site())}${address}`;
}
