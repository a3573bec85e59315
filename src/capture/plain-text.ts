/** Posts in plain text: `TEXT — NAME (@HANDLE) DATE`, on one line or several, alone or among other paragraphs. */
import { parsePostAddress } from '../model/post-address.ts';
import { beginsWithDash, bracketedHandles, cleanName, findDash } from './attribution.ts';
import type { Stretch } from './embed-places.ts';
import { joinLinked, type LinkedText, sliceLinked, type TextLink } from './linked-text.ts';
import { plainAddress, toEntry } from './record.ts';
import { type PostEntry, refuse, type Taken } from './result.ts';
import { readShownDate } from './shown-date.ts';

/** A post found in plain text, with the stretch that its place takes. */
export interface PlainPost extends Stretch {
  readonly taken: Taken;
}

/** Whether the text is what somebody pasted, or a story whose paragraphs are the editor’s own. */
export type Setting = 'pasted' | 'story';

/** Cheap test before any work: an account in brackets with a dash somewhere before it. */
export const MAY_HOLD_POST = /[(（]\s*[\u200E\u200F\u2066-\u2069]*@[\p{L}\p{N}_]/u;

/** Finds the posts of one stretch of a text, in order. */
export function plainPosts(text: string, within: Stretch, setting: Setting): PlainPost[] {
  const paragraphs = paragraphsOf(text, within);
  const posts: PlainPost[] = [];
  paragraphs.forEach((paragraph, index) => {
    if (!MAY_HOLD_POST.test(paragraph.source)) return;
    const before = paragraphs[index - 1];
    const isFree =
      before !== undefined && (posts.at(-1)?.end ?? 0) <= before.start && !/^\s*(?:#|\||<|:)/u.test(before.source);
    // A name in a paragraph of its own belongs to the words above it.
    const joined = isFree && beginsWithDash(paragraph.plain.text) ? joinParagraphs(text, before, paragraph) : undefined;
    const found = joined && postsIn(joined, setting);
    const [only] = found ?? [];
    if (found?.length === 1 && only && 'post' in only.taken && only.start === joined?.start) {
      posts.push({
        ...only,
        taken: { ...only.taken, notes: [...only.taken.notes, 'Its words are the paragraph before its name.'] },
      });
    } else posts.push(...postsIn(paragraph, setting));
  });
  if (setting === 'story') return posts;
  const last = posts.at(-1);
  if (!last || text.slice(last.end, within.end).trim() !== '') return posts;
  const whole = posts.map((post, index) => withParagraphsBefore(text, posts[index - 1]?.end ?? within.start, post));
  return whole.every((post) => post !== undefined) ? whole : posts;
}

interface Paragraph extends Stretch {
  readonly source: string;
  /** Its words with links, without the signs of a Markdown quotation. */
  readonly plain: LinkedText;
  /** For each unit of the plain words, the offset in the text at which it stands. */
  readonly offsets: readonly number[];
}

/** Cuts a stretch at its blank lines. */
function paragraphsOf(text: string, { start, end }: Stretch): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let begin: number | undefined;
  let at = start;
  const close = (stop: number): void => {
    if (begin !== undefined) paragraphs.push(toParagraph(text, begin, stop));
    begin = undefined;
  };
  while (at < end) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline === -1 || newline >= end ? end : newline;
    const line = text.slice(at, lineEnd);
    // A quotation goes on over its own empty lines.
    const isQuoted = /^ {0,3}>/u.test(line);
    // A heading of Markdown ends with its line.
    if (/^ {0,3}#{1,6}\s/u.test(line)) {
      close(at);
      at = lineEnd + 1;
      continue;
    }
    if (/^[\s>]*$/u.test(line) && !(isQuoted && begin !== undefined && /^ {0,3}>/u.test(text.slice(begin, begin + 5))))
      close(at);
    else begin ??= at;
    at = lineEnd + 1;
  }
  close(end);
  return paragraphs;
}

function joinParagraphs(text: string, one: Paragraph, other: Paragraph): Paragraph {
  return {
    start: one.start,
    end: other.end,
    source: text.slice(one.start, other.end),
    plain: joinLinked([one.plain, other.plain], '\n\n'),
    offsets: [...one.offsets, one.end, one.end, ...other.offsets],
  };
}

const MARKDOWN_LINK =
  /\[(?<label>(?:[^[\]\n\\]|\\.){1,300})\]\((?<href>https?:\/\/[^\s()]{1,2000})(?:\s+"[^"\n]*")?\)/uy;

function toParagraph(text: string, start: number, end: number): Paragraph {
  const source = text.slice(start, end).replace(/[\s>]+$/u, '');
  let plain = '';
  const offsets: number[] = [];
  const links: TextLink[] = [];
  const put = (piece: string, at: number): void => {
    for (let unit = 0; unit < piece.length; unit += 1) offsets.push(at + unit);
    plain += piece;
  };
  const isQuotation = source.split('\n').every((line) => /^\s{0,3}>/u.test(line));
  let at = 0;
  while (at < source.length) {
    if (isQuotation && (at === 0 || source.charAt(at - 1) === '\n')) {
      at += /^\s{0,3}>[ \t]?/u.exec(source.slice(at, at + 8))?.[0].length ?? 0;
      if (at >= source.length) break;
    }
    MARKDOWN_LINK.lastIndex = at;
    const link = source.charAt(at) === '[' ? MARKDOWN_LINK.exec(source) : null;
    const { label, href } = link?.groups ?? {};
    if (link && label !== undefined && href !== undefined) {
      const from = plain.length;
      put(label, start + at + 1);
      links.push({ start: from, end: plain.length, href });
      at += link[0].length;
    } else {
      put(source.charAt(at), start + at);
      at += 1;
    }
  }
  return { start, end: start + source.length, source, plain: { text: plain, links }, offsets };
}

function postsIn(paragraph: Paragraph, setting: Setting): PlainPost[] {
  const { plain, offsets } = paragraph;
  const posts: PlainPost[] = [];
  let from = 0;
  const accounts = [...bracketedHandles(plain.text)];
  for (const [index, account] of accounts.entries()) {
    if (account.start < from) continue;
    // In a name such as Ann (@ann@host) (@ann), the account is the last one.
    const next = accounts[index + 1];
    if (next && plain.text.slice(account.end, next.start).trim() === '') continue;
    const found = attributionAt(plain, from, account, {
      follows: posts.length > 0,
      isLast: next === undefined,
      isQuotation: /^ {0,3}>/u.test(paragraph.source),
      setting,
    });
    if (!found) continue;
    const { taken, start, end } = found;
    const isToEnd = plain.text.slice(end).trim() === '';
    posts.push({
      taken,
      start: start === 0 ? paragraph.start : (offsets[start] ?? paragraph.start),
      end: isToEnd ? paragraph.end : (offsets[end] ?? paragraph.end),
    });
    from = end;
  }
  return posts;
}

/**
 * Reads a paragraph that has been parsed already, such as a `<p>`: undefined where it holds no post. Other words in the paragraph of a
 * post could not be kept where they stand.
 */
export function readParagraph(plain: LinkedText): Taken | undefined {
  const accounts = [...bracketedHandles(plain.text)];
  for (const [index, account] of accounts.entries()) {
    const found = attributionAt(plain, 0, account, {
      follows: false,
      isLast: index === accounts.length - 1,
      isQuotation: false,
      setting: 'pasted',
    });
    if (!found) continue;
    if ('refusal' in found.taken || (found.start === 0 && plain.text.slice(found.end).trim() === ''))
      return found.taken;
    return refuse(
      'capture-form',
      `Other words stand in the paragraph of the post of @${account.handle}.`,
      'Put the post into a paragraph of its own, and capture that.',
    );
  }
  return undefined;
}

interface Found extends Stretch {
  readonly taken: Taken;
}

/** Reads the post whose account stands at a place of a paragraph; undefined where the words only name an account. */
function attributionAt(
  plain: LinkedText,
  from: number,
  account: { handle: string; start: number; end: number },
  {
    follows,
    isLast,
    isQuotation,
    setting,
  }: { readonly follows: boolean; readonly isLast: boolean; readonly isQuotation: boolean; readonly setting: Setting },
): Found | undefined {
  const { text } = plain;
  const rest = text.slice(account.end);
  const lead = /^[\s,:·|-]*/u.exec(rest)?.[0].length ?? 0;
  const dateText = rest.slice(lead);
  const link = plain.links.find(
    ({ start, href }) => start >= account.end && start <= account.end + lead && isPost(href),
  );
  const shown = readShownDate(link ? text.slice(link.start, link.end) : dateText);
  const [line = ''] = dateText.slice(0, 200).split('\n', 1);
  if (shown === undefined && link === undefined && (line.length > 60 || !beginsWithDate(line))) return undefined;
  const dash = findDash(text, from, account.start);
  if (shown === undefined && link === undefined) {
    // An account named in a sentence is no post; a line that is an attribution but for its date is one that cannot be read.
    if (!dash || MAY_HOLD_POST.test(line) || dateText.slice(line.length).trim() !== '') return undefined;
    return {
      start: dash.start,
      end: text.length,
      taken: refuse(
        'capture-date',
        `The date of the post of @${account.handle} cannot be read: “${dateText.trim().slice(0, 40)}”.`,
        'Write it as in January 5, 2020, and capture that.',
      ),
    };
  }
  const dateEnd = link ? link.end : account.end + lead + (shown?.length ?? 0);
  const [following = '', address = ''] =
    /^\s*<?(https?:\/\/[^\s<>]{1,500})>?/u.exec(text.slice(dateEnd, dateEnd + 600)) ?? [];
  const isFollowed = link === undefined && isPost(address);
  const end = dateEnd + (isFollowed ? following.length : 0);
  if (!dash)
    return {
      start: account.start,
      end,
      taken: refuse(
        'capture-form',
        `No dash stands before the name of @${account.handle}, so where the words of the post end cannot be known.`,
        'Put — before the name, and capture that.',
      ),
    };
  const opened = beginningOf(text.slice(from, dash.start));
  const words = sliceLinked(plain, from + opened.start, from + opened.end);
  const notes = [...opened.notes, ...dash.notes];
  if (follows && opened.start === 0 && !/^[ \t]*\n/u.test(text.slice(from)))
    notes.push('Its words are taken to begin where the post before it ends.');
  if (isLast && text.slice(end).trim() !== '')
    notes.push('More words follow the date in its paragraph; they stay there.');
  const decoded = decodeEntities(words);
  if (TAG.test(decoded.text))
    return {
      start: from,
      end,
      taken: refuse(
        'capture-form',
        `HTML stands within the words of the post of @${account.handle}.`,
        'Capture the HTML of the whole embed, or the words alone.',
      ),
    };
  if (/^date\s+\d{4}-\d\d-\d\d/iu.test(decoded.text))
    return {
      start: from,
      end,
      taken: refuse(
        'capture-form',
        `The paragraph of the post of @${account.handle} begins with the date of a story, so where its words begin cannot be known.`,
        'Put a blank line before the first word of the post, and capture that.',
      ),
    };
  if (setting === 'story' ? MARKDOWN_SIGNS.test(decoded.text) : LIST_SIGN.test(decoded.text))
    notes.push('Signs of Markdown in its words are kept as they stand.');
  if (setting === 'story' && !isQuotation && decoded.text.includes('\n'))
    notes.push('Its words are all the lines of its paragraph.');
  const taken = toEntry({
    words: setting === 'story' ? withoutSoftBreaks(decoded) : decoded,
    name: cleanName(decodeEntities({ text: text.slice(dash.nameStart, account.start), links: [] }).text),
    handle: account.handle,
    dateText: link ? text.slice(link.start, link.end) : dateText,
    address: link?.href ?? (isFollowed ? address : undefined),
    captured: 'plain-text',
    notes,
  });
  const tooLong = 'post' in taken ? longerThanAllowed(taken.post.text ?? '', taken.post) : undefined;
  if (tooLong !== undefined) return { start: from, end, taken: tooLong };
  return { start: from + opened.start - opened.quote, end, taken };
}

const TAG = /<\/?[a-z][^<>]*>/iu;
const LIST_SIGN = /^(?:[-+*]|\d{1,9}[.)])\s/u;
const MARKDOWN_SIGNS =
  /\\[!-/:-@[-`{-~]|\*\S|`|(?<![\p{L}\p{N}])_\S|!\[|^(?:[-+]|\d{1,9}[.)]|#{1,6})\s|^(?:\||\[\^| {4}|\t)/u;

/** In a story’s Markdown a line break is a space, unless two spaces or a backslash stand before it. */
function withoutSoftBreaks({ text, links }: LinkedText): LinkedText {
  const lines = text.split('\n');
  let joined = '';
  let read = 0;
  const shifts: [from: number, by: number][] = [];
  lines.forEach((line, index) => {
    const hard = /(?: {2,}|\\)$/u.exec(line);
    const isLast = index === lines.length - 1;
    const kept = isLast ? line : line.replace(/(?:\s+|\\)$/u, '');
    const isParagraphEnd = line.trim() === '' || lines[index + 1]?.trim() === '';
    joined += kept + (isLast ? '' : hard || isParagraphEnd ? '\n' : ' ');
    read += line.length + 1;
    shifts.push([read, joined.length - read]);
  });
  const moved = (offset: number) => offset + (shifts.findLast(([from]) => from <= offset)?.[1] ?? 0);
  return { text: joined, links: links.map((link) => ({ ...link, start: moved(link.start), end: moved(link.end) })) };
}

/** A date, or an attempt at one: a number, or a word that is not the beginning of a sentence. */
function beginsWithDate(text: string): boolean {
  return /\p{Nd}/u.test(text) || text.trim() === '';
}

function isPost(href: string): boolean {
  return parsePostAddress(plainAddress(href) ?? '') !== undefined;
}

const QUOTES: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['"', '"'],
  ['«', '»'],
  ['„', '“'],
  ['„', '”'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ['‘', '’'],
];
/** Words that introduce a post; those of speaking alone stand in posts as well. */
const INTRODUCES =
  /(?:tweet|twitter|posted\b|\bpost\b|bluesky|mastodon|threads|tuit|твит|ट्वीट|تويت|تغريد|غرد|ツイート|\bon X\b)[^.!?。:：]{0,80}[:：]\s*$/iu;
/** Longest words before a dash in which their beginning is looked for. */
const LONGEST_WORDS = 5000;

/** Finds where the words of a post begin in what stands before its dash. */
function beginningOf(before: string): { start: number; end: number; quote: number; notes: string[] } {
  const end = before.trimEnd().length;
  const words = before.slice(0, end);
  if (end > LONGEST_WORDS) return { start: 0, end, quote: 0, notes: [] };
  for (const [open, close] of QUOTES) {
    if (!words.endsWith(close)) continue;
    if (words.trimStart().startsWith(open) && words.trim().length > 1)
      return { start: 0, end, quote: 0, notes: ['Its words stand in quotation marks, which are kept.'] };
    const at = open === close ? words.indexOf(open) : words.lastIndexOf(open, end - 2);
    const lead = words.slice(0, Math.max(0, at)).trim();
    if (at > 0 && lead !== '' && at < end - 1 && (/[:：,，]$/u.test(lead) || INTRODUCES.test(`${lead}:`)))
      return {
        start: at + open.length,
        end: end - close.length,
        quote: open.length,
        notes: [`Its words are taken to be those in quotation marks after “${lead.slice(-40)}”.`],
      };
  }
  for (const match of words.matchAll(/[:：]\s+/gu)) {
    const stop = match.index + match[0].length;
    const lead = words.slice(0, stop);
    if (INTRODUCES.test(lead) && words.slice(stop).trim() !== '')
      return { start: stop, end, quote: 0, notes: [`Its words are taken to begin after “${lead.trim().slice(-40)}”.`] };
  }
  return { start: 0, end, quote: 0, notes: [] };
}

/** Decodes the character references that text copied from a page’s source holds. */
function decodeEntities({ text, links }: LinkedText): LinkedText {
  if (links.length > 0 || !/&(?:#\d+|#x[\da-f]+|[a-z]+);/iu.test(text)) return { text, links };
  const decoded = text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp|mdash|ndash|hellip|rsquo|lsquo|ldquo|rdquo));/giu,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0x1f && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    },
  );
  return { text: decoded, links };
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
};

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Gives the least that a text can count on X, where an address counts 23 and pictures and accounts that are answered count nothing. */
function leastLength(text: string): number {
  const counted = text
    .replace(/^(?:\s*@\w+)+/u, '')
    .replace(/(?:\s*(?:https?:\/\/)?pic\.(?:twitter|x)\.com\/\w+)+\s*$/u, '')
    .replace(/https?:\/\/\S{12,}/gu, 'x'.repeat(12));
  return [...graphemes.segment(counted.trim())].length;
}

/** Days on which X let posts be longer: 280 characters from November 2017 (some from September), far more from February 2023. */
const LIMITS: readonly (readonly [until: string, length: number])[] = [
  ['2017-09-25', 140],
  ['2023-02-07', 280],
];

/** Gives how long a post of a day could be; undefined where no limit is known. */
function limitOn(date: string): number | undefined {
  return LIMITS.find(([until]) => date.slice(0, 10) <= until)?.[1];
}

/** Words longer than a post of that day could be are not all its own. */
function longerThanAllowed(text: string, { date, platform, handle }: PostEntry): Taken | undefined {
  const limit = platform === undefined ? limitOn(date) : undefined;
  if (limit === undefined || leastLength(text) <= limit) return undefined;
  return refuse(
    'capture-form',
    `What stands before the name of @${handle} is longer than a post could be in ${date.slice(0, 4)} (${limit} characters), so where its words begin cannot be known.`,
    'Put a blank line before the first word of the post, and capture that.',
  );
}

/**
 * A post can have blank lines inside. Where pasted text is posts and nothing else, paragraphs before the one with the name belong to
 * the post, if all of them together are no longer than a post could be. Undefined where that cannot be.
 */
function withParagraphsBefore(text: string, from: number, post: PlainPost): PlainPost | undefined {
  const before = text.slice(from, post.start);
  // Words that end with a colon introduce the post.
  if (before.trim() === '' || /[:：]\s*$/u.test(before)) return post;
  const { taken } = post;
  if (!('post' in taken) || taken.notes.some((note) => note.startsWith('Its words are taken'))) return undefined;
  if (/^\s*(?:#|date\b|\d{4}-\d\d|>|[-*+]\s|\||<|:)/mu.test(before)) return undefined;
  const words = `${before.trim()}\n\n${taken.post.text}`.replace(/\n[ \t]*\n\s*/gu, '\n\n');
  const limit = (taken.post.platform === undefined ? limitOn(taken.post.date) : undefined) ?? 280;
  if (leastLength(words) > limit) return undefined;
  return {
    start: from + before.length - before.trimStart().length,
    end: post.end,
    taken: {
      ...taken,
      post: { ...taken.post, text: words },
      notes: [...taken.notes, 'Its words are taken to begin with the first paragraph before it.'],
    },
  };
}
