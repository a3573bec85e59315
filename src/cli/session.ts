import { resolve } from 'node:path';
import { createSession, useSession, type Session } from '../build/session.ts';
import { textOf, UsageError, type Flags } from './command.ts';
import { progressLine } from './report.ts';

/** Makes the session of a command from its flags. Folders are named from where the command runs. */
export function sessionOf(flags: Flags): Session {
  const content = textOf(flags, 'content');
  const cache = textOf(flags, 'cache');
  const out = textOf(flags, 'out');
  return useSession(
    createSession({
      ...(content !== undefined && { contentDir: resolve(content) }),
      ...(cache !== undefined && { cacheDir: resolve(cache) }),
      ...(out !== undefined && { outDir: resolve(out) }),
      ...(flags['now'] !== undefined && { now: clockOf(textOf(flags, 'now') ?? '') }),
      ...(flags['json'] !== true && { onProgress: progressLine() }),
    }),
  );
}

function clockOf(now: string): number {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/u.test(now)
    ? Date.parse(now)
    : Number.NaN;
  if (Number.isNaN(time))
    throw new UsageError(`--now ${now} is not a time with its offset, such as 2020-01-05T19:40:00+05:30.`);
  return time;
}

/** Reads a port number. */
export function portOf(flags: Flags): number | undefined {
  const port = textOf(flags, 'port');
  if (port === undefined) return undefined;
  if (!/^\d{1,5}$/u.test(port) || Number(port) > 65_535) throw new UsageError(`--port ${port} is not a port number.`);
  return Number(port);
}
