/** Names of authors for whom texts give a key alone. */
import { readFileSync } from 'node:fs';
import { decodeForeign } from '../bytes/encoding.ts';
import type { Input } from '../foreign.ts';
import { type MatterValue, readValue } from './matter.ts';
import { valueAt } from './site-data.ts';

/** Data files of Jekyll, Eleventy, Hugo and Docusaurus. */
const FILE =
  /(?:^|\/)(?:_data|data|blog)\/(?:authors?|people|members|team|writers|contributors)\.(?<form>ya?ml|json|toml)$/iu;
const LARGEST = 1024 ** 2;
const KEYS = ['id', 'key', 'slug', 'username', 'handle', 'short_name', 'nickname'];
const NAMES = ['name', 'display_name', 'displayName', 'full_name', 'fullname'];

/** Gives the name of each author by the key that the archive has for it. */
export function authorNames({ files, isFolder }: Input): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { path, absolute, size } of isFolder ? files : []) {
    const form = FILE.exec(path)?.groups?.['form']?.toLowerCase().replace('yml', 'yaml');
    if (form === undefined || size > LARGEST) continue;
    const text = decodeForeign(readFileSync(absolute))?.text ?? '';
    const value = readValue(form as 'yaml' | 'json' | 'toml', text);
    for (const [key, one] of value === undefined || typeof value === 'string' ? [] : Object.entries(value)) {
      const keys = Array.isArray(value) ? textsAt(one, KEYS) : [key];
      const [name] = typeof one === 'string' ? [] : textsAt(one, NAMES);
      if (name !== undefined) for (const each of keys) if (!names.has(each)) names.set(each, name);
    }
  }
  return names;
}

function textsAt(value: MatterValue, keys: readonly string[]): string[] {
  return keys.flatMap((key) => {
    const found = valueAt(value, [key]);
    return typeof found === 'string' && found.trim() !== '' ? [found.trim()] : [];
  });
}
