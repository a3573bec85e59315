/** The text of a story within its page: the best of several extractions. */
import { Readability } from '@mozilla/readability';
import { tidy, UNSPACED, wordsIn, wordsOf } from './document.ts';
import { trim } from './trim.ts';

/** The text of a page. */
export interface PageText {
  readonly html: string;
  /** What gave it, as the report names it. */
  readonly from: string;
  readonly words: number;
}

/** Posts and videos of other platforms within a page, which extractors take for boilerplate. */
const EMBEDS =
  'blockquote[class*="twitter-tweet"], blockquote[class*="twitter-video"], blockquote.instagram-media, blockquote[class*="bluesky-embed"], blockquote[class*="mastodon"], blockquote[class*="text-post-media"], iframe[src*="youtube.com/embed"], iframe[src*="youtube-nocookie.com/embed"], iframe[src*="platform.twitter.com"], iframe[class*="mastodon-embed"]';

/** Elements that are no part of a text, whatever the site. */
const NEVER =
  'nav, footer, form, button, input, noscript, iframe, dialog, menu, [role="navigation"], [role="banner"], [role="contentinfo"], [role="search"], [role="dialog"], [role="alertdialog"], [role="complementary"], [aria-hidden="true"]:not(img), [hidden], [style*="display:none"], [style*="display: none"], link, meta';

const BOILERPLATE =
  /(?:^|[-_\s])(?:related|recommend\w*|newsletter|signup|sign-up|subscri\w*|share|sharing|sharebar|social|socials?-\w+|comments?|disqus|cookies?|consent|gdpr|promo\w*|advert\w*|ads?|adbox|adsense|sponsor\w*|outbrain|taboola|breadcrumbs?|read-?more|readmore|more-(?:from|on|stories|news)|most-?(?:read|popular|viewed)|trending|popular|sidebar|widgets?|paywall|tags?|tag-?list|taglist|keywords|author-?(?:bio|box|info|card|profile)|about-?author|bio|pagination|pager|skip-?link|screen-reader-text|visually-hidden|sr-only|print-?only|modal|popup|pop-up|overlay|toolbar|follow|login|register|poll|quiz|rating|feedback|disclaimer|copyright|navigation|navbar|menu|masthead|banner|teasers?|also-?read|see-?also|next-?(?:article|story|post)|prev(?:ious)?-?(?:article|story|post)|post-navigation|jp-relatedposts|addthis\w*|sharedaddy|zergnet|kiosked|inline-?links?|linkbox|infobox-related|read-?also|lire-aussi|lesen-sie|mehr-zum-thema|byline|dateline|timestamp|article-?(?:meta|info|date|author|tags|tools|actions|footer)|entry-?(?:meta|footer|utility)|post-?(?:meta|footer|info|tags)|meta|publish-?date|published|date)(?:$|[-_\s])/iu;

/** Elements whose classes name boilerplate often enough although they hold the text. */
const NEVER_BOILERPLATE = new Set([
  'html',
  'body',
  'main',
  'article',
  'p',
  'h1',
  'h2',
  'h3',
  'figure',
  'figcaption',
  'img',
  'picture',
  'a',
  'em',
  'strong',
  'b',
  'i',
  'table',
  'td',
  'tr',
  'tbody',
  'blockquote',
]);

const BODIES = [
  '[itemprop~="articleBody"]',
  '[class~="article-body" i], [class~="articleBody" i], [class~="article__body" i], [class~="article-text" i], [class~="article-content" i], [class~="article__content" i], [class~="articleContent" i], [class~="article__text" i], [class~="ArticleBody" i], [id="article-body" i], [id="articleBody" i], [data-component="text-block"]',
  '[class~="story-body" i], [class~="story-content" i], [class~="storyBody" i], [class~="story__body" i], [class~="body-copy" i], [class~="body-content" i], [class~="news-text" i], [class~="news-content" i], [class~="newsbody" i], [class~="content-body" i], [id="story-body" i], [class~="StandardArticleBody_body"], [class~="paywall"]',
  '[class~="entry-content" i], [class~="post-content" i], [class~="post-body" i], [class~="entry" i], [class~="post-entry" i], [class~="td-post-content"], [class~="field-name-body"], [class~="node-content" i], [class~="text-content" i], [class~="single-content" i], [class~="postcontent" i], [class~="post_content" i], [class~="blog-content" i]',
  'article, [role="article"], [itemtype*="Article"]',
  'main, [role="main"]',
] as const;

/** Marks the place of an embed while the text around it is looked for. */
const MARK = 'datelineembedplace';

/** Gives the text of a page; `reference` is the text that the page gives of itself in JSON-LD, without form. Where it is not strict, what is called boilerplate is looked at too. */
export function textOf(
  document: Document,
  title: string | undefined,
  reference: string | undefined,
  isStrict = true,
): PageText | undefined {
  const embeds = markEmbeds(document);
  if (isStrict) clean(document);
  const candidates: Candidate[] = [];
  const readable = readability(document);
  if (readable) candidates.push({ root: readable, from: 'Readability', length: lengthOf(readable), bonus: 1 });
  for (const [rank, selector] of BODIES.entries()) {
    const found = densest(document, selector);
    if (found) candidates.push({ root: found, from: nameOf(found), length: lengthOf(found), bonus: 1 - rank / 100 });
  }
  const best = candidates.length === 0 ? undefined : choose(candidates, reference);
  if (reference !== undefined && isMissing(reference, best?.root)) {
    const html = paragraphs(reference);
    return { html, from: 'JSON-LD articleBody', words: wordCount(reference) };
  }
  if (best === undefined) return undefined;
  const root = best.root.cloneNode(true) as Element;
  trim(root, title);
  const html = restoreEmbeds(root.innerHTML, embeds);
  // What pictures show is words of the story too.
  const shown = [...root.querySelectorAll('img')].map((picture) => picture.getAttribute('alt') ?? '');
  return { html, from: best.from, words: wordCount([wordsOf(root), ...shown].join(' ')) };
}

/** Tells whether a page shows less than half of the text that it gives of itself: it is closed to some, or loads it later. */
function isMissing(reference: string, root: Element | undefined): boolean {
  const words = wordCount(reference);
  if (root === undefined) return words >= FEWEST_REFERENCE_WORDS;
  const shown = bagOf(blockText(root));
  let shared = 0;
  for (const [word, count] of bagOf(reference)) shared += Math.min(count, shown.get(word) ?? 0);
  return words >= 80 && shared < words / 2;
}

const FEWEST_REFERENCE_WORDS = 15;

function nameOf(element: Element): string {
  const [name] = element.className.split(/\s+/u);
  const item = element.getAttribute('itemprop');
  if (item !== null) return `itemprop ${item}`;
  return name === undefined || name === '' ? `<${element.localName}>` : `<${element.localName} class="${name}">`;
}

interface Candidate {
  readonly root: Element;
  readonly from: string;
  /** Characters of running text. */
  readonly length: number;
  readonly bonus: number;
}

function choose(candidates: readonly Candidate[], reference: string | undefined): Candidate | undefined {
  if (reference !== undefined && wordCount(reference) >= 80) {
    const known = bagOf(reference);
    const scored = candidates.map((one) => ({ ...one, agreement: overlap(bagOf(blockText(one.root)), known) }));
    return scored.toSorted((one, other) => other.agreement - one.agreement)[0];
  }
  const [readable] = candidates.filter(({ from }) => from === 'Readability');
  const [semantic] = candidates.filter(({ from, length }) => from !== 'Readability' && length > 250);
  if (!readable) return semantic ?? candidates[0];
  if (!semantic) return readable;
  // A named body that is much shorter is a part of the text, and one that is much longer holds more than it.
  if (semantic.length > readable.length * 0.7 && semantic.length < readable.length * 1.6 && semantic.bonus > 0.965)
    return semantic;
  if (readable.length < semantic.length * 0.5) return semantic;
  return readable;
}

function markEmbeds(document: Document): string[] {
  const embeds: string[] = [];
  for (const element of document.querySelectorAll(EMBEDS)) {
    if (element.closest(`[data-mark]`)) continue;
    const mark = document.createElement('p');
    mark.setAttribute('data-mark', '');
    mark.textContent = `${MARK}${String(embeds.length)}, ${element.textContent}, ${'embed '.repeat(6)}${MARK}`;
    embeds.push(element.outerHTML);
    element.replaceWith(mark);
  }
  return embeds;
}

function restoreEmbeds(html: string, embeds: readonly string[]): string {
  return html.replace(
    new RegExp(`<p[^>]*>\\s*${MARK}(\\d+),[\\s\\S]*?${MARK}\\s*</p>`, 'gu'),
    (_, index: string) => embeds[Number(index)] ?? '',
  );
}

/** Takes out of a document what is no part of any text, unless it holds much of the page’s. */
function clean(document: Document): void {
  const all = lengthOf(document.body);
  const removable = (element: Element): boolean => lengthOf(element) <= Math.max(200, all * 0.3);
  for (const element of document.querySelectorAll(NEVER)) if (removable(element)) element.remove();
  for (const element of document.body.querySelectorAll('*')) {
    if (NEVER_BOILERPLATE.has(element.localName) || element.hasAttribute('data-mark')) continue;
    const names = `${typeof element.className === 'string' ? element.className : ''} ${element.id}`.replace(
      /([a-z])([A-Z])/gu,
      '$1-$2',
    );
    if (names.length < 3 || !BOILERPLATE.test(names)) continue;
    if (element.querySelector('[data-mark], [itemprop~="articleBody"]')) continue;
    if (removable(element)) element.remove();
  }
}

/** Counts the characters of running text that is no link: what tells text from menus. */
function lengthOf(element: Element): number {
  let length = 0;
  const walk = (node: Node): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) {
        const text = tidy(child.textContent ?? '');
        // A sign of a script without spaces between words says as much as two letters.
        const size = text.length + (text.match(UNSPACED_SIGNS)?.length ?? 0);
        if (size >= 25) length += size;
      } else if (child.nodeType === 1 && child.nodeName.toLowerCase() !== 'a') walk(child);
    }
  };
  walk(element);
  return length;
}

function densest(document: Document, selector: string): Element | undefined {
  let best: { element: Element; length: number } | undefined;
  for (const element of document.querySelectorAll(selector)) {
    const length = lengthOf(element);
    if (length >= 140 && (!best || length > best.length)) best = { element, length };
  }
  return best?.element;
}

function readability(document: Document): Element | undefined {
  const copy = document.cloneNode(true) as Document;
  const article = new Readability<Element>(copy, {
    disableJSONLD: true,
    charThreshold: 250,
    maxElemsToParse: 60_000,
    serializer: (node) => node as Element,
  }).parse();
  return article?.content ?? undefined;
}

function paragraphs(text: string): string {
  const escaped = text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;');
  const parts = escaped
    .split(/\n\s*\n|\r\n|\n/u)
    .map(tidy)
    .filter((part) => part !== '');
  return parts.map((part) => `<p>${part}</p>`).join('\n');
}

/** Gives the words of an element, apart where its blocks are. */
function blockText(element: Element): string {
  const parts: string[] = [];
  const walk = (node: Node): void => {
    if (node.nodeType === 3) parts.push(node.textContent ?? '');
    else if (node.nodeType === 1) {
      const isBlock =
        /^(?:p|div|h\d|li|ul|ol|blockquote|figure|figcaption|section|article|table|tr|td|th|br|dd|dt|pre)$/iu.test(
          node.nodeName,
        );
      if (isBlock) parts.push('\n');
      for (const child of node.childNodes) walk(child);
      if (isBlock) parts.push('\n');
    }
  };
  walk(element);
  return parts
    .join('')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\s*\n\s*/gu, '\n')
    .trim();
}

/** Counts words; of scripts without spaces between words each two signs are one. */
function wordCount(text: string): number {
  const words = wordsIn(text);
  return words.length - Math.floor(words.filter((word) => UNSPACED_SIGN.test(word)).length / 2);
}

const UNSPACED_SIGNS = new RegExp(`[${UNSPACED}]`, 'gu');
const UNSPACED_SIGN = new RegExp(`^[${UNSPACED}]`, 'u');

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of wordsIn(text)) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

/** Gives the F1 of two bags of words: 1 where they are the same. */
function overlap(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let shared = 0;
  let first = 0;
  let second = 0;
  for (const [word, count] of one) {
    first += count;
    shared += Math.min(count, other.get(word) ?? 0);
  }
  for (const count of other.values()) second += count;
  return shared === 0 ? 0 : (2 * shared) / (first + second);
}
