import { addDays } from '../model/day.ts';
import { PERMALINKS } from '../model/permalink.ts';
import { problem, type Problem } from '../model/problem.ts';
import { suggest } from '../reading/suggest.ts';
import { at } from './check-at.ts';
import type { Database, Row } from './database.ts';
import type { Freeze } from './freeze.ts';

/** Stories that may have taken the place of a lost one are looked for so many times; that looks through all stories. */
const MOST_SEARCHES = 20;

/** Checks the register of addresses against the stories: none may be gone, none missing, and no older story changed in silence. */
export function checkPermalinks(database: Database, freeze: Freeze | undefined): Problem[] {
  const unlike = unlikeLines(database, freeze);
  const frozen = freeze ? checkFrozen(database, freeze) : [];
  const taken = checkTaken(database, unlike);
  const told = new Set([...frozen, ...taken].map(({ file }) => file.slice('articles/'.length)));
  const missing = unlike.flatMap(({ path, address }) => (told.has(path) ? [] : [address]));
  return [...frozen, ...taken, ...checkMissing(database, missing, freeze), ...checkLost(database)];
}

/** A story that has a page, whose address is not registered as it would be now. */
interface Unlike {
  readonly path: string;
  readonly address: string;
  /** Whether the address has a line that names another story, or this one by what it no longer goes by. */
  readonly isOthers: boolean;
}

/** Holds for a story `s` and a line `p` that names another story, or this one by what it no longer goes by. */
const IS_OTHERS = 'CASE WHEN s.stable_id IS NULL THEN p.path IS NOT s.path ELSE p.stable_id IS NOT s.stable_id END';

/** Compares every story that has a page with the line of its address; sorted by address. */
function unlikeLines(database: Database, freeze: Freeze | undefined): Unlike[] {
  const isUnsealed = freeze
    ? '(s.public = 1 AND (p.words IS NOT w.words OR p.corrections IS NOT s.corrections))'
    : 'p.words IS NOT NULL';
  return database
    .lists(
      `SELECT s.path, s.address, p.address IS NOT NULL AND ${IS_OTHERS}
       FROM story s LEFT JOIN permalink p ON p.address = s.address ${freeze ? 'JOIN wording w ON w.story = s.id' : ''}
       WHERE s.visible = 1 AND (p.address IS NULL OR ${IS_OTHERS} OR ${isUnsealed})
       UNION SELECT s.path, p.address, 0 FROM story s JOIN permalink p ON p.path = s.path AND p.address <> s.address
       WHERE s.visible = 1 AND s.stable_id IS NOT NULL ORDER BY 2`,
    )
    .map(([path, address, others]) => ({ path: String(path), address: String(address), isOthers: others === 1 }));
}

/** Tells of stories whose address is not registered as it would be now. */
function checkMissing(database: Database, missing: readonly string[], freeze: Freeze | undefined): Problem[] {
  if (missing.length === 0) return [];
  const isThere = database.get('SELECT 1 FROM file WHERE path = ?', PERMALINKS) !== undefined;
  const named = missing.slice(0, 3).join(', ');
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : '';
  const lines = missing.length === 1 ? 'A line is' : `${missing.length} lines are`;
  const message = isThere
    ? `${lines} missing or out of date: ${named}${more}.`
    : `There is no ${PERMALINKS}, by which an address that goes is missed; ${missing.length} would stand in it.`;
  const fix = `Run dateline check --fix, and commit the file${freeze ? '; an edit that is not registered when its story freezes is an error' : ''}.`;
  return [problem('permalink-missing', PERMALINKS, undefined, '', message, fix)];
}

/** Finds stories that stand where the register has another that is still there. */
function checkTaken(database: Database, unlike: readonly Unlike[]): Problem[] {
  return unlike
    .filter(({ isOthers }) => isOthers)
    .flatMap(({ path, address }): Problem[] => {
      const row = database.get(
        `SELECT s.path, r.places, o.path AS other, o.address AS now FROM permalink p
         JOIN story o ON (o.path = p.path OR o.stable_id = p.stable_id) AND o.visible = 1 AND o.address <> p.address
         JOIN story s ON s.path = ? JOIN story_record r ON r.story = s.id WHERE p.address = ?`,
        path,
        address,
      );
      if (!row) return [];
      const message = `${address} was published as articles/${row['other']}, which now stands at ${row['now']}; links to it would lead to this story.`;
      const fix = `Give this story another slug:, or write its own path, or id: with its id, beside that address in ${PERMALINKS}.`;
      return [at(row, 'permalink-taken', 'slug', message, fix)];
    });
}

/** Finds older stories whose words are not those that were registered, though no correction was added. */
function checkFrozen(database: Database, { days, before }: Freeze): Problem[] {
  const rows = database.all(
    // A story that has just moved is known by the line of its old address.
    `WITH noted AS (
       SELECT s.id AS story, p.words, p.corrections FROM story s JOIN permalink p ON p.address = s.address WHERE s.public = 1 AND p.words IS NOT NULL
         AND NOT (${IS_OTHERS} AND EXISTS (SELECT 1 FROM story o WHERE o.path = p.path OR o.stable_id = p.stable_id))
       UNION ALL
       SELECT s.id, p.words, p.corrections FROM story s LEFT JOIN permalink o ON o.address = s.address
       JOIN permalink p ON (p.path = s.path OR p.stable_id = s.stable_id) WHERE s.public = 1 AND o.words IS NULL AND p.words IS NOT NULL
     )
     SELECT s.path, max(s.day, substr(coalesce(s.embargo, ''), 1, 10)) AS since, s.corrections < n.corrections AS taken, r.places
     FROM noted n JOIN wording w ON w.story = n.story JOIN story s ON s.id = n.story JOIN story_record r ON r.story = n.story
     WHERE ((n.words <> w.words AND s.corrections <= n.corrections) OR s.corrections < n.corrections) AND since < ?
     GROUP BY s.id ORDER BY s.path`,
    before,
  );
  return rows.map((row) => {
    const since = addDays(String(row['since']), days + 1);
    return row['taken'] === 1
      ? at(
          row,
          'story-frozen',
          'corrections',
          `This story is frozen since ${since}, and a correction of it is gone.`,
          'Put the correction back.',
        )
      : at(
          row,
          'story-frozen',
          'title',
          `This story is frozen since ${since}, and its words are not those that were registered.`,
          'Add an entry to corrections: that says what changed, or put the words back.',
        );
  });
}

/** Finds registered addresses for which nothing would answer. */
function checkLost(database: Database): Problem[] {
  const rows = database.all(
    `SELECT p.* FROM permalink p WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.address = p.address AND s.visible = 1)
     AND NOT EXISTS (SELECT 1 FROM alias a JOIN story s ON s.id = a.story WHERE a.file = substr(p.address, 2) || 'index.html' AND s.visible = 1)
     ORDER BY p.address`,
  );
  let searches = 0;
  return rows.flatMap((row): Problem[] => {
    const own = database.get(
      'SELECT path, failed, draft, embargo FROM story WHERE path = ? OR stable_id = ?',
      row['path'] ?? null,
      row['stable_id'] ?? null,
    );
    // A story that cannot be read has its own problem; one fault is told once.
    if (own ? own['failed'] === 1 : isThere(database, row)) return [];
    const place = { line: Number(row['line']), column: 1 };
    const lost = (message: string, fix: string) => [problem('permalink-lost', PERMALINKS, place, '', message, fix)];
    const address = String(row['address']);
    if (own) {
      const state = own['draft'] === 1 ? 'a draft' : 'under embargo';
      return lost(
        `${address} was published, and articles/${own['path']} is ${state} now.`,
        'Publish it again, or give it withdrawn: with date and reason, which keeps the address.',
      );
    }
    const heir = searches++ < MOST_SEARCHES ? heirOf(database, row) : undefined;
    return lost(
      `${address} was published, and no story stands there or has it as an old address.`,
      heir === undefined
        ? `Bring its file back with withdrawn: { date, reason }, or add aliases: [${address}] to the story that takes its place.`
        : `Add aliases: [${address}] to articles/${heir} if that takes its place; else bring its file back with withdrawn: { date, reason }.`,
    );
  });
}

/** Tells whether the file of a registered story is there, though nothing in it can be read. */
function isThere(database: Database, { path }: Row): boolean {
  return path !== null && database.get('SELECT 1 FROM file WHERE path = ?', `articles/${path}`) !== undefined;
}

/** Finds the story that most likely has taken the place of a lost one: the same under another path, one of its day, one of its slug. */
function heirOf(database: Database, { address, path, stable_id: id }: Row): string | undefined {
  const [, year, month, dayOfMonth, slug = ''] = String(address).split('/');
  const day = `${year}-${month}-${dayOfMonth}`;
  const same = database.get(
    `SELECT s.path FROM permalink p JOIN story s ON s.address = p.address AND s.visible = 1
     WHERE (p.path = ? OR p.stable_id = ?) ORDER BY s.path LIMIT 1`,
    path ?? null,
    id ?? null,
  );
  if (same) return String(same['path']);
  const ofDay = database.all(
    `SELECT s.path, s.slug, p.address IS NULL AS isNew FROM story s LEFT JOIN permalink p ON p.address = s.address
     WHERE s.visible = 1 AND s.day = ? ORDER BY s.path`,
    day,
  );
  const fresh = ofDay.filter(({ isNew }) => isNew === 1);
  const near = suggest(
    slug,
    (fresh.length > 0 ? fresh : ofDay).map((row) => String(row['slug'])),
  );
  const [only] = fresh;
  const found =
    ofDay.find((row) => row['slug'] === near) ??
    (fresh.length === 1 ? only : undefined) ??
    database.get('SELECT path FROM story WHERE visible = 1 AND slug = ? ORDER BY path LIMIT 1', slug);
  return found && String(found['path']);
}
