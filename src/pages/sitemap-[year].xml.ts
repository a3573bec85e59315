import type { APIRoute } from 'astro';
import { pathsOf } from '../archive/pages.ts';
import { sitemapPages, sitemapYear } from '../archive/queries/feed.ts';
import { type SitemapPage, toSitemap } from '../formats/sitemap.ts';
import { absolute } from '../layouts/links.ts';
import { required } from '../layouts/params.ts';
import { PAGES_SITEMAP } from '../layouts/sitemaps.ts';

export const getStaticPaths = () => pathsOf('sitemap-year');

/** Answers with the sitemap of a year's stories, or of the other pages. */
export const GET: APIRoute = ({ params }) => {
  return new Response(toSitemap(pagesIn(required(params, 'year'))), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  });
};

function pagesIn(part: string): SitemapPage[] {
  if (part === PAGES_SITEMAP) return sitemapPages().map((address) => ({ address: absolute(address) }));
  return sitemapYear(part).map(({ address, lastmod }) => ({ address: absolute(address), changed: lastmod }));
}
