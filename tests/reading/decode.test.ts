import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, forbiddenCharacter, MAX_BYTES } from '../../src/reading/decode.ts';
import { bytesOf, lines } from './texts.ts';

const read = (bytes: Uint8Array) => decodeText(bytes, 'a.md');

describe('decodeText', () => {
  it('strips one byte-order mark and gives every newline as LF', () => {
    expect(read(bytesOf('\uFEFFone\r\ntwo\rthree\n'))).toEqual({ text: 'one\ntwo\nthree\n', problems: [] });
  });

  it('strips no second byte-order mark', () => {
    expect(read(bytesOf('\uFEFF\uFEFFa')).text).toBe('\uFEFFa');
  });

  it('keeps every script, emoji, isolates and direction marks', () => {
    const text = 'नमस्ते 你好 سلام 👩‍👩‍👧 \u2066אב\u2069 \u200Fא\u200E e\u0301 \uFFFD \u2028';
    expect(read(bytesOf(text))).toEqual({ text, problems: [] });
  });

  it('refuses UTF-16 of either order', () => {
    for (const mark of [
      [0xff, 0xfe],
      [0xfe, 0xff],
    ]) {
      const { text, problems } = read(Uint8Array.from([...mark, 0x2d, 0]));
      expect(text).toBeUndefined();
      expect(lines(problems)).toMatchInlineSnapshot(`
        "a.md:1:1  encoding
          The file is saved as UTF-16, not as UTF-8.
          Save the file as UTF-8 in your editor."
      `);
    }
  });

  it('names the first byte that is not UTF-8, after characters that are genuinely U+FFFD', () => {
    const bytes = Uint8Array.from([...bytesOf('\uFFFDé\r\n\uFFFDcaf'), 0xe9, 0x0a, 0xff]);
    const { text, problems } = read(bytes);
    expect(text).toBeUndefined();
    expect(lines(problems)).toMatchInlineSnapshot(`
      "a.md:2:5  encoding
        The byte E9 is not UTF-8; the file may be saved as Windows-1252 or another encoding.
        Save the file as UTF-8 in your editor."
    `);
  });

  it('finds a character cut off at the end of the file', () => {
    const [problem] = read(Uint8Array.from([0x61, 0x0a, 0xe2, 0x82])).problems;
    expect(problem).toMatchObject({ code: 'encoding', line: 2, column: 1 });
  });

  it('refuses a file above 2 MiB and takes one of exactly 2 MiB', () => {
    expect(read(new Uint8Array(MAX_BYTES).fill(0x61)).problems).toEqual([]);
    const { text, problems } = read(new Uint8Array(MAX_BYTES + 1).fill(0x61));
    expect(text).toBeUndefined();
    expect(lines(problems)).toMatchInlineSnapshot(`
      "a.md:1:1  file-too-large
        The file has 2,097,153 bytes; a text file may have 2,097,152 (2 MiB).
        Split it into several stories, or shorten it."
    `);
  });

  it('reports at most three control characters, and holds them back from whoever reads on', () => {
    const { text, problems } = read(bytesOf('a\0b\nc\u202Ed\u0085\u0007e'));
    expect(text).toBe('a\uFFFDb\nc\uFFFDd\uFFFD\uFFFDe');
    expect(lines(problems)).toMatchInlineSnapshot(`
      "a.md:1:2  control-character
        The character U+0000 (NUL) stands in the text.
        Delete the character; it is invisible, so delete and retype the words around it if need be.
      a.md:2:2  control-character
        The character U+202E, which changes the direction of the text around it, stands in the text.
        Delete the character; it is invisible, so delete and retype the words around it if need be.
      a.md:2:4  control-character
        The control character U+0085 stands in the text.
        Delete the character; it is invisible, so delete and retype the words around it if need be."
    `);
  });

  it.each([
    ...Array.from(
      '\u0000\u0008\u000B\u000C\u001B\u001F\u007F\u0080\u0085\u009F\u202A\u202B\u202C\u202D\u202E\uFFFE\uFFFF',
    ),
  ])('refuses %j', (character) => {
    expect(read(bytesOf(`ab${character}`)).problems).toMatchObject([
      { code: 'control-character', line: 1, column: 3, severity: 'error' },
    ]);
  });

  it('never throws, and gives places within the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { problems } = read(bytes);
        const count = new TextDecoder().decode(bytes).split(/\r\n?|\n/u).length;
        for (const { line, column } of problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(count);
          expect(column).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('gives back any honest text unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(forbiddenCharacter(text) === undefined && !text.includes('\r') && !text.startsWith('\uFEFF'));
        expect(read(bytesOf(text))).toEqual({ text, problems: [] });
      }),
    );
  });
});

describe('forbiddenCharacter', () => {
  it('finds halves of characters, which only an escape can bring in', () => {
    expect(forbiddenCharacter('a\uD800b')).toBe('Half of a character (U+D800)');
    expect(forbiddenCharacter('\u{1F600}')).toBeUndefined();
  });
});
