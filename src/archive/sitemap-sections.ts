import { SITEMAP_LENGTH, dateAddress, type Address } from '../model/addresses.ts';
import { latestOf } from '../model/day.ts';
import type { Database } from './database.ts';
import { FACET, type Facet } from './facets.ts';
import type { Part } from './page-parts.ts';
import type { RouteName } from './pages.ts';

/** A page as a sitemap names it; stories with the day or time of their last change. */
export interface SitemapEntry {
  readonly address: Address;
  readonly lastmod?: string;
}

/** A part of the pages of a route. */
export interface RoutePart {
  readonly route: RouteName;
  readonly part: Part;
}

/** The section of each route's pages: one of its own for every year or kind of term, or one of a fixed name. */
const SECTIONS: Readonly<Partial<Record<RouteName, 'part' | 'pages' | 'sources' | 'quotes'>>> = {
  front: 'pages',
  about: 'pages',
  month: 'part',
  day: 'part',
  'day-page': 'part',
  history: 'part',
  kind: 'part',
  letter: 'part',
  term: 'part',
  'term-year': 'part',
  'term-year-page': 'part',
  'source-index': 'sources',
  'source-letter': 'sources',
  outlet: 'sources',
  'outlet-year': 'sources',
  'quote-index': 'quotes',
  'quote-letter': 'quotes',
  account: 'quotes',
  'account-year': 'quotes',
  'account-year-page': 'quotes',
  'on-this-day': 'pages',
  corrections: 'pages',
  'corrections-year': 'pages',
};

function sectionOf({ route, part }: RoutePart): string | undefined {
  const section = SECTIONS[route];
  // The name of a part of one year or kind ends with it.
  return section === 'part' ? part.name.slice(part.name.lastIndexOf(' ') + 1) : section;
}

const isYear = (section: string) => /^\d{4}$/u.test(section);

/** A section of the sitemap: pages that change together, of a year, a kind of term, or another kind of page. */
export interface SitemapSection {
  readonly name: string;
  readonly on: readonly Facet[];
  /** Stories first, with their last change. */
  list(): Generator<SitemapEntry>;
}

/** Gives the sections of the sitemap that list some parts of the site. A section may be empty. */
export function sectionsOf(database: Database, parts: readonly RoutePart[]): SitemapSection[] {
  return Array.from(Map.groupBy(parts, sectionOf), ([name, members]): SitemapSection[] =>
    name === undefined
      ? []
      : [
          {
            name,
            on: [...new Set([...(isYear(name) ? [FACET.time(name)] : []), ...members.flatMap(({ part }) => part.on)])],
            *list() {
              if (isYear(name)) yield* listYear(database, name);
              for (const { part } of members) for (const { address } of part.list()) yield { address };
            },
          },
        ],
  )
    .flat()
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Gives the names of the files that hold a section of so many pages: `2020`, `2020-2` and so on; none for an empty one. */
export function filesOf(section: string, length: number): string[] {
  return Array.from({ length: Math.ceil(length / SITEMAP_LENGTH) }, (_, index) =>
    index === 0 ? section : `${section}-${index + 1}`,
  );
}

/** Lists the stories of a year, and the page of the year. */
function listYear(database: Database, year: string): SitemapEntry[] {
  const stories = database
    .all(
      `SELECT s.address, s.date, s.updated, (SELECT max(c.date) FROM correction c WHERE c.story = s.id) AS corrected
       FROM story s WHERE s.public = 1 AND s.ord BETWEEN ? AND ? ORDER BY s.ord`,
      year,
      `${year}\u{10FFFF}`,
    )
    .map(({ address, date, updated, corrected }) => ({
      address: String(address),
      lastmod: latestOf([date, updated, corrected].flatMap((value) => (value === null ? [] : [String(value)]))),
    }));
  return stories.length === 0 ? [] : [...stories, { address: dateAddress(year) }];
}
