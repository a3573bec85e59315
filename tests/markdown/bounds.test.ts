import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/markdown/render.ts';
import { render } from './rendering.ts';

const MIB = 1024 * 1024;
/** Enough to go past every bound. */
const SIZE = 400_000;
/** A hang guard, not a measurement: each takes a second or two, and took minutes or all memory without the bounds. */
const GUARD = 60_000;

function fill(unit: string, size: number): string {
  return unit.repeat(Math.ceil(size / unit.length));
}

function growing(line: (index: number) => string, size: number): string {
  let text = '';
  for (let index = 0; text.length < size; index += 1) text += line(index);
  return text;
}

const TOO_DEEP: readonly (readonly [string, string])[] = [
  ['2,000 block quotes on a line', '>'.repeat(2_000)],
  ['2 MiB of list markers', fill('- ', 2 * MIB) + 'a'],
  ['lists nested 400 levels deep', growing((index) => `${' '.repeat(2 * index)}- a\n`, 160_000)],
  ['opened emphasis', fill('*a ', SIZE)],
  ['closed emphasis', fill('a* ', SIZE)],
  ['mixed emphasis', fill('*a **b _c ', SIZE / 2) + fill('c_ b** a* ', SIZE / 2)],
  ['one long run of stars', `a${'*'.repeat(20_000)}b${'*'.repeat(20_000)}`],
  ['strikethrough', fill('~~a ', SIZE / 2) + fill('a~~ ', SIZE / 2)],
  ['opened brackets', fill('[', SIZE)],
  ['nested brackets', fill('[', SIZE / 2) + fill(']', SIZE / 2)],
  ['unfinished links', fill('[a](', SIZE)],
  ['unfinished titles', fill('[a](b (x ', SIZE)],
  ['opened pictures', fill('![', SIZE)],
  ['opened tags', fill('<a ', SIZE)],
  ['unfinished comments', `a ${fill('<!--', SIZE)}`],
  ['unfinished declarations', `a ${fill('<?', SIZE / 2)}${fill('<!A ', SIZE / 2)}`],
  ['backticks of growing length', growing((index) => `${'`'.repeat(index + 1)}a`, SIZE)],
  ['a table of many columns', `${fill('|a', SIZE / 2)}|\n${fill('|-', SIZE / 2)}|\n|b|`],
  ['a table whose rows are filled up', `${'|a'.repeat(2_000)}|\n${'|-'.repeat(2_000)}|\n${'|\n'.repeat(10_000)}`],
  ['footnotes', growing((index) => `[^a${index}] `, 60_000) + growing((index) => `\n[^a${index}]: x\n`, 80_000)],
  ['100,000 link definitions', growing((index) => `[a${index}]: x\n`, 1_200_000)],
  ['references that repeat a long address', `[a]: /${'x'.repeat(SIZE)}\n\n${'[a]\n'.repeat(5_000)}`],
  ['underlined headings', fill('a\n-\n', 60_000)],
  ['lazy lines', `> a\n${fill('a\n', 38_000)}`],
  ['many empty block quotes', fill('>\n\n', 50_000)],
  ['2 MiB of line endings', '\r'.repeat(2 * MIB)],
  ['nested elements', fill('<div>', 200_000)],
  ['elements that are opened again in every paragraph', `<p>${fill('<b><i>', 600)}${fill('<p>x</p>', 200_000)}`],
  ['many elements', fill('<p>x</p>', SIZE / 2)],
];

describe('text that could take for ever', () => {
  it.each(TOO_DEEP)('ends in a problem: %s', { timeout: GUARD }, (_, markdown) => {
    const { html, problems } = render(markdown);
    expect(problems.map(({ code, field }) => [code, field])).toEqual([['markdown-too-deep', 'body']]);
    expect(html).toBe('');
  });

  it.each([
    ['2 MiB of prose on one line', fill('The talks went on in the capital. ', 2 * MIB)],
    ['2 MiB of spaces', ' '.repeat(2 * MIB)],
    ['2 MiB of full stops', `a ${'.'.repeat(2 * MIB)}`],
    ['2 MiB of backticks', `a ${'`'.repeat(2 * MIB)}`],
    ['a long attribute', `<p lang="${'x'.repeat(MIB)}">x</p>`],
    ['a long bare address', `http://example.org/${')'.repeat(MIB)}`],
  ])('is rendered when it is only long: %s', { timeout: GUARD }, (_, markdown) => {
    expect(render(markdown).problems.map(({ code }) => code)).not.toContain('markdown-too-deep');
  });

  it('is named with its place in the file', () => {
    expect(render(`One\n\nTwo ${'**a '.repeat(300_000)}`).problems[0]).toMatchObject({
      code: 'markdown-too-deep',
      line: 22,
    });
    expect(render(`One\n\n${'>'.repeat(500)}`).problems[0]).toMatchInlineSnapshot(`
      {
        "code": "markdown-too-deep",
        "column": 101,
        "field": "body",
        "file": "articles/2020/01/05-call.md",
        "fix": "Simplify the text, or split it into several stories.",
        "line": 22,
        "message": "More than 100 block quotes or lists begin on one line.",
        "severity": "error",
      }
    `);
  });

  it('is not taken for a long story with hundreds of links, notes and a long table', { timeout: GUARD }, () => {
    const sentence = (index: number): string =>
      `The minister said on *Sunday* that talks [number ${index}](https://example.org/a/${index}) would **go on** in the capital; see [that day](04-x.md). `;
    let story = '';
    for (let index = 0; index < 900; index += 1) {
      story += index % 4 === 3 ? `${sentence(index)}[^${index}]\n\n[^${index}]: A note.\n\n` : sentence(index);
      if (index % 20 === 0) story += `\n\n## Part ${index}\n\n- one [x](https://example.org/)\n- *two*\n\n`;
    }
    story += `\n| a | b | c | d |\n|---|---|---|---|\n${'| a *b* | [b](https://example.org) | c | d |\n'.repeat(1_000)}\n`;
    story += 'Plain words of one more paragraph. '.repeat(600);
    const { problems, words } = render(story);
    expect(problems).toEqual([]);
    expect(words).toBeGreaterThan(20_000);
  });

  it('gives up for one story only', () => {
    render('>'.repeat(5_000));
    expect(renderMarkdown('Fine.', { file: 'articles/a.md', bodyLine: 1 }).html).toBe('<p>Fine.</p>');
  });
});
