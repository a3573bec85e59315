/** The frame of every page that Eleventy writes, and words; the same substance as Dateline's Page. */
import { type Crumb, type Json, toCollectionPage, toScriptText } from '../../../src/formats/json-ld.ts';
import { type MetaTag, toPageMeta } from '../../../src/formats/meta-tags.ts';
import { inWords } from '../../../src/model/day.ts';
import { MADE_SITE } from '../generate.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Writes a text for HTML. */
export function esc(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? character);
}

/** How much of a date is said. */
export type Form = keyof typeof FORMS;

const FORMS = {
  weekdayAndDay: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short', year: 'numeric' },
  dayAndMonth: { day: 'numeric', month: 'long' },
  shortDayAndMonth: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long' },
  number: { day: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  monthAlone: { month: 'long' },
  shortMonthAndYear: { month: 'short', year: 'numeric' },
  shortMonth: { month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Writes a day or month in words. */
export function words(date: string, form: Form): string {
  return inWords(date, 'en-GB', FORMS[form]).replace(',', '');
}

const numbers = new Intl.NumberFormat('en-GB');

/** Writes a number of stories. */
export function count(number: number): string {
  return number === 1 ? '1 story' : `${numbers.format(number)} stories`;
}

/** Gives an address with scheme and host. */
export function absolute(address: string): string {
  return `${MADE_SITE.url}${address}`;
}

/** The archive as JSON-LD names it. */
export const ARCHIVE = { title: MADE_SITE.title, address: absolute('/'), publisher: MADE_SITE.publisher };
/** What is shown beside a link to any page. */
export const IMAGE = {
  address: absolute('/social.png'),
  alt: `The nameplate of ${MADE_SITE.title}`,
  width: 1200,
  height: 630,
};
const POLICY =
  "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";

/** A page to be wrapped in the frame that all share. */
export interface Page {
  readonly title?: string;
  /** In the window's title, where that is not `title`. */
  readonly window?: string;
  readonly description?: string;
  readonly address?: string;
  readonly above?: readonly { readonly name: string; readonly address: string }[];
  readonly meta?: readonly MetaTag[];
  readonly record?: Json;
  readonly head?: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly entry?: 'Latest' | 'Calendar' | 'Topics';
  readonly masthead?: string;
  readonly ruler?: string;
}

/** Gives the way from the front page to a page. */
export function crumbs(steps: readonly { readonly name: string; readonly address: string }[]): Crumb[] {
  return [
    { name: ARCHIVE.title, address: ARCHIVE.address },
    ...steps.map(({ name, address }) => ({ name, address: absolute(address) })),
  ];
}

function recordOf({ title, address = '/', above = [] }: Page): Json {
  const own = title === undefined ? [] : [{ name: title, address }];
  return toCollectionPage(
    { title: title ?? ARCHIVE.title, address: absolute(address), language: 'en' },
    ARCHIVE,
    crumbs([...above, ...own]),
  );
}

/** Writes the menu. */
export function menu(entry?: Page['entry']): string {
  const item = (name: string, address: string) =>
    `<li><a href="${address}"${name === entry ? ' aria-current="page"' : ''}>${name}</a></li>`;
  return `<nav class="menu" aria-label="Sections"><ul role="list">${item('Latest', '/')}${item('Calendar', '/#page.calendar')}${item('Topics', '/topics/')}</ul></nav>`;
}

/** Writes a whole page around its main part. */
export function frame(page: Page, main: string): string {
  const { title = ARCHIVE.title, description, address } = page;
  const tags =
    page.meta ??
    (address === undefined
      ? []
      : toPageMeta({
          title,
          description,
          site: ARCHIVE.title,
          address: absolute(address),
          language: 'en',
          image: IMAGE,
        }));
  const meta = tags.map((tag) => {
    const [key, name] = 'property' in tag ? ['property', tag.property] : ['name', tag.name];
    return `<meta ${key}="${name}" content="${esc(tag.content)}">`;
  });
  const masthead =
    page.masthead ??
    `<header class="mast" lang="en"><a class="plate" href="/"><bdi>${ARCHIVE.title}</bdi></a>${menu(page.entry)}</header>`;
  const window = page.window ?? (page.title === undefined ? ARCHIVE.title : `${title} — ${ARCHIVE.title}`);
  return `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width"><title>${esc(window)}</title>${
    description === undefined ? '' : `<meta name="description" content="${esc(description)}">`
  }${meta.join('')}${address === undefined ? '' : `<link rel="canonical" href="${absolute(address)}">`}${page.head ?? ''}${
    page.before === undefined ? '' : `<link rel="prev" href="${page.before}">`
  }${
    page.after === undefined ? '' : `<link rel="next" href="${page.after}">`
  }<link rel="alternate" type="application/atom+xml" title="${ARCHIVE.title}" href="/feed.xml"><link rel="preload" href="/fonts/literata-latin-normal-letters.woff2" as="font" type="font/woff2" crossorigin><link rel="preload" href="/fonts/archivo-latin-normal-letters.woff2" as="font" type="font/woff2" crossorigin><link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="/base.css"><link rel="icon" type="image/svg+xml" href="/favicon.svg">${
    address === undefined
      ? ''
      : `<script type="application/ld+json">${toScriptText(page.record ?? recordOf(page))}</script>`
  }</head><body><div class="page"><a class="skip" href="#main" lang="en" dir="ltr">Skip to the text</a>${masthead}${page.ruler ?? ''}<main id="main" lang="en" dir="ltr">${main}</main><footer class="foot" lang="en"><p dir="ltr"><bdi>${ARCHIVE.title}</bdi>, a permanent news archive.</p><nav aria-label="About the archive"><ul role="list"><li><a href="/about/">About</a></li><li><a href="/feed.xml">Feed</a></li></ul></nav><p dir="ltr">No page needs a script or asks another site for anything.</p></footer></div></body></html>`;
}
