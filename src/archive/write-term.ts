import type { TermKind } from '../model/registry.ts';
import type { Database } from './database.ts';
import { accountKey } from './derive.ts';
import { toHtmlName } from './mentions.ts';
import { nameKey } from '../reading/slug.ts';
import type { TermRecord } from './read-term.ts';

/** Writes a registry entry into the index, with every name by which it is known. */
export function writeTerm(database: Database, file: string, { entry, places, html, links, images }: TermRecord): void {
  const { kind, id } = entry;
  database.run(
    'INSERT INTO term (kind, id, name, path, entry, html, places, links, images) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    kind,
    id,
    entry.name,
    file,
    JSON.stringify(entry),
    html,
    places,
    links,
    images,
  );
  const addName = (name: string, field: string) =>
    database.run(
      'INSERT INTO term_name (kind, key, id, name, field) VALUES (?, ?, ?, ?, ?)',
      kind,
      nameKey(name),
      id,
      name,
      field,
    );
  if (nameKey(entry.name) !== id) addName(id, 'id');
  addName(entry.name, 'name');
  entry.aliases.forEach((alias, index) => addName(alias, `aliases.${index}`));
  entry.handles?.forEach(({ platform, handle, from, to }, index) =>
    database.run(
      'INSERT INTO account (platform, handle, person, since, until, field) VALUES (?, ?, ?, ?, ?, ?)',
      platform,
      handle.toLowerCase(),
      id,
      from ?? '0000-00-00',
      to ?? '9999-99-99',
      `handles.${index}`,
    ),
  );
}

/** Takes a registry entry out of the index. */
export function forgetTerm(database: Database, kind: TermKind, id: string): void {
  database.run('DELETE FROM term WHERE kind = ? AND id = ?', kind, id);
  database.run('DELETE FROM term_name WHERE kind = ? AND id = ?', kind, id);
  if (kind === 'people') database.run('DELETE FROM account WHERE person = ?', id);
}

/** By what a registry entry touches stories. */
interface TermUses {
  /** Names as stories' front matter gives them. */
  readonly names: readonly { readonly kind: string; readonly key: string }[];
  /** Names of a person as they stand in HTML. */
  readonly mentioned: readonly string[];
  /** Stories that are filed under it now. */
  readonly stories: readonly number[];
}

/** Finds by what a registry entry, as the index has it now, touches stories. */
export function usesOfTerm(database: Database, kind: TermKind, id: string): TermUses {
  const known = database.all('SELECT key, name FROM term_name WHERE kind = ? AND id = ?', kind, id);
  const keys = known.map((row) => String(row['key']));
  const speaks = kind === 'people' || kind === 'organizations';
  const accounts = kind === 'people' ? database.all('SELECT platform, handle FROM account WHERE person = ?', id) : [];
  return {
    names: [
      ...keys.map((key) => ({ kind, key })),
      ...(speaks ? keys.map((key) => ({ kind: 'speakers', key })) : []),
      ...(speaks ? [{ kind: 'speaker-ids', key: id }] : []),
      ...accounts.map((row) => ({ kind: 'accounts', key: accountKey(String(row['platform']), String(row['handle'])) })),
    ],
    mentioned: kind === 'people' ? known.map((row) => toHtmlName(String(row['name']))) : [],
    // A name whose own id is this entry's is the entry's, whatever its spelling.
    stories: database
      .all('SELECT DISTINCT story FROM story_term WHERE kind = ? AND id = ?', kind, id)
      .map((row) => Number(row['story'])),
  };
}
