import { constants, copyFileSync, linkSync, lstatSync, mkdirSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from './generation-fault.ts';

/** Throws where a path is not relative, has `.` or `..` in it, or could mean another file on some system. */
export function checkPath(path: string): void {
  const isFit = path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  const isForeign = path.includes('\0') || (process.platform === 'win32' && /[\\:]/.test(path));
  if (!isFit || isForeign) throw new Error(`The path ${JSON.stringify(path)} leads out of the site.`);
}

/** What a file system answers that cannot link these two, or cannot link at all. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK']);

/** Gives a file a second name; where the file system cannot, a copy. */
export function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

/** Takes a file away if it is there; a folder of that name stays. */
export function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return;
    // A folder: Linux says EISDIR, macOS and Windows EPERM.
    if (!(lstatSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false)) throw error;
  }
}

/** Removes the folder of a path and those above it, as long as they are empty; never `root` itself. */
export function pruneAbove(root: string, path: string): void {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (!removeEmpty(join(root, folder))) return;
  }
}

/** Removes a folder that is empty or missing; gives false where it holds something. */
function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
  return true;
}

/** Makes each path of `back` what it is in `live`: the same file, or none. Takes all away first, since a file may have become a folder. */
export function relinkPaths(live: string, back: string, paths: ReadonlySet<string>): void {
  for (const path of paths) removeFile(join(back, path));
  const kept: string[] = [];
  for (const path of paths) {
    if (isFile(join(live, path))) kept.push(path);
    else pruneAbove(back, path);
  }
  for (const path of kept) pruneNamesake(back, path);
  const made = new Set<string>();
  for (const path of kept) {
    const folder = dirname(join(back, path));
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    linkFile(join(live, path), join(back, path));
  }
}

/** A folder without a file that a killed removal left where a file is to stand. */
function pruneNamesake(back: string, path: string): void {
  if (lstatSync(join(back, path), { throwIfNoEntry: false })) pruneEmpty(join(back, path));
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** Removes every file of a tree and keeps its folders: removing and making 60,000 folders again takes longer than all else. */
export function emptyTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) emptyTree(path);
    else unlinkSync(path);
  }
}

/** Removes the folders of a tree that hold no file at any depth, the tree's own included; gives whether it went. */
export function pruneEmpty(folder: string): boolean {
  let isEmpty = true;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !pruneEmpty(join(folder, entry.name))) isEmpty = false;
  }
  if (isEmpty) rmdirSync(folder);
  return isEmpty;
}
