import type { APIRoute } from 'astro';
import { pathsOf } from '../archive/pages.ts';
import { sitemapYears } from '../archive/queries/feed.ts';
import { toSitemapIndex } from '../formats/sitemap.ts';
import { absolute } from '../layouts/links.ts';
import { PAGES_SITEMAP } from '../layouts/sitemaps.ts';
import { yearSitemapAddress } from '../model/addresses.ts';

export const getStaticPaths = () => pathsOf('sitemap');

/** Answers with the index of the sitemaps: one for each year's stories, one for all other pages. */
export const GET: APIRoute = () => {
  const parts = [...sitemapYears(), PAGES_SITEMAP];
  return new Response(toSitemapIndex(parts.map((part) => absolute(yearSitemapAddress(part)))), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  });
};
