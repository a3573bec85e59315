/** One embed (`<blockquote class="twitter-tweet">` and its like) → the record of its post. */
import type { Element } from 'hast';
import { parsePostAddress } from '../model/post-address.ts';
import type { Platform } from '../model/quote.ts';
import {
  beginsWithDash,
  findDash,
  readAttributionAlone,
  bracketedHandles,
  wordsBefore,
  cleanName,
  type Attribution,
} from './attribution.ts';
import { attribute, type Block, blocksOf } from './embed-blocks.ts';
import { joinLinked, type LinkedText, type TextLink } from './linked-text.ts';
import { plainAddress, toEntry, wordless } from './record.ts';
import { refuse, type Taken } from './result.ts';

const CLASSES: Readonly<Record<string, Platform>> = {
  'twitter-tweet': 'x',
  'twitter-video': 'x',
  'bluesky-embed': 'bluesky',
  'mastodon-embed': 'mastodon',
  'text-post-media': 'threads',
};

/** Gives the platform whose embed an element is by its class. */
export function platformOfClass(classes: string): Platform | undefined {
  const known = classes.split(/\s+/u).find((name) => Object.hasOwn(CLASSES, name));
  return known === undefined ? undefined : CLASSES[known];
}

/** Reads an embed that has been parsed. A quotation that is no embed, since no post is named in it, gives undefined. */
export function readEmbed(embed: Element): Taken | undefined {
  const classed = platformOfClass(attribute(embed, 'className') ?? attribute(embed, 'classname') ?? '');
  const quoted = innerEmbed(embed);
  const named = namedBy(embed);
  const blocks = blocksOf(embed, {
    keepNewlines: classed === 'bluesky' || named?.platform === 'bluesky',
    leaveOut: (element) => element === quoted,
  });
  const read = quoted === undefined ? undefined : readEmbed(quoted);
  const attributed = attributionOf(blocks);
  if (!attributed) {
    const address = named?.address ?? blocks.flatMap(({ links }) => links.map(({ href }) => href)).find(isPostAddress);
    if (classed === undefined) return undefined;
    return withoutAttribution(blocks, address, named?.id);
  }
  const { words, line, attribution, language, direction, moment } = attributed;
  const link = dateLink(line, attribution);
  if (classed === undefined && link === undefined) return undefined;
  const address = link?.href ?? named?.address;
  const dateText =
    link === undefined || line.text.slice(link.start, link.end).trim() === ''
      ? line.text.slice(attribution.afterHandle)
      : line.text.slice(link.start, link.end);
  const bodied = classed === 'bluesky' ? withoutMarker(words) : { words, notes: [] };
  const taken = toEntry({
    platform: classed ?? (address === undefined ? undefined : parsePostAddress(plainAddress(address) ?? '')?.platform),
    words: bodied.words,
    name: attribution.name,
    handle: attribution.handle,
    dateText,
    dateLanguage: attribute(embed, 'dataLang') ?? attribute(embed, 'lang'),
    moment,
    address,
    id: named?.id,
    language: language ?? undefined,
    direction,
    captured: 'embed',
    notes: [...attribution.notes, ...bodied.notes],
  });
  if ('refusal' in taken || !read) return taken;
  return 'refusal' in read
    ? { ...taken, notes: [...taken.notes, `The post that it quotes was not taken: ${read.refusal.reason}`] }
    : { ...taken, quoted: read };
}

function innerEmbed(embed: Element): Element | undefined {
  for (const child of embed.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'blockquote' && platformOfClass(attribute(child, 'className') ?? '') !== undefined)
      return child;
    const inner = innerEmbed(child);
    if (inner) return inner;
  }
  return undefined;
}

/** What the attributes of an embed say of the post. */
function namedBy(embed: Element): { platform?: Platform; address?: string; id?: string } | undefined {
  const uri = attribute(embed, 'dataBlueskyUri');
  const [, did, rkey] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([a-z0-9]{1,64})$/u.exec(uri ?? '') ?? [];
  if (did !== undefined && rkey !== undefined)
    return { platform: 'bluesky', id: rkey, address: `https://bsky.app/profile/${did}/post/${rkey}` };
  const mastodon = attribute(embed, 'dataEmbedUrl');
  if (mastodon !== undefined) return { address: mastodon.replace(/\/embed\/?$/u, '') };
  const threads = attribute(embed, 'dataTextPostPermalink');
  if (threads !== undefined) return { address: threads };
  const id = attribute(embed, 'dataTweetId');
  if (id !== undefined && /^\d{1,20}$/u.test(id)) return { platform: 'x', id };
  const cite = attribute(embed, 'cite');
  return cite !== undefined && isPostAddress(cite) ? { address: cite } : undefined;
}

function isPostAddress(href: string): boolean {
  const address = plainAddress(href);
  return address !== undefined && parsePostAddress(address) !== undefined;
}

interface Attributed extends Pick<Block, 'language' | 'direction' | 'moment'> {
  readonly words: LinkedText;
  readonly line: LinkedText;
  readonly attribution: Attribution;
}

/** Finds the attribution: the last block, or the last two or three where it was cut at its links; or the end of the only one. */
function attributionOf(blocks: readonly Block[]): Attributed | undefined {
  for (let size = 1; size <= Math.min(3, blocks.length); size += 1) {
    const line = joinLinked(blocks.slice(-size), ' ');
    const moment = blocks.slice(-size).find((block) => block.moment !== undefined)?.moment;
    const before = blocks.slice(0, -size);
    const { language, direction } = blocks[0] ?? {};
    const common = { line, language, direction, moment };
    const alone = (before.length > 0 ? readLinkedAttribution(line) : undefined) ?? readAttributionAlone(line);
    // Without a dash at its beginning, a paragraph can hold words and attribution.
    const split = beginsWithDash(line.text) ? undefined : splitAtDash(line);
    if (split)
      return { ...common, words: joinLinked([...before, split.words], '\n\n'), attribution: split.attribution };
    if (alone) return { ...common, words: joinLinked(before, '\n\n'), attribution: alone };
  }
  return undefined;
}

/** Reads `— NAME | DATE`, as old generators of embeds wrote it: the name is a link to the account, the date one to its post. */
function readLinkedAttribution({ text, links }: LinkedText): Attribution | undefined {
  const [account, post] = links;
  if (!account || !post || !/^\s*[—–-]\s*$/u.test(text.slice(0, account.start))) return undefined;
  const address = parsePostAddress(plainAddress(post.href) ?? '');
  const [, handle] =
    /^https?:\/\/(?:www\.)?(?:twitter|x)\.com\/(\w{1,15})\/?$/u.exec(plainAddress(account.href) ?? '') ?? [];
  if (handle === undefined || address?.handle?.toLowerCase() !== handle.toLowerCase()) return undefined;
  const rest = text.slice(post.end).replace(/^[\s|·]+/u, '');
  return {
    name: cleanName(text.slice(account.start, account.end)),
    handle,
    start: 0,
    afterHandle: account.end,
    notes: rest === '' ? [] : [`What stands behind the date was left out: “${rest.slice(0, 60)}”.`],
  };
}

/** Cuts words and attribution that stand in one block at the dash between them. */
function splitAtDash(line: LinkedText): { words: LinkedText; attribution: Attribution } | undefined {
  const account = [...bracketedHandles(line.text)].at(-1);
  if (!account) return undefined;
  const dash = findDash(line.text, 0, account.start);
  if (!dash) return undefined;
  const attribution = {
    name: cleanName(line.text.slice(dash.nameStart, account.start)),
    handle: account.handle,
    start: dash.start,
    afterHandle: account.end,
    notes: dash.notes,
  };
  return { words: wordsBefore(line, 0, attribution), attribution };
}

/** The last link of the attribution that leads to a post is that of the date. */
function dateLink({ links }: LinkedText, { afterHandle }: Attribution): TextLink | undefined {
  const posts = links.filter(({ href }) => isPostAddress(href));
  return posts.findLast(({ start }) => start >= afterHandle) ?? undefined;
}

function withoutAttribution(blocks: readonly Block[], address: string | undefined, id: string | undefined): Taken {
  const url = address === undefined ? undefined : plainAddress(address);
  const isLinkAlone = ({ text, links }: Block) => links.some(({ start, end }) => end - start >= text.length);
  const words = blocks.filter((block) => !isLinkAlone(block) && !MASTODON_STANDS.test(block.text));
  if (words.length === 0) return wordless(id, url);
  return refuse(
    'capture-form',
    `No line — NAME (@ACCOUNT) DATE ends the embed${url === undefined ? '' : ` of ${url}`}.`,
    'Copy the whole embed, and capture that.',
  );
}

/** What stands in the place of the words until the platform’s script has run. */
const MASTODON_STANDS = /^(?:Post by @\S+|View on (?:Mastodon|Threads)|View this post on .{1,40})$/u;

/** Bluesky’s embeds write `[image or embed]` below the words of a post that has one. */
function withoutMarker(words: LinkedText): { words: LinkedText; notes: string[] } {
  const marker = /\s*\[image or embed\]$/u.exec(words.text);
  const link = words.links.at(-1);
  if (!marker || link?.end !== words.text.length || !isPostAddress(link.href)) return { words, notes: [] };
  const text = words.text.slice(0, marker.index);
  return {
    words: { text, links: words.links.slice(0, -1) },
    notes: ['The post has a picture or an embed, which is not in this text.'],
  };
}
