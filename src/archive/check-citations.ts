import type { Rendered } from '../markdown/render.ts';
import type { FrontMatter } from '../model/article.ts';
import { problem, type Problem } from '../model/problem.ts';
import { suggest } from '../reading/suggest.ts';

/** Checks that every source that a story's text cites is one that its front matter gives. */
export function checkCitations(file: string, { sources }: FrontMatter, uses: Rendered['citations']): Problem[] {
  const known = new Set(sources.flatMap(({ key }) => key ?? []));
  return uses
    .filter(({ key }) => !known.has(key))
    .map(({ key, ...place }) => {
      const near = suggest(key, known);
      const message = `No source of this story has the key ${key}, and no footnote of its text either.`;
      const fix = near
        ? `Did you mean [^${near}]?`
        : `Add key: ${key} to the source that is meant, or the footnote [^${key}]: below the text.`;
      return problem('source-key-missing', file, place, 'body', message, fix);
    });
}
