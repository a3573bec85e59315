import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { PERMALINKS } from '../model/permalink.ts';
import { problem, type Problem } from '../model/problem.ts';
import { isTermKind, TERM_KINDS, type TermKind } from '../model/registry.ts';
import { forbiddenCharacter, MAX_BYTES, MAX_REGISTER_BYTES, tooLarge } from './decode.ts';
import { suggest } from './suggest.ts';

/** A file of the content folder that Dateline reads. */
export interface ContentFile {
  readonly kind: 'site' | 'permalinks' | 'article' | TermKind | 'media' | 'capture';
  /** Relative to the content folder, with forward slashes. */
  readonly path: string;
  readonly absolute: string;
}

/** The files of a content folder, and what is wrong with the folder itself. */
export interface ContentList {
  /** Sorted by path, in code-unit order. */
  readonly files: readonly ContentFile[];
  readonly problems: readonly Problem[];
}

const IMAGE = /\.(?:jpe?g|png|webp|avif|gif)$/iu;
const FOLDERS: readonly string[] = ['articles', 'media', 'captures', ...TERM_KINDS];
/** What may lie in a content folder without being content: notes, and what other commands of Dateline keep there. */
const KNOWN = new Set(['README.md']);
/** Names in which nothing can be wrong, as nearly all are; the longer look takes as long as reading the folder. */
const LOWER_NAME = /^[a-z\d._-]+$/u;
/** What operating systems leave behind. */
const LEFTOVERS = new Set(['Thumbs.db', 'desktop.ini', 'Icon\r']);

/** Lists the content folder's files; links are not followed, and what cannot be read is a problem. Never throws. */
export function listContent(contentDir: string): ContentList {
  const walk = new Walk(contentDir);
  walk.top();
  const sorted = walk.files.toSorted((one, other) => compare(one.path, other.path));
  return { files: sorted, problems: walk.problems.toSorted((one, other) => compare(one.file, other.file)) };
}

/** Reads a file's bytes; a text file above 2 MiB is refused before it is read, and links are not followed. Never throws. */
export function readFileBytes(
  file: ContentFile,
): { readonly bytes: Uint8Array; readonly problem?: never } | { readonly bytes?: never; readonly problem: Problem } {
  let descriptor: number | undefined;
  try {
    // A file could have become a link or a pipe since it was listed. Windows has neither flag; undefined counts as 0.
    descriptor = openSync(file.absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { problem: unreadable(file.path, 'is not a file') };
    const most = mostBytes(file);
    if (stat.size > most) return { problem: tooLarge(file.path, stat.size, most) };
    return { bytes: readFileSync(descriptor) };
  } catch (error) {
    return { problem: unreadable(file.path, reasonOf(error)) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function mostBytes({ kind }: ContentFile): number {
  return kind === 'media' || kind === 'capture' ? Infinity : kind === 'permalinks' ? MAX_REGISTER_BYTES : MAX_BYTES;
}

/** One pass over a content folder. */
class Walk {
  readonly files: ContentFile[] = [];
  readonly problems: Problem[] = [];
  readonly #root: string;
  readonly #prefix: string;

  constructor(root: string) {
    this.#root = root;
    this.#prefix = join(root, sep);
  }

  top(): void {
    const stat = statOf(this.#root);
    if (typeof stat === 'string' || !stat.isDirectory()) {
      const message = `The content folder ${this.#root} ${typeof stat === 'string' ? stat : 'is not a folder'}.`;
      this.#report(
        'content-missing',
        '.',
        message,
        'Create it with a site.yml and articles/, or name another with --content.',
      );
      return;
    }
    const entries = this.#entries('');
    for (const entry of entries) this.#topEntry(entry);
    if (!entries.some(({ name }) => name === 'site.yml')) {
      this.#report('site-missing', 'site.yml', 'There is no site.yml.', 'Add site.yml with title:, url: and language:');
    }
  }

  #topEntry(entry: Dirent): void {
    const { name } = entry;
    if (KNOWN.has(name)) return;
    if (entry.isFile() && name === 'site.yml') this.#add('site', name);
    else if (entry.isFile() && name === PERMALINKS) this.#add('permalinks', name);
    else if (entry.isDirectory() && name === 'articles') this.#articles(name);
    else if (entry.isDirectory() && name === 'media') this.#media(name);
    else if (entry.isDirectory() && name === 'captures') this.#captures(name);
    else if (entry.isDirectory() && isTermKind(name)) this.#terms(name);
    else this.#ignoreTop(entry);
  }

  #ignoreTop(entry: Dirent): void {
    const { name } = entry;
    if (!entry.isDirectory()) {
      const fix = /^site\.ya?ml$/iu.test(name)
        ? 'Rename it to site.yml.'
        : /\.(?:md|markdown)$/iu.test(name)
          ? 'Move stories into articles/.'
          : 'Move it out of the content folder.';
      this.#ignore(name, fix);
      return;
    }
    const meant = suggest(name, FOLDERS);
    this.#ignore(
      name,
      meant === undefined
        ? 'Move its stories into articles/, and its pictures into media/.'
        : `Did you mean ${meant}/?`,
    );
  }

  #articles(folder: string): void {
    for (const entry of this.#entries(folder)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) this.#articles(path);
      else if (entry.isFile() && entry.name.endsWith('.md')) this.#add('article', path);
      else this.#ignore(path, this.#howToRead(entry.name));
    }
  }

  #terms(kind: TermKind): void {
    for (const entry of this.#entries(kind)) {
      const path = `${kind}/${entry.name}`;
      if (entry.isFile() && entry.name.endsWith('.md')) this.#add(kind, path);
      else if (entry.isDirectory()) this.#ignore(path, `Move its entries into ${kind}/ itself.`);
      else this.#ignore(path, this.#howToRead(entry.name));
    }
  }

  #media(folder: string): void {
    for (const entry of this.#entries(folder)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) this.#media(path);
      else if (entry.isFile() && IMAGE.test(entry.name)) this.#add('media', path);
      else {
        const message = 'The file is not a picture that browsers show.';
        this.#report('image-kind', path, message, 'Save it as JPEG, PNG, WebP, AVIF or GIF, or move it out of media/.');
      }
    }
  }

  /** Saved material is of any kind, and nothing of it is published. */
  #captures(folder: string): void {
    for (const entry of this.#entries(folder)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) this.#captures(path);
      else if (entry.isFile()) this.#add('capture', path);
    }
  }

  #howToRead(name: string): string {
    if (/\.(?:md|markdown|mdown|mkd|mdx)$/iu.test(name)) return `Rename it to ${name.replace(/\.\w+$/u, '.md')}`;
    if (IMAGE.test(name)) return 'Move pictures into media/.';
    return 'Rename it to end in .md if it is a text, or move it out of the content folder.';
  }

  /** Gives a folder's entries that are ordinary files and folders with usable names; the rest is reported or no content. */
  #entries(folder: string): Dirent[] {
    let found: Dirent[];
    try {
      found = readdirSync(join(this.#root, folder), { withFileTypes: true });
    } catch (error) {
      this.problems.push(unreadable(folder === '' ? '.' : folder, reasonOf(error)));
      return [];
    }
    const seen = new Map<string, string>();
    const usable: Dirent[] = [];
    for (const entry of found.toSorted((one, other) => compare(one.name, other.name))) {
      if (entry.name.startsWith('.') || LEFTOVERS.has(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) {
        this.#report(
          'file-link',
          path,
          'It is a symbolic link; what lies outside the archive is not published.',
          'Put the file itself in its place.',
        );
      } else if (this.#hasUsableName(entry.name, path) && this.#isFirstOfItsName(entry.name, path, seen))
        usable.push(entry);
    }
    return usable;
  }

  #hasUsableName(name: string, path: string): boolean {
    if (LOWER_NAME.test(name)) return true;
    const wrong = name.includes('\uFFFD')
      ? 'is not UTF-8'
      : name.includes('\\')
        ? 'has a backslash in it'
        : /[\t\n]/u.test(name) || forbiddenCharacter(name) !== undefined
          ? 'has an invisible character in it'
          : undefined;
    if (wrong === undefined) return true;
    this.#report('file-name', path, `The file’s name ${wrong}.`, 'Rename it.');
    return false;
  }

  #isFirstOfItsName(name: string, path: string, seen: Map<string, string>): boolean {
    const folded = LOWER_NAME.test(name) ? name : name.normalize('NFC').toLowerCase().normalize('NFC');
    const twin = seen.get(folded);
    seen.set(folded, twin ?? name);
    if (twin === undefined) return true;
    const difference =
      twin.normalize('NFC') === name.normalize('NFC') ? 'the Unicode form of its letters' : 'upper and lower case';
    this.#report(
      'file-name',
      path,
      `${name} differs from ${twin} beside it only in ${difference}; macOS and Windows keep only one of them.`,
      'Rename or delete one of the two.',
    );
    return false;
  }

  #add(kind: ContentFile['kind'], path: string): void {
    this.files.push({ kind, path, absolute: this.#prefix + path });
  }

  #ignore(path: string, fix: string): void {
    this.#report('file-ignored', path, 'Dateline does not read this.', fix);
  }

  #report(code: Problem['code'], file: string, message: string, fix: string): void {
    this.problems.push(problem(code, file, undefined, '', message, fix));
  }
}

function statOf(path: string): Stats | string {
  try {
    return statSync(path);
  } catch (error) {
    return reasonOf(error);
  }
}

function unreadable(path: string, reason: string): Problem {
  return problem(
    'file-unreadable',
    path,
    undefined,
    '',
    `It ${reason}.`,
    'Check that it is there and that you may read it.',
  );
}

/** Says in words why the file system refused; errors that are not the file system's are thrown on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist',
    EACCES: 'may not be read by you',
    EPERM: 'may not be read by you',
    ELOOP: 'is a symbolic link',
    EMFILE: 'cannot be opened: too many files are open',
    ENFILE: 'cannot be opened: too many files are open',
  };
  return reasons[String(error.code)] ?? `cannot be read (${String(error.code)})`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
