import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';

/**
 * What is known of a database file: `closed`, and nobody has changed it since; `killed`, so that its writer left it as SQLite can put it
 * right; `unknown`, so that nothing in it can be believed.
 */
export type FileState = 'closed' | 'killed' | 'unknown';

/** Linux gives each start of the machine an id; elsewhere its time to the minute tells one from another. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Tells in which state a database file was left. A machine that went down may have lost writes that SQLite took for done. */
export function stateOf(path: string): FileState {
  const noted = readNote(path);
  if (noted === undefined) return 'unknown';
  if (noted === `open ${boot()}`) return 'killed';
  return noted === `closed ${stampOf(path)}` ? 'closed' : 'unknown';
}

/** Notes that a database is in use. */
export function noteOpen(path: string): void {
  writeFileSync(noteFile(path), `open ${boot()}`);
}

/** Notes how a database file was left, unless another process still has it open: SQLite then keeps its log beside it. */
export function noteClosed(path: string): void {
  if (existsSync(`${path}-wal`)) return;
  writeFileSync(noteFile(path), `closed ${stampOf(path)}`);
}

/** Takes the note away with its database. */
export function removeNote(path: string): void {
  rmSync(noteFile(path), { force: true });
}

function noteFile(path: string): string {
  return `${path}.state`;
}

function readNote(path: string): string | undefined {
  return existsSync(noteFile(path)) ? readFileSync(noteFile(path), 'utf8') : undefined;
}

/** Size and time of change of a file; both outlive a copy that keeps times, as those of build services do. */
function stampOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.size}:${stat.mtimeNs}` : 'gone';
}

function boot(): string {
  return existsSync(BOOT_ID)
    ? readFileSync(BOOT_ID, 'utf8').trim()
    : new Date(Math.round((Date.now() - uptime() * 1000) / 60_000) * 60_000).toISOString();
}
