import type { Element, Root as HastRoot } from 'hast';
import type { Parents } from 'mdast';

/** Calls `visit` for each element below `parent`, outer ones first; it returns whether to go on inside. Half the cost of unist-util-visit. */
export function walkElements(
  parent: HastRoot | Element,
  visit: (element: Element, parent: HastRoot | Element, index: number) => boolean,
): void {
  for (let index = 0; index < parent.children.length; index += 1) {
    const child = parent.children[index];
    if (child?.type === 'element' && visit(child, parent, index)) walkElements(child, visit);
  }
}

/** Calls `visit` for a Markdown node and each node below it that has children, outer ones first; it may change the children. */
export function walkParents(parent: Parents, visit: (parent: Parents) => void): void {
  visit(parent);
  for (const child of parent.children) if ('children' in child) walkParents(child, visit);
}
