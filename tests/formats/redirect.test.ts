import { describe, expect, it } from 'vitest';
import { toRedirectPage, toRedirectRules } from '../../src/formats/redirect.ts';
import { HOSTILE } from './hostile.ts';

const REDIRECT = {
  title: 'India tells Iran',
  to: '/archive/2020/01/05/call/',
  canonical: 'https://dateline.example/archive/2020/01/05/call/',
  language: 'en',
};

describe('toRedirectPage', () => {
  it('leads on without a script', () => {
    expect(toRedirectPage(REDIRECT)).toMatchInlineSnapshot(`
      "<!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
      <meta http-equiv="refresh" content="0; url=/archive/2020/01/05/call/">
      <meta name="robots" content="noindex">
      <meta name="viewport" content="width=device-width">
      <link rel="canonical" href="https://dateline.example/archive/2020/01/05/call/">
      <title>India tells Iran</title>
      <p>This page has moved: <a href="/archive/2020/01/05/call/">India tells Iran</a>.</p>
      "
    `);
  });

  it('lets no title or address out of its place', () => {
    const tags = (html: string) => html.match(/<[a-z!/]+/gu);
    for (const text of HOSTILE) {
      const html = toRedirectPage({ title: text, to: text, canonical: text, language: text });
      expect(tags(html)).toEqual(tags(toRedirectPage(REDIRECT)));
      expect(html.match(/"/gu)).toHaveLength(toRedirectPage(REDIRECT).match(/"/gu)?.length ?? 0);
    }
  });
});

describe('toRedirectRules', () => {
  it('writes a rule a line, after a line for people, which is there without rules too', () => {
    expect(toRedirectRules([{ from: '/news/caf%C3%A9/', to: '/news/2020/01/05/call/' }])).toMatchInlineSnapshot(`
      "# Where old addresses lead. On hosts that do not read this file, pages stand there and lead on.
      /news/caf%C3%A9/ /news/2020/01/05/call/ 301
      "
    `);
    expect(toRedirectRules([])).toMatch(/^#.*\n$/u);
  });
});
