/** The archive that Twitter gives the owner of an account, in its forms since 2012: the owner’s own posts, to quote from. */
import { readFile } from 'node:fs/promises';
import { keyFor } from '../../capture/keys.ts';
import { shortened } from '../body/words.ts';
import { decodeForeign } from '../bytes/encoding.ts';
import type { Importer, ImportOptions, Input, InputFile, Item, SkippedItem } from '../foreign.ts';
import { asList, asText, isObject } from '../items/foreign-json.ts';
import { skipped, toPost, type Archive, type Note, type Owner, type Post } from './twitter-post.ts';

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

function mediaFiles({ files }: Input): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap(({ path }) => {
      const [, name] = MEDIA.exec(path) ?? [];
      return name === undefined ? [] : [[name, `/${path}`] as const];
    }),
  );
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
