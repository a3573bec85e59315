import { isWebAddress } from '../model/fields.ts';
import type { Platform } from '../model/quote.ts';

/** A piece of a post's text; the pieces joined are the text. */
export type PostPart =
  | { readonly kind: 'text' | 'tag'; readonly text: string }
  /** `handle` is the account without its @. */
  | { readonly kind: 'mention'; readonly text: string; readonly handle: string }
  | { readonly kind: 'link'; readonly text: string };

// An @ or # within a word, such as that of a mail address, names nothing.
const LINK = String.raw`(?<link>https?:\/\/[^\s<>"]+)`;
const TAG = String.raw`#(?<tag>[\p{L}\p{M}\p{N}_]*[\p{L}_][\p{L}\p{M}\p{N}_]*)`;
const X_HANDLE = String.raw`@(?<handle>[A-Za-z0-9_]{1,15})(?![A-Za-z0-9_])`;
// Elsewhere a handle may hold dots, and on Mastodon its host.
const OTHER_HANDLE = String.raw`@(?<handle>[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.@-]{0,251}[\p{L}\p{M}\p{N}_])?)`;

/** Cuts a post's text at its mentions, hashtags and addresses, without changing a character. */
export function partsOfPost(text: string, platform: Platform): PostPart[] {
  const handle = platform === 'x' ? X_HANDLE : OTHER_HANDLE;
  const entity = new RegExp(String.raw`${LINK}|(?<![\p{L}\p{M}\p{N}_@#&/])(?:${handle}|${TAG})`, 'gu');
  const parts: PostPart[] = [];
  let end = 0;
  for (const match of text.matchAll(entity)) {
    const part = partOf(match);
    if (part === undefined) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(part);
    end = match.index + part.text.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function partOf(match: RegExpExecArray): PostPart | undefined {
  const { link, handle, tag } = match.groups ?? {};
  if (handle !== undefined) return { kind: 'mention', text: `@${handle}`, handle };
  if (tag !== undefined) return { kind: 'tag', text: `#${tag}` };
  const address = withoutSentenceEnd(link ?? '');
  return isWebAddress(address) ? { kind: 'link', text: address } : undefined;
}

/** Stops and brackets after an address belong to the sentence, unless the address opened the bracket. */
function withoutSentenceEnd(link: string): string {
  return link.replace(/\p{P}+$/u, (tail) => (link.includes('(') ? /^[/=_)-]+/u : /^[/=_-]+/u).exec(tail)?.[0] ?? '');
}
