import { describe, expect, it } from 'vitest';
import type { PostRow, QuoteRow } from '../../src/archive/rows.ts';
import { piecesOf } from '../../src/layouts/pieces.ts';
import { checkedWords } from '../../src/layouts/posts.ts';
import { makeArchive } from '../content-folder.ts';

const POST: PostRow = {
  kind: 'tweet',
  platform: 'x',
  author: 'A minister',
  handle: 'minister',
  date: '2020-01-05',
  text: 'Words.',
  status: 'unknown',
  entities: [],
  media: [],
  withheld: false,
};
const SAID: QuoteRow = { kind: 'statement', speaker: 'A minister', text: 'Words.', withheld: false };

describe('piecesOf', () => {
  it('numbers posts as they are read, leaves statements without a number, and keeps the places of all', () => {
    const parts = [
      { kind: 'quote', index: 2 },
      { kind: 'html', html: '<p>Text.</p>' },
      { kind: 'quote', index: 3 },
      { kind: 'quote', index: 0 },
      { kind: 'quote', index: 2 },
    ] as const;
    const pieces = piecesOf(parts, [POST, POST, POST, SAID], [1]);
    expect(pieces.map((piece) => (piece.kind === 'html' ? 'text' : [piece.id, piece.exhibit]))).toEqual([
      ['quote.3', 1],
      'text',
      ['quote.4', undefined],
      ['quote.1', 2],
      ['quote.3', 1],
      ['quote.2', 3],
    ]);
  });
});

describe('checkedWords', () => {
  it('says that the day is that of the check, not of the deletion', async () => {
    await makeArchive({});
    const states = ['live', 'deleted', 'protected', 'suspended', 'unknown'] as const;
    const checked = '2026-11-22';
    expect(states.map((status) => checkedWords({ ...POST, status, checked }))).toMatchInlineSnapshot(`
      [
        "seen live on 22 November 2026",
        "found deleted on 22 November 2026",
        "found protected on 22 November 2026",
        "found suspended on 22 November 2026",
        "state unknown on 22 November 2026",
      ]
    `);
    expect(states.map((status) => checkedWords({ ...POST, status }))).toMatchInlineSnapshot(`
      [
        "live, day of the check not recorded",
        "deleted, day of the check not recorded",
        "protected, day of the check not recorded",
        "suspended, day of the check not recorded",
        "not checked",
      ]
    `);
  });
});
