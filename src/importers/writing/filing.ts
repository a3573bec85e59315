/** An item → the day, slug and title under which its story is filed. */
import { RESERVED_IDS } from '../../model/addresses.ts';
import { dayOf } from '../../model/day.ts';
import { day as isDay, dayOrTime } from '../../model/fields.ts';
import { withoutForbidden } from '../../reading/decode.ts';
import { slugOf } from '../../reading/slug.ts';
import { firstWords, toBody } from '../body/body.ts';
import type { DraftFront, SkipReason, StoryItem } from '../foreign.ts';

const TITLE_LENGTH = 90;
const SLUG_LENGTH = 80;

/** What an item is filed under, before it is written. */
export interface Filing {
  readonly day: string;
  /** Its slug, if no other story of the day has it. */
  readonly slug: string;
  readonly title: string;
}

/** Why an item becomes no story. */
export interface Refused {
  readonly reason: SkipReason;
  readonly message: string;
}

/** Says where an item will be filed, or why it will not. */
export function fileItem({ front, body, slug, fates }: StoryItem): Filing | Refused {
  const words = body.text.trim();
  const title = titleOf(front) ?? (words === '' ? undefined : titleFrom(body));
  if (title === undefined) return { reason: 'empty', message: 'It has neither a title nor words.' };
  const given: unknown = front.date;
  if (given === undefined || given === '')
    return { reason: 'undated', message: 'Nothing in it says on which day it was published.' };
  if (typeof given !== 'string' || !dayOrTime.safeParse(given).success) {
    const dropped = fates.find((fate) => fate.fate === 'dropped' && /date/iu.test(fate.field));
    const why = dropped?.fate === 'dropped' ? ` (${dropped.why})` : '';
    return {
      reason: 'undated',
      message: `Its date is “${JSON.stringify(given).slice(0, 40)}”, which is no day that exists${why}.`,
    };
  }
  const day = dayOf(given);
  if (!isDay.safeParse(day).success || day.startsWith('0000'))
    return { reason: 'undated', message: `Its date is “${given}”, which is no day that exists.` };
  return { day, slug: usable(slug === undefined ? '' : slugOf(slug)) || usable(slugOf(title)) || 'story', title };
}

/** Gives the title that an item has, on one line; undefined where it has none. */
export function titleOf(front: DraftFront): string | undefined {
  const title: unknown = front.title;
  if (typeof title !== 'string') return undefined;
  const line = withoutForbidden(title).replaceAll(/\s+/gu, ' ').trim();
  return line === '' ? undefined : line;
}

function titleFrom(body: StoryItem['body']): string | undefined {
  const { markdown } = toBody({ ...body, text: body.text.slice(0, 20_000) }, { title: '' });
  const title = firstWords(markdown, TITLE_LENGTH);
  return title === '' ? undefined : title;
}

function usable(slug: string): string {
  if (slug.length <= SLUG_LENGTH) return RESERVED_IDS.has(slug) ? `${slug}-story` : slug;
  const hyphen = slug.lastIndexOf('-', SLUG_LENGTH);
  return slug.slice(0, hyphen > SLUG_LENGTH / 2 ? hyphen : SLUG_LENGTH).replace(/-$/u, '');
}

/** Gives the path of a story below articles/. */
export function storyPathOf(day: string, slug: string): string {
  return `${day.replaceAll('-', '/')}-${slug}.md`;
}
