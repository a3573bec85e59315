import type { Answer, Finding, FindingKind } from '../../model/finding.ts';
import type { Database, Row } from '../database.ts';
import type { Spot } from './places.ts';
import { counted } from './words.ts';

/** Asks what stories lack, and which wait for an editor or their time. */
export function askStories(database: Database): Answer<Spot>[] {
  const ask = (condition: string) =>
    database.all(
      `SELECT s.id, s.title, s.language, s.draft, s.embargo FROM story s WHERE ${condition} ORDER BY s.ord DESC`,
    );
  const published = countOf(database, 'public = 1');
  const read = countOf(database, 'failed = 0');
  return [
    answer('source-none', published, ask('s.public = 1 AND s.sources = 0'), () => ({
      message: 'The story cites no source.',
      field: 'sources',
    })),
    answer('summary-missing', published, ask('s.public = 1 AND s.summary IS NULL'), () => ({
      message: 'The story has no summary.',
      field: 'summary',
    })),
    answer('review-pending', read, underReview(database), toReview),
    answer('story-waiting', read, ask('s.failed = 0 AND (s.draft = 1 OR s.visible = 0)'), toWaiting),
  ];
}

function countOf(database: Database, condition: string): number {
  return Number(database.get(`SELECT count(*) AS n FROM story WHERE ${condition}`)?.['n']);
}

interface Said extends Pick<Finding, 'message' | 'fix' | 'detail' | 'group'> {
  readonly field: string;
}

function answer(kind: FindingKind, of: number, rows: readonly Row[], say: (row: Row) => Said): Answer<Spot> {
  const findings = rows.map((row): Finding<Spot> => {
    const { field, ...said } = say(row);
    return {
      ...said,
      subject: String(row['title']),
      ...(row['language'] !== null && { language: String(row['language']) }),
      stories: 1,
      places: [{ story: Number(row['id']), field }],
    };
  });
  return { kind, sound: of - findings.length, of, findings };
}

/** Lists the stories whose review: names fields. Within a JSON text no quotation mark stands without a backslash, so the words are the key. */
function underReview(database: Database): Row[] {
  return database.all(
    `SELECT s.id, s.title, s.language, r.front ->> '$.review' AS review FROM story s JOIN story_record r ON r.story = s.id
     WHERE s.failed = 0 AND instr(r.front, '"review":["') > 0 ORDER BY s.ord DESC`,
  );
}

function toReview(row: Row): Said {
  const fields = JSON.parse(String(row['review'])) as string[];
  const named = fields.join(', ');
  return { message: `${counted(fields.length, 'field')} to look at: ${named}.`, detail: named, field: 'review' };
}

function toWaiting({ draft, embargo }: Row): Said {
  if (draft === 1) return { message: 'The story is a draft.', group: 'Drafts', field: 'status' };
  return {
    message: `The story is under embargo until ${embargo}.`,
    fix: 'Nothing is to be done: it is published by the first build after that.',
    detail: `until ${embargo}`,
    group: 'Under embargo',
    field: 'embargo',
  };
}
