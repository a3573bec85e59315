import type { Address } from '../../model/addresses.ts';
import { COLUMN_SIZES, shownVariant } from '../picture-variants.ts';
import type { PictureRow, TextPart } from '../rows.ts';

/** A range of the stored HTML that becomes a link. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly address: Address;
}

/** What markers in stored HTML stand for, as the archive is now. */
export interface Resolvers {
  /** First mentions of people, in order, not overlapping. */
  readonly mentions: readonly Replacement[];
  /** Path under which the site stands, without a closing slash. */
  readonly base: string;
  readonly quoteIndex: (key: string) => number | undefined;
  /** HTML of the citation of a source. */
  readonly citation: (key: string) => string | undefined;
  readonly storyAddress: (path: string) => Address | undefined;
  readonly picture: (src: string) => PictureRow;
}

/** A whole tag. In rendered HTML every `<` outside tags is escaped, and attributes stand in double quotes. */
const TAG = /<[a-z](?:[^"<>]|"[^"]*")*>/gu;
const QUOTE = /^<dateline-quote data-kind="[a-z]+" data-key="([^"]+)">$/u;
const QUOTE_END = '</dateline-quote>';
const CITATION = /^<dateline-cite data-key="([^"]+)">$/u;
const CITATION_END = '</dateline-cite>';
const MARKER = /(?<= )(?:data-story="([^"]*)" data-fragment="([^"]*)"|data-media="([^"]*)"|href="\/(?!\/))/gu;

/** What a marker begins with; most texts have none. */
const MARKED = /<dateline-|data-story="|data-media="|href="\//u;

/**
 * Puts what the archive knows into stored HTML: people's pages, numbers of sources, stories' addresses, pictures with their
 * sizes, the site's base path. Cuts it where quotes stand. Throws on a marker that leads nowhere, since checks let none through.
 */
export function resolveHtml(html: string, resolvers: Resolvers): TextPart[] {
  if (resolvers.mentions.length === 0 && !MARKED.test(html)) return html.trim() === '' ? [] : [{ kind: 'html', html }];
  const parts: TextPart[] = [];
  const linked = linkMentions(html, resolvers);
  let text = '';
  let at = 0;
  const push = () => {
    if (text.trim() !== '') parts.push({ kind: 'html', html: text });
    text = '';
  };
  for (const match of linked.matchAll(TAG)) {
    const [tag] = match;
    text += linked.slice(at, match.index);
    at = match.index + tag.length;
    const key = QUOTE.exec(tag)?.[1];
    const cited = CITATION.exec(tag)?.[1];
    if (cited !== undefined) {
      const citation = resolvers.citation(cited);
      if (citation === undefined) throw new Error(`The text cites a source ${cited} that the story does not have.`);
      text += citation;
      at += CITATION_END.length;
    } else if (key === undefined) {
      text += resolveTag(tag, resolvers, text.endsWith('<figure>'));
    } else {
      const index = resolvers.quoteIndex(unescape(key));
      if (index === undefined) throw new Error(`The text places a quote ${key} that the story does not have.`);
      push();
      parts.push({ kind: 'quote', index });
      at += QUOTE_END.length;
    }
  }
  text += linked.slice(at);
  push();
  return parts;
}

/** `isFigure`: the tag is a picture that stands alone, and not within a link. */
function resolveTag(tag: string, { base, storyAddress, picture }: Resolvers, isFigure: boolean): string {
  let original: Address | undefined;
  const resolved = tag.replace(MARKER, (_marker, story?: string, fragment?: string, media?: string) => {
    if (story !== undefined) {
      const address = storyAddress(unescape(story));
      if (address === undefined) throw new Error(`The text links to ${story}, which has no page.`);
      return `href="${base}${address}${fragment ? `#${fragment}` : ''}"`;
    }
    if (media !== undefined) {
      const { address, width, height, variants } = picture(unescape(media));
      const size = `width="${width}" height="${height}"`;
      const shown = shownVariant(variants);
      if (!shown) return `src="${base}${address}" ${size}`;
      original = address;
      const set = variants.map((variant) => `${base}${variant.address} ${variant.width}w`).join(', ');
      return `src="${base}${shown.address}" srcset="${set}" sizes="${COLUMN_SIZES}" ${size}`;
    }
    return `href="${base}/`;
  });
  // A link needs words, and a picture without alternative text has none.
  const isLinked = isFigure && original !== undefined && !/ alt=""/u.test(tag);
  return isLinked ? `<a class="picture" href="${base}${original}">${resolved}</a>` : resolved;
}

function linkMentions(html: string, { mentions }: Resolvers): string {
  let linked = '';
  let at = 0;
  for (const { start, end, address } of mentions) {
    linked += `${html.slice(at, start)}<a class="person" href="${address}">${html.slice(start, end)}</a>`;
    at = end;
  }
  return linked + html.slice(at);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&#x22;': '"',
  '&#x26;': '&',
  '&#x27;': "'",
  '&#x3C;': '<',
  '&#x3E;': '>',
  '&amp;': '&',
  '&quot;': '"',
};

function unescape(attribute: string): string {
  return attribute.replace(/&(?:#x[0-9A-F]{2}|amp|quot);/gu, (entity) => ENTITIES[entity] ?? entity);
}
