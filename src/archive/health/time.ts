import { compareDates, dayOf, latestOf } from '../../model/day.ts';
import type { Answer, Finding, FindingKind, Span } from '../../model/finding.ts';
import type { Database, Row } from '../database.ts';
import type { Spot } from './places.ts';
import { counted, dateWords, spanWords, UNITS } from './words.ts';

/** Asks where time is empty, in each series and in the whole archive, and which translations fell behind. */
export function askTime(database: Database): Answer<Spot>[] {
  return [seriesGaps(database), emptyMonths(database), translations(database)];
}

/** A series with its id, or the whole archive. */
interface AskedSpan extends Span {
  readonly id: string;
}

/** Days or months that stand next to one another among those with stories, and how many lie between them. */
interface Gap {
  readonly before: string;
  readonly after: string;
  readonly length: number;
}

function gapsOf({ unit, filled }: Span): Gap[] {
  return filled.flatMap((before, index) => {
    const after = filled[index + 1];
    const length = after === undefined ? 0 : UNITS[unit].between(before, after);
    return after === undefined || length === 0 ? [] : [{ before, after, length }];
  });
}

/** Finds the gaps of spans, the longest of each first; `spotOf` gives the story after which one begins. */
function answer(
  kind: FindingKind,
  spans: readonly AskedSpan[],
  spotOf: (id: string, before: string) => Spot,
): Answer<Spot> {
  const findings = spans.flatMap(({ id, ...span }) => {
    const { step } = UNITS[span.unit];
    return gapsOf(span)
      .sort((a, b) => b.length - a.length)
      .map(({ before, after, length }): Finding<Spot> => {
        const words = spanWords(step(before, 1), step(after, -1));
        const lasting = counted(length, span.unit);
        return {
          message: `${span.name} has no story for ${lasting}: ${words}.`,
          subject: words,
          detail: lasting,
          group: span.name,
          places: [spotOf(id, before)],
        };
      });
  });
  const sound = spans.reduce((sum, { filled }) => sum + filled.length, 0);
  const of = spans.reduce(
    (sum, { unit, first, last }) => sum + UNITS[unit].between(first, last) + 2 - (first === last ? 1 : 0),
    0,
  );
  return { kind, sound, of, findings, spans: spans.map(({ id: _, ...span }) => span) };
}

function seriesGaps(database: Database): Answer<Spot> {
  const rows = database.all(
    `SELECT g.id, g.day, coalesce(t.name, (SELECT min(name) FROM story_term n WHERE n.kind = 'series' AND n.id = g.id)) AS name
     FROM (SELECT DISTINCT id, day FROM story_term WHERE kind = 'series') g
     LEFT JOIN term t ON t.kind = 'series' AND t.id = g.id ORDER BY g.id, g.day`,
  );
  const spans = Array.from(
    Map.groupBy(rows, ({ id }) => String(id)),
    ([id, days]) => ({
      id,
      ...spanOf(String(days[0]?.['name']), 'day', days),
    }),
  );
  const longest = spans.toSorted((a, b) => b.filled.length - a.filled.length);
  return answer('series-gap', longest, (id, before) => {
    const row = database.get(
      "SELECT story FROM story_term WHERE kind = 'series' AND id = ? AND ord < ? ORDER BY ord DESC LIMIT 1",
      id,
      UNITS.day.step(before, 1),
    );
    return { story: Number(row?.['story']), field: 'series' };
  });
}

function emptyMonths(database: Database): Answer<Spot> {
  const rows = database.all('SELECT DISTINCT substr(ord, 1, 7) AS month FROM story WHERE public = 1 ORDER BY month');
  const spans = rows.length === 0 ? [] : [{ id: '', ...spanOf('The archive', 'month', rows) }];
  return answer('month-empty', spans, (_, before) => {
    const row = database.get(
      'SELECT id FROM story WHERE public = 1 AND ord < ? ORDER BY ord DESC LIMIT 1',
      UNITS.month.step(before, 1),
    );
    return { story: Number(row?.['id']), field: 'date' };
  });
}

function spanOf(name: string, unit: Span['unit'], rows: readonly Row[]): Span {
  const filled = rows.map((row) => String(row[unit]));
  return { name, unit, first: filled.at(0) ?? '', last: filled.at(-1) ?? '', filled };
}

function translations(database: Database): Answer<Spot> {
  const newest = (story: string) =>
    `${story}.date AS ${story}_date, ${story}.updated AS ${story}_updated,
     (SELECT max(c.date) FROM correction c WHERE c.story = ${story}.id AND c.position >= 0) AS ${story}_corrected`;
  const rows = database.all(
    `SELECT version.id, version.title, version.language, original.path, ${newest('version')}, ${newest('original')}
     FROM story version JOIN story original ON original.path = version.translation_of
     WHERE version.translation_of IS NOT NULL AND version.public = 1 AND original.public = 1 ORDER BY version.ord DESC`,
  );
  const changeOf = (row: Row, story: 'version' | 'original') =>
    latestOf(
      ['date', 'updated', 'corrected'].flatMap((what) =>
        row[`${story}_${what}`] === null ? [] : [String(row[`${story}_${what}`])],
      ),
    );
  const findings = rows.flatMap((row): Finding<Spot>[] => {
    const [version, original] = [changeOf(row, 'version'), changeOf(row, 'original')];
    if (compareDates(original, version) <= 0) return [];
    const [then, since] = [dateWords(dayOf(version)), dateWords(dayOf(original))];
    return [
      {
        message: `The translation is of ${then}; articles/${row['path']} was changed on ${since}.`,
        subject: String(row['title']),
        ...(row['language'] !== null && { language: String(row['language']) }),
        detail: `translated ${then}, original changed ${since}`,
        stories: 1,
        places: [{ story: Number(row['id']), field: row['version_updated'] === null ? 'date' : 'updated' }],
      },
    ];
  });
  return { kind: 'translation-behind', sound: rows.length - findings.length, of: rows.length, findings };
}
