/** Exports of Ghost: one JSON file with the tables of its database. */
import { isWebAddress } from '../model/fields.ts';
import { Draft, MEANS_NOTHING, openingOf, shortened, skipped, wordsOf } from './draft.ts';
import type { DraftBody, ImportOptions, InputFile, Item, ItemPlace } from './foreign.ts';
import { lexicalHtml, mobiledocHtml, type GhostHtml } from './ghost-text.ts';
import { objectIn, objectsIn, readJson, saysNothing, textIn, type Json } from './json-file.ts';

/** Tells an export of Ghost by its beginning. */
export const isGhostHead = (head: string): boolean =>
  /^\s*\{\s*"(?:db"\s*:\s*\[|meta"\s*:\s*\{|data"\s*:\s*\{\s*"(?:posts|tags|users|posts_\w+|benefits|products)")/u.test(
    head,
  );

/** Gives the posts of an export of Ghost. */
export async function* ghostItems(file: InputFile, options: ImportOptions): AsyncGenerator<Item> {
  const read = await readJson(file);
  if ('fault' in read) {
    yield skipped({ file: file.path, ...(read.line && { line: read.line }) }, file.path, 'unreadable', read.fault);
    return;
  }
  const whole = objectIn(read.value);
  const tables = objectIn((objectsIn(whole['db'])[0] ?? whole)['data']);
  const posts = objectsIn(tables['posts']);
  if (posts.length === 0) {
    yield skipped({ file: file.path }, file.path, 'empty', 'It holds no posts.');
    return;
  }
  const known: Known = {
    tags: namesOf(tables, 'tags', 'posts_tags', 'tag_id'),
    authors: namesOf(tables, 'users', 'posts_authors', 'author_id'),
    users: new Map(objectsIn(tables['users']).map((user) => [textIn(user['id']), textIn(user['name'])])),
    meta: new Map(objectsIn(tables['posts_meta']).map((meta) => [textIn(meta['post_id']), meta])),
    address: address(objectsIn(tables['settings'])),
    options,
  };
  for (const [index, post] of posts.entries()) yield entry(post, { file: file.path, item: index + 1 }, known);
}

interface Known {
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly authors: ReadonlyMap<string, readonly string[]>;
  readonly users: ReadonlyMap<string, string>;
  readonly meta: ReadonlyMap<string, Json>;
  readonly address: string | undefined;
  readonly options: ImportOptions;
}

/** Gives the names that a table joins to each post, in their order. */
function namesOf(tables: Json, table: string, joined: string, key: string): Map<string, string[]> {
  const named = new Map(objectsIn(tables[table]).map((row) => [textIn(row['id']), textIn(row['name'])]));
  const byPost = new Map<string, string[]>();
  const rows = objectsIn(tables[joined]).toSorted(
    (a, b) => Number(a['sort_order'] ?? 0) - Number(b['sort_order'] ?? 0),
  );
  for (const row of rows) {
    const post = textIn(row['post_id']);
    const name = named.get(textIn(row[key]));
    if (name) byPost.set(post, [...(byPost.get(post) ?? []), name]);
  }
  return byPost;
}

function address(settings: readonly Json[]): string | undefined {
  const url = settings.map((row) => (row['key'] === 'url' ? textIn(row['value']) : '')).find(isWebAddress);
  return url?.replace(/\/$/u, '');
}

function entry(post: Json, place: ItemPlace, known: Known): Item {
  const field = (name: string): string => textIn(post[name]).trim();
  const id = field('id');
  const body = bodyOf(post);
  const words = body.format === 'html' ? wordsOf(body.text) : body.text.trim();
  const title = field('title') === '(Untitled)' ? '' : field('title');
  const name = title || shortened(words) || id;
  const type = field('type') || (Number(post['page']) === 1 || post['page'] === true ? 'page' : 'post');
  if (type !== 'post')
    return skipped(
      place,
      name,
      'not-a-story',
      `It is a ${shortened(type, 40)} that stands by itself: /${shortened(field('slug'))}/.`,
    );
  if (title === '' && words === '') return skipped(place, name, 'empty', 'It has neither a title nor a text.');

  const draft = new Draft();
  draft.text('title', 'title', title);
  for (const one of ['published_at', 'created_at', 'updated_at']) {
    if (one === 'updated_at' && draft.front.date !== undefined)
      draft.updated(one, inUtc(textIn(post[one])), known.options.language);
    else if (one in post) draft.date(one, inUtc(textIn(post[one])), known.options.language);
  }
  if (draft.front.date === undefined) return skipped(place, name, 'undated', 'None of its dates is one.');
  setStatus(draft, field('status'), field('visibility'));
  const meta = known.meta.get(id) ?? {};
  for (const one of ['custom_excerpt', 'excerpt', 'meta_description'])
    if (!saysNothing(post[one] ?? meta[one])) draft.text(one, 'summary', textIn(post[one] ?? meta[one]));
  const author = known.users.get(field('author_id')) ?? '';
  draft.names('authors', 'authors', listed(post['authors']) ?? known.authors.get(id) ?? [author]);
  if (field('author_id') !== '') draft.kept('author_id', 'authors');
  const tags = listed(post['tags']) ?? known.tags.get(id) ?? [];
  // Names with # are not shown to readers.
  const shown = tags.filter((tag) => !tag.startsWith('#'));
  if (shown.length > 0) draft.names('tags', 'topics', shown);
  if (shown.length < tags.length) draft.dropped('tags (internal)', 'readers never saw them');
  if (!saysNothing(post['locale'])) draft.language('locale', field('locale'), known.options.language);
  if (!saysNothing(post['canonical_url'])) draft.original('canonical_url', field('canonical_url'));
  const slug = field('slug');
  if (slug !== '') {
    draft.kept('slug', 'slug');
    if (known.address !== undefined && draft.front.original === undefined)
      draft.original('(settings) url', `${known.address}/${slug}/`);
  }
  draft.text('uuid', 'id', field('uuid'));
  draft.took(body.field, 'body', body.how);
  draft.proposeTitle((body.format === 'html' ? openingOf(body.text) : words) || slug);
  for (const one of ['html', 'lexical', 'mobiledoc', 'markdown', 'plaintext'])
    if (!saysNothing(post[one])) draft.dropped(one, `the text comes from ${body.field}`);
  if (!saysNothing(post['feature_image']))
    draft.dropped('feature_image', 'the picture is not part of the export', field('feature_image'));
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

/** Ghost writes times in UTC: `2020-01-05T10:00:00.000Z`, `2020-01-05 10:00:00`, or milliseconds. */
const inUtc = (time: string): string =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u.test(time) ? `${time.replace(' ', 'T')}Z` : time;

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

function bodyOf(post: Json): DraftBody & { readonly field: string; readonly how: readonly string[] } {
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
