/** The headline of a page, by agreement of the places that give one. */
import { decodeEntities } from '../body/words.ts';
import type { JsonObject } from '../items/foreign-json.ts';
import { isBeside } from './beside.ts';
import { bare, tidy, wordsIn, wordsOf } from './document.ts';
import { readHeading } from './heading.ts';
import { headlineOf } from './linked-data.ts';
import type { Meta } from './meta.ts';

/** A place that gives a headline. */
export interface TitleCandidate {
  /** As the report names it: `<h1>`, `og:title`, `JSON-LD headline`. */
  readonly field: string;
  /** As it stands there. */
  readonly raw: string;
  /** Without the name of the site. */
  readonly text: string;
  readonly weight: number;
}

const META_TITLES: Readonly<Record<string, number>> = {
  'og:title': 3,
  'twitter:title': 1.5,
  'parsely-title': 2.5,
  'sailthru.title': 2,
  'dc.title': 1.5,
  'dcterms.title': 1.5,
  headline: 2,
  hdl: 2,
  title: 1,
};

const LONGEST_TITLE = 300;

/** Gives every place of a page that gives a headline, the best first: the headline that readers saw, else what most places agree on. */
export function titlesOf(
  document: Document,
  meta: Meta,
  node: JsonObject | undefined,
  sites: readonly string[],
): TitleCandidate[] {
  const raw: RawTitle[] = [];
  const add = (field: string, text: string | undefined, weight: number, heading?: Element): void => {
    const words = tidy(text ?? '');
    if (words !== '' && words.length <= LONGEST_TITLE && bare(words) !== '')
      raw.push({ field, text: words, weight, ...(heading && { heading }) });
  };
  for (const [index, heading] of headings(document).entries()) {
    const { text, whole } = readHeading(heading);
    add('<h1>', text, index === 0 ? 3.4 : 2, heading);
    // A line above the headline is a part of it where others have it too.
    if (whole !== text) add('<h1>', whole, 1);
  }
  for (const element of first(document, '[itemprop~="headline"]'))
    if (element.localName !== 'meta' && !isBesideStory(element))
      add('itemprop headline', readHeading(element).text, 2.5);
  for (const [name, weight] of Object.entries(META_TITLES)) {
    const text = meta.get(name)?.[0];
    // What is written for other sites to show is one voice in two tags.
    const isEcho = name === 'twitter:title' && text === meta.get('og:title')?.[0];
    add(name, text, isEcho ? 0.3 : weight);
  }
  add('JSON-LD headline', node && headlineOf(node), 3);
  add('<title>', decodeEntities(wordsOf(document.querySelector('head > title') ?? document.querySelector('title'))), 2);
  const names = [...sites, ...weighHeadings(raw)];
  for (const text of lesserHeadings(document, raw)) add('<h2>', text, 2.5);
  const whole = raw.map(({ text }) => bare(text));
  const shown = raw.filter(({ field, weight }) => /^<h\d>$/u.test(field) && weight >= 1).map(({ text }) => text);
  const hasFirst = raw.some(({ field, weight }) => field === '<h1>' && weight >= 1);
  const cleaned = raw.map(({ field, text, weight, heading }) => {
    const others = whole.filter((one) => one !== bare(text));
    const isShown = /^<h\d>$|^itemprop/u.test(field);
    return {
      field,
      raw: text,
      text: isShown
        ? withoutNamed(text, sites)
        : (headingWithin(text, shown, !hasFirst) ?? withoutSite(text, names, others)),
      weight,
      ...(heading && { heading }),
    };
  });
  const score = ({ text, weight }: TitleCandidate): number => {
    const own = bare(text);
    if (isSite(text, sites)) return 0;
    let sum = weight / 100;
    for (const other of cleaned) {
      const otherBare = bare(other.text);
      if (other.text === text) continue;
      if (otherBare === own) sum += other.weight;
      else if (own.length >= 15 && (otherBare.startsWith(own) || own.startsWith(otherBare)) && otherBare.length >= 15)
        sum += other.weight / 2;
    }
    for (const other of cleaned) if (other.text === text) sum += other.weight;
    return cleaned.some((other) => isBeginningOf(text, other.text)) ? sum / 10 : sum;
  };
  const sorted = cleaned
    .map((candidate) => ({ candidate, points: score(candidate) }))
    .toSorted((one, two) => two.points - one.points)
    .map(({ candidate }) => candidate);
  const best = headlineShown(sorted, sites);
  return best ? [best, ...sorted.filter((one) => one !== best)] : sorted;
}

interface RawTitle {
  readonly field: string;
  readonly text: string;
  weight: number;
  readonly heading?: Element;
}

/** A heading of which neither the page’s own title nor what is told other sites has enough words, or which the title has beside the headline, is the site’s. Gives the texts of such. */
function weighHeadings(raw: RawTitle[]): string[] {
  const textOf = (name: string): string | undefined => raw.find(({ field }) => field === name)?.text;
  const [told, linked] = [textOf('og:title'), textOf('JSON-LD headline')];
  const page = textOf('<title>') ?? told ?? '';
  const titles = [page, told, linked].map((text) => setOfWords(text ?? '')).filter(({ size }) => size >= 3);
  const others: string[] = [];
  const main = raw.filter(({ heading }) => heading?.closest('article, main, [role="main"]'));
  for (const one of raw) {
    if (one.field !== '<h1>' || titles.length === 0) continue;
    const own = setOfWords(one.text);
    const place = segmentOf(one.text, page);
    const isBesideHeadline =
      (place > 0 && own.size <= setOfWords(page).size / 3) ||
      (place >= 0 &&
        [told, linked].some(
          (text) => text !== undefined && !hasWordsOf(own, setOfWords(text)) && segmentOf(text, page) >= 0,
        ));
    const isOnly = own.size >= 5 && main.length === 1 && main[0] === one;
    if (!isBesideHeadline && (isOnly || titles.some((title) => hasWordsOf(own, title)))) continue;
    one.weight = 0.5;
    if (isBesideHeadline) others.push(one.text);
  }
  return others;
}

function hasWordsOf(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared > Math.min(one.size, other.size) / 3;
}

/** What stands above the text is the headline, whatever search engines and other sites are told; but for lines that stand in the same heading. */
function headlineShown(
  sorted: readonly (TitleCandidate & { heading?: Element })[],
  sites: readonly string[],
): TitleCandidate | undefined {
  const all = sorted.filter(
    ({ heading, weight, text }) => heading && weight >= 2 && setOfWords(text).size >= 2 && !isSite(text, sites),
  );
  const others = sorted.filter(({ field }) => !/^<h\d>$/u.test(field));
  const votes = (text: string): number => {
    let sum = 0;
    for (const other of others) if (bare(other.text) === bare(text)) sum += other.weight;
    return sum;
  };
  // Of several headings of the first rank only one that others have too is the headline for sure.
  const isOne = new Set(all.map(({ text }) => bare(text))).size === 1;
  const shown = all.find(({ text }) => isOne || votes(text) > 0);
  if (!shown?.heading) return undefined;
  const { heading } = shown;
  const rival = sorted.find(({ text, field, weight }) => {
    if (bare(text) === bare(shown.text) || isSite(text, sites)) return false;
    if (field === '<h1>') return weight === 1 && votes(text) > votes(shown.text);
    return bare(shown.text).includes(bare(text)) && votes(text) > votes(shown.text) && isPartOf(heading, text);
  });
  return rival ?? shown;
}

/** Tells whether one of the lines or boxes within a heading has this text and no more. */
function isPartOf(heading: Element, text: string): boolean {
  const own = bare(text);
  const isOwn = (element: Element): boolean => {
    let line = '';
    for (const child of [...element.childNodes, null]) {
      if (child?.nodeType === 3) line += child.textContent ?? '';
      else if (line !== '' && bare(line) === own) return true;
      else line = '';
    }
    return [...element.children].some((child) => bare(child.textContent) === own || isOwn(child));
  };
  return own.length >= 8 && isOwn(heading);
}

/** Gives lesser headings, on pages that have no first one of their own, which the page’s title has in it. */
function lesserHeadings(document: Document, raw: readonly RawTitle[]): string[] {
  if (raw.some(({ field, text, weight }) => field === '<h1>' && weight >= 1 && setOfWords(text).size >= 2)) return [];
  const titles = raw.filter(({ field }) => field === '<title>' || field === 'og:title').map(({ text }) => text);
  const found = first(document, 'h2, h3, h4, [class*="title" i], [class*="headline" i]')
    .filter((one) => one.textContent.length <= LONGEST_TITLE && !isBesideStory(one))
    .map((one) => readHeading(one).text)
    .filter((text) =>
      titles.some((title) => headingWithin(title, [text], true) !== undefined || bare(title) === bare(text)),
    );
  return [...new Set(found)].slice(0, 3);
}

/** Gives the heading with which a title begins or, if it may be so, ends, where signs part it from the rest: `Mayor opens bridge_World_Example`. */
function headingWithin(title: string, shown: readonly string[], isAtStart = false): string | undefined {
  const whole = bare(title);
  if (shown.some((text) => bare(text) === whole)) return undefined;
  return shown.find((text) => {
    const own = bare(text);
    if (!whole.startsWith(own) && (isAtStart || !whole.endsWith(own))) return false;
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
    if (setOfWords(text).size < 4 || words.length > 60) return false;
    const pattern = words.join('[^\\p{L}\\p{N}]+');
    return (
      new RegExp(`^[^\\p{L}\\p{N}]*${pattern}\\s*[^\\p{L}\\p{N}\\s]`, 'iu').test(title) ||
      (!isAtStart && new RegExp(`[^\\p{L}\\p{N}\\s]\\s*${pattern}[^\\p{L}\\p{N}]*$`, 'iu').test(title))
    );
  });
}

/** Tells whether a title was cut: it ends in an ellipsis, or where a quotation mark ended its attribute, and another goes on. */
function isBeginningOf(text: string, other: string): boolean {
  const own = bare(text);
  if (own.length < 8 || bare(other).length <= own.length || !bare(other).startsWith(own)) return false;
  return /(?:…|\.\.\.)$/u.test(text) || (other.startsWith(text) && /^\s*"/u.test(other.slice(text.length)));
}

function setOfWords(text: string): Set<string> {
  return new Set(wordsIn(text));
}

/** Gives which part of a title, of those between separators, a text is, counted from 0; -1 where it is none, or all of it. */
function segmentOf(text: string, title: string): number {
  const parts = title.split(SEPARATOR).map(bare);
  return parts.length > 1 ? parts.indexOf(bare(text)) : -1;
}

/** Elements of one kind in which a headline is looked for. */
const MOST_ELEMENTS = 100;

function first(document: Document, selector: string): Element[] {
  return [...document.querySelectorAll(selector)].slice(0, MOST_ELEMENTS);
}

/** Headings that can be the story’s: not those of boxes beside it, nor the name of the site in the page’s head. */
function headings(document: Document): Element[] {
  const all = first(document, 'h1').filter((one) => wordsOf(one) !== '' && !isBesideStory(one));
  const inArticle = all.filter((one) => one.closest('article, main, [role="main"], [itemtype*="Article"]'));
  const rest = all.filter((one) => !inArticle.includes(one));
  const found = [...inArticle, ...rest].slice(0, 6);
  if (found.length > 0) return found;
  return [
    ...document.querySelectorAll(
      '.entry-title, .post-title, .article-title, .headline, .article__title, .article-headline, .story-title, .title-article, .node-title',
    ),
  ]
    .filter((one) => !isBesideStory(one))
    .slice(0, 1);
}

/** Tells whether an element stands in a box beside the story. Classes of the whole page name what the page has, as `has-sidebar` and `custom-logo`. */
function isBesideStory(element: Element): boolean {
  const all = wordsOf(element.ownerDocument.body).length;
  return isBeside(
    element,
    BESIDE,
    (box) => !/^(?:aside|nav|footer)$/u.test(box.localName) && wordsOf(box).length > all / 2,
  );
}

const BESIDE =
  'aside, nav, footer, [class*="related" i], [class*="comment" i]:not([class*="commentary" i]), [id*="comment" i], [class*="sidebar" i], [class*="logo" i], [id*="logo" i], [class*="site-title" i], [id*="site-title" i], [class*="masthead" i], [id="header"], [class="header"]';

const SEPARATOR = /\s+[|–—·•»«:‹›/\\~¦-]{1,2}\s+|\s*[|¦｜]\s*|\s+»\s+|\s+::\s+|\s+@\s+|:\s+(?=\S+$)/gu;

/** Tells whether a text is the name of the site and no more. */
export function isSite(text: string, sites: readonly string[]): boolean {
  const own = bare(text);
  return sites.some((site) => bare(site) === own);
}

/** Cuts the name of the site, or of its section, off a title. */
function withoutSite(title: string, sites: readonly string[], others: readonly string[]): string {
  let best = withoutNamed(title, sites);
  const cuts = [...title.matchAll(SEPARATOR)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    sign: match[0].trim(),
  }));
  if (cuts.length === 0) return best;
  // What another place gives as the whole headline is the headline.
  const pieces: { text: string; rest: string }[] = cuts.flatMap(({ start, end }) => [
    { text: title.slice(0, start), rest: title.slice(end) },
    { text: title.slice(end), rest: title.slice(0, start) },
  ]);
  const agreed = pieces
    .filter(({ text }) => bare(text).length >= 4 && others.includes(bare(text)) && !isLikelySite(text, sites))
    .toSorted((one, two) => two.text.length - one.text.length)[0];
  if (agreed) return agreed.text.trim();
  for (let turn = 0; turn < 3; turn += 1) {
    const found = [...best.matchAll(SEPARATOR)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      sign: match[0].trim(),
    }));
    const last = found.at(-1);
    const [first] = found;
    if (!last || !first) break;
    const tail = best.slice(last.end);
    const head = best.slice(0, first.start);
    if (isLikelySite(tail, sites) && bare(best.slice(0, last.start)).length >= (isSite(tail, sites) ? 4 : 8))
      best = best.slice(0, last.start).trim();
    else if (isLikelySite(head, sites) && bare(best.slice(first.end)).length >= 8) best = best.slice(first.end).trim();
    else if (/[|»¦｜]/u.test(last.sign) && wordCount(tail) <= 5 && wordCount(best.slice(0, last.start)) >= 3)
      best = best.slice(0, last.start).trim();
    else break;
  }
  return best;
}

/** Cuts off the name of the site itself where any sign parts it from the headline. */
function withoutNamed(title: string, sites: readonly string[]): string {
  for (const site of sites) {
    if (site.length < 3 || title.length < site.length + 10) continue;
    const lower = title.toLowerCase();
    const rest = title.slice(site.length);
    const before = title.slice(0, -site.length);
    if (lower.startsWith(site.toLowerCase()) && /^\s*[:|–—·»]\s|^\s+-\s/u.test(rest))
      return rest.replace(/^[\s:|–—·»-]+/u, '');
    if (lower.endsWith(site.toLowerCase()) && /\s[|–—·«_-]+\s*$|[|_]\s*$/u.test(before))
      return before.replace(/[\s|–—·«_-]+$/u, '');
  }
  return title;
}

function wordCount(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}

function isLikelySite(text: string, sites: readonly string[]): boolean {
  const own = bare(text);
  if (own === '') return true;
  if (/^[\p{L}\p{N}-]+\.(?!js$)(?:com|org|net|info|news|online|\p{L}{2}|co\.\p{L}{2})$/iu.test(text.trim()))
    return true;
  return sites.some((site) => {
    const known = bare(site);
    return (
      known.length >= 2 &&
      (own === known ||
        (known.length >= 4 &&
          own.length <= known.length + 14 &&
          (own.includes(known) || (own.length >= 4 && known.includes(own)))))
    );
  });
}

/** Gives the names under which a site may stand in titles. */
export function sitesOf(meta: Meta, publishers: readonly string[], address: string | undefined): string[] {
  const names = [
    ...(meta.get('og:site_name') ?? []),
    ...(meta.get('application-name') ?? []),
    ...(meta.get('al:ios:app_name') ?? []),
    ...(meta.get('apple-mobile-web-app-title') ?? []),
    ...(meta.get('twitter:app:name:iphone') ?? []),
    ...(meta.get('publisher') ?? []),
    ...(meta.get('dc.publisher') ?? []),
    ...publishers,
  ];
  if (address !== undefined && URL.canParse(address)) {
    const host = new URL(address).hostname.replace(/^www\d?\./u, '');
    const parts = host.split('.');
    names.push(host, parts.slice(0, -1).join('.'));
    const main =
      parts.length > 2 && /^(?:co|com|org|net|gov|ac)$/u.test(parts.at(-2) ?? '') ? parts.at(-3) : parts.at(-2);
    if (main !== undefined && main.length >= 3) names.push(main);
  }
  const handle = meta.get('twitter:site')?.[0];
  if (handle?.startsWith('@') === true) names.push(handle.slice(1));
  // Some sites give the headline where the name of their program belongs.
  return [...new Set(names.filter((name) => bare(name) !== '' && wordCount(name) <= 6))];
}
