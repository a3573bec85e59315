/** From the parts of a post to its record, which has to pass every check that a story's posts have to pass. */
import { dayNumber } from '../model/day.ts';
import { isWebAddress, language as languageTag } from '../model/fields.ts';
import { isSameHandle, parsePostAddress } from '../model/post-address.ts';
import { timeOfPostId } from '../model/post-id.ts';
import { PLATFORMS, type Platform, type PostEntity, tweet } from '../model/quote.ts';
import { forbiddenCharacter } from '../reading/decode.ts';
import { checkPosts } from '../reading/posts.ts';
import type { LinkedText } from './linked-text.ts';
import { type PostEntry, refuse, type Refusal, type Taken } from './result.ts';
import { readShownDate } from './shown-date.ts';

/** What was found of a post. */
export interface PostParts {
  readonly platform?: Platform | undefined;
  readonly words: LinkedText;
  /** Name as it was shown; empty where none was. */
  readonly name: string;
  readonly handle: string;
  /** The text at whose beginning the date stands. */
  readonly dateText: string;
  /** Language of the page or embed, in which the date is written. */
  readonly dateLanguage?: string | undefined;
  /** Moment that the material gives beside the date shown. */
  readonly moment?: string | undefined;
  /** Address of the post as it was written. */
  readonly address?: string | undefined;
  /** Id that stands beside the address. */
  readonly id?: string | undefined;
  readonly language?: string | undefined;
  readonly direction?: string | undefined;
  readonly captured: NonNullable<PostEntry['captured']>;
  readonly notes: readonly string[];
}

/** Makes the record of a post. What contradicts itself, or cannot be known, is refused. */
export function toEntry(parts: PostParts): Taken {
  const notes = [...parts.notes];
  const { words, handle } = parts;
  const name = parts.name === '' ? handle : parts.name;
  if (parts.name === '') notes.push(`No name stands before @${handle}; the account’s name is taken.`);
  const url = parts.address === undefined ? undefined : plainAddress(parts.address);
  const addressed = url === undefined ? undefined : parsePostAddress(url);
  const platform = parts.platform ?? addressed?.platform ?? platformOfHandle(handle);
  const id = parts.id ?? (addressed?.platform === platform ? addressed.id : undefined);
  if (words.text.trim() === '') return wordless(id, url);
  if (addressed && addressed.platform !== platform)
    return refuse(
      'capture-disagrees',
      `The address ${url} is one of ${PLATFORMS[addressed.platform]}, and the post is one of ${PLATFORMS[platform]}.`,
      'Capture the post again from its own page.',
    );
  if (
    addressed?.handle !== undefined &&
    !addressed.handle.startsWith('did:') &&
    !isSameHandle(platform, addressed.handle, handle)
  )
    return refuse(
      'capture-disagrees',
      `The post names @${handle}, and its address @${addressed.handle}.`,
      'Capture the post again from its own page, or correct the one that is wrong.',
    );
  if (addressed && parts.id !== undefined && addressed.id !== parts.id)
    return refuse(
      'capture-disagrees',
      `The post has the id ${parts.id}, and its address ${addressed.id}.`,
      'Capture the post again from its own page.',
    );

  const dated = dateOf(parts, platform, id);
  if ('refusal' in dated) return dated;
  notes.push(...dated.notes);

  const language = languageOf(parts.language);
  const direction = parts.direction === 'rtl' || parts.direction === 'ltr' ? parts.direction : undefined;
  const entities = entitiesOf(words, notes);
  const post: PostEntry = {
    ...(platform !== 'x' && { platform }),
    author: name,
    handle,
    date: dated.date,
    dateFrom: dated.from,
    text: words.text,
    ...(language !== undefined && { language }),
    ...(direction !== undefined && { direction }),
    ...(entities.length > 0 && { entities }),
    ...(id !== undefined && { id }),
    ...(url !== undefined && { url }),
    captured: parts.captured,
  };
  const fault = faultIn(post);
  return fault ? { refusal: fault } : { post, notes };
}

/** The refusal of a post that is named without its words. */
export function wordless(id: string | undefined, url: string | undefined): { refusal: Refusal } {
  const named = url ?? (id === undefined ? undefined : `id ${id}`);
  return {
    refusal: {
      code: 'capture-wordless',
      reason: `The words of the post${named === undefined ? '' : ` (${named})`} are not in this text.`,
      fix: 'Open the post and paste its words with name, account and date; or ask for them with --online.',
      ...(url !== undefined && { address: url }),
    },
  };
}

/** Finds what Dateline’s own reader would say of the record. */
function faultIn(post: PostEntry): Refusal | undefined {
  for (const value of [post.author, post.text ?? '', ...(post.entities ?? []).map(({ text }) => text)]) {
    const forbidden = forbiddenCharacter(value);
    if (forbidden !== undefined)
      return {
        code: 'capture-form',
        reason: `${forbidden} stands in the post of @${post.handle}, and no story may hold it.`,
        fix: 'Take it out of the material, and capture that.',
      };
  }
  const { data, error } = tweet.safeParse(post);
  if (!data) {
    const [issue] = error.issues;
    return {
      code: 'capture-form',
      reason: `${issue?.path.join('.') ?? 'The post'} (“${String(valueAt(post, issue?.path ?? [])).slice(0, 60)}”) ${issue?.message ?? 'is wrong'}.`,
      fix: 'Correct it in the material, and capture that.',
    };
  }
  let fault: Refusal | undefined;
  checkPosts([data], (_code, _field, reason) => {
    fault ??= { code: 'capture-disagrees', reason, fix: 'Correct what is wrong in the material, and capture that.' };
  });
  return fault;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[part] : ''),
    value,
  );
}

function platformOfHandle(handle: string): Platform {
  if (handle.includes('@')) return 'mastodon';
  return handle.includes('.') ? 'bluesky' : 'x';
}

type Dated = { date: string; from: NonNullable<PostEntry['dateFrom']>; notes: string[] };

function dateOf(
  { dateText, dateLanguage, moment, captured, handle }: PostParts,
  platform: Platform,
  id: string | undefined,
): Dated | { refusal: Refusal } {
  const from = captured === 'plain-text' ? 'text' : 'embed';
  const time = id === undefined ? undefined : timeOfPostId(platform, id);
  const shown = readShownDate(dateText, dateLanguage);
  const excerpt = dateText.trim().replace(/\s+/gu, ' ').slice(0, 40);
  if (shown === undefined) {
    if (time === undefined)
      return refuse(
        'capture-date',
        excerpt === ''
          ? `The post of @${handle} has no date.`
          : `The date of the post of @${handle} cannot be read: “${excerpt}”.`,
        'Write it as in January 5, 2020, and capture that.',
      );
    return { date: instant(time), from: 'id', notes: [`The date “${excerpt}” cannot be read; the id tells the time.`] };
  }
  if (time !== undefined) {
    const idDay = instant(time).slice(0, 10);
    const near = shown.days.filter((day) => Math.abs(dayNumber(day) - dayNumber(idDay)) <= 1);
    const [day] = near;
    if (day === undefined)
      return refuse(
        'capture-disagrees',
        `The post of @${handle} shows the date ${shown.days.join(' or ')}, and its id ${id} was given out on ${idDay}.`,
        'Correct the one that is wrong.',
      );
    if (near.length === 1) return { date: shown.time ?? exactly(moment, day) ?? day, from, notes: [] };
  }
  const [day, other] = shown.days;
  if (day === undefined || other !== undefined)
    return refuse(
      'capture-date',
      `The date of the post of @${handle}, “${excerpt}”, can mean ${shown.days.join(' or ')}.`,
      'Write the month as a word, and capture that.',
    );
  return { date: shown.time ?? exactly(moment, day) ?? day, from, notes: [] };
}

/** Gives the moment beside a date if it is of that day. */
function exactly(moment: string | undefined, day: string): string | undefined {
  const read = moment === undefined ? undefined : readShownDate(moment);
  return read?.time?.startsWith(day) === true ? read.time : undefined;
}

function instant(time: number): string {
  return new Date(time - (time % 1000)).toISOString().replace('.000Z', 'Z');
}

/** What a platform gives where it knows no language (https://www.iana.org/assignments/language-subtag-registry, and X’s own). */
const NO_LANGUAGE = /^(?:und|zxx|mul|mis|art|xx|q[a-t][a-z])(?:-|$)/iu;

function languageOf(given: string | undefined): string | undefined {
  const typed = given?.trim().replaceAll('_', '-');
  if (typed === undefined || typed === '' || NO_LANGUAGE.test(typed) || !languageTag.safeParse(typed).success)
    return undefined;
  return Intl.getCanonicalLocales(typed)[0];
}

/** Parameters by which platforms follow readers; they are no part of an address. */
const TRACKING = /^(?:ref_src|ref_url|ref|s|t|src|xmt|igshid|utm_[a-z]+)$/u;

/** Gives the address of a post or account without what was added to follow readers. */
export function plainAddress(address: string): string | undefined {
  const trimmed = address.trim();
  const absolute = trimmed.startsWith('//') ? `https:${trimmed}` : trimmed;
  if (!isWebAddress(absolute)) return undefined;
  const [path = '', query] = absolute.split('?', 2);
  if (query === undefined) return absolute;
  const [search = '', fragment] = query.split('#', 2);
  const kept = search.split('&').filter((parameter) => !TRACKING.test(parameter.split('=')[0] ?? ''));
  return `${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}${fragment === undefined ? '' : `#${fragment}`}`;
}

const OWN_HOSTS = /^https?:\/\/(?:www\.|mobile\.)?(?:twitter\.com|x\.com|bsky\.app|threads\.(?:net|com))\//u;

function entitiesOf({ text, links }: LinkedText, notes: string[]): PostEntity[] {
  return links.flatMap(({ start, end, href, expanded }): PostEntity[] => {
    const shown = text.slice(start, end).trim();
    if (shown === '') return [];
    const url = OWN_HOSTS.test(href) ? plainAddress(href) : trimmedAddress(href);
    if (url === undefined) {
      notes.push(`The link “${shown.slice(0, 40)}” leads to no http(s) address; its words are kept.`);
      return [];
    }
    const full = expanded === undefined ? undefined : trimmedAddress(expanded);
    return [{ kind: kindOf(shown), text: shown, url, ...(full !== undefined && full !== url && { expanded: full }) }];
  });
}

function trimmedAddress(href: string): string | undefined {
  const address = href.trim().startsWith('//') ? `https:${href.trim()}` : href.trim();
  return isWebAddress(address) ? address : undefined;
}

function kindOf(text: string): PostEntity['kind'] {
  if (/^[@＠]/u.test(text)) return 'mention';
  if (/^[#＃]/u.test(text)) return 'hashtag';
  if (/^\$\p{L}/u.test(text)) return 'cashtag';
  return /^(?:https?:\/\/)?pic\.(?:twitter|x)\.com\//u.test(text) ? 'media' : 'link';
}
