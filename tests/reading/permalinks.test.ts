import { describe, expect, it } from 'vitest';
import { readPermalinks } from '../../src/reading/permalinks.ts';
import { bytesOf, lines } from './texts.ts';

const read = (text: string) => readPermalinks(bytesOf(text));
const TIDY = '# Comment\n/2020/01/05/a/\n/2020/01/05/b/ id:b\n';

describe('readPermalinks', () => {
  it('reads addresses with their lines, and comments at the top', () => {
    expect(read(TIDY)).toEqual({
      comments: ['# Comment'],
      permalinks: [
        { address: '/2020/01/05/a/', story: { path: '2020/01/05-a.md' }, line: 2 },
        { address: '/2020/01/05/b/', story: { id: 'b' }, line: 3 },
      ],
      problems: [],
    });
    expect(read('')).toEqual({ comments: [], permalinks: [], problems: [] });
  });

  it.each([
    ['not sorted', '/2020/01/05/b/\n/2020/01/05/a/\n', '2:1'],
    ['with Windows line ends', TIDY.replaceAll('\n', '\r\n'), '1:10'],
    ['without a last line end', TIDY.trimEnd(), '3:1'],
    ['with an empty line', `${TIDY}\n/2020/01/05/c/\n`, '4:1'],
    ['with a space at the end of a line', TIDY.replace('/a/', '/a/ '), '2:15'],
    ['with a comment among addresses', `${TIDY}# Later\n`, '4:1'],
    ['with a line twice', `${TIDY}/2020/01/05/b/ id:b\n`, '4:1'],
  ])('reads one that is %s, and warns once', (_what, text, place) => {
    const { permalinks, problems } = read(text);
    expect(permalinks.length).toBeGreaterThanOrEqual(2);
    expect(problems.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([`permalink-order ${place}`]);
  });

  it('tells of each line that it cannot read, at its place, and reads the others', () => {
    const { permalinks, problems } = read(
      '/2020/01/05/a/\n<<<<<<< ours\n/2020/01/05/b/ id:b\n/2020/01/05/b/ id:c\n/2020/01/05/c/ \u0007id:c\n/2020/01/05/d/ here\n',
    );
    expect(permalinks.map(({ address }) => address)).toEqual(['/2020/01/05/a/', '/2020/01/05/b/']);
    expect(lines(problems)).toMatchInlineSnapshot(`
      "permalinks.txt:5:16  control-character
        The control character U+0007 stands in the text.
        Delete the character; it is invisible, so delete and retype the words around it if need be.
      permalinks.txt:2:1  permalink-line
        <<<<<<< is not the address of a story, /YYYY/MM/DD/SLUG/.
        Correct the line, or take it back from an earlier version.
      permalinks.txt:4:1  permalink-line
        /2020/01/05/b/ stands on line 3 too, and there it says something else.
        Keep the right one of the two.
      permalinks.txt:6:16  permalink-line
        here is neither id: with an id, nor the path of a story below articles/, nor a seal.
        Correct the line, or take it back from an earlier version."
    `);
    expect(lines(readPermalinks(new Uint8Array([0x2f, 0xff])).problems)).toMatchInlineSnapshot(`
      "permalinks.txt:1:2  encoding
        The byte FF is not UTF-8; the file may be saved as Windows-1252 or another encoding.
        Save the file as UTF-8 in your editor."
    `);
  });

  it('tells of the first twenty, and counts the others', () => {
    const { problems } = read('no\n'.repeat(1000));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.message).toBe('980 more lines cannot be read.');
  });
});
