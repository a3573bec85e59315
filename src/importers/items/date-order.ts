/** Whether day or month comes first in the dates of a table. */
import { readText } from '../bytes/byte-stream.ts';
import type { InputFile } from '../foreign.ts';
import { type DateOrder, orderIn } from './foreign-date.ts';

/** A date with which a cell or a quoted text begins and ends, or a time follows. */
const WHOLE = /(?:^|[;,\t|\n\r":])[ ]?(\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d\d))(?=["\s;,|]|$)/gu;
/** Longest of these. */
const LONGEST = 16;

/** Tells the order by every date of a file of which it shows; the file is read only if its beginning leaves it open. */
export async function orderOf(file: InputFile, sample: string): Promise<DateOrder | undefined> {
  const dates = datesIn(sample);
  if (dates.length === 0) return undefined;
  const order = orderIn(dates);
  if (order !== undefined) return order;
  // Of the dates of a long table only those tell anything that have a number above 12.
  const telling: string[] = [];
  let rest = '';
  for await (const chunk of readText(file.absolute)) {
    const text = rest + chunk;
    for (const date of datesIn(text)) {
      const found = orderIn([date]);
      if (found !== undefined && !telling.some((other) => orderIn([other]) === found)) telling.push(date);
    }
    rest = text.slice(-LONGEST);
  }
  return orderIn(telling);
}

function datesIn(text: string): string[] {
  return [...text.matchAll(WHOLE)].map(([, date = '']) => date);
}
