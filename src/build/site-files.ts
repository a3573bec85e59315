import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Database } from '../archive/database.ts';
import { readSiteRow } from '../archive/queries/site.ts';
import { SOCIAL_IMAGE } from '../model/addresses.ts';
import type { Compiled } from './compile.ts';
import type { StageWriter } from './generation-writer.ts';

/** A file of a site that is no page. */
export interface SiteFile {
  /** Relative to the site's folder, with forward slashes. */
  readonly path: string;
  /** Changes whenever the file does. */
  readonly stamp: string;
  /** Gives the file to copy, or its bytes. */
  readonly give: () => Promise<string | Uint8Array>;
}

/** Lists what a site has beside its pages: styles and fonts, files of public/, pictures that pages show, the picture for shared links. */
export function siteFiles(
  database: Database,
  {
    compiled,
    contentDir,
    publicDir,
  }: { readonly compiled: Compiled; readonly contentDir: string; readonly publicDir: string },
): SiteFile[] {
  const files = [
    ...filesBelow(compiled.assets).map((path) => fileOf(path, join(compiled.assets, path), digestOf)),
    ...filesBelow(publicDir).map((path) => fileOf(path, join(publicDir, path), stampOf)),
    ...pictures(database).map(({ path, digest }) => fileOf(path, join(contentDir, path), () => digest)),
  ];
  const { title } = readSiteRow(database);
  const image: SiteFile = {
    path: SOCIAL_IMAGE.slice(1),
    stamp: hash('sha256', `${compiled.key} ${title}`, 'base64url'),
    // What draws it takes long to load.
    give: async () => (await import('./social-image.ts')).drawSocialImage(title),
  };
  return files.some(({ path }) => path === image.path) ? files : [...files, image];
}

/** Lists the files below a folder, relative to it and in order; none where there is no such folder. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Puts a file, which has been announced, into a stage, and gives the SHA-256 of its bytes. Its old bytes may be shared with the site that is live. */
export async function placeFile(writer: StageWriter, { path, give }: SiteFile): Promise<string> {
  const given = await give();
  const bytes = typeof given === 'string' ? readFileSync(given) : given;
  writer.write(path, bytes);
  return hash('sha256', bytes, 'hex');
}

function fileOf(path: string, source: string, stamp: (source: string) => string): SiteFile {
  return { path, stamp: stamp(source), give: () => Promise.resolve(source) };
}

function digestOf(source: string): string {
  return hash('sha256', readFileSync(source), 'base64url');
}

function stampOf(source: string): string {
  const { size, mtimeNs, ctimeNs, ino } = statSync(source, { bigint: true });
  return `${size}:${mtimeNs}:${ctimeNs}:${ino}`;
}

/** Lists the pictures that public stories and registry entries show. */
function pictures(database: Database): { path: string; digest: string }[] {
  return database
    .all(
      `SELECT path, hash FROM file WHERE kind = 'media' AND path IN (
         SELECT i.src FROM story_image i JOIN story s ON s.id = i.story WHERE s.public = 1
         UNION SELECT json_extract(entry, '$.portrait.src') FROM term WHERE kind = 'people'
         UNION SELECT json_extract(image.value, '$.src') FROM term, json_each(term.images) image) ORDER BY path`,
    )
    .map((row) => ({ path: String(row['path']), digest: String(row['hash']) }));
}
