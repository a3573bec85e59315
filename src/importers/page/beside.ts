/** Boxes of a page that stand beside its story. */

/** Tells whether an element stands in a box that a selector names, unless that box is the page’s or, by a further test, the story’s own. */
export function isBeside(element: Element, selector: string, isStorys: (box: Element) => boolean): boolean {
  for (let box = element.closest(selector); box; box = box.parentElement?.closest(selector) ?? null)
    if (box.localName !== 'body' && box.localName !== 'html' && !isStorys(box)) return true;
  return false;
}
