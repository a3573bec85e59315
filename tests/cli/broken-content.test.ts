import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../src/model/problem.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { check, shortPath, told } from './commands.ts';

/** Puts a text's bytes into a file that is not quite UTF-8. */
const bytes = (...parts: readonly (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : [part])));

const tweet = (fields: string) => `tweets: [{ author: A, handle: a, date: 2020-01-05, text: T, ${fields} }]`;

type Row = readonly [name: string, contents: string | Uint8Array, code: ProblemCode, place: string];

/** One broken story a row: its name, what it holds, and the problem with its line, column and field. `run` is code. */
function brokenStories(run: string): Row[] {
  return [
    ['code', `---js\n${run}\n---\n`, 'front-matter-fence', '1:1 '],
    ['code-capitals', `---JS\n${run}\n---\n`, 'front-matter-fence', '1:1 '],
    ['code-space', `--- js\n${run}\n---\n`, 'front-matter-fence', '1:1 '],
    ['code-bom', `\uFEFF---js\n${run}\n---\n`, 'front-matter-fence', '1:1 '],
    ['code-unclosed', `---js\n${run}\n`, 'front-matter-fence', '1:1 '],
    ['code-coffee', `---coffee\n${run}\n---\n`, 'front-matter-fence', '1:1 '],
    ['code-prototype', `---toString\n${run}\n---\n`, 'front-matter-fence', '1:1 '],
    ['code-constructor', `---constructor\n${run}\n---\n`, 'front-matter-fence', '1:1 '],
    ['code-tag', story(`section: !!js/function "function () { ${run} }"`), 'yaml-feature', '4:10 '],
    ['json', '{ "title": "T" }\n', 'front-matter-fence', '1:1 '],
    ['empty', '', 'front-matter-missing', '1:1 '],
    ['unclosed', '---\ntitle: T\ndate: 2020-01-05\n\nText.\n', 'front-matter-unclosed', '1:1 '],
    ['closed-by-word', '---\ntitle: T\n---foo:\nText.\n', 'front-matter-unclosed', '3:1 '],
    ['closed-by-four', '---\ntitle: T\n----\nText.\n', 'front-matter-unclosed', '3:1 '],
    ['day-that-is-none', story('date: 2020-02-30'), 'date-invalid', '3:7 date'],
    ['day-missing', '---\ntitle: T\n---\n', 'field-missing', '1:1 date'],
    ['time-without-offset', story('updated: 2020-01-06T10:00:00'), 'date-invalid', '4:10 updated'],
    ['updated-before', story('updated: 2020-01-04'), 'date-order', '4:10 updated'],
    ['aliases', story('topics: &a [x, x]\nplaces: [*a, *a, *a]'), 'yaml-feature', '4:9 '],
    ['merge', story('<<: { section: x }'), 'yaml-feature', '4:1 <<'],
    ['proto', story('__proto__: { title: x }'), 'key-unknown', '4:1 __proto__'],
    ['key-twice', story('section: a\nsection: b'), 'yaml-duplicate-key', '5:1 section'],
    ['deep', story(`topics: ${'['.repeat(100_000)}`), 'yaml-depth', '4:16 '],
    ['colon', '---\ntitle: A: b\ndate: 2020-01-05\n---\n', 'yaml-syntax', '2:8 '],
    ['large', story('', 'x'.repeat(2 * 1024 * 1024)), 'file-too-large', '1:1 '],
    ['latin-1', bytes('---\ntitle: caf', 0xe9, '\n---\n'), 'encoding', '2:11 '],
    ['utf-16', bytes(0xff, 0xfe, 0x2d, 0x00), 'encoding', '1:1 '],
    ['nul', story('section: a\0b'), 'control-character', '4:11 '],
    ['override', story('summary: "a\\u202Eb"'), 'control-character', '4:10 summary'],
    ['javascript-address', story('original: { url: "javascript:alert(1)" }'), 'url-invalid', '4:18 original.url'],
    ['password', story('original: { url: "https://a:b@example.org/" }'), 'url-invalid', '4:18 original.url'],
    ['javascript-link', story('', '[Read](javascript:alert)\n'), 'link-unsafe', '6:1 body'],
    ['dead-link', story('', '[Read](2020/01/04-none.md)\n'), 'link-dead', '6:1 body'],
    ['dead-related', story('related: [2020/01/04-none]'), 'link-dead', '4:11 related.0'],
    ['picture-missing', story('images: [{ src: media/none.jpg, alt: A }]'), 'image-missing', '4:17 images.0.src'],
    ['picture-remote', story('', '![A](https://example.org/a.jpg)\n'), 'image-remote', '6:1 body'],
    ['picture-without-alt', story('', '![](media/none.jpg)\n'), 'image-alt', '6:1 body'],
    ['slug-climbs', story('slug: ../../etc'), 'slug-invalid', '4:7 slug'],
    ['slug-long', story(`slug: ${'x'.repeat(300)}`), 'slug-invalid', '4:7 slug'],
    ['slug-device', story('slug: con'), 'slug-invalid', '4:7 slug'],
    ['page', story(''), 'slug-invalid', '1:1 slug'],
    ['twin', story('date: 2020-03-01\nslug: same'), 'address-duplicate', '4:7 slug'],
    ['alias', story('aliases: [/about/]'), 'alias-collides', '4:11 aliases.0'],
    ['quote-missing', story('', '::tweet{key="none"}\n'), 'quote-key-missing', '6:1 body'],
    [
      'quote-twice',
      story(`${tweet('key: k').slice(0, -1)}, { key: k, author: B, handle: b, date: 2020-01-05, text: T }]`),
      'quote-key-duplicate',
      '4:78 tweets.1.key',
    ],
    ['quote-id', story(tweet('id: "1214336439405621248"')), 'quote-id-date', '4:65 tweets.0.id'],
    [
      'source-missing',
      story('statements: [{ speaker: S, text: T, source: wire }]'),
      'source-key-missing',
      '4:45 statements.0.source',
    ],
    ['bombs', story('', `${'>'.repeat(2000)} a\n\n${'*a '.repeat(50_000)}\n`), 'markdown-too-deep', '6:101 body'],
    ['topic-reserved', story('topics: [page]'), 'term-id', '4:10 topics.0'],
    ['key-title', '---\ntitel: T\ndate: 2020-01-05\n---\n', 'key-unknown', '2:1 titel'],
    ['key-people', story('pepole: [A]'), 'key-unknown', '4:1 pepole'],
    ['key-summary', story('sumary: S'), 'key-unknown', '4:1 sumary'],
  ];
}

describe('a content folder in which nearly everything is wrong', { timeout: 60_000 }, () => {
  it('is told whole in one run: each file with its place and a way to mend it; nothing is run or lost', async () => {
    const [folder, marker] = [makeFolder(), join(makeFolder(), 'ran')];
    const rows = brokenStories(`require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`);
    writeFiles(folder, {
      'site.yml': SITE,
      'permalinks.txt': '/2020/01/05/gone/\nnot an address\n',
      'people/s-jaishankar.md': '---\nname: S. Jaishankar\n---\n',
      ...Object.fromEntries(rows.map(([name, contents]) => [`articles/${name}.md`, contents])),
      'articles/good.md': story('people: [S. Jaishankar]\nsources: [{ title: A }]'),
      'articles/misspelt.md': story('people: [S. Jayshankar]\nsources: [{ title: A }]'),
      'articles/draft.md': story('status: draft'),
      'articles/same.md': story('date: 2020-03-01'),
      'articles/script.md': story('', '<script>alert(1)</script>\n'),
    });
    symlinkSync(join(folder, 'site.yml'), join(folder, 'articles/link.md'));

    const { code, problems, ledger } = await check(folder);
    expect(code).toBe(1);
    const errors = told(problems, 'error');
    for (const [name, , problem, place] of rows)
      expect(errors).toContain(`${problem} articles/${name}.md:${place}`.trim());
    expect(errors).toContain('file-link articles/link.md:1:1');
    expect(errors).toContain('permalink-lost permalinks.txt:1:1');
    expect(errors).toContain('permalink-line permalinks.txt:2:1');
    expect(new Set(problems.map(({ file }) => shortPath(file))).size).toBeGreaterThanOrEqual(40);
    for (const { file, line, column, message, fix } of problems) {
      expect(existsSync(file)).toBe(true);
      expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
      expect(message).toMatch(/^\S.*\S$/u);
      expect(fix).toMatch(/^\S.*\S$/u);
    }

    const fixes = Object.fromEntries(problems.map(({ file, code: name, fix }) => [`${name} ${shortPath(file)}`, fix]));
    expect(fixes).toMatchObject({
      'key-unknown articles/key-title.md': 'Did you mean title?',
      'key-unknown articles/key-people.md': 'Did you mean people?',
      'key-unknown articles/key-summary.md': 'Did you mean summary?',
      'term-spelt-twice articles/misspelt.md':
        'Did you mean S. Jaishankar? If not, register it as people/s-jayshankar.md.',
    });

    const failed = rows.length + 1;
    expect(ledger).toEqual({
      read: failed + 5,
      published: 4,
      draft: 1,
      embargoed: 0,
      withdrawn: 0,
      failed,
    });
    expect(existsSync(marker)).toBe(false);
  });
});
