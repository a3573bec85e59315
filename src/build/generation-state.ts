import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './generation-fault.ts';
import { placesOf } from './generation-places.ts';
import { syncFolder } from './generation-sync.ts';

/**
 * Tells a folder from another in its place, and from itself with other files at its top: `INODE:MTIME`, in nanoseconds.
 * The inode alone would not do, since a new folder often gets that of a removed one.
 */
export type Mark = string;

/** What the file beside a site says: which build is live, and how both generations looked when it was published. */
export interface SiteState {
  readonly id: string;
  readonly live: Mark;
  readonly back: Mark | null;
}

/** The mark of a folder, or undefined where none is. */
export function markOf(folder: string): Mark | undefined {
  const stat = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino}:${stat.mtimeNs}` : undefined;
}

/** Whether two marks are of one folder, whatever was done in it. */
export function isSameFolder(one: Mark | undefined | null, other: Mark | undefined | null): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.split(':')[0] === other.split(':')[0];
}

/** Reads the state file; undefined where it is missing or damaged, which costs a build from the start. */
export function readSiteState(file: string): SiteState | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    const state: unknown = JSON.parse(text);
    return isSiteState(state) ? state : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The text of a file, or undefined where none is. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isSiteState(value: unknown): value is SiteState {
  if (typeof value !== 'object' || value === null) return false;
  const { id, live, back } = value as Record<string, unknown>;
  return typeof id === 'string' && typeof live === 'string' && (typeof back === 'string' || back === null);
}

/** Writes the state file whole or not at all, durably. */
export function writeSiteState(file: string, state: SiteState): void {
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w');
  try {
    writeFileSync(handle, `${JSON.stringify(state)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/**
 * The id of the build that is live at `outDir`, or undefined where none was published there or something else stands in its place.
 * To be asked after `openStage` or `recoverSite`: before, an interrupted swap gives undefined.
 */
export function siteId(outDir: string): string | undefined {
  const places = placesOf(outDir);
  const state = readSiteState(places.site);
  return state !== undefined && state.live === markOf(places.live) ? state.id : undefined;
}
