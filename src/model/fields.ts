/** The kinds of value that front matter is made of. Every scalar arrives as the text that was typed. */
import { z } from 'zod';

/** A line or paragraph of text; a quoted empty text is a problem, an absent one is not. */
export const text = z.string().trim().min(1, { message: 'is empty' });

/** A calendar day, `YYYY-MM-DD`, that exists. */
export const day = z.iso.date();

/** A time with its offset, `2020-01-05T19:40:00+05:30` or `…Z` (RFC 3339). */
export const time = z.iso.datetime({ offset: true });

/** A calendar day, or a time with its offset. */
export const dayOrTime = z.union([day, time]);

/** An absolute http(s) address without user name or password. */
export const webAddress = z
  .string()
  .refine(isWebAddress, { message: 'is not an http(s) address', params: { code: 'url-invalid' } });

/** Tells whether a text is an absolute http(s) address without credentials, spaces or control characters. */
export function isWebAddress(value: string): boolean {
  if (!/^https?:\/\/[^\s<>"\\^`{|}]+$/iu.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.username === '' && url.password === '' && url.hostname !== '';
}

/** The path of a saved picture below the content folder: `media/…`. */
export const mediaPath = z
  .string()
  .regex(/^(?!.*\/\.\.?(?:\/|$))media\/[^\p{Cc}\\?#]+$/u, { message: 'is not a path below media/' });

/** A short name that other parts of the same file point to. */
export const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/u, {
  message: 'is not a key: 1 to 64 letters, digits, hyphens or underscores',
});

/** `true` or `false`, typed as a plain word. */
export const yesOrNo = z.stringbool({ truthy: ['true'], falsy: ['false'] });

/** A language tag (BCP 47), e.g. `en`, `hi`, `pt-BR`. */
export const language = z
  .string()
  .refine(isLanguageTag, { message: 'is not a language tag (BCP 47) such as en, hi or pt-BR' });

function isLanguageTag(value: string): boolean {
  if (!/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u.test(value)) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** An id in an address: 1 to 100 of `a-z`, `0-9` and hyphens, not beginning or ending with a hyphen. */
export const ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/u;

/** Path of a saved copy: `captures/…` below the content folder. */
export const capturePath = z
  .string()
  .regex(/^(?!.*\/\.\.?(?:\/|$))captures\/[^\p{Cc}\\?#]+$/u, { message: 'is not a path below captures/' });

/** An archived copy of something on the web: where it lies, in an archive of the web or saved with the stories, and the day it was taken. */
export const archivedCopy = z.strictObject({
  url: webAddress.optional().describe('Address of the archived copy.'),
  file: capturePath.optional().describe('Path of a copy saved with the archive, below the content folder: captures/….'),
  date: day.optional().describe('Day on which the copy was taken, YYYY-MM-DD.'),
});

export type ArchivedCopy = z.output<typeof archivedCopy>;
