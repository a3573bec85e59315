import { isWebAddress } from '../model/fields.ts';
import type { Platform, PostEntity, PostMark, Tweet } from '../model/quote.ts';

/** Finds what a post's text names: what its record says, or, where that says nothing, mentions, hashtags and addresses as they are written. */
export function marksOf({ text, platform, entities }: Pick<Tweet, 'text' | 'platform' | 'entities'>): PostMark[] {
  return entities.length > 0 ? recordedMarks(text, platform, entities) : writtenMarks(text, platform);
}

/** Entities stand in the order of the text; one that does not is skipped, as a check says. */
function recordedMarks(text: string, platform: Platform, entities: readonly PostEntity[]): PostMark[] {
  let from = 0;
  return entities.flatMap((entity): PostMark[] => {
    const start = text.indexOf(entity.text, from);
    if (start < 0) return [];
    from = start + entity.text.length;
    return [{ start, end: from, ...meaningOf(entity, platform) }];
  });
}

type Meaning = PostMark extends infer M ? (M extends PostMark ? Omit<M, 'start' | 'end'> : never) : never;

function meaningOf({ kind, text, url, expanded }: PostEntity, platform: Platform): Meaning {
  if (kind === 'mention') return { kind, handle: handleOf(text, platform, expanded ?? url) };
  if (kind === 'hashtag' || kind === 'cashtag') return { kind: 'tag' };
  const to = expanded ?? url ?? (isWebAddress(text) ? text : undefined);
  return { kind: 'link', ...(to !== undefined && { url: to }) };
}

/** A mention on Mastodon leaves out the host, which its address tells. */
function handleOf(text: string, platform: Platform, address: string | undefined): string {
  const handle = text.replace(/^[@＠]/u, '');
  if (platform !== 'mastodon' || handle.includes('@') || address === undefined) return handle;
  return `${handle}@${new URL(address).hostname}`;
}

// An @ or # within a word, such as that of a mail address, names nothing.
const LINK = String.raw`(?<link>https?:\/\/[^\s<>"]+)`;
const TAG = String.raw`#(?<tag>[\p{L}\p{M}\p{N}_]*[\p{L}_][\p{L}\p{M}\p{N}_]*)`;
const X_HANDLE = String.raw`@(?<handle>[A-Za-z0-9_]{1,15})(?![A-Za-z0-9_])`;
// Elsewhere a handle may hold dots, and on Mastodon its host.
const OTHER_HANDLE = String.raw`@(?<handle>[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.@-]{0,251}[\p{L}\p{M}\p{N}_])?)`;

function writtenMarks(text: string, platform: Platform): PostMark[] {
  const handle = platform === 'x' ? X_HANDLE : OTHER_HANDLE;
  const entity = new RegExp(String.raw`${LINK}|(?<![\p{L}\p{M}\p{N}_@#&/])(?:${handle}|${TAG})`, 'gu');
  return [...text.matchAll(entity)].flatMap(markOf);
}

function markOf(match: RegExpExecArray): PostMark[] {
  const { link, handle, tag } = match.groups ?? {};
  const start = match.index;
  if (handle !== undefined) return [{ start, end: start + 1 + handle.length, kind: 'mention', handle }];
  if (tag !== undefined) return [{ start, end: start + 1 + tag.length, kind: 'tag' }];
  const url = withoutSentenceEnd(link ?? '');
  return isWebAddress(url) ? [{ start, end: start + url.length, kind: 'link', url }] : [];
}

/** Stops and brackets after an address belong to the sentence, unless the address opened the bracket. */
function withoutSentenceEnd(link: string): string {
  return link.replace(/\p{P}+$/u, (tail) => (link.includes('(') ? /^[/=_)-]+/u : /^[/=_-]+/u).exec(tail)?.[0] ?? '');
}
