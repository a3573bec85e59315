import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PostEntry } from '../capture/result.ts';

/** Material from which a post was taken, to be kept under `content/captures/` by its SHA-256. */
export interface Material {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

const ENDINGS = { 'plain-text': 'txt', embed: 'html', oembed: 'json', 'archive-file': 'txt' } as const;

/** Names a post’s material as its record will. */
export function materialOf(material: string | Uint8Array, { captured = 'plain-text' }: PostEntry): Material {
  const bytes = typeof material === 'string' ? new TextEncoder().encode(material) : material;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file: `captures/${sha256}.${ENDINGS[captured]}`, sha256, bytes };
}

/** Writes material that is not kept yet. */
export function keepMaterial(contentDir: string, materials: readonly Material[]): void {
  for (const { file, bytes } of materials) {
    const path = join(contentDir, file);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, bytes);
  }
}

/** Writes a file such that it is the old one or the new one whole, whatever happens meanwhile. */
export function writeWhole(path: string, contents: string | Uint8Array): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.draft`);
  try {
    writeFileSync(draft, contents, { flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
