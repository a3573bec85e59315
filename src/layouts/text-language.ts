import { site } from '../archive/queries/site.ts';
import { type Direction, langAttributes } from './direction.ts';

/**
 * Gives the language of a story's words among the site's own, which are English: the story's where it has one of its own,
 * else the archive's. Undefined where that is plainly English too.
 */
export function textLanguage(own: string | undefined): string | undefined {
  const { language } = site();
  return own ?? (language.startsWith('en') ? undefined : language);
}

/** Tells whether a story is in another language than the archive, as `en-GB` in an English one is not. */
export function isForeign(own: string | undefined): own is string {
  return own !== undefined && new Intl.Locale(own).language !== new Intl.Locale(site().language).language;
}

/** Gives the attributes of a story's words among the site's own. */
export function textAttributes(own: string | undefined): { lang?: string; dir?: Direction } {
  return langAttributes(textLanguage(own));
}
