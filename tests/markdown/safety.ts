import type { Element, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';
import { expect } from 'vitest';
import { ALLOWED_TAGS } from '../../src/markdown/allowed-html.ts';
import { walkElements } from '../../src/markdown/walk.ts';

const parser = unified().use(rehypeRaw).freeze();

const ATTRIBUTES = new Set([
  ...['href', 'rel', 'className', 'title', 'id', 'lang', 'dir', 'alt', 'loading', 'decoding', 'role', 'tabIndex'],
  ...['ariaLabel', 'ariaLabelledBy', 'ariaDescribedBy', 'dataFootnoteRef', 'dataFootnoteBackref', 'dataFootnotes'],
  ...['dataStory', 'dataFragment', 'dataMedia', 'dataKind', 'dataKey'],
  ...['open', 'start', 'reversed', 'value', 'colSpan', 'rowSpan', 'scope', 'dateTime'],
]);
const CLASSES =
  /^(?:external|anchor|heading|scroll|sr-only|footnotes|data-footnote-backref|align-(?:left|center|right)|language-[\w+#.-]+)$/u;

/** Parses HTML as a browser does. */
export function parseHtml(html: string): Root {
  return parser.runSync({ type: 'root', children: [{ type: 'raw', value: html }] });
}

/** All elements of a piece of HTML, in document order. */
export function elementsOf(html: string): Element[] {
  const elements: Element[] = [];
  walkElements(parseHtml(html), (element) => elements.push(element) > 0);
  return elements;
}

/** Fails when HTML holds an element, attribute, class or protocol that no story may have. Knows nothing of the sanitiser's schema but its tags. */
export function expectHarmless(html: string): void {
  const wrong: string[] = [];
  for (const { tagName, properties } of elementsOf(html)) {
    if (!ALLOWED_TAGS.has(tagName) && tagName !== 'section' && !tagName.startsWith('dateline-'))
      wrong.push(`<${tagName}>`);
    for (const [name, value] of Object.entries(properties)) {
      if (!ATTRIBUTES.has(name)) wrong.push(`${name} on ${tagName}`);
      if (name === 'href' && !/^(?:https?:\/\/[^/]|mailto:|\/(?![/\\])|#)/u.test(String(value)))
        wrong.push(`href ${String(value)}`);
      if (name === 'className' && Array.isArray(value)) {
        for (const one of value) if (!CLASSES.test(String(one))) wrong.push(`class ${one}`);
      }
    }
  }
  expect(wrong).toEqual([]);
}
