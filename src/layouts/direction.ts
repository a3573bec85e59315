/** Which way a script runs. */
export type Direction = 'ltr' | 'rtl';

interface TextInfo {
  readonly direction?: string;
}

/** `getTextInfo` is the standard's form; Node before 22 has `textInfo` instead (https://tc39.es/proposal-intl-locale-info/). */
type LocaleWithTextInfo = Intl.Locale & { readonly textInfo?: TextInfo; getTextInfo?(): TextInfo };

const directions = new Map<string, Direction>();

/** Gives the direction in which a language (BCP 47) is written. */
export function directionOf(language: string): Direction {
  let direction = directions.get(language);
  if (!direction) {
    const locale: LocaleWithTextInfo = new Intl.Locale(language);
    direction = (locale.getTextInfo?.() ?? locale.textInfo)?.direction === 'rtl' ? 'rtl' : 'ltr';
    directions.set(language, direction);
  }
  return direction;
}

/** Gives the attributes of text in another language than its surroundings; none for text in theirs. */
export function langAttributes(language: string | undefined): { lang?: string; dir?: Direction } {
  return language === undefined ? {} : { lang: language, dir: directionOf(language) };
}

/**
 * Attributes of the site's own words, which are English whatever the language of the archive. Never spread into an element:
 * Astro's `spreadAttributes` writes a class into the object that it is given, so pages would depend on those drawn before them.
 */
export const INTERFACE = Object.freeze({ lang: 'en', dir: 'ltr' } as const);
