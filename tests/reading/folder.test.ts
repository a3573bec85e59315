import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentFile, listContent, readFileBytes } from '../../src/reading/folder.ts';
import { lines } from './texts.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dateline-content-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
}

function makePipes(...paths: string[]): void {
  execFileSync('sh', ['-c', 'mkfifo "$@"', 'sh', ...paths.map((path) => join(root, path))]);
}

const listed = () => listContent(root).files.map(({ kind, path }) => `${kind} ${path}`);
const problems = () => listContent(root).problems;
const told = () => problems().map(({ code, file }) => `${code} ${file}`);

/** Runs as a user whom file modes bind: root may read everything. */
function asAnyone<T>(run: () => T): T {
  if (process.getuid?.() !== 0) return run();
  chmodSync(root, 0o755);
  process.seteuid?.(65_534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}

describe('listContent', () => {
  it('lists every kind of file, sorted by code units whatever the order on disk', () => {
    write('topics/b.md', 'people/a.md', 'site.yml', 'articles/b.md', 'articles/2020/01/05-a.md', 'articles/B.md2/x.md');
    write('articles/a.md', 'articles/Z.md', 'media/2020/x.JPG', 'media/y.webp', 'series/s.md', 'places/p.md');
    expect(listed()).toEqual([
      'article articles/2020/01/05-a.md',
      'article articles/B.md2/x.md',
      'article articles/Z.md',
      'article articles/a.md',
      'article articles/b.md',
      'media media/2020/x.JPG',
      'media media/y.webp',
      'people people/a.md',
      'places places/p.md',
      'series series/s.md',
      'site site.yml',
      'topics topics/b.md',
    ]);
    expect(problems()).toEqual([]);
    expect(listContent(root).files[0]?.absolute).toBe(join(root, 'articles/2020/01/05-a.md'));
  });

  it('lists the register of addresses, which may be longer than a story', () => {
    write('site.yml', 'permalinks.txt');
    expect(listed()).toEqual(['permalinks permalinks.txt', 'site site.yml']);
    writeFileSync(join(root, 'permalinks.txt'), 'x'.repeat(3 * 1024 * 1024));
    expect(listContent(root).files.map((file) => readFileBytes(file).bytes?.length)).toContain(3 * 1024 * 1024);
  });

  it('says nothing of notes and what systems leave behind', () => {
    write('site.yml', 'README.md', '.DS_Store', 'articles/.gitkeep', 'articles/.git/x.md', 'media/Thumbs.db');
    expect(listed()).toEqual(['site site.yml']);
    expect(problems()).toEqual([]);
  });

  it('lists saved copies of whatever kind', () => {
    write('site.yml', 'captures/a.html', 'captures/2020/b.warc.gz', 'captures/.DS_Store');
    expect(listed()).toEqual(['capture captures/2020/b.warc.gz', 'capture captures/a.html', 'site site.yml']);
    expect(problems()).toEqual([]);
  });

  it('names every file that it does not read, and what to do with it', () => {
    write(
      'site.yaml',
      'story.md',
      'notes/a.md',
      'article/a.md',
      'articles/a.MD',
      'articles/b.markdown',
      'articles/c.jpg',
      'articles/d.pdf',
    );
    write('people/sub/a.md', 'people/a.txt', 'media/a.tiff', 'media/b.md', 'data.csv');
    expect(listed()).toEqual([]);
    expect(lines(problems())).toMatchInlineSnapshot(`
      "article:1:1  file-ignored
        Dateline does not read this.
        Did you mean articles/?
      articles/a.MD:1:1  file-ignored
        Dateline does not read this.
        Rename it to a.md
      articles/b.markdown:1:1  file-ignored
        Dateline does not read this.
        Rename it to b.md
      articles/c.jpg:1:1  file-ignored
        Dateline does not read this.
        Move pictures into media/.
      articles/d.pdf:1:1  file-ignored
        Dateline does not read this.
        Rename it to end in .md if it is a text, or move it out of the content folder.
      data.csv:1:1  file-ignored
        Dateline does not read this.
        Move it out of the content folder.
      media/a.tiff:1:1  image-kind
        The file is not a picture that browsers show.
        Save it as JPEG, PNG, WebP, AVIF or GIF, or move it out of media/.
      media/b.md:1:1  image-kind
        The file is not a picture that browsers show.
        Save it as JPEG, PNG, WebP, AVIF or GIF, or move it out of media/.
      notes:1:1  file-ignored
        Dateline does not read this.
        Move its stories into articles/, and its pictures into media/.
      people/a.txt:1:1  file-ignored
        Dateline does not read this.
        Rename it to end in .md if it is a text, or move it out of the content folder.
      people/sub:1:1  file-ignored
        Dateline does not read this.
        Move its entries into people/ itself.
      site.yaml:1:1  file-ignored
        Dateline does not read this.
        Rename it to site.yml.
      site.yml:1:1  site-missing
        There is no site.yml.
        Add site.yml with title:, url: and language:
      story.md:1:1  file-ignored
        Dateline does not read this.
        Move stories into articles/."
    `);
  });

  it('says when there is no content folder', () => {
    const missing = listContent(join(root, 'none')).problems;
    expect(missing.map(({ message, ...problem }) => ({ ...problem, message: message.replace(root, 'ROOT') })))
      .toMatchInlineSnapshot(`
      [
        {
          "code": "content-missing",
          "column": 1,
          "field": "",
          "file": ".",
          "fix": "Create it with a site.yml and articles/, or name another with --content.",
          "line": 1,
          "message": "The content folder ROOT/none does not exist.",
          "severity": "error",
        },
      ]
    `);
    write('file');
    expect(listContent(join(root, 'file')).problems).toMatchObject([{ code: 'content-missing' }]);
  });

  it('follows no link', () => {
    write('site.yml', 'articles/a.md', 'outside/b.md');
    symlinkSync(join(root, 'outside/b.md'), join(root, 'articles/b.md'));
    symlinkSync(join(root, 'outside'), join(root, 'articles/c'));
    symlinkSync(join(root, 'nowhere'), join(root, 'articles/d.md'));
    symlinkSync(join(root, 'outside'), join(root, 'media'));
    symlinkSync('..', join(root, 'articles/loop'));
    expect(listed()).toEqual(['article articles/a.md', 'site site.yml']);
    expect(told()).toEqual([
      'file-link articles/b.md',
      'file-link articles/c',
      'file-link articles/d.md',
      'file-link articles/loop',
      'file-link media',
      'file-ignored outside',
    ]);
  });

  it('says that a site.yml which is a link is a link, and not one', () => {
    write('other.yml');
    symlinkSync(join(root, 'other.yml'), join(root, 'site.yml'));
    expect(told()).toEqual(['file-ignored other.yml', 'file-link site.yml', 'site-missing site.yml']);
  });

  it('refuses names that differ only in case or Unicode form, naming both', () => {
    write(
      'site.yml',
      'articles/Foo.md',
      'articles/foo.md',
      'articles/e\u0301.md',
      'articles/\u00e9.md',
      'articles/A/x.md',
      'articles/a/y.md',
    );
    const twins = problems();
    if (twins.length === 0) return; // The file system itself keeps only one of each.
    expect(lines(twins)).toMatchInlineSnapshot(`
      "articles/a:1:1  file-name
        a differs from A beside it only in upper and lower case; macOS and Windows keep only one of them.
        Rename or delete one of the two.
      articles/foo.md:1:1  file-name
        foo.md differs from Foo.md beside it only in upper and lower case; macOS and Windows keep only one of them.
        Rename or delete one of the two.
      articles/é.md:1:1  file-name
        é.md differs from é.md beside it only in the Unicode form of its letters; macOS and Windows keep only one of them.
        Rename or delete one of the two."
    `);
    expect(listed()).toEqual([
      'article articles/A/x.md',
      'article articles/Foo.md',
      'article articles/e\u0301.md',
      'site site.yml',
    ]);
  });

  it('refuses names with invisible characters, backslashes and bytes that are not UTF-8', () => {
    write('site.yml', 'articles/a\nb.md', 'articles/a\u202Eb.md', 'articles/a\\b.md', 'articles/good name – ü.md');
    execFileSync('sh', ['-c', String.raw`: > "$1/articles/$(printf 'caf\351').md"`, 'sh', root]);
    expect(told()).toEqual([
      'file-name articles/a\nb.md',
      'file-name articles/a\\b.md',
      'file-name articles/a\u202Eb.md',
      'file-name articles/caf\uFFFD.md',
    ]);
    expect(listed()).toEqual(['article articles/good name – ü.md', 'site site.yml']);
  });

  it('ignores what is neither a file nor a folder', () => {
    write('site.yml', 'articles/a.md');
    makePipes('articles/pipe.md', 'media.md');
    expect(listed()).toEqual(['article articles/a.md', 'site site.yml']);
    expect(told()).toEqual(['file-ignored articles/pipe.md', 'file-ignored media.md']);
  });

  it('goes on past a folder that it may not read', () => {
    write('site.yml', 'articles/a.md', 'articles/closed/b.md');
    chmodSync(join(root, 'articles/closed'), 0);
    chmodSync(join(root, 'articles/a.md'), 0);
    const { list, read } = asAnyone(() => {
      const list = listContent(root);
      return { list, read: list.files.map((file) => readFileBytes(file)) };
    });
    chmodSync(join(root, 'articles/closed'), 0o700);
    expect(list.files.map(({ path }) => path)).toEqual(['articles/a.md', 'site.yml']);
    expect(lines([...list.problems, ...read.flatMap(({ problem }) => problem ?? [])])).toMatchInlineSnapshot(`
      "articles/closed:1:1  file-unreadable
        It may not be read by you.
        Check that it is there and that you may read it.
      articles/a.md:1:1  file-unreadable
        It may not be read by you.
        Check that it is there and that you may read it."
    `);
  });
});

describe('readFileBytes', () => {
  const file = (path: string, kind: ContentFile['kind'] = 'article'): ContentFile => ({
    kind,
    path,
    absolute: join(root, path),
  });

  it('gives the bytes of a file', () => {
    writeFileSync(join(root, 'a.md'), 'é');
    expect(readFileBytes(file('a.md'))).toEqual({ bytes: Buffer.from('é'), problem: undefined });
  });

  it('refuses a text file above 2 MiB without reading it, and takes a picture of any size', () => {
    write('large.md');
    // A sparse file larger than memory: reading it would fail, not give this problem.
    truncateSync(join(root, 'large.md'), 2 ** 40);
    const { bytes, problem } = readFileBytes(file('large.md'));
    expect(bytes).toBeUndefined();
    expect(problem).toMatchObject({ code: 'file-too-large', file: 'large.md' });
    truncateSync(join(root, 'large.md'), 2 ** 21 + 1);
    expect(readFileBytes(file('large.md', 'media')).bytes?.length).toBe(2 ** 21 + 1);
  });

  it('gives a problem for what became a link, a folder, a pipe or nothing since it was listed', () => {
    write('target.md');
    symlinkSync(join(root, 'target.md'), join(root, 'link.md'));
    mkdirSync(join(root, 'folder.md'));
    makePipes('pipe.md');
    const found = ['link.md', 'folder.md', 'pipe.md', 'gone.md'].map((path) => readFileBytes(file(path)));
    expect(found.every(({ bytes }) => bytes === undefined)).toBe(true);
    expect(lines(found.flatMap(({ problem }) => problem ?? []))).toMatchInlineSnapshot(`
      "link.md:1:1  file-unreadable
        It is a symbolic link.
        Check that it is there and that you may read it.
      folder.md:1:1  file-unreadable
        It is not a file.
        Check that it is there and that you may read it.
      pipe.md:1:1  file-unreadable
        It is not a file.
        Check that it is there and that you may read it.
      gone.md:1:1  file-unreadable
        It does not exist.
        Check that it is there and that you may read it."
    `);
  });
});
