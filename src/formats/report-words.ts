import { inWords } from '../model/day.ts';
import { toXmlText } from './xml.ts';

/** Writes whole numbers with their thousands apart. */
export const numbers = new Intl.NumberFormat('en-GB');

/** 5 January 2020 */
export const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
/** 5 Jan 2020 */
export const SHORT_DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
/** Jan 2020 */
export const SHORT_MONTH = { month: 'short', year: 'numeric' } as const;

/** Writes a number with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** Writes a day or month as an HTML time. */
export function toTime(date: string, form: Intl.DateTimeFormatOptions): string {
  return `<time datetime="${toXmlText(date)}">${toXmlText(inWords(date, 'en-GB', form))}</time>`;
}

/** Writes words of the archive, which have a direction and perhaps a language (BCP 47) of their own. */
export function toOwnWords(text: string, language: string | undefined): string {
  return `<bdi${language === undefined ? '' : ` lang="${toXmlText(language)}"`}>${toXmlText(text)}</bdi>`;
}
