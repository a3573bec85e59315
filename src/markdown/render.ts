import type { Root as HastRoot } from 'hast';
import { toHtml } from 'hast-util-to-html';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { problem, type Problem } from '../model/problem.ts';
import { FINISHED } from './allowed-html.ts';
import { linkBareAddresses } from './bare-addresses.ts';
import { boundTree } from './bounded-tree.ts';
import { MarkdownTooDeep } from './budget.ts';
import { makeFigures } from './figures.ts';
import { numberFootnotes } from './footnote-numbers.ts';
import { checkOwnLinks, linkHeadings } from './headings.ts';
import { markLinksAndImages } from './links-and-images.ts';
import { toNameRuns } from './name-runs.ts';
import { parseMarkdown } from './parse.ts';
import { countWords, toPlainText } from './plain-text.ts';
import { markQuotes } from './quote-markers.ts';
import { cleanRawHtml, hasRawHtml } from './raw-html.ts';
import { freeCitations, markCitations } from './source-citations.ts';
import {
  placeInFile,
  type CitationUse,
  type Heading,
  type HtmlStep,
  type ImageUse,
  type MarkdownStep,
  type QuoteUse,
  type Story,
  type StoryLink,
} from './story.ts';
import { wrapTables } from './tables.ts';

/** A story's text, ready for its page. Places are those of the file. */
export interface Rendered {
  /**
   * Sanitised HTML that depends on the file alone. Markers stand for what other files decide:
   * `<dateline-quote data-kind="tweet" data-key="call"></dateline-quote>` for a preserved quote;
   * `<dateline-cite data-key="wire"></dateline-cite>` for a citation of a source;
   * `<a data-story="2020/01/08-x.md" data-fragment="y">` for a link to a story, the fragment ready for an address;
   * `<img data-media="media/x.jpg" …>` for a picture.
   */
  readonly html: string;
  /** The words, paragraphs separated by an empty line, without those of preserved quotes. */
  readonly text: string;
  readonly headings: readonly Heading[];
  readonly quotes: readonly QuoteUse[];
  /** In the order of the text. */
  readonly citations: readonly CitationUse[];
  readonly storyLinks: readonly StoryLink[];
  readonly images: readonly ImageUse[];
  /** Half-open ranges of `html`, in UTF-16 units, in which a person's name may be linked; entities are escaped in them. */
  readonly nameRuns: readonly (readonly [number, number])[];
  /** Number of words in `text`. */
  readonly words: number;
  readonly problems: readonly Problem[];
}

/** On the Markdown tree, where everything has its place in the file. */
const MARKDOWN_STEPS: readonly MarkdownStep[] = [
  // First, so that nothing in what it drops is counted; and before anything of ours becomes HTML, because an editor's tags and
  // ours look the same afterwards.
  cleanRawHtml,
  markQuotes,
  // Before footnotes are numbered, so that citations count for none.
  markCitations,
  numberFootnotes,
];

/** Before raw HTML is parsed, which loses places. Links and pictures in raw HTML were judged while cleaning it. */
const PLACED_STEPS: readonly HtmlStep[] = [markLinksAndImages];

/** On the whole tree, so that raw headings, tables and pictures get the same treatment. */
const HTML_STEPS: readonly HtmlStep[] = [
  makeFigures,
  freeCitations,
  // Before headings, which take ids from their words, not from links around them.
  linkBareAddresses,
  linkHeadings,
  wrapTables,
];

const toHast = unified().use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: 'note.' }).freeze();
const parseRaw = unified().use(rehypeRaw).freeze();
/** Always last: whatever the steps before did or missed, only this leaves. */
const sanitize = unified().use(rehypeSanitize, FINISHED).freeze();

/**
 * Renders a story's Markdown. `file` is its path below the content folder, `bodyLine` the 1-based line at which the Markdown
 * begins. Never throws: text that cannot be rendered in bounded time gives the problem `markdown-too-deep` and no HTML.
 */
export function renderMarkdown(
  markdown: string,
  options: { readonly file: string; readonly bodyLine: number },
): Rendered {
  const story: Story = {
    ...options,
    quotes: [],
    citations: [],
    storyLinks: [],
    images: [],
    headings: [],
    ownLinks: [],
    problems: [],
  };
  try {
    return render(markdown, story);
  } catch (error) {
    return { ...NOTHING, problems: [tooDeep(error, story)] };
  }
}

const NOTHING = {
  html: '',
  text: '',
  headings: [],
  quotes: [],
  citations: [],
  storyLinks: [],
  images: [],
  nameRuns: [],
  words: 0,
};

function render(markdown: string, story: Story): Rendered {
  // Composed, so that a name is found in whichever form its letters were typed.
  const tree = parseMarkdown(markdown.normalize('NFC'));
  boundTree(tree);
  for (const step of MARKDOWN_STEPS) step(tree, story);
  const hasHtml = hasRawHtml(tree);
  let html: HastRoot = toHast.runSync(tree);
  for (const step of PLACED_STEPS) step(html, story);
  if (hasHtml) html = parseRaw.runSync(html);
  for (const step of HTML_STEPS) step(html, story);
  checkOwnLinks(story);
  html = sanitize.runSync(html);
  const compiled = toHtml(html);
  const text = toPlainText(html);
  const { headings, quotes, citations, storyLinks, images, problems } = story;
  return {
    html: compiled,
    text,
    headings,
    quotes,
    citations,
    storyLinks,
    images,
    nameRuns: toNameRuns(compiled),
    words: countWords(text),
    problems: problems.toSorted((one, other) => one.line - other.line || one.column - other.column),
  };
}

/** Turns the two ways of giving up into a problem: our own bounds, and the stack, which is a bound too. */
function tooDeep(error: unknown, story: Story): Problem {
  const fix = 'Simplify the text, or split it into several stories.';
  if (error instanceof MarkdownTooDeep) {
    return problem('markdown-too-deep', story.file, placeInFile(error.place, story), 'body', `${error.message}.`, fix);
  }
  if (error instanceof RangeError) {
    const place = { line: story.bodyLine, column: 1 };
    return problem('markdown-too-deep', story.file, place, 'body', 'The text is nested too deep to be rendered.', fix);
  }
  throw error;
}
