import { SITEMAP_LENGTH } from '../../model/addresses.ts';
import type { Database } from '../database.ts';
import { FACET } from '../facets.ts';
import { partsOf } from '../pages.ts';
import { filesOf, sectionsOf, type SitemapEntry, type SitemapSection } from '../sitemap-sections.ts';
import { Gone, depend, tracked } from '../tracker.ts';

/** The names of the files that hold the sitemap: `2020`, `topics`, `people-2`. */
export const sitemapFiles = tracked(
  'sitemapFiles',
  (database): string[] =>
    sectionsOf(database, partsOf(database)).flatMap(({ name }) => filesOf(name, sectionLength(name))),
  { on: () => [FACET.site, FACET.stories] },
);

const sectionLength = tracked(
  'sectionLength',
  (database, name: string): number => {
    let length = 0;
    for (const _ of sectionAt(database, name).list()) length++;
    return length;
  },
  { shared: true },
);

/** The pages in one file of the sitemap: the stories of a year with the day or time of their last change, then other pages. */
export const sitemapFile = tracked('sitemapFile', (database, file: string): SitemapEntry[] => {
  const [, name = '', number = '1'] = /^(.*?)(?:-(\d+))?$/u.exec(file) ?? [];
  const start = (Number(number) - 1) * SITEMAP_LENGTH;
  return Array.from(sectionAt(database, name).list()).slice(start, start + SITEMAP_LENGTH);
});

function sectionAt(database: Database, name: string): SitemapSection {
  const section = sectionsOf(database, partsOf(database)).find((other) => other.name === name);
  if (!section) throw new Gone(`The sitemap has no section ${name}.`);
  section.on.forEach(depend);
  return section;
}
