import type { Address } from '../model/addresses.ts';
import { toPermalinkLine, type Permalink } from '../model/permalink.ts';
import type { PermalinkLine } from '../reading/permalinks.ts';
import type { Database, Row } from './database.ts';

/** Brings the register's lines into the index, in the place of those that it has; gives those that came, went or mean another story. */
export function writePermalinks(database: Database, permalinks: readonly PermalinkLine[]): Permalink[] {
  const before = new Map(
    database
      .all('SELECT address, path, stable_id FROM permalink')
      .map((row) => [String(row['address']), toPermalink(row)] as const),
  );
  const changed: Permalink[] = [];
  database.run('DELETE FROM permalink');
  for (const permalink of permalinks) {
    const { address, line, story, seal } = permalink;
    database.run(
      'INSERT INTO permalink (address, line, path, stable_id, words, corrections) VALUES (?, ?, ?, ?, ?, ?)',
      address,
      line,
      'path' in story ? story.path : null,
      'id' in story ? story.id : null,
      seal?.words ?? null,
      seal?.corrections ?? null,
    );
    const known = before.get(address);
    before.delete(address);
    if (known && toPermalinkLine(known) === toPermalinkLine({ address, story })) continue;
    changed.push(permalink, ...(known ? [known] : []));
  }
  return [...changed, ...before.values()];
}

/** Gives the numbers of stories that have, or had, an old address by a line of the register. */
export function* storiesElsewhere(database: Database, { address, story }: Permalink): Generator<number> {
  const [column, name] = 'id' in story ? ['stable_id', story.id] : ['path', story.path];
  for (const { id } of database.all(`SELECT id FROM story WHERE ${column} = ? AND address <> ?`, name, address))
    yield Number(id);
}

/** Lists the addresses on which a story stood, by the register, but not the one on which it stands. */
export function formerAddresses(database: Database, row: Row): Address[] {
  const { path = '', stable_id: id = null, address = '' } = row;
  return database
    .all(
      `SELECT address FROM permalink WHERE path = ? AND address <> ?
       UNION SELECT address FROM permalink WHERE stable_id = ? AND address <> ? ORDER BY address`,
      path,
      address,
      id,
      address,
    )
    .map((found) => String(found['address']));
}

/** A register brought up to date. */
export interface MergedPermalinks {
  /** Sorted by code units. */
  readonly merged: readonly Permalink[];
  /** Addresses that were not there. */
  readonly added: readonly Address[];
  /** How many lines say something else than before. */
  readonly renewed: number;
}

/**
 * Adds to a register every story that has a page, and renews what it says of those that it has: whose an address is, and, where
 * stories freeze, their seals. Stories of the paths in `broken` stay as they are, and no line goes.
 */
export function mergePermalinks(
  database: Database,
  permalinks: readonly Permalink[],
  broken: ReadonlySet<string>,
  freezes: boolean,
): MergedPermalinks {
  const before = new Map(permalinks.map((permalink) => [permalink.address, permalink]));
  const merged = new Map(before);
  const rows = database.all(
    `SELECT s.address, s.path, s.stable_id, s.public, s.corrections, w.words FROM story s JOIN wording w ON w.story = s.id
     WHERE s.visible = 1`,
  );
  for (const row of rows) {
    if (broken.has(String(row['path']))) continue;
    const current = toPermalink(row);
    for (const address of formerAddresses(database, row)) merged.set(address, { ...current, address });
    // A withdrawn story keeps the seal that it had.
    const kept = before.get(current.address)?.seal;
    const seal = row['public'] === 1 ? { words: String(row['words']), corrections: Number(row['corrections']) } : kept;
    merged.set(current.address, freezes ? { ...current, seal } : current);
  }
  const lines = [...merged.values()].sort((one, other) => (one.address < other.address ? -1 : 1));
  return {
    merged: lines,
    added: lines.flatMap(({ address }) => (before.has(address) ? [] : [address])),
    renewed: lines.filter((line) => {
      const known = before.get(line.address);
      return known && toPermalinkLine(known) !== toPermalinkLine(line);
    }).length,
  };
}

function toPermalink({ address, path, stable_id: id }: Row): Permalink {
  return { address: String(address), story: id === null ? { path: String(path) } : { id: String(id) } };
}
