import type { Database } from './database.ts';
import type { TermKind } from '../model/registry.ts';
import { idOf } from '../reading/slug.ts';

/** Gives the form in which names are compared: compatibility characters, case and spaces do not matter. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** A name as the archive understands it. */
export interface ResolvedName {
  readonly id: string;
  readonly registered: boolean;
}

/** Finds what a name stands for: a registered id, name or alias, or else an id made from the name itself. */
export function resolveName(database: Database, kind: TermKind, name: string): ResolvedName {
  const row = database.get(
    'SELECT id FROM term_name WHERE kind = ? AND key = ? ORDER BY id LIMIT 1',
    kind,
    nameKey(name),
  );
  if (row) return { id: String(row['id']), registered: true };
  const id = idOf(name);
  return { id, registered: database.get('SELECT 1 FROM term WHERE kind = ? AND id = ?', kind, id) !== undefined };
}
