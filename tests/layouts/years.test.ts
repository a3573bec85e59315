import { describe, expect, it } from 'vitest';
import { besideYear, yearRows } from '../../src/layouts/years.ts';

const addressOf = (year: string) => `/topics/oil/${year}/`;

describe('the years of a list', () => {
  it('are lines with their counts', () => {
    expect(yearRows([{ year: '2020', count: 3 }], addressOf)).toEqual([
      { name: '2020', address: '/topics/oil/2020/', count: 3 },
    ]);
  });

  it('lead to those before and after, where there are any', () => {
    const noteOf = (count: number) => `${count} stories`;
    expect(besideYear({ count: 1, before: { year: '2018', count: 2 } }, addressOf, noteOf)).toEqual({
      before: { address: '/topics/oil/2018/', label: 'Before', title: '2018', note: '2 stories' },
    });
    expect(besideYear({ count: 1, after: { year: '2021', count: 4 } }, addressOf, noteOf).after?.label).toBe('After');
  });
});
