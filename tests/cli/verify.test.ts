import { hash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Difference, Totals } from '../../src/build/difference.ts';
import { dateline } from '../command-line.ts';
import { makeFolder, writeFiles } from '../content-folder.ts';

/** Files of a small site, as its builder wrote them. */
const SITE_FILES: Readonly<Record<string, string>> = {
  '2020/01/05/strike/index.html': '<p>The strike begins.</p>\n',
  '2020/01/index.html': '<p>January</p>\n',
  '404.html': '<p>Nothing is here.</p>\n',
  'feed.xml': '<feed/>\n',
  'index.html': '<p>The front page</p>\n',
  'media/ünï & 1.png': 'picture',
};

/** Makes a site with its list, and gives its folder. */
function makeSite(): string {
  const folder = makeFolder();
  const lines = Object.entries(SITE_FILES).map(([path, text]) => `${hash('sha256', text, 'hex')}  ${path}\n`);
  writeFiles(folder, { ...SITE_FILES, SHA256SUMS: lines.join('') });
  return folder;
}

/** Serves what answers, at a port of its own, until the test ends; gives the root without its slash, and what was asked. */
async function serve(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Answers as a host of static files does, below a path. */
function hostOf(folder: string, base = ''): RequestListener {
  return ({ url = '' }, response) => {
    const path = decodeURIComponent(url.slice(base.length + 1)).replace(/(^|\/)$/u, '$1index.html');
    try {
      const bytes = readFileSync(join(folder, path));
      response.writeHead(200).end(bytes);
    } catch {
      response.writeHead(404).end(SITE_FILES['404.html']);
    }
  };
}

/** Runs `verify --json` and gives what it found. */
async function verify(...args: readonly string[]) {
  const { code, stdout, stderr } = await dateline('verify', '--json', ...args);
  if (stderr !== '') throw new Error(`verify said on standard error: ${stderr}`);
  const { differences, totals } = JSON.parse(stdout) as { differences: Difference[]; totals: Totals };
  return { code, differences, totals, told: differences.map(({ code: name, path }) => `${name} ${path}`) };
}

describe('verify of a folder', { timeout: 60_000 }, () => {
  it('says nothing but the totals of a copy that is the same', async () => {
    expect(await dateline('verify', makeSite())).toEqual({
      code: 0,
      stderr: '',
      stdout: 'listed 6 = same 6 + changed 0 + missing 0 + unreachable 0 + link 0; extra 0, damaged lines 0\n',
    });
  });

  it('says each difference on a line with its code and a way to mend it, and ends with 1', async () => {
    const folder = makeSite();
    writeFiles(folder, { 'index.html': '<p>Other</p>\n', 'feed.xml': null, 'more\u001B[31m.html': 'more' });
    writeFileSync(join(folder, 'SHA256SUMS'), `${readFileSync(join(folder, 'SHA256SUMS'), 'utf8')}damaged\n`);
    const { code, stdout, stderr } = await dateline('verify', folder);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.replaceAll(/\S*(?=SHA256SUMS:)/gu, '')).toMatchInlineSnapshot(`
      "SHA256SUMS:7:3  checksum-line  The line does not begin with the 64 hexadecimal digits of a SHA-256.  Take SHA256SUMS from the original again, or write the line as sha256sum does.
      index.html  copy-changed  Its SHA-256 begins with dc2c0e9f35b6, not with dec48c6ea296.  Copy it again as bytes: text mode of FTP and autocrlf of Git change line ends. A host that changes pages (minifies, injects) has to be told to serve them as they are.
      more\\u001b[31m.html  copy-extra  The list does not name it.  Take it away, or see whether the list is of another state of the site.
      feed.xml  copy-missing  It is not there.  Copy it from the original.
      listed 6 = same 4 + changed 1 + missing 1 + unreachable 0 + link 0; extra 1, damaged lines 1
      "
    `);
  });

  it('compares with another list, also one that lies elsewhere', async () => {
    const [original, copy] = [makeSite(), makeSite()];
    const text = '<p>Other</p>\n';
    writeFiles(copy, { 'index.html': text, SHA256SUMS: `${hash('sha256', text, 'hex')}  index.html\n` });
    for (const path of Object.keys(SITE_FILES)) if (path !== 'index.html') rmSync(join(copy, path));
    expect((await verify(copy)).code).toBe(0);
    const against = await verify(copy, '--against', join(original, 'SHA256SUMS'));
    expect(against.code).toBe(1);
    expect(against.totals).toMatchObject({ listed: 6, changed: 1, missing: 5, extra: 0 });
  });

  it('looks for nothing outside the folder, whatever the list says', async () => {
    const folder = makeSite();
    const outside = `${folder}-outside`;
    const lines = [`../${outside}`, '/etc/hostname', 'C:/Windows/win.ini'].map(
      (path) => `${'0'.repeat(64)}  ${path}\n`,
    );
    writeFileSync(join(folder, 'SHA256SUMS'), `${readFileSync(join(folder, 'SHA256SUMS'), 'utf8')}${lines.join('')}`);
    const { code, differences, totals } = await verify(folder);
    expect(code).toBe(1);
    expect(differences.map(({ code: name, line, column }) => [name, line, column])).toEqual([
      ['checksum-path', 7, 67],
      ['checksum-path', 8, 67],
      ['checksum-path', 9, 67],
    ]);
    expect(totals).toMatchObject({ listed: 6, same: 6, damaged: 3 });
  });
});

describe('verify of addresses', { timeout: 60_000 }, () => {
  it('asks a root for every file, and is content with a host that compresses', async () => {
    const folder = makeSite();
    const { root, asked } = await serve(({ url = '' }, response) => {
      const path = decodeURIComponent(url.slice(1)).replace(/(^|\/)$/u, '$1index.html');
      const isText = path.endsWith('.html');
      const bytes = readFileSync(join(folder, path));
      response.setHeader('Content-Encoding', isText ? 'br' : 'gzip');
      response.writeHead(path === '404.html' ? 404 : 200).end(isText ? brotliCompressSync(bytes) : gzipSync(bytes));
    });
    const { code, differences, totals } = await verify(root, '--against', join(folder, 'SHA256SUMS'));
    expect({ code, differences }).toEqual({ code: 0, differences: [] });
    expect(totals).toMatchObject({ listed: 6, same: 6 });
    expect(asked.toSorted()).toEqual(
      ['/', '/2020/01/', '/2020/01/05/strike/', '/404.html', '/feed.xml', '/media/%C3%BCn%C3%AF%20%26%201.png'].sort(),
    );
  });

  it('tells what changed, what is missing and what the host would not give, at its address', async () => {
    const [original, copy] = [makeSite(), makeSite()];
    writeFiles(copy, { 'index.html': '<p>The front page<script></script>', 'feed.xml': null });
    const host = hostOf(copy, '/archive');
    const { root } = await serve((request, response) => {
      if (request.url === '/archive/2020/01/') response.writeHead(503).end();
      else host(request, response);
    });
    const against = ['--against', join(original, 'SHA256SUMS')];
    const { code, told, totals, differences } = await verify(`${root}/archive`, ...against);
    expect(code).toBe(1);
    expect(told).toEqual([
      `copy-changed ${root}/archive/`,
      `copy-unreachable ${root}/archive/2020/01/`,
      `copy-missing ${root}/archive/feed.xml`,
    ]);
    expect(totals).toMatchObject({ listed: 6, same: 3, changed: 1, missing: 1, unreachable: 1 });
    expect(differences[0]?.fix).toContain('minified pages and injected scripts');
    expect(differences[1]?.message).toBe('The host answers 503.');
  });

  it('reads a file of roots and pages, with comments, and tells its wrong lines at their places', async () => {
    const folder = makeSite();
    const [one, two, three] = [
      await serve(hostOf(folder, '/a')),
      await serve(hostOf(folder)),
      await serve(hostOf(folder, '/deep/copy')),
    ];
    const file = join(makeFolder(), 'copies.txt');
    const lines = [
      '# Our mirrors',
      `${one.root}/a/`,
      `${one.root}/a/`,
      `${one.root}/a/2020/01/05/strike/`,
      '',
      `  ${two.root}/`,
      `${three.root}/deep/copy/2020/01`,
      `${three.root}/deep/copy/feed.xml`,
      `${two.root}/2020/02/`,
      'ftp://example.org/',
      'http://user:secret@example.org/',
      `${two.root}/?page=1`,
      `${three.root}/nothing.html`,
    ];
    writeFileSync(file, lines.join('\r\n'));
    const { code, differences, totals } = await verify(file, '--against', join(folder, 'SHA256SUMS'));
    expect(code).toBe(1);
    expect(one.asked.toSorted()).toEqual(['/a/', '/a/2020/01/05/strike/']);
    expect(two.asked).toHaveLength(6);
    expect(three.asked.toSorted()).toEqual(['/deep/copy/2020/01', '/deep/copy/feed.xml']);
    expect(differences.map(({ code: name, line, column, message }) => [name, line, column, message])).toEqual([
      ['copy-address', 9, 1, `${two.root}/2020/02/ ends as no file of SHA256SUMS does.`],
      ['copy-address', 10, 1, 'ftp://example.org/ is no plain http(s) address.'],
      ['copy-address', 11, 1, 'http://user:secret@example.org/ is no plain http(s) address.'],
      ['copy-address', 12, 1, `${two.root}/?page=1 is no plain http(s) address.`],
      ['copy-address', 13, 1, `${three.root}/nothing.html ends as no file of SHA256SUMS does.`],
      ['copy-missing', undefined, undefined, 'The host has no 2020/01/index.html.'],
    ]);
    expect(totals).toMatchObject({ listed: 10, same: 9, missing: 1, damaged: 5 });
  });

  it('follows a redirect of the host to itself, and none to another or in a circle', async () => {
    const folder = makeSite();
    const other = await serve(hostOf(folder));
    const host = hostOf(folder);
    const to: Readonly<Record<string, string>> = {
      '/404.html': '/404',
      '/feed.xml': `${other.root}/feed.xml`,
      '/2020/01/': '/2020/01/',
      '/2020/01/05/strike/': 'http://[',
    };
    const { root } = await serve((request, response) => {
      const location = to[request.url ?? ''];
      if (location !== undefined) response.writeHead(308, { Location: location }).end();
      else if (request.url === '/404') response.writeHead(200).end(SITE_FILES['404.html']);
      else host(request, response);
    });
    const { differences, totals } = await verify(root, '--against', join(folder, 'SHA256SUMS'));
    expect(differences.map(({ path, message }) => [path.slice(root.length), message])).toEqual([
      ['/2020/01/05/strike/', 'It leads to http://[, which is no address.'],
      ['/2020/01/', 'It leads on more than 5 times.'],
      ['/feed.xml', `It leads to ${other.root}/feed.xml, at another host.`],
    ]);
    expect(other.asked).toEqual([]);
    expect(totals).toMatchObject({ same: 3, unreachable: 3 });
  });

  it('tells why a host gave nothing: no server, no end of an answer, a broken one', async () => {
    const folder = makeSite();
    const closing = createServer().listen(0, '127.0.0.1');
    await once(closing, 'listening');
    const gone = `http://127.0.0.1:${(closing.address() as AddressInfo).port}`;
    await once(closing.close(), 'close');
    const host = hostOf(folder);
    const { root } = await serve((request, response) => {
      if (request.url === '/feed.xml') response.writeHead(200).write('<feed');
      else if (request.url === '/2020/01/') response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('no gzip');
      else if (request.url === '/404.html') request.socket.destroy();
      else host(request, response);
    });
    const against = ['--against', join(folder, 'SHA256SUMS')];
    const { differences } = await verify(root, ...against, '--timeout', '1');
    expect(differences.map(({ code, path }) => `${code} ${path.slice(root.length)}`)).toEqual([
      'copy-unreachable /2020/01/',
      'copy-unreachable /404.html',
      'copy-unreachable /feed.xml',
    ]);
    expect(differences[2]?.message).toBe('It took more than 1 s.');
    for (const { message } of differences.slice(0, 2)) expect(message).toMatch(/^It cannot be fetched: .+\.$/u);
    expect((await verify(gone, ...against)).differences[0]?.message).toContain('ECONNREFUSED');
  });

  it('asks an address that is no root for its front page alone, and a host that fails for a few files', async () => {
    const folder = makeFolder();
    const paths = ['index.html', ...Array.from({ length: 300 }, (_, index) => `${index}.html`)];
    const list = join(folder, 'SHA256SUMS');
    writeFileSync(list, paths.map((path) => `${'0'.repeat(64)}  ${path}\n`).join(''));
    const empty = await serve((_, response) => response.writeHead(404).end());
    const noCopy = await verify(empty.root, '--against', list);
    expect(empty.asked).toEqual(['/']);
    expect(noCopy.differences).toHaveLength(2);
    expect(noCopy.differences[1]?.message).toBe(
      'There is no front page, so this is no root of a copy: 300 more files were not asked for.',
    );
    expect(noCopy.totals).toMatchObject({ listed: 301, missing: 301 });
    const failing = await serve((_, response) => response.writeHead(500).end());
    const failed = await verify(failing.root, '--against', list);
    expect(failing.asked.length).toBeLessThan(25);
    expect(failed.differences.at(-1)?.message).toMatch(
      /^The host failed 12 times in a row: \d+ more files were not asked for\.$/u,
    );
    expect(failed.totals).toMatchObject({ listed: 301, unreachable: 301 });
  });
});

describe('verify that is used wrongly', { timeout: 60_000 }, () => {
  it.each([
    [[], 'verify needs TARGET: dateline verify TARGET.'],
    [['nowhere'], 'There is no nowhere: name a folder, an http(s) address, or a file of addresses.'],
    [['tests/cli'], 'There is no tests/cli/SHA256SUMS: name the SHA256SUMS of the original with --against.'],
    [['src', '--against', 'none'], 'There is no none: name the SHA256SUMS of the original with --against.'],
    [['https://example.org/'], 'verify needs --against FILE for addresses: what a host says of itself proves nothing.'],
    [['https://a:b@example.org/', '--against', 'LICENSE'], 'https://a:b@example.org/ is no plain address.'],
    [['src', '--timeout', '0'], '--timeout 0 is not a number of seconds.'],
  ])('says so, with exit code 2: %j', async (args, message) => {
    expect(await dateline('verify', ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${message}\nRun dateline verify --help.\n`,
    });
  });
});
