import type { FootnoteDefinition, FootnoteReference } from 'mdast';
import type { MarkdownStep } from './story.ts';
import { walkParents } from './walk.ts';

/**
 * Names footnotes by number before they become ids, because an id made of the typed label could be given twice
 * (the second use of `[^a]` and the first of `[^a-2]`).
 */
export const numberFootnotes: MarkdownStep = (tree) => {
  const numbers = new Map<string, string>();
  const number = (node: FootnoteDefinition | FootnoteReference): void => {
    const given = numbers.get(node.identifier) ?? String(numbers.size + 1);
    numbers.set(node.identifier, given);
    node.identifier = given;
  };
  walkParents(tree, (parent) => {
    for (const child of parent.children) {
      if (child.type === 'footnoteReference' || child.type === 'footnoteDefinition') number(child);
    }
  });
};
