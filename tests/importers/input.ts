/** Inputs of importers, written for one test. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Importer, ImportOptions, Input, Item, SkippedItem, StoryItem } from '../../src/importers/foreign.ts';

/** Writes files to a new folder, which goes with the test, and gives them as an input. */
export function inputOf(files: Readonly<Record<string, string | Uint8Array>>): Input {
  const root = mkdtempSync(join(tmpdir(), 'dateline-import-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true });
  });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return {
    root,
    isFolder: true,
    files: paths.map((absolute) => ({ path: relative(root, absolute), absolute, size: statSync(absolute).size })),
  };
}

/** Gives all items of files. */
export async function itemsOf(
  importer: Importer,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ImportOptions> = {},
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of importer.items(inputOf(files), { language: 'en', ...options })) items.push(item);
  return items;
}

export function storiesIn(items: readonly Item[]): StoryItem[] {
  return items.filter((item) => item.kind === 'story');
}

export function skippedIn(items: readonly Item[]): SkippedItem[] {
  return items.filter((item) => item.kind === 'skipped');
}

/** Gives what became of each field, in short: `title → title`, `urgency ✗ it was …`. */
export function fatesOf({ fates }: StoryItem): string[] {
  return fates.map((fate) => {
    if (fate.fate === 'dropped') return `${fate.field} ✗ ${fate.why}`;
    return fate.fate === 'kept'
      ? `${fate.field} → ${fate.as}`
      : `${fate.field} → ${fate.as}, ${fate.fate}: ${fate.how}`;
  });
}
