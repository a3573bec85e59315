/** Languages as foreign formats name them. */
const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  english: 'en',
  german: 'de',
  deutsch: 'de',
  french: 'fr',
  français: 'fr',
  spanish: 'es',
  español: 'es',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
  russian: 'ru',
  arabic: 'ar',
  chinese: 'zh',
  hindi: 'hi',
  urdu: 'ur',
  japanese: 'ja',
  turkish: 'tr',
  polish: 'pl',
  swedish: 'sv',
};

/** Gives a language tag (BCP 47) of what foreign formats write: `en_US`, `EN`, `English`. */
export function readLanguage(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const tag = LANGUAGE_NAMES[value.trim().toLowerCase()] ?? value.trim().replaceAll('_', '-');
  if (!/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
