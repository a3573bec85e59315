import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Gathers what rendered pages link to and checks each page for what must never be in one. */
export class PageChecks {
  readonly #base: string;
  readonly #targets = new Map<string, string>();
  readonly #faults: string[] = [];

  /** `base` is the path under which the site stands, without a closing slash. */
  constructor(base: string) {
    this.#base = base;
  }

  /** Takes a rendered page: its address from the root and its HTML. */
  take(address: string, html: string): void {
    for (const fault of faultsOf(html)) this.#faults.push(`${address}  ${fault}`);
    const page = address.slice(this.#base.length);
    const ids = new Set(Array.from(html.matchAll(/<[a-z][^<>]*?\sid="([^"]*)"/gu), ([, id]) => decode(id ?? '')));
    for (const [, raw] of html.matchAll(/<[a-z](?:[^"<>]|"[^"]*")*?\s(?:href|src)="([^"]*)"/gu)) {
      const link = decode(raw ?? '');
      if (link.startsWith('#')) {
        if (link !== '#' && !ids.has(decodeURIComponent(link.slice(1))))
          this.#faults.push(`${address}  links to ${link}, which is not on the page`);
      } else if (link.startsWith('/') && !link.startsWith('//')) {
        if (this.#base !== '' && !link.startsWith(`${this.#base}/`))
          this.#faults.push(`${address}  links to ${link}, which is outside the site's path`);
        else this.#targets.set(link.slice(this.#base.length), page);
      } else if (!/^(?:https?|mailto|tel):/u.test(link)) {
        this.#faults.push(`${address}  links to ${link}, which is no address of this site`);
      }
    }
  }

  /** Gives every fault of the pages taken, including links to files that the folder does not hold. */
  finish(folder: string): string[] {
    const dead: string[] = [];
    for (const [target, page] of this.#targets) {
      const { pathname, hash } = new URL(target, 'https://site.invalid');
      const file = join(folder, fileOf(decodeURIComponent(pathname)));
      if (!existsSync(file)) dead.push(`${page}  links to ${target}, which is not there`);
      else if (hash.length > 1 && !readFileSync(file, 'utf8').includes(` id="${decodeURIComponent(hash.slice(1))}"`)) {
        dead.push(`${page}  links to ${target}, a place that is not on that page`);
      }
    }
    return [...this.#faults, ...dead].sort();
  }
}

/** Gives the file, relative to the site's folder, that answers for an address without base path. */
export function fileOf(address: string): string {
  return address.endsWith('/') ? `${address.slice(1)}index.html` : address.slice(1);
}

/** Lists the expected files that are missing or empty in a folder. */
export function missingFiles(folder: string, addresses: Iterable<string>): string[] {
  const missing: string[] = [];
  for (const address of addresses) {
    const stat = statSync(join(folder, fileOf(decodeURI(address))), { throwIfNoEntry: false });
    if (!stat) missing.push(`${address}  was not written`);
    else if (stat.size === 0) missing.push(`${address}  is empty`);
  }
  return missing;
}

const FORBIDDEN_TAG =
  /<(?:script(?! type="application\/ld\+json">)|iframe|object|embed|form|input|button|frame|applet|base|style|portal)[\s>/]/giu;
const FORBIDDEN_ATTRIBUTE = /<[a-z](?:[^"<>]|"[^"]*")*?\s(on[a-z]+|style|srcdoc|formaction|ping)=/giu;
const FORBIDDEN_ADDRESS = /\s(?:href|src|action|data|poster)="\s*(?:javascript|data|vbscript|file):/giu;
const FOREIGN_LOAD =
  /<(?:img|script|link rel="(?:stylesheet|preload|icon|modulepreload)"|source|video|audio|track)(?:[^"<>]|"[^"]*")*?\s(?:src|srcset|href)="(?:https?:)?\/\//giu;

/** Lists what a page holds that could run or load something: a second wall behind the sanitiser. */
function faultsOf(html: string): string[] {
  const found = (pattern: RegExp, what: string) =>
    Array.from(html.matchAll(pattern), ([match]) => `holds ${what}: ${match.slice(0, 80)}`);
  return [
    ...found(FORBIDDEN_TAG, 'an element that may not be published'),
    ...found(FORBIDDEN_ATTRIBUTE, 'an attribute that may not be published'),
    ...found(FORBIDDEN_ADDRESS, 'an address that may not be published'),
    ...found(FOREIGN_LOAD, 'a file of another site'),
  ];
}

function decode(attribute: string): string {
  return attribute
    .replace(/&#x([0-9a-f]+);/giu, (_entity, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/gu, (_entity, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
