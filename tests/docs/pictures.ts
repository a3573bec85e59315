/** The README’s pictures. `node tests/docs/pictures.ts [SITE]` takes them anew from a built site with this machine's Chromium. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { launch } from '../browser/chromium.ts';
import { serve } from '../browser/static-host.ts';

/** A window on one page, in CSS pixels. */
interface View {
  readonly address: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

/** A picture of the README: one view, or several side by side. */
interface Picture {
  /** Its file is `tests/docs/pictures/NAME.webp`. */
  readonly name: string;
  readonly views: readonly View[];
  /** What it shows, for those who do not see it. */
  readonly alt: string;
}

/** No picture is heavier (bytes), so that the README opens quickly. */
export const MAX_BYTES = 90_000;

/** Folder of the pictures, from the project's. */
const FOLDER = 'tests/docs/pictures';
const ROOT = join(import.meta.dirname, '..', '..');
/** Between and around views that stand side by side, in pixels. */
const GAP = 24;
const GREY = '#8a8a8a';

const STORY = '/2020/01/05/india-tells-iran-deeply-concerned/';
const page = (address: string, height: number, scheme: View['scheme'] = 'light'): View => ({
  address,
  width: 1440,
  height,
  scheme,
});
const phone = (address: string): View => ({ address, width: 390, height: 844, scheme: 'light' });

/** Every picture, in the README’s order. */
export const PICTURES: readonly Picture[] = [
  {
    name: 'front',
    views: [page('/', 1100)],
    alt: 'The front page: a scale of the years, the newest days with their stories, and the topics of the newest stories.',
  },
  {
    name: 'story',
    views: [page(STORY, 1300)],
    alt: 'A story: its day on a scale of the month, its headline and text, a preserved post with what is known of it, and the people with their offices on that day.',
  },
  { name: 'story-dark', views: [page(STORY, 1300, 'dark')], alt: 'The same story on a screen set to dark colours.' },
  {
    name: 'month',
    views: [page('/2020/01/', 1000)],
    alt: 'A month as a calendar in which busier days are darker, and below it the headlines day by day.',
  },
  {
    name: 'topic',
    views: [page('/topics/iran-us-crisis/', 900)],
    alt: 'A topic: a chart of its stories a day, and the stories, newest first.',
  },
  {
    name: 'persian',
    views: [page('/2020/01/07/ezdeham-dar-tashyi-soleimani-dar-kerman/', 1000)],
    alt: 'A story in Persian: the page runs from right to left, and the site’s own words stay English.',
  },
  { name: 'phone', views: [phone(STORY), phone('/')], alt: 'A story and the front page on a phone.' },
];

/** Gives the line of Markdown that shows a picture in the README. */
export function markdownOf({ name, alt }: Picture): string {
  return `![${alt}](${pathOf(name)})`;
}

/** Gives the path of a picture's file from the project's folder. */
export function pathOf(name: string): string {
  return `${FOLDER}/${name}.webp`;
}

async function takeView(browser: Browser, origin: string, view: View): Promise<Buffer> {
  const { address, width, height, scheme } = view;
  const tab = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, deviceScaleFactor: 1 });
  const response = await tab.goto(origin + address, { waitUntil: 'networkidle' });
  if (!response?.ok()) throw new Error(`The site has no page ${address}.`);
  await tab.evaluate(() => document.fonts.ready.then(() => undefined));
  const png = await tab.screenshot();
  await tab.close();
  return png;
}

/** Puts views side by side on grey; a single one stays as it is. */
function compose(pngs: Buffer[]): Sharp {
  if (pngs.length === 1) return sharp(pngs[0]);
  const join = { across: pngs.length, shim: GAP, background: GREY };
  return sharp(pngs, { join }).extend({ top: GAP, bottom: GAP, left: GAP, right: GAP, background: GREY });
}

async function takePictures(site: string): Promise<void> {
  if (!existsSync(join(site, 'index.html'))) throw new Error(`There is no built site in ${site}.`);
  mkdirSync(join(ROOT, FOLDER), { recursive: true });
  const [browser, host] = await Promise.all([launch(), serve(site)]);
  try {
    for (const { name, views } of PICTURES) {
      const pngs: Buffer[] = [];
      for (const view of views) pngs.push(await takeView(browser, host.origin, view));
      const webp = await compose(pngs)
        // A page is mostly type on plain paper: without loss it is smaller than at quality 80.
        .webp({ lossless: true })
        .toBuffer();
      if (webp.length > MAX_BYTES) throw new Error(`${name}.webp has ${webp.length} bytes; ${MAX_BYTES} is the most.`);
      writeFileSync(join(ROOT, pathOf(name)), webp);
      console.log(`${pathOf(name)}  ${webp.length} bytes`);
    }
  } finally {
    await browser.close();
    host.close();
  }
}

if (import.meta.main) await takePictures(resolve(process.argv[2] ?? join(ROOT, 'dist')));
