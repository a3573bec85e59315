/** Front matter that is being written: tidied, ordered, and relieved of what has no place. */
import { z } from 'zod';
import { withoutForbidden } from '../../reading/decode.ts';

/** Front matter as it will be written, whose values are not checked yet. */
export type Front = Record<string, unknown>;

/** Lists in which an entry that has nothing but a name is a bare text. */
const BARE = new Set(['authors', 'topics', 'people', 'organizations', 'places', 'series']);

/** Gives values without what is empty, and texts without what may not be published. */
export function tidy(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    const text = withoutForbidden(value).trim();
    return text === '' ? undefined : text;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const kept = value.map((entry) => tidy(entry, key)).filter((entry) => entry !== undefined);
    const unique = BARE.has(key) ? [...new Map(kept.map((entry) => [JSON.stringify(entry), entry])).values()] : kept;
    return unique.length > 0 ? unique : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).flatMap(([name, part]): [string, unknown][] => {
    const kept = tidy(part, name);
    return kept === undefined ? [] : [[name, kept]];
  });
  if (entries.length === 0) return undefined;
  const [[name, only] = ['', undefined]] = entries;
  return BARE.has(key) && entries.length === 1 && name === 'name' ? only : Object.fromEntries(entries);
}

/** Gives values with their keys in the order of a schema. */
export function inOrder(schema: z.ZodType, value: unknown): unknown {
  const inner = unwrapped(schema);
  if (Array.isArray(value))
    return inner instanceof z.ZodArray ? value.map((entry) => inOrder(inner.element as z.ZodType, entry)) : value;
  if (!(inner instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value;
  const { shape } = inner as z.ZodObject<Record<string, z.ZodType>>;
  const given = value as Front;
  return Object.fromEntries([
    ...Object.entries(shape).flatMap(([key, part]) =>
      given[key] === undefined ? [] : [[key, inOrder(part, given[key])]],
    ),
    ...Object.entries(given).filter(([key]) => !Object.hasOwn(shape, key)),
  ]) as Front;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;
}

/** What was taken out of front matter. */
export interface Removed {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Gives the texts of a value, in their order. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* textsIn(part);
}

/** Removes what stands at a path, or, where that is a required part, what it is a part of; undefined where nothing stands there. */
export function removeAt(front: Front, path: readonly string[], isRequired: boolean): Removed | undefined {
  const parents: { readonly holder: unknown; readonly key: string }[] = [];
  let at: unknown = front;
  for (const key of path) {
    parents.push({ holder: at, key });
    if (typeof at !== 'object' || at === null) break;
    at = (at as Front)[key];
  }
  if (isRequired && parents.length > 1) parents.pop();
  for (let last = parents.pop(); last; last = parents.pop()) {
    const value: unknown =
      typeof last.holder === 'object' && last.holder !== null ? (last.holder as Front)[last.key] : undefined;
    if (!remove(last.holder, last.key)) continue;
    const removed = { path: [...parents.map(({ key }) => key), last.key], value };
    // What is empty now goes too.
    for (let above = parents.pop(); above; above = parents.pop()) {
      const held: unknown = (above.holder as Front)[above.key];
      const isEmpty = typeof held === 'object' && held !== null && Object.keys(held).length === 0;
      if (!isEmpty) break;
      remove(above.holder, above.key);
    }
    return removed;
  }
  return undefined;
}

export function remove(holder: unknown, key: string): boolean {
  if (Array.isArray(holder)) {
    const index = Number(key);
    if (!(index in holder)) return false;
    holder.splice(index, 1);
    return true;
  }
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return false;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the draft’s own object, whose keys were checked
  delete (holder as Front)[key];
  return true;
}
