import { z } from 'zod';
import { aliasFile } from './addresses.ts';
import { day, dayOrTime, ID_PATTERN, language, mediaPath, text, time, webAddress, yesOrNo } from './fields.ts';
import { statement, tweet } from './quote.ts';
import { source } from './source.ts';

/** A term by name: a registry id, a registered name or alias, or a plain new name. A bare text means `{ name }`. */
const named = z.strictObject({ name: text.describe('A registry id, a registered name or alias, or a new name.') });

const person = named.extend({
  role: text.optional().describe('Office or part that the person had as of this story.'),
});

const image = z.strictObject({
  src: mediaPath.describe('Path of the file below the content folder: media/….'),
  alt: text.describe('What the picture shows, for those who do not see it.'),
  credit: text.optional().describe('Who made it.'),
  licence: text.optional().describe('Terms on which it is shown.'),
  caption: text.optional().describe('What a reader should know about it.'),
});

const correction = z.strictObject({
  date: day.describe('Day of the correction.'),
  text: text.describe('What was wrong and what is right, in full.'),
});

const storyPath = z
  .string()
  .regex(/^(?!\/)[^\s\\?#]+$/u, { message: 'is not the path of a story below articles/' })
  .transform((path) => (path.endsWith('.md') ? path : `${path}.md`));

/** What kind of text a story is. */
const STORY_TYPES = ['news', 'analysis', 'opinion', 'live', 'document'] as const;

/** The front matter of a story. Each field's description is its documentation, in the README and the JSON Schema. */
export const articleSchema = z.strictObject({
  title: text.describe('Headline.'),
  date: dayOrTime.describe('Day of first publication, YYYY-MM-DD, or its time with offset.'),
  updated: dayOrTime.optional().describe('Day or time of the last change of substance; not before date.'),
  event: day.optional().describe('Day on which it happened, if that is another than date.'),
  summary: text.optional().describe('One or two sentences that say what the story says.'),
  section: text.optional().describe('Part of the paper, e.g. World.'),
  type: z
    .enum(STORY_TYPES)
    .default('news')
    .describe('Kind of text: news (the default), analysis, opinion, live or document.'),
  authors: z.array(named).default([]).describe('Byline: a list of names.'),
  dateline: text.optional().describe('Place from which the story was filed.'),
  topics: z.array(named).default([]).describe('Topics: registry ids, names or aliases, or new names.'),
  people: z.array(person).default([]).describe('People: names, or a name with the role as of this story.'),
  organizations: z.array(named).default([]).describe('Organizations, named like topics.'),
  places: z.array(named).default([]).describe('Places, named like topics.'),
  series: named.optional().describe('Series that the story belongs to, named like a topic.'),
  sources: z.array(source).default([]).describe('What the story rests on, numbered in this order.'),
  tweets: z.array(tweet).default([]).describe('Preserved posts, on any platform.'),
  statements: z.array(statement).default([]).describe('Words said elsewhere, preserved in the same way.'),
  images: z.array(image).default([]).describe('Pictures saved with the archive.'),
  corrections: z.array(correction).default([]).describe('Corrections, dated and worded in full.'),
  related: z.array(storyPath).default([]).describe('Paths of related stories below articles/, with or without .md.'),
  original: z
    .strictObject({
      url: webAddress.describe('Address at which the story first stood.'),
      publisher: text.optional().describe('Who published it there.'),
    })
    .optional()
    .describe('Where an imported story first stood.'),
  language: language.optional().describe('Language of the story (BCP 47), where it differs from the site’s.'),
  translationOf: storyPath.optional().describe('Path below articles/ of the story that this one translates.'),
  status: z.enum(['published', 'draft']).default('published').describe('published (the default) or draft.'),
  embargo: time.optional().describe('Time with offset before which the story is not published.'),
  withdrawn: z
    .strictObject({
      date: day.describe('Day of the withdrawal.'),
      reason: text.describe('Why the story was withdrawn, for readers.'),
    })
    .optional()
    .describe('The story is withdrawn: its address stays and says why.'),
  slug: z
    .string()
    .refine((slug) => ID_PATTERN.test(slug), {
      message: 'is not 1 to 100 of a-z, 0-9 and hyphens',
      params: { code: 'slug-invalid' },
    })
    .optional()
    .describe('Last part of the address; by default the file’s name without its date.'),
  aliases: z
    .array(
      z
        .string()
        .regex(/^\/(?!\/)[^\s\\?#]+$/u, { message: 'is not a path on this site beginning with /' })
        .refine((path) => aliasFile(path) !== undefined, { message: 'is not a path that a file can stand on' }),
    )
    .default([])
    .describe('Old addresses of the story on this site, each beginning with /.'),
  id: text.optional().describe('Stable identity of the story, kept through renames.'),
  review: z.array(text).default([]).describe('Fields that an importer proposed and an editor has to look at.'),
  linkPeople: yesOrNo.default(true).describe('false: names of registered people in the text are not linked.'),
});

/** A story's front matter after validation. */
export type FrontMatter = z.output<typeof articleSchema>;

/** A valid story: its front matter, its text, and where it lies. */
export interface Article extends FrontMatter {
  /** Path relative to `content/articles/`, with forward slashes, e.g. `2020/01/05-call.md`. */
  readonly path: string;
  /** Calendar day of first publication. */
  readonly day: string;
  /** Last part of its address. */
  readonly finalSlug: string;
  /** Markdown text after the front matter. */
  readonly body: string;
  /** 1-based line of the file on which the body begins. */
  readonly bodyLine: number;
}

export type Correction = z.output<typeof correction>;
