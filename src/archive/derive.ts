import { aliasFile } from '../model/addresses.ts';
import type { FrontMatter } from '../model/article.ts';
import { dayOf, hasTime, instantOf } from '../model/day.ts';
import { TERM_KINDS, type TermKind } from '../model/registry.ts';
import type { Rendered } from '../markdown/render.ts';
import type { Place } from '../reading/reading.ts';
import type { Database, Row } from './database.ts';
import type { MentionFinder } from './mentions.ts';
import { nameKey, resolveName } from './names.ts';

/** Kinds of name by which a story can be touched when the registry changes. */
type NameKind = TermKind | 'accounts' | 'speakers';

const PER_STORY = [
  'story_name',
  'story_link',
  'story_image',
  'alias',
  'story_term',
  'quote',
  'citation',
  'correction',
  'mention',
] as const;

/** What rendering found in a story's text, as the index keeps it beside HTML and words. */
export type StoredText = Omit<Rendered, 'html' | 'text' | 'problems'>;

/** Takes away everything that the index derived from a story, but not the story. */
export function forgetDerived(database: Database, story: number): void {
  for (const table of PER_STORY) database.run(`DELETE FROM ${table} WHERE story = ?`, story);
}

/** Gives the key under which an account is found in names and in the registry. */
export function accountKey(platform: string, handle: string): string {
  return `${platform}/${handle.toLowerCase()}`;
}

/**
 * Writes what lists and checks ask of one story: its names, links, quotes, sources. Depends on the story and the
 * registry; so it runs again when either changes. What readers see is derived for public stories only.
 */
export function deriveStory(database: Database, story: number, finder: MentionFinder): void {
  forgetDerived(database, story);
  const row = database.get('SELECT * FROM story WHERE id = ?', story);
  const record = database.get('SELECT front, places FROM story_record WHERE story = ?', story);
  const textRow = database.get('SELECT html, rendered FROM story_text WHERE story = ?', story);
  if (!row || !record || !textRow) throw new Error(`Story ${story} is not whole in the index.`);
  const front = JSON.parse(String(record['front'])) as FrontMatter;
  const places = JSON.parse(String(record['places'])) as Record<string, Place>;
  const rendered = JSON.parse(String(textRow['rendered'])) as StoredText;

  deriveNames(database, story, front);
  deriveLinks(database, story, front, places, rendered);
  if (row['public'] === 1) {
    deriveTerms(database, story, front, row);
    deriveQuotes(database, story, front, row);
    deriveCitations(database, story, front, row);
    front.corrections.forEach(({ date, text }, index) =>
      addCorrection(database, story, index, 'correction', date, text),
    );
    if (front.linkPeople) {
      for (const { person, start, end } of finder.find(String(textRow['html']), rendered.nameRuns)) {
        database.run('INSERT INTO mention (story, person, start, end) VALUES (?, ?, ?, ?)', story, person, start, end);
      }
    }
  }
  if (front.withdrawn && row['visible'] === 1)
    addCorrection(database, story, -1, 'withdrawal', front.withdrawn.date, front.withdrawn.reason);
}

function addCorrection(
  database: Database,
  story: number,
  position: number,
  kind: string,
  date: string,
  text: string,
): void {
  database.run(
    'INSERT INTO correction (story, position, kind, date, text) VALUES (?, ?, ?, ?, ?)',
    story,
    position,
    kind,
    date,
    text,
  );
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

function deriveNames(database: Database, story: number, front: FrontMatter): void {
  const add = (kind: NameKind, key: string, name: string, field: string) =>
    database.run(
      'INSERT INTO story_name (story, kind, key, name, field) VALUES (?, ?, ?, ?, ?)',
      story,
      kind,
      key,
      name,
      field,
    );
  for (const kind of TERM_KINDS) {
    for (const { name, field } of namesOf(front, kind)) add(kind, nameKey(name), name, field);
  }
  front.tweets.forEach((tweet, index) => {
    add('accounts', accountKey(tweet.platform, tweet.handle), tweet.handle, `tweets.${index}.handle`);
    add('speakers', nameKey(tweet.author), tweet.author, `tweets.${index}.author`);
  });
  front.authors.forEach(({ name }, index) => add('speakers', nameKey(name), name, `authors.${index}`));
  front.statements.forEach(({ speaker }, index) =>
    add('speakers', nameKey(speaker), speaker, `statements.${index}.speaker`),
  );
}

function deriveLinks(
  database: Database,
  story: number,
  front: FrontMatter,
  places: Record<string, Place>,
  rendered: StoredText,
): void {
  const placeOf = (field: string): Place => places[field] ?? { line: 1, column: 1 };
  const link = (target: string, fragment: string, field: string, { line, column }: Place) =>
    database.run(
      'INSERT INTO story_link (story, target, fragment, field, line, col) VALUES (?, ?, ?, ?, ?, ?)',
      story,
      target,
      fragment,
      field,
      line,
      column,
    );
  front.related.forEach((target, index) => link(target, '', `related.${index}`, placeOf(`related.${index}`)));
  if (front.translationOf) link(front.translationOf, '', 'translationOf', placeOf('translationOf'));
  for (const { path, fragment, line, column } of rendered.storyLinks) link(path, fragment, 'body', { line, column });

  const image = (src: string, field: string, { line, column }: Place) =>
    database.run(
      'INSERT INTO story_image (story, src, field, line, col) VALUES (?, ?, ?, ?, ?)',
      story,
      src,
      field,
      line,
      column,
    );
  front.images.forEach(({ src }, index) => image(src, `images.${index}.src`, placeOf(`images.${index}.src`)));
  for (const { src, line, column } of rendered.images) image(src, 'body', { line, column });

  front.aliases.forEach((address, index) => {
    const file = aliasFile(address);
    if (file === undefined) throw new Error(`${address} passed the checks but is no alias.`);
    database.run(
      'INSERT INTO alias (story, address, file, field) VALUES (?, ?, ?, ?)',
      story,
      address,
      file,
      `aliases.${index}`,
    );
  });
}

function deriveTerms(database: Database, story: number, front: FrontMatter, row: Row): void {
  for (const kind of TERM_KINDS) {
    namesOf(front, kind).forEach(({ name, role }, position) => {
      // A name given twice, or in two spellings of one term, is one row: the first.
      database.run(
        'INSERT OR IGNORE INTO story_term (story, kind, id, position, name, role, day, ord) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        story,
        kind,
        resolveName(database, kind, name).id,
        position,
        name,
        role ?? null,
        row['day'] ?? '',
        row['ord'] ?? '',
      );
    });
  }
}

function deriveQuotes(database: Database, story: number, front: FrontMatter, row: Row): void {
  const insert = (
    position: number,
    kind: string,
    platform: string | null,
    account: string | null,
    identity: string,
    date: string,
    author: Author,
    record: unknown,
  ) =>
    database.run(
      'INSERT INTO quote (story, position, kind, platform, account, identity, date, ord, author_kind, author_id, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      story,
      position,
      kind,
      platform,
      account,
      identity,
      date,
      row['ord'] ?? '',
      author?.kind ?? null,
      author?.id ?? null,
      JSON.stringify(record),
    );
  front.tweets.forEach((tweet, index) => {
    const author =
      ownerOf(database, tweet.platform, tweet.handle, tweet.date) ?? speakerOf(database, story, tweet.author);
    // One post quoted by several stories is one post: by its id, or by its day and words where the id is lost.
    const identity = tweet.id ?? `${dayOf(tweet.date)} ${tweet.text}`;
    insert(index, 'tweet', tweet.platform, tweet.handle.toLowerCase(), identity, tweet.date, author, {
      kind: 'tweet',
      ...tweet,
    });
  });
  front.statements.forEach((statement, index) => {
    const date = statement.date ?? String(row['date']);
    const sourceNumber =
      statement.source === undefined ? 0 : front.sources.findIndex(({ key }) => key === statement.source) + 1;
    const record = { kind: 'statement', ...statement, ...(sourceNumber > 0 && { sourceNumber }) };
    insert(
      front.tweets.length + index,
      'statement',
      null,
      null,
      '',
      date,
      speakerOf(database, story, statement.speaker),
      record,
    );
  });
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
function speakerOf(database: Database, story: number, name: string): Author {
  for (const kind of ['people', 'organizations'] as const) {
    const { id, registered } = resolveName(database, kind, name);
    if (registered || database.get('SELECT 1 FROM story_term WHERE story = ? AND kind = ? AND id = ?', story, kind, id))
      return { kind, id };
  }
  return undefined;
}

function deriveCitations(database: Database, story: number, front: FrontMatter, row: Row): void {
  front.sources.forEach((source, position) => {
    if (source.url === undefined) return;
    database.run(
      'INSERT INTO citation (story, position, host, ord, record) VALUES (?, ?, ?, ?, ?)',
      story,
      position,
      hostOf(source.url),
      row['ord'] ?? '',
      JSON.stringify(source),
    );
  });
}

/** Gives the host of an address without `www.`, as `/sources/` files it. */
function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./u, '');
}

/** Gives the text by which stories are put in order of time: day, instant where one is known, path. */
export function orderOf(date: string, path: string): string {
  // Times of one day may have several offsets; their instants put them in order.
  return `${dayOf(date)} ${hasTime(date) ? new Date(instantOf(date)).toISOString() : ''} ${path}`;
}
