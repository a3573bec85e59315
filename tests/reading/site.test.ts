import { describe, expect, it } from 'vitest';
import { readSite } from '../../src/reading/site.ts';
import { bytesOf, lines } from './texts.ts';

const read = (text: string) => readSite(bytesOf(text));

describe('readSite', () => {
  it('reads the settings, and switches everything on that is not switched off', () => {
    const { value, problems, places } = read(
      'title: The Archive\nurl: https://example.org/archive/\nlanguage: en\noutputs:\n  feed: false\n',
    );
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ title: 'The Archive', url: 'https://example.org/archive', language: 'en' });
    expect(value?.outputs).toMatchObject({ feed: false, sitemap: true, topics: true });
    expect(places['outputs.feed']).toEqual({ line: 5, column: 9 });
  });

  it.each([
    ['7d', 7],
    ['2w', 14],
    ['365d', 365],
  ])('reads %s as days', (frozenAfter, days) => {
    const { value } = read(`title: T\nurl: https://example.org\nlanguage: en\nfrozenAfter: ${frozenAfter}\n`);
    expect(value?.frozenAfter).toBe(days);
  });

  it.each(['7', '0d', '-1d', '7 d', '1.5d', '1m', '7D', '7d1'])('does not read %s as days', (frozenAfter) => {
    const { problems } = read(`title: T\nurl: https://example.org\nlanguage: en\nfrozenAfter: ${frozenAfter}\n`);
    expect(problems.map(({ code, field }) => `${code} ${field}`)).toEqual(['field-value frozenAfter']);
  });

  it('explains its faults', () => {
    const sound = 'title: T\nurl: https://example.org\nlanguage: en\n';
    const files = [
      '',
      `---\n${sound}`,
      'title: T\nurl: example.org\nlanguage: en\n',
      'title: T\nurl: https://example.org/?a\nlanguage: en\n',
      'title: T\nurl: https://user@example.org\nlanguage: en_US\n',
      `${sound}outputs: [feed]\n`,
      `${sound}outputs: { feeds: false, feed: off }\n`,
      `${sound}license: CC0\n`,
      `${sound}description: "\\0"\n`,
    ];
    expect(files.map((text) => lines(read(text).problems)).join('\n')).toMatchInlineSnapshot(`
      "site.yml:1:1  field-missing  title
        title is missing.
        Add title: Name of the archive.
      site.yml:1:1  field-missing  url
        url is missing.
        Add url: Address at which the site will stand, e.g. https://example.org or https://example.org/archive.
      site.yml:1:1  field-missing  language
        language is missing.
        Add language: Language of the site (BCP 47).
      site.yml:1:1  yaml-feature
        A line --- begins another YAML document; only one is read.
        Delete the line.
      site.yml:2:6  url-invalid  url
        url is “example.org”, which does not say https://.
        Write https://example.org
      site.yml:2:6  url-invalid  url
        url is “https://example.org/?a”, which is not an address of a whole site.
        Write it without ? and # and what follows them.
      site.yml:2:6  url-invalid  url
        url is “https://user@example.org”, which holds a user name or password.
        Delete everything between // and @, and the @.
      site.yml:3:11  field-value  language
        language is “en_US”, which is not a language tag (BCP 47) such as en, hi or pt-BR.
        Write en-US
      site.yml:4:10  field-type  outputs
        outputs is a list, but it has to be a mapping of fields.
        Write its fields below outputs:, each on a line of its own.
      site.yml:4:12  key-unknown  outputs.feeds
        feeds (outputs) is not a field that Dateline knows.
        Delete it, or add it to feed.
      site.yml:4:32  field-value  outputs.feed
        feed (outputs) is “off”, which is not true or false.
        Write true or false.
      site.yml:4:1  key-unknown  license
        license is not a field that Dateline knows.
        Did you mean licence?
      site.yml:4:14  control-character  description
        The character U+0000 (NUL) is written with an escape.
        Delete the escape."
    `);
    for (const text of files) expect(read(text).value).toBeUndefined();
  });

  it('refuses what is not UTF-8', () => {
    const { value, problems } = readSite(Uint8Array.from([0xff, 0xfe, 0x00]));
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'encoding', file: 'site.yml' }]);
  });
});
