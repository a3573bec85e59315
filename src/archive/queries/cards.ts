import type { FrontMatter } from '../../model/article.ts';
import { TERM_KINDS, type TermKind } from '../../model/registry.ts';
import type { Database, Row } from '../database.ts';
import { FACET } from '../facets.ts';
import type { Card, CountedTerm, StoryRef, TermRef } from '../rows.ts';
import { Gone, depend } from '../tracker.ts';

/** Columns and joins of a card, for a story `s`; the lead topic is the first that the story names. */
export const CARD_COLUMNS = `s.address, s.day, s.date, s.title, s.summary, s.section, s.type, s.dateline, s.language, s.quotes, s.sources, s.corrections,
  s.lead_id AS topic_id, coalesce(lead.name, s.lead_name) AS topic_name`;
export const CARD_JOINS = "LEFT JOIN term lead ON lead.kind = 'topics' AND lead.id = s.lead_id";

/** Turns a row of `CARD_COLUMNS` into a card. */
export function toCard(row: Row): Card {
  if (row['topic_id'] !== null) depend(FACET.name('topics', String(row['topic_id'])));
  return {
    address: String(row['address']),
    day: String(row['day']),
    date: String(row['date']),
    title: String(row['title']),
    type: String(row['type']) as FrontMatter['type'],
    ...optional(row, 'summary'),
    ...optional(row, 'section'),
    ...optional(row, 'dateline'),
    ...optional(row, 'language'),
    ...(row['topic_id'] !== null && {
      topic: { kind: 'topics', id: String(row['topic_id']), name: String(row['topic_name']) },
    }),
    quotes: Number(row['quotes']),
    sources: Number(row['sources']),
    corrections: Number(row['corrections']),
  };
}

/** Gives a text column as a property, or nothing where it is null. */
export function optional<K extends string>(row: Row, key: K): { [P in K]?: string } {
  const value = row[key];
  return (value === null || value === undefined ? {} : { [key]: String(value) }) as { [P in K]?: string };
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
