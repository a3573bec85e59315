import type { FrontMatter } from '../../model/article.ts';
import { TERM_KINDS, type TermKind } from '../../model/registry.ts';
import type { Database, Row, Value } from '../database.ts';
import { FACET } from '../facets.ts';
import type { Card, CountedTerm, StoryRef, TermRef } from '../rows.ts';
import { Gone, depend, remember } from '../tracker.ts';

/** A story as others see it. */
export interface Gist {
  readonly path: string;
  /** Its place in the order of time. */
  readonly ord: string;
  readonly isPublic: boolean;
  /** Path of the story that it translates. */
  readonly translationOf: string | undefined;
  readonly card: Card;
}

/** Its lead topic is the first that the story names. */
const GIST = `SELECT s.path, s.ord, s.public, s.translation_of, s.address, s.day, s.date, s.title, s.summary, s.section, s.type, s.dateline, s.language,
  s.quotes, s.sources, s.corrections, s.lead_id, coalesce(lead.name, s.lead_name)
  FROM story s LEFT JOIN term lead ON lead.kind = 'topics' AND lead.id = s.lead_id WHERE s.id = ?`;

/** Gives a story by its number. Each stands on its day, under its topics and beside others, so what was read of it is kept. */
export function gistOf(database: Database, story: number): Gist {
  const gist = remember('story', story, () => readGist(database, story));
  if (gist.card.topic) depend(FACET.name('topics', gist.card.topic.id));
  return gist;
}

/** Gives a story by its number, as lists show it. */
export function cardOf(database: Database, story: number): Card {
  return gistOf(database, story).card;
}

function readGist(database: Database, story: number): Gist {
  const [row] = database.lists(GIST, story);
  if (!row) throw new Error(`The index has no story ${story}.`);
  const [path, ord, isPublic, translationOf, address, day, date, title, ...more] = row;
  const [summary, section, type, dateline, language, quotes, sources, corrections, topic, topicName] = more;
  return {
    path: String(path),
    ord: String(ord),
    isPublic: isPublic === 1,
    translationOf: text(translationOf),
    card: {
      address: String(address),
      day: String(day),
      date: String(date),
      title: String(title),
      type: String(type) as FrontMatter['type'],
      ...given('summary', summary),
      ...given('section', section),
      ...given('dateline', dateline),
      ...given('language', language),
      ...(typeof topic === 'string' && { topic: { kind: 'topics', id: topic, name: String(topicName) } }),
      quotes: Number(quotes),
      sources: Number(sources),
      corrections: Number(corrections),
    },
  };
}

function text(value: Value | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

function given<K extends string>(key: K, value: Value | undefined): { [P in K]?: string } {
  return (value === null || value === undefined ? {} : { [key]: String(value) }) as { [P in K]?: string };
}

/** Gives a text column as a property, or nothing where it is null. */
export function optional<K extends string>(row: Row, key: K): { [P in K]?: string } {
  return given(key, row[key]);
}

/** Turns a row with address, title, day and language into a link. */
export function toStoryRef(row: Row): StoryRef {
  return {
    address: String(row['address']),
    title: String(row['title']),
    day: String(row['day']),
    ...optional(row, 'language'),
  };
}

/** Counts stories by term of one kind among rows of story_term that a source of rows `t` and a condition pick; the most first, then by id. */
export function countTerms(
  database: Database,
  kind: TermKind,
  { from = 'story_term t', where }: { readonly from?: string; readonly where: string },
  limit: number,
  ...values: (string | number)[]
): CountedTerm[] {
  const rows = database.all(
    `SELECT t.id, coalesce(term.name, min(t.name)) AS name, count(*) AS count FROM ${from} LEFT JOIN term ON term.kind = t.kind AND term.id = t.id
     WHERE ${where} AND t.kind = ? GROUP BY t.id ORDER BY count DESC, t.id LIMIT ${limit}`,
    ...values,
    kind,
  );
  return rows.map((row) => {
    const id = String(row['id']);
    depend(FACET.name(kind, id));
    return { kind, id, name: String(row['name']), count: Number(row['count']) };
  });
}

/** Gives a term as a link: its registered name, or the first spelling that stories use. */
export function toTermRef(database: Database, kind: string, id: string): TermRef {
  const termKind = TERM_KINDS.find((known) => known === kind);
  if (!termKind) throw new Error(`${kind} is not a kind of term.`);
  depend(FACET.name(termKind, id));
  const row = database.get(
    'SELECT coalesce((SELECT name FROM term WHERE kind = ? AND id = ?), (SELECT min(name) FROM story_term WHERE kind = ? AND id = ?)) AS name',
    termKind,
    id,
    termKind,
    id,
  );
  if (row?.['name'] === null || row?.['name'] === undefined) throw new Gone(`There is no term ${kind}/${id}.`);
  return { kind: termKind, id, name: String(row['name']) };
}
