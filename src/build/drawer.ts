import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import '../archive/queries/every.ts';
import type { Database } from '../archive/database.ts';
import { patternOf, type RouteName } from '../archive/pages.ts';
import { askAgain, facetNumber, recordReads, type Answer, type Reads } from '../archive/tracker.ts';
import { FACET } from '../archive/facets.ts';
import { NOT_FOUND, type Address } from '../model/addresses.ts';
import { ENTRY, STYLES } from './bundle.ts';
import { StageWriter } from './generation-writer.ts';
import type { Component } from './static-runtime.ts';
import { fileOf, inspectPage } from './verify.ts';

/** A page that may have to be drawn. */
export interface Job {
  readonly address: Address;
  readonly route: RouteName;
  /** Why the page has to be drawn; undefined where that hangs on what it read. */
  readonly reason: string | undefined;
  /** What the page read when it was drawn last, as `Read`s in JSON. */
  readonly reads: string;
  /** SHA-256 of the page's bytes in the site as it is; undefined where it is not there. */
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
  /** SHA-256 of the page's bytes, in hexadecimal. */
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
  getComponentByRoute(routeData: RouteData): Promise<PageModule>;
}

interface RouteData {
  readonly route: string;
  readonly component: string;
  readonly pattern: RegExp;
  readonly params: readonly string[];
}

/** What a file of src/pages gives: a template, or a function that answers with a text. */
interface PageModule {
  readonly default?: Component;
  readonly GET?: (context: { readonly params: Params }) => Response;
}

type Params = Readonly<Record<string, string | undefined>>;

/** A file of src/pages with its route and the style sheets of its pages. */
interface Page {
  readonly data: RouteData;
  readonly module: PageModule;
  readonly sheets: readonly string[];
}

/** The compiled pages by the pattern of their route. */
export type Pages = ReadonlyMap<string, Page>;

/** Loads the compiled pages of a bundle. */
export async function loadPages(bundle: string): Promise<Pages> {
  const { app } = (await import(pathToFileURL(join(bundle, ENTRY)).href)) as { app: App };
  const sheets = JSON.parse(readFileSync(join(bundle, STYLES), 'utf8')) as Record<string, string[]>;
  const ours = app.manifest.routes.map(({ routeData }) => routeData).filter(({ component }) => component in sheets);
  return new Map(
    await Promise.all(
      ours.map(async (data): Promise<[string, Page]> => {
        const module = await app.getComponentByRoute(data);
        return [data.route, { data, module, sheets: sheets[data.component] ?? [] }];
      }),
    ),
  );
}

/** Draws pages of the compiled templates from the open index into a stage. */
export class Drawer {
  readonly #pages: Pages;
  readonly #database: Database;
  readonly #easel: Easel;
  readonly #base: string;
  readonly #writer: StageWriter;
  readonly #heads = new Map<RouteName, string>();
  readonly #targets = new Set<string>();
  #bytes = Buffer.allocUnsafe(256 * 1024);

  /** The index has to be the one that queries ask. */
  constructor(pages: Pages, database: Database, easel: Easel) {
    this.#pages = pages;
    this.#database = database;
    this.#easel = easel;
    this.#base = new URL(easel.url).pathname.replace(/\/$/u, '');
    this.#writer = new StageWriter(easel.folder, easel.isFresh);
  }

  /** Draws those of some pages that have to be, and gives what came of each. Throws where a page cannot be drawn. */
  async draw(jobs: readonly Job[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const job of jobs) {
      const { reason, reads } = this.#look(job);
      if (reason === undefined) outcomes.push(this.#keep(job, reads));
      else outcomes.push(await this.#drawOne(job, reason));
    }
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

  #keep({ address, bytes }: Job, reads: readonly Read[]): Outcome {
    if (bytes === undefined) throw new Error(`${address} was never drawn.`);
    return { address, drawn: undefined, ...kept(reads), bytes, faults: [], targets: [] };
  }

  async #drawOne({ address, route: name, bytes: known }: Job, reason: string): Promise<Outcome> {
    const page = this.#pageOf(name);
    const params = paramsOf(page.data, address);
    const { result, reads } = await this.#render(address, page, this.#headOf(name, page), params);
    const body = this.#encode(result.text);
    if (body.length === 0) throw new Error(`${address} cannot be drawn: it is empty.`);
    const bytes = hash('sha256', body, 'hex');
    if (bytes !== known || this.#easel.isFresh) this.#writer.write(fileOf(decodeURI(address)), body);
    const { faults, targets } = result.isPage ? inspectPage(this.#base, address, result.text) : NOTHING_FOUND;
    return {
      address,
      drawn: reason,
      ...kept(Array.from(reads, toRead)),
      ...{ bytes, faults },
      targets: this.#firstTo(targets),
    };
  }

  /** Gives those of some addresses to which no page has linked before. */
  #firstTo(targets: ReadonlySet<string>): string[] {
    const first: string[] = [];
    for (const target of targets) {
      if (this.#targets.has(target)) continue;
      // A part of a text keeps the whole text in memory; a copy does not.
      const copy = Buffer.from(target).toString();
      this.#targets.add(copy);
      first.push(copy);
    }
    return first;
  }

  /** Gives a text as UTF-8, in bytes that the next page is written over. */
  #encode(text: string): Uint8Array {
    // A unit of UTF-16 takes three bytes at most.
    if (text.length * 3 > this.#bytes.length) this.#bytes = Buffer.allocUnsafe(text.length * 3);
    return this.#bytes.subarray(0, this.#bytes.write(text));
  }

  async #render(address: Address, { module }: Page, head: string, params: Params): Promise<Rendering> {
    try {
      if (module.default) {
        const component = module.default;
        const { result, reads } = recordReads(() => component.draw(params, head));
        return { result: { text: result, isPage: true }, reads };
      }
      const { result: response, reads } = recordReads(() => module.GET?.({ params }));
      if (!(response instanceof Response) || !response.ok)
        throw new Error('its route did not answer at once and well.');
      const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
      return { result: { text: await response.text(), isPage }, reads };
    } catch (error) {
      throw new Error(`${address} cannot be drawn: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  #pageOf(name: RouteName): Page {
    const page = this.#pages.get(patternOf(name));
    if (!page) throw new Error(`The compiled pages have no route ${patternOf(name)}.`);
    return page;
  }

  /** Gives the links to the style sheets of a route's pages. */
  #headOf(name: RouteName, { sheets }: Page): string {
    let head = this.#heads.get(name);
    if (head === undefined) {
      head = sheets.map((sheet) => `<link rel="stylesheet" href="${this.#base}/${sheet}">`).join('');
      this.#heads.set(name, head);
    }
    return head;
  }
}

/** The text of a page, and what it asked. */
interface Rendering {
  readonly result: { readonly text: string; readonly isPage: boolean };
  readonly reads: Reads;
}

const NOTHING_FOUND = { faults: [], targets: new Set<string>() } as const;

function toRead([key, { hash: digest, facets }]: [string, Answer]): Read {
  return [key, digest, ...facets];
}

function kept(reads: readonly Read[]): Pick<Outcome, 'reads' | 'facets'> {
  const facets = new Set<number>();
  for (const [, , ...found] of reads) for (const facet of found) facets.add(facet);
  return { reads: JSON.stringify(reads), facets: [...facets] };
}

/** Gives the path under which Astro knows an address: some routes want a slash also after the name of a file. */
function pathOf({ route, pattern }: RouteData, address: Address): string {
  const path = address === NOT_FOUND ? route : decodeURI(address);
  return path.endsWith('/') || pattern.test(path) ? path : `${path}/`;
}

/** Takes the parameters of a route out of an address, as Astro does. */
function paramsOf(route: RouteData, address: Address): Params {
  const match = route.pattern.exec(pathOf(route, address));
  if (!match) throw new Error(`${address} is no page of ${route.route}.`);
  return Object.fromEntries(
    route.params.map((name, index) => [name.replace(/^\.\.\./u, ''), match[index + 1] || undefined]),
  );
}
