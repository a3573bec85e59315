import { describe, expect, it } from 'vitest';
import { toCitation } from '../../src/formats/citation.ts';

const text = (title: string, authors: string[] = []) => {
  const { before, site, after } = toCitation({ title, authors, site: 'Dateline', date: '5 January 2020' });
  return before + site + after;
};

describe('toCitation', () => {
  it('names authors, title, archive and date', () => {
    expect(text('India tells Iran', ['A. Writer', 'Desk'])).toMatchInlineSnapshot(
      `"A. Writer, Desk. “India tells Iran.” Dateline, 5 January 2020."`,
    );
  });

  it('puts no stop after a title that has its own', () => {
    expect([text('Who fired first?'), text('A headline')]).toMatchInlineSnapshot(`
      [
        "“Who fired first?” Dateline, 5 January 2020.",
        "“A headline.” Dateline, 5 January 2020.",
      ]
    `);
  });
});
