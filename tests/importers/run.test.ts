import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../src/build/archive.ts';
import { createSession } from '../../src/build/session.ts';
import type { Item, StoryItem } from '../../src/importers/foreign.ts';
import { listInput } from '../../src/importers/input.ts';
import { markdown } from '../../src/importers/blogs/markdown.ts';
import { makeFolder } from '../content-folder.ts';
import { filesOf, importerGiving, importItems, itemOf, storyAt, PNG } from './archives.ts';

/** Gives the errors that `dateline check` finds in a content folder. */
async function errorsIn(contentDir: string): Promise<string[]> {
  const archive = openArchive(createSession({ contentDir, cacheDir: makeFolder(), outDir: makeFolder() }));
  const { problems } = await archive.sync();
  archive.close();
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file, code, message }) => `${file} ${code} ${message}`);
}

const quay = itemOf({
  front: {
    title: 'Quay closed: storm',
    date: '2020-01-05',
    summary: '  ',
    authors: [{ name: 'Desk' }],
    topics: [{ name: 'index' }, { name: 'Harbour' }],
    language: 'en',
    aliases: ['https://old.example.org/2020/quay.html', '/2020/01/05/', '/topics/harbour/'],
    original: { url: 'https://old.example.org/2020/quay.html' },
    sources: [{ title: 'Notice', url: 'ftp://example.org/notice' }],
  },
  slug: '05-Quay Closed',
  fates: [
    { field: 'headline', fate: 'kept', as: 'title' },
    { field: 'tags', fate: 'proposed', as: 'topics', how: 'taken from the tags' },
  ],
});

describe('an import', () => {
  it('writes a story in the order of the schema, without what is empty or wrong', async () => {
    const { into, all, totals } = await importItems([quay]);
    expect(storyAt(into, '2020/01/05-05-quay-closed.md')).toMatchInlineSnapshot(`
      "---
      title: "Quay closed: storm"
      date: 2020-01-05
      authors:
        - Desk
      topics:
        - index
        - Harbour
      sources:
        - title: Notice
      original:
        url: https://old.example.org/2020/quay.html
      slug: 05-quay-closed
      aliases:
        - /2020/quay.html
      review:
        - topics
      ---

      The quay is closed.
      "
    `);
    expect(all[0]?.fates).toMatchInlineSnapshot(`
      [
        {
          "as": "title",
          "fate": "kept",
          "field": "headline",
        },
        {
          "as": "topics",
          "fate": "proposed",
          "field": "tags",
          "how": "taken from the tags",
        },
        {
          "fate": "dropped",
          "field": "aliases",
          "value": "/2020/01/05/",
          "why": "a page of the site has, or may get, the same",
        },
        {
          "fate": "dropped",
          "field": "aliases",
          "value": "/topics/harbour/",
          "why": "a page or file of the site has the same",
        },
        {
          "fate": "dropped",
          "field": "sources",
          "value": "sources.0.url: ftp://example.org/notice",
          "why": "url (sources, entry 1) is “ftp://example.org/notice”; addresses that begin with ftp: are not published.",
        },
      ]
    `);
    expect(totals).toMatchObject({ inputs: 1, stories: 1, drafts: 0, skipped: 0, review: { topics: 1 } });
    expect(await errorsIn(into)).toEqual([]);
  });

  it('gives each story an address of its own', async () => {
    const same = { title: 'Quay', date: '2020-01-05' };
    const items = ['A.', 'B.', 'C.'].map((text) => itemOf({ front: same, body: { format: 'text', text } }));
    const { all, into } = await importItems(items);
    expect(all.map(({ path }) => path)).toEqual([
      'articles/2020/01/05-quay.md',
      'articles/2020/01/05-quay-2.md',
      'articles/2020/01/05-quay-3.md',
    ]);
    expect(await errorsIn(into)).toEqual([]);
  });

  it('takes the newest version, tells the others, and takes what is the same once', async () => {
    const version = (order: string, title: string) =>
      itemOf({ front: { title, date: '2020-01-05' }, version: { key: 'q', order } });
    const { all, totals } = await importItems([
      version('2', 'Quay closed'),
      version('3', 'Quay open'),
      version('1', 'Quay'),
      quay,
      { ...quay, place: { file: 'again.test' } },
    ]);
    expect(all.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'superseded',
      'story',
      'superseded',
      'story',
      'duplicate',
    ]);
    expect(all[0]?.message).toBe('A newer version of it is Quay open.');
    expect(totals.reasons).toEqual({ superseded: 2, duplicate: 1 });
  });

  it('takes items with the same id or address for versions, if they begin alike', async () => {
    const url = 'https://example.org/quay';
    const of = (title: string, front: Partial<StoryItem['front']>, text: string, line: number) =>
      itemOf({
        place: { file: 'a.csv', line },
        front: { title, date: '2020-01-05', ...front },
        body: { format: 'text', text },
      });
    const { all } = await importItems([
      of('By id', { id: '7', updated: '2020-01-07' }, 'The quay is closed for long.', 1),
      of('By id', { id: '7' }, 'The quay is shut.', 2),
      of('By id, otherwise', { id: '7' }, 'Something else happened here.', 3),
      of('By address', { original: { url } }, 'The ferry is late.', 4),
      of('By address', { original: { url } }, 'The ferry is very late.', 5),
      of('By address', { original: { url }, date: '2020-02-05' }, 'The ferry is late again.', 6),
      of('By address', { original: { url }, language: 'de' }, 'Die Fähre kommt spät.', 7),
      of('Its front page', { original: { url: 'https://example.org/' } }, 'One is a story of its own.', 8),
      of('Its front page', { original: { url: 'https://example.org/' } }, 'Two is another, of course.', 9),
      of('Draft', { id: '8' }, 'What readers have seen stays.', 10),
      of('Draft', { id: '8', status: 'draft', updated: '2020-01-09' }, 'What nobody has seen.', 11),
    ]);
    expect(
      all
        .filter(({ outcome }) => outcome === 'skipped')
        .map(({ place, reason, message }) => [place.line, reason, message]),
    ).toMatchInlineSnapshot(`
        [
          [
            2,
            "superseded",
            "A newer version of it, with the same id, is a.csv:1.",
          ],
          [
            4,
            "superseded",
            "A newer version of it, with the same address, is a.csv:5.",
          ],
        ]
      `);
  });

  it('links translations to the story in the site’s language', async () => {
    const inLanguage = (language: string, title: string) =>
      itemOf({ front: { title, date: '2020-01-05', language }, translationKey: 'quay', slug: 'quay', name: title });
    const { into, all } = await importItems([inLanguage('de', 'Kai gesperrt'), inLanguage('en', 'Quay closed')]);
    expect(all.map(({ path }) => path)).toEqual(['articles/2020/01/05-quay-de.md', 'articles/2020/01/05-quay.md']);
    expect(storyAt(into, '2020/01/05-quay-de.md')).toContain('language: de\ntranslationOf: 2020/01/05-quay.md\n');
    expect(storyAt(into, '2020/01/05-quay.md')).not.toMatch(/language|translationOf/u);
    expect(await errorsIn(into)).toEqual([]);
  });

  it('takes the story in the site’s language for the original also where its tag says more', async () => {
    const inLanguage = (language: string) =>
      itemOf({ front: { title: language, date: '2020-01-05', language }, translationKey: 'a', slug: 'a' });
    const { into } = await importItems([inLanguage('de'), inLanguage('en')], { language: 'en-US' });
    expect(storyAt(into, '2020/01/05-a.md')).not.toContain('translationOf');
    expect(storyAt(into, '2020/01/05-a-de.md')).toContain('translationOf: 2020/01/05-a.md\n');
  });

  it.each([
    ['en', 'en-US', undefined],
    ['en-GB', 'en', undefined],
    ['en-GB', 'en-US', 'en-US'],
    ['zh', 'zh-TW', 'zh-TW'],
    ['pt', 'pt-BR', undefined],
  ])('in an archive in %s writes %s as %s', async (archive, language, written) => {
    const { into } = await importItems([itemOf({ front: { title: 'A', date: '2020-01-05', language } })], {
      language: archive,
    });
    expect(/^language: (.*)$/mu.exec(storyAt(into, '2020/01/05-a.md'))?.[1]).toBe(written);
  });

  it('takes the language of most stories for the archive’s, where nobody says another', async () => {
    const inLanguage = (title: string, language?: string) =>
      itemOf({ front: { title, date: '2020-01-05', ...(language !== undefined && { language }) } });
    const items = [inLanguage('A', 'de-AT'), inLanguage('B'), inLanguage('C', 'de-AT'), inLanguage('D', 'fr')];
    const most = await importItems([...items, inLanguage('E', 'de-AT')], { language: undefined });
    const languages = (into: string) =>
      ['a', 'b', 'd'].map((slug) => /^language: (.*)$/mu.exec(storyAt(into, `2020/01/05-${slug}.md`))?.[1]);
    expect(filesOf(most.into)['site.yml']).toContain('language: de-AT\n');
    expect(languages(most.into)).toEqual([undefined, undefined, 'fr']);
    const half = await importItems(items, { language: undefined });
    expect(filesOf(half.into)['site.yml']).toContain('language: en\n');
    expect(languages(half.into)).toEqual(['de-AT', undefined, 'fr']);
  });

  it('reads the input in the language that its stories have, the first time as the next', async () => {
    const importer = importerGiving([], {
      // eslint-disable-next-line @typescript-eslint/require-await -- the form that importers have
      async *items(_input, { language }) {
        yield itemOf({ front: { title: `Read in ${language}`, date: '2020-01-05', language: 'de' } });
      },
    });
    const first = await importItems([], { importer, language: undefined });
    expect([first.totals.inputs, first.files.written]).toEqual([1, 2]);
    expect(Object.keys(filesOf(first.into))).toContain('articles/2020/01/05-read-in-de.md');
    const next = await importItems([], { importer, language: undefined, into: first.into });
    expect([next.files.written, next.left]).toEqual([0, []]);
  });

  it('keeps what is related, where it is one of the stories', async () => {
    const { into, all } = await importItems([
      itemOf({
        front: {
          title: 'A',
          date: '2020-01-05',
          related: ['/old/b/', 'dateline-file:c', '/old/b', '/old/gone/', 'dateline-file:a'],
        },
        place: { file: 'a.md' },
      }),
      itemOf({ front: { title: 'B', date: '2020-01-05', aliases: ['/old/b/'] } }),
      itemOf({ front: { title: 'C', date: '2020-01-05' }, place: { file: 'x/c.md' } }),
    ]);
    expect(storyAt(into, '2020/01/05-a.md')).toContain('related:\n  - 2020/01/05-b.md\n  - 2020/01/05-c.md\n');
    expect(all[0]?.fates.flatMap((fate) => (fate.fate === 'dropped' ? fate.value : []))).toEqual(['/old/gone/', 'a']);
    expect(await errorsIn(into)).toEqual([]);
  });

  it('proposes a title where there is none, and skips what has no date or nothing at all', async () => {
    const { all } = await importItems([
      itemOf({ front: { date: '2020-01-05' }, body: { format: 'text', text: 'The quay is closed.' } }),
      itemOf({ front: { title: 'No day' } }),
      itemOf({ front: { title: 'Bad day', date: '2020-02-30' } }),
      itemOf({ front: { date: '2020-01-05' }, body: { format: 'text', text: ' ' } }),
      itemOf({ front: { title: 'Elsewhere', date: '2020-01-05' }, body: { format: 'html', text: '' } }),
    ]);
    expect(all.map(({ outcome, reason, review, path }) => [reason ?? outcome, review.join(), path])).toEqual([
      ['story', 'title', 'articles/2020/01/05-the-quay-is-closed.md'],
      ['undated', '', undefined],
      ['undated', '', undefined],
      ['empty', '', undefined],
      ['story', '', 'articles/2020/01/05-elsewhere.md'],
    ]);
  });

  it('drops old addresses that two stories share, and ids that two have', async () => {
    const items = ['One', 'Two'].map((title) =>
      itemOf({
        front: { title, date: '2020-01-05', id: 'q', aliases: ['/old/q.html', '/OLD/q.html', `/old/q.html/${title}`] },
      }),
    );
    const { into, all } = await importItems(items);
    expect(await errorsIn(into)).toEqual([]);
    expect(all.map(({ fates }) => fates.map(({ field, value }) => `${field} ${value}`))).toMatchInlineSnapshot(`
      [
        [
          "aliases /OLD/q.html",
          "aliases /old/q.html/One",
        ],
        [
          "aliases /old/q.html",
          "aliases /OLD/q.html",
          "aliases /old/q.html/Two",
          "id q",
        ],
      ]
    `);
  });

  it('changes nothing the second time, and writes over nothing that an editor changed', async () => {
    const items = [quay, itemOf({ front: { title: 'Other', date: '2020-01-06' } })];
    const first = await importItems(items);
    const before = filesOf(first.into);
    const second = await importItems(items, { into: first.into });
    expect(filesOf(first.into)).toEqual(before);
    expect(second.files).toEqual({ written: 0, same: first.files.written - 1, edited: [] });

    appendFileSync(join(first.into, 'articles/2020/01/06-other.md'), '\nAn editor’s words.\n');
    const edited = filesOf(first.into);
    const third = await importItems(items, { into: first.into });
    expect(third.files.edited).toEqual(['articles/2020/01/06-other.md']);
    expect(filesOf(first.into)).toEqual(edited);
    const fourth = await importItems([quay], { into: first.into });
    expect(fourth.left).toEqual(['articles/2020/01/06-other.md']);
  });

  it('leads links between items to their stories', async () => {
    const old = (title: string, text: string, more: Partial<StoryItem['front']> = {}) =>
      itemOf({
        front: { title, date: '2020-02-05', aliases: [`/old/${title.toLowerCase()}/`], ...more },
        body: { format: 'markdown', text },
      });
    const { into } = await importItems([
      old(
        'One',
        '[two](/old/two/#part), [draft](/old/draft), [big](/old/big), [three](https://www.old.example.org/3?x=1)',
        { date: '2020-01-05' },
      ),
      old('Two', 'Back to [one](/old/one/index.html) and [again](/2020/01/05/one/).'),
      old('Three', 'Three.', { original: { url: 'http://old.example.org/3/' } }),
      old('Draft', 'Draft.', { status: 'draft' }),
      old('Big', 'x'.repeat(3 * 1024 * 1024)),
    ]);
    expect(storyAt(into, '2020/01/05-one.md')).toContain(
      '[two](../02/05-two.md), draft, big, [three](../02/05-three.md)',
    );
    expect(storyAt(into, '2020/02/05-two.md')).toContain(
      'Back to [one](../01/05-one.md) and [again](../01/05-one.md).',
    );
    expect(await errorsIn(into)).toEqual([]);
  });

  it('leads links between files to the stories that were made of them', async () => {
    const at = (file: string, text: string, language = 'en') =>
      itemOf({
        place: { file },
        name: file,
        front: { title: file, date: '2020-01-05', language },
        body: { format: 'markdown', text, root: 'https://port.example/' },
      });
    const { into, all } = await importItems([
      at(
        'blog/2020-01-05-one.md',
        '[a](two.md#part) [b](../blog/two/) [c](/blog/two) [d](@/blog/two.md) [e](dateline-file:two) [f](dateline-file:../blog/two.md)',
      ),
      at('blog/two/index.md', '[one](../2020-01-05-one.md), [one](/blog/one/), [gone](gone.md) and [up](../gone/).'),
      at('fr/blog/two/index.md', '[a](dateline-file:blog/2020-01-05-one.md) [itself](dateline-file:two)', 'fr'),
      at('fr/blog/three.md', '[b](dateline-file:two)', 'fr'),
      at('x/same.md', 'Same.'),
      at('y/same.md', 'Same too.'),
      itemOf({ place: { file: 'z/2020-named.md' }, front: { title: 'Named', date: '2020-01-05' }, slug: 'Other-Name' }),
      at(
        'z/last.md',
        '[named](/z/other-name/) [same](dateline-file:same) [none](/about/) [site](/same) [there](x/same.md)',
      ),
    ]);
    const storyOf = (number: number) => {
      const path = all[number]?.path?.slice('articles/'.length) ?? '';
      return [path.slice('2020/01/'.length), storyAt(into, path).split('\n\n')[1]?.trim()];
    };
    const [one, two, french, third] = [storyOf(0), storyOf(1), storyOf(2), storyOf(3)];
    expect(one[1]).toBe(['a', 'b', 'c', 'd', 'e', 'f'].map((word) => `[${word}](${String(two[0])})`).join(' '));
    expect(two[1]).toBe(`[one](${String(one[0])}), [one](${String(one[0])}), gone and up.`);
    expect(french[1]).toBe(`[a](${String(one[0])}) itself`);
    expect(third[1]).toBe(`[b](${String(french[0])})`);
    expect(storyOf(7)[1]).toBe(
      '[named](05-other-name.md) same [none](https://port.example/about/) [site](https://port.example/same) there',
    );
    expect(await errorsIn(into)).toEqual([]);
  });

  it('knows the old addresses of a site that lies below the root of its host', async () => {
    const at = (title: string, text: string) =>
      itemOf({
        front: { title, date: '2020-01-05', aliases: [`/${title}/`] },
        body: {
          format: 'markdown',
          text,
          root: 'https://port.example/log/',
          base: `https://port.example/log/${title}/`,
        },
      });
    const { into } = await importItems([
      at('one', '[a](https://port.example/log/two/) [b](/log/two) [c](../two/) [d](https://port.example/two/)'),
      at('two', 'Words.'),
    ]);
    expect(storyAt(into, '2020/01/05-one.md')).toContain(
      '[a](05-two.md) [b](05-two.md) [c](05-two.md) [d](https://port.example/two/)',
    );
  });

  it('tells pages apart that only their queries tell apart', async () => {
    const seen = (id: string, text = 'Seen.') =>
      itemOf({
        front: {
          title: id,
          date: '2020-02-05',
          original: { url: `https://old.example.org/watch?v=${id}&utm_source=a` },
        },
        body: { format: 'markdown', text },
      });
    const link = (query: string): string => `[${query || 'page'}](https://www.old.example.org/watch${query})`;
    const { into } = await importItems([
      seen('One', ['?v=Two', '?utm_medium=b&v=Two', '?v=Three', ''].map(link).join(' ')),
      seen('Two'),
    ]);
    expect(storyAt(into, '2020/02/05-one.md')).toContain(
      '[?v=Two](05-two.md) [?utm_medium=b&v=Two](05-two.md) [?v=Three](https://www.old.example.org/watch?v=Three) [page](https://www.old.example.org/watch)',
    );
  });

  it('goes on where it was broken off', async () => {
    const items = ['One', 'Two', 'Three'].map((title) => itemOf({ front: { title, date: '2020-01-05' } }));
    const whole = await importItems(items);
    const into = join(makeFolder(), 'content');
    mkdirSync(join(into, 'articles/2020/01/05-two.md/in-the-way'), { recursive: true });
    await expect(importItems(items, { into })).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/u);
    expect(existsSync(join(into, 'articles/2020/01/05-one.md'))).toBe(true);
    rmSync(join(into, 'articles/2020/01/05-two.md'), { recursive: true });
    await importItems(items, { into });
    expect(filesOf(into)).toEqual(filesOf(whole.into));
  });

  it('ends with a story or a reason whatever the files of a blog hold, and writes nowhere else', async () => {
    const folder = makeFolder();
    const matter = (more: string) => `---\ntitle: A\ndate: 2020-01-05\n${more}\n---\nWords of ${more.slice(0, 20)}.\n`;
    const files: Record<string, string | Buffer> = {
      'slug.md': matter('slug: ../../etc/passwd'),
      'permalink.md': matter('permalink: /a/../../b/'),
      'encoded.md': matter('aliases: [/%2e%2e/%2e%2e/x, //evil.example/x]'),
      'image.md': matter('image: ../../../etc/passwd.png\nimage_alt: A'),
      'tags.md': matter(`tags: [${Array.from({ length: 500 }, (_one, at) => `t${at}`).join(', ')}]`),
      'deep.md': matter(`x: ${'['.repeat(5000)}${']'.repeat(5000)}`),
      'names.md': matter('__proto__: x\nconstructor: y'),
      'long.md': `---\ntitle: ${'Long '.repeat(1000)}\ndate: 2020-01-05\n---\nLong.\n`,
      'new\nline 😀.md': matter('x: 1'),
      'sixteen.md': Buffer.from(`\uFEFF${matter('x: 2')}`, 'utf16le'),
      'nul.md': Buffer.from(matter('x: 3').replace('Words', 'Wo\0rds')),
      'years.md': matter('x: 4').replace('2020-01-05', '+275760-09-13'),
      'tags.liquid.md': `${matter('x: 5')}${'{% link '.repeat(20_000)}`,
      'attributes.md': `${matter('x: 6')}${'<img a'.repeat(20_000)}={{x`,
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    symlinkSync('.', join(folder, 'loop'));
    const { into, all, totals } = await importItems([], { importer: markdown, input: listInput(folder) });
    expect(totals).toMatchObject({
      inputs: 15,
      stories: 12,
      skipped: 3,
      reasons: { unreadable: 1, undated: 1, 'not-a-story': 1 },
    });
    expect(Object.fromEntries(all.map(({ place, path, message }) => [place.file, path ?? message]))).toMatchObject({
      'slug.md': 'articles/2020/01/05-passwd.md',
      'nul.md': 'Its bytes are no text.',
      'new\nline 😀.md': 'articles/2020/01/05-new-line-grinning.md',
    });
    expect(await errorsIn(into)).toEqual([]);
  });

  it('leaves stories alone that were there before', async () => {
    const into = join(makeFolder(), 'content');
    mkdirSync(join(into, 'articles'), { recursive: true });
    writeFileSync(join(into, 'site.yml'), 'title: T\nurl: https://example.org\nlanguage: en\n');
    writeFileSync(
      join(into, 'articles/mine.md'),
      '---\ntitle: Mine\ndate: 2020-01-05\nslug: quay\naliases: [/old/]\n---\n',
    );
    const { all } = await importItems([itemOf({ front: { title: 'Quay', date: '2020-01-05', aliases: ['/old/'] } })], {
      into,
    });
    expect(all[0]?.path).toBe('articles/2020/01/05-quay-2.md');
    expect(await errorsIn(into)).toEqual([]);
  });

  it('tells importers which names the registry of the folder has', async () => {
    const into = join(makeFolder(), 'content');
    mkdirSync(join(into, 'people'), { recursive: true });
    writeFileSync(join(into, 'people/ada-example.md'), '---\nname: Ada Example\naliases:\n  - Ex\n---\n');
    writeFileSync(join(into, 'people/broken.md'), '---\nname: [\n---\n');
    const told: unknown[] = [];
    const importer = importerGiving([quay], {
      // eslint-disable-next-line @typescript-eslint/require-await -- the form that importers have
      async *items(_input, { registry = [] }) {
        told.push(...registry.map(({ kind, name, aliases }) => ({ kind, name, aliases })));
        yield quay;
      },
    });
    await importItems([], { into, importer });
    expect(told).toEqual([{ kind: 'people', name: 'Ada Example', aliases: ['Ex'] }]);
  });

  it('writes nothing in a dry run', async () => {
    const { into, totals } = await importItems([quay], { isDry: true });
    expect(existsSync(into)).toBe(false);
    expect(totals.stories).toBe(1);
  });

  it('brings pictures of the input into media/', async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'posts'));
    writeFileSync(join(folder, 'posts/Quay 1.png'), PNG);
    writeFileSync(join(folder, 'broken.png'), 'no picture');
    mkdirSync(join(folder, 'posts/a'));
    writeFileSync(join(folder, 'posts/a/crane.png'), PNG);
    const item = itemOf({
      place: { file: 'posts/a.md' },
      front: { title: 'Quay', date: '2020-01-05', images: [{ src: '/posts/Quay%201.png', alt: 'The quay' }] },
      body: {
        format: 'markdown',
        text: '![The quay](Quay%201.png)\n\n![Broken](/broken.png)\n\n![A crane](/blog/a/crane.png)',
      },
    });
    const { into } = await importItems([item], { input: listInput(folder) });
    expect(storyAt(into, '2020/01/05-quay.md')).toMatchInlineSnapshot(`
      "---
      title: Quay
      date: 2020-01-05
      images:
        - src: media/posts/quay-1.png
          alt: The quay
      ---

      ![The quay](media/posts/quay-1.png)

      Picture: Broken

      ![A crane](media/posts/a/crane.png)
      "
    `);
    expect(Object.keys(filesOf(into))).toContain('media/posts/quay-1.png');
    expect(await errorsIn(into)).toEqual([]);
  });

  it('brings pictures into media/, and shows those of which something says what they show', async () => {
    const folder = makeFolder();
    for (const name of ['1-a.png', '1-b.png', 'c.png']) writeFileSync(join(folder, name), PNG);
    const post = {
      key: 'ada',
      author: 'Ada',
      handle: 'ada',
      date: '2020-01-05',
      text: 'Look.',
      id: '1213800000000000000',
    };
    const media = [
      { kind: 'photo' as const, src: '/1-a.png', alt: 'The quay' },
      { kind: 'photo' as const, src: '/1-b.png', url: 'https://example.org/b.png' },
      { kind: 'video' as const, src: '/gone.mp4', alt: 'Waves' },
    ];
    const item = itemOf({
      front: { title: 'Quay', date: '2020-01-05', tweets: [{ ...post, media }], images: [{ src: '/c.png', alt: ' ' }] },
      body: { format: 'markdown', text: '::tweet{key="ada"}' },
    });
    const { into, all } = await importItems([item], { input: listInput(folder) });
    expect(/media:[^]*?(?=\n {4}\w)/u.exec(storyAt(into, '2020/01/05-quay.md'))?.[0]).toMatchInlineSnapshot(`
      "media:
            - kind: photo
              src: media/1-a.png
              alt: The quay
            - kind: photo
              url: https://example.org/b.png
            - kind: video
              alt: Waves"
    `);
    const unshown = 'brought over but shown by no story, because nothing says what it shows to those who do not see it';
    expect(all[0]?.fates).toMatchObject([
      { field: 'images', value: '/c.png, now media/c.png', fate: 'changed', as: 'media', how: unshown },
      { field: 'picture of a post', value: '/1-b.png, now media/1-b.png', fate: 'changed', as: 'media', how: unshown },
      { field: 'picture of a post', why: 'its file is no picture in the input' },
    ]);
    expect(Object.keys(filesOf(into)).filter((path) => path.startsWith('media/'))).toEqual([
      'media/1-a.png',
      'media/1-b.png',
      'media/c.png',
    ]);
    expect(await errorsIn(into)).toEqual([]);
  });

  it('tells of links, and of what does not open', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'a.md'), 'Words.');
    symlinkSync(join(folder, 'a.md'), join(folder, 'link.md'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken.md'));
    const { all } = await importItems([quay], { input: listInput(folder) });
    expect(
      all.flatMap(({ place, reason, message }) => (reason ? [`${place.file} ${reason} ${message ?? ''}`] : [])),
    ).toEqual([
      'broken.md not-a-story It is a link or a device, which is not followed.',
      'link.md not-a-story It is a link or a device, which is not followed.',
    ]);
  });

  // To root everything opens.
  it.skipIf(process.getuid?.() === 0)('tells of files and folders that it may not open', () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'closed'), { mode: 0o000 });
    writeFileSync(join(folder, 'a.md'), 'Words.', { mode: 0o000 });
    expect(listInput(folder).closed.map(({ name, message }) => [name, message])).toEqual([
      ['a.md', 'The file does not open (EACCES).'],
      ['closed', 'The folder does not open (EACCES).'],
    ]);
  });

  it('writes registry entries whose names mean one thing', async () => {
    const terms = async function* () {
      yield { kind: 'topics', name: 'Harbour', aliases: ['Port', 'harbour'], description: 'Where ships lie.' } as const;
      yield { kind: 'topics', name: 'HARBOUR', aliases: ['Haven', 'search'] } as const;
      yield { kind: 'topics', name: 'Port Lindby', aliases: ['port'] } as const;
      yield await Promise.resolve({ kind: 'people', name: 'Page' } as const);
    };
    const { into } = await importItems([quay], { importer: importerGiving([quay], { terms }) });
    expect(await errorsIn(into)).toEqual([]);
    expect(Object.fromEntries(Object.entries(filesOf(into)).filter(([path]) => /^(?:topics|people)/u.test(path))))
      .toMatchInlineSnapshot(`
      {
        "people/page-person.md": "---
      name: Page
      ---
      ",
        "topics/harbour.md": "---
      name: Harbour
      aliases:
        - Port
        - Haven
        - search
      description: Where ships lie.
      ---
      ",
        "topics/index-topic.md": "---
      name: index
      ---
      ",
        "topics/port-lindby.md": "---
      name: Port Lindby
      ---
      ",
      }
    `);
  });

  it('accounts for every item, and Dateline takes what comes out', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        '',
        '---',
        '# a',
        '<b>x',
        '::tweet{key="a"}',
        '[^a]',
        '![](x.png)',
        '[a](javascript:x)',
        '\u202e',
        'a: b # c',
      ),
    );
    const name = fc.record({ name: words });
    const front = fc.record(
      {
        title: words,
        date: fc.constantFrom('2020-01-05', '2020-01-06T10:00:00Z', '2020-13-01', ''),
        updated: fc.constantFrom('2020-01-05', '2019-01-01', 'x'),
        summary: words,
        topics: fc.array(name, { maxLength: 3 }),
        people: fc.array(name, { maxLength: 2 }),
        series: name,
        sources: fc.array(fc.record({ title: words, url: words }, { requiredKeys: ['title'] }), { maxLength: 2 }),
        aliases: fc.array(
          fc.oneof(words, fc.webPath(), fc.constantFrom('/a', '/a/b', '/A/', '/2020/01/05/a/', '/index.html')),
          { maxLength: 3 },
        ),
        id: fc.constantFrom('1', '2'),
        language: fc.constantFrom('en', 'de', 'x_y'),
        translationOf: fc.constantFrom('2020/01/05-a', 'x y'),
        related: fc.array(words, { maxLength: 2 }),
        status: fc.constantFrom('draft', 'published'),
      },
      { requiredKeys: [] },
    );
    const story = fc
      .record({
        front,
        body: fc.record({
          format: fc.constantFrom('markdown', 'html', 'text'),
          text: fc.array(words, { maxLength: 5 }).map((parts) => parts.join('\n\n')),
        }),
        translation: fc.option(fc.constantFrom('a', 'b')),
        version: fc.option(fc.record({ key: fc.constantFrom('v', 'w'), order: fc.constantFrom('1', '2') })),
      })
      .map(({ translation, version, ...item }): StoryItem =>
        itemOf({
          ...(item as Pick<StoryItem, 'front' | 'body'>),
          ...(translation !== null && { translationKey: translation }),
          ...(version && { version }),
        }),
      );
    const skipped = fc.constant<Item>({
      kind: 'skipped',
      place: { file: 'x' },
      name: '',
      reason: 'unreadable',
      message: 'It is broken.',
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 8, arbitrary: story }, skipped), { maxLength: 12 }),
        async (items) => {
          const { totals, all, into } = await importItems(items);
          expect(totals.inputs).toBe(items.length);
          expect(totals.stories + totals.drafts + totals.skipped).toBe(items.length);
          expect(Object.values(totals.reasons).reduce((sum, count) => sum + count, 0)).toBe(totals.skipped);
          expect(Object.keys(filesOf(into)).filter((path) => path.startsWith('articles/'))).toHaveLength(
            totals.stories + totals.drafts,
          );
          expect(all.filter(({ outcome, path }) => (path === undefined) !== (outcome === 'skipped'))).toEqual([]);
          expect(await errorsIn(into)).toEqual([]);
        },
      ),
      { numRuns: Number(process.env['DATELINE_RUNS'] ?? 40) },
    );
  }, 120_000);
});
