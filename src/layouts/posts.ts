import { hasAccount } from '../archive/queries/quotes.ts';
import type { PostRow } from '../archive/rows.ts';
import { type PostPart, partsOfPost } from '../formats/post-text.ts';
import { accountAddress } from '../model/addresses.ts';
import { PLATFORMS } from '../model/quote.ts';
import { isOn } from './links.ts';
import { dateWords, timeWords } from './words.ts';

/** A piece of a post's line; `href` is an address on this site if `internal`. */
interface DrawnPart {
  readonly text: string;
  readonly href?: string;
  readonly internal?: boolean;
}

/** The text of a post, ready to draw: paragraphs of lines of parts. */
export interface DrawnPost {
  readonly paragraphs: readonly (readonly (readonly DrawnPart[])[])[];
}

/** Cuts a post's text into what is drawn. A mention is linked only where its account has a page here. */
export function drawPost({ text, platform }: PostRow): DrawnPost {
  const draw = (part: PostPart): DrawnPart => {
    if (part.kind === 'link') return { text: part.text, href: part.text };
    if (part.kind === 'mention' && isOn('quotes') && hasAccount(platform, part.handle)) {
      return { text: part.text, href: accountAddress(platform, part.handle), internal: true };
    }
    return { text: part.text };
  };
  const paragraphs = text
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.split('\n').map((line) => partsOfPost(line, platform).map(draw)));
  return { paragraphs };
}

/** Says in what state the original of a post was. */
export function stateWords({ status, url }: PostRow): string {
  switch (status) {
    case 'live':
      return 'Original live';
    case 'deleted':
      return 'Original deleted';
    case 'protected':
      return 'Original protected';
    case 'suspended':
      return 'Account suspended';
    case 'unknown':
      return url === undefined ? 'Original not recorded' : 'Original not checked';
  }
}

/** Tells whether readers can no longer see the original. */
export function isGone({ status }: PostRow): boolean {
  return status === 'deleted' || status === 'suspended';
}

const FOUND = {
  live: 'seen live',
  deleted: 'found deleted',
  protected: 'found protected',
  suspended: 'found suspended',
  unknown: 'state unknown',
} as const satisfies Record<PostRow['status'], string>;

/** Says what is known of the original beside its address; the day is that of the check. */
export function checkedWords({ status, checked }: PostRow): string {
  if (checked !== undefined) return `${FOUND[status]} on ${dateWords(checked)}`;
  return status === 'unknown' ? 'not checked' : `${status}, day of the check not recorded`;
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

/** Gives the time of a post, or says that none is recorded. */
export function postTimeWords(date: string): string {
  return timeWords(date) ?? 'time not recorded';
}
