/** Runs the commands that print JSON, each with an index of its own, and reads what they print. */
import type { Ledger } from '../../src/archive/ledger.ts';
import type { Problem, ProblemCode } from '../../src/model/problem.ts';
import { dateline } from '../command-line.ts';
import { makeFolder } from '../content-folder.ts';

/** What `check --json` printed, and its exit code. */
interface Checked {
  readonly code: number | null;
  readonly problems: readonly Problem[];
  /** Null where the stories were not read. */
  readonly ledger: Ledger | null;
}

/** What `build --json` printed, its exit code, and what it said on standard error. */
interface Built extends Checked {
  readonly stderr: string;
  readonly pages: { readonly total: number; readonly rendered: number; readonly removed: number };
  readonly seconds: number;
  readonly outputs: readonly string[];
  /** Why the page of `--explain` was drawn or kept. */
  readonly explained?: { readonly address: string; readonly reason: string };
}

/** Runs `check --json` on a content folder. Throws when it prints anything else or says anything on standard error. */
export async function check(content: string, ...args: readonly string[]): Promise<Checked> {
  const { code, stdout, stderr } = await dateline(
    'check',
    '--json',
    '--content',
    content,
    '--cache',
    makeFolder(),
    ...args,
  );
  if (stderr !== '') throw new Error(`check said on standard error: ${stderr}`);
  return { code, ...(JSON.parse(stdout) as Omit<Checked, 'code'>) };
}

/** Runs `build --json` of a content folder. Throws when it prints anything else on standard output. */
export async function build(content: string, out: string, cache: string, ...args: readonly string[]): Promise<Built> {
  const { code, stdout, stderr } = await dateline(
    'build',
    '--json',
    '--content',
    content,
    '--out',
    out,
    '--cache',
    cache,
    ...args,
  );
  return { code, stderr, ...(JSON.parse(stdout) as Omit<Built, 'code' | 'stderr'>) };
}

/** Gives each problem as its code, file and place, without the content folder's own path. */
export function told(problems: readonly Problem[], severity?: Problem['severity']): string[] {
  return problems
    .filter((found) => severity === undefined || found.severity === severity)
    .map(({ code, file, line, column, field }) => `${code} ${shortPath(file)}:${line}:${column} ${field}`.trim());
}

/** Gives the problem of a code; of several, the first. Throws when there is none. */
export function only(problems: readonly Problem[], code: ProblemCode): Problem {
  const found = problems.find((one) => one.code === code);
  if (!found) throw new Error(`No ${code} among ${JSON.stringify(problems)}`);
  return { ...found, file: shortPath(found.file) };
}

/** Gives a problem's path below the content folder, which lies in a temporary folder. */
export function shortPath(file: string): string {
  return file.replace(/^.*?dateline-[^/]+\/?/u, '');
}
