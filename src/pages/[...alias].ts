import type { APIRoute } from 'astro';
import { pathsOf } from '../archive/pages.ts';
import { site } from '../archive/queries/site.ts';
import { aliasTarget } from '../archive/queries/stories.ts';
import { toRedirectPage } from '../formats/redirect.ts';
import { href } from '../layouts/href.ts';
import { absolute } from '../layouts/links.ts';
import { required } from '../layouts/params.ts';

export const getStaticPaths = () => pathsOf('alias');

/** Answers for an old address of a story with a page that leads to it. */
export const GET: APIRoute = ({ params }) => {
  const { title, address, language } = aliasTarget(required(params, 'alias'));
  const page = toRedirectPage({
    title,
    to: href(address),
    canonical: absolute(address),
    language: language ?? site().language,
  });
  return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
};
