import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChecksumLine, toChecksumLine } from '../../src/formats/checksums.ts';
import { makeFolder, writeFiles } from '../content-folder.ts';
import { checkWithCoreutils } from '../site/coreutils.ts';

const SUM = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('a line of checksums', () => {
  it.each([
    ['2020/01/05/index.html', `${SUM}  2020/01/05/index.html\n`],
    [' two  blanks ', `${SUM}   two  blanks \n`],
    ['*star', `${SUM}  *star\n`],
    ['a\\b', `\\${SUM}  a\\\\b\n`],
    ['a\nb\r', `\\${SUM}  a\\nb\\r\n`],
    ['\\n', `\\${SUM}  \\\\n\n`],
  ])('is written as coreutils does: %j', (path, line) => {
    expect(toChecksumLine({ path, sha256: SUM })).toBe(line);
  });

  it('is read as it was written, whatever characters the path has', () => {
    const part = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\\', '\n', '\r', 'n', 'r', '"', '#', ' ', '😀'),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
      minLength: 1,
    });
    const isName = (name: string) => !/^\.{1,2}$|^[a-z]:|^\\|[/\0]/iu.test(name) && !name.split('\\').includes('..');
    const path = fc.array(part.filter(isName), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(path, (written) => {
        const line = toChecksumLine({ path: written, sha256: SUM });
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(parseChecksumLine(line.slice(0, -1))).toEqual({ path: written, sha256: SUM });
      }),
    );
  });

  it.each([
    [`${SUM} *index.html`, 'index.html'],
    [`${SUM.toUpperCase()}  ./2020/index.html`, '2020/index.html'],
    [`${SUM}  a\\n`, 'a\\n'],
  ])('may have other forms of that tool: %j', (line, path) => {
    expect(parseChecksumLine(line)).toEqual({ path, sha256: SUM });
  });

  it.each(['', '# a comment', `#${SUM}  a`])('may be nothing: %j', (line) => {
    expect(parseChecksumLine(line)).toBeUndefined();
  });

  it.each([
    ['abc  index.html', 4, 'checksum-line'],
    [`${SUM.slice(1)}g  index.html`, 64, 'checksum-line'],
    [`${SUM}0  index.html`, 65, 'checksum-line'],
    [`${SUM} index.html`, 65, 'checksum-line'],
    [`${SUM}\tindex.html`, 65, 'checksum-line'],
    [`${SUM}  `, 67, 'checksum-line'],
    [`${SUM}  2020/`, 67, 'checksum-line'],
    [`${SUM}  2020//index.html`, 67, 'checksum-line'],
    [`${SUM}  2020/./index.html`, 67, 'checksum-line'],
    [`\\${SUM}  a\\\\b\\t`, 72, 'checksum-line'],
    [`\\${SUM}  a\\`, 69, 'checksum-line'],
    [`SHA256 (index.html) = ${SUM}`, 1, 'checksum-line'],
    [`${SUM}  ../index.html`, 67, 'checksum-path'],
    [`${SUM}  ./../index.html`, 67, 'checksum-path'],
    [`${SUM}  2020/../../etc/passwd`, 67, 'checksum-path'],
    [`${SUM}  /etc/passwd`, 67, 'checksum-path'],
    [`${SUM}  C:\\Windows\\win.ini`, 67, 'checksum-path'],
    [`${SUM}  c:/x`, 67, 'checksum-path'],
    [`${SUM}  \\\\host\\share`, 67, 'checksum-path'],
    [`\\${SUM}  ..\\\\x`, 68, 'checksum-path'],
  ])('is refused with its column: %j', (line, column, code) => {
    expect(parseChecksumLine(line)).toEqual({ column, code, message: expect.stringMatching(/^\S.*\.$/u) as string });
  });

  it('is read by sha256sum itself, where there is one', () => {
    const folder = makeFolder();
    const names = ['plain.html', 'back\\slash', 'line\nbreak', 'return\rx', ' blank ', '*star', '#hash', 'नमस्ते', '😀'];
    writeFiles(folder, Object.fromEntries(names.map((name) => [name, name])));
    const lines = names.map((path) => toChecksumLine({ path, sha256: hash('sha256', path, 'hex') }));
    writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
    expect(checkWithCoreutils(folder)).toBe('');
    writeFileSync(join(folder, 'plain.html'), 'other');
    expect(['', 'plain.html: FAILED\n']).toContain(checkWithCoreutils(folder).replace(/^sha256sum: WARNING.*\n/mu, ''));
  });
});
