import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { placesOf } from '../../src/build/generation-places.ts';
import type { Stage } from '../../src/build/generation-stage.ts';
import { StageWriter } from '../../src/build/generation-writer.ts';
import { openStage } from '../../src/build/generations.ts';

/** A small site: its id and pages by path. */
export interface Plan {
  readonly id: string;
  readonly fresh: boolean;
  readonly files: Readonly<Record<string, string>>;
}

/** A site of six pages: those of every site, two of its own, and two that differ. */
export function siteOf(id: string, fresh = false): Plan {
  return {
    id,
    fresh,
    files: {
      'index.html': `front of ${id}`,
      '404.html': 'none',
      'about/index.html': 'the same in all',
      'topics/राजनीति/index.html': `topic of ${id}`,
      [`2020/${id}/index.html`]: `day of ${id}`,
      [`2020/${id}/page/2/index.html`]: `second page of ${id}`,
    },
  };
}

/** A site as `readTree` gives it. */
export function treeOf(id: string): Record<string, string> {
  return Object.fromEntries(Object.entries(siteOf(id).files).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The generation that is not live. */
export const backOf = (outDir: string) => placesOf(outDir).back;

/** Every file of a folder with its text. */
export function readTree(folder: string): Record<string, string> {
  const files = listFiles(folder).map(
    (path) => [path, path.endsWith('/') ? '' : readFileSync(join(folder, path), 'utf8')] as const,
  );
  return Object.fromEntries(files);
}

/** The inode of each file of a folder: two folders with the same share all their files. */
export function inodesOf(folder: string): Record<string, number> {
  return Object.fromEntries(listFiles(folder).map((path) => [path, lstatSync(join(folder, path)).ino] as const));
}

/** Files by path, in order; an empty folder is named with a slash at its end, since no site has one. */
function listFiles(folder: string, below = ''): string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  if (entries.length === 0 && below !== '') return [`${below}/`];
  const paths = entries.flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? listFiles(folder, path) : [path];
  });
  return paths.sort((one, other) => (one < other ? -1 : 1));
}

/** Names beside the site that begin as its own papers do. */
export function besideOf(outDir: string): string[] {
  return readdirSync(dirname(outDir))
    .filter((name) => name !== '.dist.site')
    .sort();
}

/** Writes what a plan says into the stage, up to its seal; `live` is what is live, where the caller knows it. */
export async function stageSite(outDir: string, plan: Plan, live?: Record<string, string>): Promise<Stage> {
  const stage = await openStage(outDir, { fresh: plan.fresh });
  try {
    const before = stage.isFresh ? {} : (live ?? readTree(outDir));
    const changed = Object.entries(plan.files).filter(([path, text]) => before[path] !== text);
    const removed = Object.keys(before).filter((path) => !(path in plan.files));
    stage.announce([...changed.map(([path]) => path), ...removed]);
    for (const path of removed) stage.remove(path);
    const writer = new StageWriter(stage.folder, stage.isFresh);
    for (const [path, text] of changed) writer.write(path, text);
    await stage.seal(plan.id);
  } catch (error) {
    await stage.discard();
    throw error;
  }
  return stage;
}

/** A whole build: stage and publish. */
export async function publishSite(outDir: string, plan: Plan, live?: Record<string, string>): Promise<void> {
  const stage = await stageSite(outDir, plan, live);
  await stage.publish();
}
