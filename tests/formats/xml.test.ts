import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { toXmlText } from '../../src/formats/xml.ts';
import { HOSTILE } from './hostile.ts';
import { isWellFormed } from './well-formed.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
});

describe('toXmlText', () => {
  it('escapes markup and leaves out what XML forbids', () => {
    expect(HOSTILE.filter((text) => !text.includes('\u2028')).map(toXmlText)).toMatchInlineSnapshot(`
      [
        "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
        "&lt;!--&lt;script&gt;",
        "]]&gt;",
        "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;",
        "&apos; onmouseover=&apos;x",
        "abcd",
        "",
        " alone ",
        "🇮🇳 👩‍👩‍👧 ﷽",
        "&amp;amp; &amp;lt; &amp;#0;",
        "‮desrever",
      ]
    `);
  });

  it('keeps emoji, tabs and line breaks', () => {
    expect(toXmlText('a\tb\r\nc 👩‍👩‍👧')).toBe('a\tb\r\nc 👩‍👩‍👧');
    expect(toXmlText('\u2028')).toBe('\u2028');
  });

  it('gives well-formed XML for any text, in an element and in an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = `<a b="${toXmlText(text)}">${toXmlText(text)}</a>`;
        expect(isWellFormed(xml)).toBe(true);
        for (const forbidden of ['\u0000', '\u0008', '\u000B', '\u001F', '\uFFFE', '\uFFFF'])
          expect(xml).not.toContain(forbidden);
      }),
    );
  });

  it('gives back every printable text after parsing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const parsed = parser.parse(`<a>${toXmlText(text)}</a>`) as { a: string };
        expect(parsed.a).toBe(text);
      }),
    );
  });
});
