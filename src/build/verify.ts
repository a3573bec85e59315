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
  const targets = plainTargets(base, html);
  return targets ? { faults: [], targets } : inspectTags(base, address, html);
}

/** Elements that run and load nothing, as templates and the sanitiser write them. */
const PLAIN_NAME =
  '(?:a|abbr|article|aside|b|bdi|bdo|blockquote|body|br|caption|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|footer|' +
  'head|header|hr|html|i|ins|kbd|li|main|mark|nav|ol|p|path|pre|q|rect|rp|rt|ruby|s|samp|section|small|span|strong|sub|summary|' +
  'sup|svg|table|tbody|td|text|tfoot|th|thead|time|title|tr|u|ul|var|wbr|h[1-6])';
/** No value holds a `<`: so each one on a page either begins a tag of a known form or is found to be something else. */
const PLAIN_VALUE = '[^"<]*';
/** Attributes that run, load and name nothing; so few that a tag of millions does not exhaust the expression's stack. */
const PLAIN =
  '(?: (?:class|lang|dir|role|datetime|rel|type|title|alt|width|height|x|y|d|scope|abbr|tabindex|as|crossorigin|hreflang|open|start|' +
  'reversed|value|colspan|rowspan|loading|decoding|sizes|viewBox|preserveAspectRatio|aria-[a-z]+|data-[a-z-]+)' +
  `(?:="${PLAIN_VALUE}")?){0,30}`;
const TO_OTHERS = `href="(?:https?://|mailto:|tel:)${PLAIN_VALUE}"`;
/** What may follow a `<` without a finding: an end, or the whole of a tag that has neither an id nor an address of this site. */
const OF_NO_CONCERN = [
  '/',
  '!DOCTYPE html>',
  `${PLAIN_NAME}${PLAIN}/?>`,
  `a${PLAIN} ${TO_OTHERS}${PLAIN}>`,
  `link rel="(?:alternate|canonical|cite-as|license|type)"${PLAIN} ${TO_OTHERS}${PLAIN}>`,
  `meta(?: (?:charset|content|name|property)="${PLAIN_VALUE}"){1,4}>`,
  `meta http-equiv="Content-Security-Policy" content="${PLAIN_VALUE}">`,
  String.raw`script type="application/ld\+json">`,
].join('|');
const ID = `id="(${PLAIN_VALUE})"`;
const TO_THIS_SITE = String.raw`"(/(?![/\\])[^"<\t\n\r]*|#${PLAIN_VALUE})"`;
/**
 * Every `<` of a page but those of no concern: with the address and the id of a tag of a known form, or alone. No flag `u`: the
 * same is found by code units, in two thirds of the time.
 */
const OF_CONCERN = new RegExp(
  `<(?!${OF_NO_CONCERN})(?:` +
    `(?:(?:a|link)${PLAIN} href|img${PLAIN} src)=${TO_THIS_SITE}(?: srcset="(${PLAIN_VALUE})")?${PLAIN}(?: ${ID}${PLAIN})?>|` +
    `${PLAIN_NAME}${PLAIN} ${ID}${PLAIN}/?>)?`,
  'g',
);

/**
 * Gives the addresses of this site to which a page links if it is plain: all its tags have a form that is known to be harmless.
 * Undefined if any has not, or if a link may be wrong: then tags have to be read one by one. Nearly all pages are plain, and are
 * looked through in a fifth of the time.
 */
export function plainTargets(base: string, html: string): Set<string> | undefined {
  const root = `${base}/`;
  const ids = new Set<string>();
  const places: string[] = [];
  const targets = new Set<string>();
  OF_CONCERN.lastIndex = 0;
  for (let found = OF_CONCERN.exec(html); found; found = OF_CONCERN.exec(html)) {
    const [, written, set] = found;
    const id = found[3] ?? found[4];
    if (written === undefined && id === undefined) return undefined;
    if (id !== undefined) ids.add(decodeEntities(id));
    if (written === undefined) continue;
    const link = decodeEntities(written);
    if (link.startsWith('#')) places.push(link);
    else if (link.startsWith(root) && (link === written || isOfThisHost(link))) targets.add(link);
    else return undefined;
    for (const copy of set === undefined ? [] : linksOfSet(decodeEntities(set))) {
      if (!copy.startsWith(root) || !isOfThisHost(copy)) return undefined;
      targets.add(copy);
    }
  }
  return places.every((place) => isPlaceAmong(ids, place)) ? targets : undefined;
}

function isPlaceAmong(ids: ReadonlySet<string>, place: string): boolean {
  const id = percentDecoded(place.slice(1));
  return id === '' || (id !== undefined && ids.has(id));
}

/** Gives what `inspectPage` does, from every tag of a page as a browser reads it: the measure of what is found faster. */
export function inspectTags(base: string, address: string, html: string): PageFindings {
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
  for (const place of places) if (!isPlaceAmong(ids, place)) report(`links to ${place}, which is not on the page`);
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

/** Lists the addresses of an attribute `srcset`, none of which has a comma here. */
function linksOfSet(set: string): string[] {
  return set.split(',').map((candidate) => candidate.trim().split(/\s/u)[0] ?? '');
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
      for (const link of linksOfSet(value)) yield { link, isLoaded: true };
    } else if (LOADED.has(attribute)) {
      yield { link: value, isLoaded: true };
    } else if (attribute === 'href' || attribute === 'xlink:href') {
      const isLoaded = name === 'link' ? LOADED_RELATIONS.test(attributes.get('rel') ?? '') : !LINKING.has(name);
      yield { link: value, isLoaded };
    }
  }
}
