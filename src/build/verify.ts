import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { percentDecoded } from '../model/addresses.ts';
import { decodeEntities, tagsOf, type Tag } from './html-tags.ts';

/** What was found in a page. */
export interface PageFindings {
  /** What must never be in a page, each with the page's address. */
  readonly faults: readonly string[];
  /** Addresses of this site, with base path, that the page links to. */
  readonly targets: ReadonlySet<string>;
}

/** Looks through a page for its links and for what must never be in one. Address and `base` are without and with the site's path. */
export function inspectPage(base: string, address: string, html: string): PageFindings {
  const cut = html.indexOf('</head>');
  const targets = cut === -1 ? undefined : plainTargets(base, html.slice(cut));
  if (!targets) return readWhole(base, address, html);
  // The head's few tags load things and say what the page is: they are read one by one.
  const head = readWhole(base, address, html.slice(0, cut));
  return { faults: head.faults, targets: new Set([...head.targets, ...targets]) };
}

/** Markup that is not as templates and the sanitiser write it, or that could load or run something. */
const PECULIAR =
  /(?:href|src)(?!=")|\bid\s*=(?!")|<\/?(?:iframe|object|embed|form|input|button|frame|frameset|applet|base|style|portal|link|meta|script)\b|[\s"'/](?:on[a-z]+|style|srcdoc|formaction|action|ping|background|poster|data)\s*=/iu;
const PLAIN_LINK = /(href|src)="([^"]*)"/gu;

/**
 * Gives the addresses of this site to which plain markup links; undefined where the markup has to be read tag by tag, since it is
 * peculiar or something in it may be wrong. Nine pages of ten are plain, and are looked through in a tenth of the time.
 */
function plainTargets(base: string, html: string): Set<string> | undefined {
  if (PECULIAR.test(html)) return undefined;
  const targets = new Set<string>();
  for (const { 1: attribute, 2: written = '', index } of html.matchAll(PLAIN_LINK)) {
    const link = decodeEntities(written);
    if (link.startsWith('#')) {
      if (link !== '#' && !html.includes(` id="${written.slice(1)}"`)) return undefined;
    } else if (isOfThisHost(link)) {
      if (base !== '' && !link.startsWith(`${base}/`)) return undefined;
      targets.add(link);
    } else if (attribute === 'src' || !/^(?:https?:\/\/|mailto:|tel:)/iu.test(link) || !isInAnchor(html, index)) {
      return undefined;
    }
  }
  return targets;
}

function isInAnchor(html: string, index: number): boolean {
  return html.startsWith('<a ', html.lastIndexOf('<', index));
}

function readWhole(base: string, address: string, html: string): PageFindings {
  const faults: string[] = [];
  const report = (fault: string) => faults.push(`${address}  ${fault}`);
  const ids = new Set<string>();
  const places: string[] = [];
  const targets = new Set<string>();
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
      } else if (base !== '' && !link.startsWith(`${base}/`)) {
        report(`links to ${link}, which is outside the site’s path`);
      } else {
        targets.add(link);
      }
    }
  }
  for (const place of places) {
    const id = percentDecoded(place.slice(1));
    if (id !== '' && (id === undefined || !ids.has(id))) report(`links to ${place}, which is not on the page`);
  }
  return { faults, targets };
}

/** Lists links to what a site's folder does not hold; `targets` gives a page for each address linked to. */
export function deadLinks(base: string, folder: string, targets: ReadonlyMap<string, string>): string[] {
  const dead: string[] = [];
  for (const [target, page] of targets) {
    const { pathname, hash } = new URL(`https://site.invalid${target.slice(base.length)}`);
    const path = percentDecoded(pathname);
    const file = path === undefined ? undefined : join(folder, fileOf(path));
    if (file === undefined || !statSync(file, { throwIfNoEntry: false })?.isFile())
      dead.push(`${page}  links to ${target}, which is not there`);
    else if (hash.length > 1 && !hasId(readFileSync(file, 'utf8'), percentDecoded(hash.slice(1))))
      dead.push(`${page}  links to ${target}, a place that is not on that page`);
  }
  return dead;
}

/** Gives the file, relative to the site's folder, that answers for an address without base path. */
export function fileOf(address: string): string {
  return address.endsWith('/') ? `${address.slice(1)}index.html` : address.slice(1);
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

/** An address that a tag names, and whether a browser fetches it without being asked. */
interface Link {
  readonly link: string;
  readonly isLoaded: boolean;
}

/** Lists the addresses that a tag names, and whether a browser fetches each without being asked. */
function* linksOf({ name, attributes }: Tag): Generator<Link> {
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
