import { z } from 'zod';
import { isWebAddress, language, text, yesOrNo } from './fields.ts';

const on = yesOrNo.default(true);

/** Kinds of page and file that a publisher can switch off, and one that can be switched on. */
const outputs = z.strictObject({
  topics: on.describe('Pages of topics.'),
  people: on.describe('Pages of people.'),
  organizations: on.describe('Pages of organizations.'),
  places: on.describe('Pages of places.'),
  series: on.describe('Pages of series.'),
  sources: on.describe('Pages of sources by publisher and host.'),
  quotes: on.describe('Pages of preserved posts by account.'),
  onThisDay: on.describe('Pages of one day in all years.'),
  corrections: on.describe('The page of corrections and withdrawals, and their feed.'),
  feed: on.describe('The Atom feeds.'),
  sitemap: on.describe('The sitemap.'),
  checksums: on.describe('SHA256SUMS, the list by which a copy of the site is checked.'),
  redirects: on.describe('The file /_redirects, by which hosts lead from old addresses to new ones.'),
  history: yesOrNo
    .default(false)
    .describe('true: pages of what changed in each story, from the git repository in which the content lies.'),
});

/** `content/site.yml`. */
export const siteSchema = z.strictObject({
  title: text.describe('Name of the archive.'),
  url: z
    .string()
    .refine((value) => isWebAddress(value) && !/[?#]/u.test(value), {
      message: 'is not an http(s) address',
      params: { code: 'url-invalid' },
    })
    .transform((value) => value.replace(/\/+$/u, ''))
    .describe('Address at which the site will stand, e.g. https://example.org or https://example.org/archive.'),
  language: language.describe('Language of the site (BCP 47).'),
  description: text.optional().describe('One sentence about the archive.'),
  publisher: text.optional().describe('Who publishes it.'),
  licence: text.optional().describe('Terms on which the texts may be used: a name or an address.'),
  frozenAfter: z
    .string()
    .regex(/^[1-9]\d{0,3}[dw]$/u, { message: 'is not a number of days or weeks such as 7d or 2w' })
    .transform((value) => parseInt(value, 10) * (value.endsWith('w') ? 7 : 1))
    .optional()
    .describe('Days (7d) or weeks (2w) after which the words of a story change only with a correction.'),
  outputs: outputs.prefault({}).describe('Kinds of page to switch off, each name: false, or on, name: true.'),
});

export type Site = z.output<typeof siteSchema>;

/** A kind of page or file that can be switched off. */
export type Output = keyof Site['outputs'];
