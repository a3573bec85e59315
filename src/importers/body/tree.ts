/** What in a Markdown tree may not stand in a story → what may, with each change told. */
import type { Definition, Html, Image, Link, Nodes, Parents, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type {} from 'mdast-util-directive';
import { isWebAddress } from '../../model/fields.ts';
import { fileLinkIn, isMarkdownPath, withoutScheme } from './file-links.ts';
import type { Tell } from './html.ts';
import { tidyPhrasing } from './phrasing.ts';
import { undescribedPicture } from './undescribed-picture.ts';

/** What is known beside the text. */
export interface TreeContext {
  readonly title: string;
  readonly base: string | undefined;
  /** Against which addresses that begin with a slash are read where there is no `base`. */
  readonly root: string | undefined;
  /** Keys of posts and statements that the text may place, as `tweet call`. */
  readonly places: ReadonlySet<string>;
  /** Gives the path below media/ of a picture that lies in the input. */
  readonly pictureOf: (source: string) => string | undefined;
  /** Gives the path of the story’s file that was made of what stood at an old address, relative to this one. */
  readonly storyOf: (address: string) => string | undefined;
  readonly tell: Tell;
}

/** Changes a tree in place so that Dateline renders it without an error, but for links to places of the text itself. */
export function tidyTree(tree: Root, context: TreeContext): void {
  const definitions = new Map<string, Definition>();
  eachNode(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  const notes = footnotesOf(tree);
  const tidy = new Tidying(context, definitions, notes);
  tidy.children(tree, false);
  tidyPhrasing(tree);
  dropTitle(tree, context);
  levelHeadings(tree);
}

/** Makes words of links to places of the text that no heading makes. */
export function unlinkPlaces(tree: Root, ids: ReadonlySet<string>, tell: Tell): void {
  eachParent(tree, (parent) => {
    replaceChildren(parent, (child) => {
      if (child.type !== 'link' || !child.url.startsWith('#') || ids.has(decoded(child.url.slice(1)))) return [child];
      tell({ field: 'link in the text', value: child.url, fate: 'changed', as: 'body', how: DEAD_PLACE });
      return child.children;
    });
  });
}

const DEAD_PLACE = 'made plain words, because the text has no such place';

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** Footnotes that are both called and given. */
function footnotesOf(tree: Root): ReadonlySet<string> {
  const called = new Set<string>();
  const given = new Set<string>();
  eachNode(tree, (node) => {
    if (node.type === 'footnoteReference') called.add(node.identifier);
    if (node.type === 'footnoteDefinition') given.add(node.identifier);
  });
  return new Set(Array.from(called).filter((identifier) => given.has(identifier)));
}

class Tidying {
  readonly #context: TreeContext;
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #notes: ReadonlySet<string>;

  constructor(context: TreeContext, definitions: ReadonlyMap<string, Definition>, notes: ReadonlySet<string>) {
    this.#context = context;
    this.#definitions = definitions;
    this.#notes = notes;
  }

  children(parent: Parents, isInLink: boolean): void {
    replaceChildren(parent, (child) => this.#node(child, isInLink));
    joinTexts(parent);
  }

  #node(node: RootContent, isInLink: boolean): RootContent[] {
    switch (node.type) {
      case 'definition':
        return [];
      case 'linkReference': {
        const { url = '', title } = this.#definitions.get(node.identifier) ?? {};
        return this.#node({ type: 'link', url, title, children: node.children }, isInLink);
      }
      case 'imageReference': {
        const { url = '', title } = this.#definitions.get(node.identifier) ?? {};
        return this.#node({ type: 'image', url, title, alt: node.alt }, isInLink);
      }
      case 'image':
        return this.#image(node, isInLink);
      case 'link':
        this.children(node, true);
        return this.#link(node);
      case 'html':
        return this.#html(node);
      case 'text':
        return this.#text(node);
      case 'leafDirective': {
        const key = node.attributes?.['key'] ?? '';
        if (this.#context.places.has(`${node.name} ${key}`)) return [node];
        return [{ type: 'paragraph', children: [{ type: 'inlineCode', value: `::${node.name}{key="${key}"}` }] }];
      }
      case 'footnoteReference':
        return this.#notes.has(node.identifier) ? [node] : [text(`[${node.label ?? node.identifier}]`)];
      case 'footnoteDefinition':
        this.children(node, false);
        return this.#notes.has(node.identifier) ? [node] : node.children;
      case 'heading':
      case 'paragraph':
        this.children(node, isInLink);
        return hasContent(node) ? this.#placesIn(node) : [];
      default:
        if ('children' in node) {
          this.children(node, isInLink);
          if (node.type === 'strong' || node.type === 'emphasis' || node.type === 'delete')
            return hasContent(node) ? [node] : node.children;
          if (node.type === 'listItem' && typeof node.checked === 'boolean') delete node.checked;
        }
        return [node];
    }
  }

  /** A paragraph that is nothing but a place that the importer has put is that place. */
  #placesIn(node: RootContent & Parents): RootContent[] {
    const [only, ...others] = node.children;
    if (node.type !== 'paragraph' || only?.type !== 'inlineCode' || others.length > 0) return [node];
    const [, name, key] = PLACE.exec(only.value) ?? [];
    if (name === undefined || key === undefined || !this.#context.places.has(`${name} ${key}`)) return [node];
    return [{ type: 'leafDirective', name, attributes: { key }, children: [] }];
  }

  /** What would be read as a place of a quote, and is none, is shown as code. */
  #text(node: Text): RootContent[] {
    if (!node.value.includes(':')) return [node];
    const parts: RootContent[] = [];
    let from = 0;
    for (const match of node.value.matchAll(PLACES)) {
      parts.push(text(node.value.slice(from, match.index)), { type: 'inlineCode', value: match[0].trim() });
      from = match.index + match[0].length;
    }
    parts.push(text(node.value.slice(from)));
    return parts.filter((part) => part.type !== 'text' || part.value !== '');
  }

  #html(node: Html): RootContent[] {
    this.#context.tell({
      field: 'HTML in the text',
      value: node.value.slice(0, 80),
      fate: 'changed',
      as: 'body',
      how: 'written as words, because it is not understood',
    });
    return [text(node.value)];
  }

  #image(node: Image, isInLink: boolean): RootContent[] {
    const { pictureOf, tell } = this.#context;
    const title = oneLine(node.title ?? '');
    const alt = oneLine(node.alt ?? '') || title;
    // What is said in place of the picture needs no saying below it.
    const caption = title === '' || title === alt ? null : title;
    const source = node.url.trim();
    const field = 'picture in the text';
    const path = pictureOf(source);
    if (path !== undefined && alt !== '') {
      tell({ field, value: source, fate: 'kept', as: 'body' });
      return [{ type: 'image', url: path, alt, title: caption }];
    }
    const words = alt === '' ? 'Picture' : `Picture: ${alt}`;
    const address = this.#absolute(source);
    if (path === undefined && address !== undefined && isWebAddress(address)) {
      tell({ field, value: source, fate: 'changed', as: 'body', how: 'made a link, because it lies on another site' });
      return isInLink ? [text(words)] : [{ type: 'link', url: address, title: caption, children: [text(words)] }];
    }
    if (path === undefined && alt !== '') {
      tell({
        field,
        value: shortened(source),
        fate: 'changed',
        as: 'body',
        how: 'made words, because its file is not there',
      });
      return [text(caption === null ? words : `${words} (${caption})`)];
    }
    if (path === undefined)
      tell({
        field,
        value: shortened(source),
        fate: 'dropped',
        why: 'its file is not there and nothing says what it showed',
      });
    else tell(undescribedPicture(field, shortened(source), path));
    return [];
  }

  #link(node: Link): RootContent[] {
    const { tell } = this.#context;
    const told = (how: string) =>
      tell({
        field: 'link in the text',
        value: shortened(withoutScheme(fileLinkIn(node.url) ?? node.url)),
        fate: 'changed',
        as: 'body',
        how,
      });
    if (!hasContent(node)) {
      if (node.url !== '') told('taken out, because it had no words');
      return [];
    }
    if (node.url.startsWith('#') && node.url.length > 1 && !/[\p{Cc} \\<>"`]/u.test(node.url)) return [node];
    if (node.url.trim() === '') {
      told('made plain words, because it has no address');
      return node.children;
    }
    const named = fileLinkIn(node.url);
    const typed = named ?? node.url.trim();
    const address = named === undefined && !isMarkdownPath(typed) ? this.#absolute(typed) : undefined;
    const { storyOf } = this.#context;
    const story = storyOf(typed) ?? (address === undefined ? undefined : storyOf(address));
    if (story !== undefined) {
      told('led to the story that was made of what stood there');
      return [{ ...node, url: story }];
    }
    if (address === undefined) {
      told('made plain words, because it led to a part of the old site whose address is not known');
      return node.children;
    }
    if (/^mailto:[^:\p{Cc} \\<>"`]+$/iu.test(address) || isWebAddress(address)) {
      if (address !== node.url && !/^(?:https?|mailto):/iu.test(node.url.trim())) told('made absolute');
      return [{ ...node, url: address }];
    }
    told('made plain words, because its address may not be published');
    return node.children;
  }

  /** Gives an address in full; undefined for a relative one that nothing is known about. */
  #absolute(address: string): string | undefined {
    const base = this.#context.base ?? (address.startsWith('/') ? this.#context.root : undefined);
    if (/^mailto:/iu.test(address)) return address;
    if (/^https?:/iu.test(address))
      return isWebAddress(address) || !URL.canParse(address) ? address : new URL(address).href;
    if (/^[a-z][a-z0-9+.-]*:/iu.test(address)) return address;
    if (address.startsWith('//') && URL.canParse(`https:${address}`)) return new URL(`https:${address}`).href;
    return base !== undefined && isWebAddress(base) && URL.canParse(address, base)
      ? new URL(address, base).href
      : undefined;
  }
}

const PLACE = /^::(tweet|statement)\{key="([A-Za-z0-9][A-Za-z0-9_-]{0,63})"\}$/u;
const PLACES = /(?<=^|\n)(?:[ \t]*:{1,3}(?:tweet|statement)[ \t]*(?:\{[^}\n]*\}|\[[^\]\n]*\]|[[{]))+/gu;

function oneLine(words: string): string {
  return words.replaceAll(/\s+/gu, ' ').trim();
}

function shortened(address: string): string {
  return address.length > 200 ? `${address.slice(0, 200)}…` : address;
}

function text(value: string): Text {
  return { type: 'text', value };
}

/** Takes the headline out of a text that repeats it. */
function dropTitle(tree: Root, { title, tell }: TreeContext): void {
  const at = tree.children.findIndex(({ type }) => type === 'heading');
  const heading = tree.children[at];
  if (heading?.type !== 'heading' || at > 1 || comparable(wordsOf(heading)) !== comparable(title)) return;
  tree.children.splice(at, 1);
  tell({ field: 'heading in the text', fate: 'dropped', why: 'it repeats the title' });
}

function comparable(words: string): string {
  return words.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

/** The title is the page’s only heading of the first level. */
function levelHeadings(tree: Root): void {
  let shift = 0;
  eachNode(tree, (node) => {
    if (node.type === 'heading' && node.depth === 1) shift = 1;
  });
  eachNode(tree, (node) => {
    if (node.type === 'heading') node.depth = Math.min(6, node.depth + shift) as typeof node.depth;
  });
}

/** Gives the words of a node. */
export function wordsOf(node: Nodes): string {
  if ('value' in node) return node.type === 'html' ? '' : node.value;
  if (node.type === 'break') return '\n';
  if ('alt' in node) return node.alt ?? '';
  if (!('children' in node)) return '';
  const separator = node.type === 'root' || node.type === 'blockquote' || node.type === 'listItem' ? '\n\n' : '';
  return node.children.map(wordsOf).join(separator);
}

function hasContent(node: Nodes): boolean {
  if ('value' in node) return node.value.trim() !== '';
  if (!('children' in node)) return node.type !== 'break';
  return node.children.some(hasContent);
}

/** Joins texts that stand side by side, so that their signs are judged together. */
function joinTexts(parent: Parents): void {
  replaceChildren(parent, (child, before) => {
    if (child.type !== 'text' || before?.type !== 'text') return [child];
    before.value += child.value;
    return [];
  });
}

function replaceChildren(
  parent: Parents,
  replace: (child: RootContent, before: RootContent | undefined) => RootContent[],
): void {
  const kept: RootContent[] = [];
  for (const child of parent.children) kept.push(...replace(child, kept.at(-1)));
  (parent as { children: RootContent[] }).children = kept;
}

function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) eachNode(child, visit);
}

function eachParent(parent: Parents, visit: (parent: Parents) => void): void {
  for (const child of parent.children) if ('children' in child) eachParent(child, visit);
  visit(parent);
}

/** Makes paragraphs of plain words, in which nothing is markup. */
export function paragraphsOf(words: string): Root {
  const paragraphs = words
    .split(/\n[^\S\n]*\n/u)
    .map((paragraph) => paragraph.replaceAll(/^[^\S\n]+|[^\S\n]+$/gmu, '').trim())
    .filter((paragraph) => paragraph !== '');
  return { type: 'root', children: paragraphs.map(paragraphOf) };
}

function paragraphOf(words: string): RootContent {
  const [, name, key] = PLACE.exec(words) ?? [];
  if (name !== undefined && key !== undefined)
    return { type: 'leafDirective', name, attributes: { key }, children: [] };
  return { type: 'paragraph', children: [text(words)] satisfies PhrasingContent[] };
}
