/** Exports of Blogger: an Atom feed of posts, pages, comments, settings and the template, in no order. */
import { openingOf, shortened, wordsOf } from '../body/words.ts';
import { toHtml } from '../body/xml-html.ts';
import { childOf, childrenOf, lineOf, readXml, textOf, type XmlElement, type XmlNote } from '../bytes/xml-stream.ts';
import type { ImportOptions, InputFile, Item, ItemPlace } from '../foreign.ts';
import { Draft, EMPTY_PAGE, MEANS_NOTHING, NO_COMMENTS, skipped, slugOf } from '../items/draft.ts';

/** Tells an export of Blogger by its beginning. */
export const isBloggerHead = (head: string): boolean =>
  /<(?:\w+:)?feed\b/u.test(head) &&
  /schemas\.google\.com\/blogger|tag:blogger\.com|>Blogger<\/|blogger\.com/u.test(head);

/** What stands for the authors of posts whose accounts are gone. */
const NOBODY = /^(?:unknown|anonymous)$/iu;
const KIND = /kind#(?<kind>\w+)$/u;
/** Kinds of entry as people call them. */
const KINDS: Readonly<Record<string, string>> = {
  comment: 'a comment',
  settings: 'a setting of the blog',
  template: 'the template of the blog',
};

/** Gives the entries of an export of Blogger. */
export async function* bloggerItems(file: InputFile, options: ImportOptions): AsyncGenerator<Item> {
  let number = 0;
  let title = '';
  const parts = readXml(
    file.absolute,
    (name, parents) => name === 'atom:entry' || (name === 'atom:title' && parents.length === 1),
  );
  for await (const part of parts) {
    if (part.kind === 'element' && part.element.name === 'atom:title') {
      title = lineOf(part.element);
      continue;
    }
    number += 1;
    const place = { file: file.path, line: part.kind === 'fault' ? part.line : part.element.line, item: number };
    const name = lineOf(childOf(part.element, 'atom:title'));
    if (part.kind === 'fault') yield skipped(place, name || file.path, 'unreadable', part.message);
    else yield entry(part.element, part.notes, place, title, options);
  }
  if (number === 0) yield skipped({ file: file.path }, file.path, 'empty', 'It holds no posts.');
}

function entry(
  element: XmlElement,
  notes: readonly XmlNote[],
  place: ItemPlace,
  blog: string,
  options: ImportOptions,
): Item {
  const line = (name: string): string => lineOf(childOf(element, name));
  const kind = kindOf(element);
  const content = childOf(element, 'atom:content');
  const html = content?.attributes.get('type') === 'xhtml' ? toHtml(content.children) : textOf(content);
  const title = wordsOf(line('atom:title'));
  const name = title || shortened(wordsOf(html)) || line('atom:id');
  const isPage = kind === 'page';
  if (kind !== 'post' && !isPage)
    return skipped(place, name, 'not-a-story', `It is ${KINDS[kind] ?? `of the kind “${shortened(kind, 40)}”`}.`);
  if (line('blogger:trashed') !== '' || line('blogger:status') === 'SOFT_TRASHED')
    return skipped(place, name, 'cancelled', 'It was in the bin.');
  const isEmpty = wordsOf(html) === '' && !/<img/iu.test(html);
  if (isPage && isEmpty) return skipped(place, name, 'empty', EMPTY_PAGE);
  if (title === '' && isEmpty) return skipped(place, name, 'empty', 'It has neither a title nor a text.');

  const draft = new Draft();
  draft.text('title', 'title', title);
  if (isPage) draft.page(childOf(element, 'blogger:type') ? 'blogger:type' : 'category (kind)');
  draft.date('published', line('atom:published'), options.language);
  draft.date('blogger:created', line('blogger:created'), options.language);
  draft.updated('updated', line('atom:updated'), options.language);
  if (draft.front.date === undefined) return skipped(place, name, 'undated', 'None of its dates is one.');
  draft.text('blogger:metaDescription', 'summary', line('blogger:metaDescription'));
  const authors = childrenOf(element, 'atom:author').map((author) => lineOf(childOf(author, 'atom:name')));
  if (authors.length > 0 && authors.every((author) => NOBODY.test(author)))
    draft.dropped('author', 'it says that the author is not known', authors.join(', '));
  else draft.names('author', 'authors', authors);
  setLabels(draft, element);
  const control = childOf(childOf(element, 'app:control'), 'app:draft');
  const status = line('blogger:status');
  const isPlanned = status === 'SCHEDULED' && draft.front.date.length > 10;
  if (isPlanned) {
    draft.front.embargo = draft.front.date;
    draft.changed('blogger:status', 'embargo', 'set to the time for which publication was planned');
  } else if (lineOf(control) === 'yes' || (status !== '' && status !== 'LIVE')) draft.front.status = 'draft';
  if (control) draft.kept('app:control', 'status');
  if (status !== '' && !isPlanned)
    draft.took(
      'blogger:status',
      'status',
      status === 'LIVE' || status === 'DRAFT' ? [] : [`“${shortened(status, 40)}”, and is a draft now`],
    );
  for (const link of childrenOf(element, 'atom:link')) {
    const rel = link.attributes.get('rel') ?? 'alternate';
    const field = `link (${shortened(rel, 40)})`;
    if (rel === 'alternate') draft.ownAddress(field, link.attributes.get('href') ?? '', blog);
    else if (rel === 'enclosure')
      draft.dropped(field, 'the file is not part of the export', link.attributes.get('href'));
    else draft.dropped(field, MEANS_NOTHING);
  }
  const path = line('blogger:filename');
  if (childOf(element, 'blogger:filename')) draft.oldPath('blogger:filename', path);
  draft.text('id', 'id', line('atom:id'));
  draft.kept('content', 'body');
  draft.proposeTitle(openingOf(html) || name);
  const comments = line('thr:total');
  if (comments !== '') draft.dropped('thr:total', NO_COMMENTS, comments);
  for (const note of notes) draft.dropped(note.field, note.why);
  for (const child of childrenOf(element)) {
    const field = child.name.replace(/^atom:/u, '');
    if (!draft.tells(field)) draft.dropped(field, MEANS_NOTHING);
  }
  draft.forget((field) => childrenOf(element).some((child) => child.name === field || child.name === `atom:${field}`));
  const slug = slugOf(draft.front.original?.url ?? `https://example.org${path}`);
  const base = draft.front.original?.url;
  return draft.story(place, { format: 'html', text: html, ...(base && { base }) }, slug === undefined ? {} : { slug });
}

function kindOf(element: XmlElement): string {
  const type = lineOf(childOf(element, 'blogger:type'));
  if (type !== '') return type.toLowerCase();
  for (const category of childrenOf(element, 'atom:category')) {
    const kind = KIND.exec(category.attributes.get('term') ?? '')?.groups?.['kind'];
    if (kind !== undefined) return kind;
  }
  return 'post';
}

function setLabels(draft: Draft, element: XmlElement): void {
  const labels: string[] = [];
  for (const category of childrenOf(element, 'atom:category')) {
    const term = category.attributes.get('term') ?? '';
    if (KIND.test(term)) draft.kept('category (kind)', 'status');
    else labels.push(term);
  }
  if (labels.length > 0) draft.names('category', 'topics', labels);
}
