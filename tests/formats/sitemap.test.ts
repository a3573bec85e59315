import { describe, expect, it } from 'vitest';
import { toRobots } from '../../src/formats/robots.ts';
import { toSitemap, toSitemapIndex } from '../../src/formats/sitemap.ts';
import { isWellFormed } from './well-formed.ts';

describe('toSitemap', () => {
  it('writes addresses with their last change', () => {
    const xml = toSitemap([
      { address: 'https://dateline.example/2020/01/05/call/', changed: '2020-01-07' },
      { address: 'https://dateline.example/?a=1&b=2', changed: '2020-01-07T09:00+05:30' },
      { address: 'https://dateline.example/about/' },
    ]);
    expect(isWellFormed(xml)).toBe(true);
    expect(xml).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc>https://dateline.example/2020/01/05/call/</loc><lastmod>2020-01-07</lastmod></url>
      <url><loc>https://dateline.example/?a=1&amp;b=2</loc><lastmod>2020-01-07T09:00:00+05:30</lastmod></url>
      <url><loc>https://dateline.example/about/</loc></url>
      </urlset>
      "
    `);
  });

  it('is well-formed without pages', () => {
    expect(isWellFormed(toSitemap([]))).toBe(true);
  });
});

describe('toSitemapIndex', () => {
  it('names each sitemap', () => {
    expect(toSitemapIndex(['https://dateline.example/sitemap-2020.xml'])).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://dateline.example/sitemap-2020.xml</loc></sitemap>
      </sitemapindex>
      "
    `);
  });
});

describe('toRobots', () => {
  it('names the sitemap only where there is one', () => {
    expect([toRobots(undefined), toRobots('https://dateline.example/sitemap.xml')]).toMatchInlineSnapshot(`
      [
        "User-agent: *
      Allow: /
      ",
        "User-agent: *
      Allow: /

      Sitemap: https://dateline.example/sitemap.xml
      ",
      ]
    `);
  });
});
