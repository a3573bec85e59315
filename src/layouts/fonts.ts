import archivo from '../styles/fonts/archivo-latin-normal-letters.woff2?url';
import literata from '../styles/fonts/literata-latin-normal-letters.woff2?url';
import naskh from '../styles/fonts/noto-naskh-arabic-arabic-normal-letters.woff2?url';
import devanagari from '../styles/fonts/noto-serif-devanagari-devanagari-headline-letters.woff2?url';

/** Scripts whose font a page had better ask for at once, before its style sheet does. */
const OTHER_SCRIPTS = [
  { script: /\p{Script=Arabic}/u, font: naskh },
  { script: /\p{Script=Devanagari}/u, font: devanagari },
] as const;

/** Gives the addresses of the fonts that a page needs from the start: those of its own words, and of the scripts of some texts. */
export function fontsFor(texts: readonly string[]): string[] {
  const others = OTHER_SCRIPTS.filter(({ script }) => texts.some((text) => script.test(text)));
  return [literata, archivo, ...others.map(({ font }) => font)];
}
