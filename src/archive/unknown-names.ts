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
    for (const key of keys) if (isUnknown(key)) noteUnknown(database, kind, key);
  }
}

/** Gives the unknown names of a kind by the path and field at which they first stand, with that place. */
export function unknownNames(database: Database, kind: string): Row[] {
  return database.all('SELECT * FROM unknown_name WHERE kind = ? ORDER BY path, field', kind);
}

function noteUnknown(database: Database, kind: string, key: string): void {
  // The story with the first path; what a withdrawn story names is nobody's concern.
  const row = database.get(
    `SELECT min(s.path) AS path, n.story, count(DISTINCT n.story) AS stories FROM story_name n JOIN story s ON s.id = n.story
     WHERE n.kind = ? AND n.key = ? AND s.withdrawn IS NULL`,
    kind,
    key,
  );
  if (!row || row['path'] === null) return;
  const first = database.get(
    `SELECT n.name, n.field, r.places FROM story_name n JOIN story_record r ON r.story = n.story
     WHERE n.story = ? AND n.kind = ? AND n.key = ? ORDER BY n.rowid LIMIT 1`,
    row['story'] ?? 0,
    kind,
    key,
  );
  const field = String(first?.['field']);
  const place = (JSON.parse(String(first?.['places'])) as Record<string, Place>)[field];
  database.run(
    'INSERT INTO unknown_name (kind, key, name, path, field, named, line, col, stories) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    kind,
    key,
    first?.['name'] ?? '',
    row['path'] ?? '',
    field,
    place ? field : '',
    place?.line ?? 1,
    place?.column ?? 1,
    row['stories'] ?? 0,
  );
}
