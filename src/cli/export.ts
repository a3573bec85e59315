import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXPORT_HEAD, toExportLine } from '../importers/dateline-form.ts';
import { toLine } from '../model/problem.ts';
import { listContent, type ContentFile } from '../reading/folder.ts';
import { textOf, type Command } from './command.ts';
import { pathFromHere, printable, printJson } from './report.ts';
import { writeWhole } from './write-whole.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'the whole archive as one file, which dateline import dateline reads again',
  args: 'FILE',
  flags: {},
  run(flags, [given = '']) {
    const { files, problems } = listContent(resolve(textOf(flags, 'content') ?? 'content'));
    // What could not be listed would be lost in silence.
    for (const found of problems) console.error(printable(toLine(found)));
    if (problems.some(({ severity, code }) => severity === 'error' && code !== 'site-missing'))
      return Promise.resolve(1);
    const file = resolve(given);
    writeWhole(file, linesOf(files));
    if (flags['json'] === true) printJson({ file: pathFromHere(file), files: files.length });
    else console.log(`${files.length} files of the archive stand in ${pathFromHere(file)}.`);
    return Promise.resolve(0);
  },
};

function* linesOf(files: readonly ContentFile[]): Generator<string> {
  yield `${JSON.stringify(EXPORT_HEAD)}\n`;
  for (const { path, absolute } of files) yield toExportLine(path, readFileSync(absolute));
}
