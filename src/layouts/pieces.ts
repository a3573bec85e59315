import type { QuoteRow, TextPart } from '../archive/rows.ts';

/** A piece of a story's text: HTML, or a quote with its place and, if it is a post, its number. */
type Piece =
  | { readonly kind: 'html'; readonly html: string }
  | {
      readonly kind: 'quote';
      readonly quote: QuoteRow;
      readonly id: string;
      /** Posts are numbered in the order in which they are read, whatever the order of the front matter. */
      readonly exhibit?: number;
    };

/** Gives a story's text with its quotes in order; those that the text does not place follow it. */
export function piecesOf(
  parts: readonly TextPart[],
  quotes: readonly QuoteRow[],
  unplaced: readonly number[],
): Piece[] {
  const exhibits = new Map<number, number>();
  return [...parts, ...unplaced.map((index): TextPart => ({ kind: 'quote', index }))].map((part): Piece => {
    if (part.kind === 'html') return part;
    const quote = quotes[part.index];
    if (!quote) throw new Error(`There is no quote ${part.index}.`);
    const piece = { kind: 'quote', quote, id: `quote.${part.index + 1}` } as const;
    if (quote.kind === 'statement') return piece;
    if (!exhibits.has(part.index)) exhibits.set(part.index, exhibits.size + 1);
    return { ...piece, exhibit: exhibits.get(part.index) ?? 0 };
  });
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
