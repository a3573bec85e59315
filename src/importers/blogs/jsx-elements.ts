/** Elements of JSX with a capital, as MDX has them among its words. */

/** Gives what stands for a tag that opens an element; `isAlone` where it fills a line. */
export type ElementRender = (whole: string, name: string, attributes: string, isAlone: boolean) => string;

/** Longest tag: 20,000 characters. */
const LONGEST = 20_000;

/** With more tags than these that never end, a text is no JSX. */
const MOST_BROKEN = 100;

/** Replaces the tags of elements, and keeps what stands between them. */
export function withoutElements(text: string, render: ElementRender): string {
  const tag = /<(?<slash>\/?)(?<name>[A-Z][\w.]*)/gu;
  let replaced = '';
  let from = 0;
  let broken = 0;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    const end = endOfTag(text, tag.lastIndex);
    if (end === undefined) {
      broken += 1;
      if (broken > MOST_BROKEN) break;
      continue;
    }
    const whole = text.slice(match.index, end);
    const { slash = '', name = '' } = match.groups ?? {};
    const attributes = whole.slice(match[0].length, -1);
    const isAlone =
      (match.index === 0 || text[match.index - 1] === '\n') && /^[ \t]*(?:\n|$)/u.test(text.slice(end, end + 100));
    replaced += text.slice(from, match.index) + (slash === '' ? render(whole, name, attributes, isAlone) : '');
    from = end;
    tag.lastIndex = end;
  }
  return replaced + text.slice(from);
}

/** Gives the place after a tag that begins before `from`: its `>` outside of quotes and braces. */
function endOfTag(text: string, from: number): number | undefined {
  const rest = text.slice(from, from + LONGEST);
  let depth = 0;
  for (const match of rest.matchAll(/"[^"]*"|'[^'{}]*'|`[^`]*`|[{}>]/gu)) {
    if (match[0] === '{') depth += 1;
    else if (match[0] === '}') depth -= 1;
    else if (match[0] === '>' && depth <= 0) return from + match.index + 1;
  }
  return undefined;
}
