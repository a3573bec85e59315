import type { Card } from '../archive/rows.ts';
import { isForeign } from './text-language.ts';
import { dateWords, languageInEnglish, typeWords } from './words.ts';

/** Says what lists name of a story besides its topic: what kind of text it is, and its language where that is another. */
export function labelOf({ type, language }: Pick<Card, 'type' | 'language'>): string {
  const kind = typeWords(type);
  if (!isForeign(language)) return kind ?? '';
  const tongue = languageInEnglish(language);
  return kind === undefined ? `In ${tongue}` : `${kind} in ${tongue}`;
}

/** Says where a story was filed, with its day; the day is in the archive's language, so a story in another has its place alone. */
export function placeLine({
  dateline,
  day,
  language,
}: Pick<Card, 'dateline' | 'day' | 'language'>): string | undefined {
  if (dateline === undefined || isForeign(language)) return dateline;
  return `${dateline}, ${dateWords(day, 'dayAndMonth')}`;
}
