import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArticle } from '../../src/reading/article.ts';
import { bytesOf, lines, story } from './texts.ts';

const read = (bytes: Uint8Array, path = '2020/01/05-call.md') => readArticle(bytes, path);

const FULL = `---
title: India tells Iran that it is deeply concerned
date: 2020-01-05T19:40:00+05:30
updated: 2020-01-06
event: 2020-01-05
summary: One or two sentences.
section: World
type: analysis
authors: [Desk]
dateline: New Delhi
topics: [iran-us-crisis, 12:30, 0123]
people:
  - S. Jaishankar
  - { name: Qassem Soleimani, role: "commander, Quds Force" }
  - नरेन्द्र मोदी
organizations: [Ministry of External Affairs]
places: [India, Iran, إيران, 北京]
series: us-iran-2020
sources:
  - key: wire
    title: A call
    url: https://example.org/a
    publisher: Wire
    published: 2020-01-05
    accessed: 2026-11-22
    archived: { url: https://web.archive.org/web/2020/https://example.org/a, date: 2020-01-06 }
tweets:
  - key: call
    author: Dr. S. Jaishankar
    handle: DrSJaishankar
    date: 2020-01-05
    text: |
      Just concluded a telephonic conversation with FM @JZarif of Iran.

      India remains in touch.
    id: "1213816142431408129"
    captured: plain-text
    checked: 2026-11-22
  - { platform: mastodon, author: A, handle: a@example.social, date: 2020-01-05, text: Post }
statements:
  - { key: mea, speaker: Ministry of External Affairs, date: 2020-01-03, text: Words, source: wire }
images: [{ src: media/2020/call.jpg, alt: Two men }]
corrections: [{ date: 2020-01-07, text: An earlier version was wrong. }]
related: [2020/01/08-strikes, 2020/01/09-talks.md]
original: { url: https://example.org/story, publisher: Wire }
language: en
status: published
aliases: [/old/path/]
id: "0042"
review: [title]
linkPeople: false
---

The text.
`;

describe('readArticle', () => {
  it('reads a story with every field', () => {
    const { value, problems } = read(bytesOf(FULL));
    expect(problems.map(({ code }) => code)).toEqual(['review-pending']);
    expect(value).toMatchInlineSnapshot(`
      {
        "aliases": [
          "/old/path/",
        ],
        "authors": [
          {
            "name": "Desk",
          },
        ],
        "body": "
      The text.
      ",
        "bodyLine": 53,
        "corrections": [
          {
            "date": "2020-01-07",
            "text": "An earlier version was wrong.",
          },
        ],
        "date": "2020-01-05T19:40:00+05:30",
        "dateline": "New Delhi",
        "day": "2020-01-05",
        "event": "2020-01-05",
        "finalSlug": "call",
        "id": "0042",
        "images": [
          {
            "alt": "Two men",
            "src": "media/2020/call.jpg",
          },
        ],
        "language": "en",
        "linkPeople": false,
        "organizations": [
          {
            "name": "Ministry of External Affairs",
          },
        ],
        "original": {
          "publisher": "Wire",
          "url": "https://example.org/story",
        },
        "path": "2020/01/05-call.md",
        "people": [
          {
            "name": "S. Jaishankar",
          },
          {
            "name": "Qassem Soleimani",
            "role": "commander, Quds Force",
          },
          {
            "name": "नरेन्द्र मोदी",
          },
        ],
        "places": [
          {
            "name": "India",
          },
          {
            "name": "Iran",
          },
          {
            "name": "إيران",
          },
          {
            "name": "北京",
          },
        ],
        "related": [
          "2020/01/08-strikes.md",
          "2020/01/09-talks.md",
        ],
        "review": [
          "title",
        ],
        "section": "World",
        "series": {
          "name": "us-iran-2020",
        },
        "sources": [
          {
            "accessed": "2026-11-22",
            "archived": {
              "date": "2020-01-06",
              "url": "https://web.archive.org/web/2020/https://example.org/a",
            },
            "key": "wire",
            "published": "2020-01-05",
            "publisher": "Wire",
            "title": "A call",
            "url": "https://example.org/a",
          },
        ],
        "statements": [
          {
            "date": "2020-01-03",
            "key": "mea",
            "source": "wire",
            "speaker": "Ministry of External Affairs",
            "text": "Words",
            "withheld": false,
          },
        ],
        "status": "published",
        "summary": "One or two sentences.",
        "title": "India tells Iran that it is deeply concerned",
        "topics": [
          {
            "name": "iran-us-crisis",
          },
          {
            "name": "12:30",
          },
          {
            "name": "0123",
          },
        ],
        "tweets": [
          {
            "author": "Dr. S. Jaishankar",
            "captured": "plain-text",
            "checked": "2026-11-22",
            "date": "2020-01-05",
            "entities": [],
            "handle": "DrSJaishankar",
            "id": "1213816142431408129",
            "key": "call",
            "media": [],
            "platform": "x",
            "status": "unknown",
            "text": "Just concluded a telephonic conversation with FM @JZarif of Iran.

      India remains in touch.",
            "withheld": false,
          },
          {
            "author": "A",
            "date": "2020-01-05",
            "entities": [],
            "handle": "a@example.social",
            "media": [],
            "platform": "mastodon",
            "status": "unknown",
            "text": "Post",
            "withheld": false,
          },
        ],
        "type": "analysis",
        "updated": "2020-01-06",
      }
    `);
  });

  it('gives defaults to a story with only its title and date', () => {
    const { value, problems } = read(bytesOf('---\ntitle: T\ndate: 2020-01-05\n---\n'));
    expect(lines(problems)).toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:1:1  source-none  sources
        The story names no source.
        Add sources: with what the story rests on."
    `);
    expect(value).toMatchObject({
      type: 'news',
      status: 'published',
      topics: [],
      linkPeople: true,
      body: '',
      bodyLine: 5,
    });
  });

  it('reads the same from a file with a byte-order mark and CRLF', () => {
    const { value, places } = read(bytesOf(`\uFEFF${FULL.replaceAll('\n', '\r\n')}`));
    expect({ value, places }).toEqual({ value: read(bytesOf(FULL)).value, places: read(bytesOf(FULL)).places });
  });

  it('writes bare names out, each at the place of the name', () => {
    const { places } = read(bytesOf(FULL));
    expect(places['topics.1.name']).toEqual({ line: 11, column: 26 });
    expect(places['topics.1']).toEqual(places['topics.1.name']);
    expect(places['people.1.name']).toEqual({ line: 14, column: 13 });
    expect(places['series.name']).toEqual({ line: 18, column: 9 });
    expect(places['tweets.0.handle']).toEqual({ line: 30, column: 13 });
  });

  it('takes the slug of the front matter before that of the file’s name', () => {
    expect(read(story()).value?.finalSlug).toBe('call');
    expect(read(story('slug: telephone')).value?.finalSlug).toBe('telephone');
    expect(read(story(), '2020/01/05-🎉.md').value?.finalSlug).toBe('tada');
    expect(read(story(), '2020/01/05-।.md').value?.finalSlug).toMatch(/^s-[0-9a-f]{8}$/u);
  });

  it('keeps the calendar day of its writer, whatever the offset', () => {
    const day = (date: string) => read(bytesOf(`---\ntitle: T\ndate: ${date}\n---\n`)).value?.day;
    expect(day('2020-01-05T00:10:00+05:30')).toBe('2020-01-05');
    expect(day('2020-01-05T23:50:00-08:00')).toBe('2020-01-05');
  });

  it('warns of a published story without sources, not of a draft or a withdrawn one', () => {
    const codes = (line: string) =>
      read(bytesOf(`---\ntitle: T\ndate: 2020-01-05\n${line}\n---\n`)).problems.map(({ code }) => code);
    expect(codes('')).toEqual(['source-none']);
    expect(codes('status: draft')).toEqual([]);
    expect(codes('withdrawn: { date: 2020-01-06, reason: It was wrong. }')).toEqual([]);
  });

  it('gives a value beside a warning, and none beside an error', () => {
    const warned = read(story('section: World #1'));
    expect(warned.problems.map(({ code, severity }) => [code, severity])).toEqual([['yaml-lost-comment', 'warning']]);
    expect(warned.value?.section).toBe('World');
    expect(read(story('section: World #1', 'tags: [a]')).value).toBeUndefined();
  });

  it('compares times by their instants, and a day with a time by their days', () => {
    const codes = (date: string, updated: string) =>
      read(bytesOf(`---\ntitle: T\ndate: ${date}\nupdated: ${updated}\nstatus: draft\n---\n`)).problems.map(
        ({ code }) => code,
      );
    expect(codes('2020-01-05T01:00:00+05:30', '2020-01-04T20:00:00Z')).toEqual([]);
    expect(codes('2020-01-05T01:00:00+05:30', '2020-01-04T19:00:00Z')).toEqual(['date-order']);
    expect(codes('2020-01-05T23:00:00Z', '2020-01-05')).toEqual([]);
    expect(codes('2020-01-05', '2020-01-04T23:59:59Z')).toEqual(['date-order']);
  });

  it('takes an id of the day before or after the date shown, of X alone', () => {
    const codes = (post: string) =>
      read(story(`tweets: [{ author: A, handle: a, text: T, ${post} }]`)).problems.map(({ code }) => code);
    const first = '1213611063505846272';
    const last = '1213973451371446271';
    for (const date of ['2020-01-04', '2020-01-05', '2020-01-06']) {
      expect(codes(`date: ${date}, id: "${first}"`)).toEqual([]);
      expect(codes(`date: ${date}, id: "${last}"`)).toEqual([]);
    }
    for (const date of ['2020-01-03', '2020-01-07']) {
      expect(codes(`date: ${date}, id: "${first}"`)).toEqual(['quote-id-date']);
      expect(codes(`date: ${date}, id: "${last}"`)).toEqual(['quote-id-date']);
    }
    expect(codes(`date: 2019-01-01, id: "${first}", platform: bluesky`)).toEqual([]);
    // Ids before November 2010 were counted up, and tell no time.
    expect(codes('date: 2010-01-01, id: "20000000000"')).toEqual([]);
  });

  it('checks what is sound beside what is not', () => {
    const { problems } = read(story('event: soon', 'updated: 2020-01-01', 'slug: page'));
    expect(problems.map(({ code }) => code)).toEqual(['date-invalid', 'date-order', 'slug-invalid']);
  });

  it('does not miss sources that are there but broken', () => {
    const front =
      '---\ntitle: T\ndate: 2020-01-05\nsources: [https://example.org/]\nstatements: [{ speaker: S, text: T, source: wire }]\n---\n';
    expect(read(bytesOf(front)).problems.map(({ code }) => code)).toEqual(['field-type']);
  });

  it('never throws, and gives places within the file, for any bytes', () => {
    const field = fc.constantFrom(
      ...[
        'title: T',
        'date: 2020-01-05',
        'topics: [a',
        'topics:',
        '  - a',
        '- b',
        'tweets: [{}]',
        'slug: ""',
        'a: &a',
        '  b: "\\0"',
        '---',
        '\t',
        'x',
      ],
    );
    const text = fc.array(field, { maxLength: 12 }).map((fields) => bytesOf(`---\n${fields.join('\n')}`));
    fc.assert(
      fc.property(
        fc.oneof(text, fc.uint8Array(), fc.string({ unit: 'binary' }).map(bytesOf)),
        fc.string(),
        (bytes, name) => {
          const { value, problems, places } = readArticle(bytes, `${name}.md`);
          const rows = new TextDecoder().decode(bytes).split(/\r\n?|\n/u);
          expect(value === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
          for (const { line, column } of [...problems, ...Object.values(places)]) {
            expect(rows[line - 1]).toBeDefined();
            expect(column).toBeGreaterThan(0);
            expect(column).toBeLessThanOrEqual((rows[line - 1] ?? '').length + 1);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
