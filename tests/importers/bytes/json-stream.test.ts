import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { JSON_LIMITS, readJsonValues, type JsonPart } from '../../../src/importers/bytes/json-stream.ts';
import { inputOf } from '../input.ts';

async function partsOf(content: string | Uint8Array, ...paths: string[]): Promise<JsonPart[]> {
  const parts: JsonPart[] = [];
  for (const { absolute } of inputOf({ 'file.json': content }).files)
    for await (const part of readJsonValues(absolute, paths)) parts.push(part);
  return parts;
}

describe('a JSON file', () => {
  it('gives the wanted values with their paths, and no others', async () => {
    const file = { db: [{ data: { posts: [{ id: 1, tags: ['a'] }, 'x'], users: [{ id: 2 }] } }], title: 'Tides' };
    const wanted = [
      { kind: 'value', path: ['db', 0, 'data', 'posts', 0], value: { id: 1, tags: ['a'] } },
      { kind: 'value', path: ['db', 0, 'data', 'posts', 1], value: 'x' },
      { kind: 'value', path: ['title'], value: 'Tides' },
    ];
    expect(await partsOf(JSON.stringify(file), '$.db.*.data.posts.*', '$.title')).toEqual(wanted);
    const wide = Buffer.from(JSON.stringify(file, undefined, 2), 'utf16le');
    expect(await partsOf(wide, '$.db.*.data.posts.*', '$.title')).toEqual(wanted);
    expect(await partsOf(`\uFEFF${JSON.stringify(file)}\r\n`, '$.title')).toEqual(wanted.slice(2));
  });

  it('gives what stands before a fault, and says where that is', async () => {
    expect(await partsOf('{"items": [\n{"id": "ü"},\n{"id": 2},\n{"id": oops', '$.items.*')).toEqual([
      { kind: 'value', path: ['items', 0], value: { id: 'ü' } },
      { kind: 'value', path: ['items', 1], value: { id: 2 } },
      { kind: 'fault', line: 4, message: 'It is no JSON from here on; the rest of the file was not read.' },
    ]);
    const cutOff = 'The file ends before its JSON does: it is cut off.';
    expect(await partsOf('{"items": [1,\n', '$.items.*')).toEqual([
      { kind: 'value', path: ['items', 0], value: 1 },
      { kind: 'fault', line: 2, message: cutOff },
    ]);
    expect(await partsOf('{"items": "\n', '$.items.*')).toEqual([
      { kind: 'fault', line: 1, message: expect.stringContaining('no JSON') as string },
    ]);
    expect(await partsOf('{"items": "a', '$.items.*')).toEqual([{ kind: 'fault', line: 1, message: cutOff }]);
    expect(await partsOf(' \n', '$.items.*')).toEqual([{ kind: 'fault', line: 2, message: 'It holds no JSON.' }]);
    expect(await partsOf('{} {', '$.items.*')).toMatchObject([{ kind: 'fault', line: 1 }]);
  });

  it('is read though gzip packed it, as far as it is whole', async () => {
    const packed = gzipSync(`{"items": [1,\n2, "${Array.from({ length: 3_000 }, (_, at) => at * 7919).join()}"]}`);
    expect(await partsOf(packed.subarray(0, 4_000), '$.items.*')).toEqual([
      { kind: 'value', path: ['items', 0], value: 1 },
      { kind: 'value', path: ['items', 1], value: 2 },
      { kind: 'fault', line: 2, message: 'It is packed, and damaged or cut off from here on.' },
    ]);
  });

  it('stops at values that would fill the memory', async () => {
    const end = 'the rest of the file was not read.';
    const { depth, length, tokens } = JSON_LIMITS;
    expect(await partsOf(`{"items": ${'['.repeat(depth + 1)}`, '$.items')).toMatchObject([
      { kind: 'fault', message: `More than ${depth} lists and objects are within each other; ${end}` },
    ]);
    expect(await partsOf(`{"other": "${'a'.repeat(length + 4_000_000)}"}`, '$.items.*')).toMatchObject([
      { kind: 'fault', message: `A value in it has more than ${length} characters; ${end}` },
    ]);
    expect(await partsOf(`{"items": [[${'0,'.repeat(tokens)}`, '$.items.*')).toMatchObject([
      { kind: 'fault', message: `A value in it has more than ${tokens} parts; ${end}` },
    ]);
    // What stands outside such values is not kept, so it has no limit.
    expect(await partsOf(`{"other": [${'0,'.repeat(tokens)}0], "items": [1]}`, '$.items.*')).toMatchObject([
      { path: ['items', 0], value: 1 },
    ]);
  });
});
