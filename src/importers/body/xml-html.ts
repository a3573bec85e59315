/** XHTML within XML, as HTML. */
import type { XmlElement } from '../bytes/xml-stream.ts';
import { escapeHtml } from './words.ts';

const VOID = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

/** Writes elements of XHTML as HTML; elements of other vocabularies are written by their names and mean nothing there. */
export function toHtml(nodes: XmlElement['children']): string {
  return nodes.map((node) => (typeof node === 'string' ? escapeHtml(node) : elementHtml(node))).join('');
}

function elementHtml({ name, attributes, children }: XmlElement): string {
  const tag = name.replace(/^[^:]*:/u, '').toLowerCase();
  const given = [...attributes]
    .filter(([attribute]) => /^[a-z][\w-]*$/iu.test(attribute))
    .map(([attribute, value]) => ` ${attribute}="${escapeHtml(value)}"`)
    .join('');
  if (!/^[a-z][a-z0-9]*$/u.test(tag)) return toHtml(children);
  return VOID.has(tag) ? `<${tag}${given}>` : `<${tag}${given}>${toHtml(children)}</${tag}>`;
}
