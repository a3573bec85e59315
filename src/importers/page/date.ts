/** The day on which a page was first published, by agreement of the places that give one. */
import { readShownDate } from '../../capture/shown-date.ts';
import { dayNumber } from '../../model/day.ts';
import {
  type DateContext,
  type DateOrder,
  type ForeignDate,
  readForeignDate,
  readLeadingDate,
} from '../items/foreign-date.ts';
import { asList, asText, type JsonObject } from '../items/foreign-json.ts';
import { tidy, wordsOf } from './document.ts';
import { headingOf } from './heading.ts';
import type { Meta } from './meta.ts';
import { datesInData } from './page-data.ts';
import { datesShown, dateWithin, placesIn, SHOWN_AT_HEADLINE } from './shown-dates.ts';

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
  'dc.date': 1.7,
  dcdate: 1.7,
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
  // Programs that keep pages write the day of the last change there as often as not.
  date: 1.7,
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
const THE_ADDRESS = 'the address';
/** The place of a date that is the picture’s before it is the story’s. */
export const OF_PICTURE = 'address of the picture';

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
  const places = placesIn(document, headingOf(document, setting.title));
  if (node) {
    add('JSON-LD datePublished', asText(asList(node['datePublished'])[0]), 5);
    add('JSON-LD dateCreated', asText(asList(node['dateCreated'])[0]), 2.5);
    add('JSON-LD dateModified', asText(asList(node['dateModified'])[0]), 1, true);
  }
  for (const [name, weight] of Object.entries(META_DATES)) add(name, meta.get(name)?.[0], weight);
  for (const name of META_CHANGES) add(name, meta.get(name)?.[0], 1, true);
  for (const [name, weight] of [
    ['datePublished', 4],
    ['dateModified', 1],
  ] as const) {
    const element = [...document.querySelectorAll(`[itemprop~="${name}"]`)].find(
      (one) => one.localName !== 'meta' && !places.isOther(one),
    );
    if (element === undefined) continue;
    const raw = element.getAttribute('datetime') ?? element.getAttribute('content') ?? wordsOf(element);
    add(`itemprop ${name}`, raw, weight, name === 'dateModified');
  }
  const inAddress = dateInAddress(setting.address ?? '');
  if (inAddress)
    candidates.push({
      field: THE_ADDRESS,
      raw: setting.address ?? '',
      found: inAddress,
      weight: 3.5,
      isChange: false,
    });
  for (const name of ['title', 'og:title', 'description']) {
    const within = dateWithin(meta.get(name)?.[0] ?? '', context);
    if (within && within.raw.length >= 8) add(`date in ${name}`, within.raw, name === 'description' ? 0.5 : 1.2);
  }
  for (const { field, raw, weight, isChange } of datesShown(document, places, setting.title, context))
    add(field, raw, weight, isChange);
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

/** A moment in UTC is of the day before or after at many places: the day in the page’s address, or that it shows beside its headline, or at two places, is that of its readers. */
function dayShownInstead(best: DateCandidate, others: readonly DateCandidate[]): DateCandidate | undefined {
  if (best.found.precision !== 'time' || !best.found.date.endsWith('Z')) return undefined;
  const own = dayNumber(best.found.date);
  const hour = Number(best.found.date.slice(11, 13));
  // From UTC-12 to UTC+14.
  const isElsewhere = ({ found }: DateCandidate): boolean => {
    const apart = dayNumber(found.date) - own;
    return (apart === -1 && hour < 12) || (apart === 1 && hour >= 10);
  };
  // A clock time with the offset of its place has the day of its readers too.
  const local = others.filter(
    ({ found, isChange }) => found.precision === 'time' && !isChange && !found.date.endsWith('Z'),
  );
  if (local.some(({ found }) => dayNumber(found.date) === own)) return undefined;
  const plain = others.filter(({ found, isChange, weight }) => found.precision === 'day' && !isChange && weight > 1);
  const inAddress = plain.find(({ field }) => field === THE_ADDRESS);
  if (inAddress) return isElsewhere(inAddress) ? inAddress : undefined;
  if (plain.some(({ found }) => dayNumber(found.date) === own)) return undefined;
  const near = plain.filter(isElsewhere);
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

function readDate(raw: string, context: DateContext): ForeignDate | undefined {
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
