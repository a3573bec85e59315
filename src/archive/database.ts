import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { noteClosed, noteOpen, removeNote, stateOf } from './database-state.ts';

/** What stands in a column. */
export type Value = string | number | null;

/** Rows are plain objects of text, numbers and null. */
export type Row = Record<string, Value>;

const INDEX_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Every file of the content folder. stamp: size, mtime, ctime (ns) and inode; racy: changed so shortly before it was
-- read that a later change could leave the same stamp. problems: those of the file alone, as JSON.
CREATE TABLE file (
  path TEXT PRIMARY KEY, kind TEXT NOT NULL, stamp TEXT NOT NULL, racy INTEGER NOT NULL, hash TEXT NOT NULL,
  problems TEXT NOT NULL, width INTEGER, height INTEGER, animated INTEGER
) STRICT, WITHOUT ROWID;

-- Every story whose front matter can be read. ord is unique and sorts by time: day, instant, path. failed: has errors and is kept
-- for checks alone. visible: has a page, as a story or as the notice of its withdrawal. public: is listed and read as a story.
CREATE TABLE story (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, failed INTEGER NOT NULL, visible INTEGER NOT NULL, public INTEGER NOT NULL, draft INTEGER NOT NULL, embargo TEXT,
  withdrawn TEXT, day TEXT NOT NULL, ord TEXT NOT NULL, date TEXT NOT NULL, updated TEXT, slug TEXT NOT NULL, address TEXT NOT NULL,
  stable_id TEXT, title TEXT NOT NULL, summary TEXT, section TEXT, type TEXT NOT NULL, dateline TEXT, language TEXT,
  translation_of TEXT, quotes INTEGER NOT NULL, withheld INTEGER NOT NULL, sources INTEGER NOT NULL, corrections INTEGER NOT NULL,
  lead_id TEXT, lead_name TEXT, -- first topic of a public story, as it writes it
  derived TEXT -- hash of all that is derived from the story; null until that is done
) STRICT;
CREATE INDEX story_ord ON story (public, ord);
CREATE INDEX story_address ON story (address);
CREATE INDEX story_state ON story (failed, draft, visible, withdrawn);
CREATE INDEX story_standing ON story (address, path, stable_id, public, corrections) WHERE visible = 1;
CREATE INDEX story_page ON story (day, slug) WHERE visible = 1;
CREATE INDEX story_monthday ON story (substr(day, 6), ord) WHERE public = 1;
CREATE INDEX story_translation ON story (translation_of) WHERE translation_of IS NOT NULL;
CREATE INDEX story_stable_id ON story (stable_id) WHERE stable_id IS NOT NULL;

-- What lists never need: the front matter and the rendered text, as JSON and HTML.
CREATE TABLE story_record (story INTEGER PRIMARY KEY, front TEXT NOT NULL, places TEXT NOT NULL) STRICT;
CREATE TABLE story_text (story INTEGER PRIMARY KEY, html TEXT NOT NULL, rendered TEXT NOT NULL) STRICT;

-- Digest of the words of each story that readers see, in a table of its own since all are compared at once.
CREATE TABLE wording (story INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;

-- permalinks.txt: every address on which a story stood, and whose it is, by the path of its file or by its stable id; with the digest
-- of its words and the number of its corrections where the register keeps them.
CREATE TABLE permalink (
  address TEXT PRIMARY KEY, line INTEGER NOT NULL, path TEXT, stable_id TEXT, words TEXT, corrections INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX permalink_path ON permalink (path) WHERE path IS NOT NULL;
CREATE INDEX permalink_stable_id ON permalink (stable_id) WHERE stable_id IS NOT NULL;

-- What every story, public or not, names and points to; kept for checks and to find whom a change of registry touches.
CREATE TABLE story_name (story INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, field TEXT NOT NULL) STRICT;
CREATE INDEX story_name_story ON story_name (story);
CREATE INDEX story_name_key ON story_name (kind, key, story);
-- Names that no registry entry knows, with the first story by path that uses each and how many do; kept for checks.
CREATE TABLE unknown_name (
  kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, field TEXT NOT NULL, named TEXT NOT NULL,
  line INTEGER NOT NULL, col INTEGER NOT NULL, stories INTEGER NOT NULL, PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE story_link (story INTEGER NOT NULL, target TEXT NOT NULL, fragment TEXT NOT NULL, field TEXT NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL) STRICT;
CREATE INDEX story_link_story ON story_link (story);
-- Pictures that a story shows, and saved copies that it names.
CREATE TABLE story_image (story INTEGER NOT NULL, src TEXT NOT NULL, field TEXT NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL) STRICT;
CREATE INDEX story_image_story ON story_image (story);
CREATE TABLE story_capture (story INTEGER NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, field TEXT NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL) STRICT;
CREATE INDEX story_capture_story ON story_capture (story);
-- Old addresses of stories; without a field where the register alone knows them.
CREATE TABLE alias (story INTEGER NOT NULL, address TEXT NOT NULL, file TEXT NOT NULL, field TEXT NOT NULL) STRICT;
CREATE INDEX alias_story ON alias (story);
CREATE INDEX alias_file ON alias (file);

-- The registry, and every name, alias and id by which an entry is known.
CREATE TABLE term (kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, entry TEXT NOT NULL, html TEXT NOT NULL, places TEXT NOT NULL, links TEXT NOT NULL, images TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
CREATE TABLE term_name (kind TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, field TEXT NOT NULL) STRICT;
CREATE INDEX term_name_key ON term_name (kind, key, id);
CREATE INDEX term_name_id ON term_name (kind, id);
CREATE TABLE account (platform TEXT NOT NULL, handle TEXT NOT NULL, person TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, field TEXT NOT NULL) STRICT;
CREATE INDEX account_handle ON account (platform, handle);

-- What public stories hold, by what pages ask for.
CREATE TABLE story_term (
  story INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, role TEXT,
  day TEXT NOT NULL, ord TEXT NOT NULL, PRIMARY KEY (story, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_term_id ON story_term (kind, id, ord);
CREATE INDEX story_term_day ON story_term (kind, day, id);
CREATE INDEX story_term_name ON story_term (kind, id, name);
CREATE TABLE quote (
  story INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, platform TEXT, account TEXT, identity TEXT NOT NULL, date TEXT NOT NULL,
  ord TEXT NOT NULL, author_kind TEXT, author_id TEXT, record TEXT NOT NULL, PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_account ON quote (platform, account, date) WHERE platform IS NOT NULL;
CREATE INDEX quote_author ON quote (author_kind, author_id, date) WHERE author_id IS NOT NULL;
-- outlet: id of the publisher, or the host where no publisher is named; name: that of the publisher as written, or the host.
CREATE TABLE citation (
  story INTEGER NOT NULL, position INTEGER NOT NULL, outlet TEXT NOT NULL, name TEXT NOT NULL, host TEXT, ord TEXT NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX citation_outlet ON citation (outlet, ord, position);
CREATE INDEX citation_host ON citation (host, ord, position) WHERE host IS NOT NULL;
CREATE INDEX citation_name ON citation (outlet, host, name);
CREATE TABLE correction (story INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (story, position)) STRICT, WITHOUT ROWID;
CREATE INDEX correction_date ON correction (date);
CREATE TABLE mention (story INTEGER NOT NULL, person TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (story, person)) STRICT, WITHOUT ROWID;

-- Where the publisher wants the page of changes: what files stories were, oldest first, up to the commit that meta names; and of each
-- story whose words changed while readers could see them, when they last did, the embargo that their file
-- names, and the changes as JSON.
CREATE TABLE revision (path TEXT NOT NULL, position INTEGER NOT NULL, commit_id TEXT NOT NULL, date TEXT, blob TEXT NOT NULL, PRIMARY KEY (path, position)) STRICT, WITHOUT ROWID;
CREATE TABLE history (path TEXT PRIMARY KEY, changed TEXT, embargo TEXT, withheld INTEGER NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Facets of the archive by number, with the revision of the index in which each last changed; facet 0 is every facet.
CREATE TABLE changed (facet INTEGER PRIMARY KEY, revision INTEGER NOT NULL) STRICT;
CREATE INDEX changed_revision ON changed (revision);
`;

/** The archive's index: one SQLite file, with every statement prepared once. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #lists = new Map<string, StatementSync>();
  #path: string | undefined;
  #isNew: boolean;

  /** `path` is that of a file whose state is noted, which `isNew` where it was just made. */
  constructor(db: DatabaseSync, { path, isNew = false }: { readonly path?: string; readonly isNew?: boolean } = {}) {
    this.#db = db;
    this.#path = path;
    this.#isNew = isNew;
  }

  /** Gives every row of a query. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  /** Gives every row of a query as a list of its columns, which costs half of what objects do. */
  lists(sql: string, ...values: SQLInputValue[]): Value[][] {
    let statement = this.#lists.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#lists.set(sql, statement);
    }
    return statement.all(...values) as unknown as Value[][];
  }

  /** Gives the first row of a query, if there is one. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  /** Runs a statement; gives the id of an inserted row. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).lastInsertRowid);
  }

  /** Inserts a row and gives its id; undefined where another row has its key. */
  add(sql: string, ...values: SQLInputValue[]): number | undefined {
    try {
      return this.run(sql, ...values);
    } catch (error) {
      // SQLITE_CONSTRAINT_UNIQUE
      if (error instanceof Error && 'errcode' in error && error.errcode === 2067) return undefined;
      throw error;
    }
  }

  /** Keeps the index as it is now for this connection until `leaveSnapshot`, whatever another process writes meanwhile. */
  enterSnapshot(): void {
    this.#db.exec('BEGIN');
    this.#db.prepare('SELECT count(*) FROM meta').get();
  }

  /** Ends a snapshot; `keep` says whether what was written to temporary tables in it stays. */
  leaveSnapshot({ keep }: { readonly keep: boolean }): void {
    if (this.#db.isTransaction) this.#db.exec(keep ? 'COMMIT' : 'ROLLBACK');
  }

  /** Runs several changes as one: all of them, or, when something throws, none. */
  async transaction<T>(changes: () => Promise<T>): Promise<T> {
    if (this.#isNew) return this.#firstTransaction(changes);
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = await changes();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /**
   * What fills a new file is written into it at once and not into a log first, which would be copied at the end. Who is killed
   * meanwhile leaves a file of which nothing is noted, and which is thrown away.
   */
  async #firstTransaction<T>(changes: () => Promise<T>): Promise<T> {
    this.#isNew = false;
    const path = this.#path;
    if (path !== undefined) removeNote(path);
    // Until it is filled, nobody says on closing that it can be believed.
    this.#path = undefined;
    this.#db.exec('PRAGMA journal_mode = MEMORY');
    const result = await this.transaction(changes);
    this.#db.exec('PRAGMA journal_mode = WAL');
    this.#path = path;
    if (path !== undefined) noteOpen(path);
    return result;
  }

  /** Runs changes while some tables have no indexes but those of their keys, and makes these anew at the end; within a transaction. */
  async indexingLater(tables: readonly string[], changes: () => Promise<void>): Promise<void> {
    const indexes = this.all(
      "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
    ).filter((row) => tables.includes(String(row['tbl_name'])));
    for (const { name } of indexes) this.#db.exec(`DROP INDEX ${name}`);
    await changes();
    for (const { sql } of indexes) this.#db.exec(String(sql));
  }

  close(): void {
    this.#statements.clear();
    this.#lists.clear();
    this.#db.close();
    if (this.#path !== undefined) noteClosed(this.#path);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * Opens the index at a path, or makes it. An index that another version of the code made, that belongs to another content folder,
 * that somebody else changed or that is damaged is thrown away: it holds nothing that the content does not.
 */
export function openDatabase(path: string, identity: string, schema = INDEX_SCHEMA): Database {
  mkdirSync(dirname(path), { recursive: true });
  const known = openKnown(path, identity);
  const db = known ?? makeNew(path, identity, schema);
  noteOpen(path);
  return new Database(db, { path, isNew: !known });
}

function openKnown(path: string, identity: string): DatabaseSync | undefined {
  const state = stateOf(path);
  if (state === 'unknown') return undefined;
  let db: DatabaseSync | undefined;
  try {
    db = connect(path);
    const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get();
    const row = known && db.prepare("SELECT value FROM meta WHERE key = 'identity'").get();
    const isSound = state === 'closed' || db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
    if (row?.['value'] === identity && isSound) return db;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  db?.close();
  return undefined;
}

function makeNew(path: string, identity: string, schema: string): DatabaseSync {
  removeDatabase(path);
  const db = connect(path);
  db.exec(schema);
  db.prepare("INSERT INTO meta (key, value) VALUES ('identity', ?)").run(identity);
  return db;
}

/** Opens an index that is there, for reading alone. */
export function openForReading(path: string): Database {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536');
  return new Database(db);
}

/** Takes an index away with the files that SQLite keeps beside it, and nothing else of its folder. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
  removeNote(path);
}

function connect(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  // A lost index is made again, so a commit need not wait for the disk; WAL lets the dev server read while it syncs.
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY',
  );
  return db;
}

/** SQLITE_CORRUPT is 11, SQLITE_NOTADB is 26 (https://www.sqlite.org/rescode.html). */
function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  const code = Number(error.errcode) & 0xff;
  return code === 11 || code === 26 || code === 1;
}
