/** Pasted text, an embed, oEmbed JSON or a page → records of posts, and the text with their places. */
import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { parsePostAddress } from '../model/post-address.ts';
import { placesIn } from '../reading/place.ts';
import { beginsWithDash } from './attribution.ts';
import { attribute, blocksOf } from './embed-blocks.ts';
import { type EmbedPlace, embedPlaces, LONGEST_EMBED, type Stretch } from './embed-places.ts';
import { readEmbed } from './embed.ts';
import { keyFor } from './keys.ts';
import { errorText, gone, readReplies } from './oembed.ts';
import { joinLinked, type LinkedText } from './linked-text.ts';
import { MAY_HOLD_POST, plainPosts, readParagraph, type Setting } from './plain-text.ts';
import { plainAddress, wordless } from './record.ts';
import {
  type Captured,
  type Edit,
  type Note,
  type Origin,
  type PlacedRefusal,
  type PostEntry,
  refuse,
  type Taken,
} from './result.ts';

/** Options of a capture. */
export interface CaptureOptions {
  /** Keys that the story has already. */
  readonly keys?: Iterable<string>;
  /** Posts that the story has already. */
  readonly known?: readonly Pick<PostEntry, 'platform' | 'id' | 'key'>[];
  /** Replies of platforms by the address of the post, in which words are looked up that the material does not have. */
  readonly replies?: ReadonlyMap<string, string>;
  /** Takes only posts of which nothing was taken for granted, and leaves the rest without a word. */
  readonly certainOnly?: boolean;
  /** `story` for the text of a story, whose paragraphs are its editor’s; `pasted` by default. */
  readonly setting?: Setting;
}

/** Captures the posts in material whose newlines are LF. Never throws, whatever the text; nothing is fetched. */
export function capture(
  material: string,
  { keys = [], known = [], setting = 'pasted', replies = new Map(), certainOnly = false }: CaptureOptions = {},
): Captured {
  const assembly = new Assembly(material, new Set(keys), known);
  const json = jsonIn(material);
  if (json !== undefined) {
    const replies = readReplies(json, embedsIn);
    for (const taken of replies ?? [refuse('capture-form', 'The JSON holds no reply of an oEmbed endpoint.', FORMS)])
      assembly.add({ start: 0, end: 0 }, taken);
    return assembly.finish({ placesAlone: true });
  }
  const isDocument = DOCUMENT.test(material.slice(0, 5000));
  const front = frontMatterEnd(material);
  for (const { stretch, taken, note } of placesOf(material, isDocument, setting, front)) {
    if (certainOnly && !(taken && isCertain(taken))) continue;
    if (taken) assembly.add(stretch, withReply(taken, replies));
    if (note !== undefined) assembly.note(stretch.start, note);
  }
  if (certainOnly) return assembly.finish({ placesAlone: false });
  if (assembly.isEmpty && setting === 'pasted' && TAGS.test(material)) {
    const taken = readFragment(material);
    if (taken) assembly.add({ start: 0, end: material.length }, taken);
  }
  if (assembly.isEmpty) {
    const error = errorText(material);
    if (error !== undefined) assembly.add({ start: 0, end: 0 }, gone(error, undefined));
    else if (setting === 'pasted')
      assembly.add(
        { start: 0, end: 0 },
        refuse('capture-form', material.trim() === '' ? 'The material is empty.' : 'No post was found in it.', FORMS),
      );
  }
  return assembly.finish({ placesAlone: false });
}

const FORMS = 'Give TEXT — NAME (@ACCOUNT) DATE, the HTML of an embed, or the JSON of an oEmbed reply.';
const DOCUMENT = /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype|html|head|body)\b/iu;

function jsonIn(material: string): unknown {
  if (!/^\s*[{[]/u.test(material)) return undefined;
  try {
    return JSON.parse(material) as unknown;
  } catch (error) {
    // A text that only begins with a bracket.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Gives where the text of a story begins: its front matter is no place for posts. */
function frontMatterEnd(material: string): number {
  const [block] = /^---\n[\s\S]*?\n---[ \t]*(?:\n|$)/u.exec(material) ?? [];
  return block?.length ?? 0;
}

/** An embed says itself where its words begin and end. */
function isCertain(taken: Taken): boolean {
  return 'post' in taken && (taken.notes.length === 0 || taken.post.captured === 'embed');
}

/** Puts the platform’s reply where the material has no words. */
function withReply(taken: Taken, replies: ReadonlyMap<string, string>): Taken {
  if (!('refusal' in taken) || taken.refusal.address === undefined) return taken;
  const reply = replies.get(taken.refusal.address);
  if (reply === undefined) return taken;
  const json = jsonIn(reply);
  if (json === undefined) return gone(errorText(reply) ?? reply.slice(0, 80), taken.refusal.address);
  const [found, other] = readReplies(json, embedsIn) ?? [];
  if (!found || other)
    return refuse('capture-form', `The platform’s reply about ${taken.refusal.address} holds no post.`, FORMS);
  if ('refusal' in found) return found;
  const asked = parsePostAddress(taken.refusal.address)?.id;
  if (asked !== found.post.id)
    return refuse(
      'capture-disagrees',
      `Asked about the post ${asked}, the platform replied with ${found.post.id ?? 'one without an id'}.`,
      FORMS,
    );
  return { ...found, reply };
}

interface Place {
  readonly stretch: Stretch;
  readonly taken?: Taken;
  readonly note?: string;
}

/** Finds everything in a text that is a post or stands for one, in order. */
function placesOf(text: string, isDocument: boolean, setting: Setting, from: number): Place[] {
  const places: Place[] = [];
  const skipped: Stretch[] = [
    ...(from > 0 ? [{ start: 0, end: from }] : []),
    ...(isDocument ? [] : fencedCode(text, from)),
  ];
  const taken: Stretch[] = [];
  const embeds = embedPlaces(text, skipped);
  for (let next = embeds.next(true); next.done !== true;) {
    const place = next.value;
    const found = readPlace(place);
    const isTaken = found.taken !== undefined || found.note !== undefined;
    if (isTaken) {
      places.push({ stretch: place, ...found });
      taken.push(place);
    }
    next = embeds.next(isTaken);
  }
  for (const gap of gapsIn(text.length, inOrder([...skipped, ...taken]))) {
    for (const found of paragraphPosts(text, gap)) {
      places.push(found);
      taken.push(found.stretch);
    }
  }
  const around = inOrder([...skipped, ...taken]);
  for (const gap of gapsIn(text.length, around)) {
    for (const found of namedPosts(text, gap)) {
      places.push(found);
      taken.push(found.stretch);
    }
  }
  if (!isDocument) {
    const all = inOrder([...skipped, ...taken]);
    for (const gap of gapsIn(text.length, all)) {
      const isAll = all.length === 0;
      for (const { taken: post, ...stretch } of plainPosts(text, gap, isAll ? setting : 'story'))
        places.push({ stretch, taken: post });
    }
  }
  return places.toSorted((one, other) => one.stretch.start - other.stretch.start);
}

function inOrder(stretches: readonly Stretch[]): Stretch[] {
  return stretches.toSorted((one, other) => one.start - other.start);
}

const PARAGRAPH = /<p(?:\s[^<>]{0,500})?>(?<inner>(?:[^<]|<(?!\/?p[\s>])){1,5000})<\/p>/giu;

/** Finds posts that stand in HTML paragraphs as plain words; a name in a paragraph of its own belongs to the one before it. */
function paragraphPosts(text: string, { start, end }: Stretch): Place[] {
  const places: Place[] = [];
  const paragraph = new RegExp(PARAGRAPH);
  paragraph.lastIndex = start;
  let before: { words: LinkedText; start: number; end: number } | undefined;
  for (let match = paragraph.exec(text); match && paragraph.lastIndex <= end; match = paragraph.exec(text)) {
    const stretch = { start: match.index, end: paragraph.lastIndex };
    const inner = match.groups?.['inner'] ?? '';
    const isBehind = before !== undefined && text.slice(before.end, stretch.start).trim() === '';
    const above = isBehind ? before : undefined;
    before = { words: wordsOf(inner), ...stretch };
    if (!MAY_HOLD_POST.test(before.words.text)) continue;
    const joined =
      above && beginsWithDash(before.words.text) ? joinLinked([above.words, before.words], '\n') : undefined;
    const taken = readParagraph(joined ?? before.words);
    if (!taken) continue;
    places.push({ stretch: { start: joined && above ? above.start : stretch.start, end: stretch.end }, taken });
    before = undefined;
  }
  return places;
}

function wordsOf(html: string): LinkedText {
  const element = parseQuotation(`<blockquote>${html}</blockquote>`);
  const blocks = element === undefined ? [] : blocksOf(element, { keepNewlines: false, leaveOut: () => false });
  return joinLinked(blocks, '\n\n');
}

/** Gives the stretches between others, which are in order. */
function* gapsIn(length: number, others: readonly Stretch[]): Generator<Stretch> {
  let from = 0;
  for (const { start, end } of others) {
    if (start > from) yield { start: from, end: start };
    from = Math.max(from, end);
  }
  if (from < length) yield { start: from, end: length };
}

/** Finds fenced code blocks of Markdown, in which markup is only shown. */
function fencedCode(text: string, from: number): Stretch[] {
  const stretches: Stretch[] = [];
  const fence = /^ {0,3}(?<fence>`{3,}|~{3,})(?<rest>[^\n]*)$/gmu;
  fence.lastIndex = from;
  let open: { start: number; fence: string } | undefined;
  for (let match = fence.exec(text); match?.groups; match = fence.exec(text)) {
    const { fence: found = '', rest = '' } = match.groups;
    if (!open) {
      if (found.startsWith('~') || !rest.includes('`')) open = { start: match.index, fence: found };
    } else if (found.startsWith(open.fence) && rest.trim() === '') {
      stretches.push({ start: open.start, end: fence.lastIndex });
      open = undefined;
    }
  }
  if (open) stretches.push({ start: open.start, end: text.length });
  return stretches;
}

/** Most tags in one embed; official ones have some twenty. */
const MOST_TAGS = 2000;

function readPlace({ html, kind }: EmbedPlace): Pick<Place, 'taken' | 'note'> {
  switch (kind) {
    case 'comment':
      return { note: 'An embed stands in an HTML comment, which readers never saw; it is left there.' };
    case 'unclosed':
      return {
        taken: refuse(
          'capture-form',
          'The <blockquote> of an embed is never closed.',
          'Copy the whole embed, and capture that.',
        ),
      };
    case 'frame':
      return { taken: readFrame(html) };
    case 'quotation': {
      const element = parseQuotation(html);
      if (element === undefined)
        return {
          taken: refuse(
            'capture-form',
            'An embed is too large, or nested too deep.',
            'Copy the post alone, and capture that.',
          ),
        };
      const taken = readEmbed(element);
      return taken === undefined ? {} : { taken };
    }
  }
}

function parseQuotation(html: string): Element | undefined {
  if (html.length > LONGEST_EMBED || html.split('<').length > MOST_TAGS) return undefined;
  const { children } = fromHtml(html, { fragment: true });
  return children.find((child) => child.type === 'element');
}

const TAGS = /<(?:p|a|div|span|br)(?=[\s>/])/iu;

/** Reads a piece of HTML that is the inside of an embed and nothing else. */
function readFragment(html: string): Taken | undefined {
  if (html.length > LONGEST_EMBED || DOCUMENT.test(html)) return undefined;
  const element = parseQuotation(`<blockquote>${html}</blockquote>`);
  return element && readEmbed(element);
}

/** A frame or an element that only a script fills has no words. */
function readFrame(tag: string): Taken {
  const [, x] = /(?:data-?tweet-?id\s*=\s*["']?|[?&](?:amp;)?id=)(\d{1,20})/iu.exec(tag) ?? [];
  const { children } = fromHtml(tag, { fragment: true });
  const [element] = children;
  const src = element?.type === 'element' ? (attribute(element, 'src') ?? attribute(element, 'dataSrc')) : undefined;
  const address =
    src === undefined ? undefined : plainAddress(src.replace(/\/embed\/?(?:captioned\/?)?(?=$|[?#])/u, ''));
  const known = address === undefined ? undefined : parsePostAddress(address);
  if (known?.platform === 'youtube') return wordless(known.id, `https://www.youtube.com/watch?v=${known.id}`);
  return wordless(x, known === undefined ? undefined : address);
}

/** Gives the posts of the embeds in a piece of HTML. */
function embedsIn(html: string): Taken[] {
  return placesOf(html, true, 'pasted', 0).flatMap(({ taken }) => taken ?? []);
}

const NAMED: readonly RegExp[] = [
  // Hugo
  /\{\{[<%]\s*(?:tweet|x|twitter|x_simple|twitter_simple)\b(?<hugo>[^{}]{0,300}?)\s*\/?[>%]\}\}/gu,
  // Liquid and Nunjucks
  /\{%-?\s*(?:tweet|twitter|embed|oembed|x)\b(?<liquid>[^{}%]{0,500}?)-?%\}/gu,
  // WordPress
  /\[(?:tweet|embed)\b(?<wordpress>[^\]\n]{0,300})\](?:(?<inner>https?:\/\/[^\s[\]]{1,500})\[\/embed\])?/gu,
  // An address alone on its line
  /^[ \t]*<?(?<bare>https?:\/\/[^\s<>]{1,500})>?[ \t]*$/gmu,
];

/** Finds what only names a post: shortcodes, and addresses on lines of their own. */
function namedPosts(text: string, { start, end }: Stretch): Place[] {
  const places: Place[] = [];
  for (const pattern of NAMED) {
    const form = new RegExp(pattern);
    form.lastIndex = start;
    for (let match = form.exec(text); match && match.index < end; match = form.exec(text)) {
      if (form.lastIndex > end) break;
      const named = namedIn(match.groups ?? {}, match[0]);
      if (named) places.push({ stretch: { start: match.index, end: form.lastIndex }, taken: named });
    }
  }
  return places;
}

function namedIn(groups: Readonly<Record<string, string | undefined>>, whole: string): Taken | undefined {
  const words =
    groups['hugo'] ?? groups['liquid'] ?? `${groups['inner'] ?? ''} ${groups['wordpress'] ?? groups['bare'] ?? ''}`;
  const [address] = /https?:\/\/[^\s"'<>\]]+/u.exec(words) ?? [];
  const url = address === undefined ? undefined : plainAddress(address);
  if (url !== undefined) {
    const known = parsePostAddress(url);
    if (!known || (known.platform === 'youtube' && groups['bare'] !== undefined)) return undefined;
    return wordless(known.id, url);
  }
  if (groups['bare'] !== undefined || /^\[|embed/u.test(whole)) return undefined;
  const [, user] = /\buser\s*=\s*["']?([A-Za-z0-9_]{1,15})/u.exec(words) ?? [];
  const [id] = /(?<!\d)\d{1,20}(?!\d)/u.exec(words.replace(/\buser\s*=\s*["']?[A-Za-z0-9_]*["']?/u, '')) ?? [];
  if (id === undefined) return user === undefined ? undefined : wordless(undefined, undefined);
  return wordless(id, user === undefined ? undefined : `https://twitter.com/${user}/status/${id}`);
}

/** Puts records, places and refusals together as they are found, in the order of the material. */
class Assembly {
  readonly #material: string;
  readonly #keys: Set<string>;
  readonly #known: NonNullable<CaptureOptions['known']>;
  readonly #placeOf: ReturnType<typeof placesIn>;
  readonly #posts: PostEntry[] = [];
  readonly #refused: PlacedRefusal[] = [];
  readonly #notes: Note[] = [];
  readonly #edits: Edit[] = [];
  readonly #origins: Origin[] = [];
  #text = '';
  #from = 0;

  constructor(material: string, keys: Set<string>, known: NonNullable<CaptureOptions['known']>) {
    this.#material = material;
    this.#keys = keys;
    this.#known = known;
    this.#placeOf = placesIn(material);
  }

  get isEmpty(): boolean {
    return this.#posts.length === 0 && this.#refused.length === 0;
  }

  add(stretch: Stretch, found: Taken): void {
    const taken = this.#unlessKnown(found);
    if ('refusal' in taken) {
      const excerpt = this.#material
        .slice(stretch.start, Math.min(stretch.end, stretch.start + 400))
        .trim()
        .replace(/\s+/gu, ' ');
      this.#refused.push({
        ...taken.refusal,
        ...this.#placeOf(this.#begin(stretch)),
        excerpt: excerpt.length > 120 ? `${excerpt.slice(0, 120)}…` : excerpt,
      });
      return;
    }
    this.#place(stretch, this.#keyOfSame(stretch, taken.post) ?? this.#keep(stretch, taken));
  }

  #unlessKnown(taken: Taken): Taken {
    if ('refusal' in taken || taken.post.id === undefined) return taken;
    const { id, platform = 'x' } = taken.post;
    const same = this.#known.find((post) => post.id === id && (post.platform ?? 'x') === platform);
    if (!same) return taken;
    const key = same.key ?? id;
    return refuse(
      'capture-form',
      `The story has the post ${id} already${same.key === undefined ? '' : `, as ${key}`}.`,
      `Place it with ::tweet{key="${key}"}.`,
    );
  }

  note(offset: number, message: string): void {
    this.#notes.push({ message, ...this.#placeOf(offset) });
  }

  finish({ placesAlone }: { readonly placesAlone: boolean }): Captured {
    const rest = placesAlone ? '' : this.#material.slice(this.#from);
    return {
      posts: this.#posts,
      text: `${this.#text}${rest}`,
      refused: this.#refused,
      notes: this.#notes,
      edits: this.#edits,
      origins: this.#origins,
    };
  }

  #begin({ start, end }: Stretch): number {
    const stretch = this.#material.slice(start, Math.min(end, start + 1000));
    return start + stretch.length - stretch.trimStart().length;
  }

  /** A post that stands in the material twice has one record. */
  #keyOfSame(stretch: Stretch, post: PostEntry): string | undefined {
    const same = this.#posts.find(
      ({ id, platform, text }) =>
        id !== undefined && id === post.id && platform === post.platform && text === post.text,
    );
    if (same)
      this.note(this.#begin(stretch), `The post stands in the material before; it has one record. (@${post.handle})`);
    return same?.key;
  }

  #keep(stretch: Stretch, taken: Extract<Taken, { post: unknown }>): string {
    const key = keyFor(taken.post, this.#keys);
    const quoted = taken.quoted && 'post' in taken.quoted ? this.#keep(stretch, taken.quoted) : undefined;
    this.#posts.push({ key, ...withQuoted(taken.post, quoted) });
    this.#origins.push({
      start: stretch.start,
      end: stretch.end,
      ...(taken.reply !== undefined && { reply: taken.reply }),
    });
    for (const message of taken.notes) this.note(this.#begin(stretch), `${message} (@${taken.post.handle})`);
    return key;
  }

  /** A place stands on a line of its own, with an empty line on either side. */
  #place({ start, end }: Stretch, key: string): void {
    const between = this.#material.slice(this.#from, start).replace(/[ \t]+$/u, '');
    const begin = this.#from + between.length;
    this.#text += between;
    const isAlone = this.#text === '' || /(?:^|\n)[ \t>]*\n[ \t]*$/u.test(this.#text.slice(-200));
    const before = isAlone ? '' : this.#text.endsWith('\n') ? '\n' : '\n\n';
    const after = this.#material.slice(end, end + 1000);
    const [spaces = ''] = /^[ \t]*/u.exec(after) ?? [];
    const next = after.slice(spaces.length);
    let behind = '';
    if (next === '') behind = start === end ? '\n\n' : '';
    else if (!next.startsWith('\n')) behind = '\n\n';
    else if (!/^\n[ \t]*(?:\n|$)/u.test(next)) behind = '\n';
    const insert = `${before}::tweet{key="${key}"}${behind}`;
    this.#text += insert;
    this.#from = end + spaces.length;
    this.#edits.push({ start: begin, end: this.#from, insert });
  }
}

/** Puts `quoted` where the schema has it, before the id. */
function withQuoted({ id, url, captured, ...words }: PostEntry, quoted: string | undefined): PostEntry {
  return {
    ...words,
    ...(quoted !== undefined && { quoted }),
    ...(id !== undefined && { id }),
    ...(url !== undefined && { url }),
    ...(captured !== undefined && { captured }),
  };
}
