import { latestOf } from '../model/day.ts';
import { toDateOrTime } from './instant.ts';

/** Pixels of the archive's own picture, in the proportions that social sites show whole. */
export const SOCIAL_IMAGE_SIZE = { width: 1200, height: 630 } as const;

/** A `<meta>` element: `property` for RDFa vocabularies such as Open Graph, `name` for the rest. */
export type MetaTag = { readonly content: string } & ({ readonly name: string } | { readonly property: string });

/** What the meta tags of any page say; addresses are absolute. */
export interface PageMeta {
  readonly title: string;
  readonly description?: string | undefined;
  readonly site: string;
  readonly address: string;
  /** BCP 47. */
  readonly language: string;
  /** What is shown beside a link to the page. */
  readonly image: {
    readonly address: string;
    readonly alt: string;
    readonly width: number;
    readonly height: number;
  };
}

/** What those of a story say besides. */
export interface StoryMeta extends PageMeta {
  readonly date: string;
  readonly updated?: string | undefined;
  readonly corrections: readonly string[];
  readonly section?: string | undefined;
  readonly topics: readonly string[];
  readonly authors: readonly string[];
}

/** Gives the Open Graph tags (https://ogp.me) of a page that is a list. */
export function toPageMeta(page: PageMeta): MetaTag[] {
  return [{ property: 'og:type', content: 'website' }, ...common(page)];
}

/**
 * Gives the tags of a story: Open Graph, and what Zotero's embedded-metadata translator reads as a newspaper article.
 * `citation_title`, `citation_journal_title` and `DC.source` are left out: with them it takes the story for a journal article.
 */
export function toStoryMeta(story: StoryMeta): MetaTag[] {
  const changed = latestOf([story.date, ...(story.updated === undefined ? [] : [story.updated]), ...story.corrections]);
  return [
    { property: 'og:type', content: 'article' },
    ...common(story),
    { property: 'article:published_time', content: toDateOrTime(story.date) },
    ...(changed === story.date ? [] : [{ property: 'article:modified_time', content: toDateOrTime(changed) }]),
    ...some('article:section', story.section),
    ...story.topics.map((topic) => ({ property: 'article:tag', content: topic })),
    { name: 'DC.type', content: 'newspaperArticle' },
    { name: 'DC.language', content: story.language },
    ...story.authors.map((author) => ({ name: 'citation_author', content: author })),
  ];
}

function common(page: PageMeta): MetaTag[] {
  return [
    { property: 'og:title', content: page.title },
    { property: 'og:site_name', content: page.site },
    { property: 'og:url', content: page.address },
    // Open Graph writes xx_XX; a language without a country stays as it is.
    { property: 'og:locale', content: page.language.replaceAll('-', '_') },
    ...some('og:description', page.description),
    { property: 'og:image', content: page.image.address },
    { property: 'og:image:alt', content: page.image.alt },
    { property: 'og:image:width', content: String(page.image.width) },
    { property: 'og:image:height', content: String(page.image.height) },
    { name: 'twitter:card', content: 'summary_large_image' },
  ];
}

function some(property: string, content: string | undefined): MetaTag[] {
  return content === undefined ? [] : [{ property, content }];
}
