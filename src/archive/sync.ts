import { hash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import sharp from 'sharp';
import { storyAddress } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { problem, type Problem } from '../model/problem.ts';
import { isTermKind, type Term, type TermKind } from '../model/registry.ts';
import { renderMarkdown } from '../markdown/render.ts';
import { readArticle } from '../reading/article.ts';
import { listContent, readFileBytes, type ContentFile } from '../reading/folder.ts';
import type { Reading } from '../reading/reading.ts';
import { readTerm } from '../reading/registry.ts';
import { readSite } from '../reading/site.ts';
import { checkArchive } from './check.ts';
import { checkQuotes } from './check-quotes.ts';
import type { Database } from './database.ts';
import { accountKey, deriveStory, forgetDerived, orderOf } from './derive.ts';
import { ledgerOf, type Ledger } from './ledger.ts';
import { createMentionFinder } from './mentions.ts';
import { nameKey } from './names.ts';
import { forgetShared } from './tracker.ts';

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
      'SELECT id, public, embargo FROM story WHERE embargo IS NOT NULL AND draft = 0 AND withdrawn IS NULL',
    )) {
      const isPublic = Date.parse(String(row['embargo'])) <= now ? 1 : 0;
      if (isPublic === row['public']) continue;
      this.#database.run('UPDATE story SET public = ? WHERE id = ?', isPublic, row['id'] ?? 0);
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
      this.#addStories('SELECT story FROM story_text WHERE instr(html, ?) > 0', name);
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
      const reading = readArticle(bytes, file.path.slice('articles/'.length));
      return { problems: [...reading.problems, ...this.#writeStory(file.path, reading)] };
    }
    const reading = readTerm(bytes, file.kind, file.path.slice(file.kind.length + 1));
    return { problems: [...reading.problems, ...this.#writeTerm(file.path, file.kind, reading)] };
  }

  #writeStory(file: string, { value, places }: Reading<Article>): readonly Problem[] {
    const path = file.slice('articles/'.length);
    const known = this.#database.get('SELECT id FROM story WHERE path = ?', path);
    if (known) this.#forgetStory(Number(known['id']));
    if (!value) return [];
    const { body, bodyLine, path: _path, day, finalSlug, ...front } = value;
    const { html, text, problems: textProblems, ...rendered } = renderMarkdown(body, { file, bodyLine });
    const problems = [...textProblems, ...checkQuotes(file, front, places, rendered.quotes)];
    if (problems.some(({ severity }) => severity === 'error')) return problems;

    const isPublic = front.status === 'published' && !front.withdrawn && !front.embargo;
    const story = this.#database.run(
      `INSERT INTO story (path, public, draft, embargo, withdrawn, day, ord, date, updated, slug, address, stable_id, title, summary, section,
        type, dateline, language, translation_of, link_people, quotes, sources, corrections)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      path,
      isPublic ? 1 : 0,
      front.status === 'draft' ? 1 : 0,
      front.embargo ?? null,
      front.withdrawn?.date ?? null,
      day,
      orderOf(front.date, path),
      front.date,
      front.updated ?? null,
      finalSlug,
      storyAddress(day, finalSlug),
      front.id ?? null,
      front.title,
      front.summary ?? null,
      front.section ?? null,
      front.type,
      front.dateline ?? null,
      front.language ?? null,
      front.translationOf ?? null,
      front.linkPeople ? 1 : 0,
      front.tweets.length + front.statements.length,
      front.sources.length,
      front.corrections.length,
    );
    this.#database.run(
      'INSERT INTO story_record (story, front, places) VALUES (?, ?, ?)',
      story,
      JSON.stringify(front),
      JSON.stringify(places),
    );
    this.#database.run(
      'INSERT INTO story_text (story, html, text, rendered) VALUES (?, ?, ?, ?)',
      story,
      html,
      text,
      JSON.stringify(rendered),
    );
    this.#stories.add(story);
    return problems;
  }

  #forgetStory(story: number): void {
    forgetDerived(this.#database, story);
    for (const table of ['story_record', 'story_text'])
      this.#database.run(`DELETE FROM ${table} WHERE story = ?`, story);
    this.#database.run('DELETE FROM story WHERE id = ?', story);
    this.#stories.delete(story);
  }

  #writeTerm(file: string, kind: TermKind, { value, places }: Reading<Term>): readonly Problem[] {
    this.#forgetTerm(file, kind);
    if (!value) return [];
    const { body, bodyLine, ...entry } = value;
    const { html, problems } = renderMarkdown(body, { file, bodyLine });
    this.#database.run(
      'INSERT OR REPLACE INTO term (kind, id, name, path, entry, html, places) VALUES (?, ?, ?, ?, ?, ?, ?)',
      kind,
      entry.id,
      entry.name,
      file,
      JSON.stringify(entry),
      html,
      JSON.stringify(places),
    );
    const addName = (name: string, field: string) =>
      this.#database.run(
        'INSERT INTO term_name (kind, key, id, name, field) VALUES (?, ?, ?, ?, ?)',
        kind,
        nameKey(name),
        entry.id,
        name,
        field,
      );
    addName(entry.id, 'id');
    if (nameKey(entry.name) !== entry.id) addName(entry.name, 'name');
    entry.aliases.forEach((alias, index) => addName(alias, `aliases.${index}`));
    entry.handles?.forEach(({ platform, handle, from, to }, index) =>
      this.#database.run(
        'INSERT INTO account (platform, handle, person, since, until, field) VALUES (?, ?, ?, ?, ?, ?)',
        platform,
        handle.toLowerCase(),
        entry.id,
        from ?? '0000-00-00',
        to ?? '9999-99-99',
        `handles.${index}`,
      ),
    );
    this.#touchNamesOf(kind, entry.id);
    return problems;
  }

  #forgetTerm(file: string, kind: TermKind): void {
    const id = file.slice(kind.length + 1, -'.md'.length);
    this.#touchNamesOf(kind, id);
    this.#database.run('DELETE FROM term WHERE kind = ? AND id = ?', kind, id);
    this.#database.run('DELETE FROM term_name WHERE kind = ? AND id = ?', kind, id);
    if (kind === 'people') this.#database.run('DELETE FROM account WHERE person = ?', id);
  }

  /** Notes every name under which a registry entry is known, so that the stories that use one are derived again. */
  #touchNamesOf(kind: TermKind, id: string): void {
    const touch = (nameKind: string, key: string) => this.#names.set(`${nameKind} ${key}`, { kind: nameKind, key });
    for (const row of this.#database.all('SELECT key, name FROM term_name WHERE kind = ? AND id = ?', kind, id)) {
      touch(kind, String(row['key']));
      if (kind !== 'people' && kind !== 'organizations') continue;
      touch('speakers', String(row['key']));
      if (kind === 'people')
        this.#mentionNames.add(String(row['name']).replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;'));
    }
    // A name whose own id is this entry's is the entry's, whatever its spelling.
    for (const row of this.#database.all('SELECT DISTINCT story FROM story_term WHERE kind = ? AND id = ?', kind, id))
      this.#stories.add(Number(row['story']));
    if (kind !== 'people') return;
    for (const row of this.#database.all('SELECT platform, handle FROM account WHERE person = ?', id)) {
      touch('accounts', accountKey(String(row['platform']), String(row['handle'])));
    }
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
      this.#forgetTerm(path, kind);
    } else if (kind === 'site') {
      this.#database.run("DELETE FROM meta WHERE key = 'site'");
    }
    this.#database.run('DELETE FROM file WHERE path = ?', path);
  }
}

async function readPicture(
  file: ContentFile,
  bytes: Uint8Array,
): Promise<{ problems: readonly Problem[]; width?: number; height?: number }> {
  try {
    // A camera's orientation turns the picture, so its size is that of the turned one.
    const { autoOrient } = await sharp(bytes).metadata();
    return { problems: [], width: autoOrient.width, height: autoOrient.height };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      problems: [
        problem(
          'image-kind',
          file.path,
          undefined,
          '',
          `The picture cannot be read: ${reason}.`,
          'Save it again as JPEG, PNG, WebP, AVIF or GIF.',
        ),
      ],
    };
  }
}
