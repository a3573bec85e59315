/** JSON Lines (one object a line), or one JSON list of objects, alone or within an object. */
import { readText } from '../bytes/byte-stream.ts';
import { headOf } from '../bytes/file-head.ts';
import { readJsonValues } from '../bytes/json-stream.ts';
import type { Importer, ImportOptions, Input, InputFile, Item } from '../foreign.ts';
import { orderOf } from '../items/date-order.ts';
import { isObject, type JsonObject } from '../items/foreign-json.ts';
import { type Columns, knownColumns, recordToItem, type RecordOptions } from './record.ts';

const SAMPLE = 65_536;
/** Characters that one object may have. */
const LONGEST_OBJECT = 16 * 1024 * 1024;
/** Depth to which nested objects give columns. */
const DEEPEST = 6;
const NAME = /\.(?:jsonl|ndjson|jsonlines|json)$/iu;

/** Stories as JSON objects. */
export const jsonl: Importer = {
  format: 'jsonl',
  title: 'JSON Lines, or a JSON list of objects, alone or within an object',
  recognizes: async ({ files, isFolder }) => {
    const named = files.filter(({ path }) => NAME.test(path));
    const [first] = named;
    if (!first || (isFolder && named.length < files.length / 2)) return 0;
    if (/\.(?:jsonl|ndjson|jsonlines)$/iu.test(first.path)) return 0.9;
    const sample = await headOf(first, SAMPLE);
    const keys = [...sample.matchAll(/"([^"\\]{1,60})"\s*:/gu)].map(([, key = '']) => key);
    return /^\s*\[\s*\{/u.test(sample) && knownColumns([...new Set(keys)]) >= 2 ? 0.6 : 0.1;
  },
  items: async function* (input, options) {
    for (const file of filesOf(input)) yield* objectsOf(file, options);
  },
};

function filesOf({ files, isFolder }: Input): readonly InputFile[] {
  return isFolder ? files.filter(({ path }) => NAME.test(path)) : files;
}

async function* objectsOf(file: InputFile, options: ImportOptions): AsyncGenerator<Item> {
  const sample = await headOf(file, SAMPLE);
  const order = await orderOf(file, sample);
  if (isOneObject(file, sample)) {
    yield* within(file, { ...options, order });
    return;
  }
  const text = readText(file.absolute);
  const pieces = /^\s*\[/u.test(sample) && !/^\s*\[.*\]\s*\n\s*\[/u.test(sample) ? elementsOf(text) : linesOf(text);
  let item = 0;
  for await (const { source, line, wrong } of pieces) {
    item += 1;
    const place = { file: file.path, line, item };
    const name = `line ${String(line)}`;
    const value = wrong === undefined ? parsed(source) : { wrong };
    if ('wrong' in value) yield { kind: 'skipped', place, name, reason: 'unreadable', message: value.wrong };
    else if (!isObject(value.json))
      yield { kind: 'skipped', place, name, reason: 'unreadable', message: 'What stands there is no JSON object.' };
    else yield recordToItem(place, columnsOf(value.json), { ...options, order });
  }
}

/** Tells whether a file is one object, and not one on each line. */
function isOneObject({ path }: InputFile, sample: string): boolean {
  const [first = '', ...others] = sample.trimStart().split('\n');
  if (!first.startsWith('{') || !/\.json$/iu.test(path)) return false;
  return 'wrong' in parsed(first) || others.every((line) => line.trim() === '');
}

/** Reads an object that is a story itself, or that has stories in its lists: `{ "posts": [ … ] }`. */
async function* within(file: InputFile, options: RecordOptions): AsyncGenerator<Item> {
  const keys: string[] = [];
  for await (const part of readJsonValues(file.absolute, ['$.*']))
    if (part.kind === 'value') keys.push(String(part.path[0]));
  const isStory = knownColumns(keys) >= 2;
  let item = 0;
  let isBroken = false;
  for await (const part of readJsonValues(file.absolute, isStory ? ['$'] : ['$.*.*'])) {
    if (part.kind === 'fault') {
      isBroken = true;
      const place = { file: file.path, line: part.line };
      yield { kind: 'skipped', place, name: file.path, reason: 'unreadable', message: part.message };
    } else if (isObject(part.value) && (isStory || typeof part.path[1] === 'number')) {
      item += 1;
      yield recordToItem({ file: file.path, item }, columnsOf(part.value), options);
    }
  }
  if (item === 0 && !isBroken) {
    const place = { file: file.path };
    yield { kind: 'skipped', place, name: file.path, reason: 'not-a-story', message: 'It has no list of objects.' };
  }
}

function parsed(source: string): { json: unknown } | { wrong: string } {
  try {
    return { json: JSON.parse(source) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { wrong: `It is no JSON: ${error.message.replace(/\.$/u, '')}.` };
  }
}

/** Gives the columns of an object; those of nested ones with dots: `meta.author`. */
export function columnsOf(object: JsonObject): Columns {
  const columns: (readonly [string, unknown])[] = [];
  const walk = (value: JsonObject, prefix: string, depth: number): void => {
    for (const [key, inner] of Object.entries(value)) {
      const name = prefix === '' ? key : `${prefix}.${key}`;
      if (isObject(inner) && depth < DEEPEST && Object.keys(inner).length > 0) walk(inner, name, depth + 1);
      else columns.push([name, inner]);
    }
  };
  walk(object, '', 1);
  return columns;
}

interface Piece {
  readonly source: string;
  readonly line: number;
  readonly wrong?: string;
}

const TOO_LONG = `It is longer than ${String(LONGEST_OBJECT / 1024 ** 2)} million characters.`;

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<Piece> {
  let rest = '';
  let line = 1;
  let isTooLong = false;
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const source of lines) {
      if (isTooLong) yield { source: '', line, wrong: TOO_LONG };
      else if (source.trim() !== '') yield { source, line };
      isTooLong = false;
      line += 1;
    }
    if (rest.length > LONGEST_OBJECT) {
      isTooLong = true;
      rest = '';
    }
  }
  if (isTooLong) yield { source: '', line, wrong: TOO_LONG };
  else if (rest.trim() !== '') yield { source: rest, line };
}

/** Cuts a JSON list into its elements by brackets and quotes alone; each is parsed by itself, so that a broken one spoils no other. */
async function* elementsOf(text: AsyncIterable<string>): AsyncGenerator<Piece> {
  const sign = /["\\[\]{},\n]/gu;
  let source = '';
  let depth = 0;
  let line = 1;
  let begun = 1;
  let isQuoted = false;
  let isEscaped = false;
  let isTooLong = false;
  const piece = (): Piece => (isTooLong ? { source: '', line: begun, wrong: TOO_LONG } : { source, line: begun });
  for await (const chunk of text) {
    let from = 0;
    sign.lastIndex = 0;
    if (isEscaped) {
      sign.lastIndex = 1;
      isEscaped = false;
    }
    for (let match = sign.exec(chunk); match; match = sign.exec(chunk)) {
      const [found] = match;
      if (found === '\n') {
        line += 1;
        if (source.trim() === '' && chunk.slice(from, match.index).trim() === '') {
          begun = line;
          from = sign.lastIndex;
        }
      } else if (isQuoted) {
        if (found === '"') isQuoted = false;
        else if (found === '\\') {
          if (sign.lastIndex === chunk.length) isEscaped = true;
          else sign.lastIndex += 1;
        }
      } else if (found === '"') isQuoted = true;
      else if (found === '{' || found === '[') {
        depth += 1;
        if (depth === 1) {
          from = sign.lastIndex;
          source = '';
          begun = line;
        }
      } else if (found === '}' || found === ']' || (found === ',' && depth === 1)) {
        const isEnd = found === ',' || (found === ']' && depth === 1);
        if (isEnd) {
          source += chunk.slice(from, match.index);
          if (source.trim() !== '' || isTooLong) yield piece();
          source = '';
          isTooLong = false;
          from = sign.lastIndex;
          begun = line;
        }
        if (found !== ',') depth -= 1;
      }
    }
    source += depth > 0 ? chunk.slice(from) : '';
    if (source.length > LONGEST_OBJECT) {
      isTooLong = true;
      source = '';
    }
  }
  if (depth > 0 && (source.trim() !== '' || isTooLong)) yield { ...piece(), wrong: 'The list is never closed.' };
}
