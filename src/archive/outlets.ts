import { RESERVED_IDS } from '../model/addresses.ts';
import type { Source } from '../model/source.ts';
import { idOf } from '../reading/slug.ts';

/** Under what a source is filed. */
export interface Outlet {
  /** Id of the publisher; where none is named, the host. */
  readonly outlet: string;
  /** Name of the publisher as the source writes it, or the host. */
  readonly name: string;
  /** Host of the address, without `www.`. */
  readonly host: string | undefined;
}

/** Gives the publisher and host of a source; undefined for one that has neither. */
export function outletOf({ publisher, url }: Pick<Source, 'publisher' | 'url'>): Outlet | undefined {
  const domain = url === undefined ? undefined : new URL(url).hostname.replace(/^www\./u, '');
  // A name without a dot, as of a machine of the house, could be a publisher's id, and so it counts as one.
  const host = domain !== undefined && isHost(domain) ? domain : undefined;
  if (publisher !== undefined && publisher.toLowerCase().replace(/^www\./u, '') !== domain)
    return { outlet: publisherId(publisher), name: publisher, host };
  return domain === undefined ? undefined : { outlet: domain, name: domain, host };
}

/** Gives the id of a publisher by its name. */
export function publisherId(name: string): string {
  const id = idOf(name);
  return RESERVED_IDS.has(id) ? `p-${id}` : id;
}

/** Tells whether an outlet is a host and no publisher: a publisher's id has neither dots nor colons. */
export function isHost(outlet: string): boolean {
  return /[.:]/u.test(outlet);
}
