import type { HtmlStep } from './story.ts';
import { walkElements } from './walk.ts';

/**
 * Lets a wide table scroll by itself, by keyboard too, and gives aligned cells a class: the content security policy allows no
 * inline style, and `align` is obsolete.
 */
export const wrapTables: HtmlStep = (tree) => {
  let count = 0;
  walkElements(tree, (node, parent, index) => {
    if (node.tagName === 'td' || node.tagName === 'th') {
      const { align, ...properties } = node.properties;
      node.properties = typeof align === 'string' ? { ...properties, className: [`align-${align}`] } : properties;
    }
    if (node.tagName !== 'table') return true;
    count += 1;
    parent.children[index] = {
      type: 'element',
      tagName: 'div',
      // Regions of one page must differ in name.
      properties: {
        className: ['scroll'],
        tabIndex: 0,
        role: 'region',
        ariaLabel: count === 1 ? 'Table' : `Table ${count}`,
      },
      children: [node],
    };
    return true;
  });
};
