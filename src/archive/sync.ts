import { hash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { isTermKind, type TermKind } from '../model/registry.ts';
import { readArticle } from '../reading/article.ts';
import { listContent, readFileBytes, type ContentFile } from '../reading/folder.ts';
import { readTerm } from '../reading/registry.ts';
import { readSite } from '../reading/site.ts';
import { checkArchive } from './check.ts';
import type { Database } from './database.ts';
import { deriveStory } from './derive.ts';
import { ledgerOf, type Ledger } from './ledger.ts';
import { createMentionFinder } from './mentions.ts';
import { readPicture } from './picture.ts';
import { forgetShared } from './tracker.ts';
import { forgetStory, writeBroken, writeStory } from './write-story.ts';
import { forgetTerm, usesOfTerm, writeTerm } from './write-term.ts';

/** What a sync found. */
export interface SyncResult {
  readonly ledger: Ledger;
  /** Every problem of every file, by file, line and column. */
  readonly problems: readonly Problem[];
  /** Content files that were added, changed or removed since the last sync. */
  readonly changed: number;
}

/** What a sync is given. */
export interface SyncOptions {
  readonly contentDir: string;
  /** The clock (ms since 1970), read for embargoes alone. */
  readonly now: number;
  /** Called now and then with the number of files looked at and of all files. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** A file that changed this shortly (ms) before it was read could change again and keep its stamp. */
const RACY_MS = 2000;

/** Up to so many changed names are searched for in all texts; with more, every story is derived again, which is quicker. */
const SEARCHED_NAMES = 20;

/** Brings the index up to date with the content folder, and gives the ledger and every problem. */
export async function syncArchive(database: Database, options: SyncOptions): Promise<SyncResult> {
  forgetShared();
  return database.transaction(async () => {
    const { files, problems: folderProblems } = listContent(options.contentDir);
    const changes = new Changes(database);
    await changes.take(files, options.onProgress);
    changes.settle(options.now);
    const fileProblems = database
      .all("SELECT problems FROM file WHERE problems <> '[]' ORDER BY path")
      .flatMap((row) => JSON.parse(String(row['problems'])) as Problem[]);
    const problems = [...folderProblems, ...changes.unreadable, ...fileProblems, ...checkArchive(database, files)].sort(
      byPlace,
    );
    return { ledger: ledgerOf(database, files, problems), problems, changed: changes.count };
  });
}

function byPlace(a: Problem, b: Problem): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.code, b.code) ||
    compare(a.field, b.field)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Gives the part of a name that a line break within it cannot hide. */
function longestWord(name: string): string {
  return name.split(/\s+/u).reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** One pass over the content folder: what changed, and whom it touches. */
class Changes {
  count = 0;
  readonly unreadable: Problem[] = [];
  readonly #database: Database;
  readonly #stories = new Set<number>();
  readonly #names = new Map<string, { kind: string; key: string }>();
  readonly #mentionNames = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  async take(files: readonly ContentFile[], onProgress?: (done: number, all: number) => void): Promise<void> {
    const gone = new Set(this.#database.all('SELECT path FROM file').map((row) => String(row['path'])));
    let done = 0;
    for (const file of files) {
      gone.delete(file.path);
      if (!(await this.#takeFile(file))) gone.add(file.path);
      if (++done % 200 === 0 || done === files.length) onProgress?.(done, files.length);
    }
    for (const path of gone) this.#forget(path);
  }

  /** Derives again whatever the changes touch, and notes which embargoes have passed. */
  settle(now: number): void {
    for (const row of this.#database.all(
      'SELECT id, visible, embargo, withdrawn FROM story WHERE embargo IS NOT NULL AND draft = 0',
    )) {
      const visible = Date.parse(String(row['embargo'])) <= now ? 1 : 0;
      if (visible === row['visible']) continue;
      const isPublic = row['withdrawn'] === null ? visible : 0;
      this.#database.run('UPDATE story SET visible = ?, public = ? WHERE id = ?', visible, isPublic, row['id'] ?? 0);
      this.#stories.add(Number(row['id']));
    }
    for (const { kind, key } of this.#names.values())
      this.#addStories('SELECT DISTINCT story FROM story_name WHERE kind = ? AND key = ?', kind, key);
    this.#touchMentions();
    if (this.#stories.size === 0) return;
    const finder = createMentionFinder(this.#database);
    for (const story of [...this.#stories].sort((a, b) => a - b)) deriveStory(this.#database, story, finder);
  }

  /** Finds the stories whose text holds a name that the registry gained or lost. */
  #touchMentions(): void {
    const pending = this.#stories.size;
    if (
      this.#mentionNames.size === 0 ||
      pending === Number(this.#database.get('SELECT count(*) AS n FROM story')?.['n'])
    )
      return;
    if (this.#mentionNames.size > SEARCHED_NAMES) {
      this.#addStories('SELECT id AS story FROM story');
      return;
    }
    for (const name of this.#mentionNames)
      this.#addStories('SELECT story FROM story_text WHERE instr(html, ?) > 0', longestWord(name));
  }

  #addStories(sql: string, ...values: string[]): void {
    for (const row of this.#database.all(sql, ...values)) this.#stories.add(Number(row['story']));
  }

  /** Reads a file if it changed. Gives false when the file cannot be read, so that nothing of it stays. */
  async #takeFile(file: ContentFile): Promise<boolean> {
    const known = this.#database.get('SELECT stamp, racy, hash FROM file WHERE path = ?', file.path);
    const stat = lstatSync(file.absolute, { bigint: true, throwIfNoEntry: false });
    const stamp = stat ? `${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}:${stat.ino}` : '';
    if (stat && known?.['stamp'] === stamp && known['racy'] === 0) return true;

    const { bytes, problem: unread } = readFileBytes(file);
    if (!bytes) {
      if (unread) this.unreadable.push(unread);
      return false;
    }
    const digest = hash('sha256', bytes, 'hex');
    const racy = stat && Date.now() - Number(stat.mtimeMs) < RACY_MS ? 1 : 0;
    if (known?.['hash'] === digest) {
      this.#database.run('UPDATE file SET stamp = ?, racy = ? WHERE path = ?', stamp, racy, file.path);
      return true;
    }
    this.count++;
    const { problems, width, height } = await this.#readFile(file, bytes);
    this.#database.run(
      'INSERT OR REPLACE INTO file (path, kind, stamp, racy, hash, problems, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      file.path,
      file.kind,
      stamp,
      racy,
      digest,
      JSON.stringify(problems),
      width ?? null,
      height ?? null,
    );
    return true;
  }

  async #readFile(
    file: ContentFile,
    bytes: Uint8Array,
  ): Promise<{ problems: readonly Problem[]; width?: number; height?: number }> {
    if (file.kind === 'media') return readPicture(file, bytes);
    if (file.kind === 'site') {
      const { value, problems } = readSite(bytes);
      this.#database.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('site', ?)", JSON.stringify(value ?? null));
      return { problems };
    }
    if (file.kind === 'article') {
      const path = file.path.slice('articles/'.length);
      const known = this.#database.get('SELECT id FROM story WHERE path = ?', path);
      if (known) this.#forgetStory(Number(known['id']));
      const { value, sound, places, problems } = readArticle(bytes, path);
      const written = value
        ? writeStory(this.#database, value, places)
        : sound && writeBroken(this.#database, path, sound, places);
      if (!written) return { problems };
      this.#stories.add(written.story);
      return { problems: [...problems, ...written.problems] };
    }
    const name = file.path.slice(file.kind.length + 1);
    const id = name.slice(0, -'.md'.length);
    this.#forgetTerm(file.kind, id);
    const { value, places, problems } = readTerm(bytes, file.kind, name);
    if (!value) return { problems };
    const found = writeTerm(this.#database, file.path, value, places);
    this.#touch(file.kind, id);
    return { problems: [...problems, ...found] };
  }

  #forgetStory(story: number): void {
    forgetStory(this.#database, story);
    this.#stories.delete(story);
  }

  /** Notes every name under which a registry entry is known, so that the stories that use one are derived again. */
  #touch(kind: TermKind, id: string): void {
    const { names, mentioned, stories } = usesOfTerm(this.#database, kind, id);
    for (const name of names) this.#names.set(`${name.kind} ${name.key}`, name);
    for (const name of mentioned) this.#mentionNames.add(name);
    for (const story of stories) this.#stories.add(story);
  }

  #forgetTerm(kind: TermKind, id: string): void {
    this.#touch(kind, id);
    forgetTerm(this.#database, kind, id);
  }

  #forget(path: string): void {
    const row = this.#database.get('SELECT kind FROM file WHERE path = ?', path);
    if (!row) return;
    this.count++;
    const kind = String(row['kind']);
    if (kind === 'article') {
      const story = this.#database.get('SELECT id FROM story WHERE path = ?', path.slice('articles/'.length));
      if (story) this.#forgetStory(Number(story['id']));
    } else if (isTermKind(kind)) {
      this.#forgetTerm(kind, path.slice(kind.length + 1, -'.md'.length));
    } else if (kind === 'site') {
      this.#database.run("DELETE FROM meta WHERE key = 'site'");
    }
    this.#database.run('DELETE FROM file WHERE path = ?', path);
  }
}
