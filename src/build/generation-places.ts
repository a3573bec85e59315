import { lstatSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { syncFolder } from './generation-sync.ts';

/** What stands in the place of the site is none, and would be lost. */
export class UnfitPlace extends Error {
  override readonly name = 'UnfitPlace';
}

/** Where a site's two generations and their papers lie, as absolute paths; a folder among them need not be there. */
export interface Places {
  readonly outDir: string;
  /** A symlink leads to the live generation: it is turned instead of renaming folders. */
  readonly isLink: boolean;
  readonly live: string;
  readonly back: string;
  /** The old site for the instant between the two renames. */
  readonly old: string;
  /** The new symlink for the instant before its rename. */
  readonly turned: string;
  readonly journal: string;
  readonly lock: string;
  readonly site: string;
}

/** The places of a site as they are now: a symlink that was turned gives other ones. */
export function placesOf(out: string): Places {
  const outDir = resolve(out);
  const beside = (name: string) => join(dirname(outDir), `.${basename(outDir)}.${name}`);
  const isLink = lstatSync(outDir, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  const live = isLink ? resolve(dirname(outDir), readlinkSync(outDir)) : outDir;
  const unlinked = live === beside('a') ? beside('b') : beside('a');
  return {
    outDir,
    isLink,
    live,
    back: isLink ? unlinked : beside('back'),
    old: beside('old'),
    turned: beside('turned'),
    journal: beside('journal'),
    lock: beside('lock'),
    site: beside('site'),
  };
}

/** Whether anything has this name, a dangling symlink included. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Every site has these; a folder that has others and not these is the project, the stories or someone's documents. */
const SIGNS = ['index.html', '404.html'];

/** Throws `UnfitPlace` where a site would replace something else: a file, or a folder of other files, also behind a symlink. */
export function refuseOthersFiles(outDir: string): void {
  const stat = statSync(outDir, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) throw new UnfitPlace(`${outDir} is not a folder.`);
  const files = readdirSync(outDir);
  if (files.length === 0 || SIGNS.every((sign) => files.includes(sign))) return;
  throw new UnfitPlace(`${outDir} holds files that are no site of Dateline’s: name another folder with --out.`);
}

/**
 * Makes the back generation live, by two renames or by turning the symlink. Leaves the former one at `old`, or where the symlink led.
 * Where the second rename fails, the first is taken back.
 */
export function swapGenerations(places: Places): void {
  if (places.isLink) turnLink(places);
  else renameGenerations(places);
  syncFolder(dirname(places.outDir));
}

function turnLink({ outDir, back, turned }: Places): void {
  rmSync(turned, { force: true });
  symlinkSync(basename(back), turned, 'dir');
  renameSync(turned, outDir);
}

function renameGenerations({ outDir, back, old }: Places): void {
  const hasOld = isThere(outDir);
  if (hasOld) renameSync(outDir, old);
  try {
    renameSync(back, outDir);
  } catch (error) {
    if (hasOld) renameSync(old, outDir);
    throw error;
  }
}

/** Removes generations that no one needs: of a swap long past, or of the time when `outDir` was a symlink, or was none. */
export function removeStrays(places: Places): void {
  const { outDir, live, back, old, turned } = places;
  const beside = (name: string) => join(dirname(outDir), `.${basename(outDir)}.${name}`);
  for (const stray of [old, turned, beside('back'), beside('a'), beside('b')]) {
    if (stray !== live && stray !== back) rmSync(stray, { recursive: true, force: true });
  }
}
