import { language as languageTag } from '../../model/fields.ts';

/** Tells languages that differ in nothing that is seen: of `en` and `en-US`, one only says where; `zh-TW` is written in another script than `zh`. */
export function isSameLanguage(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  if (!languageTag.safeParse(one).success || !languageTag.safeParse(other).success) return false;
  const [a, b] = [new Intl.Locale(one), new Intl.Locale(other)];
  const isBare = [a, b].some(({ region, baseName }) => region === undefined && !baseName.includes('-'));
  return isBare && a.language === b.language && a.maximize().script === b.maximize().script;
}
