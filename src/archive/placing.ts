import type { QuoteRow, TextPart } from './rows.ts';
import { type LinkedPost, type ThreadPost, threadsOf } from './threads.ts';

/** What stands in a story's text, in order. Every quote stands once; where the text names it again, that is said. */
export type Placed =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'statement'; readonly index: number }
  | { readonly kind: 'thread'; readonly posts: readonly ThreadPost[] }
  | { readonly kind: 'again'; readonly index: number };

/** Gives a story's text with all its quotes in order; those that the text does not place follow it. */
export function placeQuotes(parts: readonly TextPart[], quotes: readonly QuoteRow[]): Placed[] {
  const posts = quotes.flatMap((quote) => (quote.kind === 'tweet' ? [toLinked(quote)] : []));
  const threads = threadsOf(posts, runsOf(parts, posts.length));
  const threadAt = new Map(threads.flatMap((thread) => thread.posts.map(({ index }) => [index, thread])));
  const shown = new Set<number>();
  const placed = parts.flatMap((part): Placed[] => {
    if (part.kind === 'html') return [part];
    const { index } = part;
    if (shown.has(index)) return [{ kind: 'again', index }];
    shown.add(index);
    if (index >= posts.length) return [{ kind: 'statement', index }];
    const thread = threadAt.get(index);
    if (!thread) throw new Error(`There is no post ${index}.`);
    // The others of its run stand with the first.
    const isFirst = !thread.posts.some((post) => post.index !== index && shown.has(post.index));
    return isFirst ? [{ kind: 'thread', posts: thread.posts }] : [];
  });
  const others = threads.filter(({ isPlaced }) => !isPlaced).map(({ posts }): Placed => ({ kind: 'thread', posts }));
  const statements = [...quotes.keys()]
    .filter((index) => index >= posts.length && !shown.has(index))
    .map((index): Placed => ({ kind: 'statement', index }));
  return [...placed, ...others, ...statements];
}

/** Lists the posts that a text places, each once; those of one run have nothing between them. Posts come before statements. */
function runsOf(parts: readonly TextPart[], posts: number): number[][] {
  const runs: number[][] = [[]];
  const seen = new Set<number>();
  for (const part of parts) {
    if (part.kind === 'html' || part.index >= posts) {
      runs.push([]);
    } else if (!seen.has(part.index)) {
      seen.add(part.index);
      runs.at(-1)?.push(part.index);
    }
  }
  return runs.filter((run) => run.length > 0);
}

function toLinked({ quoted, replyTo }: Extract<QuoteRow, { kind: 'tweet' }>): LinkedPost {
  return { quoted: indexIn(quoted), replyTo: indexIn(replyTo) };
}

function indexIn(other: { readonly index: number } | { readonly url: string } | undefined): number | undefined {
  return other && 'index' in other ? other.index : undefined;
}
