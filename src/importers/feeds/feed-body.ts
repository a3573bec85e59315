/** Texts that feeds cut off. */
import { wordsOf } from '../body/words.ts';

const CUT_OFF =
  /(?:\[?(?:…|\.\.\.)\]?|\b(?:read|see|view) (?:more|on|the (?:full|rest|whole)\b.{0,60})|\bcontinue reading\b.{0,200}|\bfull (?:story|article)|\bmore\b ?(?:»|>>|→))[\s»›→>.)\]]*$/iu;
/** What WordPress puts under the words of a feed. */
const SIGNATURE = /\s*The post .{1,400} (?:first appeared|appeared first) on .{1,200}$/u;
const LONGEST_SIGNATURE = 700;

const withoutSignature = (words: string): string =>
  words.slice(0, -LONGEST_SIGNATURE) + words.slice(-LONGEST_SIGNATURE).replace(SIGNATURE, '');

/** What FeedBurner puts under the words of a feed: pictures that lead to other services. */
const FLARE = /<div class="feedflare">[\s\S]{0,20000}?<\/div>/giu;

/** Gives a text of a feed as the page had it: without what others put under it, and with paragraphs where blank lines alone part them. */
export function asWritten(html: string, tellFlare: () => void): string {
  const own = html.replace(FLARE, () => {
    tellFlare();
    return '';
  });
  if (/<[a-z!]/iu.test(own)) return own;
  const paragraphs = own.split(/\n[^\S\n]*\n/u).filter((words) => words.trim() !== '');
  return paragraphs.length < 2 ? own : paragraphs.map((words) => `<p>${words.trim()}</p>`).join('\n');
}

/** Fields that hold a summary more often than a whole text. */
const SUMMARIES = new Set(['description', 'summary', 'atom:summary', 'itunes:summary', 'content_text']);
const SHORT = 400;

/** Tells whether a text of a feed seems to be the beginning of a longer one: it says so at its end, or is a short text without markup in a field for summaries. */
export function isCutOff(field: string, html: string): boolean {
  const words = withoutSignature(wordsOf(html));
  if (CUT_OFF.test(words.slice(-300))) return true;
  return (
    SUMMARIES.has(field) &&
    words.length < SHORT &&
    !/<(?:p|br|div)\b/iu.test(html.replace(/^\s*<p>[^<]*<\/p>\s*$/iu, ''))
  );
}
