import { describe, expect, it } from 'vitest';
import { readTerm } from '../../src/reading/registry.ts';
import { bytesOf, lines } from './texts.ts';

const PERSON = `---
name: S. Jaishankar
aliases: [Subrahmanyam Jaishankar, एस. जयशंकर]
handles:
  - DrSJaishankar
  - { handle: mea@example.social, platform: mastodon, from: 2019-05-30 }
wikidata: Q7396577
isni: 000000012146438X
---
Minister of External Affairs.
`;

describe('readTerm', () => {
  it('reads a person, with a bare handle as an account on X', () => {
    const { value, problems, places } = readTerm(bytesOf(PERSON), 'people', 's-jaishankar.md');
    expect(problems).toEqual([]);
    expect(value).toEqual({
      kind: 'people',
      id: 's-jaishankar',
      name: 'S. Jaishankar',
      aliases: ['Subrahmanyam Jaishankar', 'एस. जयशंकर'],
      handles: [
        { handle: 'DrSJaishankar', platform: 'x' },
        { handle: 'mea@example.social', platform: 'mastodon', from: '2019-05-30' },
      ],
      wikidata: 'Q7396577',
      isni: '000000012146438X',
      body: 'Minister of External Affairs.\n',
      bodyLine: 10,
    });
    expect(places['handles.0.handle']).toEqual({ line: 5, column: 5 });
  });

  it('reads a topic', () => {
    const { value, problems } = readTerm(bytesOf('---\nname: Iran\n---\n'), 'topics', 'iran.md');
    expect(problems).toEqual([]);
    expect(value).toEqual({ kind: 'topics', id: 'iran', name: 'Iran', aliases: [], body: '', bodyLine: 4 });
  });

  it.each(['Iran War.md', 'page.md', 'con.md', '-a.md', 'é.md', `${'x'.repeat(101)}.md`, '.md'])(
    'refuses the file name %j for an id',
    (name) => {
      const { value, problems } = readTerm(bytesOf('---\nname: A\n---\n'), 'topics', name);
      expect(value).toBeUndefined();
      expect(problems).toMatchObject([{ code: 'term-id', file: `topics/${name}`, line: 1, column: 1 }]);
      expect(problems[0]?.fix).toMatch(/\S/u);
    },
  );

  it('explains its faults', () => {
    const person = (front: string) => lines(readTerm(bytesOf(`---\n${front}\n---\n`), 'people', 'a.md').problems);
    const topic = (front: string, name = 'a.md') =>
      lines(readTerm(bytesOf(`---\n${front}\n---\n`), 'topics', name).problems);
    expect(
      [
        topic('name: A', 'Iran War.md'),
        topic('name: A', 'search.md'),
        topic('title: A'),
        topic('name: A\nhandles: [a]'),
        topic('name: A\nwikidata: 42'),
        person('name: A\nhandles: a'),
        person('name: A\nhandles: ["@a"]'),
        person('name: A\nhandles: [sixteen_letters_]'),
        person('name: A\nhandles: [{ handle: a, from: 2020-01-05, to: 2019-01-01 }]'),
        person('name: A\nportrait: media/a.jpg'),
        person('name: A\nportrait: { src: media/../a.jpg, alt: A }'),
        person('name: A\nisni: 0000 0001 2146 438X'),
      ].join('\n'),
    ).toMatchInlineSnapshot(`
      "topics/Iran War.md:1:1  term-id
        The file’s name cannot be an id: Iran War
        Rename the file to 1 to 100 of a-z, 0-9 and hyphens, e.g. iran-war.md
      topics/search.md:1:1  term-id
        The id search is kept for a page of Dateline’s own.
        Give the file another name, e.g. the-search.md
      topics/a.md:2:1  key-unknown  title
        title is not a field that Dateline knows.
        Did you mean name?
      topics/a.md:3:1  key-unknown  handles
        handles is not a field that Dateline knows.
        Delete it; the fields here are name, aliases, wikidata and description.
      topics/a.md:3:11  field-value  wikidata
        wikidata is “42”, which is not a Wikidata id such as Q42.
        Write another value. It is: Its Wikidata id, e.g. Q42.
      people/a.md:3:10  field-type  handles
        handles is a text, but it has to be a list.
        Write it as a list: handles: [a]
      people/a.md:3:11  field-value  handles.0.handle
        Entry 1 of handles is “@a”, which is not an account name (write it without the leading @).
        Write it without the @: a
      people/a.md:3:11  field-value  handles.0.handle
        “sixteen_letters_” cannot be a handle on Twitter (X): it has up to 15 letters, digits and underscores.
        Correct the handle, or name the platform, e.g. platform: mastodon
      people/a.md:3:46  date-order  handles.0.to
        to (2019-01-01) is before from (2020-01-05).
        Correct the one that is wrong.
      people/a.md:3:11  field-type  portrait
        portrait is a text, but it has to be a mapping of fields.
        Write portrait: { src: media/a.jpg, alt: … }
      people/a.md:3:18  field-value  portrait.src
        src (portrait) is “media/../a.jpg”, which is not a path below media/.
        Write another value. It is: Path of the file below the content folder: media/….
      people/a.md:3:7  field-value  isni
        isni is “0000 0001 2146 438X”, which is not an ISNI: sixteen digits without spaces.
        Write 000000012146438X"
    `);
  });
});
