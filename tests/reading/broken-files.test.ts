import { describe, expect, it } from 'vitest';
import type { Problem, ProblemCode } from '../../src/model/problem.ts';
import { readArticle } from '../../src/reading/article.ts';
import { bytesOf, lines, story } from './texts.ts';

const PATH = '2020/01/05-call.md';
const read = (bytes: Uint8Array, path = PATH) => readArticle(bytes, path);

/** The line on which the first line given to `story` stands. */
const FIRST = 5;

type Row = [name: string, bytes: Uint8Array, code: ProblemCode, line: number, column: number, field: string];

const tweet = (fields: string): string => `tweets: [{ author: A, handle: a, date: 2020-01-05, text: T, ${fields} }]`;

const ROWS: Row[] = [
  // Encoding
  ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x2d, 0x00]), 'encoding', 1, 1, ''],
  ['Windows-1252', Uint8Array.from([...bytesOf('---\ntitle: caf'), 0xe9]), 'encoding', 2, 11, ''],
  ['a NUL', story('section: a\0b'), 'control-character', FIRST, 11, ''],
  [
    'an override in the body',
    bytesOf('---\ntitle: T\ndate: 2020-01-05\nsources: [{title: S}]\n---\n\u202Ex'),
    'control-character',
    6,
    1,
    '',
  ],
  ['an escaped override', story('section: "a\\u202Eb"'), 'control-character', FIRST, 10, 'section'],
  ['an escaped NUL', story('topics: [a, "\\0"]'), 'control-character', FIRST, 13, 'topics.1'],
  ['half a character', story('summary: "\\uD83D"'), 'control-character', FIRST, 10, 'summary'],
  [
    'an override in a tweet',
    story(tweet('key: k, language: "\\u202D"')),
    'control-character',
    FIRST,
    79,
    'tweets.0.language',
  ],
  ['a file above 2 MiB', bytesOf(`---\n---\n${'x'.repeat(2 * 1024 * 1024)}`), 'file-too-large', 1, 1, ''],
  // Fences
  ['an empty file', bytesOf(''), 'front-matter-missing', 1, 1, ''],
  ['no front matter', bytesOf('A story.\n'), 'front-matter-missing', 1, 1, ''],
  ['a blank line first', bytesOf('\n---\ntitle: T\n---\n'), 'front-matter-missing', 1, 1, ''],
  ['code', bytesOf('---js\n{ title: "T" }\n---\n'), 'front-matter-fence', 1, 1, ''],
  ['code after a space', bytesOf('--- js\n{ title: "T" }\n---\n'), 'front-matter-fence', 1, 1, ''],
  ['a name of Object.prototype', bytesOf('---toString\ntitle: T\n---\n'), 'front-matter-fence', 1, 1, ''],
  ['TOML', bytesOf('+++\ntitle = "T"\n+++\n'), 'front-matter-fence', 1, 1, ''],
  ['an unclosed block', bytesOf('---\ntitle: T\n\nText.\n'), 'front-matter-unclosed', 1, 1, ''],
  ['a fence of four', bytesOf('---\ntitle: T\n----\nText.\n'), 'front-matter-unclosed', 3, 1, ''],
  ['a fence with a word', bytesOf('---\ntitle: T\n---foo:\nText.\n---\n'), 'front-matter-unclosed', 3, 1, ''],
  // YAML
  ['a colon in a title', bytesOf('---\ntitle: A: b\n---\n'), 'yaml-syntax', 2, 8, ''],
  ['an @', story('  ', 'section: @x'), 'yaml-syntax', FIRST + 1, 10, ''],
  ['an open quotation', story('section: "World'), 'yaml-syntax', FIRST, 10, ''],
  ['a tab', story('topics:', '\t- a'), 'yaml-syntax', FIRST + 1, 1, ''],
  ['an alias', story('topics: &t [a]', 'places: *t'), 'yaml-feature', FIRST, 9, ''],
  ['a tag', story('section: !!js/function x'), 'yaml-feature', FIRST, 10, ''],
  ['a merge key', story('<<: { section: x }'), 'yaml-feature', FIRST, 1, '<<'],
  ['a key that is a list', story('[a]: b'), 'yaml-feature', FIRST, 1, ''],
  ['two documents', story('...', 'section: x'), 'yaml-feature', FIRST, 1, ''],
  ['a key given twice', story('title: U'), 'yaml-duplicate-key', FIRST, 1, 'title'],
  [
    'a key given twice in an entry',
    story('people: [{ name: A, name: B }]'),
    'yaml-duplicate-key',
    FIRST,
    21,
    'people.0.name',
  ],
  ['deep nesting', story(`topics: ${'['.repeat(100_000)}`), 'yaml-depth', FIRST, 16, ''],
  ['__proto__', story('__proto__: { title: U }'), 'key-unknown', FIRST, 1, '__proto__'],
  ['fields that are a list', bytesOf('---\n- title: T\n---\n'), 'field-type', 2, 1, ''],
  // Fields
  ['no title', bytesOf('---\ndate: 2020-01-05\n---\n'), 'field-missing', 1, 1, 'title'],
  ['a title without a value', bytesOf('---\ndate: 2020-01-05\ntitle:\n---\n'), 'field-missing', 3, 1, 'title'],
  ['an empty title', bytesOf('---\ndate: 2020-01-05\ntitle: "  "\n---\n'), 'field-empty', 3, 8, 'title'],
  ['an empty topic', story('topics: [a, ""]'), 'field-empty', FIRST, 13, 'topics.1.name'],
  ['a topic without a value', story('topics:', '  - a', '  -'), 'field-empty', FIRST + 2, 4, 'topics.1.name'],
  ['an unknown field', story('tags: [a]'), 'key-unknown', FIRST, 1, 'tags'],
  ['a name of Object.prototype as a field', story('constructor: x'), 'key-unknown', FIRST, 1, 'constructor'],
  [
    'an unknown field of an entry',
    story('people:', '  - name: A', '    rol: B'),
    'key-unknown',
    FIRST + 2,
    5,
    'people.0.rol',
  ],
  [
    'a required field under a wrong name',
    story('corrections: [{ date: 2020-01-06, txet: x }]'),
    'key-unknown',
    FIRST,
    35,
    'corrections.0.txet',
  ],
  [
    'a required field missing in an entry',
    story('tweets:', '  - author: A', '    handle: a', '    text: T'),
    'field-missing',
    FIRST + 1,
    5,
    'tweets.0.date',
  ],
  ['a text for a list', story('topics: Iran'), 'field-type', FIRST, 9, 'topics'],
  ['a text for an entry', story('images: [media/a.jpg]'), 'field-type', FIRST, 10, 'images.0'],
  ['a list for a text', story('section: [World]'), 'field-type', FIRST, 10, 'section'],
  ['a mapping for a list', story('tweets:', '  author: A'), 'field-type', FIRST + 1, 3, 'tweets'],
  ['a text for a mapping', story('original: https://example.org/'), 'field-type', FIRST, 11, 'original'],
  ['a list for a date', story('event: [2020-01-05]'), 'field-type', FIRST, 8, 'event'],
  ['an unknown type', story('type: oppinion'), 'field-value', FIRST, 7, 'type'],
  ['yes for true', story('linkPeople: yes'), 'field-value', FIRST, 13, 'linkPeople'],
  [
    'a handle with an @',
    story('tweets: [{ author: A, handle: "@a", date: 2020-01-05, text: T }]'),
    'field-value',
    FIRST,
    31,
    'tweets.0.handle',
  ],
  [
    'a handle too long for X',
    story('tweets: [{ author: A, handle: abcdefghijklmnop, date: 2020-01-05, text: T }]'),
    'field-value',
    FIRST,
    31,
    'tweets.0.handle',
  ],
  ['a language that is none', story('language: pt_BR'), 'field-value', FIRST, 11, 'language'],
  [
    'an image outside media',
    story('images: [{ src: media/../site.yml, alt: A }]'),
    'field-value',
    FIRST,
    17,
    'images.0.src',
  ],
  ['an alias on another host', story('aliases: [//example.org/]'), 'field-value', FIRST, 11, 'aliases.0'],
  ['an alias that climbs', story('aliases: [/a/../../b]'), 'field-value', FIRST, 11, 'aliases.0'],
  // Dates
  ['30 February', story('event: 2020-02-30'), 'date-invalid', FIRST, 8, 'event'],
  ['a date in another form', story('event: 05/01/2020'), 'date-invalid', FIRST, 8, 'event'],
  ['a time without its offset', story('updated: 2020-01-06T19:40:00'), 'date-invalid', FIRST, 10, 'updated'],
  ['null as a date', story('event: null'), 'date-invalid', FIRST, 8, 'event'],
  ['an embargo without a time', story('embargo: 2020-01-06'), 'date-invalid', FIRST, 10, 'embargo'],
  ['updated before date', story('updated: 2020-01-04'), 'date-order', FIRST, 10, 'updated'],
  [
    'a correction before date',
    story('corrections: [{ date: 2020-01-04, text: x }]'),
    'date-order',
    FIRST,
    23,
    'corrections.0.date',
  ],
  [
    'withdrawn before date',
    story('withdrawn: { date: 2019-12-31, reason: x }'),
    'date-order',
    FIRST,
    20,
    'withdrawn.date',
  ],
  // Addresses
  ['javascript:', story('original: { url: "javascript:alert(1)" }'), 'url-invalid', FIRST, 18, 'original.url'],
  [
    'credentials',
    story('original: { url: "https://user:word@example.org/" }'),
    'url-invalid',
    FIRST,
    18,
    'original.url',
  ],
  ['no scheme', story('original: { url: example.org/a }'), 'url-invalid', FIRST, 18, 'original.url'],
  ['a space', story('original: { url: https://example.org/a b }'), 'url-invalid', FIRST, 18, 'original.url'],
  // Quotes and sources
  [
    'two tweets with one key',
    story(
      `tweets:`,
      ...['a', 'a'].map((key) => `  - { key: ${key}, author: A, handle: a, date: 2020-01-05, text: T }`),
    ),
    'quote-key-duplicate',
    FIRST + 2,
    12,
    'tweets.1.key',
  ],
  [
    'a tweet and a statement with one key',
    story(tweet('key: k'), 'statements: [{ key: k, speaker: S, text: T }]'),
    'quote-key-duplicate',
    FIRST + 1,
    21,
    'statements.0.key',
  ],
  [
    'two sources with one key',
    bytesOf('---\ntitle: T\ndate: 2020-01-05\nsources:\n  - { key: a, title: S }\n  - { key: a, title: S }\n---\n'),
    'quote-key-duplicate',
    6,
    12,
    'sources.1.key',
  ],
  [
    'a statement without its source',
    story('statements: [{ speaker: S, text: T, source: wire }]'),
    'source-key-missing',
    FIRST,
    45,
    'statements.0.source',
  ],
  ['an id of another day', story(tweet('id: "1214336439405621248"')), 'quote-id-date', FIRST, 65, 'tweets.0.id'],
  // Slugs
  ['a slug with capitals', story('slug: Call to Iran'), 'slug-invalid', FIRST, 7, 'slug'],
  ['a slug that climbs', story('slug: ../x'), 'slug-invalid', FIRST, 7, 'slug'],
  ['a slug of 300 letters', story(`slug: ${'x'.repeat(300)}`), 'slug-invalid', FIRST, 7, 'slug'],
  ['a slug that names a device', story('slug: con'), 'slug-invalid', FIRST, 7, 'slug'],
  ['a slug that names a route', story('slug: page'), 'slug-invalid', FIRST, 7, 'slug'],
];

describe('a broken file', () => {
  it.each(ROWS)('is refused with its place and a way to mend it: %s', (_name, bytes, code, line, column, field) => {
    const { value, problems } = read(bytes);
    expect(value).toBeUndefined();
    const errors = problems.filter(({ severity }) => severity === 'error');
    const [problem] = errors.filter((one) => one.code === code);
    expect(problem).toMatchObject({ code, line, column, field, file: `articles/${PATH}` });
    for (const { message, fix } of errors) {
      expect(message).toMatch(/^\S.*\S$/u);
      expect(fix).toMatch(/^\S.*\S$/u);
    }
  });

  it('has one problem for one fault', () => {
    const several = ROWS.filter(([, bytes]) => read(bytes).problems.length !== 1).map(([name]) => name);
    expect(several).toEqual([]);
  });

  it('shows all of its faults at once', () => {
    const bytes = bytesOf(
      [
        '---',
        'title: ""',
        'date: 2020-01-05',
        'event: 2020-13-01',
        'tags: [a]',
        'type: opnion',
        'updated: 2020-01-01',
        'sources: [https://example.org/a]',
        'tweets:',
        '  - { author: A, handle: a, date: 2020-01-05, text: T, id: "1" }',
        '  - { author: A, handle: "@a", date: 5 January 2020, text: T }',
        '---',
        'Text.',
      ].join('\n'),
    );
    expect(lines(sorted(read(bytes).problems))).toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:2:8  field-empty  title
        title is empty.
        Write it. It is: Headline.
      articles/2020/01/05-call.md:4:8  date-invalid  event
        event is “2020-13-01”, a day that does not exist: there is no month 13.
        Write the right day as YYYY-MM-DD, e.g. 2020-01-05
      articles/2020/01/05-call.md:5:1  key-unknown  tags
        tags is not a field that Dateline knows.
        Did you mean topics?
      articles/2020/01/05-call.md:6:7  field-value  type
        type is “opnion”, which is not news, analysis, opinion, live or document.
        Did you mean opinion?
      articles/2020/01/05-call.md:7:10  date-order  updated
        updated (2020-01-01) is before the story’s date (2020-01-05).
        Correct the one that is wrong.
      articles/2020/01/05-call.md:8:11  field-type  sources.0
        Entry 1 of sources is a text, but it has to be a mapping of fields.
        Write the entry as { title: …, url: https://example.org/a }
      articles/2020/01/05-call.md:11:26  field-value  tweets.1.handle
        handle (tweets, entry 2) is “@a”, which is not an account name (write it without the leading @).
        Write it without the @: a
      articles/2020/01/05-call.md:11:38  date-invalid  tweets.1.date
        date (tweets, entry 2) is “5 January 2020”, which is not in the form YYYY-MM-DD.
        Write 2020-01-05"
    `);
  });
});

function sorted(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((one, other) => one.line - other.line || one.column - other.column);
}

describe('the words of', () => {
  const said = (...extra: string[]): string => lines(read(story(...extra)).problems);

  it('dates', () => {
    const dates = [
      '2020-02-30',
      '2019-02-29',
      '2020-13-01',
      '2020-00-10',
      '05/01/2020',
      '2020/1/5',
      '2020.01.05',
      '20200105',
      '5 January 2020',
      'Jan. 5th, 2020',
      'Sunday, January 5, 2020',
      'yesterday',
      '2020-01-05T10:00:00Z',
      '2020',
      'null',
    ];
    expect(dates.map((date) => said(`event: ${date.includes(',') ? `"${date}"` : date}`)).join('\n'))
      .toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “2020-02-30”, a day that does not exist: February 2020 has 29 days.
        Write the right day as YYYY-MM-DD, e.g. 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “2019-02-29”, a day that does not exist: February 2019 has 28 days.
        Write the right day as YYYY-MM-DD, e.g. 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “2020-13-01”, a day that does not exist: there is no month 13.
        Write the right day as YYYY-MM-DD, e.g. 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “2020-00-10”, a day that does not exist: there is no month 00.
        Write the right day as YYYY-MM-DD, e.g. 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “05/01/2020”, which is not in the form YYYY-MM-DD.
        Write it as YYYY-MM-DD, e.g. 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “2020/1/5”, which is not in the form YYYY-MM-DD.
        Write 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “2020.01.05”, which is not in the form YYYY-MM-DD.
        Write 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “20200105”, which is not in the form YYYY-MM-DD.
        Write 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “5 January 2020”, which is not in the form YYYY-MM-DD.
        Write 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “Jan. 5th, 2020”, which is not in the form YYYY-MM-DD.
        Write 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “Sunday, January 5, 2020”, which is not in the form YYYY-MM-DD.
        Write 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “yesterday”, which is not in the form YYYY-MM-DD.
        Write it as YYYY-MM-DD, e.g. 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “2020-01-05T10:00:00Z”, which is more than a day.
        Write 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “2020”, which is not in the form YYYY-MM-DD.
        Write it as YYYY-MM-DD, e.g. 2020-01-05
      articles/2020/01/05-call.md:5:8  date-invalid  event
        event is “null”, which is not in the form YYYY-MM-DD.
        Write it as YYYY-MM-DD, e.g. 2020-01-05"
    `);
  });

  it('times', () => {
    const times = [
      '2020-01-06T19:40',
      '2020-01-06 19:40:00',
      '2020-01-06T19:40+05:30',
      '2020-01-06T19:40:00+0530',
      '2020-01-06T25:00:00Z',
      '2020-01-06T7pm',
      '2020-02-30T10:00:00Z',
    ];
    const embargoes = ['2020-01-06', 'tomorrow'];
    expect(
      [...times.map((time) => said(`updated: ${time}`)), ...embargoes.map((time) => said(`embargo: ${time}`))].join(
        '\n',
      ),
    ).toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:5:10  date-invalid  updated
        updated is “2020-01-06T19:40”; a time needs its offset.
        Write e.g. 2020-01-06T19:40:00+05:30
      articles/2020/01/05-call.md:5:10  date-invalid  updated
        updated is “2020-01-06 19:40:00”; a time needs its offset.
        Write e.g. 2020-01-06T19:40:00+05:30
      articles/2020/01/05-call.md:5:10  date-invalid  updated
        updated is “2020-01-06T19:40+05:30”, which is not in the form YYYY-MM-DDThh:mm:ss with an offset.
        Write 2020-01-06T19:40:00+05:30
      articles/2020/01/05-call.md:5:10  date-invalid  updated
        updated is “2020-01-06T19:40:00+0530”, which is not in the form YYYY-MM-DDThh:mm:ss with an offset.
        Write 2020-01-06T19:40:00+05:30
      articles/2020/01/05-call.md:5:10  date-invalid  updated
        updated is “2020-01-06T25:00:00Z”, a time that does not exist.
        Write hours from 00 to 23, and minutes and seconds from 00 to 59.
      articles/2020/01/05-call.md:5:10  date-invalid  updated
        updated is “2020-01-06T7pm”, and its time is not in the form hh:mm:ss.
        Write e.g. 2020-01-06T19:40:00+05:30
      articles/2020/01/05-call.md:5:10  date-invalid  updated
        updated is “2020-02-30T10:00:00Z”, a day that does not exist: February 2020 has 29 days.
        Write the right day as YYYY-MM-DD, e.g. 2020-01-05, or as a time with its offset, e.g. 2020-01-05T19:40:00+05:30
      articles/2020/01/05-call.md:5:10  date-invalid  embargo
        embargo is “2020-01-06”, a day without a time.
        Write a time with its offset, e.g. 2020-01-06T19:40:00+05:30
      articles/2020/01/05-call.md:5:10  date-invalid  embargo
        embargo is “tomorrow”, which is not in the form YYYY-MM-DDThh:mm:ss with an offset.
        Write it as a time with its offset, e.g. 2020-01-05T19:40:00+05:30"
    `);
  });

  it('addresses', () => {
    const addresses = [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://example.org/',
      'mailto:a@example.org',
      'example.org',
      '//example.org/a',
      'https://user:word@example.org/',
      'https://user@example.org/',
      'https://example.org/a b',
      'https:/example.org',
      'https://',
      'a page',
      '/a',
      'http://example.org:99999/',
    ];
    expect(addresses.map((url) => said(`original: { url: "${url}" }`)).join('\n')).toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “javascript:alert(1)”; addresses that begin with javascript: are not published.
        Write an address that begins with https:// or http://.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “data:text/html,x”; addresses that begin with data: are not published.
        Write an address that begins with https:// or http://.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “ftp://example.org/”; addresses that begin with ftp: are not published.
        Write an address that begins with https:// or http://.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “mailto:a@example.org”; addresses that begin with mailto: are not published.
        Write an address that begins with https:// or http://.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “example.org”, which does not say https://.
        Write https://example.org
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “//example.org/a”, which does not say https://.
        Write https://example.org/a
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “https://user:word@example.org/”, which holds a user name or password.
        Delete everything between // and @, and the @.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “https://user@example.org/”, which holds a user name or password.
        Delete everything between // and @, and the @.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “https://example.org/a b”, which has a space in it.
        Write %20 for a space, or delete it.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “https:/example.org”, which is not a whole address.
        Write it as the browser shows it: https://example.org/page
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “https://”, which is not a whole address.
        Write it as the browser shows it: https://example.org/page
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “a page”, which is not a web address.
        Write the whole address, beginning with https:// or http://.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “/a”, which is not a web address.
        Write the whole address, beginning with https:// or http://.
      articles/2020/01/05-call.md:5:18  url-invalid  original.url
        url (original) is “http://example.org:99999/”, which is not a whole address.
        Write it as the browser shows it: https://example.org/page"
    `);
  });

  it('shapes', () => {
    const shapes = [
      'topics: Iran',
      'topics: Iran, India',
      'topics: "#iran"',
      'people: { name: A }',
      'series: [a]',
      'related: 2020/01/04-a',
      'images: media/a.jpg',
      'images: [media/a.jpg]',
      'original: https://example.org/',
      'withdrawn: yes',
      'section: [World]',
      'section: [a, b]',
      'section: { a: b }',
      'topics: [[a]]',
      'people: [{ name: [A] }]',
      'statements: [{ speaker: S, text: T, source: { title: x } }]',
    ];
    expect(shapes.map((shape) => said(shape)).join('\n')).toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:5:9  field-type  topics
        topics is a text, but it has to be a list.
        Write it as a list: topics: [Iran]
      articles/2020/01/05-call.md:5:9  field-type  topics
        topics is a text, but it has to be a list.
        Write it as a list: topics: [Iran, India]
      articles/2020/01/05-call.md:5:9  field-type  topics
        topics is a text, but it has to be a list.
        Write it as a list: topics: ["#iran"]
      articles/2020/01/05-call.md:5:9  field-type  people
        people is a mapping of fields, but it has to be a list.
        Put a hyphen before each entry of people, as in: - …
      articles/2020/01/05-call.md:5:9  field-type  series
        series is a list, but it has to be a mapping of fields.
        Write series: { name: a }
      articles/2020/01/05-call.md:5:10  field-type  related
        related is a text, but it has to be a list.
        Write it as a list: related: [2020/01/04-a]
      articles/2020/01/05-call.md:5:9  field-type  images
        images is a text, but it has to be a list.
        Write it as a list of entries: images: [{ src: media/a.jpg, alt: … }]
      articles/2020/01/05-call.md:5:10  field-type  images.0
        Entry 1 of images is a text, but it has to be a mapping of fields.
        Write the entry as { src: media/a.jpg, alt: … }
      articles/2020/01/05-call.md:5:11  field-type  original
        original is a text, but it has to be a mapping of fields.
        Write original: { url: https://example.org/ }
      articles/2020/01/05-call.md:5:12  field-type  withdrawn
        withdrawn is a text, but it has to be a mapping of fields.
        Write withdrawn: { date: …, reason: … }
      articles/2020/01/05-call.md:5:10  field-type  section
        section is a list, but it has to be a text.
        Write it without brackets: World
      articles/2020/01/05-call.md:5:10  field-type  section
        section is a list, but it has to be a text.
        Write one text after section:
      articles/2020/01/05-call.md:5:10  field-type  section
        section is a mapping of fields, but it has to be a text.
        Write one text after section:
      articles/2020/01/05-call.md:5:10  field-type  topics.0
        Entry 1 of topics is a list, but it has to be a mapping of fields.
        Write the entry as { name: a }
      articles/2020/01/05-call.md:5:18  field-type  people.0.name
        name (people, entry 1) is a list, but it has to be a text.
        Write it without brackets: A
      articles/2020/01/05-call.md:5:45  field-type  statements.0.source
        source (statements, entry 1) is a mapping of fields, but it has to be a text.
        Write one text after source:"
    `);
  });

  it('values, keys and slugs', () => {
    const values = [
      'type: oppinion',
      'type: recipe',
      'status: Draft',
      'linkPeople: no',
      'language: pt_BR',
      'language: English',
      'aliases: [old/page]',
      'related: [/2020/a]',
      'tags: [a]',
      'publishDate: 2020-01-01',
      'weather: fine',
      'slug: Call to Iran',
      'slug: page',
      'slug: "🎉🎉"',
      'people: [{ nam: A }]',
      'outputs: x',
      tweet('platfrom: x'),
      tweet('id: "1214336439405621248"'),
      'statements: [{ speaker: S, text: T, source: wire }]',
    ];
    expect(values.map((value) => said(value)).join('\n')).toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:5:7  field-value  type
        type is “oppinion”, which is not news, analysis, opinion, live or document.
        Did you mean opinion?
      articles/2020/01/05-call.md:5:7  field-value  type
        type is “recipe”, which is not news, analysis, opinion, live or document.
        Write news, analysis, opinion, live or document.
      articles/2020/01/05-call.md:5:9  field-value  status
        status is “Draft”, which is not published or draft.
        Did you mean draft?
      articles/2020/01/05-call.md:5:13  field-value  linkPeople
        linkPeople is “no”, which is not true or false.
        Write true or false.
      articles/2020/01/05-call.md:5:11  field-value  language
        language is “pt_BR”, which is not a language tag (BCP 47) such as en, hi or pt-BR.
        Write pt-BR
      articles/2020/01/05-call.md:5:11  field-value  language
        language is “English”, which is not a language tag (BCP 47) such as en, hi or pt-BR.
        Write another value. It is: Language of the story (BCP 47), where it differs from the site’s.
      articles/2020/01/05-call.md:5:11  field-value  aliases.0
        Entry 1 of aliases is “old/page”, which is not a path on this site beginning with /.
        Write another value. It is: Old addresses of the story on this site, each beginning with /.
      articles/2020/01/05-call.md:5:11  field-value  related.0
        Entry 1 of related is “/2020/a”, which is not the path of a story below articles/.
        Write another value. It is: Paths of related stories below articles/, with or without .md.
      articles/2020/01/05-call.md:5:1  key-unknown  tags
        tags is not a field that Dateline knows.
        Did you mean topics?
      articles/2020/01/05-call.md:5:1  key-unknown  publishDate
        publishDate is not a field that Dateline knows.
        Delete it, or add it to date.
      articles/2020/01/05-call.md:5:1  key-unknown  weather
        weather is not a field that Dateline knows.
        Delete it; the fields here are title, date, updated, event, summary, section, type, authors, dateline, topics, people, organizations, places, series, sources, tweets, statements, images, corrections, related, original, language, translationOf, status, embargo, withdrawn, slug, aliases, id, review and linkPeople.
      articles/2020/01/05-call.md:5:7  slug-invalid  slug
        slug is “Call to Iran”, which is not 1 to 100 of a-z, 0-9 and hyphens.
        Write call-to-iran
      articles/2020/01/05-call.md:5:7  slug-invalid  slug
        slug is “page”, which Dateline keeps for a page of its own.
        Write another slug, e.g. page-story
      articles/2020/01/05-call.md:5:7  slug-invalid  slug
        slug is “🎉🎉”, which is not 1 to 100 of a-z, 0-9 and hyphens.
        Write tada-tada
      articles/2020/01/05-call.md:5:12  key-unknown  people.0.nam
        nam (people, entry 1) is not a field that Dateline knows.
        Did you mean name?
      articles/2020/01/05-call.md:5:1  key-unknown  outputs
        outputs is not a field that Dateline knows.
        Delete it; the fields here are title, date, updated, event, summary, section, type, authors, dateline, topics, people, organizations, places, series, sources, tweets, statements, images, corrections, related, original, language, translationOf, status, embargo, withdrawn, slug, aliases, id, review and linkPeople.
      articles/2020/01/05-call.md:5:61  key-unknown  tweets.0.platfrom
        platfrom (tweets, entry 1) is not a field that Dateline knows.
        Did you mean platform?
      articles/2020/01/05-call.md:5:65  quote-id-date  tweets.0.id
        The id 1214336439405621248 was given out on 2020-01-07, but the post is dated 2020-01-05.
        Write date: 2020-01-07 if the id is right; otherwise correct the id or delete it.
      articles/2020/01/05-call.md:5:45  source-key-missing  statements.0.source
        No source of this story has the key wire.
        Add key: wire to the source that carries the words."
    `);
  });

  it('the slug of a file’s name', () => {
    expect(lines(read(story(), '2020/01/05-search.md').problems)).toMatchInlineSnapshot(`
      "articles/2020/01/05-search.md:1:1  slug-invalid  slug
        The file’s name gives the slug search, which Dateline keeps for a page of its own.
        Add slug: with another name, e.g. slug: search-story"
    `);
    expect(read(story('slug:'), '2020/01/05-search.md').problems).toMatchObject([
      { code: 'slug-invalid', line: FIRST },
    ]);
  });
});
