/** What becomes of addresses when stories are renamed, moved, withdrawn, corrected and taken away: each answers, and the register tells. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { isWellFormed } from '../formats/well-formed.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { fingerprints } from '../site/files.ts';
import { shareTemplates } from '../torture/build-site.ts';
import { build, check, told } from './commands.ts';

const SOURCED = 'sources: [{ title: A wire }]';
const CALL = 'articles/2020/01/05-call.md';
const TALKS = 'articles/2020/01/06-talks.md';
const CLAIM = 'articles/2020/01/07-claim.md';

/** Makes an archive of three stories under a path of its host, with its register, and builds it. */
async function makeSite() {
  const [content, out, cache] = [makeFolder(), join(makeFolder(), 'site'), makeFolder()];
  writeFiles(content, {
    'site.yml': SITE.replace('record.example', 'record.example/old%20news'),
    [CALL]: story(`title: The call\naliases: [/café/, /a.php]\n${SOURCED}`),
    [TALKS]: story(`title: Talks\ndate: 2020-01-06\nid: talks\n${SOURCED}`),
    [CLAIM]: story(`title: A claim\ndate: 2020-01-07\n${SOURCED}`),
  });
  await check(content, '--fix');
  shareTemplates(inject('templates'), cache);
  const run = async () => {
    const built = await build(content, out, cache);
    return { ...built, told: told(built.problems) };
  };
  const page = (address: string) => readFileSync(join(out, address.slice(1), 'index.html'), 'utf8');
  const file = (path: string) => readFileSync(join(out, path), 'utf8');
  const register = () => readFileSync(join(content, 'permalinks.txt'), 'utf8');
  expect(await run()).toMatchObject({ code: 0, told: [] });
  return { content, out, cache, run, page, file, register };
}

async function builtWhole(content: string): Promise<Record<string, string>> {
  const [cache, out] = [makeFolder(), join(makeFolder(), 'site')];
  shareTemplates(inject('templates'), cache);
  expect(await build(content, out, cache)).toMatchObject({ code: 0 });
  return fingerprints(out);
}

/** Lists the lines that a text has and another has not, with their sign. */
function difference(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe('an address that was published', { timeout: 120_000 }, () => {
  it('is registered by check --fix alone, and a build writes nothing into the content', async () => {
    const { content, run, register } = await makeSite();
    expect(register()).toMatchInlineSnapshot(`
      "# Every address on which a story was published, and whose it is. Commit this file with the stories.
      # dateline check --fix adds lines; no line ever goes.
      /2020/01/05/call/
      /2020/01/06/talks/ id:talks
      /2020/01/07/claim/
      "
    `);
    const before = fingerprints(content);
    writeFiles(content, { 'articles/2020/02/01-new.md': story(`title: New\ndate: 2020-02-01\n${SOURCED}`) });
    expect(await run()).toMatchObject({ code: 0, told: ['permalink-missing permalinks.txt:1:1'] });
    const { 'articles/2020/02/01-new.md': _, ...after } = fingerprints(content);
    expect(after).toEqual(before);
  });

  it('answers after its story was renamed, moved or withdrawn, and the register’s difference tells the tale', async () => {
    const { content, out, run, page, file, register } = await makeSite();
    const before = register();
    expect(file('_redirects')).toMatchInlineSnapshot(`
      "# Where old addresses lead. On hosts that do not read this file, pages stand there and lead on.
      /old%20news/a.php /old%20news/2020/01/05/call/ 301
      /old%20news/caf%C3%A9/ /old%20news/2020/01/05/call/ 301
      "
    `);
    writeFiles(content, {
      [CALL]: story(`title: The call\nslug: the-call\naliases: [/café/, /a.php]\n${SOURCED}`),
      [TALKS]: null,
      'articles/2020/02/06-long-talks.md': story(`title: Talks\ndate: 2020-02-06\nid: talks\n${SOURCED}`),
      [CLAIM]: story(
        'title: A claim\ndate: 2020-01-07\nwithdrawn: { date: 2020-01-09, reason: Nobody had claimed it. }',
      ),
    });
    expect(await run()).toMatchObject({ code: 0, told: ['permalink-missing permalinks.txt:1:1'] });
    expect(page('/2020/01/05/call/')).toContain('content="0; url=/old%20news/2020/01/05/the-call/"');
    expect(page('/2020/01/06/talks/')).toContain('content="0; url=/old%20news/2020/02/06/long-talks/"');
    expect(page('/2020/01/07/claim/')).toContain('Nobody had claimed it.');
    expect(file('_redirects')).toMatchInlineSnapshot(`
      "# Where old addresses lead. On hosts that do not read this file, pages stand there and lead on.
      /old%20news/2020/01/05/call/ /old%20news/2020/01/05/the-call/ 301
      /old%20news/2020/01/06/talks/ /old%20news/2020/02/06/long-talks/ 301
      /old%20news/a.php /old%20news/2020/01/05/the-call/ 301
      /old%20news/caf%C3%A9/ /old%20news/2020/01/05/the-call/ 301
      "
    `);
    expect(fingerprints(out)).toEqual(await builtWhole(content));
    expect(await check(content, '--fix')).toMatchObject({ code: 0, problems: [] });
    expect(difference(before, register())).toMatchInlineSnapshot(`
      [
        "+/2020/01/05/the-call/ 2020/01/05-call.md",
        "+/2020/02/06/long-talks/ id:talks",
      ]
    `);
    // What the register has learnt changes no page.
    expect(await run()).toMatchObject({ code: 0, told: [], pages: { rendered: 0, removed: 0 } });
    // And moved once more, both old addresses lead on.
    writeFiles(content, { [CALL]: story(`title: The call\nslug: a-call\n${SOURCED}`) });
    expect(await run()).toMatchObject({ code: 0 });
    expect(page('/2020/01/05/call/')).toContain('/2020/01/05/a-call/');
    expect(page('/2020/01/05/the-call/')).toContain('/2020/01/05/a-call/');
    expect(fingerprints(out)).toEqual(await builtWhole(content));
  });

  it('cannot go: the build stops, and the old site stays', async () => {
    const { content, out, run } = await makeSite();
    const before = fingerprints(out);
    writeFiles(content, { [CALL]: null });
    const { code, told: found } = await run();
    expect({ code, found }).toEqual({ code: 1, found: ['permalink-lost permalinks.txt:3:1'] });
    expect(fingerprints(out)).toEqual(before);
    expect((await check(content, '--fix')).code).toBe(1);
    writeFiles(content, {
      [TALKS]: story(`title: Talks\ndate: 2020-01-06\nid: talks\naliases: [/2020/01/05/call/]\n${SOURCED}`),
    });
    expect(await run()).toMatchObject({ code: 0, told: [] });
  });

  it('is kept out of /_redirects where that is switched off', async () => {
    const { content, out, run } = await makeSite();
    writeFiles(content, { 'site.yml': `${SITE}outputs: { redirects: false, corrections: false }\n` });
    expect(await run()).toMatchObject({ code: 0 });
    expect(Object.keys(fingerprints(out)).filter((path) => /_redirects|^corrections/u.test(path))).toEqual([]);
  });
});

describe('a correction', { timeout: 120_000 }, () => {
  it('stands on the story’s page, under /corrections/ and in its feed, which leads to its place', async () => {
    const { content, run, page, file } = await makeSite();
    const twice =
      'corrections: [{ date: 2020-01-08, text: "It was <late>." }, { date: 2020-01-08, text: It was long. }]';
    writeFiles(content, { [CALL]: story(`title: The call\n${twice}\n${SOURCED}`) });
    expect(await run()).toMatchObject({ code: 0, told: [] });
    const html = page('/2020/01/05/call/');
    expect(html).toContain('id="correction-2020-01-08"');
    expect(html).toContain('id="correction-2020-01-08-2"');
    expect(html).toContain('"@type":"CorrectionComment","text":"It was long.","datePublished":"2020-01-08"');
    expect(page('/corrections/')).toMatch(
      /<link rel="alternate" type="application\/atom\+xml"[^>]*href="\/old%20news\/corrections\/feed\.xml"/u,
    );
    const feed = file('corrections/feed.xml');
    expect(isWellFormed(feed)).toBe(true);
    expect(feed).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <id>https://record.example/old%20news/corrections/</id>
      <title>Corrections of The Test Record</title>
      <subtitle>What was wrong and what is right, in full, and the stories that were withdrawn.</subtitle>
      <updated>2020-01-08T12:00:00Z</updated>
      <author><name>The Test Record</name></author>
      <link rel="self" type="application/atom+xml" href="https://record.example/old%20news/corrections/feed.xml"/>
      <link rel="alternate" type="text/html" href="https://record.example/old%20news/corrections/"/>
      <entry xml:lang="en">
      <id>https://record.example/old%20news/2020/01/05/call/#correction-2020-01-08</id>
      <title>Correction: The call</title>
      <published>2020-01-08T12:00:00Z</published>
      <updated>2020-01-08T12:00:00Z</updated>
      <link rel="alternate" type="text/html" href="https://record.example/old%20news/2020/01/05/call/#correction-2020-01-08"/>
      <content type="html">&lt;p&gt;It was &amp;lt;late&amp;gt;.&lt;/p&gt;</content>
      </entry>
      <entry xml:lang="en">
      <id>https://record.example/old%20news/2020/01/05/call/#correction-2020-01-08-2</id>
      <title>Correction: The call</title>
      <published>2020-01-08T12:00:00Z</published>
      <updated>2020-01-08T12:00:00Z</updated>
      <link rel="alternate" type="text/html" href="https://record.example/old%20news/2020/01/05/call/#correction-2020-01-08-2"/>
      <content type="html">&lt;p&gt;It was long.&lt;/p&gt;</content>
      </entry>
      </feed>
      "
    `);
  });
});

describe('check --fix', { timeout: 60_000 }, () => {
  it('puts a register in order, keeps its comments, and changes nothing the second time', async () => {
    const { content, register } = await makeSite();
    const tidy = register();
    const [one, two, ...rest] = tidy.trimEnd().split('\n');
    writeFiles(content, { 'permalinks.txt': ['# Ours', ...rest.toReversed(), '', one, two, rest[0]].join('\r\n') });
    const first = await check(content, '--fix');
    expect(first).toMatchObject({ code: 0, problems: [] });
    expect(register()).toBe(`# Ours\n${tidy}`);
    expect((await check(content, '--fix')).code).toBe(0);
    expect(register()).toBe(`# Ours\n${tidy}`);
  });

  it('leaves a register alone of which a line cannot be read', async () => {
    const { content, register } = await makeSite();
    const damaged = `${register()}<<<<<<< ours\n`;
    writeFiles(content, { 'permalinks.txt': damaged, 'articles/b.md': story(`title: B\n${SOURCED}`) });
    const { code, problems } = await check(content, '--fix');
    expect(code).toBe(1);
    expect(told(problems, 'error')).toEqual(['permalink-line permalinks.txt:6:1']);
    expect(register()).toBe(damaged);
  });

  it('does not register what has errors, nor new words of a frozen story without a correction', async () => {
    const { content, register } = await makeSite();
    writeFiles(content, { 'site.yml': `${SITE}frozenAfter: 1w\n` });
    await check(content, '--fix');
    const sealed = register();
    writeFiles(content, {
      [CALL]: story(`title: The call\n${SOURCED}`, 'Other words.\n'),
      'articles/twin.md': story(`title: Twin\nslug: call\n${SOURCED}`),
      'articles/fine.md': story(`title: Fine\n${SOURCED}`),
    });
    const { problems } = await check(content, '--fix');
    expect(told(problems, 'error')).toEqual([
      'story-frozen articles/2020/01/05-call.md:3:8 title',
      'address-duplicate articles/twin.md:4:7 slug',
    ]);
    expect(difference(sealed, register())).toEqual([
      expect.stringMatching(/^\+\/2020\/01\/05\/fine\/ fine\.md sha256:/u),
    ]);
    const corrected = story(
      `title: The call\n${SOURCED}\ncorrections: [{ date: 2020-02-01, text: New words. }]`,
      'Other words.\n',
    );
    writeFiles(content, { [CALL]: corrected, 'articles/twin.md': null });
    expect(await check(content, '--fix')).toMatchObject({ code: 0, problems: [] });
    expect(register()).toMatch(/^\/2020\/01\/05\/call\/ sha256:[\da-f]{16}\+1$/mu);
  });
});
