import type { Root } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Extension } from 'micromark-util-types';
import { remark } from 'remark';
import { budgetOf, budgetOfCommonMark, MarkdownTooDeep } from './budget.ts';
import { citationSyntax } from './citation-syntax.ts';
import { quoteDirectiveSyntax } from './directive-syntax.ts';
import { parseAroundPlainBlocks } from './plain-blocks.ts';

/** Each line costs time of its own, however short it is. A story of 20,000 words has some 3,000. */
const LINES = 20_000;

const syntax = [
  budgetOfCommonMark(),
  // Before GFM's footnotes and so tried after them: who has a definition is a footnote.
  budgetOf(citationSyntax(), { walks: false }),
  budgetOf(gfmFootnote()),
  budgetOf(gfmStrikethrough({ singleTilde: false })),
  quoteDirectiveSyntax(),
];

/**
 * Makes one extension of several, the later first as micromark has them, which would do it anew for every text. Of two with
 * `add: 'after'` for one character the earlier would have to come first; none are.
 */
function combined(extensions: readonly Extension[]): Extension {
  const all: Record<string, Record<string, unknown[]>> = {};
  for (const extension of extensions) {
    for (const [hook, record] of Object.entries(extension as Record<string, Record<string, unknown>>)) {
      const own = (all[hook] ??= {});
      for (const [code, value] of Object.entries(record)) own[code] = [value, own[code] ?? []].flat();
    }
  }
  return all;
}

/**
 * CommonMark with GFM's tables, footnotes and strikethrough, our directives and citations of sources. Of GFM we leave out autolink literals (their
 * regular expression takes quadratic time; see bare-addresses.ts) and task lists; `~` alone means "about", not deletion.
 */
function createParser({ tables }: { readonly tables: boolean }) {
  return remark()
    .data({
      micromarkExtensions: [combined(tables ? [budgetOf(gfmTable()), ...syntax] : syntax)],
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
  // Looking for a table costs budget at every line, so there the parser has to see all of them.
  return TABLE_MARK.test(markdown) ? parser.parse(markdown) : parseAroundPlainBlocks(markdown, parseWithoutTables);
}

/** Parses all of a text with remark, in which no table is looked for. */
export function parseWithoutTables(markdown: string): Root {
  return plainParser.parse(markdown);
}
