/** Eleventy's templates by the name of their file, and its configuration. They are functions, its fastest kind of template. */
import { dateAddress, termAddress } from '../../../src/model/addresses.ts';
import { arrange, type Item, listPages, type ListPage, theArchive, type Topic } from './archive.ts';
import { aboutPage, feed, notFoundPage, robots, sitemap, sitemapAddress, sitemapIndex, sitemapParts } from './files.ts';
import { storyPage } from './story.ts';
import { dayPage, frontPage, monthPage, yearPage } from './time.ts';
import { topicPage, topicsPage, topicYearPage } from './topics.ts';

interface Template {
  readonly data: Readonly<Record<string, unknown>>;
  readonly render: (data: never) => string;
}

const OUT = { eleventyExcludeFromCollections: true, eleventyImport: { collections: ['stories'] } };
const file = (address: string) => (address.endsWith('/') ? `${address}index.html` : address);
const one = (address: string, render: () => string): Template => ({
  data: { ...OUT, permalink: file(address) },
  render,
});

/** One page for each entry of a collection. */
function each<T>(collection: string, addressOf: (entry: T) => string, render: (entry: T) => string): Template {
  return {
    data: {
      ...OUT,
      pagination: { data: `collections.${collection}`, size: 1, alias: 'entry' },
      permalink: ({ entry }: { entry: T }) => file(addressOf(entry)),
    },
    render: ({ entry }: { entry: T }) => render(entry),
  };
}

const dayAddress = ({ key, number }: ListPage) => dateAddress(key, number);
const topicYearAddress = ({ key, number }: ListPage) =>
  termAddress('topics', ...(key.split('/') as [string, string]), number);

const templates = {
  story: {
    data: {},
    render: ({ page, content }: { page: { url: string }; content: string }) => storyPage(page.url, content),
  },
  front: one('/', frontPage),
  about: one('/about/', aboutPage),
  missing: one('/404.html', notFoundPage),
  robots: one('/robots.txt', robots),
  feed: one('/feed.xml', feed),
  sitemaps: one('/sitemap.xml', sitemapIndex),
  sitemap: each('sitemaps', sitemapAddress, sitemap),
  day: each('days', dayAddress, dayPage),
  month: each('months', (month: string) => dateAddress(month), monthPage),
  year: each('years', (year: string) => dateAddress(year), yearPage),
  topics: one('/topics/', topicsPage),
  topic: each('topics', ({ id }: Topic) => termAddress('topics', id), topicPage),
  topicYear: each('topicYears', topicYearAddress, topicYearPage),
} as const satisfies Record<string, Template>;

interface CollectionApi {
  getAll(): Item[];
}

interface Markdown {
  readonly renderer: {
    rules: Record<string, (tokens: { readonly tag: string; readonly content: string }[], index: number) => string>;
  };
}

/** The part of Eleventy's configuration object that is used here. */
interface EleventyConfig {
  addCollection(name: string, make: (api: CollectionApi) => unknown): void;
  addPassthroughCopy(paths: Readonly<Record<string, string>>): void;
  amendLibrary(name: string, amend: (library: Markdown) => void): void;
}

/** Gives headings an id and a link to themselves, as Dateline does. */
function anchorHeadings({ renderer }: Markdown): void {
  renderer.rules['heading_open'] = (tokens, index) => {
    const id = (tokens[index + 1]?.content ?? '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
    return `<div class="heading"><${tokens[index]?.tag ?? 'h2'} id="${id}">`;
  };
  renderer.rules['heading_close'] = (tokens, index) => {
    const id = (tokens[index - 1]?.content ?? '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
    return `</${tokens[index]?.tag ?? 'h2'}><a class="anchor" href="#${id}" aria-labelledby="${id}">#</a></div>`;
  };
}

/** Configures Eleventy: the archive is arranged once, and Markdown is no template. */
function configure(eleventy: EleventyConfig, topics: readonly Topic[]): Readonly<Record<string, unknown>> {
  const stories = (api: CollectionApi) => api.getAll().filter(({ inputPath }) => inputPath.endsWith('.md'));
  eleventy.addCollection('stories', (api) => {
    const items = stories(api);
    arrange(items, topics);
    return items;
  });
  eleventy.addCollection('days', () => listPages(theArchive().days));
  eleventy.addCollection('months', () => [...theArchive().months.keys()]);
  eleventy.addCollection('years', () => [...theArchive().years.keys()]);
  eleventy.addCollection('topics', () => topics);
  eleventy.addCollection('topicYears', () => listPages(theArchive().byTopicYear));
  eleventy.addCollection('sitemaps', () => sitemapParts());
  eleventy.addPassthroughCopy({ '../static': '/' });
  eleventy.amendLibrary('md', anchorHeadings);
  return { markdownTemplateEngine: false };
}

/** What the files of Eleventy's input folder take from here: each a template, and its configuration. */
export const peer = { templates, configure };
