import type { FrontMatter } from '../model/article.ts';
import { problem, type Problem } from '../model/problem.ts';
import type { Rendered } from '../markdown/render.ts';
import type { Place } from '../reading/reading.ts';
import { suggest } from '../reading/suggest.ts';
import { type ThreadPost, threadsOf } from './threads.ts';

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
  const joined = joinedWith(placed, front.tweets);
  for (const { kind, key, field } of given) {
    if (key === undefined || placed.has(key) || joined.has(field)) continue;
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

/** Lists the fields of posts that stand with one that the text places: in its thread, or within it. */
function joinedWith(placed: ReadonlySet<string>, posts: FrontMatter['tweets']): Set<string> {
  const indexOf = (target: string | undefined) => {
    const index = posts.findIndex(({ key, url }) => target !== undefined && (key === target || url === target));
    return index < 0 ? undefined : index;
  };
  const linked = posts.map(({ quoted, replyTo }) => ({ quoted: indexOf(quoted), replyTo: indexOf(replyTo) }));
  const runs = posts.flatMap(({ key }, index) => (key !== undefined && placed.has(key) ? [[index]] : []));
  const fields = new Set<string>();
  const add = ({ index, quoted }: ThreadPost) => {
    fields.add(`tweets.${index}.key`);
    if (quoted) add(quoted);
  };
  for (const { posts: together, isPlaced } of threadsOf(linked, runs)) if (isPlaced) together.forEach(add);
  return fields;
}
