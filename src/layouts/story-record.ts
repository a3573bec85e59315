import { site } from '../archive/queries/site.ts';
import type { PostRow, QuoteRow, StoryNeighbours, StoryRow } from '../archive/rows.ts';
import { type Json, type PostLd, toNewsArticle } from '../formats/json-ld.ts';
import { type MetaTag, toStoryMeta } from '../formats/meta-tags.ts';
import { archiveLd, crumbsTo, type Step } from './collection.ts';
import { absolute, socialImage, termPage } from './links.ts';

/** Gives a story's JSON-LD; `above` are the pages between it and the front page. */
export function storyLd(story: StoryRow, translations: StoryNeighbours['translations'], above: readonly Step[]): Json {
  const { title, address } = story;
  const record = {
    ...story,
    address: absolute(address),
    terms: (story.withdrawn ? [] : story.terms).map((term) => {
      const page = termPage(term);
      return { ...term, address: page === undefined ? undefined : absolute(page) };
    }),
    authors: story.authors.map(({ name, term, wikidata }) => {
      const page = term && termPage(term);
      return { name, kind: term?.kind, address: page === undefined ? undefined : absolute(page), wikidata };
    }),
    sources: story.sourceList,
    posts: story.quoteList.flatMap((quote) => (quote.kind === 'tweet' ? [toPostLd(quote, story.quoteList)] : [])),
    pictures: story.pictures.map((picture) => ({ ...picture, address: absolute(picture.address) })),
    corrections: story.correctionList,
    original: story.original?.url,
    translations: translations.map((other) => ({ address: absolute(other.address), lang: other.lang })),
  };
  return toNewsArticle(record, archiveLd(), crumbsTo([...above, { name: title, address }]));
}

function toPostLd({ quoted, media, ...post }: PostRow, all: readonly QuoteRow[]): PostLd {
  const other = quoted && 'index' in quoted ? all[quoted.index] : undefined;
  return {
    ...post,
    pictures: media.flatMap(({ picture, alt }) =>
      picture ? [{ address: absolute(picture.address), caption: alt }] : [],
    ),
    quoted: other?.kind === 'tweet' ? other : quoted && 'url' in quoted ? quoted : undefined,
  };
}

/** Gives a story's meta tags. */
export function storyMeta(story: StoryRow): MetaTag[] {
  const [picture] = story.pictures;
  return toStoryMeta({
    ...story,
    authors: story.authors.map(({ name }) => name),
    description: story.summary,
    site: site().title,
    address: absolute(story.address),
    language: story.lang,
    corrections: story.correctionList.map(({ date }) => date),
    topics: story.terms.filter(({ kind }) => kind === 'topics').map(({ name }) => name),
    image: picture ? { ...picture, address: absolute(picture.address) } : socialImage(),
  });
}
