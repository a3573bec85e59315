import type { Nodes, Root } from 'mdast';
import { MarkdownTooDeep } from './budget.ts';
import type { Place } from './story.ts';

/** All later steps walk the tree by recursion. */
const DEPTH = 100;
/** An HTML table has a cell for every column in every row, however short the Markdown row is. */
const CELLS = 200_000;
/** Characters that references may add: `[a]` thousands of times repeats a long address as often. */
const REPEATED = 2_000_000;

/** Throws MarkdownTooDeep for a tree that is too deep, or whose HTML would be far larger than its Markdown. Does not recurse. */
export function boundTree(tree: Root): void {
  const lengths = new Map<string, number>();
  const references: { readonly identifier: string; readonly place: Place }[] = [];
  const waiting: { readonly node: Nodes; readonly depth: number }[] = [{ node: tree, depth: 0 }];
  let cells = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    const place = node.position?.start ?? { line: 1, column: 1 };
    if (depth > DEPTH) throw new MarkdownTooDeep(`The text is nested more than ${DEPTH} levels deep`, place);
    if (node.type === 'table') {
      cells += (node.align?.length ?? 0) * node.children.length;
      if (cells > CELLS) throw new MarkdownTooDeep('The tables have more than 200,000 cells', place);
    } else if (node.type === 'definition') {
      // The first of several definitions counts, and the stack brings the last one first.
      lengths.set(node.identifier, node.url.length + (node.title?.length ?? 0));
    } else if (node.type === 'linkReference' || node.type === 'imageReference') {
      references.push({ identifier: node.identifier, place });
    }
    if ('children' in node) for (const child of node.children) waiting.push({ node: child, depth: depth + 1 });
  }
  let repeated = 0;
  for (const { identifier, place } of references) {
    repeated += lengths.get(identifier) ?? 0;
    if (repeated > REPEATED) throw new MarkdownTooDeep('References repeat long addresses too often', place);
  }
}
