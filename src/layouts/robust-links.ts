import type { ArchivedCopy } from '../model/fields.ts';
import { dayOfCopy } from './web-archives.ts';

/**
 * Gives the attributes by which a link to a page and one to its archived copy name each other
 * (Robust Links, https://robustlinks.mementoweb.org/spec/); none where there is no copy. Of one that is saved with the archive and
 * stands on no page, they give the day.
 */
export function robustLinks(url: string | undefined, archived: ArchivedCopy | undefined): Record<string, string> {
  if (archived === undefined) return {};
  const day = dayOfCopy(archived);
  return {
    ...(url !== undefined && { 'data-originalurl': url }),
    ...(archived.url !== undefined && { 'data-versionurl': archived.url }),
    ...(day !== undefined && { 'data-versiondate': day }),
  };
}
