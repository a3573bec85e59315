/** The systems that are measured side by side. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildEleventy, ELEVENTY, installEleventy, writeEleventy } from './eleventy.ts';
import { generateArchive, type Shape } from './generate.ts';
import { buildHugo, hugoVersion, writeHugo } from './hugo.ts';
import type { Command } from './measure.ts';

/** Dateline with the kinds of page that the peers make, Dateline with everything, and the peers. */
export const SYSTEMS = ['dateline', 'dateline-everything', 'hugo', 'eleventy'] as const;
export type SystemName = (typeof SYSTEMS)[number];

/** A system with an archive written as it reads it. */
export interface System {
  readonly name: SystemName;
  /** Its content folder, where edits can be made that it builds at their cost. */
  readonly content?: string;
  readonly command: Command;
  /** The built site. */
  readonly out: string;
  /** Forgets all that it built. */
  forget(): void;
}

/** Kinds of page and file that the peers' templates do not make. */
const OFF = [
  'people',
  'organizations',
  'places',
  'series',
  'sources',
  'quotes',
  'onThisDay',
  'corrections',
  'checksums',
];
const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** Gives the versions of the systems that can run here, by name, and says why one cannot. */
export function versionsOf(wanted: readonly SystemName[], work: string): Map<SystemName, string> {
  const versions = new Map<SystemName, string>();
  for (const name of wanted) {
    if (name === 'hugo') {
      const version = hugoVersion();
      if (version === undefined) console.error('Hugo is not installed here, so its rows are left out.');
      else versions.set(name, version);
    } else if (name === 'eleventy') {
      installEleventy(eleventyIn(work));
      versions.set(name, ELEVENTY);
    } else {
      const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
        version: string;
      };
      versions.set(name, version);
    }
  }
  return versions;
}

const eleventyIn = (work: string) => join(work, `eleventy-${ELEVENTY}`);

/** Writes an archive as a system reads it, into a folder of its own. */
export function prepare(name: SystemName, work: string, count: number, shape: Shape): System {
  const folder = join(work, `${shape}-${count}`, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Dateline keeps the site's other generation beside it, so what is built lies in a folder of its own.
  const built = join(folder, 'built');
  const out = join(built, 'site');
  const forget = () => {
    rmSync(built, { recursive: true, force: true });
    mkdirSync(built);
  };
  const source = join(folder, 'source');
  if (name === 'hugo') {
    writeHugo(source, count, shape);
    return { name, command: buildHugo(source, out), out, forget };
  }
  if (name === 'eleventy') {
    writeEleventy(source, count, shape);
    return { name, command: buildEleventy(eleventyIn(work), source, out), out, forget };
  }
  generateArchive(source, count, { shape, off: name === 'dateline' ? OFF : [] });
  const args = [MAIN, 'build', '--content', source, '--out', out, '--cache', join(built, 'cache'), '--json'];
  return { name, content: source, command: { file: process.execPath, args }, out, forget };
}
