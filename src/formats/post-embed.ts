import { hasTime } from '../model/day.ts';
import type { Platform, Tweet } from '../model/quote.ts';

/** Platforms whose embeds can carry words. */
const EMBEDS: Readonly<
  Partial<Record<Platform, { className: string; script: (url: string | undefined) => string | undefined }>>
> = {
  x: { className: 'twitter-tweet', script: () => 'https://platform.twitter.com/widgets.js' },
  bluesky: { className: 'bluesky-embed', script: () => 'https://embed.bsky.app/static/embed.js' },
  mastodon: {
    className: 'mastodon-embed',
    script: (url) => (url === undefined ? undefined : new URL('/embed.js', url).href),
  },
  threads: { className: 'text-post-media', script: () => 'https://www.threads.net/embed.js' },
};

/**
 * Gives a post as its platform’s embed HTML (https://developer.x.com/en/docs/x-for-websites/embedded-posts), whose words can be
 * read with no script; `quoted` is the post that it quotes. What was captured from an embed is captured from this again with the
 * same fields. Undefined for a platform whose embeds carry no words.
 */
export function toPostEmbed(post: Tweet, quoted?: Tweet): string | undefined {
  const embed = EMBEDS[post.platform];
  if (embed === undefined) return undefined;
  const { url, language, direction, author, handle } = post;
  const inner = quoted === undefined ? '' : (toPostEmbed(quoted)?.replace(/ ?<script.*$/su, '') ?? '');
  const words = `<p${attribute('lang', language)}${attribute('dir', direction)}>${wordsOf(post)}</p>`;
  const line = `&mdash; ${escape(author)} (@${escape(handle)}) ${dateOf(post)}`;
  const script = embed.script(url);
  const quote = `<blockquote${attribute('class', embed.className)}${named(post)}>${words}${inner}${line}</blockquote>`;
  return script === undefined ? quote : `${quote} <script async${attribute('src', script)} charset="utf-8"></script>`;
}

/** Gives the attributes by which a platform’s script knows the post. */
function named({ platform, url, id }: Tweet): string {
  if (url === undefined) return platform === 'x' ? attribute('data-tweet-id', id) : '';
  if (platform === 'mastodon') return attribute('data-embed-url', `${url.replace(/\/$/u, '')}/embed`);
  if (platform === 'threads') return attribute('data-text-post-permalink', url);
  const [, did, rkey] = /^https:\/\/bsky\.app\/profile\/(did:[^/]+)\/post\/([a-z0-9]+)$/u.exec(url) ?? [];
  return did === undefined ? '' : attribute('data-bluesky-uri', `at://${did}/app.bsky.feed.post/${rkey}`);
}

/** Writes the words with their links, each found where the one before it ended. */
function wordsOf({ text, entities }: Tweet): string {
  let html = '';
  let from = 0;
  for (const { text: shown, url, expanded } of entities) {
    const at = text.indexOf(shown, from);
    if (at < 0 || url === undefined) continue;
    html += `${linesOf(text.slice(from, at))}<a${attribute('href', url)}${attribute('data-expanded-url', expanded)}>${linesOf(shown)}</a>`;
    from = at + shown.length;
  }
  return html + linesOf(text.slice(from));
}

function linesOf(text: string): string {
  return escape(text).replaceAll('\n', '<br>');
}

const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** Embeds show the day; a time stands beside it for machines. */
function dateOf({ date, url }: Tweet): string {
  const day = days.format(Date.parse(date.slice(0, 10)));
  const shown = hasTime(date) ? `<time${attribute('datetime', date)}>${day}</time>` : day;
  return url === undefined ? shown : `<a${attribute('href', url)}>${shown}</a>`;
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escape(value)}"`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
