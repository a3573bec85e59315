import type { Root as HastRoot } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import { problem, type Problem, type ProblemCode } from '../model/problem.ts';

/** A place in the Markdown text, both numbers 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A `::tweet` or `::statement` line of the text. */
export interface QuoteUse extends Place {
  readonly kind: 'tweet' | 'statement';
  readonly key: string;
}

/** A citation of a source in the text: `[^key]`. */
export interface CitationUse extends Place {
  readonly key: string;
}

/** A link to another story: its path below articles/, and the part after `#`, percent-decoded (it compares with a heading's id). */
export interface StoryLink extends Place {
  readonly path: string;
  readonly fragment: string;
}

/** A link to a place of the same page: the part after `#`, percent-decoded. */
interface OwnLink extends Place {
  readonly id: string;
}

/** A picture of the content folder: `media/…`. */
export interface ImageUse extends Place {
  readonly src: string;
}

/** A section heading: the id that a link can point to, its level in the page (2 to 6), and its words. */
export interface Heading {
  readonly id: string;
  readonly depth: number;
  readonly text: string;
}

/** What the steps of one rendering know and collect. */
export interface Story {
  /** Path of the file relative to the content folder. */
  readonly file: string;
  /** 1-based line of the file on which the Markdown begins. */
  readonly bodyLine: number;
  readonly quotes: QuoteUse[];
  readonly citations: CitationUse[];
  readonly storyLinks: StoryLink[];
  readonly images: ImageUse[];
  readonly headings: Heading[];
  /** Links to places of the same page. */
  readonly ownLinks: OwnLink[];
  readonly problems: Problem[];
}

/** Changes the Markdown tree in place. */
export type MarkdownStep = (tree: MdastRoot, story: Story) => void;

/** Changes the HTML tree in place. */
export type HtmlStep = (tree: HastRoot, story: Story) => void;

interface Positioned {
  readonly position?: { readonly start: Place } | undefined;
}

/** Gives where a node begins in the file, not in the Markdown; the body's first line for a node that has no position. */
export function placeOf(node: Positioned, story: Story): Place {
  return placeInFile(node.position?.start ?? { line: 1, column: 1 }, story);
}

/** Turns a place in the Markdown into one in the file. */
export function placeInFile(place: Place, story: Story): Place {
  return { line: place.line + story.bodyLine - 1, column: place.column };
}

/** Adds a problem of the text at a place in the file. */
export function report(story: Story, code: ProblemCode, place: Place, message: string, fix: string): void {
  story.problems.push(problem(code, story.file, place, 'body', message, fix));
}
