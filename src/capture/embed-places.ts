/** Where embeds stand in a text: found in one pass, so that everything around them stays as it is, byte for byte. */
import { platformOfClass } from './embed.ts';

/** A stretch of a text, half-open, in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** An embed or what stands for one. */
export interface EmbedPlace extends Stretch {
  /** The markup without the platform’s script behind it. */
  readonly html: string;
  readonly kind: 'quotation' | 'frame' | 'unclosed' | 'comment';
}

const MARKUP =
  /<!--|<(?<raw>script|style|textarea|title|xmp)(?=[\s>/])|<(?<open>blockquote|iframe|amp-twitter|twitter-?widget)(?=[\s>/])|<\/(?<close>blockquote)\s*>/giu;

/** Longest tag and longest embed that are read; official ones have some 400 and 5,000 characters. */
const LONGEST_TAG = 4000;
export const LONGEST_EMBED = 200_000;

/** Script of a platform behind its embed. */
const SCRIPT =
  /\s*<script(?=[^>]{0,2000}\bsrc\s*=\s*["']?[^"'>]{0,300}(?:platform\.(?:twitter|x)\.com|embed\.bsky\.app|threads\.(?:net|com)|\/embed\.js))[^>]{0,2000}>\s*<\/script\s*>/iuy;

/**
 * Finds the embeds of a text, in order; `skipped` are stretches in which markup is only shown, such as blocks of code. Whoever takes
 * them says of each whether it was one; where not, embeds inside of it are looked for.
 */
export function* embedPlaces(text: string, skipped: readonly Stretch[]): Generator<EmbedPlace, void, boolean> {
  const ends = quotationEnds(text);
  const markup = new RegExp(MARKUP);
  let skip = 0;
  for (let match = markup.exec(text); match; match = markup.exec(text)) {
    while ((skipped[skip]?.end ?? Infinity) <= match.index) skip += 1;
    const around = skipped[skip];
    if (around && around.start <= match.index) {
      markup.lastIndex = around.end;
      continue;
    }
    if (match[0] === '<!--') {
      const end = after(text, '-->', match.index + 4);
      const html = text.slice(match.index, end);
      if (EMBED_CLASS.test(html.slice(0, LONGEST_EMBED))) yield { start: match.index, end, html, kind: 'comment' };
      markup.lastIndex = end;
      continue;
    }
    const { raw, open } = match.groups ?? {};
    if (raw !== undefined) {
      const closer = new RegExp(`</${raw}`, 'giu');
      closer.lastIndex = match.index;
      markup.lastIndex = closer.exec(text) ? closer.lastIndex : text.length;
      continue;
    }
    if (open === undefined) continue;
    const tagEnd = endOfTag(text, match.index);
    if (tagEnd === undefined) continue;
    markup.lastIndex = tagEnd;
    const tag = text.slice(match.index, tagEnd);
    if (open.toLowerCase() !== 'blockquote') {
      if (!FRAMES.test(tag)) continue;
      const end = behindScript(text, after(text, `</${open.toLowerCase()}>`, tagEnd, tagEnd));
      yield { start: match.index, end, html: tag, kind: 'frame' };
      markup.lastIndex = end;
      continue;
    }
    const isEmbed = platformOfClass(classesIn(tag)) !== undefined;
    const { end, isInnermost } = ends.get(match.index) ?? {};
    if (end === undefined) {
      if (isEmbed) {
        const blank = text.indexOf('\n\n', tagEnd);
        yield { start: match.index, end: blank === -1 ? text.length : blank, html: tag, kind: 'unclosed' };
      }
      continue;
    }
    const html = text.slice(match.index, end);
    if (!isEmbed && !(isInnermost === true && html.includes('@') && POST_ADDRESS.test(html))) continue;
    const whole = behindScript(text, end);
    const isTaken = yield { start: match.index, end: whole, html, kind: 'quotation' };
    if (isTaken) markup.lastIndex = whole;
  }
}

const EMBED_CLASS = /twitter-tweet|twitter-video|bluesky-embed|mastodon-embed|text-post-media/u;
const FRAMES =
  /mastodon-embed|platform\.(?:twitter|x)\.com\/embed|youtube(?:-nocookie)?\.com\/embed\/|embed\.bsky\.app\/embed|threads\.(?:net|com)\/[^"'\s]*\/embed|data-?tweet-?id/iu;
/** A quotation without the class of an embed may be one all the same. */
const POST_ADDRESS = /\/status(?:es)?\/\d|\/post\/|\/@[\w.@-]{1,200}\/\d/u;

function classesIn(tag: string): string {
  const [, double, single, bare] = /\bclass(?:name)?\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/iu.exec(tag) ?? [];
  return double ?? single ?? bare ?? '';
}

/** Gives where a tag ends: at the first `>` outside of quoted values. */
function endOfTag(text: string, open: number): number | undefined {
  let quote = '';
  const limit = Math.min(text.length, open + LONGEST_TAG);
  for (let at = open; at < limit; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return at + 1;
    else if (character === '"' || character === "'") quote = character;
  }
  return undefined;
}

/** Gives for each `<blockquote>`, by its offset, where it ends, and whether none is inside of it; those never closed are absent. */
function quotationEnds(text: string): ReadonlyMap<number, { end: number; isInnermost: boolean }> {
  const ends = new Map<number, { end: number; isInnermost: boolean }>();
  const open: { start: number; isInnermost: boolean }[] = [];
  for (const match of text.matchAll(/<(\/?)blockquote(?=[\s>/])/giu)) {
    if (match[1] === '') {
      const outer = open.at(-1);
      if (outer) outer.isInnermost = false;
      open.push({ start: match.index, isInnermost: true });
    } else {
      const begun = open.pop();
      const end = text.indexOf('>', match.index) + 1;
      if (begun && end > 0) ends.set(begun.start, { end, isInnermost: begun.isInnermost });
    }
  }
  return ends;
}

function after(text: string, closer: string, from: number, otherwise = text.length): number {
  const at = text.indexOf(closer, from);
  return at === -1 || (otherwise !== text.length && at - from > 2000) ? otherwise : at + closer.length;
}

function behindScript(text: string, end: number): number {
  SCRIPT.lastIndex = end;
  const script = SCRIPT.exec(text);
  return script ? end + script[0].length : end;
}
