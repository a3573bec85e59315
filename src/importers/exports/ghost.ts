/** Exports of Ghost: one JSON file with the tables of its database. */
import { isWebAddress } from '../../model/fields.ts';
import { openingOf, shortened, wordsOf } from '../body/words.ts';
import { readJsonValues } from '../bytes/json-stream.ts';
import type { DraftBody, ImportOptions, InputFile, Item, ItemPlace, SiteDraft, TermDraft } from '../foreign.ts';
import { Draft, EMPTY_PAGE, MEANS_NOTHING, skipped } from '../items/draft.ts';
import { objectIn, saysNothing, textIn, type JsonObject as Json } from '../items/foreign-json.ts';
import { timeInZone } from '../items/local-time.ts';
import { lexicalHtml, mobiledocHtml, type GhostHtml } from './ghost-text.ts';

/** Tells an export of Ghost by its beginning. */
export const isGhostHead = (head: string): boolean =>
  /^\s*\{\s*"(?:db"\s*:\s*\[|meta"\s*:\s*\{|data"\s*:\s*\{\s*"(?:posts|tags|users|posts_\w+|benefits|products)")/u.test(
    head,
  );

/** Gives the posts of an export of Ghost. */
export async function* ghostItems(file: InputFile, options: ImportOptions): AsyncGenerator<Item> {
  const known = { ...(await readTables(file)), options };
  let number = 0;
  let isFaulty = false;
  for await (const part of readJsonValues(file.absolute, rowsOf('posts'))) {
    if (part.kind === 'fault') {
      isFaulty = true;
      yield skipped({ file: file.path, line: part.line }, file.path, 'unreadable', part.message);
    } else {
      number += 1;
      yield entry(objectIn(part.value), { file: file.path, item: number }, known);
    }
  }
  if (number === 0 && !isFaulty) yield skipped({ file: file.path }, file.path, 'empty', 'It holds no posts.');
}

/** Gives what an export of Ghost says of its site. */
export async function ghostSite(file: InputFile): Promise<SiteDraft> {
  const { settings, address } = await readTables(file);
  const language = settings.get('locale') ?? settings.get('lang') ?? settings.get('default_locale');
  const [title, description] = [settings.get('title'), settings.get('description')];
  return {
    ...(title && { title }),
    ...(description && { description }),
    ...(language && { language }),
    ...(address !== undefined && { url: address }),
  };
}

/** Gives the tags that an export of Ghost describes. */
export async function* ghostTerms(file: InputFile): AsyncGenerator<TermDraft> {
  for (const { name, description } of (await readTables(file)).described) yield { kind: 'topics', name, description };
}

const rowsOf = (...tables: readonly string[]): string[] =>
  tables.flatMap((table) => [`$.db.*.data.${table}.*`, `$.data.${table}.*`]);

/** What other tables than that of posts say. */
interface Tables {
  /** Names by post, in their order. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly authors: ReadonlyMap<string, readonly string[]>;
  readonly users: ReadonlyMap<string, string>;
  readonly summaries: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
  readonly address: string | undefined;
  readonly described: readonly { readonly name: string; readonly description: string }[];
}

interface Known extends Tables {
  readonly options: ImportOptions;
}

const TABLES = ['tags', 'users', 'posts_tags', 'posts_authors', 'posts_meta', 'settings'] as const;
/** Settings that say something of the stories or the site. */
const SETTINGS = new Set([
  ...['title', 'description', 'url', 'locale', 'lang', 'default_locale', 'permalinks'],
  ...['timezone', 'active_timezone', 'activeTimezone'],
]);

const read = new WeakMap<InputFile, Promise<Tables>>();

/** Reads the small tables of an export, once: they may stand after the posts. */
function readTables(file: InputFile): Promise<Tables> {
  const tables = read.get(file) ?? tablesIn(file);
  read.set(file, tables);
  return tables;
}

async function tablesIn(file: InputFile): Promise<Tables> {
  const tags = new Map<string, string>();
  const users = new Map<string, string>();
  const summaries = new Map<string, string>();
  const settings = new Map<string, string>();
  const described: { name: string; description: string }[] = [];
  const joins = { posts_tags: new Map<string, Join[]>(), posts_authors: new Map<string, Join[]>() };
  for await (const part of readJsonValues(file.absolute, rowsOf(...TABLES))) {
    if (part.kind === 'fault') continue;
    const row = objectIn(part.value);
    const field = (name: string): string => textIn(row[name]).trim();
    switch (part.path.at(-2)) {
      case 'tags':
        tags.set(field('id'), field('name'));
        if (field('description') !== '' && !isInternal(field('name')))
          described.push({ name: field('name'), description: field('description') });
        break;
      case 'users':
        users.set(field('id'), field('name'));
        break;
      case 'posts_tags':
        join(joins.posts_tags, field('post_id'), field('tag_id'), row);
        break;
      case 'posts_authors':
        join(joins.posts_authors, field('post_id'), field('author_id'), row);
        break;
      case 'posts_meta':
        if (field('meta_description') !== '') summaries.set(field('post_id'), field('meta_description'));
        break;
      default:
        if (SETTINGS.has(field('key'))) settings.set(field('key'), field('value'));
    }
  }
  const url = settings.get('url') ?? '';
  return {
    tags: namesOf(joins.posts_tags, tags),
    authors: namesOf(joins.posts_authors, users),
    users,
    summaries,
    settings,
    address: isWebAddress(url) ? url.replace(/\/$/u, '') : undefined,
    described,
  };
}

/** Names with # are not shown to readers. */
const isInternal = (tag: string): boolean => tag.startsWith('#');

interface Join {
  readonly id: string;
  readonly order: number;
}

function join(byPost: Map<string, Join[]>, post: string, id: string, row: Json): void {
  const joins = byPost.get(post) ?? [];
  joins.push({ id, order: Number(row['sort_order'] ?? 0) });
  byPost.set(post, joins);
}

/** Gives the names that are joined to each post, in their order. */
function namesOf(byPost: ReadonlyMap<string, readonly Join[]>, names: ReadonlyMap<string, string>): Tables['tags'] {
  return new Map(
    [...byPost].map(([post, joins]) => [
      post,
      joins.toSorted((one, other) => one.order - other.order).flatMap(({ id }) => names.get(id) || []),
    ]),
  );
}

function entry(post: Json, place: ItemPlace, known: Known): Item {
  const field = (name: string): string => textIn(post[name]).trim();
  const id = field('id');
  const body = bodyOf(post, known.address ?? '');
  const words = body.format === 'html' ? wordsOf(body.text) : body.text.trim();
  const title = field('title') === '(Untitled)' ? '' : field('title');
  const name = title || shortened(words) || id;
  const type = field('type') || (Number(post['page']) === 1 || post['page'] === true ? 'page' : 'post');
  const isPage = type === 'page';
  if (!isPage && type !== 'post')
    return skipped(place, name, 'not-a-story', `It is of the type “${shortened(type, 40)}”.`);
  if (isPage && words === '') return skipped(place, name, 'empty', EMPTY_PAGE);
  if (title === '' && words === '') return skipped(place, name, 'empty', 'It has neither a title nor a text.');

  const draft = new Draft();
  draft.text('title', 'title', title);
  if (isPage) draft.page('type' in post ? 'type' : 'page');
  for (const one of datesOf(post)) {
    const time = timeOf(post[one], known.settings);
    if (one === 'updated_at' && draft.front.date !== undefined) draft.updated(one, time, known.options.language);
    else if (one in post) draft.date(one, time, known.options.language);
  }
  if (draft.front.date === undefined) return skipped(place, name, 'undated', 'None of its dates is one.');
  setStatus(draft, field('status'), field('visibility'));
  for (const one of ['custom_excerpt', 'excerpt', 'meta_description'])
    if (!saysNothing(post[one])) draft.text(one, 'summary', field(one));
  draft.text('(posts_meta) meta_description', 'summary', known.summaries.get(id) ?? '');
  const author = known.users.get(field('author_id')) ?? '';
  draft.names('authors', 'authors', listed(post['authors']) ?? known.authors.get(id) ?? [author]);
  if (field('author_id') !== '') draft.kept('author_id', 'authors');
  const tags = listed(post['tags']) ?? known.tags.get(id) ?? [];
  const shown = tags.filter((tag) => !isInternal(tag));
  if (shown.length > 0) draft.names('tags', 'topics', shown);
  if (shown.length < tags.length) draft.dropped('tags (internal)', 'readers never saw them');
  if (!saysNothing(post['locale'])) draft.language('locale', field('locale'), known.options.language);
  if (!saysNothing(post['canonical_url']))
    draft.original('canonical_url', atSite(field('canonical_url'), known.address ?? ''));
  const slug = field('slug');
  const path = draft.front.status === 'draft' ? undefined : pathOf(slug, draft.front.date, known.settings);
  if (slug !== '') draft.kept('slug', path === undefined ? 'slug' : 'slug, aliases');
  if (path !== undefined) {
    if (known.address !== undefined && draft.front.original === undefined)
      draft.original('(settings) url', known.address + path);
    draft.oldPath('slug', path);
  }
  draft.text('uuid', 'id', field('uuid'));
  draft.took(body.field, 'body', body.how);
  draft.proposeTitle((body.format === 'html' ? openingOf(body.text) : words) || slug);
  for (const one of ['html', 'lexical', 'mobiledoc', 'markdown', 'plaintext'])
    if (!saysNothing(post[one])) draft.dropped(one, `the text comes from ${body.field}`);
  for (const one of ['feature_image', 'image', 'og_image', 'twitter_image'])
    if (!saysNothing(post[one])) draft.dropped(one, 'the picture is not part of the export', field(one));
  for (const [one, value] of Object.entries(post))
    draft.dropped(one, saysNothing(value) ? 'it is empty' : MEANS_NOTHING);
  draft.forget((one) => one in post);
  const base = draft.front.original?.url;
  return draft.story(
    place,
    { format: body.format, text: body.text, ...(base && { base }) },
    slug === '' ? {} : { slug },
  );
}

/** Gives the fields with dates in the order in which they count. What is not published yet cannot have been so before it was made. */
function datesOf(post: Json): readonly string[] {
  const [published = '', created = ''] = ['published_at', 'created_at'].map((one) => inUtc(post[one]));
  const isEarlier = post['status'] === 'draft' && Date.parse(published) < Date.parse(created);
  return isEarlier ? ['created_at', 'published_at', 'updated_at'] : ['published_at', 'created_at', 'updated_at'];
}

/** Gives the path at which a post stood: that of the settings, which newer exports do not give, or the usual one; undefined where the settings ask for more than is known. */
function pathOf(slug: string, date: string, settings: Tables['settings']): string | undefined {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  const path = (settings.get('permalinks') ?? '/:slug/')
    .replaceAll(':year', year)
    .replaceAll(':month', month)
    .replaceAll(':day', day)
    .replaceAll(':slug', slug);
  return slug === '' || path.includes(':') ? undefined : path;
}

/** Ghost writes times in UTC: `2020-01-05T10:00:00.000Z`, `2020-01-05 10:00:00`, or milliseconds. */
function inUtc(value: unknown): string {
  const time = textIn(value).trim();
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u.test(time) ? `${time.replace(' ', 'T')}Z` : time;
}

/** Gives a time on the clocks of the site, on which its readers saw it. */
function timeOf(value: unknown, settings: Tables['settings']): string {
  const zone = settings.get('timezone') ?? settings.get('active_timezone') ?? settings.get('activeTimezone') ?? 'UTC';
  const time = inUtc(value);
  const moment = /^\d{12,13}$/u.test(time) ? new Date(Number(time)) : /Z$/u.test(time) ? new Date(time) : undefined;
  return (moment && timeInZone(moment, zone)) ?? time;
}

function listed(value: unknown): string[] | undefined {
  return Array.isArray(value)
    ? value.map((one) => (typeof one === 'string' ? one : textIn(objectIn(one)['name'])))
    : undefined;
}

function setStatus(draft: Draft, status: string, visibility: string): void {
  const { front } = draft;
  if (status === 'published' || status === 'sent') draft.kept('status', 'status');
  else if (status === 'scheduled' && front.date !== undefined && front.date.length > 10) {
    front.embargo = front.date;
    draft.changed('status', 'embargo', 'set to the time for which publication was planned');
  } else {
    front.status = 'draft';
    draft.took('status', 'status', status === 'draft' ? [] : [`“${shortened(status, 40)}”, and is a draft now`]);
  }
  if (visibility === 'public' || visibility === '') draft.dropped('visibility', 'every story is public');
  else {
    front.status = 'draft';
    draft.changed(
      'visibility',
      'status',
      `“${shortened(visibility, 40)}”; the story is a draft, since not everybody could read it`,
    );
  }
}

interface GhostBody extends DraftBody {
  readonly field: string;
  readonly how: readonly string[];
}

function bodyOf(post: Json, address: string): GhostBody {
  const body = bodyIn(post);
  return { ...body, text: atSite(body.text, address) };
}

/** Newer exports write the address of their site as a sign. */
const atSite = (text: string, address: string): string => text.replaceAll('__GHOST_URL__', address);

function bodyIn(post: Json): GhostBody {
  const html = textIn(post['html']);
  if (html.trim() !== '') return { format: 'html', text: html, field: 'html', how: [] };
  const markdown = textIn(post['markdown']);
  if (markdown.trim() !== '') return { format: 'markdown', text: markdown, field: 'markdown', how: [] };
  for (const [field, read] of READERS) {
    const source = textIn(post[field]);
    const made = source.trim() === '' ? undefined : read(source);
    if (made !== undefined) return { format: made.format, text: made.text, field, how: made.how };
  }
  return { format: 'text', text: textIn(post['plaintext']), field: 'plaintext', how: [] };
}

const READERS: readonly (readonly [field: string, read: (source: string) => GhostHtml | undefined])[] = [
  ['lexical', lexicalHtml],
  ['mobiledoc', mobiledocHtml],
];
