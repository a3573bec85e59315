import { dev as serveWithAstro } from 'astro';
import { basePath, readSiteRow } from '../archive/queries/site.ts';
import { openedDatabase } from '../archive/tracker.ts';
import { ROOT, type Session } from '../build/session.ts';
import { CACHE_FLAG, type Command } from './command.ts';
import { fromHere, printJson, printProblems } from './report.ts';
import { portOf, sessionOf } from './session.ts';

export const dev: Command = {
  name: 'dev',
  summary: 'live preview that follows the content folder',
  flags: {
    ...CACHE_FLAG,
    port: { value: 'NUMBER', help: 'Port (default: 4321, or the next free one).' },
    now: { value: 'TIME', help: 'Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).' },
  },
  async run(flags) {
    const session = sessionOf(flags);
    const port = portOf(flags);
    const { address } = await serveWithAstro({
      root: ROOT,
      logLevel: 'warn',
      server: { ...(port !== undefined && { port }) },
    });
    const url = `http://localhost:${address.port}${baseOf(session)}/`;
    if (flags['json'] === true) {
      printJson({ url });
    } else {
      printProblems(fromHere(session.found?.problems ?? [], session.contentDir));
      console.log(`${url} follows ${session.contentDir}; Ctrl-C ends it.`);
    }
    return new Promise(() => undefined);
  },
};

/** Gives the path under which the site is served; with a site.yml that cannot be read, it is the root. */
function baseOf({ found }: Session): string {
  const isUnknown = found?.problems.some(
    ({ severity, file }) => severity === 'error' && /^(?:\.|site\.yml)$/u.test(file),
  );
  return isUnknown ? '' : basePath(readSiteRow(openedDatabase()));
}
