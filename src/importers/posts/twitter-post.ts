/** One post of a Twitter archive → a record. */
import type { PostEntry } from '../../capture/result.ts';
import { isWebAddress, language as languageTag } from '../../model/fields.ts';
import { decodeEntities } from '../body/words.ts';
import type { InputFile, SkippedItem } from '../foreign.ts';
import { readForeignDate } from '../items/foreign-date.ts';
import { asList, asText, isObject, type JsonObject } from '../items/foreign-json.ts';
import { Ledger } from '../items/ledger.ts';

/** Whose archive it is. */
export interface Owner {
  readonly handle: string;
  readonly name: string;
  readonly id: string | undefined;
}

/** What posts are read with. */
export interface Archive {
  readonly owner: Owner | undefined;
  readonly notes: Note[];
  /** Paths by the names of the files. */
  readonly media: ReadonlyMap<string, string>;
}

/** The whole of a long post. */
export interface Note {
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly created: number;
  readonly urls: readonly unknown[];
  readonly file: InputFile;
  readonly index: number;
  isUsed: boolean;
}

/** A post with what became of its fields. */
export interface Post {
  readonly entry: PostEntry;
  readonly name: string;
  readonly file: InputFile;
  readonly index: number;
  readonly ledger: Ledger;
}

/** Gives the post that a value of a file is, or says why it is none to quote from. */
export function toPost(value: unknown, file: InputFile, index: number, archive: Archive): Post | SkippedItem {
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

/** Says why something of a file becomes no story; `item` counts from 1. */
export function skipped(
  file: InputFile,
  name: string,
  reason: SkippedItem['reason'],
  message: string,
  item?: number,
): SkippedItem {
  return { kind: 'skipped', place: { file: file.path, ...(item !== undefined && { item }) }, name, reason, message };
}
