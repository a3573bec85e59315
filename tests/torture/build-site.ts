import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readSiteRow } from '../../src/archive/queries/site.ts';
import { openArchive } from '../../src/build/archive.ts';
import { compileTemplates } from '../../src/build/compile.ts';
import type { Read } from '../../src/build/drawer.ts';
import { publish } from '../../src/build/publish.ts';
import { createSession, type Built, type Session } from '../../src/build/session.ts';
import { fileOf } from '../../src/build/verify.ts';
import { filesIn } from '../site/files.ts';

/** Builds a site in this process. */
export async function buildHere(options: Partial<Session>): Promise<Built> {
  const session = createSession(options);
  const archive = openArchive(session);
  try {
    await archive.sync();
    const compiled = await compileTemplates(session, readSiteRow(archive.database).url);
    return await publish(session, archive.database, compiled);
  } finally {
    archive.close();
  }
}

/** Lets a new cache begin with the templates that a build of another one compiled. */
export function shareTemplates(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(join(from, 'pages'), join(to, 'pages'), { recursive: true });
}

/** What a build noted: each drawn file's reads, in the order of their keys, and the answers of shared queries. */
export interface Noted {
  readonly reads: Readonly<Record<string, readonly Read[]>>;
  readonly shared: ReadonlyMap<string, string>;
}

/** Reads the record of the one site that a cache knows. */
export function readNotes(cacheDir: string): Noted {
  const [file, ...others] = filesIn(cacheDir).filter((name) => /^site-[0-9a-f]+\.sqlite$/u.test(name));
  if (file === undefined || others.length > 0) throw new Error(`${cacheDir} is not the cache of one site.`);
  const record = new DatabaseSync(join(cacheDir, file), { readOnly: true });
  try {
    const pages = record.prepare('SELECT address, reads FROM page').all();
    const shared = record.prepare('SELECT key, hash FROM shared_query').all();
    return {
      reads: Object.fromEntries(
        pages.map((row) => [
          decodeURI(fileOf(String(row['address']))),
          sorted(JSON.parse(String(row['reads'])) as Read[]),
        ]),
      ),
      shared: new Map(shared.map((row) => [String(row['key']), String(row['hash'])])),
    };
  } finally {
    record.close();
  }
}

function sorted(reads: readonly Read[]): Read[] {
  return reads
    .map(([key, hash, ...facets]): Read => [key, hash, ...facets.toSorted((a, b) => a - b)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
