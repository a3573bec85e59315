/** Texts as the editors of Ghost keep them, Lexical and Mobiledoc, as HTML. */
import { isWebAddress } from '../../model/fields.ts';
import { escapeHtml } from '../body/words.ts';
import { objectIn, objectsIn, textIn, type JsonObject as Json } from '../items/foreign-json.ts';

/** A text with what was done to it; each completes the sentence “it was …”. */
export interface GhostHtml {
  readonly format: 'html' | 'markdown';
  readonly text: string;
  readonly how: readonly string[];
}

/** Elements within each other that are read. */
const DEEPEST = 60;

/** Reads a text of the editor Lexical; undefined where it is none. */
export function lexicalHtml(source: string): GhostHtml | undefined {
  const root = objectIn(objectIn(parsed(source))['root']);
  const children = objectsIn(root['children']);
  if (children.length === 0) return undefined;
  const [only] = children;
  if (children.length === 1 && only?.['type'] === 'markdown')
    return { format: 'markdown', text: textIn(only['markdown']), how: [] };
  const lost = new Set<string>();
  return finished(children.map((node) => lexicalNode(node, lost, 0)).join('\n'), lost);
}

function finished(text: string, lost: ReadonlySet<string>): GhostHtml {
  return {
    format: 'html',
    text,
    how: lost.size === 0 ? [] : [`freed of parts that have no words of their own: ${[...lost].join(', ')}`],
  };
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Tags of the formats of words, by their bit. */
const FORMATS: readonly (readonly [bit: number, tag: string])[] = [
  [16, 'code'],
  [1, 'strong'],
  [2, 'em'],
  [4, 'del'],
];

function lexicalNode(node: Json, lost: Set<string>, depth: number): string {
  if (depth > DEEPEST) return '';
  const inner = (): string =>
    objectsIn(node['children'])
      .map((child) => lexicalNode(child, lost, depth + 1))
      .join('');
  const type = textIn(node['type']);
  switch (type) {
    case 'text':
    case 'extended-text':
      return FORMATS.reduce(
        (html, [bit, tag]) => ((Number(node['format']) & bit) === 0 ? html : `<${tag}>${html}</${tag}>`),
        escapeHtml(textIn(node['text'])),
      );
    case 'linebreak':
      return '<br>';
    case 'paragraph':
      return `<p>${inner()}</p>`;
    case 'heading':
    case 'extended-heading':
      return withTag(textIn(node['tag']), inner(), /^h[1-6]$/u, 'h2');
    case 'quote':
    case 'extended-quote':
    case 'aside':
      return `<blockquote><p>${inner()}</p></blockquote>`;
    case 'list':
      return withTag(textIn(node['tag']), inner(), /^[ou]l$/u, 'ul');
    case 'listitem':
      return `<li>${inner()}</li>`;
    case 'link':
    case 'autolink':
      return `<a href="${escapeHtml(textIn(node['url']))}">${inner()}</a>`;
    default:
      return card(type, node, lost) ?? inner();
  }
}

const withTag = (tag: string, html: string, allowed: RegExp, otherwise: string): string =>
  allowed.test(tag) ? `<${tag}>${html}</${tag}>` : `<${otherwise}>${html}</${otherwise}>`;

const linkTo = (address: string): string =>
  isWebAddress(address) ? `<p><a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>` : '';

/** Writes a card, which both editors have; those without words are told. */
function card(type: string, given: Json, lost: Set<string>): string | undefined {
  const text = (name: string): string => textIn(given[name]);
  switch (type) {
    case 'image':
      return figure(text('src'), text('alt'), text('caption'));
    case 'gallery':
      return [
        ...objectsIn(given['images']).map((one) => figure(textIn(one['src']), textIn(one['alt']), '')),
        text('caption') && `<p>${text('caption')}</p>`,
      ].join('\n');
    case 'html':
      return text('html');
    case 'markdown':
    case 'card-markdown':
      // Its words are kept as they are written: Markdown within HTML is not read.
      return `<p>${escapeHtml(text('markdown')).replace(/\n\s*\n/gu, '</p>\n<p>')}</p>`;
    case 'codeblock':
    case 'code':
      return `<pre><code>${escapeHtml(text('code'))}</code></pre>`;
    case 'horizontalrule':
    case 'hr':
      return '<hr>';
    case 'callout':
      return `<blockquote><p>${text('calloutText')}</p></blockquote>`;
    case 'toggle':
      return `<p><strong>${text('heading')}</strong></p>\n${text('content')}`;
    case 'embed':
      return text('html') === '' ? linkTo(text('url')) : text('html');
    case 'bookmark':
    case 'video':
    case 'audio':
    case 'file':
    case 'button':
      return linkTo(text('url') || text('src') || text('buttonUrl'));
    default:
      if (type !== 'root' && !('children' in given)) lost.add(type || 'unnamed');
      return undefined;
  }
}

const figure = (source: string, alt: string, caption: string): string =>
  `<figure><img src="${escapeHtml(source)}" alt="${escapeHtml(alt)}">${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}</figure>`;

const MARKUP_SECTION = 1;
const IMAGE_SECTION = 2;
const LIST_SECTION = 3;
const CARD_SECTION = 10;

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Reads a text of the editor Mobiledoc; undefined where it is none. */
export function mobiledocHtml(source: string): GhostHtml | undefined {
  const document = objectIn(parsed(source));
  const sections = listIn(document['sections']).map(listIn);
  if (sections.length === 0) return undefined;
  const cards = listIn(document['cards']).map(listIn);
  const markups = listIn(document['markups']).map(listIn);
  const [only] = sections;
  const [name, given] = cards[Number(only?.[1])] ?? [];
  if (sections.length === 1 && only?.[0] === CARD_SECTION && /markdown$/u.test(textIn(name)))
    return { format: 'markdown', text: textIn(objectIn(given)['markdown']), how: [] };
  const lost = new Set<string>();
  const html = sections.map((section) => {
    const [type, first, second] = section;
    switch (type) {
      case MARKUP_SECTION:
        return withTag(textIn(first), markersHtml(listIn(second), markups), /^(?:p|h[1-6]|blockquote|aside)$/u, 'p');
      case IMAGE_SECTION:
        return figure(textIn(first), '', '');
      case LIST_SECTION:
        return withTag(
          textIn(first),
          listIn(second)
            .map((one) => `<li>${markersHtml(listIn(one), markups)}</li>`)
            .join(''),
          /^[ou]l$/u,
          'ul',
        );
      case CARD_SECTION: {
        const [cardName, payload] = cards[Number(first)] ?? [];
        return card(textIn(cardName), objectIn(payload), lost) ?? '';
      }
      default:
        lost.add(`section ${textIn(type)}`);
        return '';
    }
  });
  return finished(html.join('\n'), lost);
}

function markersHtml(markers: readonly unknown[], markups: readonly (readonly unknown[])[]): string {
  const open: string[] = [];
  let html = '';
  for (const marker of markers.map(listIn)) {
    const [kind, opened, closed, text] = marker;
    for (const index of listIn(opened)) {
      const [tag, attributes] = markups[Number(index)] ?? [];
      const name = /^[a-z]{1,10}$/u.test(textIn(tag)) ? textIn(tag) : 'span';
      const list = listIn(attributes);
      const href = name === 'a' ? textIn(list[list.indexOf('href') + 1]) : '';
      html += href === '' ? `<${name}>` : `<${name} href="${escapeHtml(href)}">`;
      open.push(name);
    }
    // The only atom of Ghost is a soft return.
    html += kind === 0 ? escapeHtml(textIn(text)) : '<br>';
    for (let left = Number(closed); left > 0 && open.length > 0; left -= 1) html += `</${open.pop()}>`;
  }
  return html;
}
