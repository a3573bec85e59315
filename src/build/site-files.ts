import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Database } from '../archive/database.ts';
import { toIndexedPicture, variantsOf } from '../archive/picture-variants.ts';
import { readSiteRow } from '../archive/queries/site.ts';
import { SOCIAL_IMAGE } from '../model/addresses.ts';
import type { Compiled } from './compile.ts';
import type { StageWriter } from './generation-writer.ts';
import { DRAWN_BY, keptCopy, pictureCopy } from './picture-copies.ts';

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
    cacheDir,
  }: {
    readonly compiled: Compiled;
    readonly contentDir: string;
    readonly publicDir: string;
    readonly cacheDir: string;
  },
): SiteFile[] {
  const files = [
    ...filesBelow(compiled.assets).map((path) => fileOf(path, join(compiled.assets, path), digestOf)),
    ...filesBelow(publicDir).map((path) => fileOf(path, join(publicDir, path), stampOf)),
    ...picturesOf(database, contentDir, cacheDir),
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

/** Lists the pictures that public stories, their posts and registry entries show, each with its smaller copies. */
export function picturesOf(database: Database, contentDir: string, cacheDir: string): SiteFile[] {
  const rows = database.all(
    `SELECT path, hash, width, height, animated FROM file WHERE kind = 'media' AND path IN (
       SELECT i.src FROM story_image i JOIN story s ON s.id = i.story WHERE s.public = 1
       UNION SELECT json_extract(entry, '$.portrait.src') FROM term WHERE kind = 'people'
       UNION SELECT json_extract(image.value, '$.src') FROM term, json_each(term.images) image) ORDER BY path`,
  );
  const copies = new Map<string, SiteFile>();
  const originals = rows.map((row) => {
    const path = String(row['path']);
    const picture = toIndexedPicture(row);
    for (const { address, width } of variantsOf(picture)) {
      const kept = keptCopy(cacheDir, basename(address));
      copies.set(address, {
        path: address.slice(1),
        stamp: `${picture.digest} ${DRAWN_BY}`,
        give: () => pictureCopy({ contentDir, path, width }, kept),
      });
    }
    return fileOf(path, join(contentDir, path), () => picture.digest);
  });
  return [...originals, ...copies.values()];
}
