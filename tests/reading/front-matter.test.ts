import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import matter from 'gray-matter';
import { afterAll, describe, expect, it } from 'vitest';
import { MATTER_OPTIONS, splitFrontMatter } from '../../src/reading/front-matter.ts';
import { readArticle } from '../../src/reading/article.ts';
import { bytesOf, lines } from './texts.ts';

const split = (text: string) => splitFrontMatter(text, 'a.md');

describe('splitFrontMatter', () => {
  it('gives both parts and the lines on which they begin', () => {
    expect(split('---\ntitle: T\ndate: D\n---\n\nText\n')).toEqual({
      split: { yaml: 'title: T\ndate: D\n', yamlLine: 2, body: '\nText\n', bodyLine: 5 },
      problems: [],
    });
  });

  it.each([
    ['---\n---', '', '', 3],
    ['---\n---\n', '', '', 3],
    ['---\n\n---\nB', '\n', 'B', 4],
    ['---\na: b\n---', 'a: b\n', '', 4],
    ['---\na: b\n---\n', 'a: b\n', '', 4],
    ['---\na: b\n--- \t\n \n B', 'a: b\n', ' \n B', 4],
    ['---\na: b\n---\n---\nB\n---\n', 'a: b\n', '---\nB\n---\n', 4],
    ['---\n# only a comment\n---\nB', '# only a comment\n', 'B', 4],
  ])('splits %j', (text, yaml, body, bodyLine) => {
    expect(split(text)).toEqual({ split: { yaml, yamlLine: 2, body, bodyLine }, problems: [] });
  });

  it('gives the same parts for the same text, whatever was done with them before', () => {
    const text = '---\na: b\n---\nB';
    const first = split(text);
    Object.assign(first.split ?? {}, { yaml: 'changed' });
    expect(split(text).split?.yaml).toBe('a: b\n');
  });

  it('keeps every character of both parts', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/gu, '').replace(/^-/u, ' -'));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.array(line), (yaml, body) => {
        const text = ['---', ...yaml, '---', ...body].join('\n');
        expect(split(text).split).toEqual({
          yaml: yaml.map((one) => `${one}\n`).join(''),
          yamlLine: 2,
          body: body.join('\n'),
          bodyLine: yaml.length + 3,
        });
      }),
    );
  });

  it('never throws, and never gives both parts and an error', () => {
    const piece = fc.constantFrom('---', '----', '---js', '\n', ' ', 'a: b', '#', '```', '\u2028', '...', '+++');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { split: parts, problems } = split(pieces.join(''));
        expect(parts === undefined).toBe(problems.length > 0);
      }),
    );
  });
});

describe('the opening fence', () => {
  it.each([
    ['---js', '---js\n{}\n---\n'],
    ['---JS', '---JS\n{}\n---\n'],
    ['--- js', '--- js\n{}\n---\n'],
    ['---toml', '---toml\na = 1\n---\n'],
    ['---json', '---json\n{}\n---\n'],
    ['---yaml', '---yaml\na: b\n---\n'],
    ['---coffee', '---coffee\n---\n'],
    ['---toString', '---toString\n---\n'],
    ['---constructor', '---constructor\n---\n'],
    ['---__proto__', '---__proto__\n---\n'],
    ['unclosed js', '---js\n{}\n'],
    ['trailing space', '--- \na: b\n---\n'],
    ['four hyphens', '----\na: b\n---\n'],
    ['leading space', ' ---\na: b\n---\n'],
    ['TOML', '+++\na = 1\n+++\n'],
    ['JSON fence', ';;;\n{}\n;;;\n'],
    ['JSON', '{\n"a": 1\n}\n'],
    ['a second byte-order mark', '\uFEFF---\na: b\n---\n'],
  ])('refuses %s', (_name, text) => {
    const { split: parts, problems } = split(text);
    expect(parts).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.code).toMatch(/^front-matter-(?:fence|missing)$/u);
    expect(problems[0]).toMatchObject({ line: 1, column: 1, severity: 'error' });
  });

  it('says what is wrong with it', () => {
    const files = [
      '---js\n---\n',
      '--- \n---\n',
      '----\n',
      ' ---\n',
      '+++\n',
      ';;;\n',
      '',
      '\n\n---\na: b\n---\n',
      'Text\n',
    ];
    expect(files.map((text) => lines(split(text).problems)).join('\n')).toMatchInlineSnapshot(`
      "a.md:1:1  front-matter-fence
        The first line is “---js”: front matter in another language is not read, and nothing in it is run.
        Write --- alone as the first line, and the fields below it in YAML.
      a.md:1:1  front-matter-fence
        Spaces follow the opening ---.
        Delete the spaces after ---.
      a.md:1:1  front-matter-fence
        The file begins with 4 hyphens, not with three.
        Write --- as the first line.
      a.md:1:1  front-matter-fence
        Spaces stand before the opening ---.
        Delete the spaces before ---.
      a.md:1:1  front-matter-fence
        The front matter is TOML; Dateline reads YAML between lines of ---.
        Write --- alone as the first line, each field as key: value, and --- below the last field.
      a.md:1:1  front-matter-fence
        The front matter is JSON; Dateline reads YAML between lines of ---.
        Write --- alone as the first line, each field as key: value, and --- below the last field.
      a.md:1:1  front-matter-missing
        The file is empty.
        Begin the file with the lines: --- / title: … / date: YYYY-MM-DD / ---
      a.md:1:1  front-matter-missing
        Blank lines stand above the opening ---.
        Delete the lines above ---, so that it is line 1.
      a.md:1:1  front-matter-missing
        The file does not begin with front matter.
        Begin the file with the lines: --- / title: … / date: YYYY-MM-DD / ---"
    `);
  });
});

describe('the closing fence', () => {
  it.each(['---foo: bar', '----', '---js', '--- more', '---:'])('is not %j', (line) => {
    const { split: parts, problems } = split(`---\na: b\n${line}\nText\n---\n`);
    expect(parts).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'front-matter-unclosed', line: 3, column: 1 }]);
  });

  it('is missed at line 1 when there is none', () => {
    expect(lines(split('---\ntitle: T\n\nText --- text\n ---\n').problems)).toMatchInlineSnapshot(`
      "a.md:1:1  front-matter-unclosed
        No line of exactly --- closes the front matter.
        Add a line --- between the last field and the text."
    `);
    expect(split('---').problems).toMatchObject([{ code: 'front-matter-unclosed', line: 1, column: 1 }]);
  });
});

describe('code in front matter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-code-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const trace = join(folder, 'ran');
  const code = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, ''), globalThis.dateLineRan = true`;
  const vectors: [string, string][] = [
    ['---js', `---js\n${code}\n---\n`],
    ['---JS', `---JS\n${code}\n---\n`],
    ['--- js', `--- js\n${code}\n---\n`],
    ['---javascript', `---javascript\n${code}\n---\n`],
    ['a byte-order mark and ---js', `\uFEFF---js\n${code}\n---\n`],
    ['two byte-order marks and ---js', `\uFEFF\uFEFF---js\n${code}\n---\n`],
    ['CRLF', `---js\r\n${code}\r\n---\r\n`],
    ['a lone CR', `---js\r${code}\r---\r`],
    ['unclosed', `---js\n${code}`],
    ['a tag', `---\ntitle: !!js/function 'function () { ${code} }'\n---\n`],
    ['a tag called at once', `---\ntitle: !<tag:yaml.org,2002:js/function> 'function () { ${code} }()'\n---\n`],
    ['a toString of its own', `---\ntoString: !!js/function 'function () { ${code} }'\n---\n`],
  ];

  it.each(vectors)('is not run: %s', (_name, text) => {
    expect(readArticle(bytesOf(text), 'a.md').value).toBeUndefined();
    expect(existsSync(trace)).toBe(false);
    expect(globalThis).not.toHaveProperty('dateLineRan');
  });

  it('would be run by gray-matter alone, so these files prove something', () => {
    matter(vectors[0]?.[1] ?? '', {});
    expect(existsSync(trace)).toBe(true);
    rmSync(trace);
    Reflect.deleteProperty(globalThis, 'dateLineRan');
  });

  it('would be refused by every engine even without the guard', () => {
    for (const language of ['js', 'javascript', 'json', 'toml', 'coffee', 'coffeescript', 'cson']) {
      expect(() => matter(`---${language}\n{ "a": 1 }\n---\n`, MATTER_OPTIONS)).toThrow(/^Front matter is YAML/u);
    }
    expect(matter('---\na: b\n---\n', MATTER_OPTIONS).data).toEqual({});
  });

  it('does nothing to the prototype of objects', () => {
    const file =
      '---\ntitle: T\ndate: 2020-01-05\n__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\n---\n';
    readArticle(bytesOf(file), 'a.md');
    expect({}).not.toHaveProperty('polluted');
  });
});
