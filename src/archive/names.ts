import type { Database } from './database.ts';
import type { TermKind } from '../model/registry.ts';
import { idOf, nameKey } from '../reading/slug.ts';

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

/** Resolves a name of a kind. */
export type NameResolver = (kind: TermKind, name: string) => ResolvedName;

/** Makes a resolver of names as the index knows them now. Stories name the same few again and again, so what it finds it keeps. */
export function createNameResolver(database: Database): NameResolver {
  const known = new Map<string, ResolvedName>();
  return (kind, name) => {
    const key = `${kind} ${name}`;
    let found = known.get(key);
    if (!found) {
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(key, (found = resolveName(database, kind, name)));
    }
    return found;
  };
}

const MOST_KNOWN = 20_000;
