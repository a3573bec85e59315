import { spawn } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dateline, ROOT } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { filesIn } from '../site/files.ts';
import { build } from './commands.ts';

/** Starts `preview --json`, waits for its address, and gives that with a way to end it and its exit code. */
async function preview(...args: readonly string[]): Promise<{ url: string; end: () => Promise<number | null> }> {
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), 'preview', '--json', ...args], {
    env: { ...process.env, VITEST: undefined, NODE_ENV: undefined, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const end = () => {
    child.kill('SIGTERM');
    return ended;
  };
  onTestFinished(async () => {
    await end();
  });
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.trimEnd().endsWith('}')) resolve((JSON.parse(printed) as { url: string }).url);
    });
    child.on('close', () => reject(new Error(`preview ended: ${printed}`)));
  });
  return { url, end };
}

async function get(address: string): Promise<{ status: number; type: string; text: string }> {
  const response = await fetch(address);
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return { status: response.status, type, text: await response.text() };
}

describe('preview of a folder', { timeout: 60_000 }, () => {
  it('answers what a browser or a scanner may ask, and does not end', async () => {
    const folder = makeFolder();
    const out = join(folder, 'site');
    writeFiles(folder, { 'secret.txt': 'Secret' });
    writeFiles(out, { 'index.html': 'Front', 'media/a,b &c.txt': 'Picture', 'a/index.html': '0123456789' });
    const { url, end } = await preview('--out', out);
    expect(await get(`${url}nowhere/`)).toMatchObject({ status: 404, text: 'Not found' });
    expect((await get(`${url}media/a%2Cb%20%26c.txt`)).text).toBe('Picture');
    for (const path of ['..%2fsecret.txt', '%2e%2e/secret.txt', '%', '%00'])
      expect((await get(url + path)).text, path).not.toBe('Secret');
    for (const range of ['bytes=5-2', 'bytes=-', 'lines=1-2', 'bytes=99-'])
      expect((await fetch(`${url}a/`, { headers: { range } })).status, range).not.toBe(500);
    const part = await fetch(`${url}a/`, { headers: { range: 'bytes=2-4', 'accept-encoding': 'identity' } });
    expect([part.status, await part.text()]).toEqual([206, '234']);
    expect(await end()).toBe(0);
  });

  it('takes the next free port for the second, and says that a port that was asked for is taken', async () => {
    const out = makeFolder();
    writeFiles(out, { 'index.html': 'Front', '404.html': 'Missing' });
    const [one, other] = [await preview('--out', out), await preview('--out', out)];
    const ports = [one, other].map(({ url }) => Number(new URL(url).port));
    expect(ports[1]).toBeGreaterThan(ports[0] ?? 0);
    expect((await get(other.url)).text).toBe('Front');
    const taken = await dateline('preview', '--out', out, '--port', String(ports[0]));
    expect(taken).toEqual({ code: 1, stdout: '', stderr: `Port ${ports[0]} is taken: name another with --port.\n` });
    expect([await one.end(), await other.end()]).toEqual([0, 0]);
  });
});

describe('preview', { timeout: 60_000 }, () => {
  it('says so when there is no site', async () => {
    const out = join(makeFolder(), 'site');
    const said = { code: 1, stdout: '', stderr: `There is no site in ${out}: run dateline build first.\n` };
    expect(await dateline('preview', '--out', out)).toEqual(said);
    writeFiles(out, { 'notes.txt': 'No site.' });
    expect(await dateline('preview', '--out', out)).toEqual(said);
  });

  it.each(['https://record.example', 'https://example.org/papers/record'])(
    'serves the site of %s under its path, with its files and its own page for what is not there',
    async (site) => {
      const [content, folder] = [makeFolder(), makeFolder()];
      const [out, old] = [join(folder, 'site'), join(folder, '.site.old')];
      writeFiles(content, {
        'site.yml': SITE.replace('https://record.example', site),
        'articles/2020/01/05-a.md': story('sources: [{ title: A wire }]'),
      });
      expect(await build(content, out, makeFolder())).toMatchObject({ code: 0, stderr: '' });
      const css = filesIn(out).find((file) => file.endsWith('.css')) ?? '';
      // As a build leaves it that is killed between the two renames of its swap.
      renameSync(out, old);

      const { url, end } = await preview('--out', out, '--port', '45871');
      expect(existsSync(old)).toBe(false);
      expect(new URL(url).pathname).toBe(new URL(`${site}/`.replace('e//', 'e/')).pathname);
      const front = await get(url);
      expect(front).toMatchObject({ status: 200, type: 'text/html' });
      expect(front.text).toContain('The Test Record');
      const [, stylesheet = ''] = /<link rel="stylesheet" href="([^"]+)"/u.exec(front.text) ?? [];
      expect(await get(new URL(stylesheet, url).href)).toMatchObject({ status: 200, type: 'text/css' });
      expect(await get(`${url}${css}`)).toMatchObject({ status: 200, type: 'text/css' });
      const bare = await fetch(url.replace(/\/$/u, ''), { redirect: 'manual' });
      expect(bare.status).toBe(site.endsWith('example') ? 200 : 308);
      expect((await fetch(url)).headers.get('content-encoding')).toMatch(/gzip|br/u);
      for (const address of ['2020/01/05/a/', '2020/01/05/a'])
        expect((await get(url + address)).text).toContain('A story');
      for (const address of ['nowhere/', 'nowhere', '2020/01/05/none/']) {
        const missing = await get(url + address);
        expect(missing.status).toBe(404);
        expect(missing.text).toContain('The Test Record');
      }
      expect(await end()).toBe(0);
      await expect(fetch(url)).rejects.toThrow();
    },
  );
});
