import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getSystemErrorName } from 'node:util';
import { readSiteRow } from '../archive/queries/site.ts';
import { forgetIndex, isStopped, openArchive } from '../build/archive.ts';
import { compileTemplates, type Compiled } from '../build/compile.ts';
import { DrawThreads } from '../build/draw-pool.ts';
import { ContentProblems, UnsoundSite } from '../build/faults.ts';
import { naming, StageFault } from '../build/generation-fault.ts';
import { UnfitPlace } from '../build/generation-places.ts';
import { Locked, takeLock } from '../build/lock.ts';
import { forgetSite, publish } from '../build/publish.ts';
import type { Session } from '../build/session.ts';
import type { Site } from '../model/site.ts';
import { readSite } from '../reading/site.ts';
import { CACHE_FLAG, textOf, type Command } from './command.ts';
import { fromHere, pathFromHere, printJson, printLedger, printProblems, toFault } from './report.ts';
import { sessionOf } from './session.ts';

export const build: Command = {
  name: 'build',
  summary: 'the whole site: what changed is drawn, verified and published; prints the ledger',
  flags: {
    out: { value: 'DIR', help: 'Folder of the finished site (default: dist).' },
    ...CACHE_FLAG,
    full: { help: 'Ignore what earlier builds did: read every file and draw every page again.' },
    explain: { value: 'PATH', help: 'Say why the page at an address, such as /2020/01/05/, was drawn or kept.' },
    now: { value: 'TIME', help: 'Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).' },
  },
  async run(flags) {
    const started = performance.now();
    const session = sessionOf(flags);
    let failure: string | undefined;
    try {
      await buildSite(session, { isFull: flags['full'] === true });
    } catch (error) {
      // A fault of the content, the drawn site or the place is told; anything else is one of this program, told whole.
      if (isTold(error)) failure = error.message;
      else if (!(error instanceof ContentProblems)) failure = toFault(error);
    }
    const { found, built, explained } = session;
    const problems = fromHere(found?.problems ?? [], session.contentDir);
    const seconds = (performance.now() - started) / 1000;
    if (flags['json'] === true) {
      printJson({
        ledger: found?.ledger ?? null,
        problems,
        pages: { total: built?.pages ?? 0, rendered: built?.rendered ?? 0, removed: built?.removed ?? 0 },
        seconds: Math.round(seconds * 100) / 100,
        outputs: built ? [pathFromHere(built.outDir)] : [],
        ...(explained !== undefined && { explained: { address: textOf(flags, 'explain'), reason: explained } }),
      });
    } else {
      if (found) {
        printProblems(problems);
        printLedger(found.ledger);
      }
      if (explained !== undefined) console.log(`${textOf(flags, 'explain')}: ${explained}`);
      if (built)
        console.log(
          `${built.pages} pages in ${pathFromHere(built.outDir)}: ${built.rendered} drawn, ${built.removed} removed; ${seconds.toFixed(1)} s`,
        );
    }
    if (failure !== undefined) console.error(failure);
    if (!built) console.error('Nothing was published.');
    return built && failure === undefined ? 0 : 1;
  },
};

/** One build at a time has an index, which it leaves as it found it or brings up to date. */
async function buildSite(session: Session, { isFull }: { readonly isFull: boolean }): Promise<void> {
  const { cacheDir, contentDir } = session;
  const path = join(cacheDir, 'build.lock');
  const lock = await naming('take the lock', path, () => takeLock(path, { command: 'dateline build' }));
  try {
    if (isFull) {
      forgetIndex(session);
      forgetSite(session);
    }
    const archive = await naming('open the index in', cacheDir, () => openArchive(session));
    let ahead: ReturnType<typeof compileAhead>;
    try {
      const onRead = (changed: number) => {
        if (changed > MANY_CHANGED)
          void ahead?.compiled.then(
            ({ bundle }) => startThreads(session, bundle),
            () => undefined,
          );
      };
      // First, so that threads that read are on their way.
      const reading = archive.sync({ onRead });
      ahead = compileAhead(session);
      const found = await naming('read the stories in', contentDir, () => reading);
      if (isStopped(found)) throw new ContentProblems('Nothing was published: mend the problems named above.');
      const { url } = readSiteRow(archive.database);
      const compiled = await naming('compile the pages in', cacheDir, () =>
        ahead?.url === url ? ahead.compiled : compile(session, url),
      );
      session.built = await naming('draw the site with', cacheDir, () => publish(session, archive.database, compiled));
    } finally {
      // What it wrote must not go on once the locks are gone.
      await ahead?.compiled.catch(() => undefined);
      await session.drawThreads?.end();
      await naming('close the index in', cacheDir, () => archive.close());
    }
  } finally {
    await naming('release the lock', path, () => lock.release());
  }
}

/** With so many changed files, so many pages change that threads will draw them. */
const MANY_CHANGED = 600;

function startThreads(session: Session, bundle: string): void {
  session.drawThreads = new DrawThreads(bundle);
}

/** Begins to compile the templates while the stories are read, which leaves this thread time; undefined where site.yml is not sound. */
function compileAhead(session: Session): { readonly url: string; readonly compiled: Promise<Compiled> } | undefined {
  const value = siteAhead(session);
  if (!value) return undefined;
  const compiled = compile(session, value.url);
  // Told where it is waited for, unless the stories have problems.
  compiled.catch(() => undefined);
  return { url: value.url, compiled };
}

/** Reads site.yml before its turn; what is wrong with it is told when it has that. */
function siteAhead({ contentDir }: Session): Site | undefined {
  try {
    return readSite(readFileSync(join(contentDir, 'site.yml'))).value;
  } catch {
    return undefined;
  }
}

/** Compiles the templates. Astro's bundler, which is no JavaScript, tells what the system refused in a text alone, with a trace of its own. */
async function compile(session: Session, url: string): Promise<Compiled> {
  try {
    return await compileTemplates(session, url);
  } catch (error) {
    const [, reason, number] = /^\s*(.*) \(os error (\d+)\)$/mu.exec(error instanceof Error ? error.message : '') ?? [];
    if (number === undefined) throw error;
    const code = getSystemErrorName(-Number(number));
    throw Object.assign(new Error(`${code}: ${reason}`, { cause: error }), { code, syscall: 'write' });
  }
}

/** By name, since an error of a thread is here no longer of its class. */
const TOLD = new Set([UnsoundSite, UnfitPlace, StageFault, Locked].map(({ name }) => name));

function isTold(error: unknown): error is Error {
  return error instanceof Error && TOLD.has(error.name);
}
