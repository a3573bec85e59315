import type { Site } from '../../model/site.ts';
import type { Database } from '../database.ts';
import { FACET } from '../facets.ts';
import { depend, tracked } from '../tracker.ts';

/** Gives the site as site.yml describes it. Throws when that file was missing or broken. */
export function readSiteRow(database: Database): Site {
  depend(FACET.site);
  const text = String(database.get("SELECT value FROM meta WHERE key = 'site'")?.['value'] ?? 'null');
  if (text !== read.text) read = { text, site: JSON.parse(text) as Site | null };
  if (!read.site) throw new Error('content/site.yml is missing or has problems.');
  return read.site;
}

/** Queries on most pages want to know the same of it. */
let read: { readonly text: string; readonly site: Site | null } = { text: 'null', site: null };

/** The site as site.yml describes it. */
export const site = tracked('site', readSiteRow, { shared: true });

/** Gives the path under which the site stands on its host, without a closing slash: `` or `/archive`. */
export function basePath({ url }: Pick<Site, 'url'>): string {
  // Every link of every page asks this, and a site has one address.
  if (url !== last.url) last = { url, path: new URL(url).pathname.replace(/\/$/u, '') };
  return last.path;
}

let last = { url: '', path: '' };
