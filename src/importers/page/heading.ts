/** The words of a heading, of which a line above the headline can be a part. */
import { bare, tidy, wordsOf } from './document.ts';

/** A heading as it is read. */
export interface Heading {
  /** Its headline alone. */
  readonly text: string;
  /** Its headline behind the line above it, where it has one. */
  readonly whole: string;
}

const HIDDEN =
  'button, rt, rp, [hidden], [class*="sr-only" i], [class*="visually-hidden" i], [class*="visuallyhidden" i]';
const ABOVE =
  /kicker|(?:over|roof)-?line|over-?title|dachzeile|spitzmarke|top-?line|eyebrow|label|badge|prefix|categor|super-?title|sup-?title|sur-?tit|ante-?tit|sub-?title|pre-?title|occhiello|volanta|cintillo|colon(?:$|[-_\s])/iu;
const BELOW = /sub-?(?:title|line|head)|unterzeile|tagline|deck(?:$|[-_\s])/iu;

/** Parts the headline of a heading from the lines that some sites put above or below it. */
export function readHeading(heading: Element): Heading {
  const copy = heading.cloneNode(true) as Element;
  for (const element of copy.querySelectorAll(HIDDEN)) element.remove();
  const all = tidy(spaced(copy));
  if (all === '') return whole(tidy(heading.textContent));
  const parts = [...copy.querySelectorAll('[class], small')];
  const above = parts.filter(
    (part) => (part.localName === 'small' || ABOVE.test(part.className)) && startOf(copy, part) === '',
  );
  // What joins the two is neither's.
  const joins = parts.filter((part) => ABOVE.test(part.className) && bare(part.textContent) === '');
  const over = tidy(above.map((part) => part.textContent).join(' '));
  for (const part of [...above, ...joins]) part.remove();
  for (const part of copy.querySelectorAll('[class]'))
    if (BELOW.test(part.className) && bare(startOf(copy, part)).length >= 8) part.remove();
  const text = tidy(spaced(copy)).replace(/^[:|–—-]\s+/u, '');
  if (bare(text).length < 8) return whole(all);
  if (bare(over) === '') return whole(text);
  return { text, whole: /[\p{L}\p{N}]$/u.test(over) ? `${over}: ${text}` : `${over} ${text}` };
}

/** Gives the heading that has the title, else the first. */
export function headingOf(document: Document, title: string | undefined): Element | undefined {
  const headings = [...document.querySelectorAll('h1, h2')];
  const own = bare(title ?? '');
  const named =
    own === ''
      ? undefined
      : (headings.find((one) => bare(wordsOf(one)) === own) ??
        headings.find((one) => bare(readHeading(one).text) === own));
  return named ?? document.querySelector('h1') ?? headings[0];
}

function whole(text: string): Heading {
  return { text, whole: text };
}

/** Gives the words of an element before one of its parts. */
function startOf(element: Element, part: Element): string {
  const words: string[] = [];
  const walk = (node: Node): boolean => {
    if (node === part) return true;
    if (node.nodeType === 3) words.push(node.textContent ?? '');
    for (const child of node.childNodes) if (walk(child)) return true;
    return false;
  };
  walk(element);
  return tidy(words.join(' '));
}

/** Gives the text of an element with spaces where its parts are lines or boxes of their own. */
function spaced(element: Element): string {
  const parts: string[] = [];
  const walk = (node: Node): void => {
    if (node.nodeType === 3) parts.push(node.textContent ?? '');
    else if (node.nodeType === 1) {
      const isApart = /^(?:br|div|p|small|h\d)$/iu.test(node.nodeName);
      if (isApart) parts.push(' ');
      for (const child of node.childNodes) walk(child);
      if (isApart) parts.push(' ');
    }
  };
  for (const child of element.childNodes) walk(child);
  return parts.join('');
}
