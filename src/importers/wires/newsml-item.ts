/** One news item of NewsML-G2: its text, and what it says of itself. */
import { shortened, wordsOf } from '../body/words.ts';
import { toHtml } from '../body/xml-html.ts';
import { childOf, childrenOf, lineOf, textOf, type XmlElement } from '../bytes/xml-stream.ts';
import type { DraftBody } from '../foreign.ts';
import { Draft } from '../items/draft.ts';
import { readForeignDate } from '../items/foreign-date.ts';
import { bylineNames, nitfBody, readNitfHead } from './nitf-text.ts';

/** The text of a news item, and the article in NITF that it stands in, if any. */
export interface NewsText {
  readonly body: DraftBody;
  /** Element of the content that holds it. */
  readonly field: 'inlineXML' | 'inlineData';
  readonly nitf?: XmlElement;
}

/** Why a news item has no text, as a sentence. */
export interface NoText {
  readonly missing: 'words' | 'text';
  readonly message: string;
}

/** Gives the first content of a news item that has words for readers. */
export function newsItemText(item: XmlElement): NewsText | NoText {
  const contents = childrenOf(childOf(item, 'contentSet'));
  for (const content of contents) {
    const text = textIn(content);
    if (text !== undefined && wordsOf(text.body.text) !== '') return text;
  }
  const kind = (childOf(childOf(item, 'itemMeta'), 'itemClass')?.attributes.get('qcode') ?? '').replace(/^.*:/u, '');
  const remote = contents.find(({ name }) => name === 'remoteContent')?.attributes;
  const address = remote?.get('href') ?? remote?.get('residref') ?? '';
  if (kind !== 'text' && kind !== '')
    return { missing: 'text', message: `It is of the class “${shortened(kind, 40)}”, and has no text of its own.` };
  if (remote) return { missing: 'words', message: `Its text lies elsewhere: ${shortened(address, 300)}.` };
  const type = contents.map(({ attributes }) => attributes.get('contenttype')).find(Boolean);
  const isEmpty = contents.every((content) => lineOf(content) === '' && childrenOf(content).length === 0);
  if (isEmpty) return { missing: 'words', message: 'It has no text.' };
  return {
    missing: 'text',
    message: `Its content is no text${type === undefined ? '' : `, but ${shortened(type, 80)}`}.`,
  };
}

function textIn(content: XmlElement): NewsText | undefined {
  const { name, attributes } = content;
  const type = attributes.get('contenttype') ?? '';
  if (name === 'inlineXML') {
    const nitf = childOf(content, 'nitf');
    if (nitf !== undefined) return { field: name, nitf, body: { format: 'html', text: nitfBody(nitf) } };
    const html = childOf(content, 'html');
    const body = html === undefined ? content : (childOf(html, 'body') ?? html);
    const isXhtml =
      html !== undefined ||
      /x?html/u.test(type) ||
      childrenOf(content).every(({ name: one }) => /^(?:p|div|section|article|h[1-6]|[ou]l|blockquote)$/u.test(one));
    return isXhtml ? { field: name, body: { format: 'html', text: toHtml(body.children).trim() } } : undefined;
  }
  if (name !== 'inlineData' || !/^(?:text\/(?:plain|html)|application\/xhtml|$)/u.test(type)) return undefined;
  const text =
    attributes.get('encoding')?.includes('base64') === true
      ? Buffer.from(textOf(content), 'base64').toString('utf8')
      : textOf(content);
  return { field: name, body: { format: /html/u.test(type) ? 'html' : 'text', text: text.trim() } };
}

/** Reads what a news item says of itself into a draft. */
export function readNewsItem(item: XmlElement, draft: Draft, text: NewsText, archive: string): void {
  const meta = childOf(item, 'itemMeta');
  const content = childOf(item, 'contentMeta');
  readHeadlines(content, draft);
  readTimes(meta, content, draft);
  readEmbargo(childOf(meta, 'embargoed'), draft);
  if (childOf(meta, 'pubStatus')) draft.kept('pubStatus', 'status');
  readNames(content, draft, archive);
  readSubjects(content, draft, archive);
  for (const summary of childrenOf(content, 'description')) {
    const role = summary.attributes.get('role') ?? '';
    if (role === '' || /summary/u.test(role)) draft.text('description', 'summary', lineOf(summary));
    else draft.homeless(`description (${shortened(role, 40)})`, valueOf([summary]));
  }
  for (const line of childrenOf(content, 'headline').filter((one) => isSub(one)))
    draft.text('headline (sub)', 'summary', lineOf(line));
  const language = childOf(content, 'language')?.attributes.get('tag');
  if (language !== undefined) draft.language('language', language, archive);
  const declared = item.attributes.get('xml:lang');
  if (declared !== undefined && language === undefined) draft.language('@xml:lang', declared, archive);
  const genres = childrenOf(content, 'genre');
  if (genres.length > 0) readGenre(genres, draft, archive);
  draft.kept(text.field, 'body');
  if (text.nitf) readNitfHead(text.nitf, draft, 'nitf/');
  for (const others of childrenOf(childOf(item, 'contentSet')))
    if (!draft.has(others.name))
      draft.dropped(
        others.name,
        `the text comes from ${text.field}: ${shortened(others.attributes.get('href') ?? '', 200)}`,
      );
  readRest(item, draft);
}

const isSub = (headline: XmlElement): boolean => /sub|deck|secondary/iu.test(headline.attributes.get('role') ?? '');

function readHeadlines(content: XmlElement | undefined, draft: Draft): void {
  const headlines = childrenOf(content, 'headline').filter((one) => !isSub(one));
  const main = headlines.find((one) => /main/u.test(one.attributes.get('role') ?? '')) ?? headlines[0];
  if (main) draft.text('headline', 'title', lineOf(main));
  const others = headlines.filter((one) => one !== main);
  if (others.length > 0) draft.homeless('headline (others)', valueOf(others));
}

/** The first version’s time is that of publication; the item’s own that of the last change. */
function readTimes(meta: XmlElement | undefined, content: XmlElement | undefined, draft: Draft): void {
  const firsts = [childOf(meta, 'firstCreated'), childOf(content, 'contentCreated'), childOf(meta, 'versionCreated')];
  for (const one of firsts) {
    if (one === undefined) continue;
    if (one.name === 'versionCreated' && draft.front.date !== undefined) draft.updated(one.name, lineOf(one));
    else draft.date(one.name, lineOf(one));
  }
  const modified = childOf(content, 'contentModified');
  if (modified) draft.updated('contentModified', lineOf(modified));
}

/** An embargo without a time holds until its publisher says otherwise. */
function readEmbargo(embargoed: XmlElement | undefined, draft: Draft): void {
  if (embargoed === undefined) return;
  const date = readForeignDate(lineOf(embargoed));
  if (date?.precision === 'time') {
    draft.front.embargo = date.date;
    draft.kept('embargoed', 'embargo');
  } else {
    draft.front.status = 'draft';
    draft.changed('embargoed', 'status', 'without a time at which it ends, so that the story is a draft');
  }
}

function readNames(content: XmlElement | undefined, draft: Draft, archive: string): void {
  const by = childrenOf(content, 'by').map(lineOf);
  if (by.length > 0) draft.names('by', 'authors', by.flatMap(bylineNames));
  for (const name of ['creator', 'contributor']) {
    const names = childrenOf(content, name).map((one) => nameIn(one, archive));
    if (names.length === 0) continue;
    if (name === 'creator' && draft.front.authors === undefined) draft.names(name, 'authors', names);
    else draft.dropped(name, 'the byline says who wrote it', names.join(', '));
  }
  const dateline = childOf(content, 'dateline');
  if (dateline)
    draft.text(
      'dateline',
      'dateline',
      lineOf(dateline)
        .slice(0, 300)
        .replace(/[\s,–—-]+$/u, ''),
    );
  const located = childrenOf(content, 'located')
    .map((one) => nameIn(one, archive))
    .filter((name) => name !== '');
  if (located.length > 0 && draft.front.dateline === undefined) draft.text('located', 'dateline', located[0] ?? '');
  else if (located.length > 0) draft.names('located', 'places', located);
  else if (childOf(content, 'located')) draft.dropped('located', 'its code has no name');
  const sources = childrenOf(content, 'infoSource');
  const named = sources.map((one) => nameIn(one, archive)).filter((name) => name !== '');
  for (const name of named) draft.source('infoSource', { title: name });
  if (named.length === 0 && sources.length > 0) draft.dropped('infoSource', 'its code has no name', codes(sources));
}

/** Lists of front matter by the type of a subject. */
const LISTS = [
  [/person/iu, 'person', 'people'],
  [/organi[sz]ation|company|team/iu, 'organisation', 'organizations'],
  [/geoarea|place|poi|country|city|statprov/iu, 'place', 'places'],
] as const;

function readSubjects(content: XmlElement | undefined, draft: Draft, archive: string): void {
  const unnamed: XmlElement[] = [];
  for (const subject of childrenOf(content, 'subject')) {
    const name = nameIn(subject, archive);
    const type = (subject.attributes.get('type') ?? subject.attributes.get('typeuri') ?? '').replace(/^.*[:/]/u, '');
    const [, kind, list] = LISTS.find(([pattern]) => pattern.test(type)) ?? [undefined, undefined, 'topics' as const];
    if (name === '') unnamed.push(subject);
    else draft.names(kind === undefined ? 'subject' : `subject (${kind})`, list, [name]);
  }
  if (unnamed.length > 0) draft.dropped('subject (unnamed)', 'its code has no name', codes(unnamed));
  const keywords = childrenOf(content, 'keyword').map(lineOf);
  if (keywords.length > 0) draft.names('keyword', 'topics', keywords);
}

function readGenre(genres: readonly XmlElement[], draft: Draft, archive: string): void {
  const names = genres.map((one) => nameIn(one, archive) || codes([one])).join(', ');
  const [type] = (['opinion', 'analysis'] as const).filter((one) => new RegExp(one, 'iu').test(names));
  if (type === undefined) draft.homeless('genre', names);
  else {
    draft.front.type = type;
    draft.kept('genre', 'type');
  }
}

/** Gives the name of a concept in the language of the archive, in English, or the first. */
function nameIn(concept: XmlElement, archive: string): string {
  const names = childrenOf(concept, 'name');
  const inLanguage = (language: string): XmlElement | undefined =>
    names.find((name) => (name.attributes.get('xml:lang') ?? '').toLowerCase().startsWith(language.toLowerCase()));
  const name = inLanguage(archive) ?? inLanguage(archive.split('-')[0] ?? archive) ?? inLanguage('en') ?? names[0];
  return lineOf(name) || (concept.attributes.get('literal') ?? '');
}

const codes = (concepts: readonly XmlElement[]): string =>
  shortened(concepts.map(({ attributes }) => attributes.get('qcode') ?? attributes.get('uri') ?? '').join(', '), 200);

const valueOf = (elements: readonly XmlElement[]): string =>
  elements
    .map(
      (one) =>
        lineOf(one) ||
        codes([one]) ||
        (['href', 'id', 'datetime'].map((name) => one.attributes.get(name)).find(Boolean) ?? ''),
    )
    .filter((value) => value !== '')
    .join(', ');

/** Parts of an item of which each field is told. */
const PARTS = ['itemMeta', 'contentMeta', 'rightsInfo'];

function readRest(item: XmlElement, draft: Draft): void {
  const rest = [
    ...PARTS.flatMap((part) =>
      childrenOf(item)
        .filter(({ name }) => name === part)
        .flatMap((one) => childrenOf(one)),
    ),
    ...childrenOf(item),
  ];
  for (const { name } of rest)
    if (!PARTS.includes(name) && name !== 'contentSet' && !draft.tells(name))
      draft.homeless(name, valueOf(rest.filter((one) => one.name === name)));
}
