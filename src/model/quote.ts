import { z } from 'zod';
import { archivedCopy, day, dayOrTime, key, language, text, webAddress } from './fields.ts';

/** Platforms whose posts can be preserved, with the name that a reader sees. */
export const PLATFORMS = {
  x: 'Twitter',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  threads: 'Threads',
  youtube: 'YouTube',
} as const;

export type Platform = keyof typeof PLATFORMS;

const platformNames = Object.keys(PLATFORMS) as [Platform, ...Platform[]];

export const platform = z.enum(platformNames);

/** An account name without its leading @. X: up to 15 letters, digits and underscores. */
export const handle = z.string().regex(/^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.@-]{0,251}[\p{L}\p{M}\p{N}_])?$/u, {
  message: 'is not an account name (write it without the leading @)',
});

/** How a post was captured, and whether its original was still there. */
const CAPTURES = ['plain-text', 'embed', 'oembed', 'archive-file'] as const;
const STATUSES = ['live', 'deleted', 'protected', 'suspended', 'unknown'] as const;

/** A preserved post, as `tweets:` in the front matter gives it. */
export const tweet = z.strictObject({
  key: key.optional().describe('Name by which the text places the post: ::tweet{key="…"}.'),
  platform: platform
    .default('x')
    .describe('Platform of the post: x (the default), bluesky, mastodon, threads or youtube.'),
  author: text.describe('Name of the account as it was shown.'),
  handle: handle.describe('Account name without the @.'),
  date: dayOrTime.describe('Day of the post as it was shown, or its time with offset.'),
  text: text.describe('The words of the post, verbatim, as readers saw them.'),
  language: language.optional().describe('Language of the words (BCP 47), where it differs from the story’s.'),
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/u, { message: 'is not a post’s id' })
    .optional()
    .describe('Id of the post on its platform, in quotation marks; checked against the date. Never invented.'),
  url: webAddress.optional().describe('Address of the original. Never invented.'),
  captured: z
    .enum(CAPTURES)
    .optional()
    .describe('How the words were captured: plain-text, embed, oembed or archive-file.'),
  status: z
    .enum(STATUSES)
    .default('unknown')
    .describe('State of the original when last checked: live, deleted, protected, suspended or unknown.'),
  checked: day.optional().describe('Day on which the state was last checked.'),
  archived: archivedCopy.optional().describe('An archived copy of the original.'),
});

/** What was said elsewhere than in a post, as `statements:` in the front matter gives it. */
export const statement = z.strictObject({
  key: key.optional().describe('Name by which the text places the statement: ::statement{key="…"}.'),
  speaker: text.describe('Who said it: a person or an organization.'),
  date: dayOrTime.optional().describe('Day on which it was said, or its time with offset.'),
  text: text.describe('The words, verbatim.'),
  language: language.optional().describe('Language of the words (BCP 47), where it differs from the story’s.'),
  source: key.optional().describe('Key of the source of this story that carries the words.'),
});

export type Tweet = z.output<typeof tweet>;
export type Statement = z.output<typeof statement>;

const SNOWFLAKE_EPOCH_MS = 1_288_834_974_657n;
/** Ids before this one (November 2010) were counted up and tell no time. */
const FIRST_SNOWFLAKE = 1n << 22n;
const LAST_SEQUENTIAL_ID = 29_700_859_247n;

/**
 * Gives the UTC time in ms at which an X post's id was given out, or undefined for an id that tells none
 * (Twitter's snowflake format: https://github.com/twitter-archive/snowflake).
 */
export function timeOfId(id: string): number | undefined {
  if (!/^\d{1,20}$/u.test(id)) return undefined;
  const number = BigInt(id);
  if (number < FIRST_SNOWFLAKE || number <= LAST_SEQUENTIAL_ID) return undefined;
  return Number((number >> 22n) + SNOWFLAKE_EPOCH_MS);
}
