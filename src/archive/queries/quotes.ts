import type { Database, Row } from '../database.ts';
import type { AccountPost, AccountRow, PostRow, ReportRef, WordsRow } from '../rows.ts';
import { POSTS_LENGTH } from '../../model/addresses.ts';
import { hasTime } from '../../model/day.ts';
import type { Platform } from '../../model/quote.ts';
import { FACET } from '../facets.ts';
import { Gone, tracked } from '../tracker.ts';
import { optional, toStoryRef, toTermRef } from './cards.ts';
import { toQuote } from './stories.ts';

/** Columns of a quote `q` and of the story `s` that quotes it. */
export const QUOTED_COLUMNS = 'q.record, q.author_kind, q.author_id, s.address, s.title, s.day, s.language';

/**
 * The newest post of each account, as SQLite picks the other columns of the row with the maximum
 * (https://www.sqlite.org/lang_select.html#bareagg). Of posts of one date, the last by story and place: any other choice
 * would depend on the order in which the index was filled.
 */
const NEWEST_OF_ACCOUNT = `SELECT platform, account, count(DISTINCT identity) AS n, max(date || ' ' || ord || ' ' || position) AS newest, record, author_kind,
  author_id FROM quote WHERE platform IS NOT NULL`;

/** Every account that stories quote, by handle. */
export const accounts = tracked(
  'accounts',
  (database): AccountRow[] =>
    database
      .all(`${NEWEST_OF_ACCOUNT} GROUP BY platform, account ORDER BY account, platform`)
      .map((row) => toAccount(database, row)),
  { on: () => [FACET.accounts] },
);

/** One account; the handle in any case. Throws for one that no story quotes. */
export const account = tracked(
  'account',
  (database, platform: string, handle: string): AccountRow => {
    const row = database.get(
      `${NEWEST_OF_ACCOUNT} AND platform = ? AND account = ? GROUP BY platform, account`,
      platform,
      handle.toLowerCase(),
    );
    if (!row) throw new Gone(`No story quotes ${handle} on ${platform}.`);
    return toAccount(database, row);
  },
  { on: (platform, handle) => [FACET.account(platform, handle.toLowerCase())] },
);

/** Whether stories quote an account, so that it has a page: 1 or 0. */
export const hasAccount = tracked(
  'hasAccount',
  (database, platform: string, handle: string): boolean =>
    database.get('SELECT 1 FROM quote WHERE platform = ? AND account = ? LIMIT 1', platform, handle.toLowerCase()) !==
    undefined,
  { on: (platform, handle) => [FACET.account(platform, handle.toLowerCase())] },
);

/** The newest fifty preserved posts of an account with the stories that quote them, newest first. */
export const accountPosts = tracked(
  'accountPosts',
  (database, platform: string, handle: string): AccountPost[] => postsOf(database, platform, handle, '', 1),
  { on: (platform, handle) => [FACET.account(platform, handle.toLowerCase())] },
);

/** How many of the newest posts the page of quotes shows. */
const NEWEST_POSTS = 12;

/** The newest preserved posts of all accounts with the stories that quote them, newest first. */
export const newestPosts = tracked(
  'newestPosts',
  (database): AccountPost[] => {
    const newest = database.all(
      `SELECT platform, account, identity, max(date) AS posted FROM quote WHERE platform IS NOT NULL
     GROUP BY platform, account, identity ORDER BY posted DESC, platform, account, identity LIMIT ${NEWEST_POSTS}`,
    );
    return newest.flatMap(({ platform, account: handle, identity }) => {
      const rows = database.all(
        `SELECT ${QUOTED_COLUMNS} FROM quote q JOIN story s ON s.id = q.story
       WHERE q.platform = ? AND q.account = ? AND q.identity = ? ORDER BY q.date DESC, q.ord, q.position`,
        platform ?? '',
        handle ?? '',
        identity ?? '',
      );
      return toPosts(quotedOnce(database, rows));
    });
  },
  { on: () => [FACET.accounts] },
);

/** Gives the preserved posts of an account that are of one year, or of any for ``, newest first, fifty a page; pages count from 1. */
export function postsOf(
  database: Database,
  platform: string,
  handle: string,
  year: string,
  page: number,
): AccountPost[] {
  const account = [platform, handle.toLowerCase()] as const;
  const chosen = database.all(
    `SELECT identity, min(date) AS first, max(date) AS last FROM quote WHERE platform = ? AND account = ? AND date BETWEEN ? AND ?
     GROUP BY identity ORDER BY last DESC, min(ord || ' ' || position), identity LIMIT ${POSTS_LENGTH} OFFSET ?`,
    ...account,
    year,
    `${year}\u{10FFFF}`,
    (page - 1) * POSTS_LENGTH,
  );
  const dates = chosen.flatMap(({ first, last }) => [String(first), String(last)]).sort();
  const rows = database.all(
    `SELECT q.identity, ${QUOTED_COLUMNS} FROM quote q JOIN story s ON s.id = q.story
     WHERE q.platform = ? AND q.account = ? AND q.date BETWEEN ? AND ? ORDER BY q.date DESC, q.ord, q.position`,
    ...account,
    dates.at(0) ?? '',
    dates.at(-1) ?? '',
  );
  const posts = new Map(byIdentity(rows).map((same) => [same[0]?.['identity'], same]));
  return chosen.flatMap(({ identity }) => toPosts(quotedOnce(database, posts.get(identity) ?? [])));
}

function toPosts({ quote, ...quoted }: WordsRow): AccountPost[] {
  return quote.kind === 'tweet' ? [{ post: quote, ...quoted }] : [];
}

/** Groups rows by their column identity, in the order in which each first stands. */
export function byIdentity(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const identity = String(row['identity']);
    const group = groups.get(identity);
    if (group) group.push(row);
    else groups.set(identity, [row]);
  }
  return [...groups.values()];
}

/** So many of the stories that quote the same words are named beside them. */
const MOST_STORIES = 20;

/** Turns rows of `QUOTED_COLUMNS` that are one quote in several stories into that quote, for pages away from its story. */
export function quotedOnce(
  database: Database,
  rows: readonly Row[],
  toRef: (row: Row) => ReportRef = toStoryRef,
): WordsRow {
  const versions = rows.map((row) => toQuote(database, row));
  const [row, first] = [rows[0], versions[0]];
  if (!row || !first) throw new Error('A quote has no story.');
  // A story that gives a post twice quotes it once.
  const stories = [...new Map(rows.map(toRef).map((story) => [story.address, story])).values()];
  const language = versions.find((version) => version.language !== undefined)?.language;
  const quote = { ...first, ...(language === undefined ? optional(row, 'language') : { language }) };
  const posts = versions.filter((version) => version.kind === 'tweet');
  return {
    quote: quote.kind === 'tweet' ? { ...quote, ...knownOf(posts) } : quote,
    stories: stories.slice(0, MOST_STORIES),
    ...(stories.length > MOST_STORIES && { more: stories.length - MOST_STORIES }),
  };
}

/** Gathers what any story knows of a post; the state of its original is that of the last check. */
function knownOf(posts: readonly PostRow[]): Partial<PostRow> {
  const checked = posts.reduce<PostRow | undefined>(
    (last, post) => (post.checked !== undefined && post.checked > (last?.checked ?? '') ? post : last),
    undefined,
  );
  // Without any check, a state that some story gives says more than none.
  const state = checked ?? posts.find(({ status }) => status !== 'unknown');
  const [id, url, archived, date] = [
    posts.find((post) => post.id !== undefined)?.id,
    posts.find((post) => post.url !== undefined)?.url,
    posts.find((post) => post.archived !== undefined)?.archived,
    posts.find((post) => hasTime(post.date))?.date,
  ];
  const richest = posts.find(({ media }) => media.length > 0);
  return {
    ...(state && { status: state.status }),
    ...(checked?.checked !== undefined && { checked: checked.checked }),
    ...(id !== undefined && { id }),
    ...(url !== undefined && { url }),
    ...(archived !== undefined && { archived }),
    ...(date !== undefined && { date }),
    ...(richest && { media: richest.media }),
    // What one story must not show, no page shows beside it.
    ...(posts.some(({ withheld }) => withheld) && { withheld: true, text: '', marks: [], media: [] }),
  };
}

function toAccount(database: Database, row: Row): AccountRow {
  const { handle, author } = JSON.parse(String(row['record'])) as PostRow;
  return {
    platform: String(row['platform']) as Platform,
    handle,
    author,
    count: Number(row['n']),
    ...(row['author_id'] !== null && {
      person: toTermRef(database, String(row['author_kind']), String(row['author_id'])),
    }),
  };
}
