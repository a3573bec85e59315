/** `dateline export` read again: every file of the content folder as it was, byte for byte. */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { exportedFile, EXPORT_HEAD, exportHead } from './dateline-form.ts';
import type { Importer, Input, SkippedItem, WholeFile } from './foreign.ts';

export const dateline: Importer = {
  format: 'dateline',
  title: 'an archive as dateline export writes it',
  recognizes(input) {
    const [file] = input.files;
    const isOne = file !== undefined && !input.isFolder;
    return Promise.resolve(isOne && beginningOf(file.absolute).startsWith(JSON.stringify(EXPORT_HEAD)) ? 1 : 0);
  },
  // All that an export holds are whole files.
  items: () => nothing(),
  files,
};

async function* nothing(): AsyncGenerator<never> {
  // Nothing is an item.
}

async function* files({ files: inputs }: Input): AsyncGenerator<WholeFile | SkippedItem> {
  for (const { path: file, absolute } of inputs) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(absolute), crlfDelay: Infinity })) {
      number += 1;
      const place = { file, line: number };
      const value = jsonOf(line);
      if (number === 1 && exportHead.safeParse(value).success) continue;
      if (line.trim() === '') continue;
      const { data } = exportedFile.safeParse(value);
      if (!data)
        yield {
          kind: 'skipped',
          place,
          name: line.slice(0, 60),
          reason: 'unreadable',
          message: 'The line is no file of an export.',
        };
      else if ('text' in data) yield { place, path: data.path, bytes: Buffer.from(data.text) };
      else yield { place, path: data.path, bytes: Buffer.from(data.base64, 'base64') };
    }
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function beginningOf(absolute: string): string {
  const head = Buffer.alloc(64);
  const descriptor = openSync(absolute, 'r');
  try {
    return head.toString('utf8', 0, readSync(descriptor, head, 0, 64, 0));
  } finally {
    closeSync(descriptor);
  }
}
