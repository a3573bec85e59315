import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What stands in the place of the site is none, and would be lost. */
export class UnfitPlace extends Error {
  override readonly name = 'UnfitPlace';
}

/** Folders beside a site's: the one that a build writes, and the old site for the instant of the swap. */
interface Generations {
  readonly next: string;
  readonly old: string;
}

function generationsOf(outDir: string): Generations {
  const beside = (name: string) => join(dirname(outDir), `.${basename(outDir)}.${name}`);
  return { next: beside('next'), old: beside('old') };
}

/**
 * Makes an empty folder beside the site's in which a build may write, and gives its path. Finishes an interrupted swap first.
 * Throws `UnfitPlace` where the site would replace something else.
 */
export function openStage(outDir: string): string {
  recoverSite(outDir);
  refuseOthersFiles(outDir);
  const { next } = generationsOf(outDir);
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  return next;
}

/** Puts the old site back where a build was killed between the two renames of a swap. */
export function recoverSite(outDir: string): void {
  const { old } = generationsOf(outDir);
  if (!existsSync(old)) return;
  if (existsSync(outDir)) rmSync(old, { recursive: true });
  else renameSync(old, outDir);
}

/** Puts the staged site in the place of the old one: two renames, and nothing of the old site is left. */
export function swapStage(outDir: string): void {
  const { next, old } = generationsOf(outDir);
  refuseOthersFiles(outDir);
  if (existsSync(outDir)) renameSync(outDir, old);
  renameSync(next, outDir);
  rmSync(old, { recursive: true, force: true });
}

/** Every site has these; a folder that has others and not these is the project, the stories or someone's documents. */
const SIGNS = ['index.html', '404.html'];

function refuseOthersFiles(outDir: string): void {
  const stat = lstatSync(outDir, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) throw new UnfitPlace(`${outDir} is not a folder.`);
  const files = readdirSync(outDir);
  if (files.length === 0 || SIGNS.every((sign) => files.includes(sign))) return;
  throw new UnfitPlace(`${outDir} holds files that are no site of Dateline’s: name another folder with --out.`);
}

/** Takes away what a failed build staged. */
export function discardStage(outDir: string): void {
  rmSync(generationsOf(outDir).next, { recursive: true, force: true });
}
