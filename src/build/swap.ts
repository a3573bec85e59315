import { existsSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Folders beside a site's: the one that a build writes, and the old site for the instant of the swap. */
interface Generations {
  readonly next: string;
  readonly old: string;
}

function generationsOf(outDir: string): Generations {
  const beside = (name: string) => join(dirname(outDir), `.${basename(outDir)}.${name}`);
  return { next: beside('next'), old: beside('old') };
}

/** Makes an empty folder beside the site's in which a build may write, and gives its path. Finishes an interrupted swap first. */
export function openStage(outDir: string): string {
  recoverSite(outDir);
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
  if (existsSync(outDir)) {
    if (!lstatSync(outDir).isDirectory()) throw new Error(`${outDir} is not a folder.`);
    renameSync(outDir, old);
  }
  renameSync(next, outDir);
  rmSync(old, { recursive: true, force: true });
}

/** Takes away what a failed build staged. */
export function discardStage(outDir: string): void {
  rmSync(generationsOf(outDir).next, { recursive: true, force: true });
}
