/** JSON files of other programs, and values in them that may be anything. */
import { readFile } from 'node:fs/promises';
import { decodeForeign } from './encoding.ts';
import { isObject, type JsonObject } from './foreign-json.ts';
import type { InputFile } from './foreign.ts';

/** JSON is read whole, so that a file has to fit into the memory: 256 MiB. */
const MOST_BYTES = 256 * 1024 * 1024;

export type Json = JsonObject;

/** Reads a file of JSON; gives the reason as a sentence where it is none. Throws what the file system throws. */
export async function readJson(
  file: InputFile,
): Promise<{ readonly value: unknown } | { readonly fault: string; readonly line?: number }> {
  if (file.size > MOST_BYTES)
    return { fault: `It has ${file.size} bytes, and no more than ${MOST_BYTES} of JSON are read at once.` };
  const read = decodeForeign(await readFile(file.absolute));
  if (read === undefined) return { fault: 'Its bytes are no text.' };
  try {
    return { value: JSON.parse(read.text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = Number(/position (\d+)/u.exec(error.message)?.[1] ?? Number.NaN);
    const fault = 'It is no JSON, or its end is missing.';
    return Number.isNaN(position) ? { fault } : { fault, line: read.text.slice(0, position).split('\n').length };
  }
}

/** Gives an object; an empty one in the place of anything else. */
export function objectIn(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** Gives the objects of a list. */
export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Gives a text, or a number as one; an empty text in the place of anything else. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** Tells whether a field of JSON says nothing. */
export function saysNothing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}
