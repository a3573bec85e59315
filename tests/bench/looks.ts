import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Copies the style sheets, fonts and icon that Dateline's pages use, so that the peers' sites hold the same files. */
export function copyLooks(folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, 'public'), folder, { recursive: true });
  cpSync(join(ROOT, 'src', 'styles'), folder, { recursive: true });
}
