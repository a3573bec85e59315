import { relative, resolve } from 'node:path';
import { styleText } from 'node:util';
import { toLedgerLine, type Ledger } from '../archive/ledger.ts';
import { toLine, type Problem } from '../model/problem.ts';

/** Gives problems with their files named from the folder in which the command runs. */
export function fromHere(problems: readonly Problem[], contentDir: string): Problem[] {
  const content = relative(process.cwd(), resolve(contentDir)) || '.';
  return problems.map((found) => ({
    ...found,
    file: found.file.startsWith('public/') ? found.file : joinPath(content, found.file),
  }));
}

function joinPath(folder: string, file: string): string {
  const path = folder === '.' ? file : `${folder.replaceAll('\\', '/')}${file === '' ? '' : `/${file}`}`;
  return path === '' ? '.' : path;
}

/** Prints problems one a line on standard output: errors first as they stand, each with its fix; then the counts. */
export function printProblems(problems: readonly Problem[]): void {
  for (const found of problems) {
    const line = toLine(found);
    console.log(found.severity === 'error' ? styleText('red', line) : styleText('yellow', line));
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  console.log(`${count(errors, 'error')}, ${count(warnings, 'warning')}`);
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

/** Shows progress on one line of a terminal, at most ten times a second; does nothing elsewhere. */
export function progressLine(): (stage: string, done: number, all: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  let shown = 0;
  return (stage, done, all) => {
    const now = performance.now();
    if (done < all && now - shown < 100) return;
    shown = now;
    process.stderr.write(`\r\u001B[K${stage} ${done} of ${all}${done < all ? '' : '\r\u001B[K'}`);
  };
}
