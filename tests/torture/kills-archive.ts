import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { ROOT } from '../command-line.ts';
import { story, writeFiles } from '../content-folder.ts';
import { fingerprints } from '../site/files.ts';
import { variedArchive } from './varied-archive.ts';

/** States of the archive: as it was, with a few stories edited, added and removed, and with another title on every page. */
export type Edition = 'first' | 'edited' | 'retitled';

/** How a build is to be broken off: a signal or an error's code, at the N-th call of the file system; where calls are to be noted. */
export interface Fault {
  readonly fault: 'SIGKILL' | 'ENOSPC' | 'EIO' | 'EACCES' | 'EMFILE';
  readonly at: number;
  readonly trace?: string;
}

/** A command that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A site by path, with a hash of each file; undefined where there is none. */
export type Site = Readonly<Record<string, string>> | undefined;

const PRELOAD = join(import.meta.dirname, 'kills-preload.mjs');
const NOW = '2026-01-01T00:00:00Z';

/** An archive that is built again and again, with what every edition of it has to look like. More than 400 pages, so that threads draw them. */
export class KilledArchive {
  /** Everything that builds write lies below this folder. */
  readonly folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'dateline-kills-'));
  readonly out = join(this.folder, 'out/site');
  readonly back = join(this.folder, 'out/.site.back');
  readonly old = join(this.folder, 'out/.site.old');
  readonly cache = join(this.folder, 'cache');
  readonly #content = join(this.folder, 'content');
  readonly #editions = new Map<Edition, Readonly<Record<string, string | Uint8Array>>>();
  readonly #sites = new Map<Edition, Site>();
  #written: Readonly<Record<string, string | Uint8Array>> = {};

  /** Makes the archive, builds each edition elsewhere, and builds the first one in its place. */
  async prepare(): Promise<void> {
    const first = { ...(await variedArchive()), ...someStories() };
    const { 'articles/2020/01/05-quiet.md': _gone, ...rest } = first;
    this.#editions.set('first', first);
    this.#editions.set('edited', {
      ...rest,
      'articles/2019/12/31-last-day.md': story('title: The last day of all\ndate: 2019-12-31\ntopics: [Oil, Ends]'),
      'articles/2020/01/06-second-day/extra.md': story('title: One more\ndate: 2020-01-06\npeople: [Bo Lind]'),
      'articles/2020/01/05-price.md': story('title: The price of oil\ntopics: [Petroleum]', 'Counted.\n'),
    });
    this.#editions.set('retitled', {
      ...first,
      'site.yml': String(first['site.yml']).replace('The Varied Record', 'The Other Record'),
    });
    for (const edition of ['edited', 'retitled', 'first'] as const) {
      this.write(edition);
      const out = join(this.folder, 'whole', edition);
      const cache = join(this.folder, `cache-${edition}`);
      // Templates are compiled once.
      if (existsSync(this.cache)) cpSync(this.cache, cache, { recursive: true });
      await this.#expectBuilt(this.build({ out, cache }));
      if (!existsSync(this.cache)) cpSync(join(cache, 'pages'), join(this.cache, 'pages'), { recursive: true });
      this.#sites.set(edition, fingerprints(out));
      rmSync(cache, { recursive: true });
    }
    mkdirSync(join(this.folder, 'out'));
    await this.#expectBuilt(this.build());
  }

  async #expectBuilt(running: Running): Promise<void> {
    const { code, stdout, stderr } = await running.ended;
    if (code !== 0) throw new Error(`The archive cannot be built:\n${stdout}\n${stderr}`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the site of an edition looks like when it was built whole. */
  siteOf(edition: Edition): Site {
    return this.#sites.get(edition);
  }

  /** What stands in the place of the site. */
  site(place = this.out): Site {
    return existsSync(place) ? fingerprints(place) : undefined;
  }

  /** Makes the content folder that of an edition. */
  write(edition: Edition): void {
    const next = this.#editions.get(edition) ?? {};
    const gone = Object.keys(this.#written).filter((path) => !(path in next));
    const changed = Object.entries(next).filter(([path, text]) => this.#written[path] !== text);
    writeFiles(this.#content, Object.fromEntries([...changed, ...gone.map((path) => [path, null] as const)]));
    this.#written = next;
  }

  /** Takes the site away with all that a build keeps, its compiled templates aside. */
  forget(): void {
    rmSync(join(this.folder, 'out'), { recursive: true });
    mkdirSync(join(this.folder, 'out'));
    for (const name of readdirSync(this.cache)) {
      if (name !== 'pages') rmSync(join(this.cache, name), { recursive: true });
    }
  }

  /** Starts a build. */
  build(options: { fault?: Fault; isFull?: boolean; isJson?: boolean; out?: string; cache?: string } = {}): Running {
    const { fault, isFull = false, isJson = false, out = this.out, cache = this.cache } = options;
    const switches = [...(isFull ? ['--full'] : []), ...(isJson ? ['--json'] : [])];
    return this.#start(['build', '--out', out, '--cache', cache, '--now', NOW, ...switches], fault);
  }

  /** Checks the stories. */
  check(): Running {
    return this.#start(['check', '--cache', this.cache, '--now', NOW]);
  }

  /** Serves the site, until it is told to end. */
  preview(): Running {
    return this.#start(['preview', '--out', this.out]);
  }

  #start(args: readonly string[], fault?: Fault): Running {
    const preload = fault ? ['--import', PRELOAD] : [];
    return run([...preload, join(ROOT, 'src/cli/main.ts'), ...args, '--content', this.#content], {
      ...(fault && {
        DATELINE_FAULT: fault.fault,
        DATELINE_FAULT_AT: String(fault.at),
        DATELINE_FAULT_BELOW: this.folder,
        ...(fault.trace !== undefined && { DATELINE_FAULT_TRACE: fault.trace }),
      }),
    });
  }

  /** What lies where it should not after a build that went well. */
  leftovers(): string[] {
    const beside = readdirSync(join(this.folder, 'out')).filter(
      (name) => !['site', '.site.back', '.site.site'].includes(name),
    );
    const cached = readdirSync(this.cache).filter(
      (name) =>
        !['pages', 'pictures'].includes(name) && !/^(?:index|site-[0-9a-f]{12})\.sqlite(?:\.state)?$/u.test(name),
    );
    const partial = readdirSync(this.cache, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.partial'),
    );
    return [...beside, ...cached, ...partial];
  }
}

/** A command that is at work. */
export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const { VITEST: _vitest, NODE_ENV: _nodeEnv, ...inherited } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...inherited, NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
  return { child, ended };
}

/** Stories enough that the pages of all are drawn by threads. */
function someStories(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 130 }, (_, index) => {
      const day = `${2010 + (index % 5)}-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
      return [`articles/more/story-${index}.md`, story(`title: Story ${index}\ndate: ${day}\ntopics: [Ports]`)];
    }),
  );
}
