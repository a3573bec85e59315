import { capture } from '../capture/capture.ts';
import { MAY_HOLD_POST } from '../capture/plain-text.ts';
import { problem, type Problem } from '../model/problem.ts';
import { placesIn } from '../reading/place.ts';

/** Asked of each story that is read, so it has to be answered at once for those without a post. */
const MAY_HOLD_EMBED = /<blockquote[\s>]/iu;

/** Finds posts that stand in a story’s text as plain words or as embeds, where it is certain which words are theirs. */
export function checkPostsInText(
  body: string,
  { file, bodyLine }: { readonly file: string; readonly bodyLine: number },
): Problem[] {
  if (!MAY_HOLD_POST.test(body) && !MAY_HOLD_EMBED.test(body)) return [];
  const { posts, origins } = capture(body, { setting: 'story', certainOnly: true });
  const quoted = new Set(posts.flatMap((post) => post.quoted ?? []));
  const placeOf = placesIn(body, bodyLine);
  return posts.flatMap(({ key = '', handle, captured }, index) => {
    if (quoted.has(key)) return [];
    const stretch = body.slice(origins[index]?.start, origins[index]?.end);
    const start = (origins[index]?.start ?? 0) + stretch.length - stretch.trimStart().length;
    const what = captured === 'embed' ? 'an embed' : 'plain words';
    return problem(
      'post-in-text',
      file,
      placeOf(start),
      'body',
      `A post by @${handle} stands in the text as ${what}.`,
      'Run dateline check --fix, which makes a record of it.',
    );
  });
}
