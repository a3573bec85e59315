import { mediaAddress, termAddress, type Address } from '../../model/addresses.ts';
import type { FrontMatter } from '../../model/article.ts';
import { compareDates } from '../../model/day.ts';
import { TERM_KINDS, type TermKind } from '../../model/registry.ts';
import type { Database, Row } from '../database.ts';
import { namesOf, type StoredText } from '../derive.ts';
import { resolveName } from '../names.ts';
import { HAS_PAGE } from '../page-parts.ts';
import { toIndexedPicture, variantsOf } from '../picture-variants.ts';
import type {
  AuthorRow,
  PictureRow,
  PostMediumRow,
  PostRecord,
  QuoteRow,
  StatementRow,
  StoryNeighbours,
  StoryRef,
  StoryRow,
  StoryTerm,
  TextPart,
} from '../rows.ts';
import { FACET } from '../facets.ts';
import { Gone, depend, remember, tracked } from '../tracker.ts';
import { cardOf, optional, toStoryRef, toTermRef } from './cards.ts';
import { relatedTo } from './related.ts';
import { resolveHtml, type Replacement, type Resolvers } from './resolve.ts';
import { basePath, readSiteRow } from './site.ts';

/** The path of the story that stands on an address. */
export const storyPathAt = tracked(
  'storyPathAt',
  (database, address: string): string => {
    const row = database.get('SELECT path FROM story WHERE address = ?', address);
    if (!row) throw new Gone(`No story stands at ${address}.`);
    return String(row['path']);
  },
  { on: (address) => [FACET.address(address)] },
);

/** The story that stands behind an old address, by the file that answers for that. */
export const aliasTarget = tracked(
  'aliasTarget',
  (database, file: string): StoryRef => {
    const row = database.get(
      `SELECT s.path, s.address, s.title, s.day, s.language FROM alias a JOIN story s ON s.id = a.story
     WHERE a.file = ? AND s.${HAS_PAGE} ORDER BY s.ord LIMIT 1`,
      file,
    );
    if (!row) throw new Gone(`No story has the old address ${file}.`);
    depend(FACET.story(String(row['path'])));
    return toStoryRef(row);
  },
  { on: (file) => [FACET.alias(file)] },
);

/** Every old address, by the file that answers for it, with the address to which it leads. */
export const redirects = tracked(
  'redirects',
  (database): (readonly [file: string, to: Address])[] =>
    database
      .lists(
        `SELECT a.file, s.address FROM alias a JOIN story s ON s.id = a.story WHERE s.${HAS_PAGE}
         GROUP BY a.file ORDER BY a.file`,
      )
      .map(([file, to]) => [String(file), String(to)]),
  { on: () => [FACET.aliases] },
);

/** A story with all that its page shows beside its text. */
export const story = tracked(
  'story',
  (database, path: string): StoryRow => {
    const row = storyRow(database, path);
    const { front, rendered } = records(database, row);
    const id = Number(row['id']);
    const card = cardOf(database, id);
    const quoteList = card.quotes === 0 ? [] : quotesOf(database, id);
    return {
      ...card,
      path,
      slug: String(row['slug']),
      ...(front.id !== undefined && { id: front.id }),
      ...(front.updated !== undefined && { updated: front.updated }),
      ...(front.event !== undefined && { event: front.event }),
      lang: front.language ?? readSiteRow(database).language,
      authors: authorsOf(database, id, front),
      terms: termsOfStory(database, front),
      sourceList: front.sources,
      citations: front.sources.map(({ key }) => rendered.citations.filter((use) => use.key === key).length),
      quoteList,
      pictures: front.images.map((image) => pictureOf(database, image)),
      correctionList: front.corrections.toSorted((a, b) => compareDates(a.date, b.date)),
      ...(front.original && { original: front.original }),
      ...(front.withdrawn && { withdrawn: front.withdrawn }),
      headings: rendered.headings,
      words: rendered.words,
    };
  },
  { on: (path) => [FACET.story(path)] },
);

/** A story's text with links, people and pictures resolved, cut where its quotes stand. */
export const storyText = tracked(
  'storyText',
  (database, path: string): TextPart[] => {
    const row = storyRow(database, path);
    return textOf(database, row);
  },
  { on: (path) => [FACET.story(path)] },
);

/** Holds for a translation `s` of a public story, which stands for it where a story is meant once. */
const STANDS_BEHIND =
  '(s.translation_of IS NOT NULL AND EXISTS (SELECT 1 FROM story o WHERE o.path = s.translation_of AND o.public = 1))';

/** What stands beside a story: before and after it in time and in its series, in other languages, and related. */
export const storyNeighbours = tracked(
  'storyNeighbours',
  (database, path: string): StoryNeighbours => {
    const row = storyRow(database, path);
    const origin = originOf(row);
    for (const facet of [FACET.story(origin), FACET.beside(origin), FACET.versions(origin)]) depend(facet);
    // A story comes once in the order of time: a public original stands for its translations.
    const original = origin === path ? row : findRow(database, origin);
    const ord = String(original?.['public'] === 1 ? original['ord'] : row['ord']);
    const other = `s.public = 1 AND coalesce(s.translation_of, s.path) <> ? AND NOT ${STANDS_BEHIND}`;
    const before = refWhere(database, `${other} AND s.ord < ? ORDER BY s.ord DESC`, origin, ord);
    const after = refWhere(database, `${other} AND s.ord > ? ORDER BY s.ord`, origin, ord);
    const series = seriesOf(database, row, ord);
    return {
      ...(before && { before }),
      ...(after && { after }),
      ...(series && { series }),
      translations: translationsOf(database, row),
      related: relatedTo(database, row, origin),
    };
  },
  { on: (path) => [FACET.story(path), FACET.near(path)] },
);

/** Gives a story's text as parts. Where it leaves its page, its links carry the scheme and host of the site, `origin`. */
export function textOf(database: Database, row: Row, origin?: string): TextPart[] {
  const id = Number(row['id']);
  const site = readSiteRow(database);
  const base = (origin ?? '') + basePath(site);
  const mentions: Replacement[] = site.outputs.people
    ? database
        .all('SELECT person, start, end FROM mention WHERE story = ? ORDER BY start', id)
        .map(({ person, start, end }) => ({
          start: Number(start),
          end: Number(end),
          address: termAddress('people', String(person)),
        }))
    : [];
  const quoteIndex = (key: string) => {
    const quote = database.get(
      "SELECT position FROM quote WHERE story = ? AND json_extract(record, '$.key') = ? ORDER BY position LIMIT 1",
      ...[id, key],
    );
    return quote && Number(quote['position']);
  };
  const html = String(database.get('SELECT html FROM story_text WHERE story = ?', id)?.['html'] ?? '');
  return resolveHtml(html, {
    mentions,
    base,
    quoteIndex,
    citation: citationsOf(database, id, origin === undefined ? undefined : base + String(row['address'])),
    storyAddress: (target) => addressOf(database, target),
    picture: (src) => {
      const picture = pictureOf(database, { src, alt: '' });
      // Copies go when a picture changes, and what a feed brought is read for years.
      return origin === '' ? picture : { ...picture, variants: [] };
    },
  });
}

/**
 * Gives a function from the key of a source to the HTML of its next citation. It leads to the source on the same page, which leads
 * back; with `page`, the address of the story's page, to the source there.
 */
function citationsOf(database: Database, story: number, page: string | undefined): Resolvers['citation'] {
  const times = new Map<string, number>();
  let sources: FrontMatter['sources'] | undefined;
  return (key) => {
    sources ??= sourcesOf(database, story);
    const number = sources.findIndex((source) => source.key === key) + 1;
    if (number === 0) return undefined;
    if (page !== undefined) return `<sup><a href="${page}#source.${number}">${number}</a></sup>`;
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    // In the order in which the check of built pages knows links.
    return `<sup><a class="cite" href="#source.${number}" lang="en" aria-label="Source ${number}" id="cite.${number}.${time}">${number}</a></sup>`;
  };
}

function sourcesOf(database: Database, story: number): FrontMatter['sources'] {
  const record = database.get(
    "SELECT json_extract(front, '$.sources') AS list FROM story_record WHERE story = ?",
    story,
  );
  return JSON.parse(String(record?.['list'] ?? '[]')) as FrontMatter['sources'];
}

/** Gives the row of a story. Throws when there is none. */
function storyRow(database: Database, path: string): Row {
  const row = findRow(database, path);
  if (!row) throw new Gone(`There is no story ${path}.`);
  return row;
}

/** Finds the row of a story, for which several queries of its page ask. */
function findRow(database: Database, path: string): Row | undefined {
  return remember('row', path, () =>
    database.get('SELECT id, path, ord, day, slug, public, translation_of FROM story WHERE path = ?', path),
  );
}

function records(database: Database, row: Row): { front: FrontMatter; rendered: StoredText } {
  const record = database.get(
    'SELECT r.front, t.rendered FROM story_record r JOIN story_text t ON t.story = r.story WHERE r.story = ?',
    row['id'] ?? 0,
  );
  if (!record) throw new Error(`Story ${row['path']} is not whole in the index.`);
  return {
    front: JSON.parse(String(record['front'])) as FrontMatter,
    rendered: JSON.parse(String(record['rendered'])) as StoredText,
  };
}

/** Gives the address of the page on which a story stands, be it withdrawn; undefined where it has none. */
export function addressOf(database: Database, path: string): Address | undefined {
  depend(FACET.story(path));
  const row = database.get(`SELECT address FROM story WHERE path = ? AND ${HAS_PAGE}`, path);
  return row && String(row['address']);
}

/** Gives a picture of the content folder with its size. Throws when the file is not there. */
export function pictureOf(
  database: Database,
  { src, alt, credit, licence, caption }: FrontMatter['images'][number],
): PictureRow {
  depend(FACET.file(src));
  const row = database.get("SELECT hash, width, height, animated FROM file WHERE path = ? AND kind = 'media'", src);
  if (!row) throw new Gone(`There is no picture ${src}.`);
  const { width, height, ...kept } = toIndexedPicture(row);
  return {
    address: mediaAddress(src),
    variants: variantsOf({ width, height, ...kept }),
    alt,
    width,
    height,
    ...(credit !== undefined && { credit }),
    ...(licence !== undefined && { licence }),
    ...(caption !== undefined && { caption }),
  };
}

function termsOfStory(database: Database, front: FrontMatter): StoryTerm[] {
  return TERM_KINDS.flatMap((kind) => {
    const seen = new Set<string>();
    return namesOf(front, kind).flatMap(({ name: written, role }): StoryTerm[] => {
      const { id, registered, name = written, wikidata } = meaningOf(database, kind, written);
      if (seen.has(id)) return [];
      seen.add(id);
      depend(FACET.name(kind, id));
      return [
        {
          kind,
          id,
          name,
          written,
          registered,
          ...(role !== undefined && { role }),
          ...(wikidata !== undefined && { wikidata }),
        },
      ];
    });
  });
}

/** Finds who stands behind each name of a byline: a registered person or organization, or one whom the story itself names. */
export function authorsOf(database: Database, story: number, front: FrontMatter): AuthorRow[] {
  return front.authors.map(({ name: written }): AuthorRow => {
    for (const kind of ['people', 'organizations'] as const) {
      const { id, name, wikidata } = meaningOf(database, kind, written);
      depend(FACET.name(kind, id));
      if (name !== undefined) return { name, term: { kind, id, name }, ...(wikidata !== undefined && { wikidata }) };
      if (database.get('SELECT 1 FROM story_term WHERE story = ? AND kind = ? AND id = ?', story, kind, id))
        return { name: written, term: { kind, id, name: written } };
    }
    return { name: written };
  });
}

/** What a name stands for; with the name and Wikidata id of its registry entry, where it has one. */
interface Meaning {
  readonly id: string;
  readonly registered: boolean;
  readonly name?: string;
  readonly wikidata?: string;
}

function meaningOf(database: Database, kind: TermKind, written: string): Meaning {
  return remember(`name in ${kind}`, written, () => {
    const { id, registered } = resolveName(database, kind, written);
    const entry =
      registered &&
      database.get(
        "SELECT name, json_extract(entry, '$.wikidata') AS wikidata FROM term WHERE kind = ? AND id = ?",
        kind,
        id,
      );
    return { id, registered, ...(entry && { name: String(entry['name']), ...optional(entry, 'wikidata') }) };
  });
}

/** Gives a story's quotes in order: posts, then statements. */
export function quotesOf(database: Database, story: number): QuoteRow[] {
  return database
    .all('SELECT record, author_kind, author_id FROM quote WHERE story = ? ORDER BY position', story)
    .map((row) => toQuote(database, row));
}

/** Turns a row with record, author_kind and author_id into a quote. */
export function toQuote(database: Database, row: Row): QuoteRow {
  const record = JSON.parse(String(row['record'])) as PostRecord | StatementRow;
  const quote = record.kind === 'tweet' ? { ...record, media: mediaOf(database, record) } : record;
  if (row['author_id'] === null) return quote;
  return { ...quote, person: toTermRef(database, String(row['author_kind']), String(row['author_id'])) };
}

function mediaOf(database: Database, { media }: PostRecord): PostMediumRow[] {
  return media.map(({ src, ...medium }) =>
    src === undefined ? medium : { ...medium, picture: pictureOf(database, { src, alt: medium.alt ?? '' }) },
  );
}

function refWhere(database: Database, where: string, ...values: (string | number)[]): StoryRef | undefined {
  const row = database.get(
    `SELECT s.address, s.title, s.day, s.language FROM story s WHERE ${where} LIMIT 1`,
    ...values,
  );
  return row && toStoryRef(row);
}

/** Gives the path of the story that a row translates, or its own. */
function originOf(row: Row): string {
  return String(row['translation_of'] ?? row['path']);
}

/** Gives a story's place in its series. A translation is no part where what it translates is one, and stands in its place. */
function seriesOf(database: Database, row: Row, originOrd: string): StoryNeighbours['series'] {
  const term = database.get("SELECT id FROM story_term WHERE story = ? AND kind = 'series'", row['id'] ?? 0);
  if (!term) return undefined;
  const id = String(term['id']);
  depend(FACET.term('series', id));
  const behind = `EXISTS (SELECT 1 FROM story tr JOIN story o ON o.path = tr.translation_of
    JOIN story_term ot ON ot.story = o.id AND ot.kind = 'series' AND ot.id = t.id WHERE tr.id = t.story)`;
  const parts = `t.kind = 'series' AND t.id = ? AND NOT ${behind}`;
  const own = database.get(`SELECT 1 FROM story_term t WHERE ${parts} AND t.story = ?`, id, row['id'] ?? 0);
  const ord = own ? String(row['ord']) : originOrd;
  const count = (where: string, ...values: string[]) =>
    Number(database.get(`SELECT count(*) AS n FROM story_term t WHERE ${parts} ${where}`, id, ...values)?.['n']);
  const neighbour = (where: string, order: string) =>
    refWhere(
      database,
      `s.id = (SELECT t.story FROM story_term t WHERE ${parts} AND t.ord ${where} ? ORDER BY t.ord ${order} LIMIT 1)`,
      id,
      ord,
    );
  const before = neighbour('<', 'DESC');
  const after = neighbour('>', 'ASC');
  return {
    term: toTermRef(database, 'series', id),
    part: count('AND t.ord <= ?', ord),
    parts: count(''),
    ...(before && { before }),
    ...(after && { after }),
  };
}

function translationsOf(database: Database, row: Row): StoryNeighbours['translations'] {
  const path = String(row['path']);
  const origin = originOf(row);
  const { language } = readSiteRow(database);
  return database
    .all(
      `SELECT s.address, s.title, s.day, s.language FROM story s WHERE +s.public = 1 AND s.path <> ? AND (s.path = ? OR s.translation_of = ?)
       ORDER BY coalesce(s.language, ''), s.ord`,
      path,
      origin,
      origin,
    )
    .map((other) => ({
      ...toStoryRef(other),
      lang: other['language'] === null ? language : String(other['language']),
    }));
}
