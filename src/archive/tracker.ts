import { AsyncLocalStorage } from 'node:async_hooks';
import { hash } from 'node:crypto';
import type { Database } from './database.ts';

/** What a page asked while it was rendered: each query's key with a hash of its result. */
export type Reads = Map<string, string>;

interface Slot {
  database: Database | undefined;
  /** Results of shared queries by key, for as long as the index does not change. */
  readonly shared: Map<string, { readonly result: unknown; readonly hash: string }>;
  readonly reads: AsyncLocalStorage<Reads>;
}

/**
 * The integration and the bundled pages are two module graphs of one process. The open index and the
 * tracker stand on this symbol, and nothing else does.
 */
const SLOT = Symbol.for('dateline');

function slot(): Slot {
  const holder = globalThis as { [SLOT]?: Slot | undefined };
  return (holder[SLOT] ??= { database: undefined, shared: new Map(), reads: new AsyncLocalStorage<Reads>() });
}

/** Makes an index the one that queries ask; undefined takes it away. */
export function useDatabase(database: Database | undefined): void {
  slot().database = database;
  forgetShared();
}

/** Forgets results that many pages share, since the index has changed. */
export function forgetShared(): void {
  slot().shared.clear();
}

/** Gives the index that queries ask. Throws when none is open. */
export function openedDatabase(): Database {
  const { database } = slot();
  if (!database) throw new Error('A query was asked before the archive was opened.');
  return database;
}

/** Runs a rendering and gives its result with every query that it asked. */
export async function recordReads<T>(render: () => Promise<T>): Promise<{ result: T; reads: Reads }> {
  const reads: Reads = new Map();
  return { result: await slot().reads.run(reads, render), reads };
}

/**
 * Makes a query: a function of the index and plain arguments whose key and result are recorded for the page
 * that asks it. Keys are `name` and the arguments as JSON; the same index and key always give the same result.
 * A `shared` query is one that many pages ask with the same few arguments: it is asked once until the index changes.
 */
export function tracked<A extends readonly (string | number)[], R>(
  name: string,
  ask: (database: Database, ...args: A) => R,
  { shared = false }: { readonly shared?: boolean } = {},
): (...args: A) => R {
  asked.set(name, (database, args) => ask(database, ...(args as unknown as A)));
  return (...args) => {
    const key = name + JSON.stringify(args);
    const { reads, shared: known } = slot();
    const store = reads.getStore();
    if (!shared) {
      const result = ask(openedDatabase(), ...args);
      store?.set(key, fingerprint(result));
      return result;
    }
    let answer = known.get(key);
    if (!answer) {
      const result = ask(openedDatabase(), ...args);
      answer = { result, hash: fingerprint(result) };
      known.set(key, answer);
    }
    store?.set(key, answer.hash);
    return answer.result as R;
  };
}

const asked = new Map<string, (database: Database, args: readonly (string | number)[]) => unknown>();

/** Asks a recorded query again and gives the hash of its result now. Throws for a key of no known query. */
export function askAgain(database: Database, key: string): string {
  const cut = key.indexOf('[');
  const ask = asked.get(key.slice(0, cut));
  if (!ask) throw new Error(`No query is named in the key ${key}.`);
  return fingerprint(ask(database, JSON.parse(key.slice(cut)) as (string | number)[]));
}

function fingerprint(result: unknown): string {
  return hash('sha256', JSON.stringify([result]), 'base64url').slice(0, 22);
}
