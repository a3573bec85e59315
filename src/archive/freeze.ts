import { addDays, type Day } from '../model/day.ts';
import type { Site } from '../model/site.ts';
import type { Database } from './database.ts';

/** The rule by which the words of older stories stay as they are. */
export interface Freeze {
  /** Days after its own for which a story may be edited. */
  readonly days: number;
  /** Stories of days before this one are frozen. */
  readonly before: Day;
}

/** Gives the rule as site.yml has it, at an instant (ms since 1970, by its day in UTC); undefined where there is none. */
export function freezeAt(database: Database, now: number): Freeze | undefined {
  const value = String(database.get("SELECT value FROM meta WHERE key = 'site'")?.['value'] ?? 'null');
  const days = (JSON.parse(value) as Site | null)?.frozenAfter;
  return days === undefined ? undefined : { days, before: addDays(new Date(now).toISOString().slice(0, 10), -days) };
}
