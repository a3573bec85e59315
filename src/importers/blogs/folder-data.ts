/** Data files of Eleventy, which give the pages of a folder fields (https://www.11ty.dev/docs/data-template-dir/). */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { decodeForeign } from '../bytes/encoding.ts';
import type { Input } from '../foreign.ts';
import { type Purpose, purposeOf } from './matter-keys.ts';
import { textsOf } from './matter-values.ts';
import { type MatterField, type MatterValue, readValue } from './matter.ts';

/** Gives front matter with the fields that its file has from its folders and lacks itself. */
export type FolderData = (path: string, fields: readonly MatterField[]) => readonly MatterField[];

const LARGEST = 256 * 1024;

/** What a folder can say of its stories; all else is for the generator. */
const OF_STORIES: ReadonlySet<Purpose | undefined> = new Set<Purpose>([
  'authors',
  'topics',
  'language',
  'section',
  'series',
  'draft',
  'alias',
]);

/** Tags that only say that a page is one. */
const COLLECTION = /^(?:all|posts?|blog|articles?|entries|notes?|pages?|stories)$/iu;

/** Reads `posts/posts.json`, `posts/posts.11tydata.json` and `call.json` beside `call.md`. */
export function folderDataOf({ files, isFolder }: Input): FolderData {
  const known = new Map<string, string>();
  for (const { path, size, absolute } of isFolder ? files : []) {
    const stem = /^(.+?)(?:\.11tydata)?\.json$/u.exec(path)?.[1];
    if (stem !== undefined && size <= LARGEST) known.set(stem, absolute);
  }
  const read = new Map<string, readonly MatterField[]>();
  const fieldsOf = (stem: string): readonly MatterField[] => {
    const absolute = known.get(stem);
    if (absolute === undefined) return [];
    const found =
      read.get(stem) ?? storyFields(readValue('json', decodeForeign(readFileSync(absolute))?.text ?? ''), stem);
    read.set(stem, found);
    return found;
  };
  return (path, fields) => {
    const all = [...fields];
    for (const stem of stemsOf(path)) {
      const has = new Set(all.map(([key]) => sameAs(key)));
      all.push(...fieldsOf(stem).filter(([key]) => !has.has(sameAs(key))));
    }
    return all;
  };
}

/** Gives what data files of a page are called, the nearest first. */
function* stemsOf(path: string): Generator<string> {
  yield path.replace(/\.\w+$/u, '');
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
    yield `${folder}/${posix.basename(folder)}`;
}

/** Gives what keys of which one takes the other’s place have in common; a page has several old addresses. */
function sameAs(key: string): string {
  const purpose = purposeOf(key);
  return purpose === undefined || purpose === 'alias' ? key.toLowerCase() : purpose;
}

function storyFields(value: MatterValue | undefined, stem: string): MatterField[] {
  if (value === undefined || typeof value === 'string' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, one]): MatterField[] => {
    const purpose = purposeOf(key);
    if (!OF_STORIES.has(purpose)) return [];
    if (purpose !== 'topics') return [[key, one]];
    const real = textsOf(one).filter((tag) => !COLLECTION.test(tag) && tag !== posix.basename(stem));
    return real.length === 0 ? [] : [[key, real]];
  });
}
