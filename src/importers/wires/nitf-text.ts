/** Articles in NITF: their text as HTML, and what their heads say. */
import { escapeHtml, wordsOf } from '../body/words.ts';
import { childOf, childrenOf, lineOf, textOf, type XmlElement } from '../bytes/xml-stream.ts';
import { Draft } from '../items/draft.ts';
import { readForeignDate } from '../items/foreign-date.ts';

/** HTML elements by those of NITF that mean the same. */
const SAME: Readonly<Record<string, string>> = {
  p: 'p',
  hl1: 'h2',
  hl2: 'h2',
  ol: 'ol',
  ul: 'ul',
  li: 'li',
  dl: 'dl',
  dt: 'dt',
  dd: 'dd',
  bq: 'blockquote',
  q: 'q',
  pre: 'pre',
  em: 'em',
  sub: 'sub',
  sup: 'sup',
  table: 'table',
  caption: 'caption',
  thead: 'thead',
  tbody: 'tbody',
  tfoot: 'tfoot',
  tr: 'tr',
  td: 'td',
  th: 'th',
  br: 'br',
  hr: 'hr',
  h1: 'h2',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  strong: 'strong',
  b: 'strong',
  i: 'em',
  blockquote: 'blockquote',
  note: 'aside',
  fn: 'p',
  credit: 'p',
  'media-caption': 'figcaption',
};
const EMPTY = new Set(['br', 'hr']);
/** Parts of a head that stand within the text and are read elsewhere. */
const ELSEWHERE = new Set([
  'media-metadata',
  'media-reference',
  'media-object',
  'media-producer',
  'alt-code',
  'col',
  'colgroup',
  'nitf-table-metadata',
  'table-reference',
  'custom-table',
]);

/** Writes the content of an article of NITF as HTML. */
function nitfHtml(nodes: XmlElement['children']): string {
  return nodes.map((node) => (typeof node === 'string' ? escapeHtml(node) : elementHtml(node))).join('');
}

function elementHtml(element: XmlElement): string {
  const { name, children, attributes } = element;
  if (ELSEWHERE.has(name)) return '';
  if (name === 'media') return mediaHtml(element);
  if (name === 'a') {
    const href = attributes.get('href') ?? '';
    return href === '' ? nitfHtml(children) : `<a href="${escapeHtml(href)}">${nitfHtml(children)}</a>`;
  }
  const tag = SAME[name];
  if (tag === undefined) return nitfHtml(children);
  return EMPTY.has(tag) ? `<${tag}>` : `<${tag}>${nitfHtml(children)}</${tag}>`;
}

function mediaHtml(element: XmlElement): string {
  const captions = childrenOf(element, 'media-caption')
    .map(({ children }) => nitfHtml(children))
    .join(' ');
  const addresses = childrenOf(element, 'media-reference').map(
    ({ attributes }) => [attributes.get('source') ?? '', attributes.get('alternate-text') ?? ''] as const,
  );
  const [source = '', alt = ''] = addresses[0] ?? [];
  const isPicture = (element.attributes.get('media-type') ?? 'image') === 'image';
  if (source !== '' && isPicture)
    return `<figure><img src="${escapeHtml(source)}" alt="${escapeHtml(alt)}"><figcaption>${captions}</figcaption></figure>`;
  if (/^https?:/u.test(source))
    return `<p><a href="${escapeHtml(source)}">${wordsOf(captions) === '' ? escapeHtml(source) : escapeHtml(wordsOf(captions))}</a></p>`;
  return '';
}

/** Gives the text of an article as HTML; empty where it has no words. */
export function nitfBody(nitf: XmlElement): string {
  const content = childOf(childOf(nitf, 'body'), 'body.content');
  const end = childOf(childOf(childOf(nitf, 'body'), 'body.end'), 'tagline');
  const html = nitfHtml(content?.children ?? []).trim();
  return end === undefined || lineOf(end) === '' ? html : `${html}\n<p><em>${escapeHtml(lineOf(end))}</em></p>`;
}

/** Reads what an article says of itself into a draft; its fields are told with `prefix` before them. */
export function readNitfHead(nitf: XmlElement, draft: Draft, prefix: string): void {
  const at = (name: string): string => `${prefix}${name}`;
  const head = childOf(nitf, 'head');
  const bodyHead = childOf(childOf(nitf, 'body'), 'body.head');
  readHedline(childOf(bodyHead, 'hedline'), draft, at);
  const title = childOf(head, 'title');
  if (title) draft.text(at('title'), 'title', lineOf(title));
  readDocdata(childOf(head, 'docdata'), draft, at);
  const published = childOf(head, 'pubdata')?.attributes.get('date.publication');
  if (published !== undefined) draft.date(at('pubdata'), published);
  readBylines(bodyHead, draft, at);
  const dateline = childOf(bodyHead, 'dateline');
  if (dateline) {
    const date = childOf(dateline, 'story.date');
    const place = childrenOf(dateline, 'location').map(lineOf).join(', ') || words(dateline, new Set(['story.date']));
    draft.text(at('dateline'), 'dateline', place.slice(0, 300).replace(/[\s,–—-]+$/u, ''));
    if (date) draft.date(at('story.date'), date.attributes.get('norm') ?? lineOf(date));
  }
  const abstract = childOf(bodyHead, 'abstract');
  if (abstract) draft.text(at('abstract'), 'summary', lineOf(abstract));
  for (const line of childrenOf(childOf(bodyHead, 'hedline'), 'hl2')) draft.text(at('hl2'), 'summary', lineOf(line));
  readSubjects(childOf(head, 'tobject'), draft, at);
  readMentions(childOf(childOf(nitf, 'body'), 'body.content'), draft, at);
  for (const source of otherMedia(childOf(childOf(nitf, 'body'), 'body.content')))
    draft.dropped(at('media'), 'the file is not part of the article', source);
  for (const part of [...childrenOf(bodyHead), ...childrenOf(head)])
    if (!READ.has(part.name) && !draft.has(at(part.name))) draft.homeless(at(part.name), valueOf(part));
}

/** Parts of heads that are told field by field. */
const READ = new Set(['hedline', 'byline', 'dateline', 'abstract', 'docdata', 'tobject', 'pubdata', 'title']);

const valueOf = (element: XmlElement): string =>
  lineOf(element) || [...element.attributes].map(([name, given]) => `${name} ${given}`).join(', ');

type At = (name: string) => string;

function readHedline(hedline: XmlElement | undefined, draft: Draft, at: At): void {
  const main = childOf(hedline, 'hl1');
  if (main) draft.text(at('hl1'), 'title', lineOf(main));
}

function readDocdata(docdata: XmlElement | undefined, draft: Draft, at: At): void {
  for (const part of childrenOf(docdata)) {
    const { name, attributes } = part;
    const norm = attributes.get('norm') ?? '';
    switch (name) {
      case 'doc-id':
        draft.text(at(name), 'id', attributes.get('id-string') ?? '');
        break;
      case 'date.issue':
        draft.date(at(name), norm || lineOf(part));
        break;
      case 'date.release':
        readRelease(norm, draft, at(name));
        break;
      case 'date.expire':
        draft.dropped(at(name), 'a story of an archive does not end', norm);
        break;
      case 'key-list':
        draft.names(
          at(name),
          'topics',
          childrenOf(part, 'keyword').map((keyword) => keyword.attributes.get('key') ?? lineOf(keyword)),
        );
        break;
      case 'identified-content':
        readIdentified(part, draft, at);
        break;
      case 'correction':
        draft.dropped(at(name), 'an editor has to word the correction', attributes.get('info') ?? lineOf(part));
        break;
      default:
        draft.homeless(at(name), valueOf(part));
    }
  }
}

/** A time of release after that of the issue is an embargo. */
function readRelease(norm: string, draft: Draft, field: string): void {
  const date = readForeignDate(norm);
  const { front } = draft;
  if (date?.precision === 'time' && front.date !== undefined && Date.parse(date.date) > Date.parse(front.date)) {
    front.embargo = date.date;
    draft.kept(field, 'embargo');
  } else if (front.date === undefined) draft.date(field, norm);
  else draft.dropped(field, 'it is not later than the date of issue');
}

const LISTS = { person: 'people', org: 'organizations', location: 'places' } as const;

function readIdentified(identified: XmlElement, draft: Draft, at: At): void {
  for (const [name, as] of Object.entries(LISTS)) {
    const names = childrenOf(identified, name).map(nameOf);
    if (names.length > 0) draft.names(at(`identified-content/${name}`), as, names);
  }
  const classifiers = childrenOf(identified, 'classifier').map(
    (one) => lineOf(one) || (one.attributes.get('value') ?? ''),
  );
  if (classifiers.length > 0) draft.names(at('identified-content/classifier'), 'topics', classifiers);
  for (const part of childrenOf(identified))
    if (!(part.name in LISTS) && part.name !== 'classifier')
      draft.homeless(at(`identified-content/${part.name}`), valueOf(part));
}

const nameOf = (element: XmlElement): string =>
  words(element, new Set(['alt-code', 'function', 'person.function'])) || (element.attributes.get('value') ?? '');

function readBylines(head: XmlElement | undefined, draft: Draft, at: At): void {
  const bylines = childrenOf(head, 'byline');
  if (bylines.length === 0) return;
  const names = bylines.flatMap((byline) => {
    const people = childrenOf(byline, 'person').map(nameOf);
    if (people.length > 0) return people;
    const line = bylineNames(words(byline, new Set(['byttl', 'location', 'virtloc'])));
    // Where nobody is named, the title is that of an agency.
    return line.length > 0 || draft.front.authors !== undefined ? line : [lineOf(childOf(byline, 'byttl'))];
  });
  if (names.length > 0) draft.names(at('byline'), 'authors', names);
  else draft.dropped(at('byline'), 'it names nobody, and the authors come from another field');
}

const LONGEST_BYLINE = 1_000;

/** Gives the names of a byline such as “By Jane Roe and Joan Doe”. */
export function bylineNames(byline: string): string[] {
  return byline
    .slice(0, LONGEST_BYLINE)
    .replace(/^\s*by:?\s+/iu, '')
    .split(/\s+(?:and|&)\s+|;/iu)
    .map((name) => name.replace(/[\s,;:–—-]+$|^[\s,;:–—-]+/gu, ''))
    .filter((name) => name !== '');
}

function readSubjects(tobject: XmlElement | undefined, draft: Draft, at: At): void {
  const names = childrenOf(tobject, 'tobject.subject').map(({ attributes }) =>
    ['detail', 'matter', 'type'].map((part) => attributes.get(`tobject.subject.${part}`)).find(Boolean),
  );
  const named = names.filter((name) => name !== undefined);
  if (named.length > 0) draft.names(at('tobject.subject'), 'topics', named);
  else if (names.length > 0) draft.dropped(at('tobject.subject'), 'its codes have no names');
  const type = tobject?.attributes.get('tobject.type');
  if (type !== undefined) draft.homeless(at('tobject'), type);
}

/** People, organizations and places are marked in the text itself. */
function readMentions(content: XmlElement | undefined, draft: Draft, at: At): void {
  const found = new Map<keyof typeof LISTS, string[]>();
  const look = (element: XmlElement): void => {
    for (const child of childrenOf(element)) {
      const { name } = child;
      if (name === 'person' || name === 'org' || name === 'location')
        found.set(name, [...(found.get(name) ?? []), nameOf(child)]);
      else look(child);
    }
  };
  if (content) look(content);
  for (const [name, names] of found) draft.names(at(`body.content/${name}`), LISTS[name], names);
}

/** Gives where sounds and films lie that have no address of their own. */
function otherMedia(element: XmlElement | undefined): string[] {
  return childrenOf(element).flatMap((child) => {
    if (child.name !== 'media') return otherMedia(child);
    if ((child.attributes.get('media-type') ?? 'image') === 'image') return [];
    const sources = childrenOf(child, 'media-reference').map(({ attributes }) => attributes.get('source') ?? '');
    return sources.filter((source) => !/^https?:/u.test(source));
  });
}

/** Gives the words of an element on one line, but for those of some parts. */
function words(element: XmlElement, without: ReadonlySet<string>): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : without.has(child.name) ? '' : textOf(child)))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
}
