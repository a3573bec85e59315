import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { posix } from 'node:path';
import sharp from 'sharp';
import { percentDecoded } from '../../model/addresses.ts';
import { slugOf } from '../../reading/slug.ts';
import type { Input, InputFile } from '../foreign.ts';

const PICTURE = /\.(?:jpe?g|png|webp|avif|gif)$/iu;
const MOST_BYTES = 100 * 1024 ** 2;
/** Folders whose contents stand at the root of sites made by Hugo, Astro, Eleventy and Jekyll. */
const ROOTS = ['', 'static', 'public', 'assets', 'src', 'content'];

/** Pictures that lie in the input, which are brought into media/ as stories show them. */
export class Pictures {
  readonly #files: ReadonlyMap<string, InputFile>;
  /** By path in the input; undefined for what is no picture. */
  readonly #checked = new Map<string, string | undefined>();
  readonly #wanted = new Set<string>();
  readonly #taken = new Map<string, string>();

  constructor({ files, isFolder }: Input) {
    const pictures = isFolder ? files.filter(({ path, size }) => PICTURE.test(path) && size <= MOST_BYTES) : [];
    this.#files = new Map(pictures.map((file) => [file.path, file]));
  }

  /** Gives the path below the content folder that a picture has, by its address in a text of a file of the input. */
  pathOf(source: string, file: string): string | undefined {
    for (const path of candidates(source, file)) {
      if (!this.#files.has(path)) continue;
      if (this.#checked.has(path)) {
        const known = this.#checked.get(path);
        if (known !== undefined) return known;
      } else this.#wanted.add(path);
    }
    return undefined;
  }

  /** Opens the pictures that were asked for since the last time, and gives each that is one, to be brought over; false where there was none to open. */
  async look(bring: (path: string, bytes: Uint8Array) => void): Promise<boolean> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    for (const path of wanted) {
      const file = this.#files.get(path);
      if (!file) continue;
      const bytes = looksLikePicture(file.absolute) ? readFileSync(file.absolute) : undefined;
      const isPicture = bytes !== undefined && (await canBeRead(bytes));
      const target = isPicture ? this.#nameFor(path) : undefined;
      this.#checked.set(path, target);
      if (bytes && target !== undefined) bring(target, bytes);
    }
    return wanted.length > 0;
  }

  #nameFor(path: string): string {
    const { dir, name, ext } = posix.parse(path);
    const folders = dir.split('/').flatMap((folder) => slugOf(folder) || []);
    const base = ['media', ...folders, slugOf(name) || 'picture'].join('/');
    for (let number = 1; ; number += 1) {
      const target = `${base}${number > 1 ? `-${number}` : ''}${ext.toLowerCase()}`;
      if (this.#taken.has(target)) continue;
      this.#taken.set(target, path);
      return target;
    }
  }
}

/** Gives the paths in the input that an address of a text may mean. */
function candidates(source: string, file: string): string[] {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//iu.test(source) || file.includes('!')) return [];
  const bare = source.replace(/^\{\{.{0,40}?\}\}/u, '').replace(/[?#].*$/su, '');
  const path = percentDecoded(bare) ?? bare;
  if (path === '' || path.includes('\0')) return [];
  const beside = path.startsWith('/') ? [] : [posix.join(posix.dirname(file), path)];
  const below = ROOTS.map((root) => posix.join(root, path.replace(/^\/+/u, '')));
  // Generators serve what lies beside a story, or in a folder of its name, below the story’s address.
  const { dir, name } = posix.parse(file);
  const own = [dir, posix.join(dir, name)].map((folder) => posix.join(folder, posix.basename(path)));
  return [...beside, ...below, ...own]
    .map((candidate) => posix.normalize(candidate))
    .filter((candidate) => !candidate.startsWith('..'));
}

const SIGNATURES = [/^\u00FF\u00D8\u00FF/u, /^\u0089PNG/u, /^RIFF....WEBP/su, /^GIF8/u, /^....ftypavi/su];

function looksLikePicture(absolute: string): boolean {
  const head = Buffer.alloc(16);
  const descriptor = openSync(absolute, 'r');
  try {
    readSync(descriptor, head, 0, 16, 0);
  } finally {
    closeSync(descriptor);
  }
  const text = head.toString('latin1');
  return SIGNATURES.some((signature) => signature.test(text));
}

async function canBeRead(bytes: Uint8Array): Promise<boolean> {
  try {
    await sharp(bytes).metadata();
    return true;
  } catch (error) {
    // Whatever is wrong with it, it is no picture, and the story says what became of it.
    if (error instanceof Error) return false;
    throw error;
  }
}
