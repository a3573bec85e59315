import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Input, InputFile } from './foreign.ts';

/** Lists what is imported: a file, or all files below a folder. Throws where it cannot be opened; links are not followed. */
export function listInput(path: string): Input {
  const root = resolve(path);
  const stat = statSync(root);
  if (!stat.isDirectory())
    return { root, isFolder: false, files: [{ path: basename(root), absolute: root, size: stat.size }] };
  const files: InputFile[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (isHidden(entry)) continue;
      if (entry.isDirectory()) waiting.push(below);
      else if (entry.isFile()) files.push(toFile(root, below));
    }
  }
  return { root, isFolder: true, files: files.sort(byPath) };
}

/** What version control and operating systems keep beside an archive. */
function isHidden({ name }: Dirent): boolean {
  return name === '.git' || name === '.DS_Store' || name === 'Thumbs.db' || name === 'node_modules';
}

function toFile(root: string, path: string): InputFile {
  const absolute = join(root, path);
  return { path, absolute, size: lstatSync(absolute).size };
}

function byPath(one: InputFile, other: InputFile): number {
  return one.path < other.path ? -1 : one.path > other.path ? 1 : 0;
}
