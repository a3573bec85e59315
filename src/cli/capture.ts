import { readFileSync } from 'node:fs';
import { capture } from '../capture/capture.ts';
import { toFrontMatter } from '../capture/front-matter.ts';
import type { Captured, PlacedRefusal } from '../capture/result.ts';
import { problem, type Problem } from '../model/problem.ts';
import { decodeText } from '../reading/decode.ts';
import { type Command } from './command.ts';
import { pathFromHere, printable, printJson } from './report.ts';

export const captureCommand: Command = {
  name: 'capture',
  summary: 'pasted posts, embeds, oEmbed JSON or a page into front-matter entries and ::tweet places',
  args: 'FILE|-',
  flags: {},
  run(flags, [given = '-']) {
    const file = given === '-' ? 'standard input' : pathFromHere(given);
    const { text, problems } = decodeText(readFileSync(given === '-' ? 0 : given), file);
    if (text === undefined || problems.length > 0) {
      for (const found of problems) console.error(printable(lineOf(found)));
      return Promise.resolve(1);
    }
    const captured = capture(text);
    const { posts, refused, notes } = captured;
    if (flags['json'] === true) {
      printJson({
        posts,
        text: captured.text,
        ...(refused.length > 0 && { refused }),
        ...(notes.length > 0 && { notes }),
      });
    } else printCaptured(captured, file);
    for (const refusal of refused) console.error(printable(lineOf(toProblem(refusal, file))));
    return Promise.resolve(refused.length > 0 ? 1 : 0);
  },
};

function printCaptured({ posts, text, notes }: Captured, file: string): void {
  if (posts.length > 0) console.log(`${toFrontMatter(posts)}---\n${text.trimEnd()}`);
  for (const { line, column, message } of notes)
    console.error(printable(`${file}:${line}:${column}  note  ${message}`));
}

function toProblem({ code, reason, fix, line, column }: PlacedRefusal, file: string): Problem {
  return problem(code, file, { line, column }, '', reason, fix);
}

function lineOf({ file, line, column, code, message, fix }: Problem): string {
  return `${file}:${line}:${column}  ${code}  ${message}  ${fix}`;
}
