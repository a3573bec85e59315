import { LIST_LENGTH } from '../../model/addresses.ts';
import { isTermKind, type Term, type TermKind } from '../../model/registry.ts';
import type { Database } from '../database.ts';
import { nameKey } from '../../reading/slug.ts';
import type { Platform } from '../../model/quote.ts';
import type { CountedDay, CountedTerm, FiledCard, TermRow, TermWords, TermYear } from '../rows.ts';
import { FACET } from '../facets.ts';
import { tracked } from '../tracker.ts';
import { cardOf, countTerms, optional, toStoryRef, toTermRef } from './cards.ts';
import { readSiteRow } from './site.ts';
import { byIdentity, quotedOnce, QUOTED_COLUMNS } from './quotes.ts';
import { addressOf, pictureOf } from './stories.ts';
import { resolveHtml } from './resolve.ts';
import { basePath } from './site.ts';

/** A term's own page shows this many of its newest stories. */
const NEWEST = 50;
/** It shows at most so many offices of a person, and so many spellings that the registry does not know. */
export const MOST_ROLES = 40;
export const MOST_SPELLINGS = 100;

/** Topics of the newest hundred stories, with their counts among those. */
export const frontTopics = tracked(
  'frontTopics',
  (database): CountedTerm[] =>
    countTerms(
      database,
      'topics',
      {
        from: '(SELECT id FROM story WHERE public = 1 ORDER BY ord DESC LIMIT 100) near CROSS JOIN story_term t',
        where: 't.story = near.id',
      },
      8,
    ),
  { on: () => [FACET.stories] },
);

/** A term as the registry and the stories know it. Throws for one that neither knows. */
export const term = tracked(
  'term',
  (database, kind: string, id: string): TermRow => {
    const ref = toTermRef(database, kind, id);
    const row = database.get('SELECT entry, html FROM term WHERE kind = ? AND id = ?', kind, id);
    const written = database
      .all('SELECT DISTINCT name FROM story_term WHERE kind = ? AND id = ? ORDER BY name', kind, id)
      .map((found) => String(found['name']));
    if (!row)
      return {
        ...ref,
        registered: false,
        aliases: [],
        handles: [],
        html: '',
        written: written.filter((name) => name !== ref.name).slice(0, MOST_SPELLINGS),
      };
    const entry = JSON.parse(String(row['entry'])) as Term;
    const known = new Set([id, ...[entry.name, ...entry.aliases].map(nameKey)]);
    return {
      ...ref,
      registered: true,
      aliases: entry.aliases,
      ...(entry.description !== undefined && { description: entry.description }),
      ...(entry.wikidata !== undefined && { wikidata: entry.wikidata }),
      ...(entry.viaf !== undefined && { viaf: entry.viaf }),
      ...(entry.isni !== undefined && { isni: entry.isni }),
      handles: entry.handles ?? [],
      ...(entry.portrait && { portrait: pictureOf(database, entry.portrait) }),
      html: entryHtml(database, String(row['html'])),
      written: written.filter((name) => !known.has(nameKey(name))).slice(0, MOST_SPELLINGS),
    };
  },
  { on: (kind, id) => [FACET.term(kind, id)] },
);

/** The years in which a term has stories, newest first. */
export const termYears = tracked(
  'termYears',
  (database, kind: string, id: string): TermYear[] => {
    const years = new Map<string, number[]>();
    for (const row of database.all(
      'SELECT substr(ord, 1, 7) AS month, count(*) AS n FROM story_term WHERE kind = ? AND id = ? GROUP BY month',
      kind,
      id,
    )) {
      const [year = '', month = ''] = String(row['month']).split('-');
      const months = years.get(year) ?? Array.from({ length: 12 }, () => 0);
      months[Number(month) - 1] = Number(row['n']);
      years.set(year, months);
    }
    return [...years]
      .map(([year, months]) => ({ year, count: months.reduce((sum, count) => sum + count, 0), months }))
      .sort((a, b) => (a.year < b.year ? 1 : -1));
  },
  { on: (kind, id) => [FACET.term(kind, id)] },
);

/** How many months of stories a chart can show day by day. */
const FEW_MONTHS = 4;

/** The days on which a term has stories, oldest first, with how many; none where they lie too far apart to be drawn day by day. */
export const termDays = tracked(
  'termDays',
  (database, kind: string, id: string): CountedDay[] => {
    const span = database.get(
      'SELECT min(ord) AS first, max(ord) AS last FROM story_term WHERE kind = ? AND id = ?',
      kind,
      id,
    );
    const [first, last] = [span?.['first'], span?.['last']].map((ord) => {
      const [year, month] = String(ord ?? '').split('-');
      return Number(year) * 12 + Number(month);
    });
    if (first === undefined || last === undefined || last - first >= FEW_MONTHS) return [];
    return database
      .all(
        'SELECT substr(ord, 1, 10) AS day, count(*) AS n FROM story_term WHERE kind = ? AND id = ? GROUP BY day ORDER BY day',
        kind,
        id,
      )
      .map((row) => ({ day: String(row['day']), count: Number(row['n']) }));
  },
  { on: (kind, id) => [FACET.term(kind, id)] },
);

/** The newest fifty stories of a term; of a series, whose order is that of reading, its first fifty. */
export const termStories = tracked(
  'termStories',
  (database, kind: string, id: string): FiledCard[] => filed(database, kind, id, '', NEWEST, 0),
  { on: (kind, id) => [FACET.term(kind, id)] },
);

/** A year's stories of a term, newest first (of a series, oldest first), 200 a page; pages count from 1. */
export const termYearStories = tracked(
  'termYearStories',
  (database, kind: string, id: string, year: string, page: number): FiledCard[] =>
    filed(database, kind, id, year, LIST_LENGTH, (page - 1) * LIST_LENGTH),
  { on: (kind, id, year) => [FACET.termYear(kind, id, year)] },
);

/** Terms of one kind that stand beside a term most often in its newest fifty stories. */
export const termBeside = tracked(
  'termBeside',
  (database, kind: string, id: string, besideKind: string): CountedTerm[] =>
    countTerms(
      database,
      kindOf(besideKind),
      {
        // The few near stories come first, then their terms by key; left to itself, SQLite walks every term of the kind.
        from: `(SELECT story FROM story_term WHERE kind = ? AND id = ? ORDER BY ord DESC LIMIT ${NEWEST}) near CROSS JOIN story_term t`,
        where: 't.story = near.story AND NOT (t.kind = ? AND t.id = ?)',
      },
      8,
      kind,
      id,
      kind,
      id,
    ),
  { on: (kind, id) => [FACET.term(kind, id)] },
);

/** The forty offices and parts that stories gave a person most often, with the language of those stories, the most frequent first. */
export const personRoles = tracked(
  'personRoles',
  (database, id: string): { role: string; language?: string; count: number }[] =>
    database
      .all(
        `SELECT t.role, s.language, count(*) AS n FROM story_term t JOIN story s ON s.id = t.story
         WHERE t.kind = 'people' AND t.id = ? AND t.role IS NOT NULL GROUP BY t.role, s.language ORDER BY n DESC, t.role, s.language LIMIT ${MOST_ROLES}`,
        id,
      )
      .map((row) => ({ role: String(row['role']), ...optional(row, 'language'), count: Number(row['n']) })),
  { on: (id) => [FACET.term('people', id)] },
);

/** The newest fifty posts and statements of a person or organization, each once, with every story that quotes it. */
export const termWords = tracked(
  'termWords',
  (database, kind: string, id: string): TermWords => {
    const rows = database.all(
      `SELECT story, position, platform, account, json_extract(record, '$.handle') AS handle,
       CASE WHEN platform IS NULL THEN story || ' ' || position ELSE platform || ' ' || account || ' ' || identity END AS identity
     FROM quote WHERE author_kind = ? AND author_id = ? ORDER BY date DESC, ord DESC, position`,
      kind,
      id,
    );
    const said = byIdentity(rows);
    const accounts = new Map<string, TermWords['accounts'][number]>();
    for (const { platform, account, handle } of rows) {
      const key = `${platform} ${account}`;
      if (platform === null || accounts.has(key)) continue;
      accounts.set(key, { platform: String(platform) as Platform, handle: String(handle) });
    }
    const words = said.slice(0, NEWEST).map((same) =>
      quotedOnce(
        database,
        same.flatMap(({ story, position }) =>
          database.all(
            `SELECT ${QUOTED_COLUMNS}, s.summary, t.role FROM quote q JOIN story s ON s.id = q.story
             LEFT JOIN story_term t ON t.story = q.story AND t.kind = ? AND t.id = ? WHERE q.story = ? AND q.position = ?`,
            kind,
            id,
            story ?? 0,
            position ?? 0,
          ),
        ),
        (row) => ({ ...toStoryRef(row), ...optional(row, 'summary'), ...optional(row, 'role') }),
      ),
    );
    return { words: words.reverse(), count: said.length, accounts: [...accounts.values()] };
  },
  { on: (kind, id) => [FACET.words(kind, id)] },
);

function filed(
  database: Database,
  kind: string,
  id: string,
  within: string,
  limit: number,
  offset: number,
): FiledCard[] {
  return database
    .lists(
      `SELECT story, role FROM story_term WHERE kind = ? AND id = ? AND ord BETWEEN ? AND ?
       ORDER BY ord ${kind === 'series' ? 'ASC' : 'DESC'} LIMIT ${limit}${offset > 0 ? ` OFFSET ${offset}` : ''}`,
      kind,
      id,
      within,
      `${within}\u{10FFFF}`,
    )
    .map(([story, role]) => {
      const card = cardOf(database, Number(story));
      return typeof role === 'string' ? { ...card, role } : card;
    });
}

function kindOf(kind: string): TermKind {
  if (!isTermKind(kind)) throw new Error(`${kind} is not a kind of term.`);
  return kind;
}

/** Gives the HTML of a registry file's text; quotes and sources belong to stories, so one named here leads nowhere. */
function entryHtml(database: Database, html: string): string {
  const parts = resolveHtml(html, {
    mentions: [],
    base: basePath(readSiteRow(database)),
    quoteIndex: () => undefined,
    citation: () => undefined,
    storyAddress: (path) => addressOf(database, path),
    picture: (src) => pictureOf(database, { src, alt: '' }),
  });
  return parts.map((part) => (part.kind === 'html' ? part.html : '')).join('');
}
