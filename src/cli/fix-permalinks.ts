import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freezeAt } from '../archive/freeze.ts';
import { mergePermalinks } from '../archive/permalinks.ts';
import { PERMALINKS, toPermalinkLine } from '../model/permalink.ts';
import { readPermalinks } from '../reading/permalinks.ts';
import type { Mended, ToMend } from './mender.ts';

const HEAD = [
  '# Every address on which a story was published, and whose it is. Commit this file with the stories.',
  '# dateline check --fix adds lines; no line ever goes.',
];

/** Brings the register of addresses up to date with the stories. What it says and cannot be read, or of stories with errors, stays. */
export function fixPermalinks({ session, archive, found }: ToMend): Mended[] {
  const unreadable = found.problems.find(
    ({ file, severity, code }) => file === PERMALINKS && severity === 'error' && code !== 'permalink-lost',
  );
  if (unreadable) {
    const message = `It was left as it is, since line ${unreadable.line} has to be mended by hand first.`;
    return [{ file: PERMALINKS, message }];
  }
  const file = join(session.contentDir, PERMALINKS);
  const bytes = existsSync(file) ? readFileSync(file) : undefined;
  const { permalinks, comments } = readPermalinks(bytes ?? new Uint8Array());
  const broken = new Set(
    found.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ file: path }) => path.slice('articles/'.length)),
  );
  const freeze = freezeAt(archive.database, session.now ?? Date.now());
  const { merged, added, renewed } = mergePermalinks(archive.database, permalinks, broken, freeze !== undefined);
  const lines = [...(bytes ? comments : HEAD), ...merged.map(toPermalinkLine)];
  const text = `${lines.join('\n')}\n`;
  if (merged.length === 0 || bytes?.equals(Buffer.from(text)) === true) return [];
  writeWhole(file, text);
  return [{ file: PERMALINKS, message: messageOf(added, renewed) }];
}

function messageOf(added: readonly string[], renewed: number): string {
  const named = added.slice(0, 3).join(', ') + (added.length > 3 ? ` and ${added.length - 3} more` : '');
  const parts = [
    ...(added.length > 0 ? [`${lines(added.length)} added (${named})`] : []),
    ...(renewed > 0 ? [`${lines(renewed)} renewed`] : []),
  ];
  return parts.length > 0 ? `${parts.join(', ')}.` : 'Its lines were put in order.';
}

function lines(count: number): string {
  return `${count} line${count === 1 ? '' : 's'}`;
}

/** Writes a file whole or not at all; a name that begins with a dot is no content. */
function writeWhole(file: string, text: string): void {
  const draft = join(file, '..', `.${PERMALINKS}.${process.pid}`);
  const handle = openSync(draft, 'w');
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}
