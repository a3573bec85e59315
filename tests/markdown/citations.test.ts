import { describe, expect, it } from 'vitest';
import { problemsOf, render } from './rendering.ts';

/** A text's citations as `key line:column`. */
const cited = (markdown: string) =>
  render(markdown).citations.map(({ key, line, column }) => `${key} ${line}:${column}`);

const MARKER = '<dateline-cite data-key="wire"></dateline-cite>';

describe('a footnote reference without a footnote', () => {
  it('becomes a marker, and is collected with its place', () => {
    const { html, text, citations, problems } = render('He was concerned.[^wire] Talks\nwent on.[^mea-1][^wire]\n');
    expect(html).toMatchInlineSnapshot(`
      "<p>He was concerned.<dateline-cite data-key="wire"></dateline-cite> Talks
      went on.<dateline-cite data-key="mea-1"></dateline-cite><dateline-cite data-key="wire"></dateline-cite></p>"
    `);
    expect(text).toBe('He was concerned. Talks went on.');
    expect(citations).toEqual([
      { key: 'wire', line: 20, column: 18 },
      { key: 'mea-1', line: 21, column: 9 },
      { key: 'wire', line: 21, column: 17 },
    ]);
    expect(problems).toEqual([]);
  });

  it('stands wherever words do', () => {
    const markdown =
      '# Heading[^a]\n\n> Quoted[^b]\n> on[^c]\n\n- one *two[^d]*\n\n| a[^e] | b |\n|---|---|\n| c | d[^f] |\n\nA note.[^n]\n\n[^n]: As said[^g]\n\n    and[^h]\n';
    expect(cited(markdown)).toEqual([
      'a 20:10',
      'b 22:9',
      'c 23:5',
      'd 25:11',
      'e 27:4',
      'f 29:8',
      'g 33:14',
      'h 35:8',
    ]);
    expect(render(markdown).headings[0]).toMatchObject({ id: 'heading', text: 'Heading' });
  });

  it('is a footnote where it has one, and counts for none where not', () => {
    const { html, citations } = render('One[^wire] two[^n] three[^x]\n\n[^n]: A note\n\n[^X]: Another\n');
    expect(citations.map(({ key }) => key)).toEqual(['wire']);
    expect(html).toContain(`One${MARKER} two<sup><a href="#note.fn-1"`);
    expect(html).toContain('three<sup><a href="#note.fn-2"');
  });

  it.each([
    ['`[^wire]`'],
    ['    [^wire]'],
    ['```\n[^wire]\n```'],
    [String.raw`\[^wire]`],
    ['&#91;^wire]'],
    ['[^wi re]'],
    ['[^wi\nre]'],
    ['[^]'],
    ['[wire]'],
    ['<abbr title="[^wire]">b</abbr>'],
    ['![^wire](media/a.jpg)'],
    [`[^${'a'.repeat(101)}]`],
  ])('is none in %j', (markdown) => {
    expect(cited(markdown)).toEqual([]);
    expect(problemsOf(markdown)).toBe('');
  });

  it('may follow an exclamation mark, which begins no picture then', () => {
    const { html } = render('He refused![^wire] Twice![^wire][^wire]');
    expect(html).toBe(`<p>He refused!${MARKER} Twice!${MARKER}${MARKER}</p>`);
    expect(cited('He refused![^wire]')).toEqual(['wire 20:12']);
  });

  it('stands behind a link in whose words it was written, in Markdown and in HTML', () => {
    expect(render('[The *text[^wire]*](https://example.org/)').html).toMatchInlineSnapshot(
      `"<p><a href="https://example.org/" rel="external" class="external">The <em>text</em></a><dateline-cite data-key="wire"></dateline-cite></p>"`,
    );
    expect(render('<a href="https://example.org/">The[^wire] text</a>').html).toMatchInlineSnapshot(
      `"<p><a href="https://example.org/" rel="external" class="external">The text</a><dateline-cite data-key="wire"></dateline-cite></p>"`,
    );
  });

  it('with a label that no key can be is told where it stands, with what to write', () => {
    const { problems, html } = render('A.\n\n> The class [^é.] of letters.');
    expect(problems.map(({ line, column, code, message, fix }) => `${line}:${column} ${code} ${message} ${fix}`))
      .toMatchInlineSnapshot(`
      [
        "22:13 source-key-missing [^é.] is no footnote of this text, and no source can have that key. Add the footnote below the text, or write \\[^é.] if these characters are meant.",
      ]
    `);
    expect(html).toContain('[^é.]');
  });

  it('cannot be smuggled in as HTML', () => {
    expect(render('<dateline-cite data-key="wire"></dateline-cite>').html).not.toContain('dateline-cite');
  });

  it('takes bounded time, however often it stands', { timeout: 60_000 }, () => {
    expect(problemsOf('[^a]'.repeat(400_000))).toContain('markdown-too-deep');
    expect(problemsOf(`${'[^'.repeat(400_000)}]`)).not.toContain('source-key-missing');
  });
});
