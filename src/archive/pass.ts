import { hash } from 'node:crypto';
import type { Permalink } from '../model/permalink.ts';
import type { Problem } from '../model/problem.ts';
import { isTermKind, type TermKind } from '../model/registry.ts';
import { readFileBytes } from '../reading/folder.ts';
import { readPermalinks, type PermalinkLine } from '../reading/permalinks.ts';
import { readSite } from '../reading/site.ts';
import { noteStories, touch, touchStory } from './changes.ts';
import type { ChangedFile } from './changed-files.ts';
import type { Database } from './database.ts';
import { DERIVED_TABLES, deriveStory, type Names, type WrittenStory } from './derive.ts';
import { FACET } from './facets.ts';
import { createMentionFinder } from './mentions.ts';
import { createNameResolver } from './names.ts';
import { storiesElsewhere, writePermalinks } from './permalinks.ts';
import type { PictureReading } from './picture.ts';
import type { FileReading, TextFile } from './read-file.ts';
import { readTextFiles, type PoolOptions } from './read-pool.ts';
import type { StoryRecord } from './read-story.ts';
import { NameSet, noteUnknownNames } from './unknown-names.ts';
import { forgetStory, writeStory } from './write-story.ts';
import { forgetTerm, usesOfTerm, writeTerm } from './write-term.ts';

/** Up to so many changed names are searched for in all texts; with more, every story is derived again, which is quicker. */
const SEARCHED_NAMES = 20;

/** From so many files on, SQLite's indexes are made when all are in, which takes a quarter of keeping them up to date meanwhile. */
const WORTH_INDEXING_LATER = 1000;

/** Gives the part of a name that a line break within it cannot hide. */
function longestWord(name: string): string {
  return name.split(/\s+/u).reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** Taking what changed of a content folder into the index: what changed, and whom it touches. */
export class Pass {
  count = 0;
  readonly unreadable: Problem[] = [];
  readonly #database: Database;
  readonly #reading: PoolOptions | undefined;
  /** Whether the index had no story before; then nothing that changes can touch any but the new ones. */
  readonly #isFirst: boolean;
  readonly #stories = new Set<number>();
  readonly #derived: number[] = [];
  /** Names that the registry gained or lost. */
  readonly #names = new NameSet();
  /** Names that it or stories gained or lost. */
  readonly #touchedNames = new NameSet();
  readonly #mentionNames = new Set<string>();
  /** Lines that the register of addresses gained, lost or changed. */
  #permalinks: readonly Permalink[] = [];
  #known: Names | undefined;

  constructor(database: Database, reading: PoolOptions | undefined) {
    this.#database = database;
    this.#reading = reading;
    this.#isFirst = database.get('SELECT 1 FROM story LIMIT 1') === undefined;
  }

  /** Whether anything in the index is not what it was before. */
  get isChanged(): boolean {
    return this.count > 0 || this.#derived.length > 0;
  }

  /** Reads files that may have changed; calls back after each. */
  async take(files: readonly ChangedFile[], onFile: () => void): Promise<void> {
    for (const file of files) {
      if (isText(file)) continue;
      await this.#takeOther(file);
      onFile();
    }
    // The registry first, since stories are derived by it.
    const texts = files.filter(isText).sort((a, b) => Number(a.kind === 'article') - Number(b.kind === 'article'));
    const takeAll = async () => {
      let next = 0;
      for await (const reading of readTextFiles(texts, this.#reading)) {
        const file = texts[next++];
        if (!file) throw new Error('More files were read than there are.');
        this.#takeText(file, reading);
        onFile();
      }
    };
    // Nothing asks for a story by what it holds before all are there.
    if (this.#isFirst && texts.length > WORTH_INDEXING_LATER)
      await this.#database.indexingLater(['story', ...DERIVED_TABLES], takeAll);
    else await takeAll();
  }

  /** Takes a file out of the index with all that it gave. */
  forget(path: string): void {
    const row = this.#database.get('SELECT kind FROM file WHERE path = ?', path);
    if (!row) return;
    this.count++;
    const kind = String(row['kind']);
    if (kind === 'article') {
      this.#forgetStory(path);
    } else if (isTermKind(kind)) {
      this.#forgetTerm(kind, path.slice(kind.length + 1, -'.md'.length));
    } else if (kind === 'media') {
      touch(this.#database, FACET.file(path));
    } else if (kind === 'site') {
      touch(this.#database, FACET.site);
      this.#database.run("DELETE FROM meta WHERE key = 'site'");
    } else {
      this.#writePermalinks([]);
    }
    this.#database.run('DELETE FROM file WHERE path = ?', path);
  }

  /** Derives again whatever the changes touch, and notes which embargoes have passed. */
  settle(now: number): void {
    for (const row of this.#database.all(
      'SELECT id, visible, embargo, withdrawn FROM story WHERE embargo IS NOT NULL AND draft = 0',
    )) {
      const visible = Date.parse(String(row['embargo'])) <= now ? 1 : 0;
      if (visible === row['visible']) continue;
      const isPublic = row['withdrawn'] === null ? visible : 0;
      touchStory(this.#database, Number(row['id']));
      this.#database.run('UPDATE story SET visible = ?, public = ? WHERE id = ?', visible, isPublic, row['id'] ?? 0);
      this.#stories.add(Number(row['id']));
    }
    if (!this.#isFirst) {
      for (const { kind, key } of this.#names)
        this.#addStories('SELECT DISTINCT story FROM story_name WHERE kind = ? AND key = ?', kind, key);
      this.#touchMentions();
      for (const permalink of this.#permalinks)
        for (const story of storiesElsewhere(this.#database, permalink)) this.#stories.add(story);
    }
    for (const story of [...this.#stories].sort((a, b) => a - b)) this.#derive(story);
    noteStories(this.#database, this.#derived);
    noteUnknownNames(this.#database, this.#isFirst ? 'all' : this.#touchedNames);
  }

  #derive(story: number, written?: WrittenStory): void {
    // The registry is whole by now, and changes no more in this pass.
    this.#known ??= { resolve: createNameResolver(this.#database), finder: createMentionFinder(this.#database) };
    if (!deriveStory(this.#database, story, this.#known, written)) return;
    this.#derived.push(story);
    if (!this.#isFirst) this.#touchNamesOf(story);
  }

  #touchNamesOf(story: number): void {
    for (const row of this.#database.all('SELECT kind, key FROM story_name WHERE story = ?', story))
      this.#touchedNames.add(String(row['kind']), String(row['key']));
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

  #takeText(file: TextFile, reading: FileReading): void {
    if (reading.state === 'unread') {
      this.#cannotRead(file.path, reading.problem);
    } else if (reading.state === 'same') {
      this.#writeStamp(file);
    } else {
      this.count++;
      if (file.kind === 'article') this.#takeStory(file.path, reading.story);
      else this.#takeTerm(file.path, file.kind, reading);
      this.#writeFile(file, reading.hash, reading.problems);
    }
  }

  #takeStory(path: string, story: StoryRecord | undefined): void {
    this.#forgetStory(path);
    if (!story) return;
    const id = writeStory(this.#database, story);
    // The rest waits until all that changed is in the index: what a change touches is found by what was there before.
    if (this.#isFirst && story.columns['embargo'] === null)
      this.#derive(id, { ...story, row: { ...story.columns, id, derived: null } });
    else this.#stories.add(id);
  }

  #takeTerm(path: string, kind: TermKind, { term }: Extract<FileReading, { state: 'read' }>): void {
    const id = path.slice(kind.length + 1, -'.md'.length);
    this.#forgetTerm(kind, id);
    if (!term) return;
    writeTerm(this.#database, path, term);
    this.#touch(kind, id);
  }

  #writePermalinks(permalinks: readonly PermalinkLine[]): void {
    this.#permalinks = writePermalinks(this.#database, permalinks);
  }

  /** Reads a picture, saved material, the register of addresses, or site.yml. */
  async #takeOther(file: ChangedFile): Promise<void> {
    const { bytes, problem } = readFileBytes(file);
    if (!bytes) {
      this.#cannotRead(file.path, problem);
      return;
    }
    const digest = hash('sha256', bytes, 'hex');
    if (file.hash === digest) {
      this.#writeStamp(file);
      return;
    }
    this.count++;
    if (file.kind === 'media') {
      touch(this.#database, FACET.file(file.path));
      // What reads pictures takes long to load.
      const { readPicture } = await import('./picture.ts');
      const { problems, ...picture } = await readPicture(file, bytes);
      this.#writeFile(file, digest, JSON.stringify(problems), picture);
    } else if (file.kind === 'capture') {
      this.#writeFile(file, digest, '[]');
    } else if (file.kind === 'permalinks') {
      const { permalinks, problems } = readPermalinks(bytes);
      this.#writePermalinks(permalinks);
      this.#writeFile(file, digest, JSON.stringify(problems));
    } else {
      touch(this.#database, FACET.site);
      const { value, problems } = readSite(bytes);
      this.#database.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('site', ?)", JSON.stringify(value ?? null));
      this.#writeFile(file, digest, JSON.stringify(problems));
    }
  }

  /** Tells of a file that cannot be read; nothing of it stays. */
  #cannotRead(path: string, problem: Problem): void {
    this.unreadable.push(problem);
    this.forget(path);
  }

  #writeStamp({ path, stamp, racy }: ChangedFile): void {
    this.#database.run('UPDATE file SET stamp = ?, racy = ? WHERE path = ?', stamp, racy, path);
  }

  #writeFile(
    { path, kind, stamp, racy }: ChangedFile,
    digest: string,
    problems: string,
    { width, height, isAnimated }: Omit<PictureReading, 'problems'> = {},
  ): void {
    this.#database.run(
      'INSERT OR REPLACE INTO file (path, kind, stamp, racy, hash, problems, width, height, animated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      path,
      kind,
      stamp,
      racy,
      digest,
      problems,
      width ?? null,
      height ?? null,
      isAnimated === undefined ? null : Number(isAnimated),
    );
  }

  #forgetStory(path: string): void {
    const row = this.#database.get('SELECT id FROM story WHERE path = ?', path.slice('articles/'.length));
    if (!row) return;
    this.#touchNamesOf(Number(row['id']));
    forgetStory(this.#database, Number(row['id']));
    this.#stories.delete(Number(row['id']));
  }

  /** Notes every name under which a registry entry is known, so that the stories that use one are derived again. */
  #touch(kind: TermKind, id: string): void {
    touch(this.#database, FACET.name(kind, id), FACET.kind(kind));
    const { names, mentioned, stories } = usesOfTerm(this.#database, kind, id);
    for (const { kind: nameKind, key } of names) {
      this.#names.add(nameKind, key);
      this.#touchedNames.add(nameKind, key);
    }
    for (const name of mentioned) this.#mentionNames.add(name);
    for (const story of stories) this.#stories.add(story);
  }

  #forgetTerm(kind: TermKind, id: string): void {
    this.#touch(kind, id);
    forgetTerm(this.#database, kind, id);
  }
}

function isText(file: ChangedFile): file is TextFile {
  return file.kind === 'article' || isTermKind(file.kind);
}
