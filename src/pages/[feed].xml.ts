import type { APIRoute } from 'astro';
import { pathsOf } from '../archive/pages.ts';
import { newestEntries } from '../archive/queries/feed.ts';
import { site } from '../archive/queries/site.ts';
import { toAtom } from '../formats/atom.ts';
import { absolute } from '../layouts/links.ts';
import { FEED, FRONT } from '../model/addresses.ts';

export const getStaticPaths = () => pathsOf('feed');

/** Answers with the Atom feed of the newest stories. */
export const GET: APIRoute = () => {
  const { title, description, publisher, licence, language } = site();
  const feed = toAtom({
    title,
    subtitle: description,
    author: publisher ?? title,
    rights: licence,
    language,
    self: absolute(FEED),
    home: absolute(FRONT),
    entries: newestEntries().map((entry) => ({ ...entry, address: absolute(entry.address), language: entry.lang })),
  });
  return new Response(feed, { headers: { 'Content-Type': 'application/atom+xml; charset=utf-8' } });
};
