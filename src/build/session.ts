import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SyncResult } from '../archive/sync.ts';
import type { DrawThreads } from './draw-pool.ts';

/** The folder of this project, which holds src/ and astro.config.mjs. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** What a command gives to the integration, and what the integration gives back. */
export interface Session {
  readonly contentDir: string;
  /** Folder of the finished site; undefined leaves it to Astro's own configuration. */
  readonly outDir: string | undefined;
  readonly cacheDir: string;
  /** Folder whose files are put into the site as they are. */
  readonly publicDir: string;
  /** The clock, ms since 1970; undefined means the machine's at each sync. */
  readonly now: number | undefined;
  /** Whether the integration tells of problems and ledger itself, since no command does. */
  readonly quiet: boolean;
  readonly onProgress: (stage: 'reading' | 'rendering', done: number, all: number | undefined) => void;
  /** Called with a sentence about something that a build did beside its work. */
  readonly onNews: (sentence: string) => void;
  /** Address of a page of which is to be told why it was drawn or kept. */
  readonly explain: string | undefined;
  /** Why that page was drawn or kept. */
  explained?: string;
  /** Threads that wait to draw pages, where many are looked for. */
  drawThreads?: DrawThreads | undefined;
  /** The address for which templates are compiled, while they are. */
  compiling?: string | undefined;
  /** What the last sync found. */
  found?: SyncResult;
  /** When the dev server last began to draw a page, in ms of `performance.now()`. */
  drawnAt?: number;
  /** What the build wrote. */
  built?: Built;
}

/** What a build wrote. */
export interface Built {
  readonly outDir: string;
  /** Pages of the whole site. */
  readonly pages: number;
  /** Pages that were drawn, and pages that were taken away. */
  readonly rendered: number;
  readonly removed: number;
}

/** Gives the folder of the finished site. */
export function outDirOf({ outDir }: Session): string {
  return outDir ?? join(ROOT, 'dist');
}

/**
 * A command and the integration may be two module graphs of one process; the session of a command stands on this
 * symbol while it runs.
 */
const SESSION = Symbol.for('dateline.session');

/** Gives the session of the running command, or one of defaults for `astro build` and `astro dev`. */
export function currentSession(): Session {
  const holder = globalThis as { [SESSION]?: Session | undefined };
  return (holder[SESSION] ??= createSession({ quiet: false }));
}

/** Makes a session the one that the integration finds. */
export function useSession(session: Session): Session {
  (globalThis as { [SESSION]?: Session })[SESSION] = session;
  return session;
}

/** Makes a session; what is not given has its default: content/ and .dateline/ of the project, SOURCE_DATE_EPOCH or the clock. */
export function createSession(options: Partial<Session>): Session {
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  return {
    contentDir: options.contentDir ?? join(ROOT, 'content'),
    outDir: options.outDir,
    cacheDir: options.cacheDir ?? join(ROOT, '.dateline'),
    publicDir: options.publicDir ?? join(ROOT, 'public'),
    now: options.now ?? (epoch !== undefined && /^\d+$/u.test(epoch) ? Number(epoch) * 1000 : undefined),
    quiet: options.quiet ?? true,
    onProgress: options.onProgress ?? (() => undefined),
    onNews: options.onNews ?? (() => undefined),
    explain: options.explain,
  };
}

/** Parts of src/ whose code decides what the index holds. */
const INDEX_CODE = ['model', 'reading', 'markdown', 'archive'] as const;

/** Gives what an index depends on beside the content: the content folder, the code that reads it, its packages and Node. */
export function indexIdentity(contentDir: string): string {
  const files = INDEX_CODE.flatMap((room) =>
    readdirSync(join(ROOT, 'src', room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  ).sort();
  const lockfile = join(ROOT, 'package-lock.json');
  const parts = [...files, ...(existsSync(lockfile) ? [lockfile] : [])].map((file) =>
    hash('sha256', readFileSync(file), 'hex'),
  );
  return hash('sha256', [contentDir, process.version, ...parts].join('\n'), 'hex');
}
