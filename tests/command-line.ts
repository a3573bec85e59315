import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The folder of this project. */
export const ROOT = join(import.meta.dirname, '..');

/** What a command printed and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the project with this Node, to its end, with no terminal and no colours. */
export function runNode(
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // Vitest sets these for its own workers; Astro takes them for a test run of itself.
    const { VITEST: _vitest, NODE_ENV: _nodeEnv, ...inherited } = process.env;
    const child = spawn(process.execPath, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...inherited, NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

/** Runs `dateline` with arguments. */
export function dateline(...args: readonly string[]): Promise<Ran> {
  return runNode([join(ROOT, 'src/cli/main.ts'), ...args]);
}
