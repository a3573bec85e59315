import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import sharp from 'sharp';
import { percentDecoded } from '../../model/addresses.ts';
import { isWebAddress } from '../../model/fields.ts';
import { slugOf } from '../../reading/slug.ts';
import type { ArchivedPicture, DraftBody, Input, InputFile } from '../foreign.ts';

const PICTURE = /\.(?:jpe?g|png|webp|avif|gif)$/iu;
const MOST_BYTES = 100 * 1024 ** 2;
/** Folders whose contents stand at the root of sites made by Hugo, Astro, Eleventy and Jekyll. */
const ROOTS = ['', 'static', 'public', 'assets', 'src', 'content'];

/** Pictures that lie in the input, which are brought into media/ as stories show them. */
export class Pictures {
  /** By path in the input, or by address. */
  readonly #files: Map<string, InputFile>;
  /** Addresses of pictures that stories show. */
  readonly #shown = new Set<string>();
  /** Where pictures wait that were taken out of an archive. */
  #folder: string | undefined;
  /** By path in the input; undefined for what is no picture. */
  readonly #checked = new Map<string, string | undefined>();
  readonly #wanted = new Set<string>();
  readonly #taken = new Map<string, string>();

  constructor({ files, isFolder }: Input) {
    const pictures = isFolder ? files.filter(({ path, size }) => PICTURE.test(path) && size <= MOST_BYTES) : [];
    this.#files = new Map(pictures.map((file) => [file.path, file]));
  }

  /** Takes note of the pictures that a text shows, by their addresses. */
  see({ text, format, base }: DraftBody): void {
    if (format !== 'html') return;
    for (const [, double, single] of text.matchAll(SOURCES)) {
      const address = addressOf((double ?? single ?? '').replaceAll('&amp;', '&'), base);
      if (address !== undefined) this.#shown.add(address);
    }
  }

  /** Addresses of pictures that stories show. */
  get shown(): ReadonlySet<string> {
    return this.#shown;
  }

  /** Keeps a picture of an archive until a story asks for it; the first where there are several of one address. */
  keep({ address, bytes }: ArchivedPicture): void {
    if (this.#files.has(address)) return;
    this.#folder ??= mkdtempSync(join(tmpdir(), 'dateline-pictures-'));
    const absolute = join(this.#folder, String(this.#files.size));
    writeFileSync(absolute, bytes);
    const { hostname, pathname } = new URL(address);
    this.#files.set(address, {
      path: posix.join(hostname, percentDecoded(pathname) ?? pathname),
      absolute,
      size: bytes.length,
    });
  }

  /** Deletes the pictures that were kept. */
  close(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  /** Gives the path below the content folder that a picture has, by its address in a text of a file of the input, and the address of that text. */
  pathOf(source: string, file: string, base?: string): string | undefined {
    const address = this.#folder === undefined ? undefined : addressOf(source, base);
    for (const path of [...(address === undefined ? [] : [address]), ...candidates(source, file)]) {
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
      const target = isPicture ? this.#nameFor(file.path) : undefined;
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

/** Attributes in which a text in HTML has the address of a picture. */
const SOURCES = /\s(?:src|data-src|data-lazy-src|data-original)\s*=\s*(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})')/giu;

function addressOf(source: string, base: string | undefined): string | undefined {
  if (!URL.canParse(source, base)) return undefined;
  const address = new URL(source, base);
  address.hash = '';
  return isWebAddress(address.href) ? address.href : undefined;
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
