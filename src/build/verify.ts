import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { percentDecoded } from '../model/addresses.ts';
import { tagsOf, type Tag } from './html-tags.ts';

/** Gathers what rendered pages link to and checks each page for what must never be in one. */
export class PageChecks {
  readonly #base: string;
  readonly #targets = new Map<string, string>();
  readonly #faults: string[] = [];

  /** `base` is the path under which the site stands, without a closing slash. */
  constructor(base: string) {
    this.#base = base;
  }

  /** Takes a rendered page: its address, without base path, and its HTML. */
  take(address: string, html: string): void {
    const report = (fault: string) => this.#faults.push(`${address}  ${fault}`);
    const ids = new Set<string>();
    const places: string[] = [];
    for (const tag of tagsOf(html)) {
      const id = tag.attributes.get('id');
      if (id !== undefined) ids.add(id);
      for (const danger of dangersOf(tag)) report(`holds ${danger}, which may not be published`);
      for (const { link, isLoaded } of linksOf(tag)) {
        if (link.startsWith('#')) places.push(link);
        else if (!isOfThisHost(link)) {
          if (isLoaded) report(`loads ${link}, which is no file of this site`);
          else if (!/^(?:https?:\/\/|mailto:|tel:)/iu.test(link))
            report(`links to ${link}, which is no address of this site`);
        } else if (this.#base !== '' && !link.startsWith(`${this.#base}/`)) {
          report(`links to ${link}, which is outside the site’s path`);
        } else {
          this.#targets.set(link, address);
        }
      }
    }
    for (const place of places) {
      const id = percentDecoded(place.slice(1));
      if (id !== '' && (id === undefined || !ids.has(id))) report(`links to ${place}, which is not on the page`);
    }
  }

  /** Gives every fault of the pages taken, including links to files that the folder does not hold. */
  finish(folder: string): string[] {
    const dead: string[] = [];
    for (const [target, page] of this.#targets) {
      const { pathname, hash } = new URL(`https://site.invalid${target.slice(this.#base.length)}`);
      const path = percentDecoded(pathname);
      const file = path === undefined ? undefined : join(folder, fileOf(path));
      if (file === undefined || !statSync(file, { throwIfNoEntry: false })?.isFile())
        dead.push(`${page}  links to ${target}, which is not there`);
      else if (hash.length > 1 && !hasId(readFileSync(file, 'utf8'), percentDecoded(hash.slice(1))))
        dead.push(`${page}  links to ${target}, a place that is not on that page`);
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

function hasId(html: string, id: string | undefined): boolean {
  for (const { attributes } of tagsOf(html)) if (attributes.get('id') === id) return id !== undefined;
  return false;
}

/** Browsers take a backslash for a slash and leave out tabs and line breaks. */
function isOfThisHost(link: string): boolean {
  return /^\/(?![/\\])/u.test(link) && !/[\t\n\r]/u.test(link);
}

const FORBIDDEN_ELEMENTS = new Set(
  'iframe object embed form input button frame frameset applet base style portal'.split(' '),
);
const FORBIDDEN_ATTRIBUTES = /^(?:on[a-z]+|style|srcdoc|formaction|action|ping|background)$/u;
/** What a browser fetches for the page itself. */
const LOADED = new Set(['src', 'srcset', 'poster', 'data']);
const LOADED_RELATIONS = /(?:^|\s)(?:stylesheet|icon|preload|modulepreload|prefetch|prerender|manifest)(?:\s|$)/iu;
const LINKING = new Set(['a', 'area', 'link']);

/** Lists what of a tag could run something: a second wall behind the sanitiser. */
function dangersOf({ name, attributes }: Tag): string[] {
  const dangers = [...attributes.keys()]
    .filter((attribute) => FORBIDDEN_ATTRIBUTES.test(attribute))
    .map((attribute) => `an attribute ${attribute}`);
  const isRecord = attributes.get('type') === 'application/ld+json' && !attributes.has('src');
  if (FORBIDDEN_ELEMENTS.has(name) || (name === 'script' && !isRecord)) dangers.push(`an element ${name}`);
  const isRefresh = name === 'meta' && attributes.get('http-equiv')?.trim().toLowerCase() === 'refresh';
  if (isRefresh && !/^0; url=\/(?![/\\])/u.test(attributes.get('content') ?? ''))
    dangers.push('a refresh to elsewhere');
  return dangers;
}

/** Lists the addresses that a tag names, and whether a browser fetches each without being asked. */
function* linksOf({ name, attributes }: Tag): Generator<{ readonly link: string; readonly isLoaded: boolean }> {
  for (const [attribute, value] of attributes) {
    if (attribute === 'srcset') {
      for (const candidate of value.split(',')) yield { link: candidate.trim().split(/\s/u)[0] ?? '', isLoaded: true };
    } else if (LOADED.has(attribute)) {
      yield { link: value, isLoaded: true };
    } else if (attribute === 'href' || attribute === 'xlink:href') {
      const isLoaded = name === 'link' ? LOADED_RELATIONS.test(attributes.get('rel') ?? '') : !LINKING.has(name);
      yield { link: value, isLoaded };
    }
  }
}
