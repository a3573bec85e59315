import { copyFileSync, readFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/archive/database.ts';
import { stateOf } from '../../src/archive/database-state.ts';
import { runNode } from '../command-line.ts';
import { makeFolder } from '../content-folder.ts';

/** Makes a database that holds a mark and was closed, and gives its path. */
function makeClosed(): string {
  const path = join(makeFolder(), 'index.sqlite');
  const database = openDatabase(path, 'test');
  database.run("INSERT INTO meta (key, value) VALUES ('mark', 'kept')");
  database.close();
  return path;
}

/** Opens a database as a build does, and tells whether it still holds its mark. */
function isKept(path: string): boolean {
  const database = openDatabase(path, 'test');
  try {
    return database.get("SELECT 1 FROM meta WHERE key = 'mark'") !== undefined;
  } finally {
    database.close();
  }
}

/** Makes a database in a process that is killed while it has it open. */
async function makeKilled(): Promise<string> {
  const path = join(makeFolder(), 'index.sqlite');
  const script = `import { openDatabase } from ${JSON.stringify(new URL('../../src/archive/database.ts', import.meta.url).href)};
    const database = openDatabase(${JSON.stringify(path)}, 'test');
    database.run("INSERT INTO meta (key, value) VALUES ('mark', 'kept')");
    process.kill(process.pid, 'SIGKILL');`;
  const { code, stderr } = await runNode(['--input-type=module', '--eval', script]);
  expect({ code, stderr }).toEqual({ code: null, stderr: '' });
  return path;
}

describe('a database file', () => {
  it('that was closed is believed', () => {
    const path = makeClosed();
    expect(stateOf(path)).toBe('closed');
    expect(isKept(path)).toBe(true);
    expect(stateOf(path)).toBe('closed');
  });

  it('of a process that was killed is believed, with what that had committed', async () => {
    const path = await makeKilled();
    expect(stateOf(path)).toBe('killed');
    expect(isKept(path)).toBe(true);
    expect(stateOf(path)).toBe('closed');
  });

  it('that was open when the machine went down is thrown away', async () => {
    const path = await makeKilled();
    writeFileSync(`${path}.state`, 'open 00000000-0000-0000-0000-000000000000');
    expect(stateOf(path)).toBe('unknown');
    expect(isKept(path)).toBe(false);
  });

  it('that another program changed is thrown away, be it a single row', () => {
    const path = makeClosed();
    const other = new DatabaseSync(path);
    other.exec("UPDATE meta SET value = 'forged' WHERE key = 'mark'");
    other.close();
    expect(stateOf(path)).toBe('unknown');
    expect(isKept(path)).toBe(false);
  });

  it('that was cut, or put in the place of another, is thrown away', () => {
    const cut = makeClosed();
    truncateSync(cut, readFileSync(cut).length - 4096);
    expect([stateOf(cut), isKept(cut)]).toEqual(['unknown', false]);
    const replaced = makeClosed();
    const copy = `${replaced}.copy`;
    copyFileSync(replaced, copy);
    renameSync(copy, replaced);
    utimesSync(replaced, 1_000_000_000, 1_000_000_000);
    expect([stateOf(replaced), isKept(replaced)]).toEqual(['unknown', false]);
  });

  it.each([0, 4096])(
    'that was damaged and keeps its note of a killed process is thrown away: from byte %i',
    async (start) => {
      const path = await makeKilled();
      rmSync(`${path}-wal`);
      rmSync(`${path}-shm`, { force: true });
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.fill(0xa5, start));
      expect(stateOf(path)).toBe('killed');
      expect(isKept(path)).toBe(false);
    },
  );

  it('without its note, or with another one, is thrown away', () => {
    const path = makeClosed();
    rmSync(`${path}.state`);
    expect([stateOf(path), isKept(path)]).toEqual(['unknown', false]);
    expect(isKept(path)).toBe(false);
    const other = makeClosed();
    writeFileSync(`${other}.state`, 'closed 1:2');
    expect([stateOf(other), isKept(other)]).toEqual(['unknown', false]);
  });

  it('that a reader still has open when a writer closes it is noted once the last of them has', () => {
    const path = makeClosed();
    const [one, two] = [openDatabase(path, 'test'), openDatabase(path, 'test')];
    one.close();
    expect(stateOf(path)).toBe('killed');
    two.close();
    expect(stateOf(path)).toBe('closed');
  });
});
