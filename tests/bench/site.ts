import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The pages of a built site. */
export interface SiteSize {
  readonly pages: number;
  readonly bytes: number;
  /** Bytes of the heaviest page. */
  readonly largest: number;
}

/** Counts and weighs the HTML files of a built site. */
export function weighSite(folder: string): SiteSize {
  let [pages, bytes, largest] = [0, 0, 0];
  for (const file of pagesOf(folder)) {
    const { size } = statSync(file);
    pages++;
    bytes += size;
    largest = Math.max(largest, size);
  }
  return { pages, bytes, largest };
}

/** Counts the HTML files of a built site. */
export function countPages(folder: string): number {
  let count = 0;
  for (const _ of pagesOf(folder)) count++;
  return count;
}

function* pagesOf(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pagesOf(path);
    else if (entry.name.endsWith('.html')) yield path;
  }
}
