import { describe, expect, it } from 'vitest';
import { robustLinks } from '../../src/layouts/robust-links.ts';
import { archiveName, dayOfCopy } from '../../src/layouts/web-archives.ts';

const PAGE = 'https://example.org/a';
const WAYBACK = `https://web.archive.org/web/20200106120000/${PAGE}`;

describe('an archived copy', () => {
  it('is named by its archive, or by its host', () => {
    const names = [WAYBACK, 'https://archive.ph/aB3dE', 'https://perma.cc/AB12-CD34', 'https://archive.example/1'];
    expect(names.map(archiveName)).toEqual(['Wayback Machine', 'archive.today', 'Perma.cc', 'archive.example']);
  });

  it('was taken on the day that is given, or else on that of its address', () => {
    expect(dayOfCopy({ url: WAYBACK, date: '2020-01-07' })).toBe('2020-01-07');
    expect(dayOfCopy({ url: WAYBACK })).toBe('2020-01-06');
    expect(dayOfCopy({ url: `https://archive.ph/2020.01.06-120000/${PAGE}` })).toBe('2020-01-06');
    expect(dayOfCopy({ url: `https://web.archive.org/web/2020/${PAGE}` })).toBeUndefined();
    expect(dayOfCopy({ url: 'https://perma.cc/AB12-CD34' })).toBeUndefined();
    expect(dayOfCopy({ file: 'captures/a.html' })).toBeUndefined();
  });
});

describe('a robust link', () => {
  it('says all that is known of page and copy', () => {
    expect(robustLinks(PAGE, { url: WAYBACK })).toEqual({
      'data-originalurl': PAGE,
      'data-versionurl': WAYBACK,
      'data-versiondate': '2020-01-06',
    });
    expect(robustLinks(PAGE, { file: 'captures/a.html', date: '2020-01-06' })).toEqual({
      'data-originalurl': PAGE,
      'data-versiondate': '2020-01-06',
    });
    expect(robustLinks(PAGE, undefined)).toEqual({});
  });
});
