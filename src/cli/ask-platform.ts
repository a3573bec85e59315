import { parsePostAddress } from '../model/post-address.ts';
import { PLATFORMS, type Platform } from '../model/quote.ts';

/** Gives the address that tells of a post by oEmbed (https://oembed.com); undefined where a platform answers nobody without an account. */
export type Endpoints = Readonly<Record<Platform, (post: URL) => string | undefined>>;

export const ENDPOINTS: Endpoints = {
  x: (post) => `https://publish.twitter.com/oembed?omit_script=1&dnt=true&url=${encodeURIComponent(post.href)}`,
  bluesky: (post) => `https://embed.bsky.app/oembed?format=json&url=${encodeURIComponent(post.href)}`,
  // Any host may say that it is one of Mastodon; only names on the public network are asked.
  mastodon: (post) =>
    post.protocol === 'https:' &&
    /^(?!.*\.(?:local|localhost|internal|lan|home)$)[^:[\]]*\.[a-z][a-z0-9-]*$/iu.test(post.hostname)
      ? `https://${post.host}/api/oembed?url=${encodeURIComponent(post.href)}`
      : undefined,
  threads: () => undefined,
  youtube: (post) => `https://www.youtube.com/oembed?format=json&url=${encodeURIComponent(post.href)}`,
};

const LONGEST_REPLY = 1024 * 1024;
const TIMEOUT_MS = 15_000;
const MOST_REDIRECTS = 3;

/** What a platform answered, word for word, or why there is no answer. */
export type Answer = { readonly reply: string } | { readonly failure: string };

/** Asks a platform for its oEmbed reply about a post. Other hosts than its own are never asked. */
export async function askPlatform(address: string, endpoints: Endpoints): Promise<Answer> {
  const known = parsePostAddress(address);
  const endpoint = known && endpoints[known.platform](new URL(address));
  if (!known || endpoint === undefined) return { failure: 'No platform can be asked about it without an account.' };
  try {
    return await ask(new URL(endpoint));
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    return { failure: `${PLATFORMS[known.platform]} could not be asked: ${reason}` };
  }
}

async function ask(endpoint: URL): Promise<Answer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let url = endpoint;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const response = await fetch(url, { redirect: 'manual', signal, headers: { accept: 'application/json' } });
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (location === null) {
      const reply = await bounded(response);
      if (reply === undefined) return { failure: `${url.host} answered with more than a megabyte.` };
      return reply.trim() === '' ? { failure: `${url.host} answered ${response.status} and nothing else.` } : { reply };
    }
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.host !== endpoint.host || next.protocol !== endpoint.protocol)
      return { failure: `${url.host} sends to ${next.host}, which was not asked.` };
    url = next;
  }
  return { failure: `${endpoint.host} sends from one address to the next.` };
}

async function bounded(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Breaking off cancels the rest.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LONGEST_REPLY) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
