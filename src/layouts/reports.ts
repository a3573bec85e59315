import type { QuoteRow, WordsRow } from '../archive/rows.ts';

/** Words that the same stories carry. */
interface Reports extends Omit<WordsRow, 'quote'> {
  readonly quotes: readonly QuoteRow[];
}

/** Puts words together that follow one another and that the same stories carry, without changing their order. */
export function byReports(words: readonly WordsRow[]): Reports[] {
  const groups: (Omit<WordsRow, 'quote'> & { quotes: QuoteRow[] })[] = [];
  let known = '';
  for (const { quote, ...reports } of words) {
    const key = JSON.stringify([reports.stories.map(({ address }) => address), reports.more]);
    const last = groups.at(-1);
    if (last && key === known) last.quotes.push(quote);
    else groups.push({ ...reports, quotes: [quote] });
    known = key;
  }
  return groups;
}
