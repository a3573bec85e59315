import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build as buildWithAstro } from 'astro';
import { forgetIndex } from '../build/archive.ts';
import { ContentProblems, UnsoundSite } from '../build/integration.ts';
import { ROOT } from '../build/session.ts';
import { UnfitPlace } from '../build/swap.ts';
import { CACHE_FLAG, type Command } from './command.ts';
import { fromHere, pathFromHere, printJson, printLedger, printProblems, toFault } from './report.ts';
import { sessionOf } from './session.ts';

export const build: Command = {
  name: 'build',
  summary: 'the whole site: stage, verify, swap; prints the ledger',
  flags: {
    out: { value: 'DIR', help: 'Folder of the finished site (default: dist).' },
    ...CACHE_FLAG,
    full: { help: 'Forget the index and read every file again.' },
    now: { value: 'TIME', help: 'Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).' },
  },
  async run(flags) {
    const started = performance.now();
    const session = sessionOf(flags);
    if (flags['full'] === true) forgetIndex(session);
    let failure: string | undefined;
    try {
      // Astro puts its bundle beside the pages where those lie below the working folder, and else into one place for all
      // builds, where two of them would meet.
      const parent = dirname(session.outDir ?? join(ROOT, 'dist'));
      mkdirSync(parent, { recursive: true });
      process.chdir(parent);
      await buildWithAstro({ root: ROOT, logLevel: 'silent' });
    } catch (error) {
      // A fault of the content, the rendered site or the place is told; anything else is one of this program, told whole.
      if (error instanceof UnsoundSite || error instanceof UnfitPlace) failure = error.message;
      else if (!(error instanceof ContentProblems)) failure = toFault(error);
    }
    const { found, built } = session;
    const problems = fromHere(found?.problems ?? [], session.contentDir);
    if (flags['json'] === true) {
      printJson({
        ledger: found?.ledger ?? null,
        problems,
        pages: { total: built?.pages ?? 0, rendered: built?.pages ?? 0, removed: built?.removed ?? 0 },
        seconds: Math.round((performance.now() - started) / 10) / 100,
        outputs: built ? [pathFromHere(built.outDir)] : [],
      });
    } else {
      if (found) {
        printProblems(problems);
        printLedger(found.ledger);
      }
      if (built)
        console.log(
          `${built.pages} pages in ${pathFromHere(built.outDir)}, ${((performance.now() - started) / 1000).toFixed(1)} s`,
        );
    }
    if (failure !== undefined) console.error(failure);
    if (!built) console.error('Nothing was published.');
    return built ? 0 : 1;
  },
};
