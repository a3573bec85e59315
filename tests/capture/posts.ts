/** Invented posts in the shapes in which platforms wrote their embeds. */
import { capture, type CaptureOptions } from '../../src/capture/capture.ts';
import type { PostEntry } from '../../src/capture/result.ts';

/** Gives an id that X could have given out at noon (UTC) of a day. */
export function idOn(day: string): string {
  return String((BigInt(Date.parse(`${day}T12:00:00Z`)) - 1_288_834_974_657n) << 22n);
}

/** Id of a post of 5 January 2020. */
export const ID = idOn('2020-01-05');

/** Writes an embed as X does. */
export function embed({
  words = 'The road over the pass is open.',
  name = 'Road Office',
  handle = 'roadoffice',
  date = 'January 5, 2020',
  id = ID,
  lang = '',
  p = ' lang="en" dir="ltr"',
} = {}): string {
  return `<blockquote class="twitter-tweet"${lang && ` data-lang="${lang}"`}><p${p}>${words}</p>&mdash; ${name} (@${handle}) <a href="https://twitter.com/${handle}/status/${id}?ref_src=twsrc%5Etfw">${date}</a></blockquote> <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>`;
}

/** Captures material that is one post and nothing else. Throws when it gives another number or refuses anything. */
export function onePost(material: string, options?: CaptureOptions): PostEntry {
  const { posts, refused } = capture(material, options);
  const [post] = posts;
  if (posts.length !== 1 || refused.length > 0 || !post)
    throw new Error(`${posts.length} posts, refused: ${JSON.stringify(refused)}`);
  return post;
}

/** Gives code and reason of each refusal, and what was captured beside it. */
export function refusals(material: string, options?: CaptureOptions): string[] {
  const { posts, refused } = capture(material, options);
  return [...posts.map(({ key }) => `captured ${key}`), ...refused.map(({ code, reason }) => `${code}: ${reason}`)];
}
