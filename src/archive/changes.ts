import { randomUUID } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { FACET, type Facet } from './facets.ts';
import { facetNumber } from './tracker.ts';
import { RELATED_KINDS, RELATED_WINDOW } from './queries/related.ts';

/** The facet that stands for all. */
export const EVERYTHING = 0;

/** So many changed facets are told apart; with more, every page is looked at, which is quicker. */
const MOST_FACETS = 500_000;

/** What a story was before a sync touched it. */
interface Before {
  readonly shown: string;
  readonly facets: ReadonlySet<Facet>;
}

/** Changes that a running sync gathers, of indexes whose changes someone may ask for. */
const gathering = new WeakMap<Database, { readonly facets: Set<Facet>; readonly before: Map<string, Before> }>();

/** Begins to gather what a sync changes. An index that is filled for the first time has nobody yet who could ask for that. */
export function beginChanges(database: Database): void {
  const isFresh = database.get("SELECT 1 FROM meta WHERE key = 'revision'") === undefined;
  if (isFresh) {
    database.run("INSERT INTO meta (key, value) VALUES ('revision', '1'), ('series', ?)", randomUUID());
    gathering.delete(database);
  } else {
    gathering.set(database, { facets: new Set(), before: new Map() });
  }
}

/** Writes down what a sync changed, and ends the gathering. */
export function endChanges(database: Database): void {
  const found = gathering.get(database);
  gathering.delete(database);
  if (!found) return;
  for (const { facets } of found.before.values()) facets.forEach((facet) => found.facets.add(facet));
  if (found.facets.size === 0) return;
  const revision = revisionOf(database).revision + 1;
  database.run("UPDATE meta SET value = ? WHERE key = 'revision'", String(revision));
  const numbers = found.facets.size > MOST_FACETS ? [EVERYTHING] : Array.from(found.facets, facetNumber);
  for (const number of numbers)
    database.run('INSERT OR REPLACE INTO changed (facet, revision) VALUES (?, ?)', number, revision);
}

/** Which index this is, and how often its content has changed. */
export interface Revision {
  /** Unlike that of every other index. */
  readonly series: string;
  readonly revision: number;
}

/** Gives the revision of an index. Throws where it has never been brought up to date. */
export function revisionOf(database: Database): Revision {
  const values = new Map(
    database
      .all("SELECT key, value FROM meta WHERE key IN ('series', 'revision')")
      .map((row) => [String(row['key']), String(row['value'])]),
  );
  const [series, revision] = [values.get('series'), values.get('revision')];
  if (series === undefined || revision === undefined) throw new Error('The index was never brought up to date.');
  return { series, revision: Number(revision) };
}

/** Gives the numbers of the facets that changed after a revision. */
export function changedSince(database: Database, revision: number): Set<number> {
  return new Set(
    database.all('SELECT facet FROM changed WHERE revision > ?', revision).map((row) => Number(row['facet'])),
  );
}

/** Says that facets change which belong to no story: a term's name, a file, the site. */
export function touch(database: Database, ...facets: readonly Facet[]): void {
  const found = gathering.get(database);
  if (found) facets.forEach((facet) => found.facets.add(facet));
}

/** Says that a story is about to change or go; to be called while the index still has it with all that was derived from it. */
export function touchStory(database: Database, story: number): void {
  const found = gathering.get(database);
  if (!found) return;
  const row = rowOf(database, story);
  // What was never derived was seen by nobody.
  if (row === undefined || row['derived'] === null) return;
  const path = String(row['path']);
  if (found.before.has(path)) return;
  found.before.set(path, { shown: shownOf(row), facets: facetsOf(database, row) });
}

/** Says that stories have changed or are new; to be called when all that was derived from all of them is in the index. */
export function noteStories(database: Database, stories: Iterable<number>): void {
  const found = gathering.get(database);
  if (!found) return;
  for (const story of stories) {
    const row = rowOf(database, story);
    if (row === undefined) continue;
    const path = String(row['path']);
    const before = found.before.get(path);
    found.before.delete(path);
    // Where lists show the same as before, only the story's own page and the feed can differ.
    const isSameInLists = before?.shown === shownOf(row);
    const facets = isSameInLists ? [FACET.story(path), FACET.stories] : facetsOf(database, row);
    facets.forEach((facet) => found.facets.add(facet));
    if (!isSameInLists) before?.facets.forEach((facet) => found.facets.add(facet));
  }
}

function rowOf(database: Database, story: number): Row | undefined {
  return database.get('SELECT * FROM story WHERE id = ?', story);
}

/** Gives all of a story that other pages than its own can show. */
function shownOf(row: Row): string {
  return JSON.stringify({ ...row, id: 0 });
}

/** Lists the facets of the archive in which a story has a part, as the index is now. */
function facetsOf(database: Database, row: Row): Set<Facet> {
  const id = Number(row['id']);
  const path = String(row['path']);
  const facets = new Set<Facet>([FACET.story(path), FACET.address(String(row['address']))]);
  const add = (...more: readonly Facet[]) => more.forEach((facet) => facets.add(facet));
  if (row['visible'] === 1) add(FACET.pages(String(row['day']).slice(0, 4)));
  for (const { file } of database.all('SELECT file FROM alias WHERE story = ?', id))
    add(FACET.aliases, FACET.alias(String(file)));
  add(FACET.versions(originOf(row)));
  addBeside(database, row, add);
  addVersions(database, row, add);
  for (const { date } of database.all('SELECT date FROM correction WHERE story = ?', id))
    add(FACET.corrections, FACET.correctionYear(String(date).slice(0, 4)));
  if (row['public'] === 1) {
    addTimes(database, row, add);
    addTerms(database, row, add);
    addQuotes(database, id, add);
    for (const cited of database.all('SELECT DISTINCT outlet, host FROM citation WHERE story = ?', id)) {
      const outlets = [cited['outlet'], cited['host']].filter((outlet) => typeof outlet === 'string');
      for (const outlet of outlets)
        add(FACET.outlets, FACET.outlet(outlet), FACET.outletYear(outlet, String(row['day']).slice(0, 4)));
    }
  }
  return facets;
}

type Add = (...facets: readonly Facet[]) => void;

const LAST = '\u{10FFFF}';

function addTimes(database: Database, row: Row, add: Add): void {
  const day = String(row['day']);
  add(FACET.stories, FACET.monthDay(day.slice(5)));
  for (const date of [day.slice(0, 4), day.slice(0, 7), day]) {
    add(FACET.time(date));
    const before = database.get('SELECT max(ord) AS ord FROM story WHERE public = 1 AND ord < ?', date)?.['ord'];
    const after = database.get('SELECT min(ord) AS ord FROM story WHERE public = 1 AND ord > ?', date + LAST)?.['ord'];
    for (const ord of [before, after]) if (ord) add(FACET.besideTime(String(ord).slice(0, date.length)));
  }
}

function addTerms(database: Database, row: Row, add: Add): void {
  const year = String(row['day']).slice(0, 4);
  for (const term of database.all('SELECT kind, id, name, ord FROM story_term WHERE story = ?', row['id'] ?? 0)) {
    const [kind, id] = [String(term['kind']), String(term['id'])];
    add(FACET.kind(kind), FACET.kindYear(kind, year), FACET.term(kind, id), FACET.termYear(kind, id, year));
    if (namesIt(database, term, Number(row['id']))) add(FACET.name(kind, id));
    if (!RELATED_KINDS.has(kind)) continue;
    for (const [where, order] of [
      ['<', 'DESC'],
      ['>', 'ASC'],
    ] as const) {
      const near = database.all(
        `SELECT s.path FROM (SELECT story FROM story_term WHERE kind = ? AND id = ? AND ord ${where} ? ORDER BY ord ${order} LIMIT ${RELATED_WINDOW}) t
         JOIN story s ON s.id = t.story`,
        kind,
        id,
        term['ord'] ?? '',
      );
      for (const { path } of near) add(FACET.near(String(path)));
    }
  }
}

/** Tells whether the name by which a term is shown may hang on a story: the first spelling, which no other story has. */
function namesIt(database: Database, term: Row, story: number): boolean {
  const [kind, id, name] = [term['kind'] ?? '', term['id'] ?? '', term['name'] ?? ''];
  if (database.get('SELECT 1 FROM term WHERE kind = ? AND id = ?', kind, id)) return false;
  return (
    database.get(
      'SELECT 1 FROM story_term WHERE kind = ? AND id = ? AND story <> ? AND name <= ? LIMIT 1',
      kind,
      id,
      story,
      name,
    ) === undefined
  );
}

function addQuotes(database: Database, story: number, add: Add): void {
  const quotes = database.all(
    'SELECT platform, account, date, author_kind, author_id FROM quote WHERE story = ?',
    story,
  );
  for (const quote of quotes) {
    if (quote['platform'] !== null) {
      const account = [String(quote['platform']), String(quote['account'])] as const;
      add(FACET.accounts, FACET.account(...account), FACET.accountYear(...account, String(quote['date']).slice(0, 4)));
    }
    if (quote['author_id'] !== null) add(FACET.words(String(quote['author_kind']), String(quote['author_id'])));
  }
}

function originOf(row: Row): string {
  return String(row['translation_of'] ?? row['path']);
}

/** Names the stories that may have this one before or after them: those up to the second nearest that stands for itself. */
function addBeside(database: Database, row: Row, add: Add): void {
  add(FACET.beside(originOf(row)));
  for (const [where, order, end] of [
    ['<', 'DESC', ''],
    ['>', 'ASC', LAST],
  ] as const) {
    const origins = new Set<string>();
    let ord = String(row['ord']);
    while (origins.size < 2) {
      const next = database.get(
        `SELECT s.path, s.ord, s.translation_of, EXISTS (SELECT 1 FROM story o WHERE o.path = s.translation_of AND o.public = 1) AS behind
         FROM story s WHERE s.public = 1 AND s.ord ${where} ? ORDER BY s.ord ${order} LIMIT 1`,
        ord,
      );
      ord = next ? String(next['ord']) : end;
      if (!next) break;
      add(FACET.beside(originOf(next)));
      if (next['behind'] === 0) origins.add(originOf(next));
    }
    // The notice of a withdrawn story stands in no list, but has stories before and after it.
    const [from, to] = where === '<' ? [ord, String(row['ord'])] : [String(row['ord']), ord];
    const notices = database.all(
      'SELECT path, translation_of FROM story WHERE public = 0 AND visible = 1 AND ord BETWEEN ? AND ?',
      from,
      to,
    );
    for (const notice of notices) add(FACET.beside(originOf(notice)));
  }
}

/** A translation stands behind its original only while that is public, so what lies beside it hangs on the original too. */
function addVersions(database: Database, row: Row, add: Add): void {
  for (const version of database.all('SELECT * FROM story WHERE translation_of = ?', row['path'] ?? '')) {
    add(FACET.story(String(version['path'])));
    addBeside(database, version, add);
    for (const { id } of database.all(
      "SELECT id FROM story_term WHERE story = ? AND kind = 'series'",
      version['id'] ?? 0,
    ))
      add(FACET.term('series', String(id)));
  }
}
