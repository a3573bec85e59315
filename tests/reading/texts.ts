import type { Problem } from '../../src/model/problem.ts';

/** Gives a text as the bytes of a file in UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Gives a story file with its required fields, a source, and further lines of front matter. */
export function story(...lines: string[]): Uint8Array {
  return bytesOf(
    ['---', 'title: T', 'date: 2020-01-05', 'sources: [{ title: S }]', ...lines, '---', 'Body.', ''].join('\n'),
  );
}

/** Gives problems as `check` prints them, one a line. */
export function lines(problems: readonly Problem[]): string {
  return problems
    .map(({ file, line, column, code, field, message, fix }) =>
      [`${file}:${line}:${column}  ${code}  ${field}`.trimEnd(), `  ${message}`, `  ${fix}`].join('\n'),
    )
    .join('\n');
}
