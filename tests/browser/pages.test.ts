import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { filesIn } from '../site/files.ts';
import { launch } from './chromium.ts';
import { serve } from './static-host.ts';

const site = inject('site');
const STORY = '/2020/01/05/india-tells-iran-deeply-concerned/';
/** One page of every kind. */
const KINDS = [
  '/',
  STORY,
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

  it('no page asks another host for anything, runs a script, or logs an error', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    const logged: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== host.origin) asked.push(request.url());
      if (request.resourceType() === 'script') asked.push(request.url());
    });
    page.on('console', (message) => logged.push(message.text()));
    page.on('pageerror', (error) => logged.push(String(error)));
    for (const file of filesIn(site).filter((name) => name.endsWith('.html') && name !== '404.html')) {
      await page.goto(`${host.origin}/${file.replace(/index\.html$/u, '')}`);
    }
    expect(asked).toEqual([]);
    expect(logged).toEqual([]);
    await page.close();
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
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excess, address).toBeLessThanOrEqual(0);
    }
    await page.close();
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
