import { dayNumber } from '../../model/day.ts';
import type { Database, Row } from '../database.ts';
import type { Card } from '../rows.ts';
import { CARD_COLUMNS, CARD_JOINS, toCard } from './cards.ts';

/** How many stories either way are looked at within each shared term for related stories, and how many are shown. */
const RELATED_WINDOW = 25;
const RELATED_SHOWN = 6;
/** What a shared term of each kind counts for, against days between two stories. */
const RELATED_WEIGHT = { series: 0, people: 300, topics: 200, organizations: 100, places: 50 } as const;
const RELATED_DAYS = 365;

/**
 * Gives the stories related to a row of story (id, path, day, ord): those that its editor named, then those that share terms and
 * time. `origin` is the path of the story that it translates, or its own: no version of one story is related to another.
 */
export function relatedTo(database: Database, row: Row, origin: string, named: readonly string[]): Card[] {
  const id = Number(row['id']);
  const day = dayNumber(String(row['day']));
  const near = new Map<number, { score: number; ord: string }>();
  for (const term of database.all('SELECT kind, id FROM story_term WHERE story = ?', id)) {
    const weight = RELATED_WEIGHT[String(term['kind']) as keyof typeof RELATED_WEIGHT];
    if (weight === 0) continue;
    for (const [where, order] of [
      ['<', 'DESC'],
      ['>', 'ASC'],
    ] as const) {
      const rows = database.all(
        `SELECT story, day, ord FROM story_term WHERE kind = ? AND id = ? AND ord ${where} ? ORDER BY ord ${order} LIMIT ${RELATED_WINDOW}`,
        term['kind'] ?? '',
        term['id'] ?? '',
        row['ord'] ?? '',
      );
      for (const other of rows) {
        const distance = Math.min(RELATED_DAYS, Math.abs(dayNumber(String(other['day'])) - day));
        const known = near.get(Number(other['story'])) ?? { score: -distance, ord: String(other['ord']) };
        near.set(Number(other['story']), { ...known, score: known.score + weight });
      }
    }
  }
  const card = (where: string, value: string | number) =>
    database.get(
      `SELECT s.id, ${CARD_COLUMNS} FROM story s ${CARD_JOINS}
       WHERE s.public = 1 AND coalesce(s.translation_of, s.path) <> ? AND ${where}`,
      origin,
      value,
    );
  const chosen = [...new Set(named)].map((path) => card('s.path = ?', path)).filter((other) => other !== undefined);
  const chosenIds = new Set(chosen.map((other) => Number(other['id'])));
  const ranked = [...near]
    .filter(([other]) => !chosenIds.has(other))
    .sort(([, a], [, b]) => b.score - a.score || (a.ord < b.ord ? 1 : -1));
  for (const [other] of ranked) {
    if (chosen.length >= RELATED_SHOWN) break;
    const found = card('s.translation_of IS NULL AND s.id = ?', other);
    if (found) chosen.push(found);
  }
  return chosen.map(toCard);
}
