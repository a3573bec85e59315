import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../command-line.ts';
import { launch } from './chromium.ts';

const STORY = '2020/01/05/india-tells-iran-deeply-concerned/';
const FILE = 'articles/2020/01/05-india-tells-iran-deeply-concerned.md';

let folder: string;
let server: ChildProcess;
let origin: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-dev-'));
  cpSync(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  const { VITEST: _vitest, NODE_ENV: _nodeEnv, ...env } = process.env;
  server = spawn(
    process.execPath,
    [
      'src/cli/main.ts',
      'dev',
      '--content',
      join(folder, 'content'),
      '--cache',
      join(folder, 'cache'),
      '--port',
      '4399',
      '--json',
    ],
    {
      cwd: ROOT,
      env: { ...env, ASTRO_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  origin = await new Promise<string>((resolve, reject) => {
    let printed = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /"url": "([^"]+)"/u.exec(printed)?.[1];
      if (url) resolve(url);
    });
    server.on('exit', (code) => reject(new Error(`The dev server ended with ${code}: ${printed}`)));
  });
  browser = await launch();
  page = await browser.newPage();
});

afterAll(async () => {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

const edit = (path: string, change: (text: string) => string) => {
  const file = join(folder, 'content', path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};

describe('dateline dev', () => {
  it('shows an edit in the open page by itself', async () => {
    await page.goto(origin + STORY);
    await page.getByRole('heading', { level: 1, name: 'India tells Iran that it is deeply concerned' }).waitFor();
    edit(FILE, (text) =>
      text.replace('title: India tells Iran that it is deeply concerned', 'title: An edited headline'),
    );
    await page.getByRole('heading', { level: 1, name: 'An edited headline' }).waitFor();
  });

  it('shows a broken date in the overlay with file, line and column, and the page again when it is mended', async () => {
    edit(FILE, (text) => text.replace('date: 2020-01-05\n', 'date: 2020-02-30\n'));
    const overlay = page.locator('vite-error-overlay');
    await overlay.waitFor({ timeout: 15_000, state: 'attached' });
    const text = () => overlay.evaluate((element) => element.shadowRoot?.textContent ?? '');
    await expect.poll(text).toContain('2020-02-30');
    expect(await text()).toMatch(/05-india-tells-iran-deeply-concerned\.md:3:7/u);
    edit(FILE, (broken) => broken.replace('date: 2020-02-30\n', 'date: 2020-01-05\n'));
    await page.getByRole('heading', { level: 1, name: 'An edited headline' }).waitFor();
  });

  it('serves a story that was added, and no longer one that was taken away', async () => {
    const file = join(folder, 'content', 'articles/2020/01/09-added.md');
    writeFileSync(file, '---\ntitle: An added story\ndate: 2020-01-09\n---\n\nText.\n');
    await expect.poll(async () => (await fetch(`${origin}2020/01/09/added/`)).status, { timeout: 20_000 }).toBe(200);
    rmSync(file);
    await expect.poll(async () => (await fetch(`${origin}2020/01/09/added/`)).status, { timeout: 20_000 }).toBe(404);
  });

  it('shows pictures and their copies', async () => {
    // The open page may be reloading for the story that was taken away, which would break off its way to another.
    const other = await browser.newPage();
    await other.goto(`${origin}2020/01/08/iran-fires-missiles-at-bases-in-iraq/`);
    const picture = other.locator('main img').first();
    expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.currentSrc))).toMatch(
      /\/media\/copies\/.*\.webp$/u,
    );
  });
});
