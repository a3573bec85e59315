import { describe, expect, it } from 'vitest';
import { toDateOrTime, toTimestamp } from '../../src/formats/instant.ts';

describe('toTimestamp', () => {
  it('gives a day its noon, and a time its seconds', () => {
    expect(['2020-01-05', '2020-01-05T19:40+05:30', '2020-01-05T19:40:07.5Z', '2020-01-05T19:40:00Z'].map(toTimestamp))
      .toMatchInlineSnapshot(`
        [
          "2020-01-05T12:00:00Z",
          "2020-01-05T19:40:00+05:30",
          "2020-01-05T19:40:07.5Z",
          "2020-01-05T19:40:00Z",
        ]
      `);
  });
});

describe('toDateOrTime', () => {
  it('invents no time for a day, and keeps the offset of a time', () => {
    expect(['2020-01-05', '2020-01-05T19:40+05:30'].map(toDateOrTime)).toEqual([
      '2020-01-05',
      '2020-01-05T19:40:00+05:30',
    ]);
  });
});
