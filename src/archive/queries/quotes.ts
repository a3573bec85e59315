import type { Database, Row } from '../database.ts';
import type { AccountPost, AccountRow, PostRow, StoryRef } from '../rows.ts';
import type { Platform } from '../../model/quote.ts';
import { tracked } from '../tracker.ts';
import { toStoryRef, toTermRef } from './cards.ts';
import { toQuote } from './stories.ts';

/**
 * The newest post of each account, as SQLite picks the other columns of the row with the maximum
 * (https://www.sqlite.org/lang_select.html#bareagg). Of posts of one date, the last by story and place: any other choice
 * would depend on the order in which the index was filled.
 */
const NEWEST_OF_ACCOUNT = `SELECT platform, account, count(DISTINCT identity) AS n, max(date || ' ' || ord || ' ' || position) AS newest, record, author_kind,
  author_id FROM quote WHERE platform IS NOT NULL`;

/** Every account that stories quote, by handle. */
export const accounts = tracked('accounts', (database): AccountRow[] =>
  database
    .all(`${NEWEST_OF_ACCOUNT} GROUP BY platform, account ORDER BY account, platform`)
    .map((row) => toAccount(database, row)),
);

/** One account; the handle in any case. Throws for one that no story quotes. */
export const account = tracked('account', (database, platform: string, handle: string): AccountRow => {
  const row = database.get(
    `${NEWEST_OF_ACCOUNT} AND platform = ? AND account = ? GROUP BY platform, account`,
    platform,
    handle.toLowerCase(),
  );
  if (!row) throw new Error(`No story quotes ${handle} on ${platform}.`);
  return toAccount(database, row);
});

/** Whether stories quote an account, so that it has a page: 1 or 0. */
export const hasAccount = tracked(
  'hasAccount',
  (database, platform: string, handle: string): boolean =>
    database.get('SELECT 1 FROM quote WHERE platform = ? AND account = ? LIMIT 1', platform, handle.toLowerCase()) !==
    undefined,
);

/** Every preserved post of an account with the stories that quote it, newest first. */
export const accountPosts = tracked('accountPosts', (database, platform: string, handle: string): AccountPost[] => {
  const posts = new Map<string, { post: PostRow; stories: StoryRef[] }>();
  const rows = database.all(
    `SELECT q.identity, q.record, q.author_kind, q.author_id, s.address, s.title, s.day, s.language FROM quote q JOIN story s ON s.id = q.story
     WHERE q.platform = ? AND q.account = ? ORDER BY q.date DESC, q.ord, q.position`,
    platform,
    handle.toLowerCase(),
  );
  for (const row of rows) {
    const quote = toQuote(database, row);
    if (quote.kind !== 'tweet') continue;
    const known = posts.get(String(row['identity']));
    if (known) known.stories.push(toStoryRef(row));
    else posts.set(String(row['identity']), { post: quote, stories: [toStoryRef(row)] });
  }
  return [...posts.values()];
});

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
