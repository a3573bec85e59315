/** The archive that Twitter gives the owner of an account, in its forms since 2012: the owner’s own posts, to quote from. */
import { readFile } from 'node:fs/promises';
import { keyFor } from '../capture/keys.ts';
import type { PostEntry } from '../capture/result.ts';
import { isWebAddress, language as languageTag } from '../model/fields.ts';
import { shortened } from './draft.ts';
import { decodeForeign } from './encoding.ts';
import type { Importer, ImportOptions, Input, InputFile, Item, SkippedItem } from './foreign.ts';
import { readForeignDate } from './foreign-date.ts';
import { asList, asText, isObject, type JsonObject } from './foreign-json.ts';
import { Ledger } from './ledger.ts';
import { decodeEntities } from './page/linked-data.ts';

/** Files of posts; direct messages, contacts and everything else of the archive are never opened. */
const POSTS = /(?:^|\/)(?:data\/)?(?:(?:community-)?tweets?(?:-part\d+)?\.js|js\/tweets\/\d{4}_\d\d\.js)$/u;
/** The whole words of posts that are longer than 280 characters. */
const NOTES = /(?:^|\/)(?:data\/)?note-tweets?(?:-part\d+)?\.js$/u;
const DELETED = /(?:^|\/)(?:data\/)?deleted-(?:note-)?tweets?(?:-part\d+)?\.js$/u;
/** Pictures of the owner’s own posts, `ID-NAME.jpg`. */
const MEDIA = /(?:^|\/)(?:community_)?tweets?_media\/(\d{1,20}-[^/]+)$/u;
const ACCOUNT = /(?:^|\/)(?:data\/)?(?:account\.js|js\/user_details\.js)$/u;
const ZIP = /\.zip$/iu;
/** Bytes of one file of posts: Twitter itself cuts them at 100 MB. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Posts of the owner of an account, a story for each day. */
export const twitter: Importer = {
  format: 'twitter',
  title: 'Twitter archive, unpacked: the owner’s own posts, a story a day, to quote from',
  recognizes: ({ files }) => {
    const hasPosts = files.some(({ path }) => POSTS.test(path));
    const hasAccount = files.some(({ path }) => ACCOUNT.test(path));
    return Promise.resolve(hasPosts ? (hasAccount ? 1 : 0.6) : 0);
  },
  items: itemsOf,
};

interface Owner {
  readonly handle: string;
  readonly name: string;
  readonly id: string | undefined;
}

async function* itemsOf(input: Input, options: ImportOptions): AsyncGenerator<Item> {
  for (const file of input.files)
    if (ZIP.test(file.path))
      yield skipped(file, file.path, 'unreadable', 'The archive is not unpacked; unpack it, and import the folder.');
  const posts = input.files.filter(({ path }) => POSTS.test(path));
  const owner = await ownerOf(input);
  const archive: Archive = { owner, notes: [], media: mediaFiles(input) };
  for (const file of input.files) if (NOTES.test(file.path)) yield* readNotes(file, archive.notes);
  const days = new Map<string, Post[]>();
  const seen = new Set<string>();
  for (const file of posts) {
    const read = await valuesIn(file);
    if (!Array.isArray(read)) {
      yield read;
      continue;
    }
    for (const [index, value] of read.entries()) {
      const inner = isObject(value) && isObject(value['tweet']) ? value['tweet'] : value;
      const found = toPost(inner, file, index + 1, archive);
      if ('kind' in found) yield found;
      else if (seen.has(found.entry.id ?? ''))
        yield skipped(file, found.name, 'duplicate', 'The archive has the same post twice.', index + 1);
      else {
        seen.add(found.entry.id ?? '');
        const day = found.entry.date.slice(0, 10);
        days.set(day, [...(days.get(day) ?? []), found]);
      }
    }
  }
  for (const day of [...days.keys()].toSorted()) yield toStory(day, days.get(day) ?? [], options);
  for (const { text, file, index, isUsed } of archive.notes)
    if (!isUsed)
      yield skipped(file, shortened(text), 'not-a-story', 'No post of the archive begins with its words.', index);
  yield* unopened(input);
}

/** Tells of the files that are not read. */
function* unopened({ files }: Input): Generator<SkippedItem> {
  const isOther = ({ path }: InputFile): boolean =>
    /\.js$/u.test(path) && ![POSTS, NOTES, DELETED, ACCOUNT].some((name) => name.test(path));
  for (const file of files)
    if (DELETED.test(file.path))
      yield skipped(file, file.path, 'cancelled', 'It has posts that their owner deleted; it was not opened.');
  const others = files.filter(isOther);
  const [first] = others;
  if (first)
    yield skipped(
      first,
      `${String(others.length)} other ${others.length === 1 ? 'file' : 'files'}`,
      'not-a-story',
      'Messages, contacts, likes and settings are no posts of the owner; they were not opened.',
    );
}

/** What posts are read with. */
interface Archive {
  readonly owner: Owner | undefined;
  readonly notes: Note[];
  /** Paths by the names of the files. */
  readonly media: ReadonlyMap<string, string>;
}

/** The whole of a long post. */
interface Note {
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly created: number;
  readonly urls: readonly unknown[];
  readonly file: InputFile;
  readonly index: number;
  isUsed: boolean;
}

async function* readNotes(file: InputFile, notes: Note[]): AsyncGenerator<SkippedItem> {
  const read = await valuesIn(file);
  if (!Array.isArray(read)) {
    yield read;
    return;
  }
  for (const [at, value] of read.entries()) {
    const note = isObject(value) && isObject(value['noteTweet']) ? value['noteTweet'] : value;
    const core = isObject(note) && isObject(note['core']) ? note['core'] : {};
    const text = asText(core['text']);
    const created = isObject(note) ? Date.parse(asText(note['createdAt']) ?? '') : Number.NaN;
    if (text === undefined || Number.isNaN(created))
      yield skipped(file, `long post ${String(at + 1)}`, 'unreadable', 'It has no words or no time.', at + 1);
    else notes.push({ text, created, urls: asList(core['urls']), file, index: at + 1, isUsed: false });
  }
}

/** Between the time of a long post and that of its beginning. */
const MOST_BETWEEN_MS = 60_000;
/** Characters by which the beginning of a long post is known. */
const FEWEST_ALIKE = 60;

/** Finds the whole of a post that the archive has cut. */
function noteOf(raw: string, date: string, notes: readonly Note[]): Note | undefined {
  const beginning = decodeEntities(raw).replace(/(?:…|\.\.\.)?\s*(?:https:\/\/t\.co\/\w+\s*)*$/u, '');
  if (beginning.length < FEWEST_ALIKE) return undefined;
  return notes.find(
    ({ text, created }) =>
      Math.abs(created - Date.parse(date)) <= MOST_BETWEEN_MS &&
      text.length > beginning.length &&
      decodeEntities(text).startsWith(beginning.slice(0, 200)),
  );
}

function mediaFiles({ files }: Input): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap(({ path }) => {
      const [, name] = MEDIA.exec(path) ?? [];
      return name === undefined ? [] : [[name, `/${path}`] as const];
    }),
  );
}

function skipped(
  file: InputFile,
  name: string,
  reason: SkippedItem['reason'],
  message: string,
  item?: number,
): SkippedItem {
  return { kind: 'skipped', place: { file: file.path, ...(item !== undefined && { item }) }, name, reason, message };
}

/** Reads `window.YTD.tweets.part0 = [ … ]`, `Grailbird.data.tweets_2013_04 = [ … ]` or `var user_details = { … }`; nothing is run. */
async function valuesIn(file: InputFile): Promise<unknown[] | SkippedItem> {
  if (file.size > MOST_BYTES)
    return skipped(file, file.path, 'unreadable', `The file has more than ${String(MOST_BYTES / 1024 ** 2)} MiB.`);
  const decoded = decodeForeign(await readFile(file.absolute));
  if (!decoded) return skipped(file, file.path, 'unreadable', 'The file holds no text.');
  const source = decoded.text.replace(/^\s*(?:var\s+)?[\w.$]+\s*=\s*/u, '').replace(/;\s*$/u, '');
  try {
    return [...asList(JSON.parse(source) as unknown)];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return skipped(
      file,
      file.path,
      'unreadable',
      `What the file assigns is no JSON: ${error.message.replace(/\.$/u, '')}.`,
    );
  }
}

async function ownerOf(input: Input): Promise<Owner | undefined> {
  for (const file of input.files) {
    if (!ACCOUNT.test(file.path)) continue;
    const read = await valuesIn(file);
    const [first] = Array.isArray(read) ? read : [];
    const account = isObject(first) && isObject(first['account']) ? first['account'] : first;
    if (!isObject(account)) continue;
    const handle = asText(account['username'] ?? account['screen_name']);
    if (handle === undefined || !/^\w{1,15}$/u.test(handle)) continue;
    return {
      handle,
      name: asText(account['accountDisplayName'] ?? account['full_name']) ?? handle,
      id: asText(account['accountId'] ?? account['id']),
    };
  }
  return undefined;
}

interface Post {
  readonly entry: PostEntry;
  readonly name: string;
  readonly file: InputFile;
  readonly index: number;
  readonly ledger: Ledger;
}

function toPost(value: unknown, file: InputFile, index: number, archive: Archive): Post | SkippedItem {
  const { owner } = archive;
  if (!isObject(value)) return skipped(file, `post ${String(index)}`, 'unreadable', 'It is no JSON object.', index);
  const id = asText(value['id_str']) ?? (typeof value['id'] === 'string' ? value['id'] : undefined);
  const raw = asText(value['full_text'] ?? value['text']) ?? '';
  const name = raw === '' ? `post ${id ?? String(index)}` : raw.replace(/\s+/gu, ' ').slice(0, 80);
  const user = isObject(value['user']) ? value['user'] : {};
  const handle = owner?.handle ?? asText(user['screen_name']);
  if (handle === undefined || !/^\w{1,15}$/u.test(handle))
    return skipped(file, name, 'unreadable', 'The archive does not say whose it is (account.js).', index);
  const author = asText(user['screen_name']);
  if (isObject(value['retweeted_status']) || /^RT @\w{1,15}:/u.test(raw))
    return skipped(file, name, 'foreign', 'It repeats a post of another account.', index);
  if (
    (author !== undefined && author.toLowerCase() !== handle.toLowerCase()) ||
    (owner?.id !== undefined && asText(user['id_str'] ?? owner.id) !== owner.id)
  )
    return skipped(file, name, 'foreign', `It is a post of @${author ?? 'another account'}.`, index);
  const date = readForeignDate(asText(value['created_at']) ?? '');
  if (!date) return skipped(file, name, 'undated', 'It does not say when it was posted.', index);
  const ledger = new Ledger();
  const note = noteOf(raw, date.date, archive.notes);
  if (note) note.isUsed = true;
  const { text, entities } = note ? wordsOf(withNote(value, note), note.text) : wordsOf(value, raw);
  if (text === '') return skipped(file, name, 'empty', 'The post has no words.', index);
  const language = asText(value['lang']);
  const media = mediaOf(value, id, archive.media);
  const replyTo = replyOf(value);
  const entry: PostEntry = {
    platform: 'x',
    author: owner?.name ?? asText(user['name']) ?? handle,
    handle,
    date: date.date,
    text,
    ...(language !== undefined &&
      languageTag.safeParse(language).success &&
      !/^(?:und|q.[a-z]?|zxx|art)$/u.test(language) && { language }),
    ...(entities.length > 0 && { entities }),
    ...(media.length > 0 && { media }),
    ...(replyTo !== undefined && { replyTo }),
    ...(id !== undefined && /^\d{1,20}$/u.test(id) && { id, url: `https://twitter.com/${handle}/status/${id}` }),
    captured: 'archive-file',
  };
  tell(value, entry, date.how, note !== undefined, ledger);
  return { entry, name, file, index, ledger };
}

/** Gives a post with the links of its whole words beside those of its beginning. */
function withNote(value: JsonObject, { urls }: Note): JsonObject {
  const entities = isObject(value['entities']) ? value['entities'] : {};
  const own = urls.flatMap((one) =>
    isObject(one) ? [{ url: one['shortUrl'], display_url: one['displayUrl'], expanded_url: one['expandedUrl'] }] : [],
  );
  return { ...value, entities: { ...entities, urls: [...asList(entities['urls']), ...own] } };
}

/** Gives the words as readers saw them: with the address that was shown in the place of the short one. */
function wordsOf(value: JsonObject, raw: string): { text: string; entities: NonNullable<PostEntry['entities']> } {
  let text = decodeEntities(raw);
  const given = isObject(value['entities']) ? value['entities'] : {};
  const extended = isObject(value['extended_entities']) ? value['extended_entities'] : {};
  const named: {
    kind: 'mention' | 'hashtag' | 'cashtag' | 'link' | 'media';
    text: string;
    url?: string;
    expanded?: string;
  }[] = [];
  const links: [kind: 'link' | 'media', list: readonly unknown[]][] = [
    ['link', asList(given['urls'])],
    ['media', [...asList(given['media']), ...asList(extended['media'])]],
  ];
  for (const [kind, list] of links)
    for (const one of list) {
      if (!isObject(one)) continue;
      const url = asText(one['url']);
      const shown = asText(one['display_url']) ?? url;
      const expanded = asText(one['expanded_url']);
      if (url === undefined || shown === undefined || named.some((other) => other.url === url)) continue;
      if (!text.includes(url)) continue;
      text = text.replaceAll(url, shown);
      named.push({
        kind,
        text: shown,
        ...(isWebAddress(url) && { url }),
        ...(expanded !== undefined && isWebAddress(expanded) && { expanded }),
      });
    }
  for (const one of asList(given['user_mentions']))
    if (isObject(one)) named.push({ kind: 'mention', text: `@${asText(one['screen_name']) ?? ''}` });
  for (const one of asList(given['hashtags']))
    if (isObject(one)) named.push({ kind: 'hashtag', text: `#${asText(one['text']) ?? ''}` });
  for (const one of asList(given['symbols']))
    if (isObject(one)) named.push({ kind: 'cashtag', text: `$${asText(one['text']) ?? ''}` });
  const used = new Set<number>();
  const placed = named.flatMap((one) => {
    let at = text.toLowerCase().indexOf(one.text.toLowerCase());
    while (at !== -1 && used.has(at)) at = text.toLowerCase().indexOf(one.text.toLowerCase(), at + 1);
    if (at === -1 || one.text.length < 2) return [];
    used.add(at);
    return [{ at, entity: { ...one, text: text.slice(at, at + one.text.length) } }];
  });
  return {
    text: text.trim(),
    entities: placed.toSorted((one, other) => one.at - other.at).map(({ entity }) => entity),
  };
}

const KINDS: Readonly<Record<string, 'photo' | 'video' | 'gif'>> = {
  photo: 'photo',
  video: 'video',
  animated_gif: 'gif',
};

function mediaOf(
  value: JsonObject,
  id: string | undefined,
  files: ReadonlyMap<string, string>,
): NonNullable<PostEntry['media']> {
  const extended = isObject(value['extended_entities']) ? value['extended_entities'] : value['entities'];
  const list = isObject(extended) ? asList(extended['media']) : [];
  return list.flatMap((one) => {
    if (!isObject(one)) return [];
    const url = asText(one['media_url_https'] ?? one['media_url']);
    const alt = asText(one['ext_alt_text'] ?? one['alt_text']);
    const src = files.get(`${id ?? ''}-${url?.split('/').at(-1) ?? ''}`);
    return [
      {
        kind: KINDS[asText(one['type']) ?? ''] ?? 'photo',
        ...(src !== undefined && { src }),
        ...(url !== undefined && isWebAddress(url) && { url }),
        ...(alt !== undefined && { alt }),
      },
    ];
  });
}

function replyOf(value: JsonObject): string | undefined {
  const id = asText(value['in_reply_to_status_id_str']) ?? asText(value['in_reply_to_status_id']);
  const handle = asText(value['in_reply_to_screen_name']);
  if (id === undefined || !/^\d{1,20}$/u.test(id)) return undefined;
  return handle !== undefined && /^\w{1,15}$/u.test(handle)
    ? `https://twitter.com/${handle}/status/${id}`
    : `https://twitter.com/i/web/status/${id}`;
}

const AS: Readonly<Record<string, string>> = {
  id: 'id',
  id_str: 'id',
  full_text: 'text',
  text: 'text',
  created_at: 'date',
  entities: 'entities',
  extended_entities: 'media',
  lang: 'language',
  in_reply_to_status_id: 'replyTo',
  in_reply_to_status_id_str: 'replyTo',
  in_reply_to_screen_name: 'replyTo',
  user: 'handle',
};

function tell(
  value: JsonObject,
  entry: PostEntry,
  how: string | undefined,
  isCompleted: boolean,
  ledger: Ledger,
): void {
  for (const [field, given] of Object.entries(value)) {
    const as = AS[field];
    const isKept = as !== undefined && as in entry;
    if (field === 'created_at' && how !== undefined) ledger.changed(field, 'tweets.date', how);
    else if (field === 'extended_entities' && isKept)
      ledger.changed(field, 'tweets.media', 'cut to what was shown and its address');
    else if (isKept && /text$/u.test(field) && isCompleted)
      ledger.changed(field, 'tweets.text', 'completed with the words that the archive keeps in note-tweet.js');
    else if (isKept && /text$/u.test(field) && entry.text !== given)
      ledger.changed(field, 'tweets.text', 'written with the addresses that readers saw');
    else if (isKept) ledger.kept(field, `tweets.${as}`);
    else
      ledger.dropped(
        field,
        given === null || given === '' || as !== undefined
          ? 'it says nothing'
          : 'a preserved post has no field like it',
      );
  }
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Makes the story of a day: its posts in the order in which they were written, and nothing else. */
function toStory(day: string, posts: readonly Post[], { language }: ImportOptions): Item {
  const ordered = posts.toSorted(
    (one, other) =>
      Date.parse(one.entry.date) - Date.parse(other.entry.date) || compareIds(one.entry.id, other.entry.id),
  );
  const [first] = ordered;
  const handle = first?.entry.handle ?? '';
  const keys = new Set<string>();
  const keyed = ordered.map(({ entry }) => ({
    key: keyFor(entry, keys),
    ...entry,
    ...(entry.language === language && { language: undefined }),
  }));
  const keyOf = new Map(keyed.map(({ url, key }) => [url, key]));
  const tweets = keyed.map(({ language: own, ...entry }) => {
    const answered = entry.replyTo === undefined ? undefined : keyOf.get(entry.replyTo);
    return {
      ...entry,
      ...(own !== undefined && { language: own }),
      ...(answered !== undefined && answered !== entry.key && { replyTo: answered }),
    };
  });
  const [year = '', month = '', date = ''] = day.split('-');
  const title = `Posts by @${handle}, ${String(Number(date))} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
  return {
    kind: 'story',
    place: { file: first?.file.path ?? '', item: day },
    name: title,
    front: { title, date: day, type: 'document', tweets },
    body: { format: 'markdown', text: tweets.map(({ key }) => `::tweet{key="${key}"}`).join('\n\n') },
    slug: `${handle}-${day}`,
    fates: [
      { field: 'title', fate: 'proposed', as: 'title', how: 'made of the account and the day' },
      { field: 'date', fate: 'proposed', as: 'date', how: 'taken from the posts, whose days are those of UTC' },
      ...ordered.flatMap(({ ledger, entry }) =>
        ledger.fates.map((fate) => ({ ...fate, value: entry.id ?? entry.date })),
      ),
    ],
  };
}

function compareIds(one = '', other = ''): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}
