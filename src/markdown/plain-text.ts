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
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Gives the words of a finished tree: paragraphs separated by an empty line; no footnote marks, heading links or preserved quotes. */
export function toPlainText(tree: Root): string {
  const paragraphs: string[] = [];
  let line = '';
  /** Whether the line is one text, in which every space is as it should be. */
  let isOne = true;
  const add = (words: string, typed: boolean): void => {
    isOne = line === '' && !typed;
    line += words;
  };
  const endParagraph = (): void => {
    const words = (isOne ? line : line.replaceAll(/[^\S\n]{2,}|[^\S\n ]/gu, ' ').replaceAll(/ ?\n ?/gu, '\n')).trim();
    if (words !== '') paragraphs.push(words);
    line = '';
  };
  const walk = (node: Nodes, typed: boolean): void => {
    // A line ending in the source is a space, but for code.
    if (node.type === 'text') add(typed ? node.value : node.value.replaceAll(/\s{2,}|[^\S ]/gu, ' '), typed);
    if (node.type === 'root') for (const child of node.children) walk(child, typed);
    if (node.type !== 'element' || isApparatus(node)) return;
    const isBlock = BLOCKS.has(node.tagName);
    if (isBlock) endParagraph();
    if (node.tagName === 'br') add('\n', true);
    for (const child of node.children) walk(child, typed || node.tagName === 'pre');
    if (node.tagName === 'td' || node.tagName === 'th') add(' ', true);
    if (isBlock) endParagraph();
  };
  walk(tree, false);
  endParagraph();
  return paragraphs.join('\n\n');
}

/** What a character is to the count. */
const SPACE = 1;
const WORD = 2;
const CHARACTER = 3;
const SIGN = 4;

/** Of each UTF-16 unit but surrogates, once it has been met: expressions are slow at a character a time. */
const kinds = new Uint8Array(0x1_00_00);

/** Counts words; in Chinese and Japanese, where no spaces part them, characters. */
export function countWords(text: string): number {
  let words = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const kind = kinds[unit] || kindOf(text, at);
    if (kind === WORD) {
      if (!inWord) words += 1;
      inWord = true;
    } else if (kind !== SIGN) {
      if (kind === CHARACTER) words += 1;
      inWord = false;
    }
  }
  return words;
}

function kindOf(text: string, at: number): number {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const kind = UNSPACED.test(character)
    ? CHARACTER
    : /[\p{L}\p{N}]/u.test(character)
      ? WORD
      : /\s/u.test(character)
        ? SPACE
        : SIGN;
  if (character.length === 1 && character.isWellFormed()) kinds[text.charCodeAt(at)] = kind;
  return kind;
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
