import { accessSync, constants, type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Input, InputFile, SkippedItem, SkipReason } from './foreign.ts';

/** Lists what is imported: a file, or all files below a folder. Throws where it cannot be opened; links are not followed. */
export function listInput(path: string): Input {
  const root = resolve(path);
  const stat = statSync(root);
  if (!stat.isDirectory())
    return { root, isFolder: false, files: [{ path: basename(root), absolute: root, size: stat.size }], closed: [] };
  const files: InputFile[] = [];
  const closed: SkippedItem[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of entriesOf(root, folder, closed)) {
      const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (isHidden(entry)) continue;
      if (entry.isDirectory()) waiting.push(below);
      else if (entry.isFile()) takeFile(root, below, files, closed);
      else closed.push(notOpened(below, 'not-a-story', 'It is a link or a device, which is not followed.'));
    }
  }
  return { root, isFolder: true, files: files.sort(byPath), closed: closed.sort(byPlace) };
}

/** Gives what lies in a folder; one below the root that does not open is told. */
function entriesOf(root: string, folder: string, closed: SkippedItem[]): Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === '' || !(error instanceof Error) || !('code' in error)) throw error;
    closed.push(notOpened(folder, 'unreadable', `The folder does not open (${String(error.code)}).`));
    return [];
  }
}

function takeFile(root: string, path: string, files: InputFile[], closed: SkippedItem[]): void {
  const absolute = join(root, path);
  try {
    accessSync(absolute, constants.R_OK);
    files.push({ path, absolute, size: lstatSync(absolute).size });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    closed.push(notOpened(path, 'unreadable', `The file does not open (${String(error.code)}).`));
  }
}

function notOpened(file: string, reason: SkipReason, message: string): SkippedItem {
  return { kind: 'skipped', place: { file }, name: file, reason, message };
}

/** What version control and operating systems keep beside an archive. */
function isHidden({ name }: Dirent): boolean {
  return name === '.git' || name === '.DS_Store' || name === 'Thumbs.db' || name === 'node_modules';
}

function byPath(one: InputFile, other: InputFile): number {
  return one.path < other.path ? -1 : one.path > other.path ? 1 : 0;
}

function byPlace({ name: one }: SkippedItem, { name: other }: SkippedItem): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
