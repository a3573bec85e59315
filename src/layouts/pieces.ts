import { placeQuotes } from '../archive/placing.ts';
import type { OtherPost, PostRow, QuoteRow, StatementRow, TextPart } from '../archive/rows.ts';
import type { ThreadPost } from '../archive/threads.ts';

/** A post on the page of its story. */
export interface ExhibitPiece {
  readonly post: PostRow;
  /** Id of its place. */
  readonly id: string;
  /** Posts are numbered in the order in which they are read, whatever the order of the front matter. */
  readonly number: number;
  /** The post that it quotes, where that stands inside it. */
  readonly quoted?: ExhibitPiece;
  /** Exhibits of the page that it quotes and answers, but for one inside it. */
  readonly quotes?: ExhibitRef;
  readonly answers?: ExhibitRef;
}

/** An exhibit as others name it. */
export interface ExhibitRef {
  readonly id: string;
  readonly number: number;
  readonly handle: string;
}

/** A piece of a story's text: HTML, a statement, posts that stand together, or where a quote that is named again stands. */
export type Piece =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'statement'; readonly statement: StatementRow; readonly id: string }
  | { readonly kind: 'thread'; readonly posts: readonly ExhibitPiece[] }
  | { readonly kind: 'again'; readonly id: string; readonly number?: number };

/** Gives a story's text with its quotes in order; those that the text does not place follow it. */
export function piecesOf(parts: readonly TextPart[], quotes: readonly QuoteRow[]): Piece[] {
  const placed = placeQuotes(parts, quotes);
  const numbers = numbered(placed.flatMap((part) => (part.kind === 'thread' ? part.posts : [])));
  return placed.map((part): Piece => {
    switch (part.kind) {
      case 'html':
        return part;
      case 'statement': {
        const statement = quotes[part.index];
        if (statement?.kind !== 'statement') throw new Error(`There is no statement ${part.index}.`);
        return { kind: 'statement', statement, id: idOf(part.index) };
      }
      case 'thread':
        return { kind: 'thread', posts: part.posts.map((post) => toExhibit(post, quotes, numbers)) };
      case 'again': {
        const number = numbers.get(part.index);
        return { kind: 'again', id: idOf(part.index), ...(number !== undefined && { number }) };
      }
    }
  });
}

function idOf(index: number): string {
  return `quote.${index + 1}`;
}

function numbered(posts: readonly ThreadPost[], numbers = new Map<number, number>()): Map<number, number> {
  for (const { index, quoted } of posts) {
    numbers.set(index, numbers.size + 1);
    if (quoted) numbered([quoted], numbers);
  }
  return numbers;
}

function toExhibit(
  { index, quoted }: ThreadPost,
  all: readonly QuoteRow[],
  numbers: ReadonlyMap<number, number>,
): ExhibitPiece {
  const post = all[index];
  if (post?.kind !== 'tweet') throw new Error(`There is no post ${index}.`);
  const refTo = (other: OtherPost | undefined): ExhibitRef | undefined => {
    const number = other && 'index' in other ? numbers.get(other.index) : undefined;
    if (number === undefined || !other || !('index' in other)) return undefined;
    return { id: idOf(other.index), number, handle: other.handle };
  };
  const [quotes, answers] = [quoted ? undefined : refTo(post.quoted), refTo(post.replyTo)];
  return {
    post,
    id: idOf(index),
    number: numbers.get(index) ?? 0,
    ...(quoted && { quoted: toExhibit(quoted, all, numbers) }),
    ...(quotes && { quotes }),
    ...(answers && { answers }),
  };
}

const PARAGRAPH = /^<p>(.*?)<\/p>/su;

/** Gives what stands in the paragraph with which a text's HTML begins; a paragraph holds no other. */
export function firstParagraphOf(html: string): string {
  return PARAGRAPH.exec(html)?.[1] ?? '';
}

/** Gives a text's HTML without the paragraph with which it begins. */
export function afterFirstParagraph(html: string): string {
  return html.replace(PARAGRAPH, '');
}
