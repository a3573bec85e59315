import type { Source } from '../model/source.ts';

/**
 * Gives the attributes by which a link to a page and one to its archived copy name each other
 * (Robust Links, https://robustlinks.mementoweb.org/spec/); none where there is no copy.
 */
export function robustLinks(url: string | undefined, archived: Source['archived']): Record<string, string> {
  if (archived === undefined) return {};
  return {
    ...(url !== undefined && { 'data-originalurl': url }),
    'data-versionurl': archived.url,
    ...(archived.date !== undefined && { 'data-versiondate': archived.date }),
  };
}
