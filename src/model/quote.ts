import { z } from 'zod';
import {
  archivedCopy,
  capturePath,
  day,
  dayOrTime,
  isWebAddress,
  key,
  language,
  mediaPath,
  text,
  webAddress,
  yesOrNo,
} from './fields.ts';

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

/** A mention, hashtag or link within a post's words, in the order in which they stand there. */
const entity = z.strictObject({
  kind: z
    .enum(['mention', 'hashtag', 'cashtag', 'link', 'media'])
    .describe('mention, hashtag, cashtag, link, or media for the link that stood for a picture or video.'),
  text: text.describe('Its words, exactly as they stand in the text.'),
  url: webAddress.optional().describe('Address to which it led, e.g. a short one of t.co.'),
  expanded: webAddress.optional().describe('Address that the short one stood for.'),
});

/** A picture or video of a post. */
const medium = z.strictObject({
  kind: z.enum(['photo', 'video', 'gif']).default('photo').describe('photo (the default), video or gif.'),
  src: mediaPath
    .optional()
    .describe('Path of the saved file below the content folder: media/…; absent where it was not saved.'),
  url: webAddress.optional().describe('Address under which the post showed it.'),
  alt: text.optional().describe('What it shows, for those who do not see it. Required where src is given.'),
});

/** Another post: the key of one in the same story, or the address of one that is not kept. */
const otherPost = z.string().refine((value) => key.safeParse(value).success || isWebAddress(value), {
  message: 'is neither the key of a post of this story nor an http(s) address',
});

/** The untouched material from which a post was taken. */
const capture = z.strictObject({
  file: capturePath.describe('Path of the file below the content folder: captures/….'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u, { message: 'is not a SHA-256: 64 digits of 0–9 and a–f' })
    .describe('SHA-256 of that file, in hexadecimal.'),
});

/** A preserved post, as `tweets:` in the front matter gives it. */
export const tweet = z.strictObject({
  key: key.optional().describe('Name by which the text places the post: ::tweet{key="…"}.'),
  platform: platform
    .default('x')
    .describe('Platform of the post: x (the default), bluesky, mastodon, threads or youtube.'),
  author: text.describe('Name of the account as it was shown.'),
  handle: handle.describe('Account name without the @.'),
  date: dayOrTime.describe('Day of the post as it was shown, or its time with offset.'),
  dateFrom: z
    .enum(['text', 'embed', 'id', 'page'])
    .optional()
    .describe('Where the date was found: text (beside the words), embed, id, or the page of the post.'),
  text: text
    .default('')
    .describe('The words of the post, verbatim, as readers saw them. Required unless the post is withheld.'),
  language: language.optional().describe('Language of the words (BCP 47), where it differs from the story’s.'),
  direction: z.enum(['ltr', 'rtl']).optional().describe('Direction of the words as the platform gave it: ltr or rtl.'),
  entities: z.array(entity).default([]).describe('Mentions, hashtags and links within the words, in their order.'),
  media: z.array(medium).default([]).describe('Pictures and videos of the post.'),
  quoted: otherPost.optional().describe('The post that this one quotes: a key of this story’s, or an address.'),
  replyTo: otherPost.optional().describe('The post that this one answers: a key of this story’s, or an address.'),
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
  capture: capture.optional().describe('The material from which the record was taken.'),
  withheld: yesOrNo
    .default(false)
    .describe('true: that the post was quoted is told, but its words and pictures are not published.'),
});

/** What was said elsewhere than in a post, as `statements:` in the front matter gives it. */
export const statement = z.strictObject({
  key: key.optional().describe('Name by which the text places the statement: ::statement{key="…"}.'),
  speaker: text.describe('Who said it: a person or an organization.'),
  date: dayOrTime.optional().describe('Day on which it was said, or its time with offset.'),
  text: text.default('').describe('The words, verbatim. Required unless they are withheld.'),
  language: language.optional().describe('Language of the words (BCP 47), where it differs from the story’s.'),
  withheld: yesOrNo.default(false).describe('true: that it was said is told, but the words are not published.'),
  source: key.optional().describe('Key of the source of this story that carries the words.'),
});

export type Tweet = z.output<typeof tweet>;
export type Statement = z.output<typeof statement>;

export type PostEntity = z.output<typeof entity>;
export type PostMedium = z.output<typeof medium>;

/** A stretch of a post's text that names something; `start` and `end` count UTF-16 code units. */
export type PostMark = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'tag' }
  /** `handle` is the account without its @. */
  | { readonly kind: 'mention'; readonly handle: string }
  /** `url` is where it leads, if that is known. */
  | { readonly kind: 'link'; readonly url?: string }
);

/** What stands in the place of words that are withheld. */
export const WITHHELD = {
  tweet: 'The words of this post are withheld by the editors. That it was quoted is part of the record.',
  statement: 'The words of this statement are withheld by the editors. That it was quoted is part of the record.',
} as const;

/** Takes away what a withheld post or statement must not show. */
export function withhold<Q extends Tweet | Statement>(quote: Q): Q {
  if (!quote.withheld) return quote;
  return { ...quote, text: '', ...('entities' in quote && { entities: [], media: [] }) };
}
