import { describe, expect, it } from 'vitest';
import { pagesOf } from '../../src/layouts/list-pages.ts';

describe('pagesOf', () => {
  it('gives one page for each two hundred entries, and one for none', () => {
    expect([0, 1, 200, 201, 1500].map((count) => pagesOf(count, (page) => `/${page}/`).length)).toEqual([
      1, 1, 1, 2, 8,
    ]);
  });

  it('gives as many pages as lists of another length need', () => {
    expect(pagesOf(101, (page) => `/${page}/`, 50)).toEqual(['/1/', '/2/', '/3/']);
  });
});
