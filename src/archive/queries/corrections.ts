import { correctionAnchor, LIST_LENGTH, WITHDRAWN_ANCHOR } from '../../model/addresses.ts';
import type { Row } from '../database.ts';
import type { CorrectionRow } from '../rows.ts';
import { FACET } from '../facets.ts';
import { tracked } from '../tracker.ts';
import { toStoryRef } from './cards.ts';

/** Columns of a correction `c` and its story `s`, where that is no draft; to be followed by further conditions. */
export const CORRECTED = `SELECT c.kind, c.date, c.text, s.address, s.title, s.day, s.language,
  (SELECT count(*) FROM correction o WHERE o.story = c.story AND o.date = c.date AND o.position BETWEEN 0 AND c.position - 1) AS before
  FROM correction c JOIN story s ON s.id = c.story WHERE s.draft = 0`;
export const NEWEST_CORRECTED = 'ORDER BY c.date DESC, s.ord DESC, c.position';

/** Turns a row of `CORRECTED` into a correction. */
export function toCorrection(row: Row): CorrectionRow {
  return {
    kind: row['kind'] === 'withdrawal' ? 'withdrawal' : 'correction',
    date: String(row['date']),
    text: String(row['text']),
    anchor:
      row['kind'] === 'withdrawal' ? WITHDRAWN_ANCHOR : correctionAnchor(String(row['date']), Number(row['before'])),
    story: toStoryRef(row),
  };
}

/** The newest two hundred corrections and withdrawals, newest first. */
export const corrections = tracked(
  'corrections',
  (database): CorrectionRow[] =>
    database.all(`${CORRECTED} ${NEWEST_CORRECTED} LIMIT ${LIST_LENGTH}`).map(toCorrection),
  { on: () => [FACET.corrections] },
);
