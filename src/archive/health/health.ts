import type { Answer } from '../../model/finding.ts';
import type { Database } from '../database.ts';
import { askNames } from './names.ts';
import { locate } from './places.ts';
import { askQuotes } from './quotes.ts';
import { askRegistry } from './registry.ts';
import { askSources } from './sources.ts';
import { askStories } from './stories.ts';
import { askTime } from './time.ts';

/** How large an archive is, and from when to when. */
export interface Extent {
  readonly stories: number;
  /** Absent where nothing is published. */
  readonly first?: string;
  readonly last?: string;
}

/** Asks an archive whose index is up to date for its health: every question with all that it finds, in the order of `FINDINGS`. */
export function askHealth(database: Database): Answer[] {
  return locate(database, [
    ...askSources(database),
    ...askQuotes(database),
    ...askNames(database),
    ...askRegistry(database),
    ...askTime(database),
    ...askStories(database),
  ]);
}

/** Gives the number of published stories and their first and last day. */
export function extentOf(database: Database): Extent {
  const row = database.get('SELECT count(*) AS n, min(ord) AS first, max(ord) AS last FROM story WHERE public = 1');
  const stories = Number(row?.['n']);
  if (stories === 0) return { stories };
  return { stories, first: String(row?.['first']).slice(0, 10), last: String(row?.['last']).slice(0, 10) };
}
