import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { filesIn } from '../site/files.ts';
import { launch } from './chromium.ts';
import { serve } from './static-host.ts';

const site = inject('site');
const STORY = '/2020/01/05/india-tells-iran-deeply-concerned/';
const PERSIAN = '/2020/01/07/ezdeham-dar-tashyi-soleimani-dar-kerman/';
/** One page of every kind. */
const KINDS = [
  '/',
  STORY,
  '/2020/01/05/bharat-ne-iran-se-gahri-chinta-jatai/',
  PERSIAN,
  // With a picture; with a table and a correction; withdrawn.
  '/2020/01/08/iran-fires-missiles-at-bases-in-iraq/',
  '/2020/01/08/ukrainian-airliner-falls-near-tehran/',
  '/2020/01/08/eighty-americans-killed-iranian-television-says/',
  '/2020/',

  '/2020/01/',
  '/2020/01/05/',
  '/topics/',
  '/topics/iran-us-crisis/',
  '/topics/iran-us-crisis/2020/',
  '/people/',
  '/people/s-jaishankar/',
  '/organizations/',
  '/organizations/ministry-of-external-affairs/',
  '/places/',
  '/places/india/',
  '/series/',
  '/series/us-iran-2020/',
  '/sources/',
  '/sources/hindustan-times/',
  '/sources/hindustantimes.com/',
  '/quotes/',
  '/quotes/drsjaishankar/',
  '/on-this-day/01-05/',
  '/corrections/',
  '/about/',
  '/404.html',
];

let browser: Browser;
let host: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  [browser, host] = await Promise.all([launch(), serve(site)]);
});
afterAll(async () => {
  await browser.close();
  host.close();
});

/** How many pages are visited beside one of every kind, and with which seed they are chosen; tests/site reads every page. */
const SAMPLE = 150;
const SEED = 1;

/** Gives the address of a page of every kind and of some others, the same in every run. */
function sampleOf(files: readonly string[]): string[] {
  const ordered = files
    .map((file) => ({ file, place: hash('sha256', `${SEED} ${file}`) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const chosen = ordered.slice(0, SAMPLE).map(({ file }) => `/${file.replace(/index\.html$/u, '')}`);
  return [...new Set([...KINDS.filter((address) => address !== '/404.html'), ...chosen])];
}

/** Gives how many pixels a page is wider than its window. */
function excessOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe('in Chromium', () => {
  it.each(['light', 'dark'] as const)('no kind of page has an axe violation, %s', async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 }, bypassCSP: true });
    for (const address of KINDS) {
      await page.goto(host.origin + address);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
        address,
      ).toEqual([]);
    }
    await page.close();
  });

  it('no page asks another host for anything, runs a script, or logs an error, in a sample of all', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    const logged: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== host.origin) asked.push(request.url());
      if (request.resourceType() === 'script') asked.push(request.url());
    });
    page.on('console', (message) => logged.push(message.text()));
    page.on('pageerror', (error) => logged.push(String(error)));
    const visited = sampleOf(filesIn(site).filter((name) => name.endsWith('.html') && name !== '404.html'));
    expect(visited.length).toBeGreaterThan(KINDS.length + 100);
    for (const address of visited) await page.goto(host.origin + address);
    await page.close();
    expect(asked).toEqual([]);
    expect(logged).toEqual([]);
  });

  it('a page reads whole without style and without script', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.route('**/*.css', (route) => route.abort());
    await page.goto(host.origin + STORY);
    const text = await page.locator('main').innerText();
    for (const words of [
      'Just concluded a conversation',
      'We have noted that a senior Iranian leader',
      'Hindustan Times',
      'foreign minister, Iran',
    ]) {
      expect(text).toContain(words);
    }
    await page.close();
  });

  it.each([320, 390, 820, 1440])('no kind of page scrolls sideways at %i px', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    for (const address of KINDS) {
      await page.goto(host.origin + address);
      expect(await excessOf(page), address).toBeLessThanOrEqual(0);
    }
    await page.close();
  });

  it('no kind of page scrolls sideways with letters of twice their size', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    for (const address of KINDS) {
      await page.goto(host.origin + address);
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      expect(await excessOf(page), address).toBeLessThanOrEqual(0);
    }
    await page.close();
  });

  it.each([STORY, PERSIAN, '/2020/01/', '/people/'])(
    'the keyboard reaches every control of %s in order, and each shows that it has the focus',
    async (address) => {
      const page = await browser.newPage();
      await page.goto(host.origin + address);
      const controls = await page.evaluate(() => document.querySelectorAll('a[href], summary, [tabindex="0"]').length);
      const hidden: string[] = [];
      for (let place = 0; place < controls; place++) {
        await page.keyboard.press('Tab');
        const fault = await page.evaluate((index) => {
          const { activeElement } = document;
          const expected = document.querySelectorAll('a[href], summary, [tabindex="0"]')[index];
          if (!activeElement || activeElement !== expected) return `not reached: ${expected?.outerHTML ?? ''}`;
          const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
          const shown = outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 3;
          return shown ? undefined : `no ring: ${activeElement.outerHTML}`;
        }, place);
        if (fault !== undefined) hidden.push(fault);
      }
      expect(controls).toBeGreaterThan(30);
      expect(hidden).toEqual([]);
      await page.close();
    },
  );

  it('a story weighs little, and asks only for the fonts that its letters need', async () => {
    const weigh = async (address: string) => {
      const page = await browser.newPage();
      const bodies: Promise<{ kind: string; name: string; bytes: Buffer }>[] = [];
      page.on('response', (response) => {
        const name = response.url().replace(/^.*\//u, '');
        bodies.push(response.body().then((bytes) => ({ kind: response.request().resourceType(), name, bytes })));
      });
      await page.goto(host.origin + address, { waitUntil: 'networkidle' });
      const all = await Promise.all(bodies);
      await page.close();
      const sum = (kinds: readonly string[], size: (bytes: Buffer) => number) =>
        all.filter(({ kind }) => kinds.includes(kind)).reduce((total, { bytes }) => total + size(bytes), 0);
      const fonts = all.filter(({ kind }) => kind === 'font').map(({ name }) => name.replace(/\..*$/u, ''));
      return {
        text: sum(['document', 'stylesheet'], (bytes) => gzipSync(bytes).length),
        fontBytes: sum(['font'], (bytes) => bytes.length),
        fonts: fonts.toSorted(),
      };
    };
    const latin = await weigh(STORY);
    expect(latin.text).toBeLessThanOrEqual(20_000);
    expect(latin.fontBytes).toBeLessThanOrEqual(160_000);
    // The link to the Hindi version is in its own script: a font of a few names, and not a whole one.
    expect(latin.fonts).toEqual([
      'archivo-latin-normal-letters',
      'literata-latin-normal-letters',
      'noto-serif-devanagari-devanagari-names',
    ]);
    expect((await weigh(PERSIAN)).fonts).toContain('noto-naskh-arabic-arabic-normal-letters');
  });

  it('the keyboard reaches the skip link first, and it leads to the text', async () => {
    const page = await browser.newPage();
    await page.goto(host.origin + STORY);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#main');
    await page.close();
  });
});
