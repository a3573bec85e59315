import { hash } from 'node:crypto';
import { aliasFile } from '../model/addresses.ts';
import type { FrontMatter } from '../model/article.ts';
import { dayOf, hasTime, instantOf } from '../model/day.ts';
import type { Tweet } from '../model/quote.ts';
import { TERM_KINDS, type TermKind } from '../model/registry.ts';
import type { Rendered } from '../markdown/render.ts';
import type { Place } from '../reading/reading.ts';
import { marksOf } from '../reading/post-text.ts';
import { idOf, nameKey } from '../reading/slug.ts';
import { touchStory } from './changes.ts';
import type { Database, Row, Value } from './database.ts';
import type { MentionFinder } from './mentions.ts';
import type { NameResolver } from './names.ts';
import { formerAddresses } from './permalinks.ts';
import { outletOf } from './outlets.ts';
import type { OtherPost, PostRecord } from './rows.ts';

/**
 * Kinds of name by which a story can be touched when the registry changes. `speaker-ids`: who speaks or writes, by the id that the name
 * gives; an entry with that id is meant whatever its own name.
 */
type NameKind = TermKind | 'accounts' | 'speakers' | 'speaker-ids';

/** Tables of what is derived from a story, with their columns beside the story's own. */
const DERIVED = {
  story_name: ['kind', 'key', 'name', 'field'],
  story_link: ['target', 'fragment', 'field', 'line', 'col'],
  story_image: ['src', 'field', 'line', 'col'],
  story_capture: ['file', 'sha256', 'field', 'line', 'col'],
  alias: ['address', 'file', 'field'],
  story_term: ['kind', 'id', 'position', 'name', 'role', 'day', 'ord'],
  quote: [
    ...['position', 'kind', 'platform', 'account', 'identity', 'date'],
    ...['ord', 'author_kind', 'author_id', 'record'],
  ],
  citation: ['position', 'outlet', 'name', 'host', 'ord', 'record'],
  correction: ['position', 'kind', 'date', 'text'],
  mention: ['person', 'start', 'end'],
} as const satisfies Record<string, readonly string[]>;

type DerivedTable = keyof typeof DERIVED;
/** Rows of every table of a story, each value in the order of its columns. */
type DerivedRows = Record<DerivedTable, Value[][]>;

/** Names of the tables of what is derived from stories. */
export const DERIVED_TABLES = Object.keys(DERIVED) as readonly DerivedTable[];
const DELETES = DERIVED_TABLES.map((table) => `DELETE FROM ${table} WHERE story = ?`);
const INSERTS = DERIVED_TABLES.map((table) => {
  const columns = DERIVED[table];
  return [
    table,
    `INSERT INTO ${table} (story, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`,
  ] as const;
});

/** What rendering found in a story's text, as the index keeps it beside HTML and words. */
export type StoredText = Omit<Rendered, 'html' | 'text' | 'problems'>;

/** Takes away everything that the index derived from a story, but not the story. */
export function forgetDerived(database: Database, story: number): void {
  touchStory(database, story);
  for (const sql of DELETES) database.run(sql, story);
}

/** Gives the key under which an account is found in names and in the registry. */
export function accountKey(platform: string, handle: string): string {
  return `${platform}/${handle.toLowerCase()}`;
}

/** The registry of names, as the index has it while stories are derived. */
export interface Names {
  readonly resolve: NameResolver;
  readonly finder: MentionFinder;
}

/** A story as it stands in the index: columns of its row, and front matter, places and text as JSON and HTML. */
export interface WrittenStory {
  readonly row: Row;
  readonly front: string;
  readonly places: string;
  readonly html: string;
  readonly rendered: string;
}

/**
 * Writes what lists and checks ask of one story: its names, links, quotes, sources. Depends on the story and the
 * registry; so it runs again when either changes, and leaves all as it is where that makes no difference. What readers see
 * is derived for public stories only. Tells whether anything changed.
 */
export function deriveStory(
  database: Database,
  story: number,
  { resolve, finder }: Names,
  written: WrittenStory = readWritten(database, story),
): boolean {
  const { row } = written;
  const front = JSON.parse(written.front) as FrontMatter;
  const rendered = JSON.parse(written.rendered) as StoredText;
  const rows: DerivedRows = {
    story_name: namesFound(front),
    ...targetsOf(front, written.places, rendered),
    alias: aliasesOf(database, front, row),
    ...listed(database, front, row, resolve),
    correction: correctionsOf(front, row),
    mention:
      row['public'] === 1 && front.linkPeople
        ? finder.find(written.html, rendered.nameRuns).map(({ person, start, end }) => [person, start, end])
        : [],
  };
  // Who stands behind a byline is asked when the story is drawn, and may change with the registry alone.
  const bylines = front.authors.map(({ name }) =>
    (['people', 'organizations'] as const).map((kind) => resolve(kind, name)),
  );
  const digest = hash('sha256', JSON.stringify([rows, bylines, row['public'], row['visible']]), 'base64url');
  if (row['derived'] === digest) return false;
  if (row['derived'] !== null) forgetDerived(database, story);
  for (const [table, sql] of INSERTS) for (const values of rows[table]) database.run(sql, story, ...values);
  const lead = rows.story_term.find(([kind, , position]) => kind === 'topics' && position === 0);
  database.run(
    'UPDATE story SET derived = ?, lead_id = ?, lead_name = ? WHERE id = ?',
    digest,
    lead?.[1] ?? null,
    lead?.[3] ?? null,
    story,
  );
  return true;
}

function readWritten(database: Database, story: number): WrittenStory {
  const row = database.get('SELECT * FROM story WHERE id = ?', story);
  const record = database.get('SELECT front, places FROM story_record WHERE story = ?', story);
  const text = database.get('SELECT html, rendered FROM story_text WHERE story = ?', story);
  if (!row || !record || !text) throw new Error(`Story ${story} is not whole in the index.`);
  const [front, places] = [String(record['front']), String(record['places'])];
  return { row, front, places, html: String(text['html']), rendered: String(text['rendered']) };
}

/** Lists a story's names of one kind with the front-matter field that holds each. */
export function namesOf(
  front: FrontMatter,
  kind: TermKind,
): { name: string; field: string; role?: string | undefined }[] {
  if (kind === 'series') return front.series ? [{ name: front.series.name, field: 'series' }] : [];
  return front[kind].map((entry, index) => ({
    name: entry.name,
    field: `${kind}.${index}`,
    role: 'role' in entry ? entry.role : undefined,
  }));
}

function namesFound(front: FrontMatter): Value[][] {
  const rows: [NameKind, string, string, string][] = [];
  for (const kind of TERM_KINDS) {
    for (const { name, field } of namesOf(front, kind)) rows.push([kind, nameKey(name), name, field]);
  }
  const addSpeaker = (name: string, field: string) => {
    rows.push(['speakers', nameKey(name), name, field]);
    rows.push(['speaker-ids', idOf(name), name, field]);
  };
  front.tweets.forEach(({ platform, handle, author }, index) => {
    rows.push(['accounts', accountKey(platform, handle), handle, `tweets.${index}.handle`]);
    addSpeaker(author, `tweets.${index}.author`);
  });
  front.authors.forEach(({ name }, index) => addSpeaker(name, `authors.${index}`));
  front.statements.forEach(({ speaker }, index) => addSpeaker(speaker, `statements.${index}.speaker`));
  return rows;
}

/** Lists what a story points to: stories, pictures and saved material. */
function targetsOf(
  front: FrontMatter,
  placesText: string,
  rendered: StoredText,
): Pick<DerivedRows, 'story_link' | 'story_image' | 'story_capture'> {
  // Most stories point to nothing in their front matter, and places are most of what is kept of it.
  let places: Record<string, Place> | undefined;
  const at = (field: string): [number, number] => {
    places ??= JSON.parse(placesText) as Record<string, Place>;
    return [places[field]?.line ?? 1, places[field]?.column ?? 1];
  };
  return {
    story_link: [
      ...front.related.map((target, index) => [target, '', `related.${index}`, ...at(`related.${index}`)]),
      ...(front.translationOf ? [[front.translationOf, '', 'translationOf', ...at('translationOf')]] : []),
      ...rendered.storyLinks.map(({ path, fragment, line, column }) => [path, fragment, 'body', line, column]),
    ],
    story_image: [
      ...front.images.map(({ src }, index) => [src, `images.${index}.src`, ...at(`images.${index}.src`)]),
      ...front.tweets.flatMap(({ media }, index) =>
        media.flatMap(({ src }, number): Value[][] => {
          const field = `tweets.${index}.media.${number}.src`;
          return src === undefined ? [] : [[src, field, ...at(field)]];
        }),
      ),
      ...rendered.images.map(({ src, line, column }) => [src, 'body', line, column]),
      ...copiesOf(front).map(([file, field]) => [file, field, ...at(field)]),
    ],
    story_capture: front.tweets.flatMap(({ capture }, index): Value[][] => {
      const field = `tweets.${index}.capture.file`;
      return capture === undefined ? [] : [[capture.file, capture.sha256, field, ...at(field)]];
    }),
  };
}

/** Lists a story's old addresses: those that its front matter gives, and those on which the register knows that it stood. */
function aliasesOf(database: Database, front: FrontMatter, row: Row): Value[][] {
  const given = front.aliases.map((address, index) => [address, fileOf(address), `aliases.${index}`]);
  const files = new Set(given.map(([, file]) => file));
  const registered = row['visible'] === 1 ? formerAddresses(database, row) : [];
  return [
    ...given,
    ...registered.map((address) => [address, fileOf(address), '']).filter(([, file]) => !files.has(file)),
  ];
}

function fileOf(address: string): string {
  const file = aliasFile(address);
  if (file === undefined) throw new Error(`${address} passed the checks but is no alias.`);
  return file;
}

/** Lists the saved copies of a story's sources and posts, and the material from which posts were taken, each with its field. */
function copiesOf({ sources, tweets }: FrontMatter): [file: string, field: string][] {
  const archived = Object.entries({ sources, tweets }).flatMap(([list, entries]) =>
    entries.map(({ archived: copy }, index): [string | undefined, string] => [
      copy?.file,
      `${list}.${index}.archived.file`,
    ]),
  );
  const captured = tweets.map(({ capture }, index): [string | undefined, string] => [
    capture?.file,
    `tweets.${index}.capture.file`,
  ]);
  return [...archived, ...captured].flatMap(([file, field]) => (file === undefined ? [] : [[file, field]]));
}

/** Lists what pages list of a public story: its terms, quotes and citations. */
function listed(
  database: Database,
  front: FrontMatter,
  row: Row,
  resolve: NameResolver,
): Pick<DerivedRows, 'story_term' | 'quote' | 'citation'> {
  if (row['public'] !== 1) return { story_term: [], quote: [], citation: [] };
  const terms = termsFound(front, row, resolve);
  const speakerOf = (name: string) => findSpeaker(terms, name, resolve);
  return { story_term: terms, quote: quotesFound(database, front, row, speakerOf), citation: citationsOf(front, row) };
}

function termsFound(front: FrontMatter, row: Row, resolve: NameResolver): Value[][] {
  return TERM_KINDS.flatMap((kind) => {
    const seen = new Set<string>();
    return namesOf(front, kind).flatMap(({ name, role }, position): Value[][] => {
      // A name given twice, or in two spellings of one term, is one row: the first.
      const { id } = resolve(kind, name);
      if (seen.has(id)) return [];
      seen.add(id);
      return [[kind, id, position, name, role ?? null, row['day'] ?? '', row['ord'] ?? '']];
    });
  });
}

function quotesFound(database: Database, front: FrontMatter, row: Row, speakerOf: (name: string) => Author): Value[][] {
  const ord = row['ord'] ?? '';
  const posts = front.tweets.map((tweet, index): Value[] => {
    const author = ownerOf(database, tweet.platform, tweet.handle, tweet.date) ?? speakerOf(tweet.author);
    // One post quoted by several stories is one post: by its id, or by its day and words where the id is lost. Withheld words say nothing.
    const identity = tweet.id ?? `${dayOf(tweet.date)} ${tweet.withheld ? `${row['path']} ${index}` : tweet.text}`;
    const record = JSON.stringify(toRecord(tweet, front.tweets));
    return [
      ...[index, 'tweet', tweet.platform, tweet.handle.toLowerCase(), identity, tweet.date],
      ...[ord, author?.kind ?? null, author?.id ?? null, record],
    ];
  });
  const statements = front.statements.map((statement, index): Value[] => {
    const sourceNumber =
      statement.source === undefined ? 0 : front.sources.findIndex(({ key }) => key === statement.source) + 1;
    const record = JSON.stringify({ kind: 'statement', ...statement, ...(sourceNumber > 0 && { sourceNumber }) });
    const author = speakerOf(statement.speaker);
    return [
      ...[front.tweets.length + index, 'statement', null, null, '', statement.date ?? String(row['date'])],
      ...[ord, author?.kind ?? null, author?.id ?? null, record],
    ];
  });
  return [...posts, ...statements];
}

/** Gives a post as pages ask for it: what its text names is found once, here. */
function toRecord(post: Tweet, posts: readonly Tweet[]): PostRecord {
  const { entities: _, quoted, replyTo, ...rest } = post;
  const other = (target: string): OtherPost => {
    const index = posts.findIndex(({ key, url }) => key === target || url === target);
    const found = posts[index];
    if (!found) return { url: target };
    return { index, platform: found.platform, author: found.author, handle: found.handle };
  };
  return {
    kind: 'tweet',
    ...rest,
    marks: marksOf(post),
    ...(quoted !== undefined && { quoted: other(quoted) }),
    ...(replyTo !== undefined && { replyTo: other(replyTo) }),
  };
}

type Author = { readonly kind: TermKind; readonly id: string } | undefined;

/** Finds the person whose account it was on the day of a post. */
function ownerOf(database: Database, platform: string, handle: string, date: string): Author {
  const owner = database.get(
    'SELECT person FROM account WHERE platform = ? AND handle = ? AND since <= ? AND until >= ? ORDER BY person LIMIT 1',
    platform,
    handle.toLowerCase(),
    dayOf(date),
    dayOf(date),
  );
  return owner && { kind: 'people', id: String(owner['person']) };
}

/** Finds who speaks: a registered person or organization, or one whom the story itself names. */
function findSpeaker(terms: readonly Value[][], name: string, resolve: NameResolver): Author {
  for (const kind of ['people', 'organizations'] as const) {
    const { id, registered } = resolve(kind, name);
    if (registered || terms.some(([termKind, termId]) => termKind === kind && termId === id)) return { kind, id };
  }
  return undefined;
}

function citationsOf(front: FrontMatter, row: Row): Value[][] {
  return front.sources.flatMap((source, position): Value[][] => {
    const filed = outletOf(source);
    if (!filed) return [];
    return [[position, filed.outlet, filed.name, filed.host ?? null, row['ord'] ?? '', JSON.stringify(source)]];
  });
}

function correctionsOf(front: FrontMatter, row: Row): Value[][] {
  return [
    ...(row['public'] === 1
      ? front.corrections.map(({ date, text }, index): Value[] => [index, 'correction', date, text])
      : []),
    ...(front.withdrawn && row['visible'] === 1
      ? [[-1, 'withdrawal', front.withdrawn.date, front.withdrawn.reason]]
      : []),
  ];
}

/** Gives the text by which stories are put in order of time: day, instant where one is known, path. */
export function orderOf(date: string, path: string): string {
  // Times of one day may have several offsets; their instants put them in order.
  return `${dayOf(date)} ${hasTime(date) ? new Date(instantOf(date)).toISOString() : ''} ${path}`;
}
