import type { AstroPrerenderer } from 'astro';
import type { Database } from '../archive/database.ts';
import { addReads } from '../archive/page-reads.ts';
import { basePath, readSiteRow } from '../archive/queries/site.ts';
import { recordReads } from '../archive/tracker.ts';
import { NOT_FOUND, percentDecoded, type Address } from '../model/addresses.ts';
import type { PageChecks } from './verify.ts';

/** Wraps Astro's prerenderer: what each page asks is recorded in the index, and what it links to is gathered. */
export function trackedPrerenderer(
  inner: AstroPrerenderer,
  database: Database,
  checks: PageChecks,
  onProgress: (done: number, all: number) => void,
): AstroPrerenderer {
  const base = basePath(readSiteRow(database));
  let all = 0;
  let done = 0;
  const wrapped: AstroPrerenderer = {
    ...inner,
    name: 'dateline',
    async getStaticPaths() {
      const paths = await inner.getStaticPaths();
      all = paths.length;
      return paths;
    },
    async render(request, options) {
      const address = addressOf(new URL(request.url).pathname.slice(base.length), options.routeData);
      const { result, reads } = await recordReads(() => render(inner, address, request, options));
      addReads(database, address, reads);
      const response = result instanceof Response ? result : result.response;
      const body = await response.text();
      if (response.headers.get('content-type')?.startsWith('text/html')) checks.take(address, body);
      onProgress(++done, all);
      return new Response(body, { status: response.status, headers: response.headers });
    },
  };
  return wrapped;
}

type Call = Parameters<AstroPrerenderer['render']>;

/** Gives the address under which the archive knows what Astro asks for: Astro ends also paths of files with a slash. */
function addressOf(path: string, { type, route }: Call[1]['routeData']): Address {
  if (route === '/404') return NOT_FOUND;
  const address = path
    .split('/')
    .map((segment) => percentDecoded(segment) ?? segment)
    .join('/');
  return type === 'endpoint' ? address.replace(/\/$/u, '') : address;
}

async function render(inner: AstroPrerenderer, address: string, ...call: Call) {
  try {
    return await inner.render(...call);
  } catch (error) {
    throw new Error(`${address} cannot be drawn: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
