/** Posts in plain text as they are copied out of a page of X: name, account, words and date on lines of their own. */
import { readShownDate } from '../../capture/shown-date.ts';

/** Dates on pages of posts are shorter: `10:15 AM · Jan 5, 2020 · Twitter for iPhone`. */
const LONGEST_LAST_LINE = 100;
const COPIED =
  /(?<=^|\n\n)(?<name>[^\n@]{1,50})\n(?:\n)?@(?<handle>\w{1,15})\n(?:\n)?(?<words>[^\n@][^]{0,1500}?)\n(?:\n)?(?<last>[^\n]{6,100})(?=\n\n|$)/gu;
const TIME_BEFORE = /^\d{1,2}[:.]\d{2}(?:\s*[AP]M)?\s*(?:·|-|,)\s*/iu;

/** Writes copied posts as `WORDS — NAME (@HANDLE) DATE`, the form in which stories quote them; all else stays as it is. */
export function attributed(text: string): string {
  return text.replace(COPIED, (whole: string, name: string, handle: string, words: string, last: string) => {
    const date = last.slice(0, LONGEST_LAST_LINE).replace(TIME_BEFORE, '');
    const shown = readShownDate(date);
    if (shown === undefined || !/^\s*(?:·|$)/u.test(date.slice(shown.length))) return whole;
    return `${words.replaceAll(/\s*\n\s*/gu, ' ').trim()} — ${name.trim()} (@${handle}) ${date.slice(0, shown.length)}`;
  });
}
