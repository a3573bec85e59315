import type { FrontMatter } from '../../model/article.ts';
import { compareDates, latestOf } from '../../model/day.ts';
import { WITHHELD } from '../../model/quote.ts';
import type { Database, Row } from '../database.ts';
import type { FeedEntry, QuoteRow } from '../rows.ts';
import { type Placed, placeQuotes } from '../placing.ts';
import type { ThreadPost } from '../threads.ts';
import { FACET } from '../facets.ts';
import { tracked } from '../tracker.ts';
import { cardOf } from './cards.ts';
import { readSiteRow } from './site.ts';
import { authorsOf, quotesOf, textOf } from './stories.ts';

/** A feed has at most so many stories; fewer, but not fewer than the least, where their texts have more bytes than these. */
const FEED = { most: 50, least: 10, bytes: 200_000 };

/** The newest stories, as a feed carries them: fifty, or as many as it holds where they are long. */
export const newestEntries = tracked(
  'newestEntries',
  (database): FeedEntry[] => {
    const rows = database.all(
      `SELECT id, path, ord, address FROM story WHERE public = 1 ORDER BY ord DESC LIMIT ${FEED.most}`,
    );
    const entries: FeedEntry[] = [];
    let bytes = 0;
    for (const row of rows) {
      const entry = toEntry(database, row);
      bytes += Buffer.byteLength(entry.html);
      if (entries.length >= FEED.least && bytes > FEED.bytes) break;
      entries.push(entry);
    }
    return entries;
  },
  { on: () => [FACET.stories] },
);

function toEntry(database: Database, row: Row): FeedEntry {
  const id = Number(row['id']);
  const site = readSiteRow(database);
  const front = JSON.parse(
    String(database.get('SELECT front FROM story_record WHERE story = ?', id)?.['front']),
  ) as FrontMatter;
  return {
    ...cardOf(database, id),
    changed: latestOf([
      front.date,
      ...(front.updated === undefined ? [] : [front.updated]),
      ...front.corrections.map(({ date }) => date),
    ]),
    lang: front.language ?? site.language,
    authors: authorsOf(database, id, front).map(({ name }) => name),
    topics: front.topics.map(({ name }) => name),
    html: storyHtml(database, row, front),
  };
}

/** Gives the whole text with all its quotes and corrections. Pictures of the front matter are left out: a feed is for reading. */
function storyHtml(database: Database, row: Row, front: FrontMatter): string {
  const quotes = quotesOf(database, Number(row['id']));
  const parts = textOf(database, row, new URL(readSiteRow(database).url).origin);
  const corrections = front.corrections
    .toSorted((a, b) => compareDates(a.date, b.date))
    .map(({ date, text }) => `<p>Correction, ${date}: ${escapeText(text)}</p>`);
  return [...placeQuotes(parts, quotes).map((part) => partHtml(part, quotes)), ...corrections].join('');
}

function partHtml(part: Placed, quotes: readonly QuoteRow[]): string {
  switch (part.kind) {
    case 'html':
      return part.html;
    case 'statement':
      return quoteHtml(part.index, quotes);
    case 'thread':
      return part.posts.map((post) => postHtml(post, quotes)).join('');
    case 'again':
      return '';
  }
}

function postHtml({ index, quoted }: ThreadPost, quotes: readonly QuoteRow[]): string {
  return quoteHtml(index, quotes, quoted && postHtml(quoted, quotes));
}

/** `within` is the HTML of a post that stands inside this one. */
function quoteHtml(index: number, quotes: readonly QuoteRow[], within = ''): string {
  const quote = quotes[index];
  if (!quote) throw new Error(`There is no quote ${index}.`);
  const by = quote.kind === 'tweet' ? `${quote.author} (@${quote.handle})` : quote.speaker;
  if (quote.withheld) return `<p>${WITHHELD[quote.kind]}</p>${within}<p>— ${escapeText(by)}</p>`;
  const paragraphs = quote.text
    .split(/\n\s*\n/u)
    .map((paragraph) => `<p>${paragraph.split('\n').map(escapeText).join('<br>')}</p>`);
  return `<blockquote>${paragraphs.join('')}${within}</blockquote><p>— ${escapeText(by)}</p>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;');
}
