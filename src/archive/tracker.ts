import { hash } from 'node:crypto';
import type { Database } from './database.ts';
import { FACET, type Facet } from './facets.ts';

/** What a query is asked about is not in the archive. */
export class Gone extends Error {
  override readonly name = 'Gone';
}

/** What a query gave: a hash of its result, and numbers of the facets on which that depends. */
export interface Answer {
  readonly hash: string;
  readonly facets: readonly number[];
}

/** What a page asked while it was rendered: each query's key with what it gave. */
export type Reads = Map<string, Answer>;

/** What a shared query gave, with what a page that asks it reads: its hash, and the facet that stands for it. */
interface Shared extends Answer {
  readonly result: unknown;
  readonly facet: Facet;
  readonly read: Answer;
}

interface Slot {
  database: Database | undefined;
  /** Results of shared queries by key, for as long as the index does not change. */
  readonly shared: Map<string, Shared>;
  /** What queries found on the way, by what it is and of what, for as long as the index does not change. */
  readonly remembered: Map<string, Map<string | number, unknown>>;
  /** What the page that is drawn now has asked; pages are drawn one after the other, each at once. */
  reads: Reads | undefined;
  /** Facets of the query that is asked now. */
  asking: Set<Facet> | undefined;
}

/**
 * The integration and the bundled pages are two module graphs of one process. The open index and the
 * tracker stand on this symbol, and nothing else does.
 */
const SLOT = Symbol.for('dateline');

function slot(): Slot {
  const holder = globalThis as { [SLOT]?: Slot | undefined };
  return (holder[SLOT] ??= {
    database: undefined,
    shared: new Map(),
    remembered: new Map(),
    reads: undefined,
    asking: undefined,
  });
}

/** Makes an index the one that queries ask; undefined takes it away. */
export function useDatabase(database: Database | undefined): void {
  slot().database = database;
  forgetShared();
}

/** Forgets results that many pages share, since the index has changed. */
export function forgetShared(): void {
  slot().shared.clear();
  slot().remembered.clear();
}

/**
 * Finds something in the index once, until that changes, for queries that come upon it again and again: what a name stands for, a
 * story's card. It must hang on the index, on what it is and of what alone, and name no facets; those whom it tells still do.
 */
export function remember<T>(what: string, of: string | number, find: () => T): T {
  const { remembered } = slot();
  let known = remembered.get(what);
  if (!known) remembered.set(what, (known = new Map<string | number, unknown>()));
  const before = known.get(of);
  if (before !== undefined) return before as T;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const found = find();
  if (found !== undefined) known.set(of, found);
  return found;
}

/** An archive may have any number of names and stories; those that come on a page mostly came on the page before. */
const MOST_REMEMBERED = 10_000;

/** Gives what every shared query gave since the index changed, by key. */
export function sharedAnswers(): Reads {
  return new Map(Array.from(slot().shared, ([key, { hash: digest, facets }]) => [key, { hash: digest, facets }]));
}

/** Gives the index that queries ask. Throws when none is open. */
export function openedDatabase(): Database {
  const { database } = slot();
  if (!database) throw new Error('A query was asked before the archive was opened.');
  return database;
}

/** Draws something and gives it with every query that this asked. */
export function recordReads<T>(draw: () => T): { result: T; reads: Reads } {
  const holder = slot();
  const outer = holder.reads;
  const reads: Reads = new Map();
  holder.reads = reads;
  try {
    return { result: draw(), reads };
  } finally {
    holder.reads = outer;
  }
}

/** Says that the answer of the query that is asked now changes only with a facet, among others that it names. */
export function depend(facet: Facet): void {
  slot().asking?.add(facet);
}

/**
 * Makes a query: a function of the index and plain arguments whose key and result are recorded for the page
 * that asks it. Keys are `name` and the arguments as JSON; the same index and key always give the same result.
 * What the answer depends on is told by `on`, from the arguments, and by `depend`, from what is found. A `shared` query is one
 * that many pages ask with the same few arguments: it is asked once until the index changes.
 */
export function tracked<A extends readonly (string | number)[], R>(
  name: string,
  ask: (database: Database, ...args: A) => R,
  { shared = false, on }: { readonly shared?: boolean; readonly on?: (...args: A) => readonly Facet[] } = {},
): (...args: A) => R {
  const answer = (database: Database, ...args: A) => {
    on?.(...args).forEach(depend);
    return ask(database, ...args);
  };
  asked.set(name, (database, args) => answer(database, ...(args as unknown as A)));
  const bare = `${name}[]`;
  return (...args) => {
    const key = args.length === 0 ? bare : name + JSON.stringify(args);
    const { reads, shared: answers, asking } = slot();
    // What a query asks of others shows in its own answer.
    const store = asking ? undefined : reads;
    if (!shared) {
      const { result, facets } = gather(() => answer(openedDatabase(), ...args));
      store?.set(key, toAnswer(result, facets));
      facets.forEach(depend);
      return result;
    }
    let known = answers.get(key);
    if (!known) {
      const { result, facets } = gather(() => answer(openedDatabase(), ...args));
      const facet = FACET.query(key);
      const given = toAnswer(result, facets);
      known = { result, ...given, facet, read: { hash: given.hash, facets: [facetNumber(facet)] } };
      answers.set(key, known);
    }
    store?.set(key, known.read);
    asking?.add(known.facet);
    return known.result as R;
  };
}

const asked = new Map<string, (database: Database, args: readonly (string | number)[]) => unknown>();

/**
 * Asks a recorded query again, shared or not, and gives its answer now; undefined where it has none, since what it asks about is
 * gone. Throws for a key of no known query, and where the index cannot be read.
 */
export function askAgain(database: Database, key: string): Answer | undefined {
  const cut = key.indexOf('[');
  const ask = asked.get(key.slice(0, cut));
  if (!ask) throw new Error(`No query is named in the key ${key}.`);
  try {
    const { result, facets } = gather(() => ask(database, JSON.parse(key.slice(cut)) as (string | number)[]));
    return toAnswer(result, facets);
  } catch (error) {
    if (error instanceof Gone) return undefined;
    throw error;
  }
}

/** Asks, and gives the result with the facets that were named meanwhile. */
function gather<R>(ask: () => R): { result: R; facets: ReadonlySet<Facet> } {
  const holder = slot();
  const outer = holder.asking;
  const facets = new Set<Facet>();
  holder.asking = facets;
  try {
    return { result: ask(), facets };
  } finally {
    holder.asking = outer;
  }
}

function toAnswer(result: unknown, facets: Iterable<Facet>): Answer {
  return { hash: fingerprint(result), facets: Array.from(facets, facetNumber) };
}

/**
 * Gives the number (53 bits) by which a facet is stored: two runs of FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), whose
 * beginnings differ. Two facets that should share a number are merely looked at together.
 */
export function facetNumber(facet: Facet): number {
  let [low, high] = [0x811c9dc5, 0x9dc5811c];
  for (let at = 0; at < facet.length; at++) {
    const unit = facet.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x01000193) ^ (low >>> 15);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

function fingerprint(result: unknown): string {
  return hash('sha256', JSON.stringify([result]), 'base64url').slice(0, 16);
}
