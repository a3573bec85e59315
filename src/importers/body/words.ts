/** Words of texts and of HTML. */
import { htmlEntity } from '../bytes/xml-stream.ts';

/** Gives the first words of a text, no more than a line of them. */
export function shortened(text: string, most = 80): string {
  const line = text
    .slice(0, most * 8)
    .replace(/\s+/gu, ' ')
    .trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most - 1);
  const end = cut.lastIndexOf(' ');
  return `${(end > most / 2 ? cut.slice(0, end) : cut).replace(/[\uD800-\uDBFF]$/u, '').replace(/[\s,;:–—-]+$/u, '')}…`;
}

/** Gives the words of a piece of HTML on one line: for titles and summaries, and to see whether there are any. */
export function wordsOf(html: string): string {
  const words = html.includes('<')
    ? withoutHidden(html)
        .replace(WITHIN_WORDS, '')
        .replace(/<\/?[a-z!?][^<>]*>/giu, ' ')
    : html;
  return decodeEntities(words)
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[.,;:!?](?:\s|$))/gu, '')
    .trim();
}

const END_OF_LINE = /<br\b[^<>]*>|<\/(?:p|div|h[1-6]|li|blockquote|td|th|figcaption|pre)>/iu;

/** Gives the words of which a title is made: those of the first line of HTML where they can be one, otherwise all. */
export function openingOf(html: string): string {
  const lines = html.slice(0, 20_000).split(END_OF_LINE, 20);
  const first = lines.map(wordsOf).find((words) => words !== '') ?? '';
  return first.length >= 12 && first.length <= 90 ? first : wordsOf(html);
}

/** Tags that part no words. */
const WITHIN_WORDS =
  /<\/?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)(?=[\s/>])[^<>]*>/giu;

/** Parts of HTML that hold no words, by how they begin and end. */
const HIDDEN = [
  [/<!--/g, /-->/g],
  [/<script\b/gi, /<\/script\b/gi],
  [/<style\b/gi, /<\/style\b/gi],
] as const;

/** Searches for ends one after the other, so that a text of beginnings alone takes no longer than another. */
function withoutHidden(html: string): string {
  let text = html;
  for (const [begins, ends] of HIDDEN) {
    let left = '';
    let at = 0;
    begins.lastIndex = 0;
    for (let begin = begins.exec(text); begin !== null; begin = begins.exec(text)) {
      ends.lastIndex = begins.lastIndex;
      if (ends.exec(text) === null) break;
      left += `${text.slice(at, begin.index)} `;
      at = ends.lastIndex;
      begins.lastIndex = at;
    }
    text = left + text.slice(at);
  }
  return text;
}

/** Writes what the entities of HTML in a text mean, by name or number, in their place; breaks of lines become spaces. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, meant) : text;
}

const ENTITY = /&(?:#(?<decimal>\d{1,7})|#x(?<hex>[\da-f]{1,6})|(?<name>[a-z][a-z\d]{1,31}));/giu;

function meant(all: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return htmlEntity(name) ?? all;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  if (code === 9 || code === 10 || code === 13) return ' ';
  return code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
}

/** Writes a text so that it stands in HTML as it is. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
