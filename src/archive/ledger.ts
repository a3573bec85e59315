import type { Problem } from '../model/problem.ts';
import type { ContentFile } from '../reading/folder.ts';
import type { Database } from './database.ts';

/** What became of every story file that was read: `read` is the sum of the others. */
export interface Ledger {
  readonly read: number;
  readonly published: number;
  readonly draft: number;
  readonly embargoed: number;
  readonly withdrawn: number;
  readonly failed: number;
}

/** Counts every story file that the folder holds, whatever became of it. Throws when the sum is not whole: a story would be lost. */
export function ledgerOf(database: Database, files: readonly ContentFile[], problems: readonly Problem[]): Ledger {
  const failed = new Set(
    problems
      .filter(({ severity, file }) => severity === 'error' && /^articles\/.*\.md$/su.test(file))
      .map(({ file }) => file),
  );
  const listed = files.filter(({ kind }) => kind === 'article').map(({ path }) => path);
  const counts = { published: 0, draft: 0, embargoed: 0, withdrawn: 0 };
  for (const row of database.all('SELECT path, visible, draft, withdrawn FROM story WHERE failed = 0')) {
    if (failed.has(`articles/${row['path']}`)) continue;
    const state =
      row['draft'] === 1
        ? 'draft'
        : row['visible'] === 0
          ? 'embargoed'
          : row['withdrawn'] === null
            ? 'published'
            : 'withdrawn';
    counts[state]++;
  }
  const read = new Set([...listed, ...failed]).size;
  const accounted = counts.published + counts.draft + counts.embargoed + counts.withdrawn + failed.size;
  if (read !== accounted)
    throw new Error(`The ledger does not add up: ${read} stories read, ${accounted} accounted for.`);
  return { read, ...counts, failed: failed.size };
}

/** Writes a ledger as one line. */
export function toLedgerLine({ read, published, draft, embargoed, withdrawn, failed }: Ledger): string {
  return `${read} read = ${published} published + ${draft} draft + ${embargoed} embargoed + ${withdrawn} withdrawn + ${failed} failed`;
}
