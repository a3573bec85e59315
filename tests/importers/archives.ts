import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Importer, Item, StoryItem } from '../../src/importers/foreign.ts';
import { listInput } from '../../src/importers/input.ts';
import { totalsOf, type Totals } from '../../src/importers/loss-report.ts';
import { runImport, type ImportJob, type Imported } from '../../src/importers/run.ts';
import type { ItemOutcome } from '../../src/importers/spill.ts';
import { makeFolder } from '../content-folder.ts';

/** A picture of a single dot. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Makes an importer that gives items whatever the input. */
export function importerGiving(items: readonly Item[], more: Partial<Importer> = {}): Importer {
  return {
    format: 'test',
    title: 'items of a test',
    recognizes: () => Promise.resolve(1),
    // eslint-disable-next-line @typescript-eslint/require-await -- the form that importers have
    async *items() {
      yield* items;
    },
    ...more,
  };
}

/** Makes a story item of what matters to a test. */
export function itemOf({ place, ...more }: Partial<StoryItem> & { readonly front: StoryItem['front'] }): StoryItem {
  return {
    kind: 'story',
    place: place ?? { file: 'input.test' },
    name: more.front.title ?? 'unnamed',
    body: { format: 'markdown', text: 'The quay is closed.' },
    fates: [],
    ...more,
  };
}

/** What came of an import, with all its outcomes. */
export interface Ran extends Imported {
  readonly into: string;
  readonly all: readonly ItemOutcome[];
  readonly totals: Totals;
}

/** Imports items into a folder, a new one by default. */
export async function importItems(items: readonly Item[], more: Partial<ImportJob> = {}): Promise<Ran> {
  const into = more.into ?? join(makeFolder(), 'content');
  const file = join(makeFolder(), 'input.test');
  writeFileSync(file, '');
  const job = { importer: importerGiving(items), input: listInput(file), into, isDry: false, language: 'en', ...more };
  const imported = await runImport(job);
  const all = [...imported.outcomes()];
  imported.close();
  return { ...imported, into, all, totals: totalsOf(all) };
}

/** Reads every file below a folder, by path. */
export function filesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]));
}

/** Gives a story’s file below articles/. */
export function storyAt(into: string, path: string): string {
  return readFileSync(join(into, 'articles', path), 'utf8');
}
