import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../src/archive/database.ts';
import { syncArchive, type SyncResult } from '../src/archive/sync.ts';
import { useDatabase } from '../src/archive/tracker.ts';

/** A site.yml that is right, for tests that are about something else. */
export const SITE = 'title: The Test Record\nurl: https://record.example\nlanguage: en\n';

/** Makes an empty folder that goes when the test ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files by path into a folder; null takes a file away. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array | null>>): void {
  for (const [path, contents] of Object.entries(files)) {
    const file = join(folder, path);
    if (contents === null) {
      rmSync(file);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, contents);
    }
  }
}

/** Writes a story: its front matter without title and date where they do not matter, and its text. */
export function story(front: string, body = 'Text.\n'): string {
  const rest = /^title:/mu.test(front) ? front : `title: A story\n${front}`;
  const dated = /^date:/mu.test(rest) ? rest : `date: 2020-01-05\n${rest}`;
  return `---\n${dated.trim()}\n---\n\n${body}`;
}

/** A content folder with its index, for asking queries. */
export interface TestArchive {
  readonly contentDir: string;
  readonly database: Database;
  /** Writes files, brings the index up to date and gives what the sync found. */
  readonly update: (files: Readonly<Record<string, string | Uint8Array | null>>) => Promise<SyncResult>;
}

/** Makes a content folder, brings it into an index and opens that for queries. The clock stands still. */
export async function makeArchive(
  files: Readonly<Record<string, string | Uint8Array | null>>,
  now = Date.parse('2026-01-01T00:00:00Z'),
): Promise<TestArchive & { found: SyncResult }> {
  const contentDir = makeFolder();
  const database = openDatabase(join(makeFolder(), 'index.sqlite'), 'test');
  useDatabase(database);
  onTestFinished(() => {
    useDatabase(undefined);
    database.close();
  });
  const update: TestArchive['update'] = (changes) => {
    writeFiles(contentDir, changes);
    return syncArchive(database, { contentDir, now });
  };
  const found = await update({ 'site.yml': SITE, ...files });
  return { contentDir, database, update, found };
}
