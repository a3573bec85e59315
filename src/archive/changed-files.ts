import { lstatSync, type Stats } from 'node:fs';
import type { ContentFile } from '../reading/folder.ts';
import type { Database } from './database.ts';

/** A file that may differ from what the index has of it. */
export type ChangedFile = ContentFile & {
  /** Size, mtime, ctime and inode when it was looked at, before it is read; empty when it was gone. */
  readonly stamp: string;
  /** 1 when it changed so shortly before that a later change could leave the same stamp. */
  readonly racy: 0 | 1;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of its bytes as the index has them, in hexadecimal. */
  readonly hash: string | undefined;
};

/** A file that changed this shortly (ms) before it was looked at could change again and keep its stamp. */
const RACY_MS = 2000;

/** Compares the files of a content folder with those that the index has; gives both those to read and the paths of those that went. */
export function findChanged(
  database: Database,
  files: readonly ContentFile[],
): { readonly changed: readonly ChangedFile[]; readonly gone: readonly string[] } {
  const stamps = new Map<string, string>();
  for (const row of database.all("SELECT path, iif(racy, '', stamp) AS stamp FROM file"))
    stamps.set(String(row['path']), String(row['stamp']));
  const changed: ChangedFile[] = [];
  for (const file of files) {
    const stat = lstatSync(file.absolute, { throwIfNoEntry: false });
    const stamp = stat ? stampOf(stat) : '';
    const known = stamps.get(file.path);
    stamps.delete(file.path);
    if (stat && known === stamp) continue;
    const racy = stat && Date.now() - stat.mtimeMs < RACY_MS ? 1 : 0;
    const row = known === undefined ? undefined : database.get('SELECT hash FROM file WHERE path = ?', file.path);
    changed.push({ ...file, stamp, racy, size: stat?.size ?? 0, hash: row && String(row['hash']) });
  }
  return { changed, gone: [...stamps.keys()] };
}

/** Times in ms keep a quarter of a microsecond, far below the clock of any file system; whole nanoseconds would cost as much again as the look itself. */
function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size}:${mtimeMs}:${ctimeMs}:${ino}`;
}
