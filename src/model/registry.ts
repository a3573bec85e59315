import { z } from 'zod';
import { day, mediaPath, text } from './fields.ts';
import { handle, platform } from './quote.ts';

/** The kinds of term under which stories are filed, as their folders and addresses name them. */
export const TERM_KINDS = ['topics', 'people', 'organizations', 'places', 'series'] as const;

export type TermKind = (typeof TERM_KINDS)[number];

/** Tells whether a text names a kind of term. */
export function isTermKind(value: string): value is TermKind {
  return (TERM_KINDS as readonly string[]).includes(value);
}

const wikidata = z.string().regex(/^Q[1-9]\d{0,11}$/u, { message: 'is not a Wikidata id such as Q42' });

/** A registry entry of a topic, place, organization or series: `content/KIND/ID.md`. */
export const termSchema = z.strictObject({
  name: text.describe('Name that readers see.'),
  aliases: z.array(text).default([]).describe('Other names and spellings, in any script, that mean the same.'),
  wikidata: wikidata.optional().describe('Its Wikidata id, e.g. Q42.'),
  description: text.optional().describe('One or two sentences under the name.'),
});

const account = z.strictObject({
  handle: handle.describe('Account name without the @. A bare text means an account on x.'),
  platform: platform.default('x').describe('Platform: x (the default), bluesky, mastodon, threads or youtube.'),
  from: day.optional().describe('First day on which the account was this person’s.'),
  to: day.optional().describe('Last day on which it was.'),
});

/** A registry entry of a person: `content/people/ID.md`. */
export const personSchema = termSchema.extend({
  handles: z.array(account).default([]).describe('Accounts of the person.'),
  portrait: z
    .strictObject({
      src: mediaPath.describe('Path of the file below the content folder: media/….'),
      alt: text.describe('What the picture shows.'),
      credit: text.optional().describe('Who made it.'),
      licence: text.optional().describe('Terms on which it is shown.'),
    })
    .optional()
    .describe('A portrait saved with the archive; without one the page shows initials.'),
  viaf: z
    .string()
    .regex(/^\d{1,22}$/u, { message: 'is not a VIAF id' })
    .optional()
    .describe('VIAF id.'),
  isni: z
    .string()
    .regex(/^\d{15}[\dX]$/u, { message: 'is not an ISNI: sixteen digits without spaces' })
    .optional()
    .describe('ISNI, sixteen digits.'),
});

/** A registry entry after validation. Fields of people alone are absent on other kinds. */
export interface Term
  extends z.output<typeof termSchema>, Partial<Omit<z.output<typeof personSchema>, keyof z.output<typeof termSchema>>> {
  readonly kind: TermKind;
  /** The file's name without `.md`. */
  readonly id: string;
  /** Markdown text after the front matter; may be empty. */
  readonly body: string;
  /** 1-based line of the file on which the body begins. */
  readonly bodyLine: number;
}
