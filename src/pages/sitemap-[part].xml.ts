import type { APIRoute } from 'astro';
import { pathsOf } from '../archive/pages.ts';
import { sitemapFile } from '../archive/queries/sitemap.ts';
import { toSitemap } from '../formats/sitemap.ts';
import { absolute } from '../layouts/links.ts';
import { required } from '../layouts/params.ts';

export const getStaticPaths = () => pathsOf('sitemap-part');

/** Answers with one file of the sitemap: pages of a year, of a kind of term, or others. */
export const GET: APIRoute = ({ params }) => {
  const pages = sitemapFile(required(params, 'part'));
  const sitemap = toSitemap(pages.map(({ address, lastmod }) => ({ address: absolute(address), changed: lastmod })));
  return new Response(sitemap, { headers: { 'Content-Type': 'application/xml; charset=utf-8' } });
};
