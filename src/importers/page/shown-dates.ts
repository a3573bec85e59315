/** Dates that a page shows to its readers, by how close to its headline they stand. */
import { readShownDate } from '../../capture/shown-date.ts';
import { type DateContext, readLeadingDate } from '../items/foreign-date.ts';
import { tidy, wordsOf } from './document.ts';

/** A date that is shown. */
export interface DateShown {
  /** As the report names its place: `<time>`, `a date shown`. */
  readonly field: string;
  readonly raw: string;
  readonly weight: number;
  /** Whether the page says that it is the day of the last change. */
  readonly isChange: boolean;
}

/** Weight of a date that stands alone beside the headline. */
export const SHOWN_AT_HEADLINE = 1.8;
/** Weight of a date further away: less than of any beside the headline. */
const SHOWN_ELSEWHERE = 1.7;

/** Characters before and after the headline within which a page tells of its own story. */
const NEAR_BEFORE = 300;
const NEAR_AFTER = 900;
/** Texts and elements that are looked at. */
const MOST_TIMES = 12;
const MOST_DATED = 8;
const MOST_TEXTS = 150;
const MOST_BEFORE = 8;

const COMMENTS = '[class*="comment" i]:not([class*="commentary" i]), [id*="comment" i]';
const OTHERS =
  'aside, footer, nav, [class*="related" i], [id*="related" i], [class*="sidebar" i], [id*="sidebar" i], [class*="recommend" i], [class*="teaser" i], [class*="most-read" i], [class*="popular" i], [class*="latest" i], [class*="card" i] a, li a';
/** Characters of a box that holds no more than the line of the date. */
const LONGEST_LINE = 150;

/** A text that stands before (below 0) or after the headline, with the number of characters between the two. */
interface TextAround {
  readonly text: string;
  readonly distance: number;
  /** Whether it stands in a box that seems to be of other stories. */
  readonly isOther: boolean;
}

/** Where the parts of a page stand to its headline. */
export interface Places {
  readonly heading: Element | undefined;
  /** Tells whether a page tells of its own story here. */
  readonly isNear: (node: Node) => boolean;
  /** Tells whether an element stands in a box of comments, of other stories and the like: one that holds neither the headline nor most of the text. */
  readonly isOther: (element: Element) => boolean;
  /** The texts that can hold a date, but for comments. */
  readonly texts: readonly TextAround[];
}

/** Tells where the parts of a page stand. */
export function placesIn(document: Document, heading: Element | undefined): Places {
  const spans = new Map<Node, { start: number; end: number }>();
  let length = 0;
  const measure = (node: Node): void => {
    const start = length;
    if (node.nodeType === 3) length += tidy(node.textContent ?? '').length;
    else for (const child of node.childNodes) measure(child);
    spans.set(node, { start, end: length });
  };
  measure(document.body);
  const own = heading && spans.get(heading);
  const distanceOf = (node: Node): number => {
    const { start } = spans.get(node) ?? { start: Infinity };
    if (own === undefined) return start;
    return start < own.start ? start - own.start : Math.max(0, start - own.end);
  };
  const isNear = (node: Node): boolean => own !== undefined && isBesideHeadline(distanceOf(node));
  const sizeOf = (node: Node): number => {
    const span = spans.get(node);
    return span ? span.end - span.start : 0;
  };
  const boxes = new Set<Node>();
  for (const box of document.body.querySelectorAll(OTHERS)) {
    const isLine = box.localName !== 'a' && isNear(box) && sizeOf(box) <= LONGEST_LINE;
    if (!isLine && sizeOf(box) <= length / 2 && !(heading && box.contains(heading))) boxes.add(box);
  }
  const comments = new Set<Node>();
  for (const box of document.body.querySelectorAll(COMMENTS))
    if (!(heading && box.contains(heading))) comments.add(box);
  const texts: TextAround[] = [];
  const collect = (node: Node, isOther: boolean): void => {
    if (node.nodeType === 3) {
      const text = tidy(node.textContent ?? '');
      if (text.length >= 6 && /\p{Nd}/u.test(text))
        texts.push({ text: text.slice(0, 200), distance: distanceOf(node), isOther });
    } else if (node !== heading)
      for (const child of node.childNodes) if (!comments.has(child)) collect(child, isOther || boxes.has(child));
  };
  collect(document.body, false);
  const isOther = (element: Element): boolean => {
    for (let box: Element | null = element; box; box = box.parentElement)
      if (boxes.has(box) || comments.has(box)) return true;
    return false;
  };
  return { heading, isNear, isOther, texts };
}

function isBesideHeadline(distance: number): boolean {
  return distance >= -NEAR_BEFORE && distance <= NEAR_AFTER;
}

/** Gives the dates of `<time>` elements, of elements named for dates, and of short texts, above all of those close to the headline. */
export function datesShown(
  document: Document,
  places: Places,
  title: string | undefined,
  context: DateContext,
): DateShown[] {
  return [
    ...timesIn(document, places),
    ...datedIn(document, places, context),
    ...datesInHeading(places.heading, title, context),
    ...datesAround(places, context),
  ];
}

/** Reads `<time>` elements: those that say that they are of the publication before others, and those beside the headline before the rest. */
function timesIn(document: Document, { isNear, isOther }: Places): DateShown[] {
  const times: DateShown[] = [];
  for (const element of document.querySelectorAll(
    'time, abbr.published, abbr.date, [class~="published"][title], [data-datetime], [data-date], [data-published]',
  )) {
    if (isOther(element)) continue;
    const own = `${element.className} ${element.getAttribute('itemprop') ?? ''} ${element.id}`;
    const around = `${own} ${element.parentElement?.className ?? ''} ${wordsOf(element.parentElement).slice(0, 40)} ${wordsOf(element).slice(0, 40)}`;
    const isChange = saysChange(own) ?? saysChange(wordsOf(element.previousSibling).slice(-40)) ?? saysChange(around);
    const raw =
      ['datetime', 'data-datetime', 'data-published', 'data-date', 'content', 'title']
        .map((name) => element.getAttribute(name))
        .find((value) => value !== null && /\d/u.test(value)) ?? wordsOf(element);
    const isNamed = element.hasAttribute('pubdate') || PUBLISHED.test(own);
    const rest = times.length === 0 ? SHOWN_ELSEWHERE : 1.2;
    const weight = isChange === true ? 1 : isNear(element) ? (isNamed ? 4 : 3) : rest;
    times.push({ field: '<time>', raw, weight, isChange: isChange === true });
    if (times.length >= MOST_TIMES) break;
  }
  return times;
}

const DATED =
  '[class*="date" i], [id*="date" i], [class*="publish" i], [class*="posted" i], [class*="time" i], [class*="byline" i], [class*="meta" i], [class*="info" i], [class*="author" i], [class*="submitted" i], [class*="dateline" i], [class*="fecha" i], [class*="datum" i]';

/** Reads elements that are named for dates or bylines. */
function datedIn(document: Document, { isNear, isOther }: Places, context: DateContext): DateShown[] {
  const dates: DateShown[] = [];
  for (const element of document.body.querySelectorAll(DATED)) {
    if (isOther(element)) continue;
    const text = wordsOf(element);
    if (text.length < 6 || text.length > 200 || !/\p{Nd}/u.test(text)) continue;
    const found = dateWithin(text, context);
    if (found === undefined) continue;
    const isNamed =
      PUBLISHED.test(text) || /date|publish|posted|fecha|datum/iu.test(`${element.className} ${element.id}`);
    const near = isNamed ? 2.6 : 2.2;
    const rest = dates.length > 0 ? 0.8 : isNamed ? 1.6 : 1.2;
    dates.push({ field: A_DATE, weight: isNear(element) ? near : rest, ...found });
    if (dates.length >= MOST_DATED) break;
  }
  return dates;
}

/** Reads what a heading has beside the title. */
function datesInHeading(heading: Element | undefined, title: string | undefined, context: DateContext): DateShown[] {
  const found = dateWithin(wordsOf(heading), context);
  if (found === undefined || title?.includes(found.raw) === true) return [];
  return [{ field: A_DATE, weight: SHOWN_AT_HEADLINE, ...found }];
}

/** Reads short texts: those beside the headline, the nearest first, then others; and longer ones where no short one has a date. */
function datesAround({ heading, texts }: Places, context: DateContext): DateShown[] {
  const hasHeading = heading !== undefined;
  const own = texts.filter(({ isOther }) => !isOther);
  const near = own
    .filter(({ distance }) => hasHeading && isBesideHeadline(distance))
    .toSorted((one, two) => nearness(one) - nearness(two));
  const far = own.filter((one) => !near.includes(one));
  const after = far.filter(({ distance }) => !hasHeading || distance > 0).slice(0, MOST_TEXTS);
  const before = far.filter(({ distance }) => hasHeading && distance < 0).slice(-MOST_BEFORE);
  const dates: DateShown[] = [];
  for (const [places, isShort, weight] of [
    [near, true, SHOWN_AT_HEADLINE],
    [after, true, hasHeading ? 0.7 : 1.1],
    [before.toReversed(), true, 0.65],
    [[...near, ...after], false, 0.6],
    [texts.filter(({ isOther }) => isOther).slice(0, MOST_TEXTS), true, 0.4],
  ] as const) {
    for (const { text } of places) {
      if (text.length <= 60 !== isShort) continue;
      const found = dateWithin(text, context);
      if (found === undefined) continue;
      dates.push({ field: A_DATE, weight, ...found });
      if (!found.isChange) break;
    }
  }
  return dates;
}

const A_DATE = 'a date shown';

/** A line above the headline is less often the story’s own than one below. */
function nearness({ distance }: TextAround): number {
  return distance < 0 ? -2 * distance : distance;
}

/** Finds the first date within a text, and whether the words before it say that something was changed then. */
export function dateWithin(shown: string, context: DateContext): { raw: string; isChange: boolean } | undefined {
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
    return { raw: rest.slice(0, length), isChange: saysChange(text.slice(0, match.index).slice(-40)) === true };
  }
  return undefined;
}

const CHANGE =
  /updat|modif|changed|aktualis|aktualiz|geändert|stand:|(?:mise?|maj) à jour|actuali[sz]|atualiz|actualitz|aggiorna|bijgewerkt|gewijzigd|oppdater|opdater|uppdater|päivit|обновл|оновл|изменен|güncel|ενημέρ|ažurir|frissít|cập nhật|diperbarui|更新|수정|업데이트|עודכן|تحديث|به.?روز/iu;
const PUBLISHED =
  /publi|posted|created|first|entry-date|erschien|veröffentlich|geplaatst|gepost|pubblic|опубл|yayın|objav|zveřejn|opubl|julkais|δημοσ|megjelen|đăng|diterbit|发布|发表|發布|發佈|發表|公開|掲載|配信|입력|등록|נשר|פורסם|نشر/iu;

/** Tells by the last of its words that says either whether a label is of a change or of the publication. */
function saysChange(label: string): boolean | undefined {
  const last = (pattern: RegExp): number =>
    Math.max(-1, ...[...label.matchAll(new RegExp(pattern, 'giu'))].map(({ index }) => index));
  const [change, published] = [last(CHANGE), last(PUBLISHED)];
  return change === published ? undefined : change > published;
}
