/** The headline of a page, by agreement of the places that give one. */
import { bare, tidy, wordsOf } from './document.ts';
import { readHeading } from './heading.ts';
import { decodeEntities, headlineOf } from './linked-data.ts';
import type { JsonObject } from '../foreign-json.ts';
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

/** Gives every place of a page that gives a headline, the best first. */
export function titlesOf(
  document: Document,
  meta: Meta,
  node: JsonObject | undefined,
  sites: readonly string[],
): TitleCandidate[] {
  const raw: { field: string; text: string; weight: number }[] = [];
  const add = (field: string, text: string | undefined, weight: number): void => {
    const words = tidy(text ?? '');
    if (words !== '' && words.length <= LONGEST_TITLE && bare(words) !== '') raw.push({ field, text: words, weight });
  };
  for (const [index, heading] of headings(document).entries()) {
    const { text, whole } = readHeading(heading);
    add('<h1>', text, index === 0 ? 3.4 : 2);
    // A line above the headline is a part of it where others have it too.
    if (whole !== text) add('<h1>', whole, 1);
  }
  for (const element of document.querySelectorAll('[itemprop~="headline"]'))
    if (element.localName !== 'meta' && !isOther(element)) add('itemprop headline', readHeading(element).text, 2.5);
  for (const [name, weight] of Object.entries(META_TITLES)) {
    const text = meta.get(name)?.[0];
    // What is written for other sites to show is one voice in two tags.
    const isEcho = name === 'twitter:title' && text === meta.get('og:title')?.[0];
    add(name, text, isEcho ? 0.3 : weight);
  }
  add('JSON-LD headline', node && headlineOf(node), 3);
  add('<title>', decodeEntities(wordsOf(document.querySelector('head > title') ?? document.querySelector('title'))), 2);
  const page = raw.find(({ field }) => field === '<title>') ?? raw.find(({ field }) => field === 'og:title');
  const named = wordsIn(page?.text ?? '');
  for (const one of raw) {
    if (one.field !== '<h1>' || named.size < 3) continue;
    // A heading of which the page's own title has no word, or which it has beside the headline, is the site's.
    const own = wordsIn(one.text);
    if (
      [...own].filter((word) => named.has(word)).length <= own.size / 3 ||
      (own.size <= named.size / 3 && isSegment(one.text, page?.text ?? ''))
    )
      one.weight = 0.5;
  }
  const whole = raw.map(({ text }) => bare(text));
  const cleaned = raw.map(({ field, text, weight }) => {
    const others = whole.filter((one) => one !== bare(text));
    const clean = field === '<h1>' || field === 'itemprop headline' ? text : withoutSite(text, sites, others);
    return { field, raw: text, text: clean, weight };
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
  return cleaned
    .map((candidate) => ({ candidate, points: score(candidate) }))
    .toSorted((one, two) => two.points - one.points)
    .map(({ candidate }) => candidate);
}

/** Tells whether a title was cut: it ends in an ellipsis, or where a quotation mark ended its attribute, and another goes on. */
function isBeginningOf(text: string, other: string): boolean {
  const own = bare(text);
  if (own.length < 8 || bare(other).length <= own.length || !bare(other).startsWith(own)) return false;
  return /(?:…|\.\.\.)$/u.test(text) || (other.startsWith(text) && /^\s*"/u.test(other.slice(text.length)));
}

function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Tells whether a text is one of the parts of a title between separators. */
function isSegment(text: string, title: string): boolean {
  const parts = title.split(SEPARATOR).map(bare);
  return parts.length > 1 && parts.includes(bare(text));
}

/** Headings that can be the story’s: not those of boxes beside it, nor the name of the site in the page’s head. */
function headings(document: Document): Element[] {
  const all = [...document.querySelectorAll('h1')].filter((one) => wordsOf(one) !== '' && !isOther(one));
  const inArticle = all.filter((one) => one.closest('article, main, [role="main"], [itemtype*="Article"]'));
  const rest = all.filter((one) => !inArticle.includes(one));
  const found = [...inArticle, ...rest].slice(0, 6);
  if (found.length > 0) return found;
  return [
    ...document.querySelectorAll(
      '.entry-title, .post-title, .article-title, .headline, .article__title, .article-headline, .story-title, .title-article, .node-title',
    ),
  ]
    .filter((one) => !isOther(one))
    .slice(0, 1);
}

function isOther(element: Element): boolean {
  return (
    element.closest(
      'aside, nav, footer, [class*="related"], [class*="comment"], [id*="comment"], [class*="sidebar"], [class*="logo" i], [id*="logo" i], [class*="site-title" i], [id*="site-title" i], [class*="masthead" i], [id="header"], [class="header"]',
    ) !== null
  );
}

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
    .filter(({ text }) => bare(text).length >= 8 && others.includes(bare(text)))
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
    if (isLikelySite(tail, sites) && bare(best.slice(0, last.start)).length >= 8)
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
  if (
    /^[\p{L}\p{N}-]+\.(?:com|org|net|de|at|ch|co\.uk|fr|it|es|nl|ru|in|info|tv|news|au|ca|se|no|pl|eu)$/iu.test(
      text.trim(),
    )
  )
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
