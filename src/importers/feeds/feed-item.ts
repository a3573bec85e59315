/** One item of an RSS feed, one entry of an Atom feed. */
import { openingOf, escapeHtml, shortened, wordsOf } from '../body/words.ts';
import { toHtml } from '../body/xml-html.ts';
import {
  childOf,
  childrenOf,
  lineOf,
  textOf,
  type XmlElement,
  type XmlNote,
  type XmlParent,
} from '../bytes/xml-stream.ts';
import type { ImportOptions, Item, ItemPlace } from '../foreign.ts';
import { splitByline } from '../items/bylines.ts';
import { Draft, MEANS_NOTHING, NO_COMMENTS, NO_FILES, skipped, slugOf } from '../items/draft.ts';
import { dateInPath, readForeignDate } from '../items/foreign-date.ts';
import { asWritten, isCutOff } from './feed-body.ts';

/** What a feed says of all its items. */
export interface Channel {
  readonly title?: string;
  readonly link?: string;
  readonly language?: string;
  readonly author?: string;
  /** As written. */
  readonly date?: string;
}

/** An item as it stands in a feed. */
export interface FeedItem {
  readonly element: XmlElement;
  readonly parents: readonly XmlParent[];
  readonly notes: readonly XmlNote[];
  readonly channel: Channel;
  readonly place: ItemPlace;
  readonly options: ImportOptions;
  /** Whether the feed is the input, and not one of a folder of them. */
  readonly isAlone: boolean;
}

/** Tells whether a date as feeds write it is none, or not after another. */
export function isBefore(known: string | undefined, date: string): boolean {
  return known !== undefined || readForeignDate(withCentury(date)) === undefined;
}

/** RFC 822 had years of two digits, which feeds went on to write. */
function withCentury(date: string): string {
  return date.replace(
    /^(?<before>(?:\p{L}{3,9},?\s+)?\d{1,2}[\s-]\p{L}{3,9}[\s-])(?<year>\d\d)(?=\s+\d)/u,
    (_, before: string, year: string) => `${before}${Number(year) >= 70 ? '19' : '20'}${year}`,
  );
}

/** A text of an item that can be its body. */
interface Text {
  readonly field: string;
  readonly html: string;
}

/** Gives what becomes of an item of RSS. */
export function rssItem(item: FeedItem): Item {
  const { element, options } = item;
  const line = (name: string): string => lineOf(childOf(element, name));
  const draft = new Draft();
  draft.text('title', 'title', wordsOf(textOf(childOf(element, 'title'))));
  const guid = childOf(element, 'guid');
  const isAddress =
    guid !== undefined && guid.attributes.get('isPermaLink') !== 'false' && /^https?:/iu.test(lineOf(guid));
  for (const name of ['feedburner:origLink', 'link']) if (line(name) !== '') setAddress(draft, name, line(name), item);
  if (isAddress && draft.front.original === undefined) setAddress(draft, 'guid', lineOf(guid), item);
  setAtomLinks(draft, item);
  const about = element.attributes.get('rdf:about');
  if (about !== undefined && draft.front.original === undefined) setAddress(draft, 'rdf:about', about, item);
  setIdentity(draft, 'guid', lineOf(guid));
  for (const name of ['pubDate', 'dc:date', 'dcterms:issued', 'dcterms:created', 'atom:published'])
    if (childOf(element, name)) draft.date(name, withCentury(line(name)), options.language);
  for (const name of ['dcterms:modified', 'atom:updated'])
    if (childOf(element, name)) draft.updated(name, line(name), options.language);
  setAuthors(draft, element, ['dc:creator', 'author', 'itunes:author']);
  const categories = childrenOf(element, 'category').map(lineOf).flatMap(listed);
  if (categories.length > 0) draft.names('category', 'topics', categories);
  const subjects = childrenOf(element, 'dc:subject').map(lineOf);
  if (subjects.length > 0) draft.names('dc:subject', 'topics', subjects);
  const keywords = line('itunes:keywords').split(',');
  if (keywords.some((word) => word.trim() !== '')) draft.names('itunes:keywords', 'topics', keywords);
  if (childOf(element, 'dc:language')) draft.language('dc:language', line('dc:language'), options.language);
  const source = childOf(element, 'source');
  const sourceUrl = source?.attributes.get('url');
  if (source)
    draft.dropped(
      'source',
      `it names the feed that the item came from: ${shortened(`${lineOf(source)} ${sourceUrl ?? ''}`, 200)}`,
    );
  const body = childOf(element, 'body');
  return finished(draft, item, [
    { field: 'content:encoded', html: textOf(childOf(element, 'content:encoded')) },
    { field: 'body', html: body === undefined ? '' : toHtml(body.children) },
    { field: 'atom:content', html: constructHtml(childOf(element, 'atom:content')) },
    { field: 'description', html: descriptionOf(element) },
    { field: 'atom:summary', html: constructHtml(childOf(element, 'atom:summary')) },
    { field: 'itunes:summary', html: textOf(childOf(element, 'itunes:summary')) },
    { field: 'media:description', html: textOf(childOf(element, 'media:description')) },
  ]);
}

/** Some feeds have HTML in a description without escaping it. */
function descriptionOf(element: XmlElement): string {
  const description = childOf(element, 'description');
  return description?.children.some((child) => typeof child !== 'string') === true
    ? toHtml(description.children)
    : textOf(description);
}

/** Gives what becomes of an entry of Atom. */
export function atomEntry(item: FeedItem): Item {
  const { element: written, options } = item;
  // Feeds without the namespace of Atom are read as if they had it.
  const element = written.name === 'entry' ? inAtom(written) : written;
  const line = (name: string): string => lineOf(childOf(element, name));
  const draft = new Draft();
  draft.text('title', 'title', wordsOf(constructHtml(childOf(element, 'atom:title'))));
  if (line('feedburner:origLink') !== '') setAddress(draft, 'feedburner:origLink', line('feedburner:origLink'), item);
  setAtomLinks(draft, { ...item, element });
  setIdentity(draft, 'id', line('atom:id'));
  for (const name of ['atom:published', 'atom:issued', 'atom:created', 'dc:date'])
    if (childOf(element, name)) draft.date(plain(name), withCentury(line(name)), options.language);
  for (const name of ['atom:updated', 'atom:modified'])
    if (childOf(element, name) === undefined) continue;
    else if (draft.front.date === undefined) draft.date(plain(name), withCentury(line(name)), options.language);
    else draft.updated(plain(name), line(name), options.language);
  const authors = childrenOf(element, 'atom:author').map(
    (author) => lineOf(childOf(author, 'atom:name')) || nameOf(lineOf(author)),
  );
  const fallback = item.channel.author ?? '';
  const each = authors.flatMap(splitByline);
  if (each.length > 0)
    draft.names('author', 'authors', each, [each.length > authors.length ? 'divided into its names' : undefined]);
  else if (fallback !== '') draft.names('(feed) author', 'authors', [fallback]);
  const terms = childrenOf(element, 'atom:category').map(
    ({ attributes }) => attributes.get('label') ?? attributes.get('term') ?? '',
  );
  if (terms.length > 0) draft.names('category', 'topics', terms);
  const subjects = childrenOf(element, 'dc:subject').map(lineOf);
  if (subjects.length > 0) draft.names('dc:subject', 'topics', subjects);
  const language = element.attributes.get('xml:lang') ?? childOf(element, 'atom:content')?.attributes.get('xml:lang');
  if (language !== undefined) draft.language('xml:lang', language, options.language);
  return finished(draft, { ...item, element }, [
    { field: 'content', html: constructHtml(childOf(element, 'atom:content')) },
    { field: 'summary', html: constructHtml(childOf(element, 'atom:summary')) },
    { field: 'media:group', html: paragraphs(textOf(childOf(childOf(element, 'media:group'), 'media:description'))) },
  ]);
}

function inAtom(element: XmlElement): XmlElement {
  const children = element.children.map((child) => (typeof child === 'string' ? child : inAtom(child)));
  return { ...element, name: element.name.includes(':') ? element.name : `atom:${element.name}`, children };
}

const plain = (name: string): string => name.replace(/^atom:/u, '');
const paragraphs = (text: string): string =>
  text.trim() === ''
    ? ''
    : `<p>${escapeHtml(text.trim())
        .replace(/\n\s*\n/gu, '</p>\n<p>')
        .replace(/\n/gu, '<br>')}</p>`;

/** Gives a text of Atom as HTML. */
function constructHtml(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const type = element.attributes.get('type') ?? 'text';
  const mode = element.attributes.get('mode');
  const isMarkup = element.children.some((child) => typeof child !== 'string');
  if (type === 'xhtml' || type === 'application/xhtml+xml' || (isMarkup && mode !== 'escaped'))
    return toHtml(element.children);
  const text = textOf(element);
  if (mode === 'base64') return Buffer.from(text, 'base64').toString('utf8');
  if (type === 'html' || type === 'text/html' || mode === 'escaped') return text;
  return escapeHtml(text);
}

function setIdentity(draft: Draft, field: string, value: string): void {
  if (value === '') return;
  if (value === draft.front.original?.url) draft.kept(field, 'original');
  else draft.text(field, 'id', value);
}

function setAtomLinks(draft: Draft, item: FeedItem): void {
  for (const link of childrenOf(item.element, 'atom:link')) {
    const rel = link.attributes.get('rel') ?? 'alternate';
    const href = absolute(link.attributes.get('href') ?? '', item);
    if (rel === 'alternate') setAddress(draft, 'link', href, item);
    else if (rel !== 'enclosure')
      draft.dropped(`link (${shortened(rel, 40)})`, 'it leads to another part of the feed’s site');
  }
}

/** Sets the address of an item. That of a feed’s own site is one of the archive that is made of the feed alone. */
function setAddress(draft: Draft, field: string, address: string, item: FeedItem): void {
  const { link = '', title } = item.channel;
  const url = absolute(address, item);
  if (item.isAlone && isSameHost(url, link)) draft.ownAddress(field, url, title);
  else draft.original(field, url, title);
}

/** Tells whether two addresses are of one site. */
export function isSameHost(one: string, other: string): boolean {
  const host = hostOf(one);
  return host !== '' && host === hostOf(other);
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./u, '') : '');

/** Some feeds have all their categories in one element. */
const listed = (category: string): string[] =>
  /\S,\S/u.test(category) ? category.split(',').map((one) => one.trim()) : [category];

/** Gives an address in full; one that cannot be is given as it is. */
function absolute(address: string, { element, parents, channel }: FeedItem): string {
  const bases = [element, ...parents.toReversed()].map(({ attributes }) => attributes.get('xml:base'));
  const base = [...bases, channel.link]
    .filter((one) => one !== undefined)
    .reduceRight<string | undefined>((outer, one) => {
      return URL.canParse(one, outer) ? new URL(one, outer).href : outer;
    }, undefined);
  if (/^https?:\/\//iu.test(address) || base === undefined || !URL.canParse(address, base)) return address;
  return new URL(address, base).href;
}

/** Addresses of e-mail with a name in brackets, as RSS has its authors. */
const nameOf = (author: string): string => /^\S+@\S+\s*\((?<name>[^()]+)\)$/u.exec(author)?.groups?.['name'] ?? author;

function setAuthors(draft: Draft, element: XmlElement, fields: readonly string[]): void {
  for (const field of fields) {
    const written = childrenOf(element, field).map((author) => lineOf(childOf(author, 'atom:name') ?? author));
    const names = written.map(nameOf).filter((name) => !/^\S+@\S+\.\S+$/u.test(name));
    const each = names.flatMap(splitByline);
    if (written.length === 0) continue;
    if (names.length === 0) draft.dropped(field, 'it is an address of e-mail without a name');
    else if (draft.front.authors !== undefined && field === 'itunes:author')
      draft.dropped(field, 'the authors come from another field');
    else
      draft.names(field, 'authors', each, [
        names.some((name, index) => name !== written[index]) ? 'freed of an address of e-mail' : undefined,
        each.length > names.length ? 'divided into its names' : undefined,
      ]);
  }
}

/** Gives the story with its body, which is the first text that has words; the next becomes its summary. */
function finished(draft: Draft, item: FeedItem, texts: readonly Text[]): Item {
  const { element, parents, channel, place, options, notes } = item;
  const [body, ...others] = texts.filter(({ html }) => html.trim() !== '');
  const words = wordsOf(body?.html ?? '');
  const media = mediaOf(draft, item);
  const name = draft.front.title ?? shortened(words);
  if (name === '' && media === '')
    return skipped(
      place,
      lineOf(childOf(element, 'link')) || `Item ${place.item}`,
      'empty',
      'It has neither a title nor a text.',
    );
  setMissingDate(draft, channel, options.language);
  if (draft.front.date === undefined)
    return skipped(place, name, 'undated', 'Neither the item nor its feed has a date.');
  if (body !== undefined) {
    if (isCutOff(body.field, body.html))
      draft.proposed(body.field, 'body', 'taken though the feed seems to give the beginning of the text alone');
    else draft.kept(body.field, 'body');
  }
  for (const { field, html } of others) {
    const text = wordsOf(html);
    if (words.startsWith(text.replace(/\s*(?:\[?(?:…|\.\.\.)\]?)$/u, '')))
      draft.dropped(field, `it is the beginning of ${body?.field ?? 'the text'}`);
    else draft.text(field, 'summary', text);
  }
  draft.proposeTitle(openingOf(body?.html ?? '') || (slugOf(draft.front.original?.url) ?? name).replaceAll('-', ' '));
  if (draft.front.language === undefined && !draft.has('dc:language') && !draft.has('xml:lang')) {
    const language =
      channel.language ??
      parents
        .toReversed()
        .map(({ attributes }) => attributes.get('xml:lang'))
        .find(Boolean);
    if (language) draft.language('(feed) language', language, options.language);
  }
  for (const note of notes) draft.dropped(note.field, note.why);
  setRest(draft, element);
  const base = draft.front.original?.url ?? channel.link;
  const slug = slugOf(draft.front.original?.url);
  const written = asWritten(body?.html ?? '', () =>
    draft.dropped('links of FeedBurner in the text', 'they lead to other services, and are no part of it'),
  );
  const html = [written, media].filter((part) => part !== '').join('\n');
  return draft.story(place, { format: 'html', text: html, ...(base && { base }) }, slug === undefined ? {} : { slug });
}

function setMissingDate(draft: Draft, channel: Channel, language: string): void {
  if (draft.front.date !== undefined) return;
  const url = draft.front.original?.url;
  const path = url === undefined ? undefined : dateInPath(new URL(url).pathname);
  const date =
    path ?? (channel.date === undefined ? undefined : readForeignDate(withCentury(channel.date), { language }));
  if (date === undefined) return;
  draft.front.date = date.date;
  draft.proposed(
    '(date)',
    'date',
    path === undefined
      ? 'set to the date of the feed, since the item has none'
      : 'read in the address of the item, which has no other',
  );
}

/** Sounds and films are part of what was published; pictures are named in the report. */
function mediaOf(draft: Draft, item: FeedItem): string {
  const group = childOf(item.element, 'media:group');
  const found = [
    ...childrenOf(item.element, 'enclosure').map(
      (one) => ['enclosure', one.attributes.get('url'), one.attributes.get('type')] as const,
    ),
    ...childrenOf(item.element, 'atom:link')
      .filter((one) => one.attributes.get('rel') === 'enclosure')
      .map((one) => ['link (enclosure)', one.attributes.get('href'), one.attributes.get('type')] as const),
    ...[...childrenOf(item.element, 'media:content'), ...childrenOf(group, 'media:content')].map(
      (one) =>
        [
          'media:content',
          one.attributes.get('url'),
          one.attributes.get('type') ?? one.attributes.get('medium'),
        ] as const,
    ),
  ];
  const links = new Set<string>();
  for (const field of new Set(found.map(([name]) => name))) {
    const ofField = found.filter(([name, address]) => name === field && address);
    const played = ofField.filter(
      ([, address = '', type = '']) =>
        /^(?:audio|video)/u.test(type) || /\.(?:mp[34]|m4[av]|ogg|oga|ogv|webm|wav)(?:\?|$)/iu.test(address),
    );
    for (const [, address = ''] of played) links.add(absolute(address, item));
    if (played.length > 0) draft.changed(field, 'body', 'written as a link below the text');
    else draft.dropped(field, NO_FILES, ofField.map(([, address]) => address).join(' '));
  }
  const thumbnails = childrenOf(item.element, 'media:thumbnail').map((one) => one.attributes.get('url'));
  if (thumbnails.length > 0) draft.dropped('media:thumbnail', NO_FILES, thumbnails.join(' '));
  const image = childOf(item.element, 'itunes:image')?.attributes.get('href');
  if (image !== undefined) draft.dropped('itunes:image', NO_FILES, image);
  return [...links].map((address) => `<p><a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>`).join('\n');
}

function setRest(draft: Draft, element: XmlElement): void {
  const comments = lineOf(childOf(element, 'slash:comments')) || lineOf(childOf(element, 'thr:total'));
  if (comments !== '') draft.dropped('slash:comments', NO_COMMENTS, comments);
  for (const { name } of childrenOf(element)) {
    const field = plain(name);
    if (draft.tells(field) || draft.tells(name)) continue;
    const value = shortened(childrenOf(element, name).map(lineOf).join(' '));
    draft.dropped(field, value === '' ? MEANS_NOTHING : 'a story has no such field', value);
  }
  draft.forget((field) => childrenOf(element).some(({ name }) => name === field || plain(name) === field));
}
