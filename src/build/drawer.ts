import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import '../archive/queries/every.ts';
import type { Database } from '../archive/database.ts';
import { patternOf, type RouteName } from '../archive/pages.ts';
import { askAgain, facetNumber, recordReads, wantPaths, type Answer } from '../archive/tracker.ts';
import { FACET } from '../archive/facets.ts';
import { NOT_FOUND, type Address } from '../model/addresses.ts';
import { ENTRY, STYLES } from './bundle.ts';
import { StageWriter } from './generation-writer.ts';
import { fileOf, inspectPage } from './verify.ts';

/** A page that may have to be drawn. */
export interface Job {
  readonly address: Address;
  readonly route: RouteName;
  /** Why the page has to be drawn; undefined where that hangs on what it read. */
  readonly reason: string | undefined;
  /** What the page read when it was drawn last, as `Read`s in JSON. */
  readonly reads: string;
  /** Hash of the page's bytes in the site as it is; undefined where it is not there. */
  readonly bytes: string | undefined;
}

/** A query that a page asked, and what it gave. */
export type Read = readonly [key: string, hash: string, ...facets: number[]];

/** What came of a job. */
export interface Outcome {
  readonly address: Address;
  /** Why the page was drawn; undefined where it was not, since it reads what it did before. */
  readonly drawn: string | undefined;
  /** What the page reads now, as `Read`s in JSON, and the numbers of its facets. */
  readonly reads: string;
  readonly facets: readonly number[];
  /** Hash of the page's bytes. */
  readonly bytes: string;
  readonly faults: readonly string[];
  /** Addresses that the page links to and that no page of this drawer had linked to before. */
  readonly targets: readonly string[];
}

/** What a drawer needs to know, in a form that can be sent to another thread. */
export interface Easel {
  /** Folder of the compiled pages. */
  readonly bundle: string;
  /** The address under which the site stands, as site.yml has it. */
  readonly url: string;
  /** Folder into which pages are written, and whether nothing was in it before. */
  readonly folder: string;
  readonly isFresh: boolean;
  /** Numbers of the facets that changed since the pages were drawn. */
  readonly changed: ReadonlySet<number>;
}

/** The part of Astro's compiled application that is used; the contract is held by tests/build/drawer.test.ts. */
interface App {
  readonly manifest: { readonly routes: readonly { readonly routeData: RouteData }[] };
  readonly routeCache: { clearAll(): void };
  setInternals(internals: unknown): void;
  setOptions(options: unknown): void;
  render(request: Request, options: { readonly routeData: RouteData }): Promise<Response>;
}

interface RouteData {
  readonly route: string;
  readonly type: string;
  readonly pattern: RegExp;
  readonly params: readonly string[];
}

/** Draws pages of the compiled templates from the open index into a stage. */
export class Drawer {
  readonly #app: App;
  readonly #database: Database;
  readonly #easel: Easel;
  readonly #base: string;
  readonly #origin: string;
  readonly #writer: StageWriter;
  readonly #routes: ReadonlyMap<string, RouteData>;
  readonly #targets = new Set<string>();

  private constructor(app: App, database: Database, easel: Easel) {
    this.#app = app;
    this.#database = database;
    this.#easel = easel;
    const url = new URL(easel.url);
    this.#origin = url.origin;
    this.#base = url.pathname.replace(/\/$/u, '');
    this.#writer = new StageWriter(easel.folder, easel.isFresh);
    this.#routes = new Map(app.manifest.routes.map(({ routeData }) => [routeData.route, routeData]));
  }

  /** Loads the compiled pages. The index has to be the one that queries ask. */
  static async open(database: Database, easel: Easel): Promise<Drawer> {
    const { app } = (await import(pathToFileURL(join(easel.bundle, ENTRY)).href)) as { app: App };
    const styles = JSON.parse(readFileSync(join(easel.bundle, STYLES), 'utf8')) as [string, unknown][];
    app.setInternals({ pagesByKeys: new Map(styles), entrySpecifierToBundleMap: new Map() });
    app.setOptions({ settings: { scripts: [] }, logger: { options: { destination: { write: () => true } } } });
    return new Drawer(app, database, easel);
  }

  /** Draws those of some pages that have to be, and gives what came of each. Throws where a page cannot be drawn. */
  async draw(jobs: readonly Job[]): Promise<Outcome[]> {
    const due = jobs.map((job) => ({ job, ...this.#look(job) }));
    this.#announce(due.filter(({ reason }) => reason !== undefined).map(({ job }) => job));
    const outcomes: Outcome[] = [];
    for (const { job, reason, reads } of due) {
      if (reason === undefined) outcomes.push(this.#keep(job, reads));
      else outcomes.push(await this.#drawOne(job, reason));
    }
    wantPaths(undefined);
    return outcomes;
  }

  /** Asks again what a page read of that which changed. */
  #look(job: Job): { readonly reason: string | undefined; readonly reads: readonly Read[] } {
    if (job.reason !== undefined) return { reason: job.reason, reads: [] };
    const { changed } = this.#easel;
    const reads: Read[] = [];
    for (const read of JSON.parse(job.reads) as Read[]) {
      const [key, digest, ...facets] = read;
      if (!facets.some((facet) => changed.has(facet))) {
        reads.push(read);
        continue;
      }
      // A shared query is asked once for all, and its facet counts as changed only where its answer is another.
      const isShared = facets.length === 1 && facets[0] === facetNumber(FACET.query(key));
      const answer = isShared ? undefined : askAgain(this.#database, key);
      if (answer?.hash !== digest) return { reason: `${key} gives another answer`, reads: [] };
      reads.push(toRead([key, answer]));
    }
    return { reason: undefined, reads };
  }

  /** Astro wants each page among the paths of its route, and keeps those until told otherwise. */
  #announce(jobs: readonly Job[]): void {
    const wanted = new Map<string, Record<string, string | undefined>[]>();
    for (const { address, route } of jobs) {
      const paths = wanted.get(route) ?? [];
      paths.push(paramsOf(this.#routeOf(route), address));
      wanted.set(route, paths);
    }
    wantPaths(wanted);
    this.#app.routeCache.clearAll();
  }

  #keep({ address, bytes }: Job, reads: readonly Read[]): Outcome {
    if (bytes === undefined) throw new Error(`${address} was never drawn.`);
    return { address, drawn: undefined, ...kept(reads), bytes, faults: [], targets: [] };
  }

  async #drawOne({ address, route, bytes: known }: Job, reason: string): Promise<Outcome> {
    const routeData = this.#routeOf(route);
    const request = new Request(`${this.#origin}${this.#base}${encodeURI(pathOf(routeData, address))}`);
    const { result, reads } = await recordReads(() => this.#render(request, routeData, address));
    const body = Buffer.from(await result.arrayBuffer());
    if (body.length === 0) throw new Error(`${address} cannot be drawn: it is empty.`);
    const bytes = hash('sha256', body, 'base64url').slice(0, 22);
    if (bytes !== known || this.#easel.isFresh) this.#writer.write(fileOf(decodeURI(address)), body);
    const isPage = result.headers.get('content-type')?.startsWith('text/html') === true;
    const { faults, targets } = isPage ? inspectPage(this.#base, address, body.toString()) : NOTHING_FOUND;
    // A part of a text keeps the whole text in memory; a copy does not.
    const fresh = Array.from(targets)
      .filter((target) => !this.#targets.has(target))
      .map((target) => Buffer.from(target).toString());
    fresh.forEach((target) => this.#targets.add(target));
    return { address, drawn: reason, ...kept(Array.from(reads, toRead)), bytes, faults, targets: fresh };
  }

  async #render(request: Request, routeData: RouteData, address: Address): Promise<Response> {
    try {
      const response = await this.#app.render(request, { routeData });
      if (response.status === 200 || address === NOT_FOUND) return response;
      throw new Error(`it was answered with ${response.status}.`);
    } catch (error) {
      throw new Error(`${address} cannot be drawn: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  #routeOf(route: RouteName): RouteData {
    const found = this.#routes.get(patternOf(route));
    if (!found) throw new Error(`The compiled pages have no route ${patternOf(route)}.`);
    return found;
  }
}

const NOTHING_FOUND = { faults: [], targets: new Set<string>() } as const;

function toRead([key, { hash: digest, facets }]: [string, Answer]): Read {
  return [key, digest, ...facets];
}

function kept(reads: readonly Read[]): Pick<Outcome, 'reads' | 'facets'> {
  const facets = new Set(reads.flatMap(([, , ...found]) => found));
  return { reads: JSON.stringify(reads), facets: [...facets] };
}

/** Gives the path under which Astro knows an address: some routes want a slash also after the name of a file. */
function pathOf({ route, pattern }: RouteData, address: Address): string {
  const path = address === NOT_FOUND ? route : decodeURI(address);
  return path.endsWith('/') || pattern.test(path) ? path : `${path}/`;
}

/** Takes the parameters of a route out of an address, as Astro does. */
function paramsOf(route: RouteData, address: Address): Record<string, string | undefined> {
  const match = route.pattern.exec(pathOf(route, address));
  if (!match) throw new Error(`${address} is no page of ${route.route}.`);
  return Object.fromEntries(
    route.params.map((name, index) => [name.replace(/^\.\.\./u, ''), match[index + 1] || undefined]),
  );
}
