import type { Root } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { remark } from 'remark';
import { budgetOf, budgetOfCommonMark, MarkdownTooDeep } from './budget.ts';
import { quoteDirectiveSyntax } from './directive-syntax.ts';

/** Each line costs time of its own, however short it is. A story of 20,000 words has some 3,000. */
const LINES = 20_000;

const syntax = [
  budgetOfCommonMark(),
  budgetOf(gfmFootnote()),
  budgetOf(gfmStrikethrough({ singleTilde: false })),
  quoteDirectiveSyntax(),
];

/**
 * CommonMark with GFM's tables, footnotes and strikethrough, and our directives. Of GFM we leave out autolink literals (their
 * regular expression takes quadratic time; see bare-addresses.ts) and task lists; `~` alone means "about", not deletion.
 */
function createParser({ tables }: { readonly tables: boolean }) {
  return remark()
    .data({
      micromarkExtensions: tables ? [budgetOf(gfmTable()), ...syntax] : syntax,
      fromMarkdownExtensions: [
        ...(tables ? [gfmTableFromMarkdown()] : []),
        gfmFootnoteFromMarkdown(),
        gfmStrikethroughFromMarkdown(),
        directiveFromMarkdown(),
      ],
    })
    .freeze();
}

const parser = createParser({ tables: true });
/** A table is looked for at every line, which takes a tenth of the time. */
const plainParser = createParser({ tables: false });

/** The line below a table's head has a pipe in it, or a colon beside a hyphen. */
const TABLE_MARK = /\||:-|-:/u;

/** Parses Markdown; throws MarkdownTooDeep for text that would take unbounded time. */
export function parseMarkdown(markdown: string): Root {
  let lines = 0;
  const ending = /\r\n?|\n/gu;
  while (ending.test(markdown)) {
    lines += 1;
    if (lines > LINES) {
      throw new MarkdownTooDeep(`The text has more than ${LINES.toLocaleString('en')} lines`, {
        line: lines,
        column: 1,
      });
    }
  }
  return (TABLE_MARK.test(markdown) ? parser : plainParser).parse(markdown);
}
