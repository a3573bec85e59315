import type { Importer, ImportOptions, Input, Item, SkippedItem, StoryItem } from '../../src/importers/foreign.ts';
import { inputOf } from './input.ts';

/** Gives all items of an archive. */
export async function itemsOf(importer: Importer, input: Input, options: Partial<ImportOptions> = {}): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of importer.items(input, { language: 'en', ...options })) items.push(item);
  return items;
}

/** Gives the only story of an archive. */
export async function storyOf(
  importer: Importer,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ImportOptions> = {},
): Promise<StoryItem> {
  const stories = (await itemsOf(importer, inputOf(files), options)).filter((item) => item.kind === 'story');
  const [story, other] = stories;
  if (!story || other) throw new Error(`${stories.length} stories, not one`);
  return story;
}

/** Gives the only item of an archive, which becomes no story. */
export async function skippedOf(
  importer: Importer,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<SkippedItem> {
  const [item, other] = await itemsOf(importer, inputOf(files));
  if (item?.kind !== 'skipped' || other) throw new Error('It is not one skipped item.');
  return item;
}

/** Writes what became of a story’s fields, one a line. */
export function fatesOf({ fates }: StoryItem): string[] {
  return fates.map((fate) => {
    const field = fate.value === undefined ? fate.field : `${fate.field} (${fate.value})`;
    if (fate.fate === 'dropped') return `${field}: dropped, because ${fate.why}`;
    return `${field}: ${fate.fate} as ${fate.as}${'how' in fate ? `, ${fate.how}` : ''}`;
  });
}
