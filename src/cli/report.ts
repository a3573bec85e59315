import { join, relative, resolve, sep } from 'node:path';
import { styleText } from 'node:util';
import { toLedgerLine, type Ledger } from '../archive/ledger.ts';
import { ROOT } from '../build/session.ts';
import { toLine, type Problem } from '../model/problem.ts';

/** The folder in which the command was run; Astro is run in another. */
const HERE = process.cwd();

/** Gives problems with their files named from the folder in which the command was started. */
export function fromHere(problems: readonly Problem[], contentDir: string): Problem[] {
  return problems.map((found) => ({
    ...found,
    // A page's conflict lies in the project's public/; every other file is one of the content folder.
    file: pathFromHere(found.code === 'page-conflict' ? join(ROOT, found.file) : resolve(contentDir, found.file)),
  }));
}

/** Names a file from the folder in which the command was started, with forward slashes. */
export function pathFromHere(path: string): string {
  return relative(HERE, resolve(HERE, path)).split(sep).join('/') || '.';
}

/** Prints problems one a line on standard output: errors first as they stand, each with its fix; then the counts. */
export function printProblems(problems: readonly Problem[]): void {
  for (const found of problems) {
    const line = printable(toLine(found));
    console.log(found.severity === 'error' ? styleText('red', line) : styleText('yellow', line));
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  console.log(`${count(errors, 'error')}, ${count(warnings, 'warning')}`);
}

/** Spells out characters that could move a terminal's cursor, hide text or break the line; file names may hold any. */
export function printable(line: string): string {
  return line.replace(
    /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Prints what became of every story. */
export function printLedger(ledger: Ledger): void {
  console.log(toLedgerLine(ledger));
}

/** Prints one value as JSON, the only thing on standard output. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** SQLITE_BUSY, READONLY, IOERR, FULL and CANTOPEN (https://www.sqlite.org/rescode.html): the disk, not the code. */
const DISK_REFUSALS: ReadonlySet<number> = new Set([5, 8, 10, 13, 14]);

/** Says what broke a command off: a refusal of the system in one line, a fault of this program with its trace. */
export function toFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('syscall' in error) return `The system refused: ${error.message}.`;
  if ('errcode' in error && DISK_REFUSALS.has(Number(error.errcode) & 0xff))
    return `The index cannot be used: ${error.message}. Name another folder with --cache, or end the command that uses it.`;
  return error.stack ?? error.message;
}

/** Shows progress on one line of a terminal, at most ten times a second; does nothing elsewhere. */
export function progressLine(): (stage: string, done: number, all: number | undefined) => void {
  if (!process.stderr.isTTY) return () => undefined;
  let shown = 0;
  return (stage, done, all) => {
    const now = performance.now();
    const isDone = done === all;
    if (!isDone && now - shown < 100) return;
    shown = now;
    process.stderr.write(
      `\r\u001B[K${stage} ${done}${all === undefined ? '' : ` of ${all}`}${isDone ? '\r\u001B[K' : ''}`,
    );
  };
}
