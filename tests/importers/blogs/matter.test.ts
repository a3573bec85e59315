import { describe, expect, it } from 'vitest';
import { readMatter } from '../../../src/importers/blogs/matter.ts';

describe('front matter of other generators', () => {
  it.each([
    ['YAML', '---\ntitle: A call\ntags: [one, two]\n---\nText\n'],
    ['YAML after a blank line', '\n---\ntitle: A call\ntags: [one, two]\n---\nText\n'],
    ['YAML that ends with spaces', '---\ntitle: A call\ntags:\n- one\n- two\n---  \nText\n'],
    ['TOML', '+++\ntitle = "A call"\ntags = ["one", "two"]\n+++\nText\n'],
    ['JSON', ';;;\n{"title": "A call", "tags": ["one", "two"]}\n;;;\nText\n'],
    ['JSON without a fence', '{"title": "A call", "tags": ["one", "two"]}\nText\n'],
    ['JSON that says so', '---json\n{"title": "A call", "tags": ["one", "two"]}\n---\nText\n'],
  ])('reads %s', (_form, text) => {
    const matter = readMatter(text);
    expect('fields' in matter && matter.fields).toEqual([
      ['title', 'A call'],
      ['tags', ['one', 'two']],
    ]);
    expect('body' in matter && matter.body.trim()).toBe('Text');
  });

  it('reads lines without a fence, and keeps text that has none', () => {
    expect(readMatter('Title: A call\nDate: 2014-03-05\n\nText\n')).toEqual({
      fields: [
        ['Title', 'A call'],
        ['Date', '2014-03-05'],
      ],
      body: '\nText\n',
    });
    for (const text of ['# A call\n\nText: more\n', '---\n\nA ruler stands above.\n', '{{ page }}\n', '']) {
      expect(readMatter(text)).toEqual({ fields: [], body: text });
    }
  });

  it.each([
    ['lines without spaces after colons', 'title:A call\ndate:2014-03-05\n\nText\n'],
    ['lines after a blank one, with an empty value', '\nTitle: A call  \nAuthor:\nDate: 2014-03-05\n\nText\n'],
    ['values that go on below', 'Title: A\n    call\nDate: 2014-03-05\n\nText\n'],
    ['YAML that only ends with a fence', 'title: A call\ndate: 2014-03-05\ntags:\n- one\n---\nText\n'],
    ['JSON with commas too many', '{\n"title": "A call",\n"date": "2014-03-05",\n"tags": ["one",],\n}\nText\n'],
    ['dates with a tag', '---\ntitle: !!str A call\ndate: !!timestamp 2014-03-05\n---\nText\n'],
  ])('reads %s', (_form, text) => {
    const matter = readMatter(text);
    const fields = 'fields' in matter ? matter.fields : [];
    expect(fields.filter(([key]) => /^(?:title|date)$/iu.test(key)).map(([, value]) => value)).toEqual([
      'A call',
      '2014-03-05',
    ]);
    expect('body' in matter && matter.body.trim()).toBe('Text');
  });

  it('takes no heading and no address for front matter', () => {
    for (const text of ['Title: A call\n---\n\nText\n', 'title://a.example\nnote://b.example\n\nText\n']) {
      expect(readMatter(text)).toEqual({ fields: [], body: text });
    }
  });

  it('reads a set as a list', () => {
    expect(readMatter('---\ntags: !!set {one, two}\n---\n')).toMatchObject({ fields: [['tags', ['one', 'two']]] });
  });

  it('keeps every scalar as typed, and lifts the tables of fields', () => {
    expect(readMatter('---\nversion: 1.10\ndate: 2014-03-05 10:00:00 -0500\nnone: null\nyes: no\n---\n')).toMatchObject(
      {
        fields: [
          ['version', '1.10'],
          ['date', '2014-03-05 10:00:00 -0500'],
          ['none', ''],
          ['yes', 'no'],
        ],
      },
    );
    expect(readMatter('+++\ndate = 2014-03-05\n[extra]\nteam = "Desk"\n+++\n')).toMatchObject({
      fields: [
        ['date', '2014-03-05'],
        ['extra.team', 'Desk'],
      ],
    });
  });

  it('reads quoted texts whose further lines are not indented, as older readers do', () => {
    expect(readMatter('---\ntitle: "A call\nto arms: now"\ndate: 2014-03-05\n---\n')).toEqual({
      fields: [
        ['title', 'A call to arms: now'],
        ['date', '2014-03-05'],
      ],
      body: '',
    });
  });

  it('reads broken front matter line by line, and says where it is broken', () => {
    expect(readMatter('---\ntitle: A call: the answer\ntags:\n  - one\n  - two\n---\nText\n')).toEqual({
      fields: [
        ['title', 'A call: the answer'],
        ['tags', ['one', 'two']],
      ],
      body: 'Text\n',
      how: 'read line by line, because it is broken: line 2, column 8: Nested mappings are not allowed in compact mappings.',
    });
  });

  it('refuses what cannot be read, with its place', () => {
    expect(readMatter('---\ntitle: A call\n\nText\n')).toEqual({
      fault: 'Its front matter begins with --- and never ends.',
    });
    expect(readMatter('+++\na = \n+++\n')).toEqual({
      fault: expect.stringMatching(/^line 2, column \d+: /u) as string,
    });
    expect(readMatter('---json\n{"a": 1,}\n---\n')).toEqual({
      fault: expect.stringMatching(/^line 2, column \d+: /u) as string,
    });
  });

  it('runs nothing, and grows no alias without end', () => {
    expect(readMatter('---\ntitle: !!js/function "function () {}"\n---\n')).toMatchObject({
      fields: [['title', 'function () {}']],
    });
    const laughs = Array.from(
      { length: 12 },
      (_, at) =>
        `l${at}: &l${at} [${at === 0 ? 'ha' : `*l${at - 1}, *l${at - 1}, *l${at - 1}, *l${at - 1}, *l${at - 1}`}]`,
    );
    expect(JSON.stringify(readMatter(`---\n${laughs.join('\n')}\n---\n`)).length).toBeLessThan(2000);
    expect(readMatter(`---\na: ${'['.repeat(50_000)}\n---\n`)).toHaveProperty('fault');
  });
});
