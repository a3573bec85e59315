import { hash } from 'node:crypto';
import '../archive/queries/every.ts';
import type { Database } from '../archive/database.ts';
import { EVERYTHING, changedSince, type Revision } from '../archive/changes.ts';
import { FACET } from '../archive/facets.ts';
import { partsOf, type RouteName } from '../archive/pages.ts';
import { askAgain, facetNumber, type Reads } from '../archive/tracker.ts';
import { toChecksumLine } from '../formats/checksums.ts';
import type { Address } from '../model/addresses.ts';
import type { Job, Outcome, Read } from './drawer.ts';
import { UnsoundSite } from './faults.ts';
import { fileOf } from './verify.ts';

/** Tables of a record: what a site shows, and what each of its pages read. */
export const RECORD_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, route TEXT NOT NULL) STRICT;
-- path: of the page's file. bytes: SHA-256 of the page as it was written. reads: queries with hashes of their answers, as JSON. sum: of address, bytes and reads.
CREATE TABLE page (
  id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE COLLATE NOCASE, part INTEGER NOT NULL, path TEXT NOT NULL, bytes TEXT NOT NULL, reads TEXT NOT NULL, sum TEXT NOT NULL
) STRICT;
CREATE INDEX page_part ON page (part);
CREATE INDEX page_path ON page (path, bytes);
CREATE TABLE page_facet (facet INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (facet, page)) STRICT, WITHOUT ROWID;
CREATE TABLE shared_query (key TEXT PRIMARY KEY, hash TEXT NOT NULL, facets TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- What is no page: styles, fonts, pictures and files of public/, with a stamp by which a change shows, and the SHA-256 of what was written.
CREATE TABLE file (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, bytes TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Facets on which every page depends; they are not stored for each. */
const OF_ALL_PAGES = new Set([FACET.site, FACET.query('site[]')].map(facetNumber));

/** What a site's record was made from; a record of anything else says nothing about the site now. */
export interface Origin {
  /** What the index was when the site was drawn. */
  readonly revision: Revision;
  /** The compiled pages. */
  readonly code: string;
  /** The build that made the site. */
  readonly build: string;
}

/** Pages that a build has to look at, and what it takes away. */
export interface Plan {
  /** In the order of parts; to be gone through once. */
  readonly jobs: Iterable<Job>;
  /** Numbers of the facets that changed, those of shared queries with another answer among them. */
  readonly changed: ReadonlySet<number>;
}

/** Facets of pages put aside before they are written in one go, which is quicker in their order; other threads draw meanwhile. */
const FACETS_AT_ONCE = 50_000;

/** Lines of checksums in one text; an archive's files are more than memory should hold. */
const LINES_AT_ONCE = 5000;

/** What a site shows, and what each of its pages read when it was drawn. */
export class SiteRecord {
  readonly #record: Database;
  readonly #removed: Address[] = [];
  /** Parts of pages that are planned and were not there. */
  readonly #parts = new Map<Address, number>();
  /** Pages that this build put down. */
  readonly #put = new Set<number>();
  #facets: [facet: number, page: number][] = [];
  /** Whether the record was empty when this build began. */
  #isNew = false;
  /** Whether a file of the site came, went or got other bytes since. */
  #isChanged = false;

  constructor(record: Database) {
    this.#record = record;
  }

  /** Gives what the site was made from; undefined where there is none. */
  origin(): Origin | undefined {
    const row = this.#record.get("SELECT value FROM meta WHERE key = 'origin'");
    return row && (JSON.parse(String(row['value'])) as Origin);
  }

  setOrigin(origin: Origin): void {
    this.#record.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('origin', ?)", JSON.stringify(origin));
  }

  /** How many pages the site has. */
  count(): number {
    return Number(this.#record.get('SELECT count(*) AS n FROM page')?.['n']);
  }

  /** Tells whether the site has a page at an address. */
  has(address: Address): boolean {
    return this.pageAt(address) === address;
  }

  /** Gives the address of the page that stands where a file system without upper and lower case would put this one. */
  pageAt(address: Address): Address | undefined {
    const row = this.#record.get('SELECT address FROM page WHERE address = ?', address);
    return row && String(row['address']);
  }

  /** Addresses that are no longer pages; whole once the plan's jobs have been gone through. */
  get removed(): readonly Address[] {
    return this.#removed;
  }

  /** Tells whether this build has added, changed or removed a file of the site. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** Forgets the whole site. */
  clear(): void {
    this.#isNew = true;
    this.#isChanged = true;
    this.#record.run("DELETE FROM meta WHERE key = 'origin'");
    for (const table of ['part', 'page', 'page_facet', 'shared_query', 'file'])
      this.#record.run(`DELETE FROM ${table}`);
  }

  /** Plans a build in which every page is drawn, for a reason. */
  planAll(index: Database, reason: string): Plan {
    return { jobs: this.#listAll(index, reason), changed: new Set() };
  }

  /** Plans a build after what changed in the index since a revision. */
  planChanges(index: Database, revision: number): Plan {
    const changed = changedSince(index, revision);
    if (changed.has(EVERYTHING)) return this.planAll(index, 'very much of the content changed');
    this.#askShared(index, changed);
    if ([...OF_ALL_PAGES].some((facet) => changed.has(facet))) return this.planAll(index, 'site.yml changed');
    return { jobs: this.#listChanged(index, changed), changed };
  }

  /** Asks shared queries again whose facets changed, and adds to these the facets of those with another answer. */
  #askShared(index: Database, changed: Set<number>): void {
    const rows = this.#record.all('SELECT key, hash, facets FROM shared_query').map((row) => ({
      key: String(row['key']),
      hash: String(row['hash']),
      facets: JSON.parse(String(row['facets'])) as number[],
    }));
    const isTouched = ({ facets }: { readonly facets: readonly number[] }) =>
      facets.some((facet) => changed.has(facet));
    let [due, others] = [rows.filter(isTouched), rows.filter((row) => !isTouched(row))];
    while (due.length > 0) {
      for (const { key, hash: known } of due) {
        const answer = askAgain(index, key);
        if (answer?.hash !== known) changed.add(facetNumber(FACET.query(key)));
        if (answer) this.#putShared(key, answer.hash, answer.facets);
        else this.#record.run('DELETE FROM shared_query WHERE key = ?', key);
      }
      // A shared query that asks another hangs on the facet of that alone.
      [due, others] = [others.filter(isTouched), others.filter((row) => !isTouched(row))];
    }
  }

  #putShared(key: string, digest: string, facets: readonly number[]): void {
    this.#record.run(
      'INSERT OR REPLACE INTO shared_query (key, hash, facets) VALUES (?, ?, ?)',
      key,
      digest,
      JSON.stringify(facets),
    );
  }

  *#listAll(index: Database, reason: string): Generator<Job> {
    const gone = this.#knownParts();
    for (const { route, part } of partsOf(index)) {
      gone.delete(part.name);
      const id = this.#partId(part.name, route);
      const known = this.#pagesOf(id);
      for (const { address } of part.list()) {
        const bytes = known.get(address);
        known.delete(address);
        this.#parts.set(address, id);
        yield { address, route, reason: bytes === undefined ? 'the page is new' : reason, reads: '[]', bytes };
      }
      for (const address of known.keys()) this.#remove(address);
    }
    this.#forgetParts(gone);
  }

  *#listChanged(index: Database, changed: ReadonlySet<number>): Generator<Job> {
    const gone = this.#knownParts();
    const fresh: Job[] = [];
    for (const { route, part } of partsOf(index)) {
      const isKnown = gone.delete(part.name);
      if (isKnown && !part.on.some((facet) => changed.has(facetNumber(facet)))) continue;
      const id = this.#partId(part.name, route);
      const known = this.#pagesOf(id);
      for (const { address } of part.list()) {
        if (known.delete(address)) continue;
        this.#parts.set(address, id);
        fresh.push({ address, route, reason: 'the page is new', reads: '[]', bytes: undefined });
      }
      for (const address of known.keys()) this.#remove(address);
    }
    this.#forgetParts(gone);
    const touched = this.#touchedBy(changed);
    yield* fresh;
    yield* touched;
  }

  /** Lists the pages that read something which changed. */
  *#touchedBy(changed: ReadonlySet<number>): Generator<Job> {
    this.#record.run('CREATE TEMP TABLE IF NOT EXISTS touched (facet INTEGER PRIMARY KEY)');
    this.#record.run('DELETE FROM touched');
    for (const facet of changed) this.#record.run('INSERT INTO touched (facet) VALUES (?)', facet);
    const pages = this.#record
      .all('SELECT DISTINCT f.page FROM touched t CROSS JOIN page_facet f WHERE f.facet = t.facet ORDER BY f.page')
      .map((row) => Number(row['page']));
    for (const page of pages) {
      const row = this.#record.get(
        'SELECT page.address, page.bytes, page.reads, page.sum, part.route FROM page JOIN part ON part.id = page.part WHERE page.id = ?',
        page,
      );
      if (!row) continue;
      const [address, bytes, reads] = [String(row['address']), String(row['bytes']), String(row['reads'])];
      const route = String(row['route']) as RouteName;
      yield row['sum'] === sumOf(address, bytes, reads)
        ? { address, route, reason: undefined, reads, bytes }
        : { address, route, reason: 'what was known of the page is damaged', reads: '[]', bytes: undefined };
    }
  }

  /** Keeps what came of a job. Throws `UnsoundSite` for a second page on one address. */
  put({ address, reads, facets, bytes }: Outcome): void {
    const sum = sumOf(address, bytes, reads);
    const known = this.#isNew
      ? undefined
      : this.#record.get('SELECT id, bytes, reads FROM page WHERE address = ?', address);
    if (known?.['bytes'] !== bytes) this.#isChanged = true;
    const part = this.#parts.get(address);
    this.#parts.delete(address);
    if (!known) {
      if (part === undefined) throw new Error(`${address} is no page that was planned.`);
      const sql = 'INSERT INTO page (address, part, path, bytes, reads, sum) VALUES (?, ?, ?, ?, ?, ?)';
      const id = this.#record.add(sql, address, part, fileOf(decodeURI(address)), bytes, reads, sum);
      if (id === undefined) throw new UnsoundSite([`${address}  would be written by two pages`]);
      this.#addFacets(id, facets);
      return;
    }
    const id = Number(known['id']);
    if (this.#put.has(id)) throw new UnsoundSite([`${address}  would be written by two pages`]);
    this.#dropFacets(id, String(known['reads']));
    this.#record.run(
      'UPDATE page SET part = coalesce(?, part), bytes = ?, reads = ?, sum = ? WHERE id = ?',
      part ?? null,
      bytes,
      reads,
      sum,
      id,
    );
    this.#addFacets(id, facets);
  }

  /** Keeps what shared queries gave while pages were drawn. */
  putShared(answers: Reads): void {
    for (const [key, { hash: digest, facets }] of answers) this.#putShared(key, digest, facets);
  }

  /** Writes what was put aside. */
  flush(): void {
    const facets = this.#facets.sort(([a, first], [b, second]) => a - b || first - second);
    this.#facets = [];
    for (const [facet, page] of facets)
      this.#record.run('INSERT OR IGNORE INTO page_facet (facet, page) VALUES (?, ?)', facet, page);
  }

  /** Gives the stamps of the site's files that are no pages. */
  files(): Map<string, string> {
    const rows = this.#record.all('SELECT path, stamp FROM file');
    return new Map(rows.map((row) => [String(row['path']), String(row['stamp'])]));
  }

  /** Keeps what was placed as a file: its stamp, and the SHA-256 of its bytes. */
  putFile(path: string, stamp: string, bytes: string): void {
    this.#isChanged = true;
    this.#record.run('INSERT OR REPLACE INTO file (path, stamp, bytes) VALUES (?, ?, ?)', path, stamp, bytes);
  }

  removeFile(path: string): void {
    this.#isChanged = true;
    this.#record.run('DELETE FROM file WHERE path = ?', path);
  }

  /** Gives the lines of checksums of all the site's files, sorted by path in UTF-8, many in one text. */
  *checksums(): Generator<string> {
    for (let last: string | undefined = ''; last !== undefined;) {
      const rows = this.#record.lists(
        `SELECT path, bytes FROM page WHERE path > ? UNION ALL SELECT path, bytes FROM file WHERE path > ? ORDER BY path LIMIT ${LINES_AT_ONCE}`,
        last,
        last,
      );
      yield rows.map(([path, bytes]) => toChecksumLine({ path: String(path), sha256: String(bytes) })).join('');
      last = rows.length < LINES_AT_ONCE ? undefined : String(rows.at(-1)?.[0]);
    }
  }

  #addFacets(page: number, facets: readonly number[]): void {
    this.#put.add(page);
    for (const facet of facets) if (!OF_ALL_PAGES.has(facet)) this.#facets.push([facet, page]);
    if (this.#facets.length >= FACETS_AT_ONCE) this.flush();
  }

  #dropFacets(page: number, reads: string): void {
    // What is damaged cannot be read; a facet too many is merely looked at.
    const facets = new Set(tryParse(reads).flatMap(([, , ...found]) => found));
    for (const facet of facets) this.#record.run('DELETE FROM page_facet WHERE facet = ? AND page = ?', facet, page);
  }

  #remove(address: Address): void {
    const row = this.#record.get('SELECT id, reads FROM page WHERE address = ?', address);
    if (!row) return;
    this.#dropFacets(Number(row['id']), String(row['reads']));
    this.#record.run('DELETE FROM page WHERE id = ?', row['id'] ?? 0);
    this.#isChanged = true;
    this.#removed.push(address);
  }

  #knownParts(): Set<string> {
    return new Set(this.#record.all('SELECT name FROM part').map((row) => String(row['name'])));
  }

  #partId(name: string, route: RouteName): number {
    const row = this.#record.get('SELECT id FROM part WHERE name = ?', name);
    return row ? Number(row['id']) : this.#record.run('INSERT INTO part (name, route) VALUES (?, ?)', name, route);
  }

  #forgetParts(names: ReadonlySet<string>): void {
    for (const name of names) {
      const id = Number(this.#record.get('SELECT id FROM part WHERE name = ?', name)?.['id']);
      for (const address of this.#pagesOf(id).keys()) this.#remove(address);
      this.#record.run('DELETE FROM part WHERE id = ?', id);
    }
  }

  #pagesOf(part: number): Map<Address, string> {
    const rows = this.#record.all('SELECT address, bytes FROM page WHERE part = ?', part);
    return new Map(rows.map((row) => [String(row['address']), String(row['bytes'])]));
  }
}

function tryParse(reads: string): readonly Read[] {
  try {
    return JSON.parse(reads) as Read[];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function sumOf(...texts: readonly string[]): string {
  return hash('sha256', texts.join('\n'), 'base64url').slice(0, 16);
}
