/** Values of foreign front matter → texts. */
import { language as languageTag } from '../../model/fields.ts';
import type { MatterValue } from './matter.ts';

/** Gives the texts of a value: of a list each, of a table what the first of `keys` that it has says, else all of it. */
export function textsOf(value: MatterValue, keys: readonly string[] = []): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return (value as readonly MatterValue[]).flatMap((one) => textsOf(one, keys));
  const table = value as Readonly<Record<string, MatterValue>>;
  const key = keys.find((one) => table[one] !== undefined && textsOf(table[one], keys).length > 0);
  return key === undefined
    ? Object.values(table).flatMap((one) => textsOf(one, keys))
    : textsOf(table[key] ?? '', keys);
}

/** Tells a value that holds more than names. */
export function hasTables(value: MatterValue): boolean {
  if (typeof value === 'string') return false;
  if (Array.isArray(value)) return (value as readonly MatterValue[]).some(hasTables);
  return Object.keys(value).length > 1;
}

/** Gives a language tag as BCP 47 writes it. */
export function languageOf(typed: string): string | undefined {
  const tag = typed
    .trim()
    .replace(/\.utf-?8$/iu, '')
    .replaceAll('_', '-');
  if (!languageTag.safeParse(tag).success) return undefined;
  return Intl.getCanonicalLocales(tag)[0];
}

/** Puts words on one line. */
export function oneLine(words: string): string {
  return words.replaceAll(/\s+/gu, ' ').trim();
}

/** Cuts a value for the report. */
export function shortened(value: string): string {
  return value.length > 120 ? `${value.slice(0, 120)}…` : value;
}

/** Gives words as they are compared: letters and figures alone, in lower case. */
export function comparable(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
