import { expect } from 'vitest';
import type { Importer, Item, SkippedItem, StoryItem } from '../../src/importers/foreign.ts';
import { inputOf } from './input.ts';

/** Gives all items of files; no field of a story is told twice. */
export async function itemsOf(
  importer: Importer,
  files: Readonly<Record<string, string | Buffer>>,
  language = 'en',
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of importer.items(inputOf(files), { language })) items.push(item);
  for (const item of items) {
    if (item.kind !== 'story') continue;
    const fields = item.fates.map(({ field, value = '' }) => `${field} ${value}`);
    expect(fields, item.name).toEqual([...new Set(fields)]);
  }
  return items;
}

/** Gives the stories of items by their names. */
export function storiesOf(items: readonly Item[]): Record<string, StoryItem> {
  return Object.fromEntries(items.filter((item) => item.kind === 'story').map((item) => [item.name, item]));
}

/** Gives the one story of items. */
export function storyOf(items: readonly Item[]): StoryItem {
  const [story, ...others] = items.filter((item) => item.kind === 'story');
  if (story === undefined || others.length > 0)
    throw new Error(`not one story: ${JSON.stringify(items).slice(0, 2000)}`);
  return story;
}

/** Gives the items that became no story, each in one line. */
export function skippedOf(items: readonly Item[]): string[] {
  return items
    .filter((item): item is SkippedItem => item.kind === 'skipped')
    .map(({ place, name, reason, message }) => `${place.file}:${place.line ?? ''} ${name} [${reason}] ${message}`);
}

/** Gives what became of a story’s fields, each in one line. */
export function fatesOf({ fates }: StoryItem): string[] {
  return fates.map((fate) => {
    const what = fate.value === undefined ? fate.field : `${fate.field} ‹${fate.value}›`;
    if (fate.fate === 'kept') return `${what} → ${fate.as}`;
    if (fate.fate === 'dropped') return `${what} left out: ${fate.why}`;
    return `${what} → ${fate.as}, ${fate.fate}: ${fate.how}`;
  });
}
