import { createHash } from 'node:crypto';
import anyAscii from 'any-ascii';

const MAX_LENGTH = 100;

/** Gives a text as `a-z`, `0-9` and single hyphens, at most 100 long, transliterated from any script; may be empty. */
export function slugOf(text: string): string {
  const slug = anyAscii(text.normalize('NFC'))
    .toLowerCase()
    .replace(/['`]/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
  return slug.length <= MAX_LENGTH ? slug : cut(slug);
}

/** Gives the id of a term by its name; a name without letters that can be transliterated gets `t-` and 8 hex digits. */
export function idOf(name: string): string {
  return slugOf(name) || `t-${digest(name)}`;
}

/** Gives the form in which names are compared: compatibility characters, case and spaces do not matter. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

const MONTH = '(?:0[1-9]|1[0-2])';
const DAY = '(?:0[1-9]|[12]\\d|3[01])';
const DATE = new RegExp(`^(?:(?:\\d{4}-)?${MONTH}-)?${DAY}-`, 'u');

/** Gives a story's slug by its path: the file's name without `.md` and without its date (`2020-01-05-`, `01-05-`, `05-`). */
export function slugOfPath(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/u, '');
  const undated = name.replace(DATE, '');
  return slugOf(undated) || `s-${digest(name)}`;
}

function cut(slug: string): string {
  const hyphen = slug.lastIndexOf('-', MAX_LENGTH);
  return slug.slice(0, hyphen > 0 ? hyphen : MAX_LENGTH);
}

function digest(text: string): string {
  return createHash('sha256').update(text.normalize('NFC')).digest('hex').slice(0, 8);
}
