import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from './rendering.ts';
import { elementsOf, expectHarmless, parseHtml } from './safety.ts';
import { toPlainText } from '../../src/markdown/plain-text.ts';

const PIECES = [
  ...[
    '*',
    '**',
    '_',
    '~~',
    '`',
    '```',
    '[',
    '](',
    ')',
    '![',
    '<',
    '>',
    '</',
    '/>',
    '"',
    "'",
    '=',
    '\\',
    '|',
    '|-|',
    '\n',
    '\n\n',
    '    ',
  ],
  ...[
    '- ',
    '1. ',
    '# ',
    '> ',
    '---',
    '[^a]',
    '[^a]: ',
    '[^wire]',
    '![^wire]',
    '[r]: ',
    '[r]',
    '::tweet',
    '{key="call"}',
    ':::',
    '&amp;',
    '&#x3c;',
    '<!--',
    '-->',
  ],
  ...[
    '<script>',
    '</script>',
    '<div>',
    '</div>',
    '<b>',
    '</b>',
    '<p>',
    '<table>',
    '<tr>',
    '<td>',
    '<a href="',
    '<img src=',
    ' onerror=x',
    '<svg>',
    '<li>',
  ],
  ...[
    'javascript:',
    'https://example.org',
    '08-x.md',
    'media/x.jpg',
    'word',
    'Name',
    'é',
    '🎉',
    '\u202E',
    '\0',
    '\uD800',
    ' ',
  ],
];

const markdown = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
);

describe('any text', () => {
  it('is rendered without throwing, harmlessly, and the same twice', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const rendered = render(text);
        expectHarmless(rendered.html);
        expect(render(text)).toEqual(rendered);
      }),
      { numRuns: 1_500 },
    );
  });

  it('offers names in plain text only, outside links, headings, quotations and code', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { html, nameRuns } = render(text);
        let last = 0;
        let marked = '';
        for (const [begin, end] of nameRuns) {
          expect(html.slice(begin, end)).toMatch(/^[^<>]*\p{L}[^<>]*$/u);
          expect(begin).toBeGreaterThanOrEqual(last);
          marked += `${html.slice(last, begin)}<mark>${html.slice(begin, end)}</mark>`;
          last = end;
        }
        marked += html.slice(last);
        // Marking the runs changes neither the words nor what stands around them.
        expect(toPlainText(parseHtml(marked))).toBe(toPlainText(parseHtml(html)));
        expect(marked).not.toMatch(/<(a|h[1-6]|code|q)\b[^>]*><mark>/u);
        expect(elementsOf(marked).filter(({ tagName }) => tagName === 'mark').length).toBeGreaterThanOrEqual(
          nameRuns.length,
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives ids that are unique and that hold a dot only where we put it', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { html, headings } = render(`${text}\n\n## ${text}`);
        const ids = elementsOf(html).flatMap(({ properties }) =>
          typeof properties['id'] === 'string' ? [properties['id']] : [],
        );
        expect(new Set(ids).size).toBe(ids.length);
        for (const { id } of headings) expect(id).not.toMatch(/^$|[.\s"<>]|^main$/u);
      }),
      { numRuns: 500 },
    );
  });

  it('has its problems in the file, in order', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { problems } = render(text);
        const lines = text.split(/\r\n?|\n/u).length;
        for (const { line, column, file } of problems) {
          expect(file).toBe('articles/2020/01/05-call.md');
          expect(line).toBeGreaterThanOrEqual(20);
          expect(line).toBeLessThan(20 + lines);
          expect(column).toBeGreaterThanOrEqual(1);
        }
        expect(problems.map(({ line }) => line)).toEqual(
          problems.map(({ line }) => line).toSorted((one, other) => one - other),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is rendered the same with and without a table after it', () => {
    const block = fc.constantFrom(
      ...['Words\nand words', 'Setext\n===', 'Another\n---', '***', '* one\n* two\n\n  three', '1. one\n   1. two'],
      ...[
        '> quoted\nlazily\n\n> - more',
        '    code',
        '~~~\ncode\n~~~',
        '`code` *em* **strong** ~~gone~~',
        '<b>raw</b>',
      ],
      ...[
        'A note.[^n]',
        '[^n]: The note\n    - with a list',
        '[a](https://a.example/ "t")',
        '::tweet{key="a"}',
        'a\\\nb  \nc',
      ],
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
        const text = blocks.join('\n\n');
        const apart = render(`${text}\n\nEnd.\n`);
        const beside = render(`${text}\n\nEnd.\n\n| TABLE |\n| --- |\n`);
        expect(apart.html).not.toContain('TABLE');
        expect(beside.html.replace(/\n?<div[^>]*><table>.*<\/table><\/div>/su, '')).toBe(apart.html);
      }),
      { numRuns: 300 },
    );
  });
});
