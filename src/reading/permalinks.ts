import { parsePermalink, PERMALINKS, toPermalinkLine, type Permalink } from '../model/permalink.ts';
import { problem, type Problem } from '../model/problem.ts';
import { decodeText, MAX_REGISTER_BYTES } from './decode.ts';

/** An address of the register with the line (from 1) on which it stands. */
export type PermalinkLine = Permalink & { readonly line: number };

/** The register as its file has it. */
export interface PermalinkReading {
  /** Each address once. */
  readonly permalinks: readonly PermalinkLine[];
  readonly comments: readonly string[];
  readonly problems: readonly Problem[];
}

/** More lines that cannot be read than these are told of as one. */
const MOST_TOLD = 20;
const MEND = 'Run dateline check --fix.';

/** Reads `permalinks.txt`. Never throws; what can be read is given beside the problems of what cannot. */
export function readPermalinks(bytes: Uint8Array): PermalinkReading {
  const { text, problems } = decodeText(bytes, PERMALINKS, MAX_REGISTER_BYTES);
  if (text === undefined) return { permalinks: [], comments: [], problems };
  const reader = new Reader();
  const lines = text.split('\n');
  const hasEnd = lines.at(-1) === '';
  if (hasEnd) lines.pop();
  for (const [index, line] of lines.entries()) {
    // What cannot be decoded has its own problem.
    if (problems.length === 0 || !line.includes('\uFFFD')) reader.take(line, index + 1);
  }
  if (!hasEnd) reader.untidy(lines.length, 1, 'The last line has no end.');
  return { ...reader.finish(bytes), problems: [...problems, ...reader.problems] };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #permalinks = new Map<string, PermalinkLine>();
  readonly #comments: string[] = [];
  #faults = 0;
  #last = '';
  #isUntidy = false;

  take(line: string, number: number): void {
    if (line.startsWith('#')) {
      this.#comments.push(line);
      if (this.#permalinks.size > 0) this.untidy(number, 1, 'A comment stands below addresses.');
      return;
    }
    if (line === '') {
      this.untidy(number, 1, 'The line is empty.');
      return;
    }
    const trimmed = line.trimEnd();
    if (trimmed !== line) this.untidy(number, trimmed.length + 1, 'The line ends with a space.');
    const found = parsePermalink(trimmed);
    if ('column' in found) {
      this.#cannotRead(number, found.column, found.message);
      return;
    }
    const twin = this.#permalinks.get(found.address);
    if (twin) this.#twice(found, number, twin);
    else this.#permalinks.set(found.address, { ...found, line: number });
    if (found.address < this.#last)
      this.untidy(number, 1, `${found.address} stands below ${this.#last}; lines are sorted.`);
    this.#last = found.address;
  }

  finish(bytes: Uint8Array): Omit<PermalinkReading, 'problems'> {
    const returned = bytes.indexOf(0x0d);
    if (returned >= 0) {
      const before = new TextDecoder().decode(bytes.subarray(0, returned)).split('\n');
      this.untidy(before.length, (before.at(-1) ?? '').length + 1, 'Lines end with CR LF and not with LF alone.');
    }
    if (this.#faults > MOST_TOLD)
      this.#tell('permalink-line', 1, 1, `${this.#faults - MOST_TOLD} more lines cannot be read.`, 'Mend them too.');
    return { permalinks: [...this.#permalinks.values()], comments: this.#comments };
  }

  #twice(found: Permalink, number: number, twin: PermalinkLine): void {
    if (toPermalinkLine(found) === toPermalinkLine(twin))
      this.untidy(number, 1, `${found.address} stands on line ${twin.line} too.`);
    else
      this.#cannotRead(
        number,
        1,
        `${found.address} stands on line ${twin.line} too, and there it says something else`,
        'Keep the right one of the two.',
      );
  }

  #cannotRead(
    line: number,
    column: number,
    message: string,
    fix = 'Correct the line, or take it back from an earlier version.',
  ): void {
    if (++this.#faults <= MOST_TOLD) this.#tell('permalink-line', line, column, `${message}.`, fix);
  }

  /** One such fault is told, since one command mends all. */
  untidy(line: number, column: number, message: string): void {
    if (!this.#isUntidy) this.#tell('permalink-order', line, column, message, MEND);
    this.#isUntidy = true;
  }

  #tell(code: Problem['code'], line: number, column: number, message: string, fix: string): void {
    this.problems.push(problem(code, PERMALINKS, { line, column }, '', message, fix));
  }
}
