import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from './generation-fault.ts';

/** Up to here each file is synced by itself: a sync of the whole file system also waits for what other programs wrote. */
const FEW_PATHS = 200;
const AT_ONCE = 16;

const isWindows = process.platform === 'win32';

/** Makes the names in a folder durable. Windows knows no such sync. */
export function syncFolder(folder: string): void {
  if (isWindows) return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a whole tree durable. */
export async function syncTree(folder: string): Promise<void> {
  if (syncFileSystem(folder)) return;
  await syncEach(listTree(folder));
}

/** Makes these files of a folder durable, and the folders that hold them; what was removed is passed over. */
export async function syncPaths(folder: string, paths: ReadonlySet<string>): Promise<void> {
  if (paths.size > FEW_PATHS && syncFileSystem(folder)) return;
  const files = [...paths].map((path) => ({ path: join(folder, path), isFolder: false }));
  await syncEach([...files, ...foldersOf(folder, paths)]);
}

/** Makes the names of these paths durable, of which the files are so already. */
export async function syncFolders(folder: string, paths: ReadonlySet<string>): Promise<void> {
  if (paths.size > FEW_PATHS && syncFileSystem(folder)) return;
  await syncEach(foldersOf(folder, paths));
}

function foldersOf(root: string, paths: ReadonlySet<string>): Entry[] {
  const folders = new Set(['.']);
  for (const path of paths) for (let up = dirname(path); !folders.has(up); up = dirname(up)) folders.add(up);
  return [...folders].map((path) => ({ path: join(root, path), isFolder: true }));
}

/** One call for all files of the file system, where the system has it (coreutils on Linux); false where it has not, or where it failed. */
function syncFileSystem(folder: string): boolean {
  return process.platform === 'linux' && spawnSync('sync', ['-f', folder], { stdio: 'ignore' }).status === 0;
}

interface Entry {
  readonly path: string;
  readonly isFolder: boolean;
}

function listTree(root: string): Entry[] {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  return [
    { path: root, isFolder: true },
    ...entries.map((entry) => ({ path: join(entry.parentPath, entry.name), isFolder: entry.isDirectory() })),
  ];
}

async function syncEach(entries: readonly Entry[]): Promise<void> {
  const waiting = entries.values();
  const work = async () => {
    for (const entry of waiting) if (!(isWindows && entry.isFolder)) await syncOne(entry.path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function syncOne(path: string): Promise<void> {
  const handle = await open(path, isWindows ? 'r+' : 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!handle) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
