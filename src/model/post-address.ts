/** Addresses of posts on their platforms. */
import { isWebAddress } from './fields.ts';
import type { Platform } from './quote.ts';

/** What the address of a post says: a part that it does not name is absent. */
export interface PostAddress {
  readonly platform: Platform;
  /** The account as the address spells it, without its @; on Mastodon with its host, as `name@host`. */
  readonly handle?: string;
  readonly id: string;
}

/** Hosts of each platform but Mastodon, which has thousands; with and without `www.` and `m.`. */
const HOSTS: Readonly<Record<string, Exclude<Platform, 'mastodon'>>> = {
  'twitter.com': 'x',
  'x.com': 'x',
  'bsky.app': 'bluesky',
  'threads.net': 'threads',
  'threads.com': 'threads',
  'youtube.com': 'youtube',
  'youtube-nocookie.com': 'youtube',
  'youtu.be': 'youtube',
};

/** Forms of the path on each platform. */
const PATHS: Readonly<Record<Platform, readonly RegExp[]>> = {
  x: [
    /^\/i\/(?:web\/)?status\/(?<id>\d{1,20})(?:\/|$)/u,
    /^\/(?:#!\/)?(?<handle>\w{1,15})\/status(?:es)?\/(?<id>\d{1,20})(?:\/|$)/u,
  ],
  bluesky: [/^\/profile\/(?<handle>[^/]+)\/post\/(?<id>[a-z0-9]{1,64})\/?$/u],
  mastodon: [
    /^\/@(?<handle>[\w.-]+(?:@[\w.-]+)?)\/(?<id>\w{1,64})(?:\/embed)?\/?$/u,
    /^\/users\/(?<handle>[\w.-]+)\/statuses\/(?<id>\w{1,64})\/?$/u,
  ],
  threads: [
    /^\/@(?<handle>[\w.]+)\/post\/(?<id>[\w-]{1,64})(?:\/embed)?\/?$/u,
    /^\/t\/(?<id>[\w-]{1,64})(?:\/embed)?\/?$/u,
  ],
  youtube: [/^\/(?:shorts|embed|live|v)\/(?<id>[\w-]{11})\/?$/u],
};

/** Gives what the address of a post says; undefined for one that is no post's on a known platform. */
export function parsePostAddress(address: string): PostAddress | undefined {
  if (!isWebAddress(address)) return undefined;
  const url = new URL(address);
  const host = url.hostname.replace(/^(?:www|m|mobile)\./u, '');
  const platform = HOSTS[host] ?? 'mastodon';
  if (platform === 'youtube') return youtubeAddress(url, host);
  // Early addresses of posts on X had their path behind #!
  const path = platform === 'x' && url.hash.startsWith('#!/') ? url.hash.slice(2) : url.pathname;
  for (const form of PATHS[platform]) {
    const { handle, id } = form.exec(path)?.groups ?? {};
    if (id === undefined) continue;
    if (handle === undefined) return { platform, id };
    return { platform, id, handle: platform === 'mastodon' && !handle.includes('@') ? `${handle}@${host}` : handle };
  }
  return undefined;
}

function youtubeAddress({ pathname, searchParams }: URL, host: string): PostAddress | undefined {
  const named = host === 'youtu.be' ? pathname.slice(1) : searchParams.get('v');
  const id =
    PATHS.youtube[0]?.exec(pathname)?.groups?.['id'] ??
    (named !== null && /^[\w-]{11}$/u.test(named) ? named : undefined);
  return id === undefined ? undefined : { platform: 'youtube', id };
}

/** Tells whether two names of accounts can be the same; on Mastodon one of them may lack its host. */
export function isSameHandle(platform: Platform, one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (a === b) return true;
  if (platform !== 'mastodon' || (a.includes('@') && b.includes('@'))) return false;
  return a.split('@')[0] === b.split('@')[0];
}
