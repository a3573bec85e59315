import type { Source } from '../model/source.ts';
import { PLATFORMS, type Platform } from '../model/quote.ts';
import type { TermKind } from '../model/registry.ts';
import { latestOf } from '../model/day.ts';
import { isWebAddress } from '../model/fields.ts';
import { toDateOrTime } from './instant.ts';

/** A value of JSON-LD; keys whose value is undefined are left out. */
export type Json = string | number | boolean | undefined | readonly Json[] | { readonly [key: string]: Json };

/** A term by which a story is filed; `address` is absolute, and absent where the term has no page. */
export interface TermLd {
  readonly kind: TermKind;
  readonly name: string;
  readonly address?: string | undefined;
  /** Wikidata id, where the registry gives one. */
  readonly wikidata?: string | undefined;
}

/** A name of a byline; without a kind it is plain text. `address` is absolute. */
interface AuthorLd {
  readonly name: string;
  readonly kind?: TermKind | undefined;
  readonly address?: string | undefined;
  readonly wikidata?: string | undefined;
}

/** A picture of a story; `address` is absolute. */
interface PictureLd {
  readonly address: string;
  readonly caption?: string | undefined;
  readonly credit?: string | undefined;
  /** Address or name of a licence. */
  readonly licence?: string | undefined;
}

/** A preserved post without its quoted one. */
interface PlainPostLd {
  readonly platform: Platform;
  readonly author: string;
  readonly handle: string;
  readonly id?: string | undefined;
  readonly url?: string | undefined;
}

/** A preserved post; a withheld one has no words and no pictures. */
export interface PostLd extends PlainPostLd {
  readonly date: string;
  readonly text: string;
  readonly language?: string | undefined;
  readonly archived?: { readonly url?: string | undefined } | undefined;
  /** Saved pictures by absolute address. */
  readonly pictures: readonly PictureLd[];
  /** The post that it quotes: one of the same story, or one by its address alone. */
  readonly quoted?: PlainPostLd | { readonly url: string } | undefined;
}

/** The archive as its pages name it. */
export interface ArchiveLd {
  readonly title: string;
  readonly address: string;
  readonly publisher?: string | undefined;
  /** Address of the licence, where it has one. */
  readonly licence?: string | undefined;
}

/** A story with absolute addresses; a withdrawn one keeps its headline and dates alone. */
export interface StoryLd {
  readonly address: string;
  readonly title: string;
  readonly type: string;
  readonly date: string;
  readonly updated?: string | undefined;
  readonly lang: string;
  readonly summary?: string | undefined;
  readonly section?: string | undefined;
  readonly dateline?: string | undefined;
  readonly words?: number | undefined;
  readonly authors: readonly AuthorLd[];
  readonly terms: readonly TermLd[];
  readonly sources: readonly Source[];
  readonly posts: readonly PostLd[];
  readonly pictures: readonly PictureLd[];
  readonly corrections: readonly { readonly date: string; readonly text: string }[];
  readonly original?: string | undefined;
  readonly withdrawn?: { readonly date: string; readonly reason: string } | undefined;
  readonly translations: readonly { readonly address: string; readonly lang: string }[];
}

/** A step from the front page to a page, by name and absolute address. */
export interface Crumb {
  readonly name: string;
  readonly address: string;
}

const CONTEXT = 'https://schema.org';

const TERM_TYPES = {
  topics: 'Thing',
  people: 'Person',
  organizations: 'Organization',
  places: 'Place',
  series: 'CreativeWorkSeries',
} as const satisfies Record<TermKind, string>;

/** Describes a story as a schema.org NewsArticle (https://schema.org/NewsArticle). */
export function toNewsArticle(story: StoryLd, archive: ArchiveLd, crumbs: readonly Crumb[]): Json {
  const head = {
    '@context': CONTEXT,
    '@type': 'NewsArticle',
    '@id': story.address,
    url: story.address,
    mainEntityOfPage: { '@type': 'WebPage', '@id': story.address, breadcrumb: toBreadcrumbs(crumbs) },
    headline: story.title,
    datePublished: toDateOrTime(story.date),
    inLanguage: story.lang,
    publisher: publisherOf(archive),
    isPartOf: [{ '@type': 'WebSite', name: archive.title, url: archive.address }, ...termsOf(story, ['series'])],
  };
  const { withdrawn } = story;
  if (withdrawn) {
    const reason = { '@type': 'CorrectionComment', text: withdrawn.reason, datePublished: withdrawn.date };
    return { ...head, dateModified: withdrawn.date, creativeWorkStatus: 'Withdrawn', correction: [reason] };
  }
  const changes = story.updated === undefined ? [] : [story.updated];
  return {
    ...head,
    dateModified: toDateOrTime(latestOf([story.date, ...changes, ...story.corrections.map(({ date }) => date)])),
    description: story.summary,
    genre: story.type,
    articleSection: story.section,
    wordCount: story.words,
    locationCreated: story.dateline === undefined ? undefined : { '@type': 'Place', name: story.dateline },
    author: unlessEmpty(story.authors.map((author) => toTerm({ ...author, kind: author.kind ?? 'people' }))),
    image: unlessEmpty(story.pictures.map(toImage)),
    keywords: unlessEmpty(story.terms.filter(({ kind }) => kind === 'topics').map(({ name }) => name)),
    about: unlessEmpty(termsOf(story, ['topics'])),
    mentions: unlessEmpty(termsOf(story, ['people', 'organizations', 'places'])),
    citation: unlessEmpty([...story.sources.map(toCreativeWork), ...story.posts.map(toPosting)]),
    isBasedOn: story.original,
    license: archive.licence,
    correction: unlessEmpty(
      story.corrections.map(({ date, text }) => ({ '@type': 'CorrectionComment', text, datePublished: date })),
    ),
    workTranslation: unlessEmpty(
      story.translations.map(({ address, lang }) => ({ '@type': 'NewsArticle', '@id': address, inLanguage: lang })),
    ),
    creativeWorkStatus: 'Published',
  };
}

/** Describes a page that lists stories (https://schema.org/CollectionPage). */
export function toCollectionPage(
  page: {
    readonly title: string;
    readonly address: string;
    readonly language: string;
    readonly about?: TermLd | undefined;
  },
  archive: ArchiveLd,
  crumbs: readonly Crumb[],
): Json {
  return {
    '@context': CONTEXT,
    '@type': 'CollectionPage',
    '@id': page.address,
    url: page.address,
    name: page.title,
    inLanguage: page.language,
    about: page.about === undefined ? undefined : toTerm(page.about),
    isPartOf: { '@type': 'WebSite', name: archive.title, url: archive.address },
    publisher: publisherOf(archive),
    breadcrumb: toBreadcrumbs(crumbs),
  };
}

function toBreadcrumbs(crumbs: readonly Crumb[]): Json {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, address }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: address,
    })),
  };
}

function toTerm({ kind, name, address, wikidata }: TermLd): Json {
  const sameAs = wikidata === undefined ? undefined : `https://www.wikidata.org/entity/${wikidata}`;
  return { '@type': TERM_TYPES[kind], name, url: address, sameAs };
}

function toImage({ address, caption, credit, licence }: PictureLd): Json {
  const license = licence === undefined || isWebAddress(licence) ? licence : { '@type': 'CreativeWork', name: licence };
  return { '@type': 'ImageObject', url: address, caption, creditText: credit, license };
}

function termsOf(story: StoryLd, kinds: readonly TermKind[]): Json[] {
  return story.terms.filter(({ kind }) => kinds.includes(kind)).map(toTerm);
}

/** Types of schema.org for kinds of source: its Report is one of an organization, and statements and interviews have none of their own. */
const SOURCE_TYPES = {
  report: 'Article',
  statement: 'CreativeWork',
  document: 'DigitalDocument',
  post: 'SocialMediaPosting',
  interview: 'CreativeWork',
} as const satisfies Record<NonNullable<Source['kind']>, string>;

function toCreativeWork({ title, kind, url, publisher, author, published, archived, note }: Source): Json {
  return {
    '@type': kind === undefined ? 'CreativeWork' : SOURCE_TYPES[kind],
    name: title,
    genre: kind,
    url,
    archivedAt: archived?.url,
    datePublished: published === undefined ? undefined : toDateOrTime(published),
    author: author === undefined ? undefined : { '@type': 'Person', name: author },
    publisher: publisher === undefined ? undefined : { '@type': 'Organization', name: publisher },
    description: note,
  };
}

function toPosting({ quoted, date, text, language, archived, pictures, ...post }: PostLd): Json {
  return {
    ...postingOf(post),
    articleBody: text === '' ? undefined : text,
    inLanguage: language,
    datePublished: toDateOrTime(date),
    archivedAt: archived?.url,
    image: unlessEmpty(pictures.map(toImage)),
    sharedContent: quoted && postingOf(quoted),
  };
}

function postingOf(post: PlainPostLd | { readonly url: string }): { readonly [key: string]: Json } {
  if (!('author' in post)) return { '@type': 'SocialMediaPosting', url: post.url };
  const { platform, author, handle, id, url } = post;
  return {
    '@type': 'SocialMediaPosting',
    author: { '@type': 'Person', name: author, alternateName: `@${handle}` },
    identifier: id,
    url,
    isPartOf: { '@type': 'WebSite', name: PLATFORMS[platform] },
  };
}

function publisherOf({ publisher, title, address }: ArchiveLd): Json {
  return { '@type': 'Organization', name: publisher ?? title, url: address };
}

function unlessEmpty(list: readonly Json[]): readonly Json[] | undefined {
  return list.length === 0 ? undefined : list;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': String.raw`\u003c`,
  '>': String.raw`\u003e`,
  '&': String.raw`\u0026`,
  '\u2028': String.raw`\u2028`,
  '\u2029': String.raw`\u2029`,
};

/** Writes JSON for a script element, so that no text in it can end the element or begin a comment. */
export function toScriptText(value: Json): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/gu, (character) => ESCAPES[character] ?? character);
}
