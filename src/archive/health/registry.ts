import type { Answer, Finding, FindingKind } from '../../model/finding.ts';
import { TERM_KINDS } from '../../model/registry.ts';
import type { Database, Row } from '../database.ts';
import { stories } from './words.ts';

/** Asks which registry entries say too little, and which no public story uses. */
export function askRegistry(database: Database): Answer[] {
  const rows = database
    .all(
      `SELECT t.kind, t.id, t.name, t.path, t.entry ->> '$.wikidata' AS wikidata, t.entry ->> '$.description' AS description,
         (SELECT count(*) FROM story_term s WHERE s.kind = t.kind AND s.id = t.id) AS stories
       FROM term t ORDER BY stories DESC, t.id`,
    )
    .sort((a, b) => kindOrder(a) - kindOrder(b));
  // A series is the archive's own, so the world has no id for it.
  const known = rows.filter(({ kind }) => kind !== 'series');
  return [
    answer('entry-without-wikidata', known, ({ wikidata }) => wikidata !== null, 'has no Wikidata id.'),
    answer('entry-without-description', rows, ({ description }) => description !== null, 'does not say what it is.'),
    answer('entry-unused', rows, isUsed(database), 'is used by no published story.'),
  ];
}

function kindOrder({ kind }: Row): number {
  return TERM_KINDS.findIndex((one) => one === kind);
}

/** Makes a test whether a story is filed under an entry, quotes it, is signed by it or mentions it. */
function isUsed(database: Database): (row: Row) => boolean {
  const keysOf = (sql: string) => new Set(database.lists(sql).map(([key]) => String(key)));
  const quoted = keysOf("SELECT DISTINCT author_kind || '/' || author_id FROM quote WHERE author_id IS NOT NULL");
  const mentioned = keysOf("SELECT DISTINCT 'people/' || person FROM mention");
  const signed = keysOf(
    `SELECT DISTINCT t.kind || '/' || t.id FROM story_name n JOIN story s ON s.id = n.story JOIN term_name t ON t.key = n.key
     WHERE n.kind = 'speakers' AND n.field LIKE 'authors.%' AND s.public = 1 AND t.kind IN ('people', 'organizations')`,
  );
  return ({ kind, id, stories: filed }) => {
    const key = `${kind}/${id}`;
    return Number(filed) > 0 || quoted.has(key) || mentioned.has(key) || signed.has(key);
  };
}

function answer(kind: FindingKind, rows: readonly Row[], isSound: (row: Row) => boolean, say: string): Answer {
  const findings = rows
    .filter((row) => !isSound(row))
    .map((row): Finding => {
      const count = Number(row['stories']);
      return {
        message: `${row['name']} ${say}`,
        subject: String(row['name']),
        ...(count > 0 && { detail: stories(count) }),
        group: String(row['kind']),
        stories: count,
        places: [{ file: String(row['path']), line: 1, column: 1, field: '' }],
      };
    });
  return { kind, sound: rows.length - findings.length, of: rows.length, findings };
}
