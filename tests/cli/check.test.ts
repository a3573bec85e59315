import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dateline, ROOT, runNode } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { check, only, told } from './commands.ts';

const MAIN = join(ROOT, 'src/cli/main.ts');
const SOURCED = 'sources: [{ title: A wire }]\n';
/** The register of addresses of articles/a.md and articles/b.md. */
const REGISTER = { 'permalinks.txt': '/2020/01/05/a/ a.md\n/2020/01/05/b/ b.md\n' };
const [LINE_A = '', LINE_B = ''] = REGISTER['permalinks.txt'].split(/(?<=\n)/u);

/** Makes a content folder of files and gives its path. */
function content(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = makeFolder();
  writeFiles(folder, files);
  return folder;
}

describe('check', { timeout: 60_000 }, () => {
  it('ends with 0 where nothing is wrong', async () => {
    const folder = content({
      'site.yml': SITE,
      'permalinks.txt': '/2020/01/05/a/\n',
      'articles/2020/01/05-a.md': story(SOURCED),
    });
    expect(await dateline('check', '--content', folder, '--cache', makeFolder())).toEqual({
      code: 0,
      stdout: '0 errors, 0 warnings\n1 read = 1 published + 0 draft + 0 embargoed + 0 withdrawn + 0 failed\n',
      stderr: '',
    });
  });

  it('ends with 0 where there are warnings alone', async () => {
    const { code, problems } = await check(
      content({ 'site.yml': SITE, 'permalinks.txt': LINE_A, 'articles/a.md': story('topics: [Oil]') }),
    );
    expect(code).toBe(0);
    expect(told(problems, 'warning')).toEqual([
      'source-none articles/a.md:1:1 sources',
      'term-unregistered articles/a.md:4:10 topics.0',
    ]);
  });

  it('ends with 1 and names each file as it can be opened from where the command runs', async () => {
    const folder = content({
      'here/site.yml': SITE,
      'here/articles/2020/a.md': story('sumary: x\nsources: [{ title: A }]'),
      'here/articles/b.md': story('topics: [Oil]'),
      'here/permalinks.txt': LINE_B,
      'beside/x': '',
    });
    const told = [
      'articles/2020/a.md:4:1  key-unknown  sumary is not a field that Dateline knows.  Did you mean summary?',
      'articles/b.md:1:1  warning source-none  The story names no source.  Add sources: with what the story rests on.',
      'articles/b.md:4:10  warning term-unregistered  Oil has no entry in topics/.  Add topics/oil.md with name: Oil, or leave it so.',
    ];
    const counts = ['1 error, 2 warnings', '2 read = 1 published + 0 draft + 0 embargoed + 0 withdrawn + 1 failed', ''];
    const rows: [cwd: string, given: string, path: string][] = [
      [folder, 'here', 'here/'],
      [folder, join(folder, 'here'), 'here/'],
      [join(folder, 'here'), '.', ''],
      [join(folder, 'here'), join(folder, 'here'), ''],
      [join(folder, 'beside'), '../here', '../here/'],
      [ROOT, relative(ROOT, join(folder, 'here')), `${relative(ROOT, join(folder, 'here'))}/`],
    ];
    for (const [cwd, given, path] of rows) {
      const { code, stdout, stderr } = await runNode(
        [MAIN, 'check', '--content', given, '--cache', join(folder, 'cache')],
        { cwd },
      );
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(stdout).toBe([...told.map((line) => path + line), ...counts].join('\n'));
    }
  });

  it('prints JSON alone with --json, in the documented shape', async () => {
    const folder = content({ 'c/site.yml': SITE, 'c/articles/a.md': story(`${SOURCED}sumary: x`) });
    const { code, stdout, stderr } = await runNode(
      [MAIN, 'check', '--json', '--content', 'c', '--cache', join(folder, 'cache')],
      { cwd: folder },
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toStrictEqual({
      problems: [
        {
          code: 'key-unknown',
          severity: 'error',
          file: 'c/articles/a.md',
          line: 5,
          column: 1,
          field: 'sumary',
          message: 'sumary is not a field that Dateline knows.',
          fix: 'Did you mean summary?',
        },
      ],
      ledger: { read: 1, published: 0, draft: 0, embargoed: 0, withdrawn: 0, failed: 1 },
    });
  });

  it('counts every story in the ledger, with the clock of --now or SOURCE_DATE_EPOCH for embargoes', async () => {
    const folder = content({
      'site.yml': SITE,
      'articles/a.md': story(''),
      'articles/b.md': story('status: draft'),
      'articles/c.md': story('embargo: 2020-01-06T12:00:00+05:30'),
      'articles/d.md': story('withdrawn: { date: 2020-01-06, reason: It was wrong. }'),
    });
    const before = { read: 4, published: 1, draft: 1, embargoed: 1, withdrawn: 1, failed: 0 };
    const after = { ...before, published: 2, embargoed: 0 };
    expect((await check(folder, '--now', '2020-01-06T12:00:00+06:00')).ledger).toEqual(before);
    expect((await check(folder, '--now', '2020-01-06T06:30:00Z')).ledger).toEqual(after);
    const epoch = (time: string) => ({ SOURCE_DATE_EPOCH: String(Date.parse(time) / 1000) });
    const ledgerAt = async (env: Record<string, string>, ...args: string[]) => {
      const all = [MAIN, 'check', '--json', '--content', folder, '--cache', makeFolder(), ...args];
      return (JSON.parse((await runNode(all, { env })).stdout) as { ledger: unknown }).ledger;
    };
    expect(await ledgerAt(epoch('2020-01-06T06:29:59Z'))).toEqual(before);
    expect(await ledgerAt(epoch('2020-01-06T06:30:00Z'))).toEqual(after);
    expect(await ledgerAt(epoch('2020-01-06T06:30:00Z'), '--now', '2020-01-01T00:00:00Z')).toEqual(before);
  });

  it('follows what changed since it last ran with the same cache', async () => {
    const [folder, cache] = [content({ 'site.yml': SITE, 'articles/a.md': story(SOURCED) }), makeFolder()];
    const again = async () => {
      const { code, stdout } = await dateline('check', '--content', folder, '--cache', cache);
      return `${code} ${stdout.split('\n').at(-2)}`;
    };
    expect(await again()).toBe('0 1 read = 1 published + 0 draft + 0 embargoed + 0 withdrawn + 0 failed');
    writeFiles(folder, { 'articles/b.md': story('date: yesterday') });
    expect(await again()).toBe('1 2 read = 1 published + 0 draft + 0 embargoed + 0 withdrawn + 1 failed');
    writeFiles(folder, { 'articles/b.md': story('status: draft'), 'articles/a.md': null });
    expect(await again()).toBe('0 1 read = 0 published + 1 draft + 0 embargoed + 0 withdrawn + 0 failed');
  });

  it('says in one line that the folder of its index cannot be used', async () => {
    const folder = content({ 'site.yml': SITE, file: '' });
    const { code, stdout, stderr } = await dateline('check', '--content', folder, '--cache', join(folder, 'file'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`The system refused: EEXIST: file already exists, mkdir '${join(folder, 'file')}'.\n`);
    mkdirSync(join(folder, 'cache/index.sqlite'), { recursive: true });
    expect((await dateline('check', '--content', folder, '--cache', join(folder, 'cache'))).stderr).toBe(
      `The system refused: Path is a directory: rm returned EISDIR (is a directory) ${join(folder, 'cache/index.sqlite')}.\n`,
    );
  });
});

describe('bad input', { timeout: 60_000 }, () => {
  it('is told: no content folder', async () => {
    const folder = join(makeFolder(), 'none');
    const { code, problems, ledger } = await check(folder);
    expect({ code, ...ledger }).toMatchObject({ code: 1, read: 0 });
    expect(problems).toHaveLength(1);
    expect(only(problems, 'content-missing')).toMatchObject({
      file: 'none',
      message: `The content folder ${folder} does not exist.`,
      fix: 'Create it with a site.yml and articles/, or name another with --content.',
    });
  });

  it('is told: a file in the place of the content folder', async () => {
    const { code, problems } = await check(join(content({ file: 'x' }), 'file'));
    expect(code).toBe(1);
    expect(only(problems, 'content-missing').message).toMatch(/^The content folder \S+ is not a folder\.$/u);
  });

  it('is told: an empty content folder', async () => {
    const { code, problems } = await check(makeFolder());
    expect(code).toBe(1);
    expect(problems).toHaveLength(1);
    expect(only(problems, 'site-missing')).toMatchObject({
      file: 'site.yml',
      fix: 'Add site.yml with title:, url: and language:',
    });
  });

  it('is fine: a content folder without stories', async () => {
    expect(await check(content({ 'site.yml': SITE }))).toEqual({
      code: 0,
      problems: [],
      ledger: { read: 0, published: 0, draft: 0, embargoed: 0, withdrawn: 0, failed: 0 },
    });
  });

  it('is told: a story without a date', async () => {
    const { code, problems, ledger } = await check(
      content({
        'site.yml': SITE,
        'permalinks.txt': LINE_B,
        'articles/a.md': '---\ntitle: A\n---\nText.\n',
        'articles/b.md': story(SOURCED),
      }),
    );
    expect({ code, ...ledger }).toMatchObject({ code: 1, read: 2, published: 1, failed: 1 });
    expect(problems).toHaveLength(1);
    expect(only(problems, 'field-missing')).toMatchObject({
      file: 'articles/a.md',
      line: 1,
      column: 1,
      field: 'date',
      message: 'date is missing.',
    });
  });

  it('is told: a file that may not be read, and the others are read all the same', async () => {
    const folder = content({
      'site.yml': SITE,
      'articles/locked.md': story(SOURCED),
      'articles/open.md': story(SOURCED),
      'refuse.mjs': `
        import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        const open = fs.openSync;
        fs.openSync = (path, ...rest) => {
          if (!String(path).endsWith('locked.md')) return open(path, ...rest);
          throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', syscall: 'open' });
        };
        syncBuiltinESMExports();`,
    });
    // Root may read everything, whatever a file's mode; so the refusal is the system's in all but name.
    const { code, stdout } = await runNode([
      '--import',
      join(folder, 'refuse.mjs'),
      MAIN,
      ...['check', '--json', '--content', folder, '--cache', makeFolder()],
    ]);
    const { problems, ledger } = JSON.parse(stdout) as Awaited<ReturnType<typeof check>>;
    expect({ code, ...ledger }).toMatchObject({ code: 1, read: 2, published: 1, failed: 1 });
    expect(only(problems, 'file-unreadable')).toMatchObject({
      file: 'articles/locked.md',
      message: 'It may not be read by you.',
      fix: 'Check that it is there and that you may read it.',
    });
  });

  it('is told: a link that leads nowhere, in the place of a story', async () => {
    const folder = content({ 'site.yml': SITE, 'permalinks.txt': LINE_A, 'articles/a.md': story(SOURCED) });
    symlinkSync(join(folder, 'nowhere.md'), join(folder, 'articles/link.md'));
    const { code, problems, ledger } = await check(folder);
    expect({ code, ...ledger }).toMatchObject({ code: 1, read: 2, published: 1, failed: 1 });
    expect(told(problems)).toEqual(['file-link articles/link.md:1:1']);
  });

  it('is told: a story of 3 MiB', async () => {
    const { code, problems, ledger } = await check(
      content({ 'site.yml': SITE, 'articles/a.md': story(SOURCED, 'x'.repeat(3 * 1024 * 1024)) }),
    );
    expect({ code, ...ledger }).toMatchObject({ code: 1, read: 1, failed: 1 });
    expect(problems).toHaveLength(1);
    expect(only(problems, 'file-too-large').message).toMatch(
      /^The file has 3,145,\d{3} bytes; a text file may have 2,097,152 \(2 MiB\)\.$/u,
    );
  });

  it('is fine: names in Devanagari, Arabic and Chinese, in file names and in fields', async () => {
    const { code, problems, ledger } = await check(
      content({
        'site.yml': SITE,
        'permalinks.txt':
          '/2020/01/05/iran/ 2020/01/05-ईरान.md\n/2020/01/05/yilang/ 2020/01/05-伊朗.md\n/2020/01/05/yrn/ 2020/01/05-إيران.md\n',
        'articles/2020/01/05-ईरान.md': story(`title: ईरान पर भारत\npeople: [नरेन्द्र मोदी]\n${SOURCED}`),
        'articles/2020/01/05-إيران.md': story(`title: الهند وإيران\npeople: [محمد جواد ظريف]\n${SOURCED}`),
        'articles/2020/01/05-伊朗.md': story(`title: 印度与伊朗\npeople: [王毅]\n${SOURCED}`),
      }),
    );
    expect({ code, ...ledger }).toMatchObject({ code: 0, read: 3, published: 3, failed: 0 });
    expect(problems.map(({ fix }) => fix).sort()).toMatchInlineSnapshot(`
      [
        "Add people/mhmd-jwd-dhryf.md with name: محمد جواد ظريف, or leave it so.",
        "Add people/nrendr-modi.md with name: नरेन्द्र मोदी, or leave it so.",
        "Add people/wangyi.md with name: 王毅, or leave it so.",
      ]
    `);
  });

  it('is told: topics whose ids would be pages of the site', async () => {
    const { code, problems } = await check(
      content({
        'site.yml': SITE,
        'permalinks.txt': LINE_A,
        'topics/page.md': '---\nname: Page\n---\n',
        'topics/index.md': '---\nname: Index\n---\n',
        'articles/a.md': story(`topics: [Index, feed]\n${SOURCED}`),
      }),
    );
    expect(code).toBe(1);
    expect(
      problems.map(({ file, line, column, message, fix }) => [
        `${file.split('/').at(-1)}:${line}:${column}`,
        message,
        fix,
      ]),
    ).toMatchInlineSnapshot(`
      [
        [
          "a.md:4:10",
          "The name Index gives the address part index, which is reserved.",
          "Register it under another id, e.g. topics/the-index.md with name: Index.",
        ],
        [
          "a.md:4:17",
          "The name feed gives the address part feed, which is reserved.",
          "Register it under another id, e.g. topics/the-feed.md with name: feed.",
        ],
        [
          "index.md:1:1",
          "The id index is kept for a page of Dateline’s own.",
          "Give the file another name, e.g. the-index.md",
        ],
        [
          "page.md:1:1",
          "The id page is kept for a page of Dateline’s own.",
          "Give the file another name, e.g. the-page.md",
        ],
      ]
    `);
  });

  it('is fine: Windows line ends and a byte-order mark, with places that are still right', async () => {
    const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const { code, problems, ledger } = await check(
      content({
        'site.yml': windows(SITE),
        ...REGISTER,
        'topics/oil.md': windows('---\nname: Oil\n---\n\nText.\n'),
        'articles/a.md': windows(story(`topics: [oil]\n${SOURCED}`)),
        'articles/b.md': windows(story(`topics: [Gas]\n${SOURCED}`)),
      }),
    );
    expect({ code, ...ledger }).toMatchObject({ code: 0, read: 2, published: 2 });
    expect(told(problems)).toEqual(['term-unregistered articles/b.md:4:10 topics.0']);
  });

  it.skipIf(process.platform === 'win32')('is told on one line that no file name can break or paint', async () => {
    const folder = content({
      'site.yml': SITE,
      'articles/a\nb.md': story(SOURCED),
      'articles/\u001B[31mred.md': story(SOURCED),
    });
    const { code, stdout } = await dateline('check', '--content', folder, '--cache', makeFolder());
    expect(code).toBe(1);
    expect(stdout.replaceAll(/^\S*dateline-[^/]+\//gmu, '')).toMatchInlineSnapshot(`
      "articles/\\u001b[31mred.md:1:1  file-name  The file’s name has an invisible character in it.  Rename it.
      articles/a\\u000ab.md:1:1  file-name  The file’s name has an invisible character in it.  Rename it.
      2 errors, 0 warnings
      2 read = 0 published + 0 draft + 0 embargoed + 0 withdrawn + 2 failed
      "
    `);
  });
});
