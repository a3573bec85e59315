import type { APIRoute } from 'astro';
import { toRobots } from '../formats/robots.ts';
import { absolute, isOn } from '../layouts/links.ts';
import { SITEMAP } from '../model/addresses.ts';

/** Answers with robots.txt. */
export const GET: APIRoute = () =>
  new Response(toRobots(isOn('sitemap') ? absolute(SITEMAP) : undefined), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
