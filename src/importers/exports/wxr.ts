/** Exports of WordPress (WXR), of Blogger, and of Ghost. */
import { openingOf, shortened, wordsOf } from '../body/words.ts';
import { adviceOn, headOf, shareOf } from '../bytes/file-head.ts';
import { isWordPressExport as isWxrHead } from '../bytes/xml-names.ts';
import { childrenOf, childOf, lineOf, readXml, textOf, type XmlElement, type XmlNote } from '../bytes/xml-stream.ts';
import type { Importer, ImportOptions, Input, InputFile, Item, ItemPlace, TermDraft } from '../foreign.ts';
import { readChannel } from '../items/channel.ts';
import { Draft, EMPTY_PAGE, MEANS_NOTHING, NO_COMMENTS, skipped } from '../items/draft.ts';
import { offsetBetween } from '../items/local-time.ts';
import { bloggerItems, isBloggerHead } from './blogger.ts';
import { ghostItems, ghostSite, ghostTerms, isGhostHead } from './ghost.ts';
import { hasGallery, wordPressHtml, type Attachment } from './wordpress-text.ts';

/** Exports of WordPress, Blogger and Ghost. */
export const importer: Importer = {
  format: 'wxr',
  title: 'WordPress export (WXR), Blogger export (Atom), Ghost export (JSON)',
  recognizes: (input) => shareOf(input, (head) => isWxrHead(head) || isBloggerHead(head) || isGhostHead(head)),
  items,
  terms,
  site: async ({ files: [first] }) =>
    first === undefined ? {} : isGhostHead(await headOf(first)) ? ghostSite(first) : readChannel(first),
};

async function* items(input: Input, options: ImportOptions): AsyncGenerator<Item> {
  const attachments = new Attachments(input);
  for (const file of input.files) {
    const head = await headOf(file);
    if (isGhostHead(head)) yield* ghostItems(file, options);
    else if (isBloggerHead(head)) yield* bloggerItems(file, options);
    else if (isWxrHead(head)) yield* wordPressItems(file, options, attachments);
    else {
      const why = adviceOn(head) ?? 'It is no export of WordPress, Blogger or Ghost.';
      yield skipped({ file: file.path }, file.path, 'not-a-story', why);
    }
  }
}

/** What the channel says of all its items, as far as it was read. */
interface Channel {
  readonly title?: string;
  readonly language?: string;
}

async function* wordPressItems(
  file: InputFile,
  options: ImportOptions,
  attachments: Attachments,
): AsyncGenerator<Item> {
  const authors = new Map<string, string>();
  let channel: Channel = {};
  let number = 0;
  let early: readonly XmlNote[] = [];
  const parts = readXml(
    file.absolute,
    (name, parents) =>
      name === 'item' ||
      (parents.at(-1)?.name === 'channel' && (name === 'wp:author' || name === 'title' || name === 'language')),
  );
  for await (const part of parts) {
    const element = part.element;
    if (part.kind === 'element' && element?.name !== 'item') {
      early = [...early, ...part.notes];
      if (part.element.name === 'wp:author') {
        const name = lineOf(childOf(part.element, 'wp:author_display_name')) || fullName(part.element);
        if (name !== '') authors.set(lineOf(childOf(part.element, 'wp:author_login')), name);
      } else channel = { ...channel, [part.element.name]: lineOf(part.element) };
      continue;
    }
    number += 1;
    if (part.kind === 'fault') {
      const name = lineOf(childOf(element, 'title')) || file.path;
      yield skipped({ file: file.path, line: part.line, item: number }, name, 'unreadable', part.message);
    } else {
      const place = { file: file.path, line: part.element.line, item: number };
      yield await post(part.element, [...early, ...part.notes], place, { authors, channel, options, attachments });
      early = [];
    }
  }
  if (number === 0) yield skipped({ file: file.path }, file.path, 'empty', 'It holds no posts.');
}

const fullName = (author: XmlElement): string =>
  `${lineOf(childOf(author, 'wp:author_first_name'))} ${lineOf(childOf(author, 'wp:author_last_name'))}`.trim();

interface Known {
  readonly authors: ReadonlyMap<string, string>;
  readonly channel: Channel;
  readonly options: ImportOptions;
  readonly attachments: Attachments;
}

/** Types of WordPress and its plugins that are never texts for readers. */
const OTHER_TYPES: Readonly<Record<string, string>> = {
  attachment: 'a picture or another file',
  nav_menu_item: 'an entry of a menu',
  revision: 'an older state of a post',
  wp_block: 'a block that several posts share',
  wp_template: 'a template',
  wp_template_part: 'a part of a template',
  wp_navigation: 'a menu',
  wp_global_styles: 'a style sheet',
  custom_css: 'a style sheet',
  feedback: 'a message sent through a form',
};
/** Types that sites make for texts of their paper. */
const STORY_TYPE =
  /^post$|news|article|stor(?:y|ies)|press|report|column|opinion|editorial|interview|review|blog|essay|dispatch/u;

async function post(element: XmlElement, notes: readonly XmlNote[], place: ItemPlace, known: Known): Promise<Item> {
  const field = (name: string): string => textOf(childOf(element, name));
  const line = (name: string): string => lineOf(childOf(element, name));
  const type = line('wp:post_type') || 'post';
  const status = line('wp:status') || 'publish';
  const content = field('content:encoded');
  const title = wordsOf(field('title'));
  const name = title || shortened(wordsOf(content)) || line('wp:post_name') || line('link');
  const other = OTHER_TYPES[type];
  if (other !== undefined) return skipped(place, name, 'not-a-story', `It is ${other}.`);
  const isPage = type === 'page';
  if (!isPage && !STORY_TYPE.test(type))
    return skipped(
      place,
      name,
      'not-a-story',
      `It is of the type “${shortened(type, 40)}”, which the site made for itself.`,
    );
  if (status === 'trash') return skipped(place, name, 'cancelled', 'It was in the bin.');
  const isEmpty = wordsOf(content) === '' && !/<img|\[/iu.test(content);
  if (isPage && isEmpty) return skipped(place, name, 'empty', EMPTY_PAGE);
  if (status === 'auto-draft' || (title === '' && isEmpty))
    return skipped(place, name || `Post ${line('wp:post_id')}`, 'empty', 'It has neither a title nor a text.');

  const draft = new Draft();
  draft.text('title', 'title', title);
  if (isPage) draft.page('wp:post_type');
  setDate(draft, element);
  if (draft.front.date === undefined) return skipped(place, name, 'undated', 'None of its dates is one.');
  if (status !== 'draft' || !line('link').includes('?p=')) draft.ownAddress('link', line('link'), known.channel.title);
  else draft.dropped('link', 'a draft has no address yet');
  setStatus(draft, status, line('wp:post_password'));
  setAuthors(draft, line('dc:creator'), known.authors);
  draft.text('excerpt:encoded', 'summary', wordsOf(field('excerpt:encoded')));
  draft.text('description', 'summary', wordsOf(field('description')));
  const translationKey = setTerms(draft, element, known.options.language);
  if (known.channel.language) draft.language('(channel) language', known.channel.language, known.options.language);

  const isNamed = hasGallery(content) || thumbnailIds(element).length > 0;
  const { byId, byPost } = isNamed ? await known.attachments.get() : NO_ATTACHMENTS;
  const own = byPost.get(line('wp:post_id')) ?? [];
  const { html, how, unknown } = wordPressHtml(content, { byId: (id) => byId.get(id), own });
  if (childOf(element, 'content:encoded')) draft.took('content:encoded', 'body', content.trim() === '' ? [] : how);
  for (const one of unknown) draft.dropped('gallery in the text', 'the export does not name its pictures', one);
  draft.proposeTitle(openingOf(html) || line('wp:post_name').replaceAll('-', ' ') || name);
  setIdentity(draft, element);
  if (line('wp:post_name') !== '') draft.kept('wp:post_name', 'slug');
  setRest(draft, element, byId);
  for (const note of notes) draft.dropped(note.field, note.why);
  const slug = decoded(line('wp:post_name'));
  const base = draft.front.original?.url;
  return draft.story(
    place,
    { format: 'html', text: html, ...(base && { base }) },
    {
      ...(slug !== '' && { slug }),
      ...(translationKey !== undefined && { translationKey }),
    },
  );
}

/** WordPress gives each time twice, in the zone of the site without saying so and in UTC: together they tell the zone. */
function setDate(draft: Draft, element: XmlElement): void {
  const line = (name: string): string => lineOf(childOf(element, name));
  for (const [kind, local, utc] of [
    ['date', line('wp:post_date'), line('wp:post_date_gmt')],
    ['updated', line('wp:post_modified'), line('wp:post_modified_gmt')],
  ] as const) {
    const field = kind === 'date' ? 'wp:post_date' : 'wp:post_modified';
    const time = offsetBetween(local, utc);
    const set = (name: string, raw: string): unknown =>
      kind === 'date' ? draft.date(name, raw) : draft.updated(name, raw);
    if (time === undefined) {
      if (!local.startsWith('0000')) set(field, local);
      else draft.dropped(field, 'it is no date');
      if (utc === '') continue;
      draft.dropped(`${field}_gmt`, utc.startsWith('0000') ? 'it is no date' : `it does not agree with ${field}`);
    } else {
      set(field, time);
      if (kind === 'date' || draft.front.updated === time) draft.kept(`${field}_gmt`, `${kind} (its zone)`);
      else draft.dropped(`${field}_gmt`, `${field} is left out too`);
    }
  }
  if (childOf(element, 'pubDate') === undefined) return;
  if (draft.front.date === undefined) draft.date('pubDate', line('pubDate'));
  else draft.dropped('pubDate', 'wp:post_date says the same');
}

function setStatus(draft: Draft, status: string, password: string): void {
  const { front } = draft;
  if (status === 'publish') draft.kept('wp:status', 'status');
  else if (status === 'future' && front.date !== undefined && front.date.length > 10) {
    front.embargo = front.date;
    draft.changed('wp:status', 'embargo', 'set to the time for which publication was planned');
  } else {
    front.status = 'draft';
    if (status === 'draft') draft.kept('wp:status', 'status');
    else draft.changed('wp:status', 'status', `“${shortened(status, 40)}”, and is a draft now`);
  }
  if (password === '') draft.dropped('wp:post_password', 'it is empty');
  else {
    front.status = 'draft';
    draft.changed(
      'wp:post_password',
      'status',
      'a password that kept the post private; the story is a draft, and the password is left out',
    );
  }
}

function setAuthors(draft: Draft, login: string, authors: ReadonlyMap<string, string>): void {
  const name = authors.get(login);
  if (name === undefined || name === login) draft.names('dc:creator', 'authors', [login]);
  else draft.names('dc:creator', 'authors', [name], ['written as the name that readers saw']);
}

/** Categories and tags are topics; languages and translations come from the plugin Polylang. */
function setTerms(draft: Draft, element: XmlElement, archive: string): string | undefined {
  let translationKey: string | undefined;
  const topics = new Map<string, string[]>();
  for (const term of childrenOf(element, 'category')) {
    const domain = term.attributes.get('domain') ?? 'category';
    const nicename = term.attributes.get('nicename') ?? '';
    const field = `category (${domain})`;
    if (domain === 'language') draft.language(field, nicename, archive);
    else if (domain === 'post_translations') {
      translationKey = nicename;
      draft.kept(field, 'translationOf');
    } else topics.set(domain, [...(topics.get(domain) ?? []), lineOf(term)]);
  }
  for (const [domain, names] of topics) {
    const field = `category (${domain})`;
    const told = names.filter((name) => !/^uncategori[sz]ed$/iu.test(name));
    if (domain !== 'category' && domain !== 'post_tag' && domain !== 'tag') draft.homeless(field, names.join(', '));
    else if (told.length === 0) draft.dropped(field, 'it says that the post has none');
    else draft.names(field, 'topics', told, [told.length < names.length ? 'freed of “Uncategorized”' : undefined]);
  }
  return translationKey;
}

function setIdentity(draft: Draft, element: XmlElement): void {
  const guid = childOf(element, 'guid');
  if (guid === undefined) return;
  const value = lineOf(guid);
  if (value === draft.front.original?.url) draft.kept('guid', 'original');
  else draft.text('guid', 'id', value);
}

const thumbnailIds = (element: XmlElement): string[] =>
  childrenOf(element, 'wp:postmeta')
    .filter((meta) => lineOf(childOf(meta, 'wp:meta_key')) === '_thumbnail_id')
    .map((meta) => lineOf(childOf(meta, 'wp:meta_value')));

/** Tells what becomes of the fields that a story has no place for. */
function setRest(draft: Draft, element: XmlElement, pictures: ReadonlyMap<string, Attachment>): void {
  for (const meta of childrenOf(element, 'wp:postmeta')) {
    const key = lineOf(childOf(meta, 'wp:meta_key'));
    const value = lineOf(childOf(meta, 'wp:meta_value'));
    const field = 'wp:postmeta';
    const picture = pictures.get(value)?.url;
    if (key !== '_thumbnail_id')
      draft.dropped(
        field,
        key.startsWith('_') ? MEANS_NOTHING : 'a story has no such field',
        `${key}: ${shortened(value)}`,
      );
    else if (picture === undefined) draft.dropped(field, 'its picture is not in the export', `${key}: ${value}`);
    else draft.dropped(field, 'its picture is named in the export, and not part of it', `${key}: ${picture}`);
  }
  const comments = childrenOf(element, 'wp:comment').length;
  if (comments > 0) draft.dropped('wp:comment', NO_COMMENTS, `${comments} ${comments === 1 ? 'comment' : 'comments'}`);
  const sticky = lineOf(childOf(element, 'wp:is_sticky')) === '1';
  if (childOf(element, 'wp:is_sticky'))
    draft.dropped('wp:is_sticky', sticky ? 'no story stays on top of others' : 'it says no');
  for (const { name } of childrenOf(element)) if (!draft.tells(name)) draft.dropped(name, MEANS_NOTHING);
  draft.forget((field) => childOf(element, field) !== undefined);
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch (error) {
    if (error instanceof URIError) return slug;
    throw error;
  }
}

interface FoundAttachments {
  readonly byId: ReadonlyMap<string, Attachment>;
  /** In the order of the export. */
  readonly byPost: ReadonlyMap<string, readonly Attachment[]>;
}

/** Pictures and files of an export, looked for the first time that a post names one, since they may come after it. */
class Attachments {
  readonly #input: Input;
  #found: FoundAttachments | undefined;

  constructor(input: Input) {
    this.#input = input;
  }

  async get(): Promise<FoundAttachments> {
    this.#found ??= await this.#find();
    return this.#found;
  }

  async #find(): Promise<FoundAttachments> {
    const byId = new Map<string, Attachment>();
    const byPost = new Map<string, Attachment[]>();
    for (const file of this.#input.files) {
      if (!isWxrHead(await headOf(file))) continue;
      for await (const { kind, element } of readXml(file.absolute, (name) => name === 'item')) {
        if (kind !== 'element') continue;
        const url = lineOf(childOf(element, 'wp:attachment_url'));
        if (url === '' || byId.size >= MOST_ATTACHMENTS) continue;
        const alt = childrenOf(element, 'wp:postmeta').find(
          (meta) => lineOf(childOf(meta, 'wp:meta_key')) === '_wp_attachment_image_alt',
        );
        const words = detached(lineOf(childOf(alt, 'wp:meta_value')));
        const attachment = { url: detached(url), ...(words !== '' && { alt: words }) };
        byId.set(detached(lineOf(childOf(element, 'wp:post_id'))), attachment);
        const post = detached(lineOf(childOf(element, 'wp:post_parent')));
        const own = byPost.get(post);
        if (own) own.push(attachment);
        else if (post !== '' && post !== '0') byPost.set(post, [attachment]);
      }
    }
    return { byId, byPost };
  }
}

/** A part of a text that was read keeps the whole of it in memory; its copy does not. */
const detached = (text: string): string => Buffer.from(text).toString();

const NO_ATTACHMENTS: FoundAttachments = { byId: new Map(), byPost: new Map() };
const MOST_ATTACHMENTS = 500_000;

/** Categories and tags that an export describes; those of WordPress all stand before the first post. */
async function* terms(input: Input): AsyncGenerator<TermDraft> {
  for (const file of input.files) {
    const head = await headOf(file);
    if (isGhostHead(head)) yield* ghostTerms(file);
    if (!isWxrHead(head)) continue;
    const parts = readXml(file.absolute, (name) => name === 'wp:category' || name === 'wp:tag' || name === 'item');
    for await (const { element } of parts) {
      if (element === undefined || element.name === 'item') break;
      const [name, description] =
        element.name === 'wp:tag'
          ? [childOf(element, 'wp:tag_name'), childOf(element, 'wp:tag_description')]
          : [childOf(element, 'wp:cat_name'), childOf(element, 'wp:category_description')];
      if (lineOf(name) !== '' && lineOf(description) !== '')
        yield { kind: 'topics', name: lineOf(name), description: wordsOf(textOf(description)) };
    }
  }
}
