import { hasAccount } from '../archive/queries/quotes.ts';
import type { PostMediumRow, PostRow } from '../archive/rows.ts';
import { cutAt } from '../formats/post-text.ts';
import { accountAddress } from '../model/addresses.ts';
import { dayOf, hasTime } from '../model/day.ts';
import { parsePostAddress } from '../model/post-address.ts';
import { timeOfPostId } from '../model/post-id.ts';
import { PLATFORMS, type PostMark } from '../model/quote.ts';
import { isOn } from './links.ts';
import { counted, dateWords, timeWords } from './words.ts';

/** A piece of a post's line; `href` is an address on this site if `internal`. What is `isolated` has a direction of its own. */
interface DrawnPart {
  readonly text: string;
  readonly isolated?: boolean;
  readonly href?: string;
  readonly internal?: boolean;
}

/** The text of a post, ready to draw: paragraphs of lines of parts. */
export type DrawnPost = readonly (readonly (readonly DrawnPart[])[])[];

/** Cuts a post's text into what is drawn. A mention is linked only where its account has a page here. */
export function drawPost(post: PostRow): DrawnPost {
  const paragraphs: DrawnPart[][][] = [[[]]];
  for (const { text, mark } of cutAt(post.text, post.marks)) {
    if (mark) {
      paragraphs
        .at(-1)
        ?.at(-1)
        ?.push({ text, isolated: true, ...targetOf(mark, post) });
      continue;
    }
    // A blank line ends a paragraph.
    for (const piece of text.split(/(\n\s*\n|\n)/u)) {
      if (piece === '\n') paragraphs.at(-1)?.push([]);
      else if (/^\n\s*\n$/u.test(piece)) paragraphs.push([[]]);
      else if (piece !== '') paragraphs.at(-1)?.at(-1)?.push({ text: piece });
    }
  }
  return paragraphs;
}

function targetOf(mark: PostMark, { platform }: PostRow): Pick<DrawnPart, 'href' | 'internal'> {
  if (mark.kind === 'link') return mark.url === undefined ? {} : { href: mark.url };
  if (mark.kind === 'tag' || !isOn('quotes') || !hasAccount(platform, mark.handle)) return {};
  return { href: accountAddress(platform, mark.handle), internal: true };
}

/** Says in what state the original of a post was, and what was saved of it where readers may no longer see it. */
export function stateWords(post: PostRow): string {
  const { status, url, checked } = post;
  switch (status) {
    case 'live':
      return checked === undefined ? 'Original live' : `Original live on ${dateWords(checked)}`;
    case 'deleted':
      return `Deleted; ${savedWords(post)}`;
    case 'protected':
      return `Protected; ${savedWords(post)}`;
    case 'suspended':
      return `Account suspended; ${savedWords(post)}`;
    case 'unknown':
      if (checked !== undefined) return `State of the original unknown on ${dateWords(checked)}`;
      return url === undefined ? 'Original not recorded' : 'Original not checked';
  }
}

/** Says what is left of a post that readers may no longer see. */
function savedWords({ archived, captured, withheld }: PostRow): string {
  if (archived?.date !== undefined) return `this copy was saved on ${dateWords(archived.date)}`;
  if (archived) return 'a copy was saved, on a day not recorded';
  if (withheld) return 'no copy is recorded';
  return captured === undefined || captured === 'plain-text'
    ? 'its words are kept here'
    : `its words are kept here, from ${SAVED_FROM[captured]}`;
}

const SAVED_FROM = {
  embed: 'the embedded post',
  oembed: 'its oEmbed description',
  'archive-file': 'an archive file',
} as const;

/** Tells whether readers can no longer see the original. */
export function isGone({ status }: PostRow): boolean {
  return status === 'deleted' || status === 'suspended';
}

const FOUND = {
  live: 'seen live',
  deleted: 'found deleted',
  protected: 'found protected',
  suspended: 'found with its account suspended',
  unknown: 'state unknown',
} as const satisfies Record<PostRow['status'], string>;

/** Says what is known of the original beside its address; the day is that of the check. */
export function checkedWords({ status, checked }: PostRow): string {
  if (checked !== undefined) return `${FOUND[status]} on ${dateWords(checked)}`;
  return status === 'unknown' ? 'not checked' : `${FOUND[status]}, day of the check not recorded`;
}

/** Says how the words of a post came into the archive. */
export function captureWords({ captured, platform }: PostRow): string {
  switch (captured) {
    case 'plain-text':
      return 'From plain text, word for word';
    case 'embed':
      return 'From the embedded post, word for word';
    case 'oembed':
      return `From ${PLATFORMS[platform]}’s own description of the post (oEmbed), word for word`;
    case 'archive-file':
      return 'From an archive file of the account, word for word';
    case undefined:
      return 'How the words were captured is not recorded';
  }
}

const DATED_BY = {
  text: 'as dated beside the words',
  embed: 'as dated by the embedded post',
  id: 'time from the post’s number',
  page: 'as dated on the post’s page',
} as const satisfies Record<NonNullable<PostRow['dateFrom']>, string>;

/** Gives what is said of a post after its day: its time or that none is recorded, where the date was found, and what its number tells. */
export function postTimeWords(post: PostRow): string {
  const { date, dateFrom } = post;
  const time = timeWords(date);
  const from = dateFrom === undefined ? '' : `, ${DATED_BY[dateFrom]}`;
  if (time !== undefined) return `, ${time}${from}`;
  const byNumber = numberTime(post);
  if (byNumber === undefined) return dateFrom === 'id' ? ', day from the post’s number' : `, time not recorded${from}`;
  const day = dayOf(byNumber) === dayOf(date) ? '' : `${dateWords(byNumber)}, `;
  return `${dateFrom === 'id' ? '' : from}; by its number ${day}${timeWords(byNumber)}`;
}

/** Gives the time at which a post's number was given out, where its date is a day alone. */
function numberTime({ platform, date, id, url }: PostRow): string | undefined {
  if (hasTime(date)) return undefined;
  const known = id ?? (url === undefined ? undefined : parsePostAddress(url)?.id);
  const time = known === undefined ? undefined : timeOfPostId(platform, known);
  return time === undefined ? undefined : `${new Date(time).toISOString().slice(0, 16)}Z`;
}

/** Names a saved picture of a post, by its place among several. */
export function mediumWords({ kind }: PostMediumRow, place: number, all: number): string {
  const what = kind === 'photo' ? 'Picture' : kind === 'video' ? 'Still of the video' : 'Picture of the animation';
  const of = kind === 'photo' ? ' of the post' : ' in the post';
  return all > 1 ? `${what}${of}, ${place} of ${all}` : `${what}${of}`;
}

const UNSAVED = {
  photo: 'The post had a picture, which was not saved',
  video: 'The post had a video, which was not saved',
  gif: 'The post had an animation, which was not saved',
} as const satisfies Record<PostMediumRow['kind'], string>;

/** Says that a picture or video of a post was not saved. */
export function unsavedWords({ kind }: PostMediumRow): string {
  return UNSAVED[kind];
}

/** Names what stands together in one exhibit. */
export function threadWords(posts: readonly PostRow[], first: number, last: number): string {
  const platforms = [...new Set(posts.map(({ platform }) => PLATFORMS[platform]))].join(' and ');
  return `Exhibits ${first} to ${last}: a thread of ${counted(posts.length, 'post', 'posts')} on ${platforms}`;
}

/** Facts of a post that its card tells. */
export type PostFact = 'author' | 'original' | 'number' | 'archived' | 'captured' | 'material';

const FACTS: Readonly<Record<PostFact, (post: PostRow) => unknown>> = {
  author: ({ author, handle, platform, person }) => [author, handle.toLowerCase(), platform, person?.id],
  original: ({ url, status, checked }) => [url, status, checked],
  number: ({ id }) => id,
  archived: ({ archived }) => [archived?.url, archived?.date],
  captured: ({ captured }) => [captured],
  material: ({ capture }) => capture?.sha256,
};

/** What a post's card tells, beside another one. */
export interface ToldFacts {
  /** Facts that it tells itself. */
  readonly told: ReadonlySet<PostFact>;
  /** Whether it has others, which are those of the other card. */
  readonly isFolded: boolean;
}

/** Tells the facts of a post that differ from those of another on the same card; all that it has where there is no other. */
export function factsBeside(post: PostRow, other: PostRow | undefined): ToldFacts {
  const told = new Set<PostFact>();
  let isFolded = false;
  for (const name of Object.keys(FACTS) as PostFact[]) {
    const [own, others] = [FACTS[name](post), other && FACTS[name](other)];
    const isSame = other !== undefined && JSON.stringify(own) === JSON.stringify(others);
    if (isSame) isFolded ||= own !== undefined;
    else if (own !== undefined || other !== undefined) told.add(name);
  }
  return { told, isFolded };
}
