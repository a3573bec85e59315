/** The disk failed a build at its output: says what was tried, where, why, and how to go on. The live site is whole, old or new. */
export class StageFault extends Error {
  override readonly name = 'StageFault';
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space',
  EDQUOT: 'Free some space',
  EACCES: 'Give this user the right to write there',
  EPERM: 'Give this user the right to write there',
  EROFS: 'Name a place that can be written with --out',
  EMFILE: 'Raise the limit of open files (ulimit -n)',
  ENFILE: 'Close other programs, or raise the system’s limit of open files',
  EIO: 'Look after the disk',
};

/** The code of a system's error (`ENOSPC`), or undefined for any other value. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A system's error as a `StageFault`; any other error as it is. */
function toFault(doing: string, place: string, error: unknown): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined || !('syscall' in error)) return error;
  const advice = ADVICE[code] ?? 'Put this right';
  const message = `Could not ${doing} ${place} (${error.message}). The live site is whole. ${advice}, then build again.`;
  return new StageFault(message, { cause: error });
}

/** Runs a step; an error of the system in it becomes a `StageFault` that says what was done and where. */
export function during<T>(doing: string, place: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw toFault(doing, place, error);
  }
}

/** The same for a step that takes its time. */
export async function duringAsync<T>(doing: string, place: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw toFault(doing, place, error);
  }
}

/** The same for a step outside the output, where an error that names its file is told as it is; one of an open file does not. */
export async function naming<T>(doing: string, place: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof Error && 'path' in error ? error : toFault(doing, place, error);
  }
}
