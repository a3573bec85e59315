import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ROOT, runNode } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { filesOf, PNG } from '../importers/archives.ts';
import { record, response } from '../importers/warc-records.ts';

const MAIN = join(ROOT, 'src/cli/main.ts');
const FILES = {
  'site.yml': SITE,
  'articles/2020/01/05-quay.md': `\uFEFF${story('title: Quay closed', 'The quay is closed.\n').replaceAll('\n', '\r\n')}`,
  'articles/2020/01/06-draft.md': story('title: A draft\ndate: 2020-01-06\nstatus: draft'),
  'topics/harbour.md': '---\nname: Harbour\n---\n',
  'media/quay.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]),
  'captures/notice.txt': 'Closed\u2028until noon.\n',
  'permalinks.txt': '/2020/01/05/quay/\n',
};

/** Runs commands in a folder with a content folder `c`. */
function archive() {
  const cwd = makeFolder();
  writeFiles(join(cwd, 'c'), FILES);
  const run = (...args: readonly string[]) => runNode([MAIN, ...args], { cwd });
  return { cwd, run };
}

const visible = (folder: string) =>
  Object.fromEntries(Object.entries(filesOf(folder)).filter(([path]) => !path.startsWith('.')));

describe('export and import', { timeout: 60_000 }, () => {
  it('give back every file, byte for byte, however often', async () => {
    const { cwd, run } = archive();
    expect(await run('export', 'one.jsonl', '--content', 'c')).toEqual({
      code: 0,
      stdout: '7 files of the archive stand in one.jsonl.\n',
      stderr: '',
    });
    const imported = await run('import', 'auto', 'one.jsonl', '--into', 'd');
    expect(imported).toEqual({
      code: 0,
      stdout: 'one.jsonl (dateline): 2 items = 1 story + 1 draft + 0 skipped\n  files: 7 written, 0 there already\n',
      stderr: '',
    });
    expect(visible(join(cwd, 'd'))).toEqual(visible(join(cwd, 'c')));
    await run('export', 'two.jsonl', '--content', 'd');
    expect(readFileSync(join(cwd, 'two.jsonl'))).toEqual(readFileSync(join(cwd, 'one.jsonl')));
    const again = await run('import', 'dateline', 'one.jsonl', '--into', 'd');
    expect(again.stdout).toContain('files: 0 written, 7 there already');
  });

  it('tell what could not be read, with its place, and let nothing out of the folder', async () => {
    const { cwd, run } = archive();
    await run('export', 'one.jsonl', '--content', 'c');
    const bad = ['../out.md', '/out.md', '.git/hooks/pre-commit', 'articles/../../out.md'];
    appendFileSync(join(cwd, 'one.jsonl'), bad.map((path) => `${JSON.stringify({ path, text: '' })}\n`).join(''));
    appendFileSync(join(cwd, 'one.jsonl'), '{"path":\n');
    const { code, stdout, stderr } = await run('import', 'dateline', 'one.jsonl', '--into', 'd');
    expect(code).toBe(0);
    expect(stdout).toContain('7 items = 1 story + 1 draft + 5 skipped');
    expect(stderr.split('\n').map((line) => line.split('  ')[0])).toEqual([
      ...'9 10 11 12 13'.split(' ').map((line) => `one.jsonl:${line}`),
      '',
    ]);
    expect(visible(join(cwd, 'd'))).toEqual(visible(join(cwd, 'c')));
    expect(existsSync(join(cwd, 'out.md'))).toBe(false);
  });

  it('report in the form that the file’s name asks for', async () => {
    const { cwd, run } = archive();
    await run('export', 'one.jsonl', '--content', 'c');
    const report = (name: string, ...more: readonly string[]) =>
      run('import', 'dateline', 'one.jsonl', '--into', 'd', '--dry-run', '--report', name, ...more);
    const { stdout } = await report('r.json', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'dateline',
      totals: { inputs: 2, stories: 1, drafts: 1, skipped: 0 },
      report: 'r.json',
    });
    const lines = readFileSync(join(cwd, 'r.json'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => Object.keys(JSON.parse(line) as object)[0])).toEqual(['format', 'place', 'place']);
    await report('r.txt');
    expect(readFileSync(join(cwd, 'r.txt'), 'utf8')).toContain(
      'one.jsonl:2  2020/01/05-quay.md\n  story articles/2020/01/05-quay.md\n',
    );
    await report('r.html');
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toContain('What became of the archive');
    expect(existsSync(join(cwd, 'd'))).toBe(false);
  });

  it.each([
    [
      'csv',
      {
        'in/a.csv':
          'kop;dag;stuk;Autor;rest\nEen;05/01/2020;"Woorden,\nen meer.";Ana;x\nTwee;25/01/2020;Meer woorden.;Eva;\nDrie;;Zonder dag.;;\n',
        'map.json': '{ "kop": "title", "dag": "date", "stuk": "body" }',
      },
      ['--map', 'map.json', '--language', 'nl'],
      '3 items = 2 stories + 0 drafts + 1 skipped',
    ],
    [
      'jsonl',
      {
        'in/a.jsonl':
          '{"title":"One","date":"2020-01-05T10:00:00Z","content":"<p>Words <b>here</b>.</p>","tags":["a","b"]}\n{"title":"Two","date":1578182400,"content":"More.","status":"draft"}\n{"broken\n',
      },
      [],
      '3 items = 1 story + 1 draft + 1 skipped',
    ],
    [
      'twitter',
      {
        'in/data/account.js':
          'window.YTD.account.part0 = [ { "account" : { "username" : "janeroe", "accountId" : "42", "accountDisplayName" : "Jane Roe" } } ]',
        'in/data/tweets.js': `window.YTD.tweets.part0 = ${JSON.stringify(
          [1, 2].map((number) => ({
            tweet: {
              id_str: `12138000000000000${number}0`,
              created_at: 'Sun Jan 05 12:22:37 +0000 2020',
              full_text: `Post ${number} https://t.co/p${number}`,
              extended_entities: {
                media: [
                  {
                    type: 'photo',
                    url: `https://t.co/p${number}`,
                    media_url_https: `https://pbs.twimg.com/media/p${number}.png`,
                    ...(number === 1 && { ext_alt_text: 'The quay' }),
                  },
                ],
              },
            },
          })),
        )}`,
        'in/data/tweets_media/1213800000000000010-p1.png': PNG,
        'in/data/tweets_media/1213800000000000020-p2.png': PNG,
        'in/data/like.js': 'window.YTD.like.part0 = []',
      },
      [],
      '2 items = 1 story + 0 drafts + 1 skipped',
    ],
  ])('make stories of %s, once, and give them back', async (format, files, flags, counts) => {
    const cwd = makeFolder();
    writeFiles(cwd, files);
    const run = (...args: readonly string[]) => runNode([MAIN, ...args], { cwd });
    const first = await run('import', 'auto', 'in', '--into', 'd', ...flags);
    expect(first.stdout.split('\n')[0]).toBe(`in (${format}): ${counts}`);
    expect(first.code).toBe(0);
    const checked = await run('check', '--content', 'd');
    expect(checked.stdout + checked.stderr).toContain('0 errors');
    expect(checked.code).toBe(0);
    const again = await run('import', format, 'in', '--into', 'd', ...flags);
    expect(again.stdout).toContain('files: 0 written');
    await run('export', 'all.jsonl', '--content', 'd');
    expect((await run('import', 'dateline', 'all.jsonl', '--into', 'e')).code).toBe(0);
    expect(visible(join(cwd, 'e'))).toEqual(visible(join(cwd, 'd')));
    const texts = Object.entries(visible(join(cwd, 'd'))).map(([path, text]) => (path.endsWith('.png') ? path : text));
    expect(texts.join('\n')).toMatchSnapshot();
  });

  it('bring the pages of a web archive with their pictures, and again the same', async () => {
    const cwd = makeFolder();
    const run = (...args: readonly string[]) => runNode([MAIN, ...args], { cwd });
    const words = '<p>The bridge over the river was opened on Sunday by the mayor, after ten years of work.</p>'.repeat(
      4,
    );
    const page = `<html lang="en"><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><article><time datetime="2020-01-05">5</time>${words}<figure><img src="/img/Bridge%201.png?w=1&amp;h=2"><figcaption>The bridge</figcaption></figure><figure><img src="/img/crane.png"><figcaption>A crane</figcaption></figure>${words}</article></body></html>`;
    const at = 'https://news.example.org';
    const ok = (type: string, body: string | Buffer) => response(`HTTP/1.1 200 OK\r\nContent-Type: ${type}`, body);
    const records = [
      record('warcinfo', '', 'software: example'),
      record('response', `${at}/img/Bridge%201.png?w=1&h=2`, ok('image/png', PNG)),
      record('response', `${at}/2020/01/05/bridge`, ok('text/html', page)),
      record('response', `${at}/img/unseen.png`, ok('image/png', PNG)),
      record('response', `${at}/img/crane.png`, ok('image/png', 'no picture')),
    ];
    writeFileSync(join(cwd, 'a.warc.gz'), Buffer.concat(records.map((one) => gzipSync(one))));
    const { code, stdout } = await run('import', 'auto', 'a.warc.gz', '--into', 'd', '--report', 'r.txt');
    expect(code).toBe(0);
    expect(stdout).toContain('4 items = 1 story + 0 drafts + 3 skipped');
    const files = visible(join(cwd, 'd'));
    expect(Object.keys(files)).toEqual([
      'articles/2020/01/05-bridge-opens.md',
      'media/news-example-org/img/bridge-1.png',
      'site.yml',
    ]);
    expect(files['media/news-example-org/img/bridge-1.png']).toBe(PNG.toString('latin1'));
    expect(files['articles/2020/01/05-bridge-opens.md']).toContain(
      '![The bridge](media/news-example-org/img/bridge-1.png)\n\n[Picture: A crane](https://news.example.org/img/crane.png)',
    );
    expect(readFileSync(join(cwd, 'r.txt'), 'utf8')).toContain(
      'a.warc.gz!2 (item 2)  https://news.example.org/img/Bridge%201.png?w=1&h=2\n',
    );
    expect((await run('import', 'auto', 'a.warc.gz', '--into', 'd')).stdout).toContain('0 written, 2 there already');
    expect((await run('check', '--content', 'd')).code).toBe(0);
  });

  it('say what is wrong with the command', async () => {
    const { cwd, run } = archive();
    writeFileSync(join(cwd, 'note'), 'No archive.');
    writeFileSync(join(cwd, 'note.zip'), 'PK\u0003\u0004');
    writeFileSync(join(cwd, '2020-01-05.txt'), 'The quay was closed on Sunday.');
    writeFileSync(join(cwd, 'map.json'), '[]');
    writeFileSync(join(cwd, 'map2.json'), '{ "kop": "titel", "weg": "-" }');
    writeFileSync(join(cwd, 'map3.json'), '{ "kop": "xyz" }');
    const told = async (...args: readonly string[]) => {
      const { code, stderr } = await run(...args);
      return `${code} ${stderr.split('\n')[0] ?? ''}`;
    };
    expect([
      await told('import', 'auto', 'note'),
      await told('import', 'auto', 'note.zip'),
      await told('import', 'datelin', 'note'),
      await told('import', 'auto', 'nowhere'),
      await told('import', 'auto', 'note', '--report', 'r.pdf'),
      await told('import', 'auto', 'note', '--language', 'x_y'),
      await told('import', 'auto', 'note', '--map', 'map.json'),
      await told('import', 'auto', 'note', '--map', 'map2.json'),
      await told('import', 'auto', 'note', '--map', 'map3.json'),
      (await told('import', 'text', '2020-01-05.txt', '--into', 'note/c')).replace(/mkdir '.*'/u, 'mkdir …'),
      (await told('export', 'x', '--content', 'nowhere')).slice(0, 25),
    ]).toMatchInlineSnapshot(`
      [
        "1 No format recognizes note. Name one: text, markdown, wxr, feed, newsml, nitf, reuters, ninjs, html, csv, jsonl, twitter, dateline.",
        "1 No format recognizes note.zip. It is a ZIP archive: unpack it, and import what is in it.",
        "2 There is no format datelin. Did you mean dateline?",
        "2 nowhere cannot be read (ENOENT).",
        "2 --report r.pdf has to end in .json, .txt, .html.",
        "2 --language x_y is not a language tag (BCP 47) such as en, hi or pt-BR.",
        "2 --map map.json is not an object of texts.",
        "2 --map map2.json gives kop to titel, which is no field. Did you mean title?",
        "2 --map map3.json gives kop to xyz, which is no field. Fields: title, date, updated, event, body, summary, section, type, authors, dateline, topics, people, organizations, places, series, url, publisher, language, status, embargo, slug, id; - leaves a column out.",
        "1 The system refused: ENOTDIR: not a directory, mkdir …. Let --into name a folder that can be written, in the place of note/c.",
        "1 .:1:1  content-missing ",
      ]
    `);
  });
});
