/** Inputs of importers, written for one test. */
import type { Importer, ImportOptions, Input, Item, SkippedItem, StoryItem } from '../../src/importers/foreign.ts';
import { listInput } from '../../src/importers/input.ts';
import { makeFolder, writeFiles } from '../content-folder.ts';

/** Writes files into a folder that goes when the test ends, and gives it as an input. */
export function inputOf(files: Readonly<Record<string, string | Uint8Array>>): Input {
  const folder = makeFolder();
  writeFiles(folder, files);
  return listInput(folder);
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
