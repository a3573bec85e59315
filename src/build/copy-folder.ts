import { createHash } from 'node:crypto';
import { constants, readdirSync, type Dirent } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKSUMS } from '../model/addresses.ts';
import type { ChecksumList } from './checksum-list.ts';
import { countIn, noTotals, type Difference, type Totals } from './difference.ts';
import { inOrder } from './in-order.ts';

/** Files that are read at once, and bytes of each in memory. */
const AT_ONCE = 16;
const CHUNK = 64 * 1024;

const COPY_AGAIN =
  'Copy it again as bytes: text mode of FTP and autocrlf of Git change line ends. A host that changes pages (minifies, injects) has to be told to serve them as they are.';

/** What stands at a path of a folder. */
interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other' | 'closed';
  /** Why a folder is closed. */
  readonly reason?: string;
}

/** What a folder is checked with. */
export interface FolderCheck {
  readonly list: ChecksumList;
  /** File of the list, which is no file of the copy. */
  readonly listFile: string;
  readonly report: (found: Difference) => void;
  readonly onProgress: (done: number) => void;
}

/** Compares the files below a folder with a list: those that are there first, in their order, then those that are missing. No link is followed. */
export async function checkFolder(
  folder: string,
  { list, listFile, report, onProgress }: FolderCheck,
): Promise<Totals> {
  const totals = { ...noTotals(), listed: list.size };
  const tell = (found: Difference, isListed: boolean) => {
    countIn(totals, found, isListed);
    report(found);
  };
  /** Links and closed folders by path: nothing below them is seen. */
  const blocked = new Map<string, Difference>();
  const look = async (entry: Entry) => {
    const sha256 = list.sha256Of(entry.path);
    return { entry, isListed: sha256 !== undefined, difference: await differenceOf(folder, entry, sha256) };
  };
  const isList = (path: string) =>
    (path === CHECKSUMS.slice(1) || join(folder, path) === listFile) && list.sha256Of(path) === undefined;
  let done = 0;
  for await (const { entry, isListed, difference } of inOrder(filesIn(folder, isList), AT_ONCE, look)) {
    if (isListed) list.noteFound(entry.path);
    if (difference) tell(difference, isListed);
    else totals.same++;
    if (difference && (entry.kind === 'link' || entry.kind === 'closed')) blocked.set(entry.path, difference);
    onProgress(++done);
  }
  for (const { path } of list.unfound()) tell(absenceOf(path, blocked), true);
  return totals;
}

/** Gives what is wrong with what stands at a path; undefined where it is a file with the bytes of the list. */
async function differenceOf(
  folder: string,
  { path, kind, reason }: Entry,
  sha256: string | undefined,
): Promise<Difference | undefined> {
  if (kind === 'link') {
    const fix = 'Put the file or folder itself there.';
    return { code: 'copy-link', path, message: 'It is a symbolic link, which is not followed.', fix };
  }
  if (kind === 'closed')
    return { code: 'copy-unreachable', path, message: `It cannot be read: ${reason}.`, fix: MAY_READ };
  if (sha256 === undefined) {
    const fix = 'Take it away, or see whether the list is of another state of the site.';
    return { code: 'copy-extra', path, message: 'The list does not name it.', fix };
  }
  if (kind === 'other')
    return { code: 'copy-changed', path, message: 'It is neither a file nor a folder.', fix: COPY_AGAIN };
  try {
    const found = await sha256Of(join(folder, path));
    if (found === sha256) return undefined;
    const message = `Its SHA-256 begins with ${shortened(found)}, not with ${shortened(sha256)}.`;
    return { code: 'copy-changed', path, message, fix: COPY_AGAIN };
  } catch (error) {
    return { code: 'copy-unreachable', path, message: `It cannot be read: ${messageOf(error)}.`, fix: MAY_READ };
  }
}

const MAY_READ = 'Give this user the right to read it, or look after the disk.';

/** Says why nothing was found at a listed path. */
function absenceOf(path: string, blocked: ReadonlyMap<string, Difference>): Difference {
  const parts = path.split('/');
  const above = parts.map((_, index) => parts.slice(0, index).join('/') || '.').find((folder) => blocked.has(folder));
  const found = above === undefined ? undefined : blocked.get(above);
  if (found) return { ...found, path, message: `It would lie below ${above}, into which nobody looked.` };
  return { code: 'copy-missing', path, message: 'It is not there.', fix: 'Copy it from the original.' };
}

/** Begins a checksum well enough to compare it by eye. */
export function shortened(sha256: string): string {
  return sha256.slice(0, 12);
}

/** Gives an error's own words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Gives all that stands below a folder but folders, sorted by path; a folder's names are in memory, and no more. */
function* filesIn(folder: string, isList: (path: string) => boolean, below = ''): Generator<Entry> {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(folder, below), { withFileTypes: true });
  } catch (error) {
    yield { path: below === '' ? '.' : below, kind: 'closed', reason: messageOf(error) };
    return;
  }
  // A folder sorts as what lies in it: with a slash.
  const named = entries.map((entry) => ({ entry, name: entry.isDirectory() ? `${entry.name}/` : entry.name }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { entry } of named) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isList(path)) continue;
    if (entry.isDirectory()) yield* filesIn(folder, isList, path);
    else yield { path, kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other' };
  }
}

/** Buffers that no file is read into now. */
const idle: Buffer[] = [];

/** Gives the SHA-256 of a file; of a link that came into its place meanwhile, an error. */
async function sha256Of(file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | NO_LINK);
  const buffer = idle.pop() ?? Buffer.allocUnsafe(CHUNK);
  try {
    const digest = createHash('sha256');
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) return digest.digest('hex');
      digest.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    idle.push(buffer);
    await handle.close();
  }
}

/** Windows has no such flag. */
const NO_LINK = (constants as Partial<typeof constants>).O_NOFOLLOW ?? 0;
