import type { Problem } from '../model/problem.ts';
import type { ContentFile } from '../reading/folder.ts';
import type { Database, Row } from './database.ts';

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
  const counts = { published: 0, draft: 0, embargoed: 0, withdrawn: 0 };
  const states = database.all(
    'SELECT draft, visible, withdrawn IS NOT NULL AS withdrawn, count(*) AS n FROM story WHERE failed = 0 GROUP BY 1, 2, 3',
  );
  for (const row of states) counts[stateOf(row)] += Number(row['n']);
  for (const file of failed) {
    const row = database.get(
      'SELECT draft, visible, withdrawn IS NOT NULL AS withdrawn FROM story WHERE path = ? AND failed = 0',
      file.slice('articles/'.length),
    );
    if (row) counts[stateOf(row)]--;
  }
  const read = files.reduce(
    (sum, { kind, path }) => (kind === 'article' && !failed.has(path) ? sum + 1 : sum),
    failed.size,
  );
  const accounted = counts.published + counts.draft + counts.embargoed + counts.withdrawn + failed.size;
  if (read !== accounted)
    throw new Error(`The ledger does not add up: ${read} stories read, ${accounted} accounted for.`);
  return { read, ...counts, failed: failed.size };
}

function stateOf(row: Row): 'published' | 'draft' | 'embargoed' | 'withdrawn' {
  if (row['draft'] === 1) return 'draft';
  if (row['visible'] === 0) return 'embargoed';
  return row['withdrawn'] === 1 ? 'withdrawn' : 'published';
}

/** Writes a ledger as one line. */
export function toLedgerLine({ read, published, draft, embargoed, withdrawn, failed }: Ledger): string {
  return `${read} read = ${published} published + ${draft} draft + ${embargoed} embargoed + ${withdrawn} withdrawn + ${failed} failed`;
}
