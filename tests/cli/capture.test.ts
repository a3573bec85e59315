import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ENDPOINTS, type Endpoints } from '../../src/cli/ask-platform.ts';
import { createCapture } from '../../src/cli/capture.ts';
import { embed, ID } from '../capture/posts.ts';
import { dateline, ROOT, runNode } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { check, told } from './commands.ts';

const PLAIN = 'The road over the pass is open. — Road Office (@roadoffice) January 5, 2020\n';
const SOURCES = 'sources: [{ title: S, url: https://office.example/ }]';

function archive(files: Readonly<Record<string, string>> = {}): string {
  const content = makeFolder();
  const register = 'articles/2020/01/05-a.md' in files ? { 'permalinks.txt': '/2020/01/05/a/\n' } : {};
  writeFiles(content, { 'site.yml': SITE, ...register, ...files });
  return content;
}

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');
const read = (content: string, path: string) => readFileSync(join(content, path), 'utf8');
const captures = (content: string) => {
  const folder = join(content, 'captures');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

/** Writes material into a file of its own and gives its path. */
function material(text: string, name = 'material.txt'): string {
  const folder = makeFolder();
  writeFiles(folder, { [name]: text });
  return join(folder, name);
}

describe('capture', { timeout: 60_000 }, () => {
  it('prints entries and text as JSON, alone, and writes nothing', async () => {
    const content = archive();
    const { code, stdout, stderr } = await dateline('capture', material(PLAIN), '--json', '--content', content);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      posts: [
        {
          key: 'roadoffice-2020-01-05',
          author: 'Road Office',
          handle: 'roadoffice',
          date: '2020-01-05',
          dateFrom: 'text',
          text: 'The road over the pass is open.',
          captured: 'plain-text',
        },
      ],
      text: '::tweet{key="roadoffice-2020-01-05"}\n',
    });
    expect(readdirSync(content)).toEqual(['site.yml']);
  });

  it('reads standard input', async () => {
    const script = `const { spawnSync } = require('node:child_process');
      const { stdout, status } = spawnSync(process.execPath, [${JSON.stringify(join(ROOT, 'src/cli/main.ts'))}, 'capture', '-', '--json'], { input: ${JSON.stringify(embed())} });
      console.log(status, JSON.parse(stdout).posts[0].id);`;
    expect((await runNode(['-e', script])).stdout).toBe(`0 ${ID}\n`);
  });

  it('prints what to paste, keeps the material, and names it in the entries', async () => {
    const content = archive();
    const { code, stdout } = await dateline('capture', material(PLAIN), '--content', content);
    expect(code).toBe(0);
    const hash = sha256(PLAIN);
    expect(captures(content)).toEqual([`${hash}.txt`]);
    expect(read(content, `captures/${hash}.txt`)).toBe(PLAIN);
    expect(stdout).toBe(
      `tweets:
  - key: roadoffice-2020-01-05
    author: Road Office
    handle: roadoffice
    date: 2020-01-05
    dateFrom: text
    text: The road over the pass is open.
    captured: plain-text
    capture:
      file: captures/${hash}.txt
      sha256: ${hash}
---
::tweet{key="roadoffice-2020-01-05"}
`.replace(hash, hash),
    );
  });

  it('tells refusals with place and reason, and ends with 1, beside what was captured', async () => {
    const file = material(`${PLAIN}\n{{< tweet user="roadoffice" id="${ID}" >}}\n`);
    const { code, stdout, stderr } = await dateline('capture', file, '--json', '--content', archive());
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      posts: [{ handle: 'roadoffice' }],
      refused: [
        { code: 'capture-wordless', line: 3, column: 1, excerpt: `{{< tweet user="roadoffice" id="${ID}" >}}` },
      ],
    });
    expect(stderr).toMatch(
      /material\.txt:3:1 {2}capture-wordless {2}The words of the post \(https:\/\/twitter\.com\/roadoffice\/status\/\d+\) are not in this text\. {2}Open the post/u,
    );
  });

  it('adds posts to a story in which nothing else changes, and check finds no fault', async () => {
    const before = `---\r\ntitle: A story  # its title\r\ndate: 2020-01-05\r\n${SOURCES}\r\ntweets:\r\n- { key: roadoffice-2020-01-05, author: A, handle: a, date: 2020-01-05, text: T }\r\n---\r\n\r\nText.  \r\n\r\n::tweet{key="roadoffice-2020-01-05"}\r\n`;
    const content = archive({ 'articles/2020/01/05-a.md': before });
    const page = `<p>Words</p>\n${embed()}\n${embed({ words: 'מרחב\n<br>🏔️', id: String(BigInt(ID) + 1n), p: ' lang="he" dir="rtl"' })}\n`;
    const { code, stderr } = await dateline(
      'capture',
      material(page, 'page.html'),
      '--into',
      join(content, 'articles/2020/01/05-a.md'),
      '--content',
      content,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const after = read(content, 'articles/2020/01/05-a.md');
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    const [front = '', body = ''] = after.split('---\r\n\r\n');
    expect(before.startsWith(front.slice(0, front.indexOf('- key: roadoffice-2020-01-05-2')))).toBe(true);
    expect(body).toBe(
      'Text.  \r\n\r\n::tweet{key="roadoffice-2020-01-05"}\r\n\r\n::tweet{key="roadoffice-2020-01-05-2"}\r\n\r\n::tweet{key="roadoffice-2020-01-05-3"}\r\n',
    );
    expect(captures(content)).toEqual([`${sha256(page)}.html`]);
    expect(told((await check(content)).problems)).toEqual([]);

    const again = await dateline(
      'capture',
      material(page, 'page.html'),
      '--into',
      join(content, 'articles/2020/01/05-a.md'),
      '--content',
      content,
    );
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(`The story has the post ${ID} already, as roadoffice-2020-01-05-2.`);
    expect(read(content, 'articles/2020/01/05-a.md')).toBe(after);
  });

  it('takes the posts of a story’s own text out of it', async () => {
    const path = 'articles/2020/01/05-a.md';
    const content = archive({ [path]: story(SOURCES, `Before.\n\n${PLAIN}\nAfter.`) });
    const { code } = await dateline(
      'capture',
      join(content, path),
      '--into',
      join(content, path),
      '--content',
      content,
    );
    expect(code).toBe(0);
    expect(read(content, path)).toMatch(/\n---\n\nBefore\.\n\n::tweet\{key="roadoffice-2020-01-05"\}\n\nAfter\.$/u);
    expect(captures(content)).toEqual([`${sha256(PLAIN.trim())}.txt`]);
    expect(told((await check(content)).problems)).toEqual([]);
  });

  it.each([
    [['capture'], 'capture needs FILE|-'],
    [['capture', 'nowhere.txt'], 'There is no file nowhere.txt.'],
    [['capture', 'README.md', '--into', 'README.md'], '--into README.md is not a story below content/articles.'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await dateline(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('refuses bytes that are no text', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a.txt': Uint8Array.from([0x61, 0x97, 0x62]) });
    const { code, stderr } = await dateline('capture', join(folder, 'a.txt'), '--json');
    expect(code).toBe(1);
    expect(stderr).toContain('encoding');
  });
});

describe('check', { timeout: 60_000 }, () => {
  it('finds posts in the text, and --fix makes records of them', async () => {
    const path = 'articles/2020/01/05-a.md';
    const other = story(SOURCES, `He posted: ${PLAIN}`);
    const content = archive({
      [path]: story(SOURCES, `Before.\n\n> ${PLAIN}\n${embed({ words: 'Shut.' })}\n`),
      'articles/2020/01/06-b.md': other,
      'permalinks.txt': '/2020/01/05/a/\n/2020/01/05/b/ 2020/01/06-b.md\n',
    });
    expect(told((await check(content)).problems, 'warning')).toEqual([
      `post-in-text ${path}:9:1 body`,
      `html-removed ${path}:11:1 body`,
      `post-in-text ${path}:11:1 body`,
    ]);
    expect(captures(content)).toEqual([]);

    const fixed = await check(content, '--fix');
    expect(told(fixed.problems)).toEqual([]);
    expect(fixed).toMatchObject({
      code: 0,
      fixed: [{ message: 'Posts became records: roadoffice-2020-01-05, roadoffice-2020-01-05-2.' }],
    });
    expect(read(content, path)).toMatch(
      /\n---\n\nBefore\.\n\n::tweet\{key="roadoffice-2020-01-05"\}\n\n::tweet\{key="roadoffice-2020-01-05-2"\}\n$/u,
    );
    expect(captures(content)).toHaveLength(2);
    // Where a post begins within a paragraph cannot be known.
    expect(read(content, 'articles/2020/01/06-b.md')).toBe(other);
    const after = read(content, path);
    await check(content, '--fix');
    expect(read(content, path)).toBe(after);
  });

  it('leaves a story whose front matter cannot be added to', async () => {
    const path = 'articles/2020/01/05-a.md';
    const text = `---\n{ title: T, date: 2020-01-05, ${SOURCES} }\n---\n\n${PLAIN}`;
    const content = archive({ [path]: text });
    expect(await check(content, '--fix')).toMatchObject({
      fixed: [
        { message: 'Its posts cannot be added to its front matter: write that as fields on lines of their own.' },
      ],
    });
    expect(read(content, path)).toBe(text);
    expect(captures(content)).toEqual([]);
  });
});

describe('capture --online', () => {
  /** Starts a platform on this machine and gives the endpoints that ask it. */
  async function platform(answer: RequestListener): Promise<Endpoints> {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    return { ...ENDPOINTS, x: (post) => `http://127.0.0.1:${port}/oembed?url=${encodeURIComponent(post.href)}` };
  }

  /** Runs the command in this process, so that it asks the platform on this machine. */
  async function run(
    endpoints: Endpoints,
    file: string,
    content: string,
    flags: Readonly<Record<string, string | boolean>>,
  ) {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const error = vi.spyOn(console, 'error').mockReturnValue();
    try {
      const code = await createCapture(endpoints).run({ content, ...flags }, [file]);
      return { code, out: log.mock.calls.flat().join('\n'), err: error.mock.calls.flat().join('\n') };
    } finally {
      log.mockRestore();
      error.mockRestore();
    }
  }

  const url = `https://twitter.com/roadoffice/status/${ID}`;
  const reply = JSON.stringify({
    url,
    author_name: 'Road Office',
    author_url: 'https://twitter.com/roadoffice',
    html: embed(),
    provider_name: 'X',
  });

  it('asks the platform for the words, and keeps its reply', async () => {
    const asked: string[] = [];
    const endpoints = await platform((request, response) => {
      asked.push(String(request.url));
      response.end(reply);
    });
    const content = archive();
    for (const given of [url, material(`Words.\n\n${url}?s=20\n`)]) {
      const { code, out, err } = await run(endpoints, given, content, { online: true });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('captured: oembed');
      expect(out).toContain(`file: captures/${sha256(reply)}.json`);
    }
    expect(asked).toEqual([`/oembed?url=${encodeURIComponent(url)}`, `/oembed?url=${encodeURIComponent(url)}`]);
    expect(captures(content)).toEqual([`${sha256(reply)}.json`]);
    expect(read(content, `captures/${sha256(reply)}.json`)).toBe(reply);
  });

  it('asks nobody without the flag', async () => {
    const endpoints = await platform(() => expect.unreachable());
    const { code, err } = await run(endpoints, url, archive(), {});
    expect(code).toBe(1);
    expect(err).toContain('capture-wordless');
  });

  it.each<[string, RequestListener, string]>([
    [
      'a post that is gone',
      (_, response) =>
        response
          .writeHead(404)
          .end(
            '{"error":"Sorry, that page does not exist","errors":[{"code":34,"message":"Sorry, that page does not exist"}]}',
          ),
      'capture-gone',
    ],
    [
      'a page in its place',
      (_, response) => response.end('<html><title>X</title>Sorry, you are not authorized to see this status.</html>'),
      'not authorized to see this status',
    ],
    ['nothing', (_, response) => response.writeHead(500).end(), 'answered 500 and nothing else'],
    [
      'another host',
      (_, response) => response.writeHead(302, { location: 'http://other.example/' }).end(),
      'sends to other.example, which was not asked',
    ],
    [
      'itself',
      (request, response) => response.writeHead(302, { location: String(request.url) }).end(),
      'sends from one address to the next',
    ],
    ['too much', (_, response) => response.end('x'.repeat(2_000_000)), 'more than a megabyte'],
    [
      'another post',
      (_, response) => response.end(reply.replaceAll(ID, String(BigInt(ID) + 1n))),
      'capture-disagrees  Asked about the post',
    ],
    ['a broken line', (_, response) => response.destroy(), 'could not be asked'],
  ])('refuses a reply of %s, with the reason', async (_what, answer, reason) => {
    const content = archive();
    const { code, err } = await run(await platform(answer), url, content, { online: true });
    expect(code).toBe(1);
    expect(err).toContain(reason);
    expect(captures(content)).toEqual([]);
  });

  it('asks Mastodon hosts by name on the public network alone', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', 'nas.local', '169.254.169.254'])
      expect(ENDPOINTS.mastodon(new URL(`https://${host}/@a/1`))).toBeUndefined();
    expect(ENDPOINTS.mastodon(new URL('http://social.example/@a/1'))).toBeUndefined();
    expect(ENDPOINTS.mastodon(new URL('https://social.example/@a/1'))).toBe(
      'https://social.example/api/oembed?url=https%3A%2F%2Fsocial.example%2F%40a%2F1',
    );
  });
});
