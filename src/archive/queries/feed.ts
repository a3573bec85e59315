import type { Address } from '../../model/addresses.ts';
import type { FrontMatter } from '../../model/article.ts';
import { compareDates, latestOf } from '../../model/day.ts';
import type { Database, Row } from '../database.ts';
import type { FeedEntry, QuoteRow, TextPart } from '../rows.ts';
import { tracked } from '../tracker.ts';
import { listPages } from '../pages.ts';
import { CARD_COLUMNS, CARD_JOINS, toCard } from './cards.ts';
import { readSiteRow } from './site.ts';
import { authorsOf, quotesOf, textOf } from './stories.ts';

/** The newest fifty stories, as a feed carries them. */
export const newestEntries = tracked('newestEntries', (database): FeedEntry[] =>
  database
    .all(
      `SELECT s.id, s.path, s.ord, ${CARD_COLUMNS} FROM story s ${CARD_JOINS} WHERE s.public = 1 ORDER BY s.ord DESC LIMIT 50`,
    )
    .map((row) => toEntry(database, row)),
);

/** Years that have stories, in order. */
export const sitemapYears = tracked('sitemapYears', (database): string[] =>
  database
    .all('SELECT DISTINCT substr(ord, 1, 4) AS year FROM story WHERE public = 1 ORDER BY year')
    .map((row) => String(row['year'])),
);

/** The stories of a year, with the day or time of each one's last change. */
export const sitemapYear = tracked('sitemapYear', (database, year: string): { address: Address; lastmod: string }[] =>
  database
    .all(
      `SELECT s.address, s.date, s.updated, (SELECT max(c.date) FROM correction c WHERE c.story = s.id) AS corrected
       FROM story s WHERE s.public = 1 AND s.ord BETWEEN ? AND ? ORDER BY s.ord`,
      year,
      `${year}\u{10FFFF}`,
    )
    .map(({ address, date, updated, corrected }) => ({
      address: String(address),
      lastmod: latestOf([date, updated, corrected].flatMap((value) => (value === null ? [] : [String(value)]))),
    })),
);

/** Pages that are no stories and that a search engine should know: fronts, days, terms. */
export const sitemapPages = tracked('sitemapPages', (database): Address[] => {
  const stories = new Set(database.all('SELECT address FROM story').map((row) => String(row['address'])));
  return listPages(database).flatMap(({ address }) =>
    address.endsWith('/') && !stories.has(address) ? [address] : [],
  );
});

function toEntry(database: Database, row: Row): FeedEntry {
  const id = Number(row['id']);
  const site = readSiteRow(database);
  const front = JSON.parse(
    String(database.get('SELECT front FROM story_record WHERE story = ?', id)?.['front']),
  ) as FrontMatter;
  return {
    ...toCard(row),
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
  const placed = new Set(parts.flatMap((part) => (part.kind === 'quote' ? [part.index] : [])));
  const unplaced = quotes.flatMap((_, index): TextPart[] => (placed.has(index) ? [] : [{ kind: 'quote', index }]));
  const corrections = front.corrections
    .toSorted((a, b) => compareDates(a.date, b.date))
    .map(({ date, text }) => `<p>Correction, ${date}: ${escapeText(text)}</p>`);
  return [...[...parts, ...unplaced].map((part) => partHtml(part, quotes)), ...corrections].join('');
}

function partHtml(part: TextPart, quotes: readonly QuoteRow[]): string {
  if (part.kind === 'html') return part.html;
  const quote = quotes[part.index];
  if (!quote) throw new Error(`There is no quote ${part.index}.`);
  const by = quote.kind === 'tweet' ? `${quote.author} (@${quote.handle})` : quote.speaker;
  const paragraphs = quote.text
    .split(/\n\s*\n/u)
    .map((paragraph) => `<p>${paragraph.split('\n').map(escapeText).join('<br>')}</p>`);
  return `<blockquote>${paragraphs.join('')}</blockquote><p>— ${escapeText(by)}</p>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;');
}
