import type { Element, Properties } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Html, Nodes, Parents, RootContent } from 'mdast';
import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';
import { linkProperties } from './addresses.ts';
import { ALLOWED_TAGS, DROPPED_WHOLE, isAllowedAttribute } from './allowed-html.ts';
import { MarkdownTooDeep } from './budget.ts';
import { htmlTokens, type HtmlToken } from './html-tokens.ts';
import { pictureProperties } from './links-and-images.ts';
import { placeOf, report, type MarkdownStep, type Story } from './story.ts';

/** Open elements around one place; the HTML parser opens some anew in every paragraph. */
const DEPTH = 32;
const TAGS = 20_000;
/** As many names as a message lists. */
const NAMED = 5;

const VOID = new Set(['br', 'hr', 'img', 'wbr']);
/** Elements that may span several blocks of Markdown; the others end with their own piece of HTML. */
const SPANNING = new Set([
  'blockquote',
  'details',
  'div',
  'dl',
  'dd',
  'dt',
  'figure',
  'figcaption',
  'li',
  'ol',
  'ul',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
]);
/** Start tags that end an element whose own end tag may be left out. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  li: ['p', 'li'],
  dt: ['p', 'dt', 'dd'],
  dd: ['p', 'dt', 'dd'],
  p: ['p'],
  td: ['p', 'td', 'th'],
  th: ['p', 'td', 'th'],
  tr: ['p', 'td', 'th', 'tr'],
  tbody: ['p', 'td', 'th', 'tr', 'tbody', 'thead', 'caption'],
  tfoot: ['p', 'td', 'th', 'tr', 'tbody', 'thead'],
  rt: ['rt', 'rp'],
  rp: ['rt', 'rp'],
};

const parser = unified().use(rehypeRaw).freeze();

interface Counter {
  tags: number;
}

/**
 * Rewrites raw HTML from an allow-list and says what it removes. Tags come out balanced within their container, so that the HTML
 * parser, which follows, neither nests without end nor lets a tag of an editor close an element of ours.
 */
export const cleanRawHtml: MarkdownStep = (tree, story) => {
  cleanChildren(tree, story, 0, { tags: 0 });
};

/** Tells whether a tree still holds raw HTML, and so needs the HTML parser. */
export function hasRawHtml(node: Nodes): boolean {
  return node.type === 'html' || ('children' in node && node.children.some(hasRawHtml));
}

function cleanChildren(parent: Parents, story: Story, depth: number, counter: Counter): void {
  if (!parent.children.some((child) => child.type === 'html')) {
    for (const child of parent.children) if ('children' in child) cleanChildren(child, story, depth, counter);
    return;
  }
  const isFlow =
    parent.type === 'root' ||
    parent.type === 'blockquote' ||
    parent.type === 'listItem' ||
    parent.type === 'footnoteDefinition';
  const lastEnds = placesOfEndTags(parent);
  const open: string[] = [];
  const kept: RootContent[] = [];
  let dropping: string | undefined;
  parent.children.forEach((child, index) => {
    if (child.type !== 'html') {
      if (dropping !== undefined) return;
      if ('children' in child) cleanChildren(child, story, depth + open.length, counter);
      kept.push(child);
      return;
    }
    const cleaner = new Cleaner(child, story, open, depth, counter, dropping);
    cleaner.run((name) => (lastEnds.get(name) ?? -1) > index);
    if (isFlow) cleaner.closeDownTo(SPANNING);
    dropping = cleaner.dropping;
    if (cleaner.html !== '') kept.push({ ...child, value: cleaner.html });
  });
  if (open.length > 0)
    kept.push({
      type: 'html',
      value: open
        .toReversed()
        .map((name) => `</${name}>`)
        .join(''),
    });
  parent.children = kept;
}

/** For each element that is dropped whole, the last child that holds an end tag of it. */
function placesOfEndTags(parent: Parents): Map<string, number> {
  const places = new Map<string, number>();
  parent.children.forEach((child, index) => {
    if (child.type !== 'html') return;
    for (const match of child.value.matchAll(/<\/([a-z]{3,10})/giu)) {
      const name = match[1]?.toLowerCase() ?? '';
      if (DROPPED_WHOLE.has(name)) places.set(name, index);
    }
  });
  return places;
}

/** Cleans one piece of raw HTML; the stack of open elements goes on to the next piece. */
class Cleaner {
  html = '';
  dropping: string | undefined;
  readonly #node: Html;
  readonly #story: Story;
  readonly #open: string[];
  readonly #depth: number;
  readonly #counter: Counter;
  readonly #removed = new Set<string>();

  constructor(node: Html, story: Story, open: string[], depth: number, counter: Counter, dropping: string | undefined) {
    this.#node = node;
    this.#story = story;
    this.#open = open;
    this.#depth = depth;
    this.#counter = counter;
    this.dropping = dropping;
  }

  /** Writes `html`; `endsLater` tells whether a later piece of the container holds an element's end tag. */
  run(endsLater: (name: string) => boolean): void {
    for (const token of htmlTokens(this.#node.value)) {
      if (this.dropping !== undefined) {
        if (token.type === 'end' && token.name === this.dropping) this.dropping = undefined;
      } else if (token.type === 'text') {
        this.html += token.source;
      } else if (token.type === 'end') {
        if (this.#open.includes(token.name)) this.#closeThrough(token.name);
      } else {
        this.#start(token);
      }
    }
    let unended: string | undefined;
    if (this.dropping !== undefined && !endsLater(this.dropping)) {
      unended = this.dropping;
      this.dropping = undefined;
    }
    this.#reportRemoved(unended);
  }

  /** Closes what was opened last, as long as it may not span blocks. */
  closeDownTo(spanning: ReadonlySet<string>): void {
    for (let last = this.#open.at(-1); last !== undefined && !spanning.has(last); last = this.#open.at(-1)) {
      this.#closeThrough(last);
    }
  }

  #start({ name, attributes }: HtmlToken & { readonly type: 'start' }): void {
    if (!ALLOWED_TAGS.has(name)) {
      this.#removed.add(`<${name.slice(0, 30)}>`);
      if (DROPPED_WHOLE.has(name)) this.dropping = name;
      return;
    }
    const ends = Object.hasOwn(ENDS, name) ? (ENDS[name] ?? []) : SPANNING.has(name) ? ['p'] : [];
    for (let last = this.#open.at(-1); last !== undefined && ends.includes(last); last = this.#open.at(-1)) {
      this.#closeThrough(last);
    }
    this.#counter.tags += 1;
    const place = this.#node.position?.start ?? { line: 1, column: 1 };
    if (this.#counter.tags > TAGS) throw new MarkdownTooDeep('The text holds more than 20,000 HTML tags', place);
    const element: Element = {
      type: 'element',
      tagName: name,
      properties: this.#properties(name, attributes),
      children: [],
    };
    const written = toHtml(element);
    if (VOID.has(name)) {
      this.html += written;
      return;
    }
    this.html += written.slice(0, -`</${name}>`.length);
    this.#open.push(name);
    if (this.#open.length + this.#depth > DEPTH) {
      throw new MarkdownTooDeep(`HTML elements are nested more than ${DEPTH} levels deep`, place);
    }
  }

  #closeThrough(name: string): void {
    for (let last = this.#open.pop(); last !== undefined; last = this.#open.pop()) {
      this.html += `</${last}>`;
      if (last === name) return;
    }
  }

  #properties(tag: string, attributes: string): Properties {
    if (attributes.trim() === '' && tag !== 'img') return {};
    const given = parseAttributes(attributes);
    const properties: Properties = {};
    const place = placeOf(this.#node, this.#story);
    for (const [name, value] of given) {
      if (tag === 'a' && name === 'href') Object.assign(properties, linkProperties(value.trim(), place, this.#story));
      else if (tag === 'img' && (name === 'src' || name === 'alt')) continue;
      else if (isAllowedAttribute(tag, name, value)) properties[name] = value;
      else
        this.#removed.add(
          tag === 'blockquote' && value.includes('twitter-tweet') ? TWEET : `${name.slice(0, 30)}= on <${tag}>`,
        );
    }
    if (tag === 'img') {
      const values = new Map(given);
      Object.assign(
        properties,
        pictureProperties(values.get('src') ?? '', values.get('alt') ?? '', place, this.#story),
      );
    }
    return properties;
  }

  #reportRemoved(unended: string | undefined): void {
    if (this.#removed.size === 0) return;
    const names = [...this.#removed];
    const more = names.length - NAMED;
    const listed = names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
    const lost = unended === undefined ? '' : ` It has no </${unended}>, so the rest of this piece is lost too.`;
    const isTweet = this.#removed.has(TWEET) || /platform\.twitter\.com\/widgets\.js/iu.test(this.#node.value);
    report(
      this.#story,
      'html-removed',
      placeOf(this.#node, this.#story),
      `Raw HTML was removed: ${listed}.${lost}`,
      isTweet
        ? 'Give the post in tweets: in the front matter and place it with ::tweet{key="…"}.'
        : 'Write it in Markdown, or take it out.',
    );
  }
}

const TWEET = 'class= of a tweet embed on <blockquote>';

/** Reads the attributes of a start tag with the HTML parser, which knows all their forms and entities. */
function parseAttributes(attributes: string): (readonly [name: string, value: string])[] {
  const root = parser.runSync({ type: 'root', children: [{ type: 'raw', value: `<x-tag ${attributes}>` }] });
  const [element] = root.children;
  if (element?.type !== 'element') return [];
  return Object.entries(element.properties).map(([name, value]) => [
    toAttributeName(name),
    Array.isArray(value) ? value.join(' ') : String(value ?? ''),
  ]);
}

/** Turns a property of the tree into the name that the editor typed. */
function toAttributeName(property: string): string {
  if (property === 'className') return 'class';
  return property.replace(/^data(?=[A-Z])/u, 'data-').toLowerCase();
}
