import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appendJournal, dropJournal, readJournal } from '../../src/build/journal.ts';
import { makeFolder } from '../content-folder.ts';

const ready = { id: 'one', stage: '1:2', live: null, isKnown: true };

/** A journal of a build that announced two paths and was ready. */
function makeJournal(): string {
  const file = join(makeFolder(), '.dist.journal');
  appendJournal(file, { paths: ['a', 'ü\n"b"'] });
  appendJournal(file, { ready });
  return file;
}

describe('a journal', () => {
  it('gives back what was noted', () => {
    expect(readJournal(makeJournal())).toEqual({ isFresh: false, paths: new Set(['a', 'ü\n"b"']), ready });
  });

  it('is none before the first note and after the last', () => {
    const file = makeJournal();
    dropJournal(file);
    expect(existsSync(file)).toBe(false);
    expect(readJournal(file)).toBeUndefined();
  });

  it('passes over a last line that was torn', () => {
    const file = makeJournal();
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -3));
    expect(readJournal(file)).toEqual({ isFresh: false, paths: new Set(['a', 'ü\n"b"']), ready: undefined });
  });

  it('holds the stage for unknown where another line is damaged', () => {
    const file = makeJournal();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"a"', '"x"'));
    expect(readJournal(file)).toEqual({ isFresh: true, paths: new Set(), ready });
  });

  it('forgets that a stage was ready when it is emptied or taken back', () => {
    const taken = makeJournal();
    appendJournal(taken, { takenBack: 'one' });
    expect(readJournal(taken)).toMatchObject({ isFresh: false, ready: undefined });
    const emptied = makeJournal();
    appendJournal(emptied, { begin: 'fresh' });
    expect(readJournal(emptied)).toMatchObject({ isFresh: true, ready: undefined });
  });
});
