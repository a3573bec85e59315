import type { APIRoute } from 'astro';
import { pathsOf } from '../archive/pages.ts';
import { sitemapFiles } from '../archive/queries/sitemap.ts';
import { toSitemapIndex } from '../formats/sitemap.ts';
import { absolute } from '../layouts/links.ts';
import { sitemapPartAddress } from '../model/addresses.ts';

export const getStaticPaths = () => pathsOf('sitemap');

/** Answers with the index of the sitemap's files: those of each year, of each kind of term, and of other pages. */
export const GET: APIRoute = () => {
  const files = sitemapFiles().map((part) => absolute(sitemapPartAddress(part)));
  return new Response(toSitemapIndex(files), { headers: { 'Content-Type': 'application/xml; charset=utf-8' } });
};
