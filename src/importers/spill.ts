/** What an import knows of its items while it runs: a temporary SQLite file, so that a hundred thousand take no memory. */
import { createHash } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { keysOfFile, keysOfLink } from './body/file-links.ts';
import type { Fate, Item, ItemPlace, SkipReason, StoryItem } from './foreign.ts';
import { fileItem, storyPathOf, type Filing, type Refused } from './writing/filing.ts';
import { addressesOf, oldKey } from './writing/old-addresses.ts';
import { isSameLanguage } from './writing/same-language.ts';
import { sameness } from './writing/versions.ts';

/** What became of one item. */
export interface ItemOutcome {
  readonly place: ItemPlace;
  readonly name: string;
  readonly outcome: 'story' | 'draft' | 'skipped';
  /** Path of its file below the content folder. */
  readonly path?: string;
  readonly reason?: SkipReason;
  /** Why it was skipped, as a sentence. */
  readonly message?: string;
  readonly review: readonly string[];
  readonly fates: readonly Fate[];
}

/** An item with where it will be filed. */
export interface Filed {
  readonly number: number;
  readonly item: StoryItem;
  readonly filing: Filing;
  readonly path: string;
  /** Path of the story that it translates, if that has been written. */
  readonly translationOf?: string;
}

const SCHEMA = `
CREATE TABLE item (
  n INTEGER PRIMARY KEY, place TEXT NOT NULL, name TEXT NOT NULL, draft TEXT, outcome TEXT NOT NULL, reason TEXT, message TEXT,
  day TEXT, slug TEXT, title TEXT, path TEXT, version TEXT, version_order TEXT, translation TEXT, language TEXT, is_public INTEGER,
  stable_id TEXT, stood_at TEXT, first_day TEXT, changed TEXT, title_key TEXT, opening TEXT,
  digest BLOB, original INTEGER, review TEXT NOT NULL DEFAULT '[]', fates TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE address (day TEXT, slug TEXT, PRIMARY KEY (day, slug)) WITHOUT ROWID;
CREATE INDEX by_path ON item (path);
CREATE TABLE stood (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE alias (file TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
CREATE TABLE folder (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE old (address TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
CREATE TABLE file (key TEXT, language TEXT, n INTEGER, PRIMARY KEY (key, language)) WITHOUT ROWID;
CREATE TABLE link (target INTEGER, n INTEGER, PRIMARY KEY (target, n)) WITHOUT ROWID;
CREATE TABLE stable_id (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
`;

/** What readers see, or are going to. */
const IS_READ = "path IS NOT NULL AND outcome IN ('waiting', 'story') AND is_public = 1";

export class Spill {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #count = 0;

  constructor() {
    // SQLite has the file of a database without a name taken away when the process ends, however it ends.
    this.#db = new DatabaseSync('');
    this.#db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; ${SCHEMA} BEGIN`);
  }

  get count(): number {
    return this.#count;
  }

  /** Takes an item in, in the order of the input. */
  add(item: Item): void {
    this.#count += 1;
    const place = JSON.stringify(item.place);
    if (item.kind === 'skipped') {
      this.#run(
        "INSERT INTO item (n, place, name, outcome, reason, message) VALUES (?, ?, ?, 'skipped', ?, ?)",
        ...[this.#count, place, item.name, item.reason, item.message],
      );
      return;
    }
    const { front, body, version, translationKey = null } = item;
    this.#run(
      `INSERT INTO item (n, place, name, draft, outcome, version, version_order, translation, language, is_public, digest,
         stable_id, stood_at, first_day, changed, title_key, opening)
       VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[
        this.#count,
        place,
        item.name,
        JSON.stringify(item),
        version?.key ?? null,
        version?.order ?? null,
        translationKey,
      ],
      ...[front.language?.toLowerCase() ?? null, front.status === 'draft' || front.embargo !== undefined ? 0 : 1],
      createHash('sha256')
        .update(JSON.stringify([front, body.text]))
        .digest(),
      ...(version === undefined ? sameness(item) : Array<null>(6).fill(null)),
    );
    for (const address of addressesOf(item))
      if (oldKey(address) !== '') this.#run('INSERT OR IGNORE INTO old VALUES (?, ?)', oldKey(address), this.#count);
    if (item.place.line === undefined && item.place.item === undefined)
      for (const key of keysOfFile(item.place.file, item.slug))
        this.#run(
          'INSERT INTO file VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = CASE n WHEN excluded.n THEN n ELSE 0 END',
          ...[key, front.language?.toLowerCase() ?? '', this.#count],
        );
  }

  /** Forgets every item, so that the input can be read again. */
  forget(): void {
    this.#db.exec('DELETE FROM item; DELETE FROM old; DELETE FROM file;');
    this.#count = 0;
  }

  /** Takes in a story’s file that is put as it is; `path` is below articles/. */
  addWhole(place: ItemPlace, path: string, isDraft: boolean): void {
    this.#count += 1;
    const fates: Fate[] = [{ field: 'file', fate: 'kept', as: 'file' }];
    this.#run(
      'INSERT INTO item (n, place, name, outcome, path, fates) VALUES (?, ?, ?, ?, ?, ?)',
      ...[this.#count, JSON.stringify(place), path, isDraft ? 'draft' : 'story', path, JSON.stringify(fates)],
    );
  }

  /** Takes in a story that stands in the folder and is not this import’s. */
  reserve({
    day,
    slug,
    path,
    id,
    files,
  }: {
    day?: string;
    slug?: string;
    path: string;
    id?: string;
    files: readonly string[];
  }): void {
    this.#run('INSERT OR IGNORE INTO stood VALUES (?)', path);
    if (day !== undefined && slug !== undefined) this.#run('INSERT OR IGNORE INTO address VALUES (?, ?)', day, slug);
    if (id !== undefined) this.#run('INSERT OR IGNORE INTO stable_id VALUES (?, 0)', id);
    for (const file of files) this.takeFile(file, 0);
  }

  /** Gives the language that more than half of the stories say is theirs. */
  mainLanguage(): string | undefined {
    const most = this.#find(
      `SELECT language FROM item WHERE draft IS NOT NULL GROUP BY language
       HAVING count(*) * 2 > (SELECT count(*) FROM item WHERE draft IS NOT NULL)`,
    );
    const tag = most?.['language'] ?? null;
    if (tag === null) return undefined;
    const { n = 0 } = this.#get('SELECT min(n) AS n FROM item WHERE language = ?', tag);
    return this.#itemOf(Number(n)).front.language;
  }

  /** Says in which language the stories are that do not say it themselves. */
  takeLanguage(language: string, siteLanguage: string): void {
    const site = siteLanguage.toLowerCase();
    const tag = language.toLowerCase();
    this.#run('UPDATE item SET language = ? WHERE language IS NULL', tag);
    this.#run("UPDATE OR IGNORE file SET language = ? WHERE language = ''", tag);
    // Where the site is in en-US, stories in en are in its language.
    for (const { language: other } of this.#statement('SELECT DISTINCT language FROM item WHERE language <> ?').all(
      site,
    ))
      if (isSameLanguage(String(other), site))
        this.#run('UPDATE item SET language = ? WHERE language = ?', site, String(other));
  }

  /** Leaves of several versions of a story the newest, and of items that are the same the first. */
  sift(): void {
    this.#db.exec(
      'CREATE INDEX by_version ON item (version, version_order, n); CREATE INDEX by_digest ON item (digest, n)',
    );
    this.#run(
      `UPDATE item SET outcome = 'skipped', reason = 'superseded',
         message = 'A newer version of it is ' || (SELECT newer.name FROM item newer WHERE newer.version = item.version AND newer.outcome = 'waiting'
           ORDER BY newer.version_order DESC, newer.n DESC LIMIT 1) || '.'
       WHERE outcome = 'waiting' AND version IS NOT NULL AND EXISTS (
         SELECT 1 FROM item newer WHERE newer.version = item.version AND newer.draft IS NOT NULL
         AND (newer.version_order, newer.n) > (item.version_order, item.n))`,
    );
    this.#run(
      `UPDATE item SET outcome = 'skipped', reason = 'duplicate',
         message = 'It is the same, word for word, as ' || (SELECT json_extract(first.place, '$.file') FROM item first
           WHERE first.digest = item.digest AND first.outcome = 'waiting' ORDER BY first.n LIMIT 1) || '.'
       WHERE outcome = 'waiting' AND EXISTS (
         SELECT 1 FROM item first WHERE first.digest = item.digest AND first.n < item.n AND first.outcome = 'waiting')`,
    );
    this.#siftSame('stable_id', 'newer.title_key = item.title_key OR newer.opening = item.opening');
    this.#siftSame(
      'stood_at',
      '(newer.title_key = item.title_key AND newer.first_day = item.first_day) OR newer.opening = item.opening',
    );
  }

  /** Of items that have the same id or address, and a headline or a beginning alike, the newest is left that readers see. */
  #siftSame(column: 'stable_id' | 'stood_at', isAlike: string): void {
    this.#db.exec(`CREATE INDEX by_${column} ON item (${column}, changed, n) WHERE ${column} IS NOT NULL`);
    const newer = `FROM item newer WHERE newer.${column} = item.${column} AND newer.language = item.language AND (${isAlike})
      AND newer.is_public >= item.is_public AND (newer.changed, newer.n) > (item.changed, item.n)
      AND (newer.outcome = 'waiting' OR newer.reason = 'superseded')`;
    this.#run(
      `UPDATE item SET outcome = 'skipped', reason = 'superseded',
         message = 'A newer version of it, with the same ${column === 'stable_id' ? 'id' : 'address'}, is ' ||
           (SELECT json_extract(newer.place, '$.file') || coalesce(':' || json_extract(newer.place, '$.line'), '') ${newer}
            ORDER BY newer.changed DESC, newer.n DESC LIMIT 1) || '.'
       WHERE outcome = 'waiting' AND ${column} IS NOT NULL AND EXISTS (SELECT 1 ${newer})`,
    );
  }

  /** Gives each item that is left the place where it will be filed, or the reason why it has none; translations come after what they can be of. */
  file(siteLanguage: string, onProgress: (done: number) => void): void {
    const language = siteLanguage.toLowerCase();
    let done = 0;
    for (const condition of ['language = ?', 'language <> ?'])
      for (const number of this.#waiting(condition, language)) {
        this.#fileOne(number);
        onProgress((done += 1));
      }
  }

  #fileOne(number: number): void {
    const found: Filing | Refused = fileItem(this.#itemOf(number));
    if ('reason' in found) {
      this.refuse(number, found);
      return;
    }
    const language = String(this.#get('SELECT language FROM item WHERE n = ?', number)['language']);
    const { day, title } = found;
    const slug = this.#freeSlug(found, language);
    this.#run('INSERT INTO address VALUES (?, ?)', day, slug);
    this.#run(
      'UPDATE item SET day = ?, slug = ?, title = ?, path = ? WHERE n = ?',
      ...[day, found.slug, title, storyPathOf(day, slug), number],
    );
  }

  /** Says which of the items in several languages is the original: one that readers see, in the site’s language before others. */
  findOriginals(siteLanguage: string): void {
    this.#db.exec('CREATE INDEX by_translation ON item (translation, n)');
    this.#run(
      `UPDATE item SET original = (
         SELECT first.n FROM item first WHERE first.translation = item.translation AND first.outcome = 'waiting'
         ORDER BY first.is_public DESC, first.language <> ?, first.n LIMIT 1)
       WHERE outcome = 'waiting' AND translation IS NOT NULL`,
      siteLanguage.toLowerCase(),
    );
    this.#run(
      `UPDATE item SET original = NULL WHERE original = n
         OR language = (SELECT first.language FROM item first WHERE first.n = item.original)`,
    );
  }

  /** Gives the items that are to be written, originals before their translations. */
  *filed(): Generator<Filed> {
    for (const condition of ['original IS NULL', 'original IS NOT NULL']) {
      for (const number of this.#waiting(condition)) yield this.#filedAs(number);
    }
  }

  #filedAs(number: number): Filed {
    const row = this.#get('SELECT day, slug, title, path, original FROM item WHERE n = ?', number);
    const original =
      row['original'] === null
        ? undefined
        : this.#get('SELECT path, outcome FROM item WHERE n = ?', row['original'] ?? 0);
    const isWritten = original?.['outcome'] === 'story' || original?.['outcome'] === 'draft';
    return {
      number,
      item: this.#itemOf(number),
      filing: { day: String(row['day']), slug: String(row['slug']), title: String(row['title']) },
      path: String(row['path']),
      ...(isWritten && { translationOf: String(original['path']) }),
    };
  }

  /** Paths below articles/ of the stories that are to be written. */
  *paths(): Generator<string> {
    for (const row of this.#db.prepare("SELECT path FROM item WHERE outcome = 'waiting' ORDER BY n").iterate())
      yield String(row['path']);
  }

  /** Gives the path below articles/ of the story that readers see and that is made of what a link of an item leads to: an old address, or a file. */
  storyAt(link: string, from: number): string | undefined {
    const key = oldKey(link);
    // Many sites have had the addresses that Dateline gives.
    // What a query asks of a page that has none does not make it another; the start page alone is whatever it is asked for.
    const page = oldKey(link.replace(/\?.*$/su, '')).replace(/^\/\/[^/]*$/u, '');
    const [, day = '', slug = ''] = /^\/(\d{4}\/\d{2}\/\d{2})\/([^/]+)$/u.exec(page) ?? [];
    const row =
      this.#find(
        `SELECT n, path FROM item
         WHERE (n = (SELECT n FROM old WHERE address IN (?, ?) ORDER BY length(address) DESC LIMIT 1) OR path = ?)
           AND ${IS_READ} ORDER BY n LIMIT 1`,
        ...[key, page, storyPathOf(day, slug)],
      ) ?? this.#inFile(link, from);
    if (!row) return undefined;
    this.#run('INSERT OR IGNORE INTO link VALUES (?, ?)', row['n'] ?? 0, from);
    return String(row['path']);
  }

  /** Of files in several languages, that in the language of the item that links to it is meant before others. */
  #inFile(link: string, from: number): Record<string, SQLOutputValue> | undefined {
    const { place, language = '' } = this.#get('SELECT place, language FROM item WHERE n = ?', from);
    for (const key of keysOfLink(link, (JSON.parse(String(place)) as ItemPlace).file)) {
      const row = this.#find(
        `SELECT item.n, item.path FROM file JOIN item ON item.n = file.n WHERE key = ? AND ${IS_READ}
         ORDER BY file.language <> ?, item.n LIMIT 1`,
        ...[key, language],
      );
      if (row) return row;
    }
    return undefined;
  }

  /** Gives the stories that link to what became none after all. */
  *misled(): Generator<Filed> {
    const rows = this.#statement(
      `SELECT DISTINCT l.n FROM link l JOIN item t ON t.n = l.target JOIN item i ON i.n = l.n
       WHERE t.outcome <> 'story' AND i.outcome <> 'skipped' ORDER BY l.n`,
    ).all();
    for (const { n } of rows) yield this.#filedAs(Number(n));
  }

  /** Tells whether a story has, or is going to have, an address. */
  hasAddress(day: string, slug: string): boolean {
    return this.#find('SELECT 1 FROM address WHERE day = ? AND slug = ?', day, slug) !== undefined;
  }

  /** Takes the file of an old address for an item, if it is free: no file, and no folder of another. */
  takeFile(file: string, number: number): boolean {
    const owner = this.#find('SELECT n FROM alias WHERE file = ?', file);
    if (owner) return owner['n'] === number && number !== 0;
    const parts = file.split('/');
    const parents = parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('/'));
    if (this.#find('SELECT 1 FROM folder WHERE path = ?', file)) return false;
    if (parents.some((parent) => this.#find('SELECT 1 FROM alias WHERE file = ?', parent))) return false;
    this.#run('INSERT INTO alias VALUES (?, ?)', file, number);
    for (const parent of parents) this.#run('INSERT OR IGNORE INTO folder VALUES (?)', parent);
    return true;
  }

  /** Takes a stable id for an item, if no other has it. */
  takeId(id: string, number: number): boolean {
    this.#run('INSERT OR IGNORE INTO stable_id VALUES (?, ?)', id, number);
    return this.#get('SELECT n FROM stable_id WHERE id = ?', id)['n'] === number;
  }

  refuse(number: number, { reason, message }: Refused): void {
    const { fates } = this.#itemOf(number);
    this.#run(
      "UPDATE item SET outcome = 'skipped', reason = ?, message = ?, fates = ?, draft = NULL WHERE n = ?",
      ...[reason, message, JSON.stringify(fates), number],
    );
  }

  settle(number: number, isDraft: boolean, review: readonly string[], fates: readonly Fate[]): void {
    this.#run(
      'UPDATE item SET outcome = ?, review = ?, fates = ? WHERE n = ?',
      ...[isDraft ? 'draft' : 'story', JSON.stringify(review), JSON.stringify(fates), number],
    );
  }

  /** Gives what became of each item, in the order of the input. */
  *outcomes(): Generator<ItemOutcome> {
    const rows = this.#db.prepare(
      'SELECT place, name, outcome, reason, message, path, review, fates FROM item ORDER BY n',
    );
    for (const row of rows.iterate()) {
      const outcome = row['outcome'] as ItemOutcome['outcome'];
      yield {
        place: JSON.parse(String(row['place'])) as ItemPlace,
        name: String(row['name']),
        outcome,
        ...(outcome === 'skipped'
          ? { reason: row['reason'] as SkipReason, message: String(row['message']) }
          : { path: `articles/${String(row['path'])}` }),
        review: JSON.parse(String(row['review'])) as string[],
        fates: JSON.parse(String(row['fates'])) as Fate[],
      };
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #freeSlug({ day, slug }: Filing, language: string): string {
    const isFree = (one: string) =>
      !this.hasAddress(day, one) &&
      !this.#find('SELECT 1 FROM stood WHERE path = ?', `articles/${storyPathOf(day, one)}`);
    if (isFree(slug)) return slug;
    const inLanguage = `${slug}-${language}`;
    const taken = this.#find('SELECT language FROM item WHERE path = ?', storyPathOf(day, slug));
    if (taken && taken['language'] !== language && isFree(inLanguage)) return inLanguage;
    for (let number = 2; ; number += 1) if (isFree(`${slug}-${number}`)) return `${slug}-${number}`;
  }

  /** Gives the numbers of the items that nothing is decided about, some at a time, so that they can be changed meanwhile. */
  *#waiting(condition: string, ...values: string[]): Generator<number> {
    let last = 0;
    for (;;) {
      const rows = this.#statement(
        `SELECT n FROM item WHERE outcome = 'waiting' AND ${condition} AND n > ? ORDER BY n LIMIT 1000`,
      ).all(...values, last);
      if (rows.length === 0) return;
      for (const { n } of rows) yield (last = Number(n));
    }
  }

  #itemOf(number: number): StoryItem {
    return JSON.parse(String(this.#get('SELECT draft FROM item WHERE n = ?', number)['draft'])) as StoryItem;
  }

  #get(sql: string, ...values: SQLInputValue[]): Record<string, SQLOutputValue> {
    const row = this.#find(sql, ...values);
    if (!row) throw new Error(`Nothing is known of it: ${sql}`);
    return row;
  }

  #find(sql: string, ...values: SQLInputValue[]): Record<string, SQLOutputValue> | undefined {
    return this.#statement(sql).get(...values);
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#db.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
}
