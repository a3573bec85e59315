import { TERM_KINDS, type TermKind } from '../model/registry.ts';
import type { Place } from '../reading/reading.ts';
import type { Database, Row } from './database.ts';

/** Names by their kind and key (`nameKey`), e.g. those that a sync touched. */
export class NameSet {
  readonly #names = new Map<string, { readonly kind: string; readonly key: string }>();

  add(kind: string, key: string): void {
    this.#names.set(`${kind} ${key}`, { kind, key });
  }

  get size(): number {
    return this.#names.size;
  }

  [Symbol.iterator](): Iterator<{ readonly kind: string; readonly key: string }> {
    return this.#names.values();
  }
}

/** With so many touched names, all are looked at again, which is quicker. */
const MOST_TOUCHED = 1000;

/** Registries of which any may know a name of a kind. */
const REGISTRIES: readonly (readonly [kind: string, registries: readonly TermKind[]])[] = [
  ...TERM_KINDS.map((kind) => [kind, [kind]] as const),
  ['speakers', ['people', 'organizations']],
];

/** Notes anew which of the touched names no registry entry knows, where each first stands and in how many stories. */
export function noteUnknownNames(database: Database, touched: NameSet | 'all'): void {
  const few = touched === 'all' || touched.size > MOST_TOUCHED ? undefined : touched;
  if (!few) database.run('DELETE FROM unknown_name');
  for (const { kind, key } of few ?? []) database.run('DELETE FROM unknown_name WHERE kind = ? AND key = ?', kind, key);
  for (const [kind, registries] of REGISTRIES) {
    const isUnknown = (key: string) =>
      registries.every(
        (registry) => !database.get('SELECT 1 FROM term_name WHERE kind = ? AND key = ? LIMIT 1', registry, key),
      );
    const keys = few
      ? Array.from(few).flatMap((name) => (name.kind === kind ? [name.key] : []))
      : database.all('SELECT DISTINCT key FROM story_name WHERE kind = ?', kind).map((row) => String(row['key']));
    const unknown = keys.filter(isUnknown).flatMap((key) => firstUse(database, kind, key) ?? []);
    // Story by story, so that the places in one with thousands of names are read once.
    for (const [story, names] of Map.groupBy(unknown, ({ story }) => story)) noteUnknown(database, kind, story, names);
  }
}

/** Gives the unknown names of a kind by the path and field at which they first stand, with that place. */
export function unknownNames(database: Database, kind: string): Row[] {
  return database.all('SELECT * FROM unknown_name WHERE kind = ? ORDER BY path, field', kind);
}

/** Where a name first stands. */
interface FirstUse {
  readonly key: string;
  /** Number of the story, and its path. */
  readonly story: number;
  readonly path: string;
  /** Stories that have the name. */
  readonly stories: number;
}

/** Gives the story with the first path that has a name; what a withdrawn story names is nobody's concern. */
function firstUse(database: Database, kind: string, key: string): FirstUse | undefined {
  const row = database.get(
    `SELECT min(s.path) AS path, n.story, count(DISTINCT n.story) AS stories FROM story_name n JOIN story s ON s.id = n.story
     WHERE n.kind = ? AND n.key = ? AND s.withdrawn IS NULL`,
    kind,
    key,
  );
  if (!row || row['path'] === null) return undefined;
  return { key, story: Number(row['story']), path: String(row['path']), stories: Number(row['stories']) };
}

function noteUnknown(database: Database, kind: string, story: number, names: readonly FirstUse[]): void {
  const record = database.get('SELECT places FROM story_record WHERE story = ?', story);
  const places = JSON.parse(String(record?.['places'] ?? '{}')) as Record<string, Place>;
  for (const { key, path, stories } of names) {
    const first = database.get(
      'SELECT name, field FROM story_name WHERE story = ? AND kind = ? AND key = ? ORDER BY rowid LIMIT 1',
      story,
      kind,
      key,
    );
    const field = String(first?.['field']);
    const place = places[field];
    database.run(
      'INSERT INTO unknown_name (kind, key, name, path, field, named, line, col, stories) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      kind,
      key,
      first?.['name'] ?? '',
      path,
      field,
      place ? field : '',
      place?.line ?? 1,
      place?.column ?? 1,
      stories,
    );
  }
}
