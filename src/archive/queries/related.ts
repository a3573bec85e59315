import { dayNumber } from '../../model/day.ts';
import type { Database, Row } from '../database.ts';
import { FACET } from '../facets.ts';
import type { Card } from '../rows.ts';
import { depend } from '../tracker.ts';
import { CARD_COLUMNS, CARD_JOINS, toCard } from './cards.ts';

/** How many stories either way are looked at within each shared term for related stories, and how many are shown. */
export const RELATED_WINDOW = 25;
const RELATED_SHOWN = 6;
/** What a shared term of each kind counts for, against days between two stories. */
const RELATED_WEIGHT = { series: 0, people: 300, topics: 200, organizations: 100, places: 50 } as const;
const RELATED_DAYS = 365;
/** Kinds of term that make stories related. */
export const RELATED_KINDS: ReadonlySet<string> = new Set(
  Object.entries(RELATED_WEIGHT).flatMap(([kind, weight]) => (weight === 0 ? [] : [kind])),
);

/** A story within the window of some shared term. */
interface Near {
  score: number;
  readonly ord: string;
}

const [NEAR_BEFORE, NEAR_AFTER] = [
  ['<', 'DESC'],
  ['>', 'ASC'],
].map(
  ([where, order]) =>
    `SELECT story, ord FROM story_term WHERE kind = ? AND id = ? AND ord ${where} ? ORDER BY ord ${order} LIMIT ${RELATED_WINDOW}`,
) as [string, string];
const CARD = `SELECT s.id, ${CARD_COLUMNS} FROM story s ${CARD_JOINS} WHERE s.public = 1 AND coalesce(s.translation_of, s.path) <> ? AND`;
const CARD_AT = `${CARD} s.path = ?`;
const CARD_OF = `${CARD} s.translation_of IS NULL AND s.id = ?`;

/** Gives the days between a story, by its place in time, and a day; from a year on all are as far. */
function distanceOf(ord: string, day: number): number {
  const date = ord.slice(0, 10);
  let number = dayNumbers.get(date);
  if (number === undefined) dayNumbers.set(date, (number = dayNumber(date)));
  return Math.min(RELATED_DAYS, Math.abs(number - day));
}

/** Every story looks at hundreds of others, on few thousand days. */
const dayNumbers = new Map<string, number>();

/**
 * Gives the stories related to a row of story (id, path, day, ord): those that its editor named, then those that share terms and
 * time. `origin` is the path of the story that it translates, or its own: no version of one story is related to another.
 */
export function relatedTo(database: Database, row: Row, origin: string, named: readonly string[]): Card[] {
  const id = Number(row['id']);
  const day = dayNumber(String(row['day']));
  const near = new Map<number, Near>();
  for (const term of database.all('SELECT kind, id FROM story_term WHERE story = ?', id)) {
    const weight = RELATED_WEIGHT[String(term['kind']) as keyof typeof RELATED_WEIGHT];
    if (weight === 0) continue;
    for (const sql of [NEAR_BEFORE, NEAR_AFTER]) {
      for (const [other, ord] of database.lists(sql, term['kind'] ?? '', term['id'] ?? '', row['ord'] ?? '')) {
        const known = near.get(Number(other));
        if (known) known.score += weight;
        else near.set(Number(other), { score: weight - distanceOf(String(ord), day), ord: String(ord) });
      }
    }
  }
  for (const path of named) depend(FACET.story(path));
  const chosen = [...new Set(named)]
    .map((path) => database.get(CARD_AT, origin, path))
    .filter((other) => other !== undefined);
  const chosenIds = new Set(chosen.map((other) => Number(other['id'])));
  const ranked = [...near]
    .filter(([other]) => !chosenIds.has(other))
    .sort(([, a], [, b]) => b.score - a.score || (a.ord < b.ord ? 1 : -1));
  for (const [other] of ranked) {
    if (chosen.length >= RELATED_SHOWN) break;
    const found = database.get(CARD_OF, origin, other);
    if (found) chosen.push(found);
  }
  return chosen.map(toCard);
}
