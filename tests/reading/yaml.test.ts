import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/reading/yaml.ts';
import { lines } from './texts.ts';

const parse = (yaml: string) => parseYaml(yaml, 2, 'a.md');
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describe('parseYaml', () => {
  it('keeps every scalar as the text typed', () => {
    const yaml = [
      'zeros: 0123',
      'time: 12:30',
      'day: 2020-01-05',
      'id: 1213611063505846272',
      'word: yes',
      'nothing: null',
      'tilde: ~',
      'number: 1_000.50',
      'octal: 0o17',
      'infinite: .inf',
      'quoted: "  two  "',
      "single: 'it''s'",
      'block: |',
      '  one',
      '  two',
      'folded: >-',
      '  one',
      '  two',
      'Ключ: Значение',
      'names: [नरेन्द्र मोदी, 习近平, قاسم سليماني]',
    ].join('\n');
    const { value, problems } = parse(yaml);
    expect(problems).toEqual([]);
    expect(plain(value)).toEqual({
      zeros: '0123',
      time: '12:30',
      day: '2020-01-05',
      id: '1213611063505846272',
      word: 'yes',
      nothing: 'null',
      tilde: '~',
      number: '1_000.50',
      octal: '0o17',
      infinite: '.inf',
      quoted: '  two  ',
      single: "it's",
      block: 'one\ntwo\n',
      folded: 'one two',
      Ключ: 'Значение',
      names: ['नरेन्द्र मोदी', '习近平', 'قاسم سليماني'],
    });
  });

  it('takes a key with nothing after it for absent, and keeps a quoted empty text', () => {
    const { value, places } = parse('a:\nb: ""\nc: # note\nd: {e, f: }\n');
    expect(plain(value)).toEqual({ b: '', d: {} });
    expect(places['a']).toEqual({ line: 2, column: 1 });
    expect(places['b']).toEqual({ line: 3, column: 4 });
  });

  it('knows where values and keys begin', () => {
    const { places, keys } = parse(
      'title: "T"\ntweets:\n  - key: a\n    text: |\n      x\n  - { key: b }\nlist: [a, "b"]\n',
    );
    expect({ ...places }).toMatchInlineSnapshot(`
      {
        "list": {
          "column": 7,
          "line": 8,
        },
        "list.0": {
          "column": 8,
          "line": 8,
        },
        "list.1": {
          "column": 11,
          "line": 8,
        },
        "title": {
          "column": 8,
          "line": 2,
        },
        "tweets": {
          "column": 3,
          "line": 4,
        },
        "tweets.0": {
          "column": 5,
          "line": 4,
        },
        "tweets.0.key": {
          "column": 10,
          "line": 4,
        },
        "tweets.0.text": {
          "column": 11,
          "line": 5,
        },
        "tweets.1": {
          "column": 5,
          "line": 7,
        },
        "tweets.1.key": {
          "column": 12,
          "line": 7,
        },
      }
    `);
    expect({ ...keys }).toMatchInlineSnapshot(`
      {
        "list": {
          "column": 1,
          "line": 8,
        },
        "title": {
          "column": 1,
          "line": 2,
        },
        "tweets": {
          "column": 1,
          "line": 3,
        },
        "tweets.0.key": {
          "column": 5,
          "line": 4,
        },
        "tweets.0.text": {
          "column": 5,
          "line": 5,
        },
        "tweets.1.key": {
          "column": 7,
          "line": 7,
        },
      }
    `);
  });

  it('gives mappings that no key can use to reach Object.prototype', () => {
    const { value, problems } = parse('toString: a\nconstructor: { prototype: b }\nhasOwnProperty: c\n');
    expect(problems).toEqual([]);
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value ?? {})).toEqual(['toString', 'constructor', 'hasOwnProperty']);
  });

  it('takes empty front matter for an empty mapping', () => {
    for (const yaml of ['', '\n\n', '# note\n']) expect(plain(parse(yaml).value)).toEqual({});
  });

  it('allows eight levels and refuses nine', () => {
    const nested = (levels: number): string => `${'{ a: '.repeat(levels)}b${' }'.repeat(levels)}`;
    expect(parse(nested(8)).problems).toEqual([]);
    expect(parse(nested(9)).problems).toMatchObject([{ code: 'yaml-depth', line: 2, column: 41 }]);
    const block = Array.from({ length: 9 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    expect(parse(`${block} b`).problems).toMatchObject([{ code: 'yaml-depth', line: 10 }]);
  });

  it('never throws, and gives places within the text', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b:',
        ': ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        ',',
        '"',
        "'",
        '\n',
        '  ',
        '\t',
        '#',
        ' #x',
        '&a ',
        '*a',
        '!t ',
        '|',
        '>',
      ],
      ...[
        '---',
        '...',
        '%',
        '<<',
        '? ',
        '@',
        '`',
        '\\',
        '\\u202E',
        '\\uD800',
        '__proto__',
        '\uFEFF',
        '\u2028',
        '\uFFFD',
        '\u001F',
      ],
    );
    const any = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(any, (yaml) => {
        const { problems, places } = parse(yaml);
        const rows = yaml.split('\n');
        for (const { line, column } of [...problems, ...Object.values(places)]) {
          const row = rows[line - 2];
          expect(row).toBeDefined();
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual((row ?? '').length + 1);
        }
        for (const { message, fix } of problems) {
          expect(message).toMatch(/\S/u);
          expect(fix).toMatch(/\S/u);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back what JSON says, for any text without controls', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((one) => !/(?!\n)[\p{Cc}\p{Cs}\u202A-\u202E\uFFFE\uFFFF]/u.test(one));
    const value = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/u), fc.oneof(text, fc.array(text)));
    fc.assert(
      fc.property(value, (original) => {
        const { value: read, problems } = parse(JSON.stringify(original));
        expect(problems).toEqual([]);
        expect(plain(read)).toEqual(plain(original));
      }),
    );
  });
});

describe('a comment that cuts a value off', () => {
  it.each([
    ['title: Oil at #1', '2:15', 'title'],
    ['title: Oil at # 1', '2:15', 'title'],
    ['section: World #hashtag', '2:16', 'section'],
    ['type: news #x', '2:12', 'type'],
    ['title: #MeToo in Delhi', '2:8', 'title'],
    ['topics:\n  - oil #1', '3:9', 'topics.0'],
    ['people:\n  - { name: A #1\n    }', '3:15', 'people.0.name'],
  ])('is warned of in %j', (yaml, place, field) => {
    const [problem, ...others] = parse(yaml).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'yaml-lost-comment', severity: 'warning', field });
    expect(`${problem?.line}:${problem?.column}`).toBe(place);
  });

  it.each([
    'date: 2020-01-05   # day of publication',
    'date: 2020-01-05 # day of publication',
    'title: T  # the headline',
    'title: T\t# the headline',
    'title: "Oil at #1" # quoted',
    'title: C#',
    'url: https://example.org/#top',
    'topics: # what it is about\n  - oil',
    'topics: #what it is about\n  - oil',
    'topics: [a, b] #both',
    '#title: T\ntitle: U',
    'title:\n  # note\n  T',
    'text: |\n  one #two',
  ])('is not seen in %j', (yaml) => {
    expect(parse(yaml).problems).toEqual([]);
  });

  it('is explained', () => {
    expect(lines(parse('title: Oil at #1').problems)).toMatchInlineSnapshot(`
      "a.md:2:15  yaml-lost-comment  title
        “#1” is lost: a # after a space begins a comment.
        Put the whole value in quotation marks; if a comment is meant, write two spaces before # and one after it."
    `);
  });
});

describe('the explanations of broken YAML', () => {
  it('say what is wrong, where, and what to write', () => {
    const broken = [
      'title: Delhi: a new plan',
      'handle: @DrSJaishankar',
      'tweets: [{ handle: @DrSJaishankar, text: x }]',
      'text: @narendramodi said',
      'title: `code`',
      'topics:\n  - *iran',
      'title: *bold* words',
      'title: & more',
      'title: !important',
      '%YAML 1.1',
      'title: T\n---\nmore: x',
      'title: T\n...',
      '<<: { a: b }',
      'tweets:\n\t- a',
      'title: "T\ndate: 2020-01-05',
      "title: 'It's over'",
      'title: "The "plan"',
      'title: "a \\q"',
      'topics: [iran, india\ndate: 2020-01-05',
      'topics: [oil #1, gas]\ndate: 2020-01-05',
      'original: { url: x\ndate: 2020-01-05',
      'topics: [a,, b]',
      'topics: [a]]',
      'topics: [a] b',
      'topics: ["a" "b"]',
      'topics: - a',
      'title:T\ndate: 2020-01-05',
      'title: T\nno colon here\ndate: 2020-01-05',
      'title: T\n date: 2020-01-05',
      'text: |\n   one\n two',
      'text: | one',
      '? [a]\n: b',
      ': x',
      'title: T\ntitle: U',
      '__proto__: { a: b }',
      'title: "\\u202E"',
      'a: [[[[[[[[[b]]]]]]]]]',
      'just text',
      '- a',
    ];
    const report = broken.map((yaml) => `${yaml.replace(/^/gmu, '| ')}\n${lines(parse(yaml).problems)}`).join('\n\n');
    expect(report).toMatchInlineSnapshot(`
      "| title: Delhi: a new plan
      a.md:2:8  yaml-syntax
        The value has a colon and a space in it, which YAML takes for another field.
        Put the value in quotation marks: "Delhi: a new plan"

      | handle: @DrSJaishankar
      a.md:2:9  yaml-syntax
        A value cannot begin with @.
        Write the handle without it: DrSJaishankar

      | tweets: [{ handle: @DrSJaishankar, text: x }]
      a.md:2:20  yaml-syntax
        A value cannot begin with @.
        Write the handle without it: DrSJaishankar

      | text: @narendramodi said
      a.md:2:7  yaml-syntax
        A value cannot begin with @.
        Put the value in quotation marks: "@narendramodi said"

      | title: \`code\`
      a.md:2:8  yaml-syntax
        A value cannot begin with \`.
        Put the value in quotation marks: "\`code\`"

      | topics:
      |   - *iran
      a.md:3:5  yaml-feature
        A value that begins with * is a YAML alias; aliases are not read.
        If it is meant as text, put it in quotation marks.

      | title: *bold* words
      a.md:2:8  yaml-feature
        A value that begins with * is a YAML alias; aliases are not read.
        If it is meant as text, put it in quotation marks.

      | title: & more
      a.md:2:8  yaml-feature
        A value that begins with & is a YAML anchor; anchors are not read.
        If it is meant as text, put it in quotation marks.

      | title: !important
      a.md:2:8  yaml-feature
        A value that begins with ! is a YAML tag; tags are not read.
        If it is meant as text, put it in quotation marks.

      | %YAML 1.1
      a.md:2:1  yaml-feature
        A line that begins with % is a YAML directive; directives are not read.
        Delete the line.

      | title: T
      | ---
      | more: x
      a.md:3:1  yaml-feature
        A line --- begins another YAML document; only one is read.
        Delete the line.

      | title: T
      | ...
      a.md:3:1  yaml-feature
        A line ... ends the YAML document; nothing may follow it.
        Delete the line.

      | <<: { a: b }
      a.md:2:1  yaml-feature  <<
        Merge keys (<<) are not read.
        Write the fields out where they belong.

      | tweets:
      | 	- a
      a.md:3:1  yaml-syntax
        A tab indents this line; YAML allows only spaces there.
        Indent the line with spaces.

      | title: "T
      | date: 2020-01-05
      a.md:2:8  yaml-syntax
        The quotation mark " is never closed.
        Add " at the end of the value.

      | title: 'It's over'
      a.md:2:12  yaml-syntax
        The quotation ends before this place, and more text follows it.
        Put the whole value in quotation marks, and write a quotation mark inside it as \\" (within "…") or as two '' (within '…').

      | title: "The "plan"
      a.md:2:14  yaml-syntax
        The quotation ends before this place, and more text follows it.
        Put the whole value in quotation marks, and write a quotation mark inside it as \\" (within "…") or as two '' (within '…').

      | title: "a \\q"
      a.md:2:11  yaml-syntax
        \\q is not an escape that YAML knows.
        Write \\\\ for a backslash, or put the value in single quotation marks.

      | topics: [iran, india
      | date: 2020-01-05
      a.md:2:9  yaml-syntax
        The [ is never closed.
        Add ] at the end.

      | topics: [oil #1, gas]
      | date: 2020-01-05
      a.md:2:9  yaml-syntax
        The [ is never closed.
        Add ] at the end; a # after a space begins a comment, so put a value with a # in quotation marks.

      | original: { url: x
      | date: 2020-01-05
      a.md:2:11  yaml-syntax
        The { is never closed.
        Add } at the end.

      | topics: [a,, b]
      a.md:2:12  yaml-syntax
        There is a comma too many.
        Delete the comma.

      | topics: [a]]
      a.md:2:12  yaml-syntax
        This ] closes nothing.
        Delete it, or put the value in quotation marks if it is text.

      | topics: [a] b
      a.md:2:13  yaml-syntax
        The bracket is closed before this place, and more text follows it.
        Put the whole value in quotation marks if it is text.

      | topics: ["a" "b"]
      a.md:2:14  yaml-syntax
        A comma is missing between two entries.
        Write a comma between them.

      | topics: - a
      a.md:2:9  yaml-syntax
        A list cannot begin on the line of its key.
        Begin the list on the next line, or write it in brackets: [one, two].

      | title:T
      | date: 2020-01-05
      a.md:2:1  yaml-syntax
        A space is missing after the colon.
        Write title: T

      | title: T
      | no colon here
      | date: 2020-01-05
      a.md:3:1  yaml-syntax
        The line is not a field: it has no key with a colon.
        Write key: value, or indent the line if it belongs to the value above.

      | title: T
      |  date: 2020-01-05
      a.md:3:2  yaml-syntax
        The line is not indented like the lines it belongs to.
        Begin the line in the same column as the fields beside it; if it continues the value above, put that in quotation marks.

      | text: |
      |    one
      |  two
      a.md:4:1  yaml-syntax
        The line is not indented like the lines it belongs to.
        Begin the line in the same column as the fields beside it; if it continues the value above, put that in quotation marks.

      | text: | one
      a.md:2:9  yaml-syntax
        Text follows | or > on its line.
        Begin the text on the next line, indented, or put it in quotation marks.

      | ? [a]
      | : b
      a.md:2:3  yaml-feature
        A key is a list or a mapping; it has to be a word.
        If it is meant as text, put it in quotation marks.

      | : x
      a.md:2:1  yaml-syntax
        A key is missing before the colon.
        Write the field’s name before the colon.

      | title: T
      | title: U
      a.md:3:1  yaml-duplicate-key  title
        title is given twice; the first is on line 2.
        Delete one of them.

      | __proto__: { a: b }
      a.md:2:1  key-unknown  __proto__
        __proto__ is not a field.
        Delete it.

      | title: "\\u202E"
      a.md:2:8  control-character  title
        The character U+202E, which changes the direction of the text around it, is written with an escape.
        Delete the escape.

      | a: [[[[[[[[[b]]]]]]]]]
      a.md:2:11  yaml-depth
        Values are nested more than 8 levels deep here.
        Write the value as text in quotation marks, or flatten it.

      | just text
      a.md:2:1  field-type
        There is a text where fields are wanted.
        Write each field on its own line as key: value.

      | - a
      a.md:2:1  field-type
        There is a list where fields are wanted.
        Write each field on its own line as key: value."
    `);
  });
});
