import type { CorrectionRow } from '../rows.ts';
import { tracked } from '../tracker.ts';
import { toStoryRef } from './cards.ts';

/** Every correction and withdrawal, newest first. */
export const corrections = tracked('corrections', (database): CorrectionRow[] =>
  database
    .all(
      `SELECT c.kind, c.date, c.text, s.address, s.title, s.day, s.language FROM correction c JOIN story s ON s.id = c.story
       WHERE s.draft = 0 ORDER BY c.date DESC, s.ord DESC, c.position`,
    )
    .map((row) => ({
      kind: row['kind'] === 'withdrawal' ? 'withdrawal' : 'correction',
      date: String(row['date']),
      text: String(row['text']),
      story: toStoryRef(row),
    })),
);
