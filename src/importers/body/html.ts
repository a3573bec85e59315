/** HTML → a Markdown tree. What cannot stand in a story becomes a link or words, or is told as left out. */
import type { Element, ElementContent, Nodes as HastNodes, Root as HastRoot } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString } from 'hast-util-to-string';
import type { PhrasingContent, Root } from 'mdast';
import type {} from 'mdast-util-directive';
import rehypeRaw from 'rehype-raw';
import rehypeRemark, { type Options } from 'rehype-remark';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Fate } from '../foreign.ts';

declare module 'mdast' {
  interface EmphasisData {
    /** Element by which Dateline takes what Markdown has no sign for. */
    mark?: 'sup' | 'sub';
  }
}

/** Takes what became of a part of a text. */
export type Tell = (fate: Fate) => void;

/** Elements of ours that carry through HTML what only Markdown has. */
const PLACE = 'dateline-place';
const NOTE = 'dateline-note';
const NOTE_TEXT = 'dateline-note-text';

/** Gives the HTML that stands for the place of a post or statement. */
export function placeInHtml(kind: string, key: string): string {
  return `<${PLACE} data-kind="${kind}" data-key="${key}"></${PLACE}>`;
}

/** Reads HTML as a Markdown tree. Throws a RangeError where it is nested too deep. */
export function htmlToTree(html: string, tell: Tell): Root {
  return toTree(fromHtml(html, { fragment: true }), tell);
}

const withRaw = unified()
  .use(remarkRehype, {
    allowDangerousHtml: true,
    handlers: {
      leafDirective: (_state, node: { name: string; attributes?: Readonly<Record<string, string>> }) =>
        element(PLACE, { dataKind: node.name, dataKey: node.attributes?.['key'] ?? '' }),
      footnoteReference: (_state, node: { identifier: string }) => element(NOTE, { dataKey: node.identifier }),
      footnoteDefinition: (state: { all: (node: never) => ElementContent[] }, node: { identifier: string }) =>
        element(NOTE_TEXT, { dataKey: node.identifier }, state.all(node as never)),
    },
  })
  .use(rehypeRaw)
  .freeze();

/** Turns the HTML in a Markdown tree into Markdown. */
export function withoutRawHtml(tree: Root, tell: Tell): Root {
  return toTree(withRaw.runSync(tree), tell);
}

function toTree(html: HastRoot, tell: Tell): Root {
  clean(html, tell);
  return toMarkdownTree.runSync(html);
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children };
}

const HANDLERS: NonNullable<Options['handlers']> = {
  [PLACE]: (_state, node) => ({
    type: 'leafDirective',
    name: String(node.properties['dataKind']),
    attributes: { key: String(node.properties['dataKey']) },
    children: [],
  }),
  [NOTE]: (_state, node) => ({ type: 'footnoteReference', identifier: keyOf(node), label: keyOf(node) }),
  [NOTE_TEXT]: (state, node) => ({
    type: 'footnoteDefinition',
    identifier: keyOf(node),
    label: keyOf(node),
    children: state.toFlow(state.all(node)),
  }),
  // rehype-remark sets an item apart also where a list of several items is all that follows its words.
  li: (state, node) => {
    const children = state.toFlow(state.all(node));
    const isList = ({ type }: { readonly type: string }): boolean => type === 'list';
    return {
      type: 'listItem',
      spread: node.children.some(isParagraph) || !children.slice(1).every(isList),
      children,
    };
  },
  // Markdown has no raised and lowered figures, and Dateline takes these two as HTML.
  sup: (state, node) => ({ type: 'emphasis', data: { mark: 'sup' }, children: state.all(node) as PhrasingContent[] }),
  sub: (state, node) => ({ type: 'emphasis', data: { mark: 'sub' }, children: state.all(node) as PhrasingContent[] }),
};

function isParagraph(node: HastNodes): boolean {
  return (
    node.type === 'element' && (node.tagName === 'p' || (node.tagName === 'div' && node.children.some(isParagraph)))
  );
}

const toMarkdownTree = unified().use(rehypeRemark, { handlers: HANDLERS }).freeze();

function keyOf(node: Element): string {
  return String(node.properties['dataKey']);
}

/** Elements whose contents are no words of a story, with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  ...named('it is code', ['script', 'style', 'template', 'link', 'meta', 'base', 'noscript']),
  ...named('it is a form, which an archive cannot answer', [
    'form',
    'select',
    'textarea',
    'input',
    'button',
    'datalist',
  ]),
  ...named('it is a drawing in code', ['svg', 'canvas']),
  ...named('it stands for what only another program shows', [
    'applet',
    'frameset',
    'frame',
    'noframes',
    'noembed',
    'area',
  ]),
};

/** Elements that show what lies elsewhere, with the word for it. */
const SHOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  iframe: 'Embedded page',
  embed: 'Embedded file',
  object: 'Embedded file',
  video: 'Video',
  audio: 'Audio',
};

function named(why: string, tags: readonly string[]): Record<string, string> {
  return Object.fromEntries(tags.map((tag) => [tag, why]));
}

const WORDLESS = /^\s*(?:\/?wp:|more\b|nextpage\b|excerpt\b|\/?wp-)/iu;

/** Changes in place what rehype-remark would drop without a word. */
function clean(parent: HastRoot | Element, tell: Tell): void {
  parent.children = (parent.children as ElementContent[]).flatMap((child): ElementContent[] => {
    if (child.type === 'comment') {
      if (child.value.trim() !== '' && !WORDLESS.test(child.value))
        tell({ field: 'comment in the text', fate: 'dropped', why: 'readers never saw it' });
      return [];
    }
    if (child.type !== 'element') return [child];
    return cleanElement(child, tell);
  });
}

function cleanElement(node: Element, tell: Tell): ElementContent[] {
  const { tagName } = node;
  const why = LEFT_OUT[tagName];
  if (why !== undefined) {
    const { src: value = '' } = node.properties;
    tell({
      field: `<${tagName}> in the text`,
      fate: 'dropped',
      why,
      ...(typeof value === 'string' && value !== '' && { value }),
    });
    return [];
  }
  const word = SHOWN_ELSEWHERE[tagName];
  if (word !== undefined) return shownElsewhere(node, word, tell);
  clean(node, tell);
  switch (tagName) {
    case 'math':
      return [{ type: 'text', value: toString(node) }];
    case 'menu':
    case 'dir':
      return [{ ...node, tagName: 'ul' }];
    case 'dialog':
      return [{ ...node, tagName: 'div' }];
    case 'table':
      return [...captionsOf(node), node];
    case 'img':
      if (isBeacon(node)) {
        const { src: value } = node.properties;
        const told = {
          field: 'picture in the text',
          fate: 'dropped',
          why: 'it counted readers, who never saw it',
        } as const;
        tell({ ...told, ...(typeof value === 'string' && { value }) });
        return [];
      }
      return [pictureOf(node)];
    default:
      return [node];
  }
}

/** Pictures of a single dot tell their sender that somebody reads. */
function isBeacon({ properties: { width, height } }: Element): boolean {
  return [width, height].every((side) => side !== undefined && Number(side) <= 1);
}

/** Pictures that wait for a script have their address in another place. */
function pictureOf(node: Element): Element {
  const { src, dataSrc, dataLazySrc, dataOriginal } = node.properties;
  const isWaiting = typeof src !== 'string' || src.startsWith('data:');
  const later = dataSrc ?? dataLazySrc ?? dataOriginal;
  return isWaiting && typeof later === 'string' ? { ...node, properties: { ...node.properties, src: later } } : node;
}

function captionsOf(table: Element): Element[] {
  const isCaption = (child: HastNodes): child is Element => child.type === 'element' && child.tagName === 'caption';
  return table.children.filter(isCaption).map((caption) => ({ ...caption, tagName: 'p' }));
}

function shownElsewhere(node: Element, word: string, tell: Tell): ElementContent[] {
  const address = sourceOf(node);
  const field = `<${node.tagName}> in the text`;
  if (address === undefined) {
    tell({ field, fate: 'dropped', why: 'it has no address' });
    return [];
  }
  const { title } = node.properties;
  const words = typeof title === 'string' && title.trim() !== '' ? `${word}: ${title.trim()}` : word;
  tell({ field, value: address, fate: 'changed', as: 'body', how: 'made a link, because it plays nothing here' });
  const link = element('a', { href: address }, [{ type: 'text', value: words }]);
  return [element('p', {}, [link])];
}

function sourceOf(node: Element): string | undefined {
  const own = node.properties['src'] ?? node.properties['data'] ?? node.properties['dataSrc'];
  if (typeof own === 'string' && own.trim() !== '') return own.trim();
  for (const child of node.children) {
    if (child.type !== 'element' || !['source', 'embed', 'a'].includes(child.tagName)) continue;
    const src = child.properties['src'] ?? child.properties['href'];
    if (typeof src === 'string' && src.trim() !== '') return src.trim();
  }
  return undefined;
}
