import { readFileSync } from 'node:fs';

const CHANGING = /^(?:open|writeFile|fsync|rename|link|unlink|mkdir|rm|rmdir|symlink|copyFile)/u;

/**
 * Numbers of calls at which to break a build off, out of the trace of one: first where the kind of call or of file changes, as evenly spread as
 * `count` allows, then any. `reads` says whether calls that only read count too.
 */
export function pointsOf(trace: string, count: number, { reads }: { readonly reads: boolean }): number[] {
  const calls = callsOf(trace).filter(({ name }) => reads || CHANGING.test(name));
  const isBorder = (index: number) =>
    calls[index]?.kind !== calls[index - 1]?.kind || calls[index]?.kind !== calls[index + 1]?.kind;
  const borders = calls.filter((_call, index) => isBorder(index));
  const others = calls.filter((_call, index) => !isBorder(index));
  const chosen = [...spread(borders, count), ...spread(others, count - borders.length)];
  return chosen.map(({ at }) => at);
}

interface Call {
  readonly at: number;
  readonly name: string;
  readonly kind: string;
}

function callsOf(trace: string): Call[] {
  const lines = readFileSync(trace, 'utf8').trimEnd().split('\n');
  return lines
    .map((line): Call => {
      const [at, name = '', ...path] = line.split(' ');
      return { at: Number(at), name, kind: `${name} ${roleOf(path.join(' '))}` };
    })
    .sort((one, other) => one.at - other.at);
}

/** What a file is for a build: pages are all alike, and so are stories. */
function roleOf(path: string): string {
  return /(?:out|cache)\/[^/]+/u.exec(path)?.[0] ?? 'content';
}

/** One of each of so many equal parts of a list; all of a short one. */
function spread<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  const parts = Array.from({ length: Math.max(0, count) }, (_, part) => part);
  return parts.flatMap((part) => list.slice(Math.floor(((part + Math.random()) * list.length) / count)).slice(0, 1));
}
