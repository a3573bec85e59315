/** Bounds of what is made of one text, judged before it is read: what is beyond them would fill the memory. */
import { MAX_BYTES } from '../../reading/decode.ts';
import type { DraftBody } from '../foreign.ts';

const MOST_TAGS = 100_000;
const MOST_MARKS = 300_000;

/** Gives the reason for which no story’s file can hold a text, as a sentence; undefined where one may. */
export function excessIn({ format, text }: DraftBody): string | undefined {
  const words = format === 'html' ? text.replaceAll(/<[^<>]*>/gu, '') : text;
  if (words.length > MAX_BYTES)
    return `It has ${words.length} characters, and a story’s file holds no more than ${MAX_BYTES / 1024 ** 2} MiB.`;
  if (hasMoreThan(MOST_MARKS, words, /[[\]*_`~<>&|\\]/gu))
    return `More than ${MOST_MARKS} of its characters are marks.`;
  return undefined;
}

/** Tells whether the markup of a text is more than can be read at once, so that its words alone are taken. */
export function hasTooMuchMarkup({ format, text }: DraftBody): boolean {
  return format !== 'text' && hasMoreThan(MOST_TAGS, text, /<[a-z/!]/giu);
}

function hasMoreThan(most: number, text: string, pattern: RegExp): boolean {
  let found = 0;
  pattern.lastIndex = 0;
  while (pattern.test(text)) if ((found += 1) > most) return true;
  return false;
}
