import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '../archive/database.ts';
import { parseChecksumLine, type Checksum } from '../formats/checksums.ts';
import { type Difference, LINE_FIXES } from './difference.ts';

/** Longest line that is read; a path of Linux has 4,096 bytes, of which each may be escaped. */
const LONGEST_LINE = 16 * 1024;
/** Rows that are asked for in one go. */
const ROWS_AT_ONCE = 5000;

/** A list of checksums in a temporary database, which holds little of it in memory. */
export class ChecksumList {
  readonly #rows = new Database(new DatabaseSync(''));
  #size = 0;

  private constructor() {
    this.#rows.run(
      'CREATE TABLE listed (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, line INTEGER NOT NULL, found INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    );
  }

  /** Reads a file of coreutils' form; what is wrong with a line is reported under `name`, and the line left out. */
  static async read(file: string, name: string, report: (found: Difference) => void): Promise<ChecksumList> {
    const list = new ChecksumList();
    await list.#rows.transaction(async () => {
      for await (const { bytes, number } of linesOf(file)) list.#add(bytes, number, name, report);
    });
    if (list.#size === 0) report(toDamage(name, 1, 1, 'checksum-line', 'The list names no file that can be checked.'));
    return list;
  }

  /** How many files are listed. */
  get size(): number {
    return this.#size;
  }

  /** Gives the checksum of a listed path. */
  sha256Of(path: string): string | undefined {
    const row = this.#rows.get('SELECT sha256 FROM listed WHERE path = ?', path);
    return row && String(row['sha256']);
  }

  /** Notes that something stands at a listed path. */
  noteFound(path: string): void {
    this.#rows.run('UPDATE listed SET found = 1 WHERE path = ?', path);
  }

  /** Gives the listed files that were not found so far, sorted by path. */
  *unfound(): Generator<Checksum> {
    for (let last = ''; ;) {
      const rows = this.#rows.lists(
        `SELECT path, sha256 FROM listed WHERE path > ? AND found = 0 ORDER BY path LIMIT ${ROWS_AT_ONCE}`,
        last,
      );
      for (const [path, sha256] of rows) yield { path: String(path), sha256: String(sha256) };
      if (rows.length < ROWS_AT_ONCE) return;
      last = String(rows.at(-1)?.[0]);
    }
  }

  close(): void {
    this.#rows.close();
  }

  #add(bytes: Buffer, number: number, name: string, report: (found: Difference) => void): void {
    const damage = (column: number, code: 'checksum-line' | 'checksum-path', message: string) =>
      report(toDamage(name, number, column, code, message));
    const text = bytes.toString('utf8').replace(/\r$/u, '');
    if (bytes.length > LONGEST_LINE) {
      damage(LONGEST_LINE, 'checksum-line', 'The line is longer than any path.');
      return;
    }
    if (!isUtf8(bytes)) {
      damage(text.indexOf('\uFFFD') + 1, 'checksum-line', 'The line is not UTF-8.');
      return;
    }
    const parsed = parseChecksumLine(text);
    if (!parsed) return;
    if ('message' in parsed) {
      damage(parsed.column, parsed.code, parsed.message);
      return;
    }
    const { path, sha256 } = parsed;
    const twin = this.#rows.get('SELECT line FROM listed WHERE path = ?', path);
    if (twin) {
      const column = text.startsWith('\\') ? 68 : 67;
      damage(column, 'checksum-line', `Line ${twin['line']} names the same file.`);
      return;
    }
    this.#rows.run('INSERT INTO listed (path, sha256, line, found) VALUES (?, ?, ?, 0)', path, sha256, number);
    this.#size++;
  }
}

function toDamage(
  path: string,
  line: number,
  column: number,
  code: 'checksum-line' | 'checksum-path',
  message: string,
): Difference {
  return { code, path, line, column, message, fix: LINE_FIXES[code] };
}

interface Line {
  readonly bytes: Buffer;
  readonly number: number;
}

/** Cuts a file into lines without their LF. Of a line that is too long, one byte more than the longest is given. */
async function* linesOf(file: string): AsyncGenerator<Line> {
  let kept = Buffer.alloc(0);
  let number = 1;
  const keep = (bytes: Buffer) => {
    if (kept.length <= LONGEST_LINE) kept = Buffer.concat([kept, bytes.subarray(0, LONGEST_LINE + 1 - kept.length)]);
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      keep(chunk.subarray(start, end));
      yield { bytes: kept, number };
      kept = Buffer.alloc(0);
      number++;
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (kept.length > 0) yield { bytes: kept, number };
}
