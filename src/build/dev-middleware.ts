import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MiddlewareHandler } from 'astro';
import type { Problem } from '../model/problem.ts';
import { currentSession } from './session.ts';

/** While the content has errors, every page of the dev server shows the first, at its place in the file. */
export const onRequest: MiddlewareHandler = ({ url }, next) => {
  const session = currentSession();
  // Browsers ask for an icon after the page, which says nothing about the page.
  if (url.pathname.endsWith('/')) session.drawnAt = performance.now();
  const { found, contentDir } = session;
  const errors = found?.problems.filter(({ severity }) => severity === 'error') ?? [];
  const [first] = errors;
  if (first) throw new ContentError(first, errors.length - 1, contentDir);
  return next();
};

/** An error in the form that Astro's overlay draws: the place in the file, its text, and a hint. */
class ContentError extends Error {
  override readonly name = 'Problem in the content';
  readonly loc: { file: string; line: number; column: number };
  readonly hint: string;
  readonly frame: string;
  readonly fullCode: string;

  constructor({ file, line, column, code, message, fix }: Problem, more: number, contentDir: string) {
    super(`${file}:${line}:${column}  ${code}  ${message}`);
    const path = join(contentDir, file);
    this.loc = { file: path, line, column };
    this.hint = more > 0 ? `${fix} (${more} more: run dateline check)` : fix;
    this.fullCode = readText(path);
    this.frame = this.fullCode
      .split('\n')
      .slice(Math.max(0, line - 3), line + 2)
      .join('\n');
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return `This file cannot be shown: ${String(error)}`;
  }
}
