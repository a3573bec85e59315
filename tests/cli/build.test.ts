import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ROOT, runNode } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { filesIn, fingerprints } from '../site/files.ts';
import { shareTemplates } from '../torture/build-site.ts';
import { build, only, told } from './commands.ts';

const MAIN = join(ROOT, 'src/cli/main.ts');
const SOURCED = 'sources: [{ title: A wire }]\n';
const MINUTES = 60_000;

/** Folders of one archive: its stories, its site and its index. */
function makeArchive(files: Readonly<Record<string, string>>) {
  const folder = makeFolder();
  const places = { folder, content: join(folder, 'content'), out: join(folder, 'site'), cache: join(folder, 'cache') };
  mkdirSync(places.content);
  writeFiles(places.content, files);
  shareTemplates(inject('templates'), places.cache);
  return places;
}

describe('build', { timeout: 2 * MINUTES }, () => {
  it('works from any folder with folders named from there, follows the clock, and takes away what has gone', async () => {
    const { folder, out } = makeArchive({
      'site.yml': SITE,
      'articles/2020/01/05-first.md': story(`title: First\ntopics: [Oil]\n${SOURCED}`),
      'articles/2020/01/06-later.md': story(
        `title: Later\ndate: 2020-01-06\nembargo: 2020-01-06T10:00:00Z\n${SOURCED}`,
      ),
      'articles/2020/01/07-last.md': story(`title: Last\ndate: 2020-01-07\n${SOURCED}`),
    });
    mkdirSync(join(folder, 'desk'));
    const run = async (time: string) => {
      const args = ['build', '--json', '--content', '../content', '--out', '../site/', '--cache', '../cache'];
      const { code, stdout, stderr } = await runNode([MAIN, ...args], {
        cwd: join(folder, 'desk'),
        env: { SOURCE_DATE_EPOCH: String(Date.parse(time) / 1000) },
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    const first = await run('2020-01-06T09:59:59Z');
    expect(first).toStrictEqual({
      ledger: { read: 3, published: 2, draft: 0, embargoed: 1, withdrawn: 0, failed: 0 },
      problems: [
        {
          code: 'term-unregistered',
          severity: 'warning',
          file: '../content/articles/2020/01/05-first.md',
          line: 4,
          column: 10,
          field: 'topics.0',
          message: 'Oil has no entry in topics/.',
          fix: 'Add topics/oil.md with name: Oil, or leave it so.',
        },
        {
          code: 'permalink-missing',
          severity: 'warning',
          file: '../content/permalinks.txt',
          line: 1,
          column: 1,
          field: '',
          message: 'There is no permalinks.txt, by which an address that goes is missed; 2 would stand in it.',
          fix: 'Run dateline check --fix, and commit the file.',
        },
      ],
      pages: { total: expect.any(Number) as number, rendered: expect.any(Number) as number, removed: 0 },
      seconds: expect.any(Number) as number,
      outputs: ['../site'],
    });
    expect(existsSync(join(out, '2020/01/05/first/index.html'))).toBe(true);
    expect(existsSync(join(out, '2020/01/06'))).toBe(false);
    expect(filesIn(out).filter((file) => readFileSync(join(out, file), 'utf8').includes('Later'))).toEqual([]);

    writeFiles(folder, { 'content/articles/2020/01/07-last.md': null });
    const second = await run('2020-01-06T10:00:00Z');
    expect(second).toMatchObject({ ledger: { read: 2, published: 2, embargoed: 0 } });
    expect((second['pages'] as { removed: number }).removed).toBeGreaterThanOrEqual(1);
    expect(existsSync(join(out, '2020/01/06/later/index.html'))).toBe(true);
    expect(existsSync(join(out, '2020/01/07'))).toBe(false);
    expect(filesIn(out).filter((file) => readFileSync(join(out, file), 'utf8').includes('/last/'))).toEqual([]);
    expect(
      readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .sort(),
    ).toEqual([...['cache', 'content', 'desk', 'site']]);
    expect(readdirSync(join(folder, 'cache'))).toContain('index.sqlite');
    expect(readdirSync(join(folder, 'desk'))).toEqual([]);
  });

  it('leaves the old site as it was when a story is broken', async () => {
    const { content, out, cache } = makeArchive({
      'site.yml': SITE,
      'articles/a.md': story(SOURCED),
      'permalinks.txt': '/2020/01/05/a/ a.md\n',
    });
    expect(await build(content, out, cache)).toMatchObject({ code: 0, problems: [] });
    const before = fingerprints(out);
    const inode = statSync(out).ino;
    writeFiles(content, { 'articles/b.md': story(SOURCED), 'articles/c.md': story('date: soon') });

    const failed = await build(content, out, cache);
    expect(failed).toMatchObject({
      code: 1,
      stderr: 'Nothing was published.\n',
      ledger: { read: 3, published: 2, failed: 1 },
      pages: { total: 0, rendered: 0, removed: 0 },
      outputs: [],
    });
    expect(told(failed.problems, 'error')).toEqual(['date-invalid content/articles/c.md:3:7 date']);
    expect(fingerprints(out)).toEqual(before);
    expect(statSync(out).ino).toBe(inode);
    expect(readdirSync(join(out, '..')).sort()).toEqual(['.site.back', '.site.site', 'cache', 'content', 'site']);

    const { code, stdout, stderr } = await runNode(
      [MAIN, 'build', '--content', content, '--out', out, '--cache', cache],
      { cwd: content },
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Nothing was published.\n' });
    expect(stdout).toMatchInlineSnapshot(`
      "articles/c.md:3:7  date-invalid  date is “soon”, which is not in the form YYYY-MM-DD.  Write it as YYYY-MM-DD, e.g. 2020-01-05, or as a time with its offset, e.g. 2020-01-05T19:40:00+05:30
      permalinks.txt:1:1  warning permalink-missing  A line is missing or out of date: /2020/01/05/b/.  Run dateline check --fix, and commit the file.
      1 error, 1 warning
      3 read = 2 published + 0 draft + 0 embargoed + 0 withdrawn + 1 failed
      "
    `);
  });

  it('refuses a file of public/ in the place of a page', async () => {
    const project = join(makeFolder(), 'project');
    for (const name of ['src', 'public', 'package.json', 'package-lock.json', 'tsconfig.json', 'astro.config.mjs'])
      cpSync(join(ROOT, name), join(project, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    writeFiles(project, {
      'content/site.yml': SITE,
      'content/articles/a.md': story(SOURCED),
      'content/permalinks.txt': '/2020/01/05/a/ a.md\n',
      'public/about/index.html': '<p>Mine.',
      'public/contact/index.html': '<p>Nobody minds.',
    });
    mkdirSync(join(project, 'elsewhere'));
    const { code, stdout, stderr } = await runNode([join(project, 'src/cli/main.ts'), 'build'], {
      cwd: join(project, 'elsewhere'),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Nothing was published.\n' });
    expect(stdout).toMatchInlineSnapshot(`
      "../public/about/index.html:1:1  page-conflict  public/about/index.html stands where the page /about/ is written.  Move or rename the file in public/.
      1 error, 0 warnings
      1 read = 1 published + 0 draft + 0 embargoed + 0 withdrawn + 0 failed
      "
    `);
    expect(existsSync(join(project, 'dist'))).toBe(false);
  });

  it('publishes nothing without a content folder, and nothing from an empty one', async () => {
    const { folder, content, out, cache } = makeArchive({});
    const none = await build(join(folder, 'none'), out, cache);
    expect(none).toMatchObject({ code: 1, stderr: 'Nothing was published.\n', outputs: [] });
    expect(only(none.problems, 'content-missing').file).toBe('none');
    const empty = await build(content, out, cache);
    expect(empty).toMatchObject({ code: 1, stderr: 'Nothing was published.\n', outputs: [] });
    expect(only(empty.problems, 'site-missing').file).toBe('content/site.yml');
    expect(existsSync(out)).toBe(false);
  });

  it('never takes the folder of something else for that of its site or its index', async () => {
    const { folder, content, out, cache } = makeArchive({ 'site.yml': SITE, 'articles/a.md': story(SOURCED) });
    writeFiles(folder, { 'cache/notes.txt': 'Mine.', file: 'Mine.' });
    const inContent = await build(content, content, cache, '--full');
    expect(inContent).toMatchObject({
      code: 1,
      stderr: `${content} holds files that are no site of Dateline’s: name another folder with --out.\nNothing was published.\n`,
      ledger: { read: 1, published: 1 },
    });
    expect(await build(content, join(folder, 'file'), cache)).toMatchObject({
      code: 1,
      stderr: `${join(folder, 'file')} is not a folder.\nNothing was published.\n`,
    });
    expect(await build(content, out, join(folder, 'file'))).toMatchObject({
      code: 1,
      stderr: `The system refused: EEXIST: file already exists, mkdir '${join(folder, 'file')}'.\nNothing was published.\n`,
      ledger: null,
    });
    expect(filesIn(folder).filter((file) => !/^cache\/(?:pages\/|.*\.sqlite)/u.test(file))).toEqual([
      'cache/notes.txt',
      'content/articles/a.md',
      'content/site.yml',
      'file',
    ]);
  });

  it('builds an archive without stories, whose front page says so', async () => {
    const { content, out, cache } = makeArchive({ 'site.yml': SITE });
    expect(await build(content, out, cache)).toMatchObject({ code: 0, stderr: '', ledger: { read: 0 }, problems: [] });
    const front = readFileSync(join(out, 'index.html'), 'utf8');
    const [, main = ''] = /<main[^>]*>(.*)<\/main>/su.exec(front) ?? [];
    expect(
      main
        .replace(/<[^>]+>/gu, ' ')
        .replace(/\s+/gu, ' ')
        .trim(),
    ).toMatchInlineSnapshot(
      `"No stories yet The Test Record is open, and nothing stands in it yet. The first story will be filed here under the day on which it was written."`,
    );
  });

  it('gives names in Devanagari, Arabic and Chinese addresses of plain letters and shows them as they are written', async () => {
    const { content, out, cache } = makeArchive({
      'site.yml': SITE,
      'articles/2020/01/05-ईरान.md': story(`title: ईरान पर भारत\nlanguage: hi\npeople: [नरेन्द्र मोदी]\n${SOURCED}`),
      'articles/2020/01/05-إيران.md': story(`title: الهند وإيران\nlanguage: ar\ntopics: [الخليج]\n${SOURCED}`),
      'articles/2020/01/05-伊朗.md': story(`title: 印度与伊朗\nlanguage: zh\nplaces: [北京]\n${SOURCED}`),
    });
    expect(await build(content, out, cache)).toMatchObject({ code: 0, stderr: '', ledger: { published: 3 } });
    const rows: [page: string, words: string][] = [
      ['2020/01/05/iran', 'ईरान पर भारत'],
      ['2020/01/05/yrn', 'الهند وإيران'],
      ['2020/01/05/yilang', '印度与伊朗'],
      ['people/nrendr-modi', 'नरेन्द्र मोदी'],
      ['topics/lkhlyj', 'الخليج'],
      ['places/beijing', '北京'],
    ];
    for (const [page, words] of rows) {
      const html = readFileSync(join(out, page, 'index.html'), 'utf8');
      expect(html).toMatch(new RegExp(`<h1[^>]*>(?:<[^>]+>|\\s)*${words}`, 'u'));
    }
    const shown = readFileSync(join(out, '2020/01/05/index.html'), 'utf8');
    for (const [, words] of rows.slice(0, 3)) expect(shown).toContain(words);
    expect(filesIn(out).filter((file) => !/^[\w./-]+$/u.test(file))).toEqual([]);
  });

  it('lists each of 1,500 stories of one day once, on pages of bounded size', async () => {
    const slugs = Array.from({ length: 1500 }, (_, index) => `story-number-${index + 1}`);
    const { content, out, cache } = makeArchive({
      'site.yml': SITE,
      ...Object.fromEntries(
        slugs.map((slug, index) => [
          `articles/2020/01/05-${slug}.md`,
          story(`title: Story number ${index + 1}\n${SOURCED}`),
        ]),
      ),
    });
    expect(await build(content, out, cache)).toMatchObject({
      code: 0,
      stderr: '',
      ledger: { read: 1500, published: 1500 },
    });
    const day = join(out, '2020/01/05');
    expect(readdirSync(join(day, 'page')).sort()).toEqual(['2', '3', '4', '5', '6', '7', '8']);
    const pages = ['index.html', ...Array.from({ length: 7 }, (_, index) => `page/${index + 2}/index.html`)];
    const linked = pages.flatMap((page) => {
      const [, list = ''] = /<main[^>]*>(.*)<\/main>/su.exec(readFileSync(join(day, page), 'utf8')) ?? [];
      return Array.from(list.matchAll(/href="\/2020\/01\/05\/([a-z][^/"]*)\/"/gu), ([, slug]) => slug ?? '');
    });
    expect(linked.filter((slug) => slug !== 'page').sort()).toEqual(slugs.toSorted());
    const sizes = filesIn(out)
      .filter((file) => file.endsWith('.html'))
      .map((file) => ({ file, size: statSync(join(out, file)).size }));
    expect(sizes.length).toBeGreaterThan(1500);
    expect(sizes.filter(({ size }) => size >= 300_000)).toEqual([]);
  });
});
