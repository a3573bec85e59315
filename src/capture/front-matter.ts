import { Document, visit } from 'yaml';
import type { PostEntry } from './result.ts';

/** Writes posts as the `tweets:` of front matter, such that Dateline’s own reader gives the same texts back. */
export function toFrontMatter(posts: readonly PostEntry[]): string {
  const document = new Document({ tweets: posts });
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return;
      // The strict reader takes every plain scalar as text, but a # after a space would begin a comment.
      if (node.value.includes('\n')) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 });
}
