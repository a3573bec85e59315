import type { Element, Nodes, Root } from 'hast';

const BLOCKS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'pre',
  'blockquote',
  'figcaption',
  'dt',
  'dd',
  'tr',
  'caption',
  'summary',
  'div',
  'figure',
  'table',
  'section',
  'ul',
  'ol',
  'dl',
  'details',
  'hr',
]);
/** Scripts written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Gives the words of a finished tree: paragraphs separated by an empty line; no footnote marks, heading links or preserved quotes. */
export function toPlainText(tree: Root): string {
  const paragraphs: string[] = [];
  let line = '';
  const endParagraph = (): void => {
    const words = line
      .replaceAll(/[^\S\n]{2,}|[^\S\n ]/gu, ' ')
      .replaceAll(/ ?\n ?/gu, '\n')
      .trim();
    if (words !== '') paragraphs.push(words);
    line = '';
  };
  const walk = (node: Nodes, typed: boolean): void => {
    // A line ending in the source is a space, but for code.
    if (node.type === 'text') line += typed ? node.value : node.value.replaceAll(/\s{2,}|[^\S ]/gu, ' ');
    if (node.type === 'root') for (const child of node.children) walk(child, typed);
    if (node.type !== 'element' || isApparatus(node)) return;
    const isBlock = BLOCKS.has(node.tagName);
    if (isBlock) endParagraph();
    if (node.tagName === 'br') line += '\n';
    for (const child of node.children) walk(child, typed || node.tagName === 'pre');
    if (node.tagName === 'td' || node.tagName === 'th') line += ' ';
    if (isBlock) endParagraph();
  };
  walk(tree, false);
  endParagraph();
  return paragraphs.join('\n\n');
}

/** Counts words; in Chinese and Japanese, where no spaces part them, characters. */
export function countWords(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  const rest = unspaced === 0 ? text : text.replaceAll(UNSPACED, ' ');
  return unspaced + rest.split(/\s+/u).filter((word) => /^[a-z0-9]/iu.test(word) || /[\p{L}\p{N}]/u.test(word)).length;
}

function isApparatus({ properties }: Element): boolean {
  const classes = Array.isArray(properties['className']) ? properties['className'] : [];
  return (
    'dataFootnoteRef' in properties ||
    'dataFootnoteBackref' in properties ||
    properties['id'] === 'footnote-label' ||
    classes.includes('anchor')
  );
}
