import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { readText, type Mark } from './generation-state.ts';
import { syncFolder } from './generation-sync.ts';

/** A stage is whole and verified: which build it is, and what stood where when it was. */
export interface Ready {
  readonly id: string;
  readonly stage: Mark;
  readonly live: Mark | null;
  /** The live site is the one that was published, so that it and the stage differ in the announced paths alone. */
  readonly isKnown: boolean;
}

/** `begin` is a stage being emptied, `takenBack` one that was ready and is no longer whole. */
type JournalRecord = { begin: 'fresh' } | { paths: readonly string[] } | { ready: Ready } | { takenBack: string };

/** What the journal of an interrupted build says. */
export interface JournalEntries {
  /** The stage began empty, or lines were lost: it may differ from the live site anywhere. */
  readonly isFresh: boolean;
  readonly paths: ReadonlySet<string>;
  readonly ready: Ready | undefined;
}

/** Adds notes to the journal beside a site, a JSON object with its checksum a line; they are on the disk when this returns. */
export function appendJournal(file: string, record: JournalRecord): void {
  const handle = openSync(file, 'a');
  try {
    writeFileSync(handle, toLine(record));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  syncFolder(dirname(file));
}

/** Nothing is left to finish. */
export function dropJournal(file: string): void {
  rmSync(file, { force: true });
}

function toLine(record: JournalRecord): string {
  const text = JSON.stringify(record);
  return `${checksum(text)} ${text}\n`;
}

const checksum = (text: string) => crc32(text).toString(16).padStart(8, '0');

/** Reads a journal; undefined where none is. A torn last line was never acted on and is passed over; any other makes the stage unknown. */
export function readJournal(file: string): JournalEntries | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  lines.pop();
  const records = lines.map(parseLine);
  const paths = new Set<string>();
  let isFresh = records.includes(undefined);
  let ready: Ready | undefined;
  for (const record of records) {
    if (!record) continue;
    if ('paths' in record) for (const path of record.paths) paths.add(path);
    else ready = 'ready' in record ? record.ready : undefined;
    if ('begin' in record) isFresh = true;
  }
  return { isFresh, paths, ready };
}

/** The checksum stands for the form: what passes was written by `append`. */
function parseLine(line: string): JournalRecord | undefined {
  const text = line.slice(9);
  return line.slice(0, 8) === checksum(text) ? (JSON.parse(text) as JournalRecord) : undefined;
}
