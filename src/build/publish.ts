import { hash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { openDatabase, removeDatabase, type Database } from '../archive/database.ts';
import { revisionOf } from '../archive/changes.ts';
import { readSiteRow } from '../archive/queries/site.ts';
import { CHECKSUMS, NOT_FOUND, type Address } from '../model/addresses.ts';
import { problem, type Problem } from '../model/problem.ts';
import { indexPath } from './archive.ts';
import type { Compiled } from './compile.ts';
import { drawAll } from './draw-pool.ts';
import type { Job, Outcome } from './drawer.ts';
import { ContentProblems, UnsoundSite } from './faults.ts';
import { duringAsync } from './generation-fault.ts';
import type { Stage } from './generation-stage.ts';
import { siteId } from './generation-state.ts';
import { StageWriter } from './generation-writer.ts';
import { openStage, recoverSite } from './generations.ts';
import { forgetCopies, UnreadablePicture } from './picture-copies.ts';
import { outDirOf, type Built, type Session } from './session.ts';
import { filesBelow, placeFile, siteFiles, type SiteFile } from './site-files.ts';
import { RECORD_SCHEMA, SiteRecord, type Origin, type Plan } from './site-record.ts';
import { deadLinks, fileOf } from './verify.ts';

/** Tables of a record are of this version; another one's record is thrown away. */
const RECORD_VERSION = 'dateline record 2';

/** Files that are put in their places side by side: smaller copies of pictures take long to draw. */
const PLACED_AT_ONCE = 4;

/** Opens the record of what stands in the session's place for the site. */
function openRecord(session: Session): Database {
  return openDatabase(recordPath(session), RECORD_VERSION, RECORD_SCHEMA);
}

function recordPath(session: Session): string {
  const place = hash('sha256', resolve(outDirOf(session)), 'hex').slice(0, 12);
  return join(session.cacheDir, `site-${place}.sqlite`);
}

/** Forgets what is known of the site, so that every page is drawn. */
export function forgetSite(session: Session): void {
  removeDatabase(recordPath(session));
}

/**
 * Brings the site up to date with the index: draws what changed into a stage, verifies it, and puts it in the place of the old site.
 * The index has to be the one that queries ask. Throws `UnsoundSite`, `ContentProblems`, `UnfitPlace` or `StageFault`; the old site then stays.
 */
export async function publish(session: Session, database: Database, compiled: Compiled): Promise<Built> {
  const record = openRecord(session);
  database.enterSnapshot();
  try {
    return await new Publication(session, database, record, compiled).run();
  } finally {
    database.leaveSnapshot({ keep: false });
    record.close();
  }
}

/** One build of a site. */
class Publication {
  readonly #session: Session;
  readonly #index: Database;
  readonly #database: Database;
  readonly #record: SiteRecord;
  readonly #compiled: Compiled;
  readonly #outDir: string;
  readonly #url: string;
  readonly #faults: string[] = [];
  readonly #targets = new Map<string, string>();
  #drawn = 0;
  #looked = 0;

  constructor(session: Session, index: Database, record: Database, compiled: Compiled) {
    this.#session = session;
    this.#index = index;
    this.#database = record;
    this.#record = new SiteRecord(record);
    this.#compiled = compiled;
    this.#outDir = outDirOf(session);
    this.#url = readSiteRow(index).url;
  }

  async run(): Promise<Built> {
    const known = this.#record.origin();
    const recovered = await recoverSite(this.#outDir, { committed: known?.build });
    if (recovered !== undefined) this.#session.onNews(recovered);
    const origin = known !== undefined && siteId(this.#outDir) === known.build ? known : undefined;
    const files = siteFiles(this.#index, {
      compiled: this.#compiled,
      contentDir: this.#session.contentDir,
      publicDir: this.#session.publicDir,
      cacheDir: this.#session.cacheDir,
    });
    if (origin && this.#isUpToDate(origin, files)) return this.#built(0);
    const stage = await this.#openStage(origin, known?.build);
    const build = randomUUID();
    let removed = 0;
    try {
      await this.#database.transaction(async () => {
        removed = await this.#fill(stage, stage.isFresh ? undefined : origin, files);
        this.#record.setOrigin({ revision: revisionOf(this.#index), code: this.#compiled.key, build });
        await stage.seal(build);
      });
      await stage.publish();
      forgetCopies(this.#session.cacheDir, new Set(files.map(({ path }) => basename(path))));
      return this.#built(removed);
    } catch (error) {
      // What fails once the new site stands, the next command finishes.
      if (stage.isLive) this.#session.built = this.#built(removed);
      await stage.discard();
      throw error;
    }
  }

  /** Opens a stage of the site that the record speaks of, or an empty one: another build may have published here before the lock was taken. */
  async #openStage(origin: Origin | undefined, committed: string | undefined): Promise<Stage> {
    const stage = await openStage(this.#outDir, { fresh: origin === undefined, committed });
    if (!origin || stage.isFresh || siteId(this.#outDir) === origin.build) return stage;
    await stage.discard();
    return openStage(this.#outDir, { fresh: true, committed });
  }

  #isUpToDate(origin: Origin, files: readonly SiteFile[]): boolean {
    const revision = revisionOf(this.#index);
    return (
      origin.code === this.#compiled.key &&
      origin.revision.series === revision.series &&
      origin.revision.revision === revision.revision &&
      changesOf(this.#record.files(), files).isNone
    );
  }

  /** Writes all that changed into the stage and checks it; gives how many pages were taken away. */
  async #fill(stage: Stage, origin: Origin | undefined, files: readonly SiteFile[]): Promise<number> {
    if (!origin) this.#record.clear();
    const plan = this.#plan(origin);
    const { changed, gone: goneFiles } = changesOf(this.#record.files(), files);
    this.#removeFiles(stage, goneFiles);
    const drawing = drawAll(plan.jobs, {
      database: this.#index,
      index: indexPath(this.#session),
      easel: {
        bundle: this.#compiled.bundle,
        url: this.#url,
        folder: stage.folder,
        isFresh: stage.isFresh,
        changed: plan.changed,
      },
      threads: this.#session.drawThreads,
      announce: (jobs) => this.#announce(stage, jobs),
      take: (outcome) => this.#take(outcome),
    });
    // Whichever fails, the other must not go on in a stage that is taken back.
    const [drawn, placed] = await Promise.allSettled([drawing, this.#placeFiles(stage, changed)]);
    if (drawn.status === 'rejected') throw drawn.reason;
    if (placed.status === 'rejected') throw placed.reason;
    this.#record.putShared(drawn.value);
    this.#record.flush();
    const gone = this.#record.removed.map(toFile).filter((file) => !this.#isPage(file));
    stage.announce(gone);
    for (const path of gone) stage.remove(path);
    this.#refuseConflicts(files);
    this.#listChecksums(stage, files);
    const faults = [...this.#faults, ...deadLinks(basePathOf(this.#url), stage.folder, this.#targets)].sort();
    if (faults.length > 0) throw new UnsoundSite(faults);
    return gone.length;
  }

  /** Tells whether a page lies in a file, be it under the address of its folder or, as old addresses of stories, under its own. */
  #isPage(file: string): boolean {
    const addresses = [`/${file}`, `/${file.replace(/(^|\/)index\.html$/u, '$1')}`];
    return addresses.some((address) => this.#record.has(address) || this.#record.has(encodeURI(address)));
  }

  #plan(origin: Origin | undefined): Plan {
    const { series } = revisionOf(this.#index);
    if (!origin) return this.#record.planAll(this.#index, 'every page is drawn');
    if (origin.code !== this.#compiled.key)
      return this.#record.planAll(this.#index, 'templates, styles or configuration changed');
    if (origin.revision.series !== series) return this.#record.planAll(this.#index, 'every file was read again');
    return this.#record.planChanges(this.#index, origin.revision.revision);
  }

  #announce(stage: Stage, jobs: readonly Job[]): void {
    // Nobody shares the files of a fresh stage, and it is thrown away as a whole.
    if (!stage.isFresh) stage.announce(jobs.map(({ address }) => toFile(address)));
  }

  #take(outcome: Outcome): void {
    this.#looked++;
    this.#record.put(outcome);
    if (outcome.address === this.#session.explain)
      this.#session.explained = outcome.drawn ?? 'what it reads changed, but not what it shows';
    if (outcome.drawn === undefined) return;
    this.#drawn++;
    this.#faults.push(...outcome.faults);
    for (const target of outcome.targets) if (!this.#targets.has(target)) this.#targets.set(target, outcome.address);
    this.#session.onProgress('rendering', this.#looked, undefined);
  }

  /** Takes files away before a page may come into the place of one. */
  #removeFiles(stage: Stage, gone: readonly string[]): void {
    stage.announce(gone);
    for (const path of gone) {
      stage.remove(path);
      this.#record.removeFile(path);
    }
  }

  async #placeFiles(stage: Stage, changed: readonly SiteFile[]): Promise<void> {
    stage.announce(changed.map(({ path }) => path));
    const writer = new StageWriter(stage.folder, stage.isFresh);
    const unreadable = new Map<string, Problem>();
    const waiting = changed.values();
    const placeRest = async () => {
      for (const file of waiting) {
        try {
          const place = join(stage.folder, file.path);
          const bytes = await duringAsync('put in its place', place, () => placeFile(writer, file));
          this.#record.putFile(file.path, file.stamp, bytes);
        } catch (error) {
          if (!(error instanceof UnreadablePicture)) throw error;
          unreadable.set(error.problem.file, error.problem);
        }
      }
    };
    // A fault of one leaves the others to finish what they hold: nothing may go on in a stage that is taken back.
    const placed = await Promise.allSettled(Array.from({ length: PLACED_AT_ONCE }, placeRest));
    for (const result of placed) if (result.status === 'rejected') throw result.reason;
    this.#refuse([...unreadable.values()]);
  }

  /** Brings the list of checksums up to date, as the last of all files, or takes it away where site.yml wants none. */
  #listChecksums(stage: Stage, files: readonly SiteFile[]): void {
    const isThere = existsSync(join(stage.folder, CHECKSUMS_FILE));
    if (readSiteRow(this.#index).outputs.checksums) {
      if (isThere && !this.#record.isChanged) return;
      stage.announce([CHECKSUMS_FILE]);
      new StageWriter(stage.folder, stage.isFresh).writeParts(CHECKSUMS_FILE, this.#record.checksums());
    } else if (isThere && files.every(({ path }) => path !== CHECKSUMS_FILE)) {
      stage.announce([CHECKSUMS_FILE]);
      stage.remove(CHECKSUMS_FILE);
    }
  }

  /** Finds files of public/ that stand where a page, a style, a font or a picture is written. */
  #refuseConflicts(files: readonly SiteFile[]): void {
    const isListed = readSiteRow(this.#index).outputs.checksums;
    const conflicts = filesBelow(this.#session.publicDir).flatMap((file): Problem[] => {
      const inFolder = encodeURI(`/${file.replace(/(^|\/)index\.html$/u, '$1')}`);
      const page = this.#record.pageAt(inFolder) ?? this.#record.pageAt(`/${file}`);
      const isTwice = files.filter(({ path }) => path === file).length > 1 || (isListed && isChecksums(file));
      if (page === undefined && !isTwice) return [];
      const message = `public/${file} stands where ${page === undefined ? 'another file of the site' : `the page ${page}`} is written.`;
      return [
        problem('page-conflict', `public/${file}`, undefined, '', message, 'Move or rename the file in public/.'),
      ];
    });
    this.#refuse(conflicts);
  }

  #refuse(problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    const { found } = this.#session;
    if (found) this.#session.found = { ...found, problems: [...found.problems, ...problems] };
    throw new ContentProblems('Nothing was published: mend the problems named above.');
  }

  #built(removed: number): Built {
    if (this.#session.explain !== undefined) this.#session.explained ??= this.#unexplained(this.#session.explain);
    return { outDir: this.#outDir, pages: this.#record.count(), rendered: this.#drawn, removed };
  }

  #unexplained(address: Address): string {
    return this.#record.has(address) ? 'nothing that it reads changed' : 'the site has no such page';
  }
}

/** Compares the files of a site with those that it should have. */
function changesOf(
  known: ReadonlyMap<string, string>,
  files: readonly SiteFile[],
): { readonly changed: readonly SiteFile[]; readonly gone: readonly string[]; readonly isNone: boolean } {
  const changed = files.filter(({ path, stamp }) => known.get(path) !== stamp);
  const wanted = new Set(files.map(({ path }) => path));
  const gone = [...known.keys()].filter((path) => !wanted.has(path));
  return { changed, gone, isNone: changed.length === 0 && gone.length === 0 };
}

const CHECKSUMS_FILE = CHECKSUMS.slice(1);

/** Tells whether a file would stand where the list of checksums does, be it on a file system without upper and lower case. */
function isChecksums(path: string): boolean {
  return path.split('/')[0]?.toLowerCase() === CHECKSUMS_FILE.toLowerCase();
}

function toFile(address: Address): string {
  return address === NOT_FOUND ? '404.html' : fileOf(decodeURI(address));
}

function basePathOf(url: string): string {
  return new URL(url).pathname.replace(/\/$/u, '');
}
