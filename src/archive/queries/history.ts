import { FACET } from '../facets.ts';
import { SHOWS_HISTORY } from '../page-parts.ts';
import type { History, HistoryRow, LastChange } from '../rows.ts';
import { Gone, tracked } from '../tracker.ts';
import { optional } from './cards.ts';
import { readSiteRow } from './site.ts';

/** How a story changed since readers could see it. */
export const storyHistory = tracked(
  'storyHistory',
  (database, path: string): HistoryRow => {
    const row = database.get(
      `SELECT s.title, s.language, h.record FROM story s JOIN history h ON h.path = s.path WHERE s.path = ? AND ${SHOWS_HISTORY}`,
      path,
    );
    if (!row) throw new Gone(`Nothing is known of changes of ${path}.`);
    const { language } = readSiteRow(database);
    return {
      title: String(row['title']),
      lang: String(row['language'] ?? language),
      ...(JSON.parse(String(row['record'])) as History),
    };
  },
  { on: (path) => [FACET.story(path), FACET.history(path)] },
);

/** When a story last changed; nothing where it has no page of its changes. */
export const lastChange = tracked(
  'lastChange',
  (database, path: string): LastChange | null => {
    const row = database.get(
      `SELECT h.changed AS date FROM story s JOIN history h ON h.path = s.path WHERE s.path = ? AND ${SHOWS_HISTORY}`,
      path,
    );
    return row ? optional(row, 'date') : null;
  },
  { on: (path) => [FACET.story(path), FACET.history(path)] },
);
