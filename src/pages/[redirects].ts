import type { APIRoute } from 'astro';
import { pathsOf } from '../archive/pages.ts';
import { redirects } from '../archive/queries/stories.ts';
import { toRedirectRules } from '../formats/redirect.ts';
import { href } from '../layouts/href.ts';

export const getStaticPaths = () => pathsOf('redirects');

/** Answers with the rules by which hosts lead from old addresses to new ones. */
export const GET: APIRoute = () => {
  const rules = redirects().map(([file, to]) => ({
    from: href(encodeURI(`/${file.replace(/(^|\/)index\.html$/u, '$1')}`)),
    to: href(to),
  }));
  return new Response(toRedirectRules(rules), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
};
