import { percentDecoded } from '../model/addresses.ts';
import type { ChecksumList } from './checksum-list.ts';
import { LINE_FIXES, type Difference } from './difference.ts';
import { fileOf } from './verify.ts';

/** A file of a copy on the web. */
export interface Served {
  readonly path: string;
  readonly sha256: string;
  readonly address: URL;
}

/** A copy on the web: its root, which ends with a slash, and those files of it that are to be checked; every file where none is named. */
export interface Copy {
  readonly root: URL;
  readonly pages: readonly Served[];
}

/**
 * Reads addresses, one a line: roots of copies, and pages of copies. An address that ends as a path of the list does is such a page; any
 * other that ends with a slash is a root. Lines that are neither are reported under `name`.
 */
export function readAddresses(
  text: string,
  list: ChecksumList,
  name: string,
  report: (found: Difference) => void,
): Copy[] {
  const copies = new Map<string, { readonly root: URL; readonly pages: Served[] }>();
  const copyAt = (root: URL) => {
    const copy = copies.get(root.href) ?? { root, pages: [] };
    copies.set(root.href, copy);
    return copy;
  };
  const roots = new Map<string, URL>();
  for (const [index, written] of text
    .replace(/^\uFEFF/u, '')
    .split('\n')
    .entries()) {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) continue;
    const address = toAddress(line);
    const page = address && pageAt(address, list);
    const above =
      address && Array.from(roots.keys()).find((root) => address.href !== root && address.href.startsWith(root));
    if (page) copyAt(page.root).pages.push(page);
    else if (address?.pathname.endsWith('/') === true && above === undefined) {
      copyAt(address);
      roots.set(address.href, address);
    } else {
      const message = address ? `${line} ends as no file of SHA256SUMS does.` : `${line} is no plain http(s) address.`;
      const place = { line: index + 1, column: written.indexOf(line) + 1 };
      report({ code: 'copy-address', path: name, ...place, message, fix: LINE_FIXES['copy-address'] });
    }
  }
  for (const root of roots.values()) {
    const { pages } = copyAt(root);
    const front = frontOf(root, list);
    if (pages.length > 0 && front) pages.unshift(front);
  }
  return [...copies.values()];
}

/** Gives the front page of a copy; undefined where the list has none. */
export function frontOf(root: URL, list: ChecksumList): Served | undefined {
  const path = fileOf('/');
  const sha256 = list.sha256Of(path);
  return sha256 === undefined ? undefined : { path, sha256, address: root };
}

/** Reads a plain http(s) address; undefined where a text is none. */
export function toAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const address = new URL(text);
  const { protocol, username, password, search, hash } = address;
  return /^https?:$/u.test(protocol) && username + password + search + hash === '' ? address : undefined;
}

/** Gives the address at which a host serves a file of a copy. */
export function addressOf(root: URL, path: string): URL {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return new URL(`${root.href}${encoded.replace(/(^|\/)index\.html$/u, '$1')}`);
}

/** Finds the longest end of an address that is a path of the list. */
function pageAt(address: URL, list: ChecksumList): (Served & { readonly root: URL }) | undefined {
  const { pathname, origin } = address;
  for (let slash = 0; slash >= 0 && slash < pathname.length - 1; slash = pathname.indexOf('/', slash + 1)) {
    const file = fileOf(percentDecoded(pathname.slice(slash)) ?? '');
    for (const path of [file, `${file}/index.html`]) {
      const sha256 = list.sha256Of(path);
      const root = new URL(`${origin}${pathname.slice(0, slash + 1)}`);
      if (sha256 !== undefined) return { path, sha256, address, root };
    }
  }
  return undefined;
}
