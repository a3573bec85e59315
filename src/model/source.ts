import { z } from 'zod';
import { archivedCopy, dayOrTime, day, key, text, webAddress } from './fields.ts';

const SOURCE_KINDS = ['report', 'statement', 'document', 'post', 'interview'] as const;

/** One source that a story rests on. */
export const source = z.strictObject({
  key: key.optional().describe('Name by which the text ([^key]) and a statement of this story point to the source.'),
  title: text.describe('Title of the source.'),
  kind: z
    .enum(SOURCE_KINDS)
    .optional()
    .describe('What kind of source it is: report, statement, document, post or interview.'),
  url: webAddress.optional().describe('Its address, where it has one.'),
  publisher: text.optional().describe('Who published it.'),
  author: text.optional().describe('Who wrote it.'),
  published: dayOrTime.optional().describe('When it was published.'),
  accessed: day.optional().describe('Day on which it was last seen.'),
  archived: archivedCopy.optional().describe('An archived copy.'),
  note: text.optional().describe('What a reader should know about it.'),
});

export type Source = z.output<typeof source>;
