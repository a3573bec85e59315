import { distance } from 'fastest-levenshtein';
import { RESERVED_IDS } from '../model/addresses.ts';
import type { Problem } from '../model/problem.ts';
import type { TermKind } from '../model/registry.ts';
import { idOf } from '../reading/slug.ts';
import { suggest } from '../reading/suggest.ts';
import { at } from './check-at.ts';
import type { Database, Row } from './database.ts';
import { nameKey } from './names.ts';

/** Above this many comparisons, names are no longer held against one another. */
const COMPARISON_LIMIT = 2_000_000;

/** Checks the names of one kind that no registry entry knows: slips of registered ones, two spellings of one name, new names. */
export function checkNames(database: Database, kind: TermKind): Problem[] {
  const rows = unknownNames(database, kind, kind);
  const registered = database.all('SELECT name, id FROM term_name WHERE kind = ? ORDER BY name', kind);
  const ids = new Set(registered.map((row) => String(row['id'])));
  const known = registered.map((row) => String(row['name']));
  const spellings = new Spellings(rows.length);
  return rows.map((row) => {
    const name = String(row['name']);
    const id = idOf(name);
    const field = String(row['field']);
    const entry = `${kind}/${id}.md`;
    const near = rows.length * known.length <= COMPARISON_LIMIT ? slipOf(name, known) : undefined;
    const twin = spellings.take(name);
    if (RESERVED_IDS.has(id)) {
      const fix = `Register it under another id, e.g. ${kind}/the-${id}.md with name: ${name}.`;
      return at(row, 'term-id', field, `The name ${name} gives the address part ${id}, which is reserved.`, fix);
    }
    if (ids.has(id)) {
      const message = `${name} is taken for ${entry}, which does not list this spelling.`;
      return at(row, 'term-spelt-twice', field, message, `Add it to the aliases: of ${entry}, or correct it.`);
    }
    if (near !== undefined) {
      const fix = `Did you mean ${near}? If not, register it as ${entry}.`;
      return at(row, 'term-spelt-twice', field, `${name} is not registered, but is very like ${near}.`, fix);
    }
    if (twin !== undefined) {
      const fix = `Choose one spelling, or register ${entry} with the other as an alias.`;
      return at(row, 'term-spelt-twice', field, `${name} is also written ${twin}.`, fix);
    }
    const more = Number(row['stories']) > 1 ? ` (and ${Number(row['stories']) - 1} more)` : '';
    const fix = `Add ${entry} with name: ${name}, or leave it so.`;
    return at(row, 'term-unregistered', field, `${name} has no entry in ${kind}/${more}.`, fix);
  });
}

/** Checks bylines and speakers: one that is a slip of a registered name loses its link without a word. */
export function checkSpeakers(database: Database): Problem[] {
  const people = unknownNames(database, 'speakers', 'people');
  const organizations = new Set(unknownNames(database, 'speakers', 'organizations').map((row) => String(row['key'])));
  const rows = people.filter((row) => organizations.has(String(row['key'])));
  const known = database
    .all("SELECT name FROM term_name WHERE kind IN ('people', 'organizations') ORDER BY name")
    .map((row) => String(row['name']));
  if (rows.length * known.length > COMPARISON_LIMIT) return [];
  return rows.flatMap((row) => {
    const name = String(row['name']);
    const near = slipOf(name, known);
    if (near === undefined) return [];
    const message = `${name} is not registered, but is very like ${near}.`;
    return [at(row, 'term-spelt-twice', String(row['field']), message, `Did you mean ${near}? If not, leave it so.`)];
  });
}

/** Finds each name that no entry of a kind has, with the first story by path that uses it and how many do. */
function unknownNames(database: Database, nameKind: string, registryKind: TermKind): Row[] {
  return database.all(
    `SELECT n.name, n.field, n.key, min(s.path) AS path, r.places, count(DISTINCT n.story) AS stories FROM story_name n
     JOIN story s ON s.id = n.story JOIN story_record r ON r.story = n.story
     WHERE n.kind = ? AND s.withdrawn IS NULL AND NOT EXISTS (SELECT 1 FROM term_name t WHERE t.kind = ? AND t.key = n.key)
     GROUP BY n.key ORDER BY path, n.field`,
    nameKind,
    registryKind,
  );
}

function slipOf(name: string, known: readonly string[]): string | undefined {
  const likely = suggest(name, known);
  return likely !== undefined && isMisspelling(name, likely) ? likely : undefined;
}

/** Tells whether two names are so alike that one may be a slip: one letter in six at most, and the same figures. */
function isMisspelling(name: string, other: string): boolean {
  const figures = (text: string) => text.replace(/\P{N}/gu, '');
  return figures(name) === figures(other) && distance(nameKey(name), nameKey(other)) <= Math.max(1, name.length / 6);
}

/** Names seen so far, to find another spelling of one among them. */
class Spellings {
  readonly #exact = new Map<string, string>();
  readonly #byInitial = new Map<string, string[]>();
  readonly #compares: boolean;

  constructor(names: number) {
    // Names are held against those with the same initial: about one in twenty.
    this.#compares = (names * names) / 20 <= COMPARISON_LIMIT;
  }

  /** Adds a name, and gives one seen before that may be the same. */
  take(name: string): string | undefined {
    const like = likeness(name);
    const initial = idOf(name).charAt(0);
    const peers = this.#byInitial.get(initial) ?? [];
    const twin =
      this.#exact.get(like) ?? (this.#compares ? peers.find((peer) => isMisspelling(name, peer)) : undefined);
    this.#exact.set(like, name);
    peers.push(name);
    this.#byInitial.set(initial, peers);
    return twin;
  }
}

/** Gives what spellings of one name are likely to share: its words in any order, doubled letters single. */
function likeness(name: string): string {
  return idOf(name)
    .replace(/([a-z])\1+/gu, '$1')
    .split('-')
    .sort()
    .join('-');
}
