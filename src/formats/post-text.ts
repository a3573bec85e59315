import type { PostMark } from '../model/quote.ts';

/** A piece of a post's text, with what it names; the pieces joined are the text. */
export interface PostPart {
  readonly text: string;
  readonly mark?: PostMark;
}

/** Cuts a post's text at its marks, without changing a character. */
export function cutAt(text: string, marks: readonly PostMark[]): PostPart[] {
  const parts: PostPart[] = [];
  let end = 0;
  const plain = (to: number) => {
    if (to > end) parts.push({ text: text.slice(end, to) });
  };
  for (const mark of marks) {
    plain(mark.start);
    parts.push({ text: text.slice(mark.start, mark.end), mark });
    end = mark.end;
  }
  plain(text.length);
  return parts;
}
