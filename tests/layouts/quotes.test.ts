import { describe, expect, it } from 'vitest';
import type { PostRow, QuoteRow } from '../../src/archive/rows.ts';
import { type ExhibitPiece, type Piece, piecesOf } from '../../src/layouts/pieces.ts';
import { checkedWords, drawPost, factsBeside, postTimeWords, stateWords } from '../../src/layouts/posts.ts';
import { makeArchive, story } from '../content-folder.ts';

const POST: PostRow = {
  kind: 'tweet',
  platform: 'x',
  author: 'A minister',
  handle: 'minister',
  date: '2020-01-05',
  text: 'Words.',
  status: 'unknown',
  marks: [],
  media: [],
  withheld: false,
};
const SAID: QuoteRow = { kind: 'statement', speaker: 'A minister', text: 'Words.', withheld: false };

const answer = (index: number) =>
  ({ index, platform: 'x', author: 'A minister', handle: 'minister' }) as const satisfies PostRow['replyTo'];

describe('piecesOf', () => {
  it('numbers posts as they are read, leaves statements without a number, and gives every quote one place', () => {
    const parts = [
      { kind: 'quote', index: 2 },
      { kind: 'html', html: '<p>Text.</p>' },
      { kind: 'quote', index: 3 },
      { kind: 'quote', index: 0 },
      { kind: 'quote', index: 2 },
    ] as const;
    const pieces = piecesOf(parts, [POST, POST, POST, SAID]);
    expect(pieces.map(brief)).toEqual([
      'quote.3 exhibit 1',
      'text',
      'quote.4 statement',
      'quote.1 exhibit 2',
      'quote.3 again, exhibit 1',
      'quote.2 exhibit 3',
    ]);
  });

  it('numbers a quoted post after the one in which it stands, and names the exhibits that others quote and answer', () => {
    const quotes = [{ ...POST, quoted: answer(2) }, { ...POST, replyTo: answer(0), quoted: answer(2) }, POST];
    const [thread] = piecesOf([{ kind: 'quote', index: 0 }], quotes);
    expect(thread && brief(thread)).toBe('quote.1 exhibit 1 (quote.3 exhibit 2), quote.2 exhibit 3');
    const second = thread?.kind === 'thread' ? thread.posts[1] : undefined;
    expect(second?.quotes).toEqual({ id: 'quote.3', number: 2, handle: 'minister' });
    expect(second?.answers).toEqual({ id: 'quote.1', number: 1, handle: 'minister' });
  });
});

function brief(piece: Piece): string {
  switch (piece.kind) {
    case 'html':
      return 'text';
    case 'statement':
      return `${piece.id} statement`;
    case 'again':
      return `${piece.id} again, exhibit ${piece.number}`;
    case 'thread': {
      const one = ({ id, number, quoted }: ExhibitPiece): string =>
        `${id} exhibit ${number}${quoted ? ` (${one(quoted)})` : ''}`;
      return piece.posts.map(one).join(', ');
    }
  }
}

const STATES = ['live', 'deleted', 'protected', 'suspended', 'unknown'] as const;
const CHECKED = '2026-11-22';

describe('stateWords', () => {
  it('says what became of the original, and what was saved', async () => {
    await makeArchive({});
    const say = (known: Partial<PostRow>) => STATES.map((status) => stateWords({ ...POST, status, ...known }));
    const archived = { url: 'https://archive.example/1', date: '2020-01-06' };
    expect({
      nothing: say({}),
      address: say({ url: 'https://x.com/minister/status/1' }),
      checked: say({ checked: CHECKED }),
      embed: say({ captured: 'embed' }),
      copy: say({ archived, checked: CHECKED }),
      undated: say({ archived: { url: archived.url } }),
      withheld: say({ withheld: true }),
    }).toMatchInlineSnapshot(`
      {
        "address": [
          "Original live",
          "Deleted; its words are kept here",
          "Protected; its words are kept here",
          "Account suspended; its words are kept here",
          "Original not checked",
        ],
        "checked": [
          "Original live on 22 November 2026",
          "Deleted; its words are kept here",
          "Protected; its words are kept here",
          "Account suspended; its words are kept here",
          "State of the original unknown on 22 November 2026",
        ],
        "copy": [
          "Original live on 22 November 2026",
          "Deleted; this copy was saved on 6 January 2020",
          "Protected; this copy was saved on 6 January 2020",
          "Account suspended; this copy was saved on 6 January 2020",
          "State of the original unknown on 22 November 2026",
        ],
        "embed": [
          "Original live",
          "Deleted; its words are kept here, from the embedded post",
          "Protected; its words are kept here, from the embedded post",
          "Account suspended; its words are kept here, from the embedded post",
          "Original not recorded",
        ],
        "nothing": [
          "Original live",
          "Deleted; its words are kept here",
          "Protected; its words are kept here",
          "Account suspended; its words are kept here",
          "Original not recorded",
        ],
        "undated": [
          "Original live",
          "Deleted; a copy was saved, on a day not recorded",
          "Protected; a copy was saved, on a day not recorded",
          "Account suspended; a copy was saved, on a day not recorded",
          "Original not recorded",
        ],
        "withheld": [
          "Original live",
          "Deleted; no copy is recorded",
          "Protected; no copy is recorded",
          "Account suspended; no copy is recorded",
          "Original not recorded",
        ],
      }
    `);
  });
});

describe('checkedWords', () => {
  it('says that the day is that of the check, not of the deletion', async () => {
    await makeArchive({});
    expect(STATES.map((status) => checkedWords({ ...POST, status, checked: CHECKED }))).toMatchInlineSnapshot(`
      [
        "seen live on 22 November 2026",
        "found deleted on 22 November 2026",
        "found protected on 22 November 2026",
        "found with its account suspended on 22 November 2026",
        "state unknown on 22 November 2026",
      ]
    `);
    expect(STATES.map((status) => checkedWords({ ...POST, status }))).toMatchInlineSnapshot(`
      [
        "seen live, day of the check not recorded",
        "found deleted, day of the check not recorded",
        "found protected, day of the check not recorded",
        "found with its account suspended, day of the check not recorded",
        "not checked",
      ]
    `);
  });
});

describe('postTimeWords', () => {
  it('says the time, where the date was found, and what the number of the post tells', async () => {
    await makeArchive({});
    // Given out on 5 January 2020, 14:52 UTC, and on 6 January, 00:10 UTC.
    const [id, next] = [Date.UTC(2020, 0, 5, 14, 52), Date.UTC(2020, 0, 6, 0, 10)].map((time) =>
      String((BigInt(time) - 1_288_834_974_657n) << 22n),
    );
    const known: Partial<PostRow>[] = [
      {},
      { dateFrom: 'text' },
      { date: '2020-01-05T14:52:00Z' },
      { date: '2020-01-05T14:52:00Z', dateFrom: 'id' },
      { date: '2020-01-05T20:22:00+05:30', dateFrom: 'page' },
      ...(id === undefined
        ? []
        : [{ id }, { url: `https://x.com/minister/status/${id}` }, { id, dateFrom: 'embed' as const }]),
      ...(next === undefined ? [] : [{ id: next }]),
    ];
    expect(known.map((more) => `5 January 2020${postTimeWords({ ...POST, ...more })}`)).toMatchInlineSnapshot(`
      [
        "5 January 2020, time not recorded",
        "5 January 2020, time not recorded, as dated beside the words",
        "5 January 2020, 14:52 UTC",
        "5 January 2020, 14:52 UTC, time from the post’s number",
        "5 January 2020, 20:22 +05:30, as dated on the post’s page",
        "5 January 2020; by its number 14:52 UTC",
        "5 January 2020; by its number 14:52 UTC",
        "5 January 2020, as dated by the embedded post; by its number 14:52 UTC",
        "5 January 2020; by its number 6 January 2020, 00:10 UTC",
      ]
    `);
  });
});

describe('drawPost', () => {
  it('cuts words into paragraphs and lines, and links what leads somewhere', async () => {
    await makeArchive({
      'articles/2020/01/05-a.md': story('tweets: [{ author: A, handle: known, date: 2020-01-05, text: Words. }]'),
    });
    const text = 'One @known 🙂\ntwo @other\n \nthree #x t.co/1';
    const marks = [
      { kind: 'mention', handle: 'Known', start: 4, end: 10 },
      { kind: 'mention', handle: 'other', start: 18, end: 24 },
      { kind: 'tag', start: 33, end: 35 },
      { kind: 'link', url: 'https://example.org/', start: 36, end: 42 },
    ] as const;
    expect(drawPost({ ...POST, text, marks })).toEqual([
      [
        [{ text: 'One ' }, { text: '@known', isolated: true, href: '/quotes/known/', internal: true }, { text: ' 🙂' }],
        [{ text: 'two ' }, { text: '@other', isolated: true }],
      ],
      [
        [
          { text: 'three ' },
          { text: '#x', isolated: true },
          { text: ' ' },
          { text: 't.co/1', isolated: true, href: 'https://example.org/' },
        ],
      ],
    ]);
  });
});

describe('factsBeside', () => {
  it('tells what differs from another card, and whether anything is left untold', () => {
    const first: PostRow = { ...POST, id: '1', captured: 'embed' };
    const say = (post: PostRow, other?: PostRow) => {
      const { told, isFolded } = factsBeside(post, other);
      return `${[...told].join(' ')}${isFolded ? ', otherwise the same' : ''}`;
    };
    expect(say(first)).toBe('author original number archived captured');
    expect(say({ ...first, id: '2' }, first)).toBe('number, otherwise the same');
    // A number that only the other has would else be taken for its own.
    expect(say({ ...POST, captured: 'embed' }, first)).toBe('number, otherwise the same');
    const other: PostRow = { ...POST, handle: 'other', status: 'live', archived: { url: 'https://archive.example/1' } };
    expect(say(other, first)).toBe('author original number archived captured');
  });
});
