import { problem, type Problem } from '../model/problem.ts';
import type { Term, TermKind } from '../model/registry.ts';
import { renderMarkdown } from '../markdown/render.ts';
import { readTerm } from '../reading/registry.ts';

/** A registry entry as the index keeps it; nested values that nobody asks for here are JSON. */
export interface TermRecord {
  readonly entry: Omit<Term, 'body' | 'bodyLine'>;
  readonly places: string;
  readonly html: string;
  readonly links: string;
  readonly images: string;
}

/** What came of a registry entry's file. */
export interface TermReading {
  readonly term: TermRecord | undefined;
  readonly problems: readonly Problem[];
}

/** Reads and renders a registry entry; `name` is the file's in the folder of its kind. Depends on nothing but its arguments. */
export function readEntry(bytes: Uint8Array, kind: TermKind, name: string): TermReading {
  const { value, places, problems } = readTerm(bytes, kind, name);
  if (!value) return { term: undefined, problems };
  const { body, bodyLine, ...entry } = value;
  const file = `${kind}/${name}`;
  const { html, problems: found, quotes, citations, storyLinks, images } = renderMarkdown(body, { file, bodyLine });
  const misplaced = quotes.map((place) =>
    problem(
      'quote-key-missing',
      file,
      place,
      'body',
      'Only a story has quotes to place.',
      'Give the words as a block quotation (>), or put them into a story.',
    ),
  );
  const sourceless = citations.map(({ key, ...place }) =>
    problem(
      'source-key-missing',
      file,
      place,
      'body',
      'Only a story has sources to cite.',
      `Add the footnote [^${key}]: below the text.`,
    ),
  );
  return {
    term: {
      entry,
      places: JSON.stringify(places),
      html,
      links: JSON.stringify(storyLinks),
      images: JSON.stringify(images),
    },
    problems: [...problems, ...found, ...misplaced, ...sourceless],
  };
}
