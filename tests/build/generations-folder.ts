import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that goes when the test ends, in memory where there is such a place: hundreds of builds wait for no disk there. */
export function makeQuickFolder(): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'dateline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that holds what a host would serve, or is to hold it. */
export function makePlace(): { folder: string; dist: string; back: string } {
  const folder = makeQuickFolder();
  return { folder, dist: join(folder, 'dist'), back: join(folder, '.dist.back') };
}

/** Drops a stage as a killed process does: its lock names a process that is gone. */
export function abandon(dist: string): void {
  const lock = join(dist, '../.dist.lock');
  const holder = JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>;
  writeFileSync(lock, JSON.stringify({ ...holder, started: '0' }));
}
