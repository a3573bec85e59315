/** A text in which stretches stand aside while the rest is changed. */

/** Takes stretches away from the hands of those who change the text; `restored` puts them back. */
export interface Masked {
  text: string;
  /** Sets each pair of marks and what stands between them aside, as `render` gives it; where that is undefined, it stays in the text. */
  readonly pairs: (pair: Pair, render: (words: string, groups: Groups) => string | undefined) => void;
  /** Sets fenced code and code spans aside. */
  readonly code: () => void;
  /** Sets indented code aside, but what begins with a tag, which people indent too. */
  readonly indentedCode: () => void;
  readonly restored: () => string;
}

/** Named groups of a match. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** Patterns, with the flag g, of the marks between which words stand. */
export interface Pair {
  readonly open: RegExp;
  readonly close: RegExp;
}

/** Replaces each pair of marks with what stands between them, in one pass; where `render` gives undefined, it stays. */
export function replacePairs(
  text: string,
  pair: Pair,
  render: (words: string, groups: Groups, whole: string) => string | undefined,
): string {
  const open = new RegExp(pair.open);
  const close = new RegExp(pair.close);
  let replaced = '';
  let from = 0;
  for (let begin = open.exec(text); begin; begin = open.exec(text)) {
    close.lastIndex = open.lastIndex;
    const end = close.exec(text);
    // What is not closed here is closed nowhere.
    if (!end) break;
    const whole = text.slice(begin.index, close.lastIndex);
    const rendered = render(text.slice(open.lastIndex, end.index), begin.groups ?? {}, whole);
    replaced += text.slice(from, begin.index) + (rendered ?? whole);
    from = close.lastIndex;
    open.lastIndex = from;
  }
  return replaced + text.slice(from);
}

/** No text holds these (https://www.unicode.org/faq/private_use.html#noncharacters). */
const OPEN = '\uFDD1';
const CLOSE = '\uFDD2';
const STRETCH = /\uFDD1(\d+)\uFDD2/gu;

const FENCE =
  /^(?<indent>[ \t]*(?:[-*+>][ \t]+)*)(?<fence>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t>]*\k<fence>[`~]*[ \t]*$|$(?![\s\S]))/gmu;
const SPAN = /(?<!`)(?<ticks>`{1,4})(?!`)(?:[^`\n]|\n(?![ \t]*\n)|(?!\k<ticks>(?!`))`)*?(?<!`)\k<ticks>(?!`)/gu;

/** Lines at the beginning of a paragraph that are code, but where a tag stands first (https://spec.commonmark.org/0.31.2/#indented-code-blocks). */
const INDENTED = /^(?: {4}|\t)(?![ \t]*(?:\{[{%<]|<)).*(?:\n(?: {4}|\t).*)*/u;

/** A line of what goes on in indented paragraphs: a list, a footnote, a definition, an admonition. */
const CONTAINER = /^(?: {1,3}(?! )|[-*+:][ \t]|\d{1,9}[.)][ \t]|\[\^|!!!|\?\?\?|===)/mu;

/** Gives a part of a text with an ellipsis for each stretch that stands aside. */
export function withoutMarks(part: string): string {
  return part.replaceAll(STRETCH, '…');
}

/** Begins with the whole text, which must not hold U+FDD1 and U+FDD2. */
export function mask(text: string): Masked {
  const stretches: string[] = [];
  const aside = (stretch: string): string => `${OPEN}${stretches.push(stretch) - 1}${CLOSE}`;
  const masked: Masked = {
    text,
    pairs: (pair, render) => {
      masked.text = replacePairs(masked.text, pair, (words, groups) => {
        const rendered = render(words, groups);
        return rendered === undefined ? undefined : aside(rendered);
      });
    },
    code: () => {
      masked.text = masked.text.replaceAll(FENCE, aside).replaceAll(SPAN, aside);
    },
    indentedCode: () => {
      let isWithin = false;
      const parts = masked.text.split(/(\n(?:[ \t]*\n)+)/u).map((part) => {
        if (part.trim() === '') return part;
        if (/^(?: {4}|\t)/u.test(part)) return isWithin ? part : part.replace(INDENTED, aside);
        isWithin = CONTAINER.test(part);
        return part;
      });
      masked.text = parts.join('');
    },
    restored: () => {
      let restored = masked.text;
      // Code may hold what was set aside before it.
      for (let depth = 0; depth < 3 && restored.includes(OPEN); depth += 1)
        restored = restored.replaceAll(STRETCH, (_all, index: string) => stretches[Number(index)] ?? '');
      return restored;
    },
  };
  return masked;
}
