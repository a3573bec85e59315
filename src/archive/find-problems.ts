import type { Problem } from '../model/problem.ts';
import type { ContentFile } from '../reading/folder.ts';
import { checkArchive } from './check.ts';
import type { Database } from './database.ts';
import type { Freeze } from './freeze.ts';
import { ledgerOf, type Ledger } from './ledger.ts';

/** What became of an archive's stories, and what is wrong with it. */
export interface Found {
  readonly ledger: Ledger;
  /** Every problem of every file, by file, line and column. */
  readonly problems: readonly Problem[];
}

/**
 * Finds every problem of an archive whose index is up to date. `direct` are those that were seen while listing and opening files;
 * where they, the index and what of it is frozen are the same as the last time, so is the rest, which is not looked for again.
 */
export function findProblems(
  database: Database,
  files: readonly ContentFile[],
  direct: readonly Problem[],
  isChanged: boolean,
  freeze: Freeze | undefined,
): Found {
  const seen = JSON.stringify([direct, freeze?.before]);
  if (!isChanged) {
    const stored = database.get("SELECT value FROM meta WHERE key = 'found'")?.['value'];
    const last = typeof stored === 'string' ? (JSON.parse(stored) as { seen: string; found: Found }) : undefined;
    if (last?.seen === seen) return last.found;
  }
  const fileProblems = database
    .all("SELECT problems FROM file WHERE problems <> '[]' ORDER BY path")
    .flatMap((row) => JSON.parse(String(row['problems'])) as Problem[]);
  const problems = [...direct, ...fileProblems, ...checkArchive(database, files, freeze)].sort(byPlace);
  const found: Found = { ledger: ledgerOf(database, files, problems), problems };
  database.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('found', ?)", JSON.stringify({ seen, found }));
  return found;
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
