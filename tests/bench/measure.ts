/** What a command costs: its time, and on Linux the processor time and peak memory of all its processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** A command to measure. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

/** What a command took. */
export interface Cost {
  /** Seconds from start to exit. */
  readonly wall: number;
  /** Seconds of processor time of the whole process tree; only on Linux. */
  readonly cpu?: number;
  /** Bytes at the fullest moment, of the whole process tree; only on Linux. */
  readonly memory?: number;
}

/** How `memory` is taken, for those who read the figures. */
export const METHOD =
  'every 50 ms, over the process and all its descendants: the sum of resident memory that is no file’s or shared, and the greatest such part of one process (/proc/PID/statm; smaps_rollup would stall large processes)';

const EVERY_MS = 50;
const PAGE_BYTES = 4096;
const TICKS_A_SECOND = 100;
const isLinux = process.platform === 'linux';

/** Runs a command, writes what it prints into a file (errors into another beside it), and gives its cost. Throws with the end of both when it fails. */
export async function measure({ file, args, cwd }: Command, log: string): Promise<Cost> {
  const [output, errors] = [openSync(log, 'w'), openSync(`${log}.err`, 'w')];
  const ticks = ticksOfChildren();
  const start = performance.now();
  const child = spawn(file, args, { stdio: ['ignore', output, errors], ...(cwd !== undefined && { cwd }) });
  let memory = 0;
  const sampler = setInterval(() => {
    if (child.pid !== undefined) memory = Math.max(memory, bytesOf(treeOf(child.pid)));
  }, EVERY_MS);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    const wall = (performance.now() - start) / 1000;
    if (code !== 0) {
      const ends = [log, `${log}.err`].map((path) => readFileSync(path, 'utf8').slice(-2000));
      throw new Error(`${[file, ...args].join(' ')} ended with ${code ?? signal}:\n${ends.join('\n')}`);
    }
    return isLinux ? { wall, cpu: (ticksOfChildren() - ticks) / TICKS_A_SECOND, memory } : { wall };
  } finally {
    clearInterval(sampler);
    closeSync(output);
    closeSync(errors);
  }
}

/** Processor ticks of all children that have ended, with theirs; proc(5), fields 16 and 17 of stat. */
function ticksOfChildren(): number {
  if (!isLinux) return 0;
  const fields = fieldsAfterName(readFileSync('/proc/self/stat', 'utf8'));
  return Number(fields[13]) + Number(fields[14]);
}

/** A process may have any name, even one with brackets, so fields are counted from the last one; the first is field 3. */
function fieldsAfterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Gives a process and all its descendants. */
function treeOf(pid: number): number[] {
  const tasks = unlessGone(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  const children = tasks.flatMap((task) =>
    (unlessGone(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')) ?? '').split(' ').filter(Boolean),
  );
  return [pid, ...children.flatMap((child) => treeOf(Number(child)))];
}

function bytesOf(pids: readonly number[]): number {
  let own = 0;
  let shared = 0;
  for (const pid of pids) {
    const statm = unlessGone(() => readFileSync(`/proc/${pid}/statm`, 'utf8'));
    const [, resident = 0, ofFiles = 0] = (statm ?? '').split(' ').map(Number);
    own += resident - ofFiles;
    shared = Math.max(shared, ofFiles);
  }
  return (own + shared) * PAGE_BYTES;
}

/** A process can end at any moment, and then its files are gone. */
function unlessGone<T>(read: () => T): T | undefined {
  if (!isLinux) return undefined;
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return undefined;
    throw error;
  }
}
