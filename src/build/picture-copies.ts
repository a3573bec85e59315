import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { VARIANT_FORMAT } from '../archive/picture-variants.ts';
import type { Problem } from '../model/problem.ts';

/** A picture of the content folder cannot be drawn smaller. */
export class UnreadablePicture extends Error {
  override readonly name = 'UnreadablePicture';
  readonly problem: Problem;

  constructor(problem: Problem, cause: unknown) {
    super(problem.message, { cause });
    this.problem = problem;
  }
}

/** Folder of the copies within the cache folder; in it they lie by the version that drew them. */
const FOLDER = 'pictures';

/** Version of the package that draws copies; another one may give other bytes. */
export const DRAWN_BY = versionOf('sharp');

/**
 * Gives the file of a picture's smaller copy, a WebP of a width in pixels: upright, and with nothing of what cameras note of place and
 * time. It is drawn once and kept under a name that tells picture, width, format and version. Throws `UnreadablePicture`.
 */
export async function pictureCopy(
  { contentDir, path, width }: { readonly contentDir: string; readonly path: string; readonly width: number },
  kept: string,
): Promise<string> {
  if (existsSync(kept)) return kept;
  // What draws pictures takes long to load.
  const { default: sharp } = await import('sharp');
  let bytes: Buffer;
  try {
    // A picture that breaks off is shown as far as it goes, as browsers show it.
    bytes = await sharp(readFileSync(join(contentDir, path)), { failOn: 'none' })
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .webp(VARIANT_FORMAT)
      .toBuffer();
  } catch (error) {
    const { unreadablePicture } = await import('../archive/picture.ts');
    throw new UnreadablePicture(unreadablePicture(path, error), error);
  }
  mkdirSync(dirname(kept), { recursive: true });
  // Whoever is killed while writing leaves no half a picture under its name.
  const partial = `${kept}.${process.pid}.partial`;
  writeFileSync(partial, bytes);
  renameSync(partial, kept);
  return kept;
}

/** Gives the file in which a copy is kept in the cache folder; `name` is its own in the site. */
export function keptCopy(cacheDir: string, name: string): string {
  return join(cacheDir, FOLDER, DRAWN_BY, name);
}

/** Takes away copies that a site no longer has, by the names of those that it has. */
export function forgetCopies(cacheDir: string, names: ReadonlySet<string>): void {
  const folder = join(cacheDir, FOLDER);
  if (!existsSync(folder)) return;
  for (const version of readdirSync(folder)) {
    for (const name of readdirSync(join(folder, version)))
      if (version !== DRAWN_BY || !names.has(name)) rmSync(join(folder, version, name), { force: true });
  }
}

function versionOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const description = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return description.version;
}
