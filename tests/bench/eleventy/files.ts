/** What Eleventy writes besides lists and stories: feed, sitemaps, robots.txt, the page about the archive and that for what is not found. */
import { toAtom } from '../../../src/formats/atom.ts';
import { toRobots } from '../../../src/formats/robots.ts';
import { toSitemap, toSitemapIndex } from '../../../src/formats/sitemap.ts';
import { dateAddress, termAddress } from '../../../src/model/addresses.ts';
import { MADE_SITE } from '../generate.ts';
import { listPages, theArchive } from './archive.ts';
import { absolute, frame } from './frame.ts';
import { rulerFor, topicName } from './parts.ts';

const ENTRIES = 50;

/** Writes the feed of the newest stories. */
export function feed(): string {
  return toAtom({
    title: MADE_SITE.title,
    author: MADE_SITE.publisher,
    language: MADE_SITE.language,
    self: absolute('/feed.xml'),
    home: absolute('/'),
    entries: theArchive()
      .stories.slice(0, ENTRIES)
      .map(({ url, title, day, item }) => ({
        address: absolute(url),
        title,
        date: day,
        changed: day,
        language: MADE_SITE.language,
        authors: [],
        topics: item.data.subjects.map(topicName),
        summary: item.data.description,
        html: item.templateContent,
      })),
  });
}

/** Gives the address of a sitemap's part. */
export const sitemapAddress = (part: string) => `/sitemap-${part}.xml`;

/** The sitemaps' parts: a year each, and all other pages. */
export function sitemapParts(): string[] {
  return [...[...theArchive().years.keys()].reverse(), 'pages'];
}

/** Writes the index of the sitemaps. */
export function sitemapIndex(): string {
  return toSitemapIndex(sitemapParts().map((part) => absolute(sitemapAddress(part))));
}

/** Writes the sitemap of a year's stories, or of the other pages. */
export function sitemap(part: string): string {
  const { years, months, days, topics, byTopicYear } = theArchive();
  if (part !== 'pages')
    return toSitemap((years.get(part) ?? []).map(({ url, day }) => ({ address: absolute(url), changed: day })));
  const addresses = [
    '/',
    '/about/',
    '/topics/',
    ...[...years.keys(), ...months.keys()].map((date) => dateAddress(date)),
    ...listPages(days).map(({ key, number }) => dateAddress(key, number)),
    ...[...topics.keys()].map((id) => termAddress('topics', id)),
    ...listPages(byTopicYear).map(({ key, number }) =>
      termAddress('topics', ...(key.split('/') as [string, string]), number),
    ),
  ];
  return toSitemap(addresses.map((address) => ({ address: absolute(address) })));
}

/** Writes robots.txt. */
export function robots(): string {
  return toRobots(absolute('/sitemap.xml'));
}

/** Writes the page about the archive. */
export function aboutPage(): string {
  return frame(
    { title: 'About', address: '/about/' },
    `<div class="sheet"><div class="margin"><p class="label">About</p></div><div class="head"><h1><bdi>About ${MADE_SITE.title}</bdi></h1><dl class="facts"><div class="fact"><dt>Publisher</dt><dd><bdi>${MADE_SITE.publisher}</bdi></dd></div><div class="fact"><dt>Address</dt><dd><a href="/">${absolute('/')}</a></dd></div><div class="fact"><dt>Licence</dt><dd>Not recorded</dd></div></dl></div></div><section class="sheet" aria-labelledby="about.feeds"><h2 id="about.feeds">Feeds</h2><ul role="list"><li><a href="/feed.xml">The newest stories (Atom)</a></li><li><a href="/sitemap.xml">Sitemap</a></li></ul></section>`,
  );
}

/** Writes the page for what is not found. */
export function notFoundPage(): string {
  return frame(
    { title: 'Not found', ruler: rulerFor('') },
    `<div class="sheet"><div class="margin"><p class="label">404</p></div><div class="head"><h1><bdi>Not found</bdi></h1><p class="stand" dir="auto">No page of this archive stands at this address.</p><p class="text">A story stands at the day on which it was written. <a href="/">Begin with the newest day</a>, <a href="/#page.calendar">choose a year</a>, or read <a href="/about/">how the archive is arranged</a>.</p></div></div>`,
  );
}
