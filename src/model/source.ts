import { z } from 'zod';
import { archivedCopy, dayOrTime, day, key, text, webAddress } from './fields.ts';

/** One source that a story rests on. */
export const source = z.strictObject({
  key: key.optional().describe('Name by which a statement of this story points to the source.'),
  title: text.describe('Title of the source.'),
  url: webAddress.optional().describe('Its address, where it has one.'),
  publisher: text.optional().describe('Who published it.'),
  author: text.optional().describe('Who wrote it.'),
  published: dayOrTime.optional().describe('When it was published.'),
  accessed: day.optional().describe('Day on which it was last seen.'),
  archived: archivedCopy.optional().describe('An archived copy.'),
});

export type Source = z.output<typeof source>;
