import { dayNumber } from '../../model/day.ts';
import type { Database, Row } from '../database.ts';
import { FACET } from '../facets.ts';
import type { Card } from '../rows.ts';
import { depend, remember } from '../tracker.ts';
import { type Gist, gistOf } from './cards.ts';

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
  readonly day: number;
}

/**
 * Gives the stories related to a row of story (id, path, day, ord): those that its editor named, then those that share terms and
 * time. `origin` is the path of the story that it translates, or its own: no version of one story is related to another.
 */
export function relatedTo(database: Database, row: Row, origin: string): Card[] {
  const id = Number(row['id']);
  const chosen = new Map<number, Card>();
  const choose = (other: number, isFit: (gist: Gist) => boolean) => {
    const gist = gistOf(database, other);
    if (gist.isPublic && (gist.translationOf ?? gist.path) !== origin && isFit(gist)) chosen.set(other, gist.card);
  };
  for (const path of namedBy(database, id)) {
    depend(FACET.story(path));
    const other = database.get('SELECT id FROM story WHERE path = ?', path);
    if (other) choose(Number(other['id']), () => true);
  }
  const near = nearTo(database, row);
  // Few are shown of hundreds: the best is looked for again and again, and the others are never put in order.
  while (chosen.size < RELATED_SHOWN && near.size > 0) {
    // A translation stands behind what it translates.
    choose(takeBest(database, near), ({ translationOf }) => translationOf === undefined);
  }
  return [...chosen.values()];
}

/** Gives the paths of stories that an editor named as related to one. */
function namedBy(database: Database, story: number): readonly string[] {
  const record = database.get(
    "SELECT json_extract(front, '$.related') AS related FROM story_record WHERE story = ?",
    story,
  );
  return JSON.parse(String(record?.['related'] ?? '[]')) as string[];
}

/** Gives the stories that stand near one within terms that both have, each with what speaks for it. */
function nearTo(database: Database, row: Row): Map<number, Near> {
  const self = Number(row['id']);
  const today = dayNumber(String(row['day']));
  const near = new Map<number, Near>();
  for (const [kind, id] of database.lists('SELECT kind, id FROM story_term WHERE story = ?', self)) {
    const weight = RELATED_WEIGHT[kind as keyof typeof RELATED_WEIGHT];
    if (weight === 0) continue;
    const { stories, days, from, to } = windowOf(database, String(kind), String(id), self, String(row['ord']));
    for (let at = from; at < to; at++) {
      const [story = 0, day = 0] = [stories[at], days[at]];
      if (story === self) continue;
      const known = near.get(story);
      // From a year on all stories are as far.
      if (known) known.score += weight;
      else near.set(story, { score: weight - Math.min(RELATED_DAYS, Math.abs(day - today)), day });
    }
  }
  return near;
}

/** Stories of a term that follow one another in time, with the numbers of their days. */
interface Stretch {
  readonly stories: readonly number[];
  readonly days: readonly number[];
  /** Where each story stands in it. */
  readonly places: ReadonlyMap<number, number>;
  /** Whether the term has none before and none after. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** How many stories either way are read at once: those who are asked about next are mostly among them. */
const STRETCH = 128;

/** Gives the stretch of a term in which a story stands, and its window within that. */
function windowOf(
  database: Database,
  kind: string,
  id: string,
  story: number,
  ord: string,
): Pick<Stretch, 'stories' | 'days'> & { from: number; to: number } {
  const kept = remember<{ stretch: Stretch | undefined }>(`near in ${kind}`, id, () => ({ stretch: undefined }));
  let { stretch } = kept;
  let place = stretch?.places.get(story);
  if (!stretch || place === undefined || !holdsWindow(stretch, place)) {
    stretch = kept.stretch = readStretch(database, kind, id, ord);
    place = stretch.places.get(story) ?? 0;
  }
  const { stories, days } = stretch;
  return {
    ...{ stories, days },
    from: Math.max(0, place - RELATED_WINDOW),
    to: Math.min(stories.length, place + RELATED_WINDOW + 1),
  };
}

function holdsWindow({ stories, isFirst, isLast }: Stretch, place: number): boolean {
  return (isFirst || place >= RELATED_WINDOW) && (isLast || place + RELATED_WINDOW < stories.length);
}

function readStretch(database: Database, kind: string, id: string, ord: string): Stretch {
  const read = (which: string) =>
    database.lists(
      `SELECT story, ord FROM story_term WHERE kind = ? AND id = ? AND ord ${which} LIMIT ${STRETCH}`,
      kind,
      id,
      ord,
    );
  const [before, after] = [read('< ? ORDER BY ord DESC'), read('>= ? ORDER BY ord')];
  const rows = [...before.toReversed(), ...after];
  return {
    stories: rows.map(([story]) => Number(story)),
    days: rows.map(([, place]) => dayNumber(String(place))),
    places: new Map(rows.map(([story], index) => [Number(story), index])),
    isFirst: before.length < STRETCH,
    isLast: after.length < STRETCH,
  };
}

/** Takes out the story for which most speaks; of equals, the newest. */
function takeBest(database: Database, near: Map<number, Near>): number {
  let best = -1;
  let of: Near = { score: -Infinity, day: 0 };
  for (const [story, other] of near) {
    if (other.score < of.score || (other.score === of.score && !isNewer(database, story, other.day, best, of.day)))
      continue;
    best = story;
    of = other;
  }
  near.delete(best);
  return best;
}

/** Tells whether one story comes after another in the order of time. */
function isNewer(database: Database, story: number, day: number, other: number, otherDay: number): boolean {
  return day === otherDay ? gistOf(database, story).ord > gistOf(database, other).ord : day > otherDay;
}
