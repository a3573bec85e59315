/** A story of thirty posts of all kinds, as a browser shows it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tweet } from '../../src/model/quote.ts';
import { readArticle } from '../../src/reading/article.ts';
import { dateline } from '../command-line.ts';
import { PERSIAN, THIRTY, writePostsArchive } from '../fixtures/posts-archive.ts';
import { launch } from './chromium.ts';
import { serve } from './static-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'dateline-posts-'));
const PAGES = [THIRTY, PERSIAN, '/quotes/', '/quotes/ashaverma/', '/people/asha-verma/', '/people/ravi-nair/'];

let browser: Browser;
let host: Awaited<ReturnType<typeof serve>>;
let posts: readonly Tweet[];

beforeAll(async () => {
  await writePostsArchive(join(folder, 'content'));
  const article = join(folder, 'content', 'articles', '2023-05-03-thirty-posts.md');
  posts = readArticle(readFileSync(article), '2023-05-03-thirty-posts.md').value?.tweets ?? [];
  const places = ['content', 'site', 'cache'].flatMap((name) => [
    name === 'site' ? '--out' : `--${name}`,
    join(folder, name),
  ]);
  const { code, stdout, stderr } = await dateline('build', ...places);
  if (code !== 0) throw new Error(`${stdout}\n${stderr}`);
  [browser, host] = await Promise.all([launch(), serve(join(folder, 'site'))]);
});
afterAll(async () => {
  await browser.close();
  host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes pictures that wait to be scrolled to load, and waits for them. */
async function loadPictures(page: Page): Promise<{ source: string; isShown: boolean }[]> {
  return page.evaluate(async () => {
    const pictures = [...document.querySelectorAll('img')];
    for (const picture of pictures) picture.loading = 'eager';
    await Promise.allSettled(pictures.map((picture) => picture.decode()));
    return pictures.map(({ currentSrc, naturalWidth }) => ({ source: currentSrc, isShown: naturalWidth > 0 }));
  });
}

const one = (text: string) => text.replace(/\s+/gu, ' ').trim();

describe('preserved posts in Chromium', () => {
  it.each(['light', 'dark'] as const)('have no axe violation, %s', async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 }, bypassCSP: true });
    for (const address of PAGES) {
      await page.goto(host.origin + address);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      expect(found, address).toEqual([]);
    }
    await page.close();
  });

  it('ask no other host for anything, run no script, and show every picture that was saved', async () => {
    const page = await browser.newPage();
    const wrong: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== host.origin || request.resourceType() === 'script')
        wrong.push(request.url());
    });
    page.on('console', (message) => wrong.push(message.text()));
    page.on('pageerror', (error) => wrong.push(String(error)));
    for (const address of PAGES) {
      await page.goto(host.origin + address);
      const pictures = await loadPictures(page);
      expect(
        pictures.filter(({ isShown }) => !isShown),
        address,
      ).toEqual([]);
      if (address === THIRTY) expect(pictures).toHaveLength(4);
    }
    await page.close();
    expect(wrong).toEqual([]);
  });

  it('load the copy that their screen needs', async () => {
    const widthOn = async (width: number, deviceScaleFactor: number) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor });
      await page.goto(host.origin + THIRTY);
      const [first] = await loadPictures(page);
      await page.close();
      return /-(\d+)\.webp$/u.exec(first?.source ?? '')?.[1];
    };
    expect([await widthOn(390, 1), await widthOn(1440, 1), await widthOn(1440, 2)]).toEqual(['480', '960', '1600']);
  });

  it('are read without style and script: the words, author, date and state of each, in order', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.route('**/*.css', (route) => route.abort());
    await page.goto(host.origin + THIRTY);
    const text = one(await page.locator('main').innerText());
    const places = await page.locator('figure.exhibit').evaluateAll((figures) => figures.map(({ id }) => id));
    expect(places).toHaveLength(30);
    let from = 0;
    for (const id of places) {
      const post = posts[Number(id.slice('quote.'.length)) - 1];
      const exhibit = one(await page.locator(`[id="${id}"]`).innerText());
      const at = text.indexOf(exhibit, from);
      expect(at, id).toBeGreaterThanOrEqual(from);
      // A quoted post stands within the one that quotes it.
      from = at + 1;
      const year = post?.date.slice(0, 4) ?? '?';
      const words = post?.withheld ? 'withheld by the editors' : one(post?.text ?? '?');
      for (const wanted of [words, `@${post?.handle}`, year]) expect(exhibit, id).toContain(wanted);
      expect(exhibit, id).toMatch(
        /^Exhibit \d+: .*?(?:Original (?:live|not recorded|not checked)|Deleted; |Protected; |Account suspended; |State of the original unknown)/u,
      );
    }
    await page.close();
  });

  it('run as their scripts do, on pages that run either way', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    /** Gives on which side of its box the first line of a post begins. */
    const sideOf = (id: string) =>
      page.evaluate((place) => {
        const paragraph = document.querySelector(`[id="${place}"] blockquote p`);
        if (!paragraph?.firstChild) return `nothing in ${place}`;
        const range = document.createRange();
        range.selectNodeContents(paragraph);
        const [line] = range.getClientRects();
        const box = paragraph.getBoundingClientRect();
        return line && Math.abs(line.left - box.left) < 2 ? 'left' : 'right';
      }, id);
    await page.goto(host.origin + THIRTY);
    const sides = await Promise.all(
      ['quote.1', 'quote.11', 'quote.12', 'quote.13', 'quote.14', 'quote.16'].map(sideOf),
    );
    expect(sides).toEqual(['left', 'right', 'right', 'right', 'left', 'left']);
    await page.goto(host.origin + PERSIAN);
    expect(await Promise.all(['quote.1', 'quote.2'].map(sideOf))).toEqual(['right', 'left']);
    await page.close();
  });

  it.each([320, 390, 820, 1440])('do not scroll sideways at %i px', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    for (const address of PAGES) {
      await page.goto(host.origin + address);
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excess, address).toBeLessThanOrEqual(0);
    }
    await page.close();
  });
});
