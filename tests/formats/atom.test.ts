import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { type Entry, type Feed, toAtom } from '../../src/formats/atom.ts';
import { HOSTILE } from './hostile.ts';
import { isWellFormed } from './well-formed.ts';

const FEED: Feed = {
  title: 'Dateline',
  author: 'The Desk',
  language: 'en',
  self: 'https://dateline.example/feed.xml',
  home: 'https://dateline.example/',
  entries: [],
};

const ENTRY: Entry = {
  address: 'https://dateline.example/2020/01/05/call/',
  title: 'India tells Iran',
  date: '2020-01-05',
  changed: '2020-01-07T09:00+05:30',
  language: 'en',
  authors: ['Desk'],
  topics: ['Iran–US crisis'],
  summary: 'Both said that they would keep talking.',
  html: '<p>India’s minister &amp; Iran’s</p>',
};

interface Parsed {
  feed: {
    id: string[];
    title: string[];
    updated: string[];
    author: unknown[];
    link: { rel: string; href: string }[];
    entry?: Record<string, unknown[]>[];
  }[];
}

function parse(xml: string): Parsed['feed'][number] {
  expect(isWellFormed(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (_name, _path, _leaf, attribute) => !attribute,
    parseTagValue: false,
  });
  const [feed] = (parser.parse(xml) as Parsed).feed;
  if (feed === undefined) throw new Error('The XML has no feed.');
  return feed;
}

describe('toAtom', () => {
  it('writes the feed and its entries as RFC 4287 wants them', () => {
    expect(toAtom({ ...FEED, subtitle: 'A small archive', rights: 'CC BY 4.0', entries: [ENTRY] }))
      .toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <id>https://dateline.example/</id>
      <title>Dateline</title>
      <subtitle>A small archive</subtitle>
      <updated>2020-01-07T09:00:00+05:30</updated>
      <author><name>The Desk</name></author>
      <rights>CC BY 4.0</rights>
      <link rel="self" type="application/atom+xml" href="https://dateline.example/feed.xml"/>
      <link rel="alternate" type="text/html" href="https://dateline.example/"/>
      <entry xml:lang="en">
      <id>https://dateline.example/2020/01/05/call/</id>
      <title>India tells Iran</title>
      <published>2020-01-05T12:00:00Z</published>
      <updated>2020-01-07T09:00:00+05:30</updated>
      <author><name>Desk</name></author>
      <link rel="alternate" type="text/html" href="https://dateline.example/2020/01/05/call/"/>
      <category term="Iran–US crisis"/>
      <summary>Both said that they would keep talking.</summary>
      <content type="html">&lt;p&gt;India’s minister &amp;amp; Iran’s&lt;/p&gt;</content>
      </entry>
      </feed>
      "
    `);
  });

  it('takes its date from the newest change, not from the first entry', () => {
    const older = { ...ENTRY, changed: '2020-01-03' };
    expect(parse(toAtom({ ...FEED, entries: [older, ENTRY] })).updated).toEqual(['2020-01-07T09:00:00+05:30']);
  });

  it('is never changed before it was published, however a day of change is read', () => {
    const evening = { ...ENTRY, date: '2020-01-05T19:40:00Z', changed: '2020-01-05' };
    expect(parse(toAtom({ ...FEED, entries: [evening] })).entry?.[0]?.['updated']).toEqual(['2020-01-05T19:40:00Z']);
  });

  it('puts entries in the order of the instants that it writes', () => {
    const at = (title: string, date: string) => ({ ...ENTRY, title, date });
    const entries = [
      at('day', '2020-01-05'),
      at('earlier', '2020-01-05T16:00:00+05:30'),
      at('same', '2020-01-05T12:00:00Z'),
      at('later', '2020-01-05T11:00:00-05:00'),
    ];
    const titles = parse(toAtom({ ...FEED, entries })).entry?.flatMap(({ title }) => title);
    expect(titles).toEqual(['later', 'day', 'same', 'earlier']);
  });

  it('has a date without asking the clock when it is empty', () => {
    expect(parse(toAtom(FEED)).updated).toEqual(['1970-01-01T00:00:00Z']);
  });

  it('gives the feed and each entry exactly one id, title and updated, whatever the texts', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE));
    const entry = fc.record({
      address: fc.webUrl(),
      title: text,
      date: fc.constant('2020-01-05'),
      changed: fc.constantFrom('2020-01-05', '2020-01-06T10:00:00Z'),
      language: fc.constantFrom('en', 'fa', 'hi'),
      authors: fc.array(text),
      topics: fc.array(text),
      summary: fc.option(text, { nil: undefined }),
      html: text,
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), text, (entries, title) => {
        const feed = parse(toAtom({ ...FEED, title, entries }));
        for (const part of [feed, ...(feed.entry ?? [])]) {
          expect([part.id, part.title, part.updated].map((list) => list.length)).toEqual([1, 1, 1]);
        }
        expect(feed.entry?.length ?? 0).toBe(entries.length);
        expect(feed.link.map(({ rel }) => rel)).toEqual(['self', 'alternate']);
      }),
      { numRuns: 50 },
    );
  });
});
