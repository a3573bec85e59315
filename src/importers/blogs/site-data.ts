/** Data files of a site, which its texts can show: `_data/releases.yml` as `site.data.releases`. */
import { readFileSync } from 'node:fs';
import { decodeForeign } from '../bytes/encoding.ts';
import type { Input } from '../foreign.ts';
import { type MatterValue, readValue } from './matter.ts';

const FILE = /^(?:src\/|source\/)?_data\/(?<name>.+)\.(?<form>ya?ml|json)$/u;
const LARGEST = 2 * 1024 ** 2;

/** Gives the value that a name such as `site.data.releases` has; undefined where the input has none. */
export type Data = (name: string) => MatterValue | undefined;

/** Reads data files as texts ask for them. */
export function dataOf({ files, isFolder }: Input): Data {
  const known = new Map(
    (isFolder ? files : []).flatMap((file) => {
      const { name, form } = FILE.exec(file.path)?.groups ?? {};
      if (name === undefined || form === undefined || file.size > LARGEST) return [];
      return [[name.replaceAll('/', '.'), { form, absolute: file.absolute }] as const];
    }),
  );
  const read = new Map<string, MatterValue | undefined>();
  const fileValue = (name: string): MatterValue | undefined => {
    const file = known.get(name);
    if (file && !read.has(name)) {
      const text = decodeForeign(readFileSync(file.absolute))?.text ?? '';
      read.set(name, readValue(file.form === 'json' ? 'json' : 'yaml', text));
    }
    return read.get(name);
  };
  return (name) => {
    const parts = name.replace(/^site\.data\./u, '').split('.');
    if (!name.startsWith('site.data.')) return undefined;
    for (let count = parts.length; count > 0; count -= 1) {
      const value = fileValue(parts.slice(0, count).join('.'));
      if (value !== undefined) return valueAt(value, parts.slice(count));
    }
    return undefined;
  };
}

/** Gives what stands at a path within a value. */
export function valueAt(value: MatterValue, path: readonly string[]): MatterValue | undefined {
  let at: MatterValue | undefined = value;
  for (const key of path) {
    if (at === undefined || typeof at === 'string') return undefined;
    if (Array.isArray(at)) {
      const place = { first: 0, last: -1 }[key] ?? (/^\d+$/u.test(key) ? Number(key) : undefined);
      at = place === undefined ? undefined : (at as readonly MatterValue[]).at(place);
    } else at = Object.hasOwn(at, key) ? (at as Readonly<Record<string, MatterValue>>)[key] : undefined;
  }
  return at;
}

/** Gives what the filters `where`, `first` and `last` of Liquid leave of a value; undefined for any other filter. */
export function filtered(value: MatterValue, filters: readonly string[]): MatterValue | undefined {
  let at: MatterValue | undefined = value;
  for (const filter of filters) {
    const [, name = '', key, wanted] =
      /^(\w+)(?:\s*:\s*["']([^"']+)["']\s*,\s*["']([^"']*)["'])?\s*$/u.exec(filter.trim()) ?? [];
    if (!Array.isArray(at)) return undefined;
    const list = at as readonly MatterValue[];
    if (name === 'where' && key !== undefined) at = list.filter((one) => valueAt(one, [key]) === wanted);
    else if (name === 'first' || name === 'last') at = list.at(name === 'first' ? 0 : -1);
    else return undefined;
  }
  return at;
}
