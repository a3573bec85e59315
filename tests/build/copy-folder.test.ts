import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ChecksumList } from '../../src/build/checksum-list.ts';
import { checkFolder } from '../../src/build/copy-folder.ts';
import type { Difference } from '../../src/build/difference.ts';
import { makeFolder, writeFiles } from '../content-folder.ts';

const lineOf = (path: string, contents = path) => `${hash('sha256', contents, 'hex')}  ${path}\n`;

/** Checks a folder against a list that lies in it, and tells what was found. */
async function check(folder: string, lines: string | Uint8Array, name = 'SHA256SUMS') {
  const listFile = join(folder, name);
  writeFileSync(listFile, lines);
  const found: Difference[] = [];
  const report = (difference: Difference) => void found.push(difference);
  const list = await ChecksumList.read(listFile, 'list', report);
  try {
    const totals = await checkFolder(folder, { list, listFile, report, onProgress: () => undefined });
    const told = found.map(
      ({ code, path, line, column }) => `${code} ${path}${line === undefined ? '' : `:${line}:${column}`}`,
    );
    return { totals, told, found };
  } finally {
    list.close();
  }
}

/** Makes a folder of files that hold their own paths. */
function makeCopy(...paths: readonly string[]): string {
  const folder = makeFolder();
  writeFiles(folder, Object.fromEntries(paths.map((path) => [path, path])));
  return folder;
}

describe('a folder that is a copy', () => {
  it('is the same where every file has its bytes, whatever the order of the list', async () => {
    const paths = ['index.html', '2020/01/index.html', '2020-01.txt', '.well-known/a', 'ünï/😀.html'];
    const { totals, told } = await check(makeCopy(...paths), paths.map((path) => lineOf(path)).join(''));
    expect({ totals, told }).toMatchObject({ totals: { listed: 5, same: 5, extra: 0, damaged: 0 }, told: [] });
  });

  it('is told of what changed, is missing or extra, in the order of paths, and the sum is right', async () => {
    const folder = makeCopy('a.html', 'b/c.html', 'b/d.html', 'e.html', 'empty/.keep');
    const { totals, told, found } = await check(
      folder,
      [lineOf('a.html'), lineOf('b/c.html', 'other'), lineOf('b/x.html'), lineOf('e.html'), lineOf('z.html')].join(''),
    );
    expect(told).toEqual([
      'copy-changed b/c.html',
      'copy-extra b/d.html',
      'copy-extra empty/.keep',
      'copy-missing b/x.html',
      'copy-missing z.html',
    ]);
    expect(totals).toEqual({
      listed: 5,
      same: 2,
      changed: 1,
      missing: 2,
      unreachable: 0,
      links: 0,
      extra: 2,
      damaged: 0,
    });
    for (const { message, fix } of found) for (const text of [message, fix]) expect(text).toMatch(/^[A-Z].*\.$/u);
  });

  it('has its list nowhere among its files, unless the list names itself', async () => {
    const folder = makeCopy('a.html');
    expect((await check(folder, lineOf('a.html'), 'mine.txt')).told).toEqual([]);
    expect((await check(folder, lineOf('a.html'))).told).toEqual(['copy-extra mine.txt']);
    expect((await check(folder, lineOf('a.html') + lineOf('SHA256SUMS') + lineOf('mine.txt'))).told).toEqual([
      'copy-changed SHA256SUMS',
      'copy-changed mine.txt',
    ]);
  });

  it('has symbolic links reported and not followed, to files and to folders', async () => {
    const [folder, elsewhere] = [makeCopy('a.html'), makeCopy('c.html', 'd.html')];
    symlinkSync(join(folder, 'a.html'), join(folder, 'b.html'));
    symlinkSync(elsewhere, join(folder, 'f'));
    symlinkSync('/nowhere', join(folder, 'g'));
    const { totals, told } = await check(
      folder,
      [lineOf('a.html'), lineOf('b.html', 'a.html'), lineOf('f/c.html', 'c.html')].join(''),
    );
    expect(told).toEqual(['copy-link b.html', 'copy-link f', 'copy-link g', 'copy-link f/c.html']);
    expect(totals).toMatchObject({ listed: 3, same: 1, links: 2, extra: 2 });
  });

  it('has folders in the place of files told as missing, and files larger than a chunk read whole', async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'a.html'));
    const large = 'x'.repeat(200_000);
    writeFiles(folder, { large, other: `${large}y` });
    const { told } = await check(folder, [lineOf('a.html'), lineOf('large', large), lineOf('other', large)].join(''));
    expect(told).toEqual(['copy-changed other', 'copy-missing a.html']);
  });

  it.skipIf(process.getuid?.() === 0)('has what cannot be read told as that', async () => {
    const folder = makeCopy('a.html', 'b/c.html');
    chmodSync(join(folder, 'a.html'), 0);
    chmodSync(join(folder, 'b'), 0);
    try {
      const { totals, told } = await check(folder, lineOf('a.html') + lineOf('b/c.html'));
      expect(told).toEqual(['copy-unreachable a.html', 'copy-unreachable b', 'copy-unreachable b/c.html']);
      expect(totals).toMatchObject({ listed: 2, same: 0, unreachable: 2, extra: 1 });
    } finally {
      chmodSync(join(folder, 'b'), 0o755);
    }
  });

  it('is checked by the sound lines of a list, and each that is not is told at its place', async () => {
    const folder = makeCopy('a.html', 'b.html');
    const lines: (string | Uint8Array)[] = [
      '# comment\n',
      '\n',
      'not a line\n',
      lineOf('a.html').replace('\n', '\r\n'),
      lineOf('../outside.html'),
      lineOf('a.html'),
      Buffer.concat([Buffer.from(lineOf('caf').slice(0, -1)), Buffer.from([0xe9, 0x0a])]),
      `${'0'.repeat(100_000)}\n`,
      lineOf('b.html').trimEnd(),
    ];
    const { totals, told } = await check(folder, Buffer.concat(lines.map((line) => Buffer.from(line))));
    expect(told).toEqual([
      'checksum-line list:3:1',
      'checksum-path list:5:67',
      'checksum-line list:6:67',
      'checksum-line list:7:70',
      'checksum-line list:8:16384',
    ]);
    expect(totals).toMatchObject({ listed: 2, same: 2 });
  });

  it.each(['', '# nothing\n\n'])('cannot be checked by a list without files, which is told: %j', async (lines) => {
    expect((await check(makeFolder(), lines)).told).toEqual(['checksum-line list:1:1']);
  });

  it('is checked in whole and in order where the list has more files than memory should hold', async () => {
    const paths = Array.from({ length: 12_000 }, (_, index) => `${index % 40}/${index}.html`);
    const here = paths.filter((_, index) => index % 100 === 0);
    const { totals, found } = await check(makeCopy(...here), paths.map((path) => lineOf(path)).join(''));
    expect(found.map(({ path }) => path)).toEqual(paths.filter((path) => !here.includes(path)).sort());
    expect(totals).toMatchObject({ listed: 12_000, same: 120, missing: 11_880 });
  });
});
