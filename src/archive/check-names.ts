import { distance } from 'fastest-levenshtein';
import { RESERVED_IDS } from '../model/addresses.ts';
import { problem, type Problem, type ProblemCode } from '../model/problem.ts';
import type { TermKind } from '../model/registry.ts';
import { idOf, nameKey } from '../reading/slug.ts';
import { createSuggester } from '../reading/suggest.ts';
import type { Database, Row } from './database.ts';
import { unknownNames } from './unknown-names.ts';

/** Above this many comparisons, names are no longer held against one another. */
const COMPARISON_LIMIT = 2_000_000;

/** Checks the names of one kind that no registry entry knows: slips of registered ones, two spellings of one name, new names. */
export function checkNames(database: Database, kind: TermKind): Problem[] {
  const rows = unknownNames(database, kind);
  const registered = database.all('SELECT name, id FROM term_name WHERE kind = ? ORDER BY name', kind);
  const ids = new Set(registered.map((row) => String(row['id'])));
  const slipOf = slipFinder(
    rows.length,
    registered.map((row) => String(row['name'])),
  );
  const spellings = new Spellings(rows.length);
  return rows.map((row) => {
    const name = String(row['name']);
    const id = idOf(name);
    const entry = `${kind}/${id}.md`;
    const near = slipOf(name);
    const twin = spellings.take(name, id);
    if (RESERVED_IDS.has(id)) {
      const fix = `Register it under another id, e.g. ${kind}/the-${id}.md with name: ${name}.`;
      return at(row, 'term-id', `The name ${name} gives the address part ${id}, which is reserved.`, fix);
    }
    if (ids.has(id)) {
      const message = `${name} is taken for ${entry}, which does not list this spelling.`;
      return at(row, 'term-spelt-twice', message, `Add it to the aliases: of ${entry}, or correct it.`);
    }
    if (near !== undefined) {
      const fix = `Did you mean ${near}? If not, register it as ${entry}.`;
      return at(row, 'term-spelt-twice', `${name} is not registered, but is very like ${near}.`, fix);
    }
    if (twin !== undefined) {
      const fix = `Choose one spelling, or register ${entry} with the other as an alias.`;
      return at(row, 'term-spelt-twice', `${name} is also written ${twin}.`, fix);
    }
    const more = Number(row['stories']) > 1 ? ` (and ${Number(row['stories']) - 1} more)` : '';
    const fix = `Add ${entry} with name: ${name}, or leave it so.`;
    return at(row, 'term-unregistered', `${name} has no entry in ${kind}/${more}.`, fix);
  });
}

/** Checks bylines and speakers: one that is a slip of a registered name loses its link without a word. */
export function checkSpeakers(database: Database): Problem[] {
  const rows = unknownNames(database, 'speakers');
  const known = database
    .all("SELECT name FROM term_name WHERE kind IN ('people', 'organizations') ORDER BY name")
    .map((row) => String(row['name']));
  const slipOf = slipFinder(rows.length, known);
  return rows.flatMap((row) => {
    const name = String(row['name']);
    const near = slipOf(name);
    if (near === undefined) return [];
    const message = `${name} is not registered, but is very like ${near}.`;
    return [at(row, 'term-spelt-twice', message, `Did you mean ${near}? If not, leave it so.`)];
  });
}

/** Makes a problem at the first use of an unknown name. */
function at(row: Row, code: ProblemCode, message: string, fix: string): Problem {
  const place = { line: Number(row['line']), column: Number(row['col']) };
  return problem(code, `articles/${String(row['path'])}`, place, String(row['named']), message, fix);
}

/** Finds which of the registered names a name is probably a slip of; none where there are too many to compare. */
function slipFinder(names: number, known: readonly string[]): (name: string) => string | undefined {
  if (names * known.length > COMPARISON_LIMIT) return () => undefined;
  const suggestName = createSuggester(known);
  return (name) => {
    const likely = suggestName(name);
    return likely !== undefined && isMisspelling(toSpelling(name), toSpelling(likely)) ? likely : undefined;
  };
}

/** A name with what is compared of it. */
interface Spelling {
  readonly name: string;
  readonly key: string;
  readonly figures: string;
}

function toSpelling(name: string): Spelling {
  return { name, key: nameKey(name), figures: name.replace(/\P{N}+/gu, '') };
}

/** Tells whether a name may be a slip of another: one letter in six at most, and the same figures. */
function isMisspelling({ name, key, figures }: Spelling, other: Spelling): boolean {
  const most = Math.max(1, name.length / 6);
  return (
    figures === other.figures && Math.abs(key.length - other.key.length) <= most && distance(key, other.key) <= most
  );
}

/** Names seen so far, to find another spelling of one among them. */
class Spellings {
  readonly #exact = new Map<string, string>();
  /** By initial and figures: names that differ in these are never taken for one another. */
  readonly #peers = new Map<string, Spelling[]>();
  readonly #compares: boolean;

  constructor(names: number) {
    // Names are held against those with the same initial: about one in twenty.
    this.#compares = (names * names) / 20 <= COMPARISON_LIMIT;
  }

  /** Adds a name with its id, and gives one seen before that may be the same. */
  take(name: string, id: string): string | undefined {
    const like = likeness(id);
    const exact = this.#exact.get(like);
    this.#exact.set(like, name);
    if (!this.#compares) return exact;
    const spelling = toSpelling(name);
    const group = `${id.charAt(0)} ${spelling.figures}`;
    const peers = this.#peers.get(group) ?? [];
    const twin = exact ?? peers.find((peer) => isMisspelling(spelling, peer))?.name;
    peers.push(spelling);
    this.#peers.set(group, peers);
    return twin;
  }
}

/** Gives what the ids of spellings of one name are likely to share: its words in any order, doubled letters single. */
function likeness(id: string): string {
  return id
    .replace(/([a-z])\1+/gu, '$1')
    .split('-')
    .sort()
    .join('-');
}
