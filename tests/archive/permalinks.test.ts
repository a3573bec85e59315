import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../src/archive/pages.ts';
import { mergePermalinks } from '../../src/archive/permalinks.ts';
import { aliasTarget, redirects } from '../../src/archive/queries/stories.ts';
import { syncArchive, type SyncResult } from '../../src/archive/sync.ts';
import { toPermalinkLine } from '../../src/model/permalink.ts';
import { toLine } from '../../src/model/problem.ts';
import { makeArchive, SITE, story, writeFiles } from '../content-folder.ts';

const SOURCED = 'sources: [{ title: A wire }]';
const A = 'articles/2020/01/05-call.md';
const FILES = {
  'permalinks.txt': '/2020/01/05/call/\n/2020/01/06/talks/ id:talks-1\n',
  [A]: story(`title: The call\n${SOURCED}`),
  'articles/2020/01/06-talks.md': story(`title: Talks\ndate: 2020-01-06\nid: talks-1\n${SOURCED}`),
};

const lines = ({ problems }: Pick<SyncResult, 'problems'>) => problems.map(toLine);
const oldAddresses = () => pathsOf('alias').map(({ params }) => String(params['alias']));

describe('the register of addresses', () => {
  it('is silent where it has every story that has a page, and wants neither drafts nor what is under embargo', async () => {
    const { found, update } = await makeArchive({
      ...FILES,
      'articles/draft.md': story(`status: draft\n${SOURCED}`),
      'articles/later.md': story(`embargo: 2099-01-01T00:00:00Z\n${SOURCED}`),
    });
    expect(lines(found)).toEqual([]);
    expect(redirects()).toEqual([]);
    const gone = story('withdrawn: { date: 2020-02-01, reason: It was wrong. }');
    expect(lines(await update({ 'articles/2020/01/05-gone.md': gone }))).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  warning permalink-missing  A line is missing or out of date: /2020/01/05/gone/.  Run dateline check --fix, and commit the file.",
      ]
    `);
  });

  it('is missed once where there is none, and with each line that it lacks or that says something else', async () => {
    const { 'permalinks.txt': _, ...stories } = FILES;
    const { found, update } = await makeArchive(stories);
    expect(lines(found)).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  warning permalink-missing  There is no permalinks.txt, by which an address that goes is missed; 2 would stand in it.  Run dateline check --fix, and commit the file.",
      ]
    `);
    expect(lines(await update({ 'permalinks.txt': '/2020/01/06/talks/\n' }))).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  warning permalink-missing  2 lines are missing or out of date: /2020/01/05/call/, /2020/01/06/talks/.  Run dateline check --fix, and commit the file.",
      ]
    `);
  });
});

describe('a story with another slug', () => {
  const RENAMED = { [A]: story(`title: The call\nslug: the-call\n${SOURCED}`) };

  it('is led to from its old address', async () => {
    const { update } = await makeArchive(FILES);
    const found = await update(RENAMED);
    expect(lines(found)).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  warning permalink-missing  A line is missing or out of date: /2020/01/05/the-call/.  Run dateline check --fix, and commit the file.",
      ]
    `);
    expect(oldAddresses()).toEqual(['2020/01/05/call/index.html']);
    expect(aliasTarget('2020/01/05/call/index.html')).toMatchObject({ address: '/2020/01/05/the-call/' });
    expect(redirects()).toEqual([['2020/01/05/call/index.html', '/2020/01/05/the-call/']]);
  });

  it('is led to once where its editor gave the alias too', async () => {
    const { update } = await makeArchive(FILES);
    const aliased = story(`title: The call\nslug: the-call\naliases: [/2020/01/05/call]\n${SOURCED}`);
    const found = await update({
      [A]: aliased,
      'permalinks.txt': `/2020/01/05/call/\n/2020/01/05/the-call/ 2020/01/05-call.md\n/2020/01/06/talks/ id:talks-1\n`,
    });
    expect(lines(found)).toEqual([]);
    expect(redirects()).toEqual([['2020/01/05/call/index.html', '/2020/01/05/the-call/']]);
  });

  it('comes back to its first address, and the second leads there', async () => {
    const { update } = await makeArchive(FILES);
    const both = '/2020/01/05/call/\n/2020/01/05/the-call/ 2020/01/05-call.md\n/2020/01/06/talks/ id:talks-1\n';
    await update({ ...RENAMED, 'permalinks.txt': both });
    expect(lines(await update({ [A]: FILES[A] }))).toEqual([]);
    expect(redirects()).toEqual([['2020/01/05/the-call/index.html', '/2020/01/05/call/']]);
  });

  it('is no longer led to when its line goes', async () => {
    const { update } = await makeArchive(FILES);
    await update(RENAMED);
    await update({ 'permalinks.txt': '/2020/01/05/the-call/ 2020/01/05-call.md\n/2020/01/06/talks/ id:talks-1\n' });
    expect(redirects()).toEqual([]);
    await update({ 'permalinks.txt': null });
    expect(redirects()).toEqual([]);
    await update({ 'permalinks.txt': FILES['permalinks.txt'] });
    expect(redirects()).toHaveLength(1);
  });

  it('leaves its old address to nobody else: another story there is an error', async () => {
    const { update } = await makeArchive(FILES);
    const found = await update({ ...RENAMED, 'articles/other.md': story(`title: Other\nslug: call\n${SOURCED}`) });
    expect(lines(found).filter((line) => !line.includes(' warning '))).toMatchInlineSnapshot(`
      [
        "articles/other.md:4:7  permalink-taken  /2020/01/05/call/ was published as articles/2020/01/05-call.md, which now stands at /2020/01/05/the-call/; links to it would lead to this story.  Give this story another slug:, or write its own path, or id: with its id, beside that address in permalinks.txt.",
      ]
    `);
    const yielded =
      '/2020/01/05/call/ other.md\n/2020/01/05/the-call/ 2020/01/05-call.md\n/2020/01/06/talks/ id:talks-1\n';
    expect(lines(await update({ 'permalinks.txt': yielded }))).toEqual([]);
    expect(redirects()).toEqual([]);
  });
});

it('a story with another date is led to from its old address', async () => {
  const { update } = await makeArchive(FILES);
  const found = await update({ [A]: story(`title: The call\ndate: 2020-01-04\n${SOURCED}`) });
  expect(found.problems.map(({ code }) => code)).toEqual(['permalink-missing']);
  expect(redirects()).toEqual([['2020/01/05/call/index.html', '/2020/01/04/call/']]);
});

describe('a file with another name', () => {
  it('is led to by the id of its story', async () => {
    const { update } = await makeArchive(FILES);
    const found = await update({
      'articles/2020/01/06-talks.md': null,
      'articles/2020/01/07-the-talks.md': story(`title: Talks\ndate: 2020-01-07\nid: talks-1\n${SOURCED}`),
    });
    expect(found.problems.map(({ code }) => code)).toEqual(['permalink-missing']);
    expect(redirects()).toEqual([['2020/01/06/talks/index.html', '/2020/01/07/the-talks/']]);
  });

  it('keeps its address where slug and date stay, and its line is to be renewed', async () => {
    const { update } = await makeArchive(FILES);
    const found = await update({ [A]: null, 'articles/iran/2020-01-05-call.md': FILES[A] });
    expect(lines(found)).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  warning permalink-missing  A line is missing or out of date: /2020/01/05/call/.  Run dateline check --fix, and commit the file.",
      ]
    `);
    expect(redirects()).toEqual([]);
  });

  it('is lost without an id, and the story that stands on its day instead is named', async () => {
    const { update } = await makeArchive(FILES);
    const renamed = { [A]: null, 'articles/2020/01/05-the-call.md': FILES[A] };
    expect(lines(await update(renamed))).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  permalink-lost  /2020/01/05/call/ was published, and no story stands there or has it as an old address.  Add aliases: [/2020/01/05/call/] to articles/2020/01/05-the-call.md if that takes its place; else bring its file back with withdrawn: { date, reason }.",
        "permalinks.txt:1:1  warning permalink-missing  A line is missing or out of date: /2020/01/05/the-call/.  Run dateline check --fix, and commit the file.",
      ]
    `);
    const aliased = story(`title: The call\naliases: [/2020/01/05/call/]\n${SOURCED}`);
    const found = await update({ 'articles/2020/01/05-the-call.md': aliased });
    expect(found.problems.map(({ code }) => code)).toEqual(['permalink-missing']);
  });
});

describe('a story that goes', () => {
  it('stops a build, and is told at its line', async () => {
    const { update } = await makeArchive(FILES);
    expect(lines(await update({ [A]: null }))).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  permalink-lost  /2020/01/05/call/ was published, and no story stands there or has it as an old address.  Bring its file back with withdrawn: { date, reason }, or add aliases: [/2020/01/05/call/] to the story that takes its place.",
      ]
    `);
  });

  it('may be withdrawn', async () => {
    const { update } = await makeArchive(FILES);
    const withdrawn = story(`title: The call\nwithdrawn: { date: 2020-02-01, reason: There was no call. }`);
    expect(lines(await update({ [A]: withdrawn }))).toEqual([]);
  });

  it('may not become a draft again, nor be held back', async () => {
    const { update } = await makeArchive(FILES);
    expect(lines(await update({ [A]: story(`title: The call\nstatus: draft\n${SOURCED}`) }))).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  permalink-lost  /2020/01/05/call/ was published, and articles/2020/01/05-call.md is a draft now.  Publish it again, or give it withdrawn: with date and reason, which keeps the address.",
      ]
    `);
    const held = story(`title: The call\nembargo: 2099-01-01T00:00:00Z\n${SOURCED}`);
    expect(lines(await update({ [A]: held }))).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  permalink-lost  /2020/01/05/call/ was published, and articles/2020/01/05-call.md is under embargo now.  Publish it again, or give it withdrawn: with date and reason, which keeps the address.",
      ]
    `);
  });

  it('is not told of twice where it merely cannot be read', async () => {
    const { update } = await makeArchive(FILES);
    const found = await update({
      [A]: 'no front matter',
      'articles/2020/01/06-talks.md': story('id: talks-1\ndate: never'),
    });
    expect(found.problems.map(({ code }) => code)).toEqual(['front-matter-missing', 'date-invalid']);
  });

  it('leaves its address to the story that has it as an alias', async () => {
    const { update } = await makeArchive(FILES);
    const heir = story(`title: Talks\ndate: 2020-01-06\nid: talks-1\naliases: [/2020/01/05/call/]\n${SOURCED}`);
    expect(lines(await update({ [A]: null, 'articles/2020/01/06-talks.md': heir }))).toEqual([]);
    expect(redirects()).toEqual([['2020/01/05/call/index.html', '/2020/01/06/talks/']]);
  });
});

it('an alias that another story has by the register is an error of the one that gives it', async () => {
  const { update } = await makeArchive(FILES);
  const found = await update({
    [A]: story(`title: The call\nslug: the-call\n${SOURCED}`),
    'articles/2020/01/06-talks.md': story(
      `title: Talks\ndate: 2020-01-06\nid: talks-1\naliases: [/2020/01/05/call/]\n${SOURCED}`,
    ),
  });
  expect(lines(found).filter((line) => !line.includes(' warning '))).toMatchInlineSnapshot(`
    [
      "articles/2020/01/06-talks.md:5:11  alias-collides  /2020/01/05/call/ is registered for articles/2020/01/05-call.md.  Remove it, or correct its line in permalinks.txt.",
    ]
  `);
});

describe('words that are frozen', () => {
  const FROZEN = `${SITE}frozenAfter: 7d\n`;
  const LONG_AFTER = '2026-01-01T00:00:00Z';

  /** Makes an archive whose register has seals, as `check --fix` writes them. */
  async function sealed(now = LONG_AFTER) {
    const { contentDir, database } = await makeArchive({ ...FILES, 'site.yml': FROZEN }, Date.parse(now));
    const seal = () => {
      const { merged } = mergePermalinks(database, [], new Set(), true);
      writeFiles(contentDir, { 'permalinks.txt': `${merged.map(toPermalinkLine).join('\n')}\n` });
    };
    seal();
    const at = (time = LONG_AFTER) => syncArchive(database, { contentDir, now: Date.parse(time) });
    return { contentDir, seal, at };
  }

  it('have a seal beside their address, without which their lines are out of date', async () => {
    const { found } = await makeArchive({ ...FILES, 'site.yml': FROZEN });
    expect(lines(found)).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  warning permalink-missing  2 lines are missing or out of date: /2020/01/05/call/, /2020/01/06/talks/.  Run dateline check --fix, and commit the file; an edit that is not registered when its story freezes is an error.",
      ]
    `);
    const { contentDir, at } = await sealed();
    expect(lines(await at())).toEqual([]);
    expect(readFileSync(join(contentDir, 'permalinks.txt'), 'utf8')).toMatchInlineSnapshot(`
      "/2020/01/05/call/ sha256:dbffaa0d9f504794+0
      /2020/01/06/talks/ id:talks-1 sha256:ce5fd3cd6662a918+0
      "
    `);
    writeFiles(contentDir, { 'site.yml': SITE });
    expect((await at()).problems.map(({ code }) => code)).toEqual(['permalink-missing']);
  });

  const EDITED = { [A]: story(`title: The call\n${SOURCED}`, 'Other words.\n') };
  const CORRECTED = {
    [A]: story(
      `title: The call\n${SOURCED}\ncorrections: [{ date: 2020-02-01, text: Other words. }]`,
      'Other words.\n',
    ),
  };

  it('may change until then; afterwards that is an error, also when only the clock went on', async () => {
    const { contentDir, at } = await sealed('2020-01-06T00:00:00Z');
    expect(lines(await at('2020-01-06T00:00:00Z'))).toEqual([]);
    expect(lines(await at())).toEqual([]);
    writeFiles(contentDir, EDITED);
    expect(lines(await at('2020-01-12T23:59:59Z'))).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  warning permalink-missing  A line is missing or out of date: /2020/01/05/call/.  Run dateline check --fix, and commit the file; an edit that is not registered when its story freezes is an error.",
      ]
    `);
    expect(lines(await at('2020-01-13T00:00:00Z'))).toMatchInlineSnapshot(`
      [
        "articles/2020/01/05-call.md:3:8  story-frozen  This story is frozen since 2020-01-13, and its words are not those that were registered.  Add an entry to corrections: that says what changed, or put the words back.",
      ]
    `);
    expect(lines(await at('2020-01-12T23:59:59Z'))).toHaveLength(1);
  });

  it('may change with a correction, whose going is an error too', async () => {
    const { contentDir, seal, at } = await sealed();
    writeFiles(contentDir, CORRECTED);
    expect(lines(await at())).toMatchInlineSnapshot(`
      [
        "permalinks.txt:1:1  warning permalink-missing  A line is missing or out of date: /2020/01/05/call/.  Run dateline check --fix, and commit the file; an edit that is not registered when its story freezes is an error.",
      ]
    `);
    seal();
    expect(lines(await at())).toEqual([]);
    writeFiles(contentDir, EDITED);
    expect(lines(await at())).toMatchInlineSnapshot(`
      [
        "articles/2020/01/05-call.md:1:1  story-frozen  This story is frozen since 2020-01-13, and a correction of it is gone.  Put the correction back.",
      ]
    `);
  });

  it('are not what lists, sources, spaces at ends of lines and corrections hold', async () => {
    const { contentDir, at } = await sealed();
    writeFiles(contentDir, {
      [A]: story('title: The call\ntopics: [Calls]\nsources: [{ title: Another wire }]', '\r\nText.  \r\n\r\n'),
    });
    expect((await at()).problems.map(({ code }) => code)).toEqual(['term-unregistered']);
  });

  it('cannot be changed by giving the story another address at the same time', async () => {
    const { contentDir, at } = await sealed();
    writeFiles(contentDir, { [A]: story(`title: No call\nslug: no-call\n${SOURCED}`) });
    expect((await at()).problems.map(({ code }) => code)).toEqual(['story-frozen']);
  });

  it('go with the story when that is withdrawn', async () => {
    const { contentDir, at } = await sealed();
    writeFiles(contentDir, { [A]: story('title: The call\nwithdrawn: { date: 2020-02-01, reason: No. }', '') });
    expect(lines(await at())).toEqual([]);
  });
});
