import { renderMarkdown, type Rendered } from '../../src/markdown/render.ts';

/** Renders a body that begins on line 20 of a story of 5 January 2020. */
export function render(markdown: string): Rendered {
  return renderMarkdown(markdown, { file: 'articles/2020/01/05-call.md', bodyLine: 20 });
}

/** The problems of a body, one a line, as `line:column code message`. */
export function problemsOf(markdown: string): string {
  return render(markdown)
    .problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)
    .join('\n');
}
