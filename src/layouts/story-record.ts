import { site } from '../archive/queries/site.ts';
import type { StoryNeighbours, StoryRow } from '../archive/rows.ts';
import { type Json, toNewsArticle } from '../formats/json-ld.ts';
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
    posts: story.quoteList.filter((quote) => quote.kind === 'tweet'),
    pictures: story.pictures.map((picture) => ({ ...picture, address: absolute(picture.address) })),
    corrections: story.correctionList,
    original: story.original?.url,
    translations: translations.map((other) => ({ address: absolute(other.address), lang: other.lang })),
  };
  return toNewsArticle(record, archiveLd(), crumbsTo([...above, { name: title, address }]));
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
