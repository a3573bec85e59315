/** The day on which a page was first published, by agreement of the places that give one. */
import { dayNumber } from '../../model/day.ts';
import { readShownDate } from '../../capture/shown-date.ts';
import { asList, asText, type JsonObject } from '../foreign-json.ts';
import { type DateOrder, type ForeignDate, readForeignDate, readLeadingDate } from '../foreign-date.ts';
import { datesInData } from './page-data.ts';
import { bare, tidy, wordsOf } from './document.ts';
import { readHeading } from './heading.ts';
import type { Meta } from './meta.ts';

/** A place that gives a date. */
export interface DateCandidate {
  /** As the report names it: `article:published_time`, `<time>`, `the address`. */
  readonly field: string;
  readonly raw: string;
  readonly found: ForeignDate;
  readonly weight: number;
  /** Whether the place says that it is the day of the last change. */
  readonly isChange: boolean;
}

/** What is known of a page beside its document. */
export interface DateSetting {
  readonly language: string | undefined;
  readonly address: string | undefined;
  readonly title: string | undefined;
  /** Scripts that tell of a publication. */
  readonly pageData: readonly string[];
}

const META_DATES: Readonly<Record<string, number>> = {
  'article:published_time': 5,
  'og:article:published_time': 5,
  'og:published_time': 5,
  'og:pubdate': 4,
  article_published_time: 4,
  'article:published': 4,
  'rnews:datepublished': 4,
  datepublished: 4,
  'parsely-pub-date': 4,
  'sailthru.date': 3,
  'dc.date.issued': 4,
  'dcterms.issued': 3,
  'dcterms.created': 3,
  'dc.date.created': 3,
  'dcterms.date': 3,
  'dc.date': 3,
  dcdate: 3,
  pubdate: 3.5,
  pub_date: 3.5,
  publishdate: 3.5,
  publish_date: 3.5,
  'publish-date': 3.5,
  'published-date': 3.5,
  publication_date: 3.5,
  'publication-date': 3.5,
  published: 3.5,
  publishedat: 3.5,
  published_at: 3.5,
  publish_time: 3.5,
  originalpublicationdate: 4,
  article_date_original: 4,
  'article.published': 4,
  'article-published-time': 4,
  'cxenseparse:recs:publishtime': 3.5,
  'cxenseparse:publishtime': 3.5,
  'cxenseparse:recs:articlepublicationdate': 3.5,
  'shareaholic:article_published_time': 3.5,
  'bt:pubdate': 3.5,
  displaydate: 3,
  'video:release_date': 2,
  'og:regdate': 3,
  citation_publication_date: 3,
  citation_date: 3,
  'vr:published_time': 3,
  mediator_published_time: 3.5,
  releasedate: 3,
  date_published: 3.5,
  pdate: 3,
  ptime: 3,
  date: 2.5,
  'last-published': 1,
  timestamp: 2,
  dateline: 1,
  created: 2,
  datecreated: 2,
  'article:created': 2.5,
  'article:post_date': 2.5,
  creation_date: 2,
  'article-date': 3,
  articledate: 3,
  time: 1,
};

const META_CHANGES = [
  'article:modified_time',
  'og:updated_time',
  'og:article:modified_time',
  'datemodified',
  'dcterms.modified',
  'dc.date.modified',
  'last-modified',
  'lastmod',
  'last-updated',
  'modified',
  'article:modified',
];

const DAY_MS_NEAR = 1;
/** The place of a date that is the picture’s before it is the story’s. */
export const OF_PICTURE = 'address of the picture';
/** Weight of a date in one of the first texts below the headline. */
const SHOWN_AT_HEADLINE = 1.8;

/** Gives every place of a page that gives a date; the first is the one to be taken. */
export function datesOf(
  document: Document,
  meta: Meta,
  node: JsonObject | undefined,
  setting: DateSetting,
): DateCandidate[] {
  const order = orderFor(setting);
  const context = { order, language: setting.language };
  const candidates: DateCandidate[] = [];
  const add = (field: string, raw: string | undefined, weight: number, isChange = false): void => {
    if (raw === undefined || raw.trim() === '') return;
    const found = readDate(raw, context);
    if (found && isPossible(found.date)) candidates.push({ field, raw, found, weight, isChange });
  };
  if (node) {
    add('JSON-LD datePublished', asText(asList(node['datePublished'])[0]), 5);
    add('JSON-LD dateCreated', asText(asList(node['dateCreated'])[0]), 2.5);
    add('JSON-LD dateModified', asText(asList(node['dateModified'])[0]), 1, true);
  }
  for (const [name, weight] of Object.entries(META_DATES)) add(name, meta.get(name)?.[0], weight);
  for (const name of META_CHANGES) add(name, meta.get(name)?.[0], 1, true);
  for (const element of document.querySelectorAll('[itemprop~="datePublished"]')) {
    if (element.localName === 'meta' || isOther(element)) continue;
    add(
      'itemprop datePublished',
      element.getAttribute('datetime') ?? element.getAttribute('content') ?? wordsOf(element),
      4,
    );
    break;
  }
  for (const element of document.querySelectorAll('[itemprop~="dateModified"]')) {
    if (element.localName === 'meta') continue;
    add(
      'itemprop dateModified',
      element.getAttribute('datetime') ?? element.getAttribute('content') ?? wordsOf(element),
      1,
      true,
    );
    break;
  }
  const inAddress = dateInAddress(setting.address ?? '');
  if (inAddress)
    candidates.push({
      field: 'the address',
      raw: setting.address ?? '',
      found: inAddress,
      weight: 3.5,
      isChange: false,
    });
  const heading = headingOf(document, setting.title);
  for (const name of ['title', 'og:title']) {
    const within = dateWithin(meta.get(name)?.[0] ?? '', context);
    if (within && within.raw.length >= 8) add(`date in ${name}`, within.raw, 1.2);
  }
  timesOf(document, heading, add);
  shownDates(document, heading, context, add);
  const picture = dateInAddress(meta.get('og:image')?.[0] ?? '');
  if (picture?.precision === 'day') add(OF_PICTURE, picture.date, 0.3);
  for (const { raw, isOwn } of datesInData(setting.pageData, setting.title))
    add('data of the page', raw, isOwn ? 1.2 : 0.5);
  return ranked(candidates);
}

function ranked(candidates: readonly DateCandidate[]): DateCandidate[] {
  const points = (one: DateCandidate): number => {
    if (one.isChange) return one.weight / 100;
    let sum = one.weight;
    const fields = new Set([one.field]);
    for (const other of candidates) {
      if (
        other === one ||
        other.isChange ||
        fields.has(other.field) ||
        (one.found.precision !== 'day' && one.found.precision !== 'time')
      )
        continue;
      if (other.found.precision === 'month' || other.found.precision === 'year') continue;
      const apart = Math.abs(dayNumber(one.found.date) - dayNumber(other.found.date));
      if (apart > DAY_MS_NEAR) continue;
      fields.add(other.field);
      sum += other.weight * (apart === 0 ? 0.5 : 0.4);
    }
    return one.found.precision === 'day' || one.found.precision === 'time' ? sum : sum / 10;
  };
  const sorted = candidates
    .map((one) => ({ one, sum: points(one) }))
    .toSorted((a, b) => b.sum - a.sum)
    .map(({ one }) => one);
  const [best] = sorted;
  const local = best && sorted.find((one) => !one.isChange && isSameMomentElsewhere(one.found, best.found));
  const shown = best && dayShownInstead(best, sorted);
  if (shown) return [shown, ...sorted.filter((one) => one !== shown)];
  return local ? [local, ...sorted.filter((one) => one !== local)] : sorted;
}

/** A moment in UTC is of the day before or after at many places: the day that the page shows beside its headline, or shows and has in its address, is that of its readers. */
function dayShownInstead(best: DateCandidate, others: readonly DateCandidate[]): DateCandidate | undefined {
  if (best.found.precision !== 'time' || !best.found.date.endsWith('Z')) return undefined;
  const own = dayNumber(best.found.date);
  const plain = others.filter(({ found, isChange, weight }) => found.precision === 'day' && !isChange && weight > 1);
  // A clock time with the offset of its place has the day of its readers too.
  const local = others.filter(
    ({ found, isChange }) => found.precision === 'time' && !isChange && !found.date.endsWith('Z'),
  );
  if ([...plain, ...local].some(({ found }) => dayNumber(found.date) === own)) return undefined;
  const hour = Number(best.found.date.slice(11, 13));
  // From UTC-12 to UTC+14.
  const near = plain.filter(({ found }) => {
    const apart = dayNumber(found.date) - own;
    return (apart === -1 && hour < 12) || (apart === 1 && hour >= 10);
  });
  const [first] = near;
  if (first === undefined) return undefined;
  const agreed = near.filter(({ found }) => found.date === first.found.date);
  return agreed.some(({ weight }) => weight >= SHOWN_AT_HEADLINE) || agreed.length >= 2 ? first : undefined;
}

/** Of two ways to write one moment, that with the offset of the place says on which day it was there. */
function isSameMomentElsewhere(one: ForeignDate, other: ForeignDate): boolean {
  if (one.precision !== 'time' || other.precision !== 'time') return false;
  if (!other.date.endsWith('Z') || one.date.endsWith('Z')) return false;
  return Math.abs(Date.parse(one.date) - Date.parse(other.date)) < 60_000;
}

/** No page is older than the web, nor of a year to come. */
function isPossible(date: string): boolean {
  const year = Number(date.slice(0, 4));
  return year >= 1990 && Date.parse(date) < Date.now() + 86_400_000;
}

interface Context {
  readonly order: DateOrder;
  readonly language: string | undefined;
}

function readDate(raw: string, context: Context): ForeignDate | undefined {
  const text = tidy(raw).replace(UNPADDED_SECOND, ':0$<second>');
  const read = readForeignDate(text, context) ?? readLeadingDate(text, context)?.date;
  if (read) return read;
  const shown = readShownDate(text, context.language);
  const [day] = shown?.days ?? [];
  return day === undefined ? undefined : { date: day, precision: 'day' };
}

const UNPADDED_SECOND = /(?<=T\d\d:\d\d):(?<second>\d)(?=$|[Z+.-])/u;

function orderFor({ language, address }: DateSetting): DateOrder {
  const base = language?.split('-')[0]?.toLowerCase();
  if (base !== undefined && base !== 'en') return 'day-first';
  const region = language?.split('-')[1]?.toUpperCase();
  if (region !== undefined && region !== 'US' && region.length === 2) return 'day-first';
  const { hostname: host, pathname } =
    address !== undefined && URL.canParse(address) ? new URL(address) : EMPTY_ADDRESS;
  if (/\/en[-_](?!us)[a-z]{2}\//iu.test(pathname)) return 'day-first';
  return /\.(?:uk|au|in|nz|ie|za|de|at|ch|fr|it|es|nl|se|no|dk|fi|pl|ru|ua|pt|br|ar|gr|tr|eu)$/u.test(host)
    ? 'day-first'
    : 'month-first';
}

const EMPTY_ADDRESS = { hostname: '', pathname: '' };
/** Archives of the web put the address of the page behind the day of their copy. */
const ARCHIVED = /^\/web\/\d{4,14}[a-z_]*\/(?:https?:\/\/?)?/iu;
const ADDRESS_DAY =
  /(?<!\d)(?<year>(?:19|20)\d\d)(?<sep>[-/_.]?)(?<month>0?[1-9]|1[0-2])(?:\k<sep>|\/)(?<day>0?[1-9]|[12]\d|3[01])(?!\d)/u;
const ADDRESS_DAY_FIRST =
  /(?<!\d)(?<day>0?[1-9]|[12]\d|3[01])(?<sep>[-._])(?<month>0?[1-9]|1[0-2])\k<sep>(?<year>20\d\d)(?!\d)/u;
const ADDRESS_NAMED =
  /\/(?<year>(?:19|20)\d\d)\/(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\/(?<day>\d{1,2})\//iu;
const ADDRESS_MONTH = /\/(?<year>(?:19|20)\d\d)[/-](?<month>0[1-9]|1[0-2])\//u;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Reads the date in an address: `/2020/01/05/`, `/2020-01-05-call`, `/20200105/`, `/2020/jan/05/`, or its month. */
function dateInAddress(address: string): ForeignDate | undefined {
  if (!URL.canParse(address)) return undefined;
  const pathname = new URL(address).pathname.replace(ARCHIVED, '/');
  const named = ADDRESS_NAMED.exec(pathname)?.groups;
  if (named) {
    const month = MONTHS.indexOf((named['month'] ?? '').toLowerCase()) + 1;
    return readForeignDate(`${named['year'] ?? ''}-${String(month)}-${named['day'] ?? ''}`);
  }
  const day = ADDRESS_DAY.exec(pathname)?.groups;
  if (day) {
    const { year = '', sep = '', month = '', day: date = '' } = day;
    if (sep !== '' || (month.length === 2 && date.length === 2)) return readForeignDate(`${year}-${month}-${date}`);
  }
  const first = ADDRESS_DAY_FIRST.exec(pathname)?.groups;
  if (first) return readForeignDate(`${first['year'] ?? ''}-${first['month'] ?? ''}-${first['day'] ?? ''}`);
  const month = ADDRESS_MONTH.exec(pathname)?.groups;
  return month ? readForeignDate(`${month['year'] ?? ''}-${month['month'] ?? ''}`) : undefined;
}

type Add = (field: string, raw: string | undefined, weight: number, isChange?: boolean) => void;

const CHANGE = /updat|modif|aktualis|mise à jour|actualiza|aggiorna|bijgewerkt|обновл|güncel|changed|geändert|stand:/iu;
const PUBLISHED =
  /publi|posted|erschien|veröffentlich|entry-date|created|first|geplaatst|pubblicat|опублик|yayın|\bon\b/iu;

/** Gives the heading that has the title, else the first. */
function headingOf(document: Document, title: string | undefined): Element | undefined {
  const headings = [...document.querySelectorAll('h1, h2')];
  const own = bare(title ?? '');
  const named =
    own === ''
      ? undefined
      : (headings.find((one) => bare(wordsOf(one)) === own) ??
        headings.find((one) => bare(readHeading(one).text) === own));
  return named ?? document.querySelector('h1') ?? headings[0];
}

/** Tells whether an element stands close to the heading: they share a box that is not the whole page. */
function isNear(element: Element, heading: Element | undefined): boolean {
  if (!heading) return false;
  let box: Element | null = element;
  for (let level = 0; level < 5 && box && box.localName !== 'body' && box.localName !== 'main'; level += 1) {
    if (box.contains(heading)) return true;
    box = box.parentElement;
  }
  return false;
}

/** Reads `<time>` elements: those that say that they are of the publication before others, and the first before later ones. */
function timesOf(document: Document, heading: Element | undefined, add: Add): void {
  let count = 0;
  for (const element of document.querySelectorAll(
    'time, abbr.published, abbr.date, [class~="published"][title], [data-datetime], [data-date], [data-published]',
  )) {
    if (isOther(element)) continue;
    const own = `${element.className} ${element.getAttribute('itemprop') ?? ''} ${element.id}`;
    const around = `${own} ${element.parentElement?.className ?? ''} ${wordsOf(element.previousSibling).slice(-30)} ${wordsOf(element).slice(0, 40)} ${wordsOf(element.parentElement).slice(0, 40)}`;
    const isChange = CHANGE.test(own) || (CHANGE.test(around) && !PUBLISHED.test(around));
    const raw =
      ['datetime', 'data-datetime', 'data-published', 'data-date', 'content', 'title']
        .map((name) => element.getAttribute(name))
        .find((value) => value !== null && /\d/u.test(value)) ?? wordsOf(element);
    const isNamed = element.hasAttribute('pubdate') || PUBLISHED.test(own);
    const near = isNear(element, heading);
    add('<time>', raw, isChange ? 1 : isNamed && near ? 4 : near || count === 0 ? 3 : 1.2, isChange);
    count += 1;
    if (count >= 12) break;
  }
}

function isOther(element: Element): boolean {
  return (
    element.closest(
      'aside, footer, nav, [class*="comment" i], [id*="comment" i], [class*="related" i], [id*="related" i], [class*="sidebar" i], [id*="sidebar" i], [class*="recommend" i], [class*="teaser" i], [class*="most-read" i], [class*="popular" i], [class*="latest" i], [class*="card" i] a, li a',
    ) !== null
  );
}

const DATED =
  '[class*="date" i], [id*="date" i], [class*="publish" i], [class*="posted" i], [class*="time" i], [class*="byline" i], [class*="meta" i], [class*="info" i], [class*="author" i], [class*="submitted" i], [class*="dateline" i], [class*="fecha" i], [class*="datum" i]';

/** Reads dates that are shown: first in elements named for it, then in short texts beside the headline, then anywhere in short texts. */
function shownDates(document: Document, heading: Element | undefined, context: Context, add: Add): void {
  let count = 0;
  for (const element of document.querySelectorAll(DATED)) {
    if (isOther(element) || element.localName === 'body' || element.localName === 'html') continue;
    const text = wordsOf(element);
    if (text.length < 6 || text.length > 200 || !/\p{Nd}/u.test(text)) continue;
    const found = dateWithin(text, context);
    if (found === undefined) continue;
    const isNamed =
      PUBLISHED.test(text) || /date|publish|posted|fecha|datum/iu.test(`${element.className} ${element.id}`);
    const isChange = found.isChange;
    const near = isNear(element, heading);
    add('a date shown', found.raw, near ? (isNamed ? 2.6 : 2.2) : count === 0 ? (isNamed ? 1.6 : 1.2) : 0.8, isChange);
    count += 1;
    if (count >= 8) break;
  }
  const texts = textsAround(document, heading);
  for (const isShort of [true, false]) {
    for (const [index, text] of texts.entries()) {
      if (text.length <= 60 !== isShort) continue;
      const found = dateWithin(text, context);
      if (found === undefined) continue;
      add(
        'a date shown',
        found.raw,
        isShort ? (index < 8 ? SHOWN_AT_HEADLINE : index < 20 ? 1.1 : 0.7) : 0.6,
        found.isChange,
      );
      if (!found.isChange) break;
    }
  }
}

/** Gives short texts that stand after a heading, in their order, then those shortly before it. */
function textsAround(document: Document, heading: Element | undefined): string[] {
  const before: string[] = [];
  const after: string[] = [];
  let isAfter = heading === undefined;
  const walk = (node: Node): void => {
    if (after.length >= 150) return;
    if (node === heading) {
      isAfter = true;
      return;
    }
    if (node.nodeType === 3) {
      const text = tidy(node.textContent ?? '');
      if (text.length >= 6 && /\p{Nd}/u.test(text)) (isAfter ? after : before).push(text.slice(0, 200));
      return;
    }
    for (const child of node.childNodes) walk(child);
  };
  walk(document.body);
  return [...after, ...before.slice(-8).toReversed()];
}

/** Finds the first date within a text, and whether the words before it say that something was changed then. */
function dateWithin(shown: string, context: Context): { raw: string; isChange: boolean } | undefined {
  // Arabic papers give a month by both of its names: نيسان / أبريل.
  const text = shown.replace(
    /(?<=\p{Nd}\s*)\p{Script=Arabic}+(?:\s\p{Script=Arabic}+)?\s*\/\s*(?=\p{Script=Arabic})/gu,
    '',
  );
  const starts = /(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu;
  let tries = 0;
  for (let match = starts.exec(text); match && tries < 40; match = starts.exec(text)) {
    tries += 1;
    const rest = text.slice(match.index);
    if (!/\p{Nd}/u.test(rest.slice(0, 40))) continue;
    const length = readLeadingDate(rest, context)?.length ?? readShownDate(rest, context.language)?.length;
    if (length === undefined || length < 6) continue;
    const ahead = text.slice(0, match.index);
    return { raw: rest.slice(0, length), isChange: CHANGE.test(ahead.slice(-40)) && !PUBLISHED.test(ahead.slice(-40)) };
  }
  return undefined;
}
