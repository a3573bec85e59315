import type { FrontMatter } from '../model/article.ts';
import { problem, type Problem } from '../model/problem.ts';
import type { Rendered } from '../markdown/render.ts';
import type { Place } from '../reading/reading.ts';
import { suggest } from '../reading/suggest.ts';

/** Compares the quotes that a story's text places with those that its front matter gives. */
export function checkQuotes(
  file: string,
  front: FrontMatter,
  places: Readonly<Record<string, Place>>,
  uses: Rendered['quotes'],
): Problem[] {
  const given = [
    ...front.tweets.map(({ key }, index) => ({ kind: 'tweet' as const, key, field: `tweets.${index}.key` })),
    ...front.statements.map(({ key }, index) => ({
      kind: 'statement' as const,
      key,
      field: `statements.${index}.key`,
    })),
  ];
  const placed = new Set<string>();
  const problems: Problem[] = [];
  for (const { kind, key, line, column } of uses) {
    const quote = given.find((candidate) => candidate.key === key);
    if (!quote) {
      const near = suggest(
        key,
        given.flatMap((candidate) => candidate.key ?? []),
      );
      const list = kind === 'tweet' ? 'tweets' : 'statements';
      const fix = near ? `Did you mean ${near}?` : `Give it in the front matter under ${list}: with key: ${key}.`;
      problems.push(
        problem(
          'quote-key-missing',
          file,
          { line, column },
          'body',
          `No ${kind} of this story has the key ${key}.`,
          fix,
        ),
      );
    } else if (quote.kind !== kind) {
      problems.push(
        problem(
          'quote-key-missing',
          file,
          { line, column },
          'body',
          `The key ${key} is that of a ${quote.kind}, not of a ${kind}.`,
          `Write ::${quote.kind}{key="${key}"}.`,
        ),
      );
    } else if (placed.has(key)) {
      problems.push(
        problem(
          'quote-placed-twice',
          file,
          { line, column },
          'body',
          `The ${kind} ${key} is placed a second time.`,
          'Remove one of the two lines.',
        ),
      );
    }
    placed.add(key);
  }
  for (const { kind, key, field } of given) {
    if (key === undefined || placed.has(key)) continue;
    const message = `The ${kind} ${key} is not placed in the text; it is shown at the end of the story.`;
    problems.push(
      problem(
        'quote-unplaced',
        file,
        places[field],
        field,
        message,
        `Put ::${kind}{key="${key}"} on a line of its own where it belongs.`,
      ),
    );
  }
  return problems;
}
