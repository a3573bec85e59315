import { resolve } from 'node:path';
import { createSession, useSession, type Session } from '../build/session.ts';
import { time } from '../model/fields.ts';
import { textOf, UsageError, type Flags } from './command.ts';
import { progressLine } from './report.ts';

/** Makes the session of a command from its flags. Folders are named from where the command runs. */
export function sessionOf(flags: Flags): Session {
  const content = textOf(flags, 'content');
  const cache = textOf(flags, 'cache');
  const out = textOf(flags, 'out');
  const explain = textOf(flags, 'explain');
  refuseBadEpoch(process.env['SOURCE_DATE_EPOCH']);
  return useSession(
    createSession({
      ...(content !== undefined && { contentDir: resolve(content) }),
      ...(cache !== undefined && { cacheDir: resolve(cache) }),
      ...(out !== undefined && { outDir: resolve(out) }),
      ...(explain !== undefined && { explain: addressOf(explain) }),
      ...(flags['now'] !== undefined && { now: clockOf(textOf(flags, 'now') ?? '') }),
      ...(flags['json'] !== true && { onProgress: progressLine() }),
      onNews: (sentence) => console.error(sentence),
    }),
  );
}

/** Gives the address of a page as the archive knows it, however it was typed. */
function addressOf(path: string): string {
  const { pathname } = new URL(path, 'http://site.invalid');
  return pathname.endsWith('/') || /\.[a-z]+$|^\/_/u.test(pathname) ? pathname : `${pathname}/`;
}

function clockOf(now: string): number {
  if (!time.safeParse(now).success)
    throw new UsageError(`--now ${now} is not a time with its offset, such as 2020-01-05T19:40:00+05:30.`);
  return Date.parse(now);
}

/** A build whose clock was meant to be fixed must not run by the machine's (https://reproducible-builds.org/specs/source-date-epoch/). */
function refuseBadEpoch(epoch: string | undefined): void {
  if (epoch !== undefined && !/^\d{1,12}$/u.test(epoch))
    throw new UsageError(`SOURCE_DATE_EPOCH is “${epoch}”, which is not a number of seconds since 1970.`);
}

/** Reads a port number. */
export function portOf(flags: Flags): number | undefined {
  const port = textOf(flags, 'port');
  if (port === undefined) return undefined;
  if (!/^\d{1,5}$/u.test(port) || Number(port) > 65_535) throw new UsageError(`--port ${port} is not a port number.`);
  return Number(port);
}
