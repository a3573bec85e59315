/** ninjs 1.0 to 3.1 (IPTC): news items in JSON, https://iptc.org/standards/ninjs/. */
import { readFile } from 'node:fs/promises';
import { decodeForeign, MOST_BYTES } from '../bytes/encoding.ts';
import { headOf } from '../bytes/file-head.ts';
import type { Importer, Input, InputFile, SkippedItem } from '../foreign.ts';
import { asList, asText, isObject } from '../items/foreign-json.ts';
import { isOver, lowered, orderOf, toItem } from './ninjs-item.ts';

const NAME = /\.(?:json|ninjs)$/iu;

/** News items in JSON, one or a list of them in a file. */
export const ninjs: Importer = {
  format: 'ninjs',
  title: 'ninjs 1.0 to 3.1: news items in JSON',
  recognizes: async (input) => {
    const [first] = filesOf(input);
    if (!first || (input.isFolder && filesOf(input).length < input.files.length / 2)) return 0;
    const sample = await headOf(first, 65_536);
    if (!/^\s*[[{]/u.test(sample) || !/"uri"\s*:/u.test(sample)) return 0;
    if (/"schema"\s*:\s*"[^"]*ninjs/iu.test(sample)) return 1;
    return /"(?:version[cC]reated|pub[sS]tatus|body_x?html|headlines|representation[tT]ype)"\s*:/u.test(sample)
      ? 0.9
      : 0.2;
  },
  items: async function* (input, options) {
    const ends = await endsOf(input);
    for (const file of filesOf(input)) {
      const read = await itemsIn(file);
      if (!Array.isArray(read)) yield read;
      else for (const [index, value] of read.entries()) yield toItem(value, file, index + 1, ends, options);
    }
  },
};

function filesOf({ files, isFolder }: Input): readonly InputFile[] {
  return isFolder ? files.filter(({ path }) => NAME.test(path) && !/schema[^/]*\.json$/iu.test(path)) : files;
}

async function itemsIn(file: InputFile): Promise<unknown[] | SkippedItem> {
  const refuse = (message: string): SkippedItem => ({
    kind: 'skipped',
    place: { file: file.path },
    name: file.path,
    reason: 'unreadable',
    message,
  });
  if (file.size > MOST_BYTES) return refuse(`The file has more than ${String(MOST_BYTES / 1024 ** 2)} MiB.`);
  const decoded = decodeForeign(await readFile(file.absolute));
  if (!decoded) return refuse('The file holds no text.');
  try {
    const json: unknown = JSON.parse(decoded.text);
    if (isObject(json) && json['uri'] === undefined) {
      const inner = json['items'] ?? json['newsItems'] ?? json['_items'];
      if (Array.isArray(inner)) return inner as unknown[];
    }
    return [...asList(json)];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(`The file is no JSON: ${error.message.replace(/\.$/u, '')}.`);
  }
}

/** Gives, by address, the version in which an item was withheld or cancelled, where no later one is usable. */
async function endsOf(input: Input): Promise<ReadonlyMap<string, string>> {
  const newest = new Map<string, { order: string; isOver: boolean }>();
  for (const file of filesOf(input)) {
    const read = await itemsIn(file);
    if (!Array.isArray(read)) continue;
    for (const value of read) {
      if (!isObject(value)) continue;
      const fields = lowered(value);
      const uri = asText(fields.get('uri')?.value);
      if (uri === undefined) continue;
      const order = orderOf(fields);
      const known = newest.get(uri);
      if (!known || known.order <= order) newest.set(uri, { order, isOver: isOver(fields) });
    }
  }
  return new Map([...newest].flatMap(([uri, { order, isOver: over }]) => (over ? [[uri, order] as const] : [])));
}
