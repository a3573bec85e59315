import { createHash, randomUUID } from 'node:crypto';
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './generation-fault.ts';

/** Who holds a lock, as its file says. `started` tells a process from a later one of the same number. */
interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  readonly place: string;
  readonly since: string;
  readonly started: string | null;
}

/** A lock that this process holds, until it is released or the process ends. */
export interface Lock {
  release(): void;
}

/** Another process is at work; the message names it and says what to do. */
export class Locked extends Error {
  override readonly name = 'Locked';
}

/** Takes the lock at `path`, that of a dead process of this host included; throws `Locked`. `place` is what it guards, for the message. */
export function takeLock(path: string, owner: { command: string; place?: string }): Lock {
  mkdirSync(dirname(path), { recursive: true });
  const holder: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    command: owner.command,
    place: owner.place ?? dirname(path),
    since: new Date().toISOString(),
    started: startOf(process.pid),
  };
  const draft = `${path}.${draftName(holder)}`;
  try {
    writeFileSync(draft, `${JSON.stringify(holder)}\n`, { flag: 'wx' });
    claim(path, draft);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  const lock = hold(path, holder.token);
  try {
    rmSync(draft);
    sweep(path);
  } catch (error) {
    lock.release();
    throw error;
  }
  return lock;
}

/** Removes drafts and locks of succession that killed processes left; the holder of the lock needs none of them. */
function sweep(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const file = join(dirname(path), name);
    if (isDraftOfDead(name.slice(basename(path).length + 1)) || read(file)?.isStale) rmSync(file, { force: true });
  }
}

/** Names a draft by who writes it, which is known even where he was killed before a word of it was written. */
function draftName({ host, pid, token }: Holder): string {
  return `${pid}~${token}~${encodeURIComponent(host)}`;
}

function isDraftOfDead(name: string): boolean {
  const [, pid, host] = /^(\d+)~[^~]+~(.+)$/u.exec(name) ?? [];
  return host === encodeURIComponent(hostname()) && !isRunning(Number(pid));
}

/** Paths of the locks of this process by token; a released one stays until its file is gone. */
const held = new Map<string, string>();
const released = new Set<string>();

function hold(path: string, token: string): Lock {
  if (held.size === 0) process.on('exit', releaseAll);
  held.set(token, path);
  return { release: () => release(path, token) };
}

function release(path: string, token: string): void {
  released.add(token);
  if (read(path)?.token === token) rmSync(path, { force: true });
  held.delete(token);
  if (held.size === 0) process.removeListener('exit', releaseAll);
}

function releaseAll(): void {
  for (const [token, path] of held) release(path, token);
}

/**
 * Gives the draft the lock's name. A stale lock is replaced only by the one process that holds the lock of its succession, and only while
 * it is still there: of two that find it, one gets it. That lock can be stale in turn, and is taken the same way.
 */
function claim(path: string, draft: string): void {
  while (!placed(draft, path)) {
    const present = read(path);
    if (!present) continue;
    if (!present.isStale) throw new Locked(describe(path, present.holder));
    const succession = `${path}.${present.token.slice(0, 8)}`;
    claim(succession, draft);
    if (read(path)?.token === present.token) {
      renameSync(succession, path);
      return;
    }
    rmSync(succession, { force: true });
  }
}

/** Whether the draft has got the name: by a link, so that no one ever sees a half-written lock; by a copy where there are no links. */
function placed(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error;
  }
  try {
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

interface Present {
  readonly token: string;
  readonly isStale: boolean;
  readonly holder: Holder | undefined;
}

/** A damaged lock may be one that is being written; after this it is none. */
const DAMAGED_FOR_MS = 60_000;

function read(path: string): Present | undefined {
  try {
    const age = Date.now() - statSync(path).mtimeMs;
    const text = readFileSync(path, 'utf8');
    const holder = parse(text);
    if (holder) return { token: holder.token, isStale: released.has(holder.token) || isDead(holder), holder };
    const token = createHash('sha256').update(text).digest('hex');
    return { token, isStale: age > DAMAGED_FOR_MS, holder: undefined };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, started, ...texts } = value as Record<string, unknown>;
  const isText = (name: string) => typeof texts[name] === 'string';
  const isKnown = started === null || typeof started === 'string';
  return Number.isInteger(pid) && isKnown && ['token', 'host', 'command', 'place', 'since'].every(isText);
}

function isDead({ pid, host, started }: Holder): boolean {
  if (host !== hostname()) return false;
  if (!isRunning(pid)) return true;
  const now = startOf(pid);
  return started !== null && now !== null && started !== now;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    if (codeOf(error) === 'EPERM') return true;
    throw error;
  }
}

/** When a process began, in ticks since the system did: the 22nd field of /proc/PID/stat, counted behind the name in brackets. */
function startOf(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return null;
    throw error;
  }
}

function describe(path: string, holder: Holder | undefined): string {
  if (!holder)
    return `Another build is about to begin: ${path} is being written. Wait a minute, or, if none is, delete it.`;
  const { command, pid, host, since, place } = holder;
  return `Another build (${command}, process ${pid} on ${host}, since ${since}) is at work on ${place}; wait for it, or, if it is gone, delete ${path}.`;
}
