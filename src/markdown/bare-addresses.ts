import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import { isWebAddress } from '../model/fields.ts';
import { externalProperties } from './addresses.ts';
import type { HtmlStep } from './story.ts';
import { walkElements } from './walk.ts';

const ADDRESS = /(?<![\p{L}\p{N}])https?:\/\/[^\s<>"\\^`{|}]+/giu;
const NO_LINKS_IN = new Set(['a', 'code', 'pre', 'kbd', 'samp']);

/** Links web addresses that stand in the text as such. */
export const linkBareAddresses: HtmlStep = (tree) => {
  linkInChildren(tree);
  walkElements(tree, (element) => {
    if (NO_LINKS_IN.has(element.tagName)) return false;
    linkInChildren(element);
    return true;
  });
};

function linkInChildren(parent: Root | Element): void {
  if (!parent.children.some(holdsAddress)) return;
  parent.children = (parent.children as ElementContent[]).flatMap((child) =>
    holdsAddress(child) ? toPieces(child) : child,
  );
}

function holdsAddress(node: RootContent): node is Text {
  return node.type === 'text' && node.value.includes('://');
}

function toPieces({ value }: Text): ElementContent[] {
  const pieces: ElementContent[] = [];
  let done = 0;
  for (const match of value.matchAll(ADDRESS)) {
    const href = withoutTail(match[0]);
    if (!isWebAddress(href)) continue;
    if (match.index > done) pieces.push({ type: 'text', value: value.slice(done, match.index) });
    pieces.push({
      type: 'element',
      tagName: 'a',
      properties: externalProperties(new URL(href).href),
      children: [{ type: 'text', value: href }],
    });
    done = match.index + href.length;
  }
  if (done < value.length) pieces.push({ type: 'text', value: value.slice(done) });
  return pieces;
}

/** Takes off the punctuation of the sentence, and a closing bracket that the address did not open. */
function withoutTail(address: string): string {
  let open = address.split('(').length - address.split(')').length;
  let end = address.length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    if (last === ')' && open < 0) open += 1;
    else if (!/[?!.,:;*_~'’”»…]/u.test(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}
