import type { Answer, FindingPlace } from '../../model/finding.ts';
import type { Place } from '../../reading/reading.ts';
import type { Database, Row } from '../database.ts';

/** A field of a story, whose place is looked up when all are known. */
export interface Spot {
  /** Number of the story in the index. */
  readonly story: number;
  readonly field: string;
}

/** Where a question found something: a field of a story, or a place that it knows itself. */
export type Where = Spot | FindingPlace;

const STORIES_AT_ONCE = 1000;

/** Gives answers with the place of every spot. Reads each story’s places once, and never those of all stories at a time. */
export function locate(database: Database, answers: readonly Answer<Where>[]): Answer[] {
  const wanted = new Map<number, Spot[]>();
  for (const { findings } of answers) {
    for (const { places } of findings) {
      for (const place of places) {
        if (!isSpot(place)) continue;
        const spots = wanted.get(place.story);
        if (spots) spots.push(place);
        else wanted.set(place.story, [place]);
      }
    }
  }
  const found = new Map<Spot, FindingPlace>();
  const numbers = Array.from(wanted.keys()).sort((a, b) => a - b);
  for (let from = 0; from < numbers.length; from += STORIES_AT_ONCE) {
    const [first, last] = [numbers[from], numbers[Math.min(from + STORIES_AT_ONCE, numbers.length) - 1]];
    const rows = database.all(
      `SELECT s.id, s.path, s.title, s.day, s.language, r.places FROM story s JOIN story_record r ON r.story = s.id
       WHERE s.id BETWEEN ? AND ?`,
      first ?? 0,
      last ?? 0,
    );
    for (const row of rows) {
      const spots = wanted.get(Number(row['id']));
      if (!spots) continue;
      const places = JSON.parse(String(row['places'])) as Record<string, Place>;
      for (const spot of spots) found.set(spot, placeOf(row, spot.field, places));
    }
  }
  const placed = (place: Where): FindingPlace => {
    if (!isSpot(place)) return place;
    const known = found.get(place);
    if (!known) throw new Error(`Story ${place.story} is not whole in the index.`);
    return known;
  };
  return answers.map((answer) => ({
    ...answer,
    findings: answer.findings.map((finding) => ({ ...finding, places: finding.places.map(placed) })),
  }));
}

function isSpot(place: Where): place is Spot {
  return 'story' in place;
}

/** A field that is missing stands where the mapping or list begins in which it belongs. */
function placeOf(row: Row, field: string, places: Readonly<Record<string, Place>>): FindingPlace {
  const parts = field.split('.');
  while (parts.length > 0 && !places[parts.join('.')]) parts.pop();
  const named = parts.join('.');
  return {
    file: `articles/${String(row['path'])}`,
    line: places[named]?.line ?? 1,
    column: places[named]?.column ?? 1,
    field: named,
    ...storyOf(row),
  };
}

/** Gives what a place says of its story, from a row with `title`, `day` and `language`. */
export function storyOf(row: Row): Pick<FindingPlace, 'title' | 'day' | 'language'> {
  return {
    title: String(row['title']),
    day: String(row['day']),
    ...(typeof row['language'] === 'string' && { language: row['language'] }),
  };
}
