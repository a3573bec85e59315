import { describe, expect, it } from 'vitest';
import { makeArchive, story } from '../content-folder.ts';
import { toLine, type Problem } from '../../src/model/problem.ts';

const lines = (problems: readonly Problem[], code: string) =>
  problems.filter((found) => found.code === code).map(toLine);

describe('checks across files', () => {
  it('name both stories that would stand on one address', async () => {
    const { found } = await makeArchive({
      'articles/2020/01/05-call.md': story('sources: []'),
      'articles/elsewhere/call.md': story('slug: call'),
    });
    expect(lines(found.problems, 'address-duplicate')).toMatchInlineSnapshot(`
      [
        "articles/elsewhere/call.md:4:7  address-duplicate  This story and articles/2020/01/05-call.md would both stand at /2020/01/05/call/.  Give one of them another slug: or another date.",
      ]
    `);
    expect(found.ledger).toEqual({ read: 2, published: 1, draft: 0, embargoed: 0, withdrawn: 0, failed: 1 });
  });

  it('tell of a quote key that the story does not give, with the nearest one', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story(
        'tweets:\n  - { key: call, author: A, handle: a, date: 2020-01-05, text: Words }',
        'Text.\n\n::tweet{key="cal"}\n\n::statement{key="call"}\n',
      ),
    });
    expect(lines(found.problems, 'quote-key-missing')).toMatchInlineSnapshot(`
      [
        "articles/a.md:10:1  quote-key-missing  No tweet of this story has the key cal.  Did you mean call?",
        "articles/a.md:12:1  quote-key-missing  The key call is that of a tweet, not of a statement.  Write ::tweet{key="call"}.",
      ]
    `);
    expect(lines(found.problems, 'quote-unplaced')).toMatchInlineSnapshot(`[]`);
  });

  it('warn of a quote that is given and not placed', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('statements:\n  - { key: mea, speaker: A ministry, text: Words }'),
    });
    expect(lines(found.problems, 'quote-unplaced')).toMatchInlineSnapshot(`
      [
        "articles/a.md:5:12  warning quote-unplaced  The statement mea is not placed in the text; it is shown at the end of the story.  Put ::statement{key="mea"} on a line of its own where it belongs.",
      ]
    `);
  });

  it('do not warn of posts that stand with one that the text places', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story(
        `tweets:
  - { key: placed, author: A, handle: a, date: 2020-01-05, text: Words, quoted: inside }
  - { key: inside, author: A, handle: a, date: 2020-01-05, text: Words }
  - { key: answer, author: A, handle: a, date: 2020-01-05, text: Words, replyTo: placed }
  - { key: alone, author: A, handle: a, date: 2020-01-05, text: Words }`,
        'Text.\n\n::tweet{key="placed"}\n',
      ),
    });
    expect(lines(found.problems, 'quote-unplaced')).toMatchInlineSnapshot(`
      [
        "articles/a.md:8:12  warning quote-unplaced  The tweet alone is not placed in the text; it is shown at the end of the story.  Put ::tweet{key="alone"} on a line of its own where it belongs.",
      ]
    `);
  });

  it('tell of links, related stories and translations that lead nowhere, with the nearest path', async () => {
    const { found } = await makeArchive({
      'articles/2020/01/05-call.md': story(
        'related: [2020/01/03-strke]\ntranslationOf: none.md',
        'See [it](03-strike.md) and [that](99-gone.md).\n',
      ),
      'articles/2020/01/03-strike.md': story('title: Strike\ndate: 2020-01-03'),
    });
    expect(lines(found.problems, 'link-dead')).toMatchInlineSnapshot(`
      [
        "articles/2020/01/05-call.md:4:11  link-dead  There is no story articles/2020/01/03-strke.md.  Did you mean 2020/01/03-strike.md?",
        "articles/2020/01/05-call.md:5:16  link-dead  There is no story articles/none.md.  Correct the path, or take the link out.",
        "articles/2020/01/05-call.md:8:28  link-dead  There is no story articles/2020/01/99-gone.md.  Correct the path, or take the link out.",
      ]
    `);
  });

  it('tell of a published story that points to a draft, and not of a draft that does', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('status: draft\ntitle: Hidden'),
      'articles/b.md': story('title: Shown', '[hidden](a.md)\n'),
      'articles/c.md': story('title: Other\nstatus: draft', '[hidden](a.md)\n'),
    });
    expect(lines(found.problems, 'link-dead')).toMatchInlineSnapshot(`
      [
        "articles/b.md:6:1  link-dead  articles/a.md is a draft or under embargo, so a published page cannot point to it.  Publish it first, or take the link out.",
      ]
    `);
  });

  it('tell a broken target once, at the target', async () => {
    const { found } = await makeArchive({
      'articles/a.md': '---\ntitle: No date\n---\n',
      'articles/b.md': story('title: Shown', '[broken](a.md)\n'),
    });
    expect(
      found.problems.filter(({ severity }) => severity === 'error').map(({ file, code }) => `${file} ${code}`),
    ).toEqual(['articles/a.md field-missing']);
  });

  it('tell of saved copies that are not there, until they are saved, and again when they go', async () => {
    const archived = (file: string) => `archived: { file: ${file} }`;
    const archive = await makeArchive({
      'captures/2020/wire.html': '<p>Words</p>',
      'articles/a.md': story(
        `sources: [{ title: A, ${archived('captures/2020/wire.html')} }, { title: B, ${archived('captures/2020/wyre.html')} }]
tweets: [{ author: A, handle: a, date: 2020-01-05, text: Words, ${archived('captures/post.html')} }]`,
      ),
    });
    expect(lines(archive.found.problems, 'capture-missing')).toMatchInlineSnapshot(`
      [
        "articles/a.md:4:100  capture-missing  There is no saved copy captures/2020/wyre.html.  Did you mean captures/2020/wire.html?",
        "articles/a.md:5:83  capture-missing  There is no saved copy captures/post.html.  Save the file below content/captures/, or correct its path.",
      ]
    `);
    const again = async (files: Readonly<Record<string, string | null>>) =>
      lines((await archive.update(files)).problems, 'capture-missing').length;
    expect(await again({ 'captures/2020/wyre.html': '', 'captures/post.html': '' })).toBe(0);
    expect(await again({ 'captures/2020/wire.html': null })).toBe(1);
  });

  it('tell of pictures that are not there, in the front matter, in the text and in the registry', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('images:\n  - { src: media/a.jpg, alt: A }', '![B](media/b.jpg)\n'),
      'people/p.md': '---\nname: P. Person\nportrait: { src: media/p.jpg, alt: P }\n---\n',
    });
    expect(lines(found.problems, 'image-missing')).toMatchInlineSnapshot(`
      [
        "articles/a.md:5:12  image-missing  There is no picture media/a.jpg.  Save the file below content/media/, or correct its path.",
        "articles/a.md:8:1  image-missing  There is no picture media/b.jpg.  Save the file below content/media/, or correct its path.",
        "people/p.md:3:18  image-missing  There is no picture media/p.jpg.  Save the file below content/media/, or correct its path.",
      ]
    `);
  });

  it('tell of an old address that is a page, or that two stories claim', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('title: A\ntopics: [Oil]\naliases: [/topics/oil, /old/a]'),
      'articles/b.md': story('title: B\naliases: [/old/a/]'),
    });
    expect(lines(found.problems, 'alias-collides')).toMatchInlineSnapshot(`
      [
        "articles/a.md:5:11  alias-collides  /topics/oil is a page or picture of this site.  Remove it from aliases: or change its spelling to the old address.",
        "articles/b.md:4:11  alias-collides  /old/a/ is also an alias of articles/a.md.  Leave it with one of the two stories.",
      ]
    `);
  });

  it('tell of two stories with one id', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('title: A\nid: one'),
      'articles/b.md': story('title: B\nid: one'),
    });
    expect(lines(found.problems, 'id-duplicate')).toMatchInlineSnapshot(`
      [
        "articles/b.md:4:5  id-duplicate  The id one is also that of articles/a.md.  Give this story an id of its own.",
      ]
    `);
  });

  it('tell of two registry entries that share a name or an account at one time', async () => {
    const { found } = await makeArchive({
      'people/a.md': '---\nname: Ann Smith\naliases: [The Minister]\nhandles: [minister]\n---\n',
      'people/b.md':
        '---\nname: Ben Smith\naliases: [the minister]\nhandles:\n  - { handle: Minister, from: 2021-01-01 }\n---\n',
    });
    expect(lines(found.problems, 'term-ambiguous')).toMatchInlineSnapshot(`
      [
        "people/b.md:3:11  term-ambiguous  the minister also means people/a.md, so a story that uses it could mean either.  Remove it from one of the two entries.",
        "people/b.md:5:5  term-ambiguous  minister also means people/a.md, so a story that uses it could mean either.  Remove it from one of the two entries.",
      ]
    `);
  });

  it('allow an account that changed hands', async () => {
    const { found } = await makeArchive({
      'people/a.md': '---\nname: Ann Smith\nhandles:\n  - { handle: minister, to: 2020-12-31 }\n---\n',
      'people/b.md': '---\nname: Ben Smith\nhandles:\n  - { handle: Minister, from: 2021-01-01 }\n---\n',
    });
    expect(found.problems).toEqual([]);
  });

  it('suggest the registered name for a misspelt person, and warn of an unregistered one', async () => {
    const { found } = await makeArchive({
      'people/s-jaishankar.md': '---\nname: S. Jaishankar\n---\n',
      'articles/a.md': story('people: [S. Jaishnkar, Someone Else, s. jaishankar]'),
    });
    expect(lines(found.problems, 'term-spelt-twice')).toMatchInlineSnapshot(`
      [
        "articles/a.md:4:10  warning term-spelt-twice  S. Jaishnkar is not registered, but is very like S. Jaishankar.  Did you mean S. Jaishankar? If not, register it as people/s-jaishnkar.md.",
      ]
    `);
    expect(lines(found.problems, 'term-unregistered')).toMatchInlineSnapshot(`
      [
        "articles/a.md:4:24  warning term-unregistered  Someone Else has no entry in people/.  Add people/someone-else.md with name: Someone Else, or leave it so.",
      ]
    `);
  });

  it('warn of one person written in two ways, though neither is registered', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('people: [Qasem Soleimani]'),
      'articles/b.md': story('title: B\npeople: [Qassem Soleimani]'),
    });
    expect(lines(found.problems, 'term-spelt-twice')).toMatchInlineSnapshot(`
      [
        "articles/b.md:4:10  warning term-spelt-twice  Qassem Soleimani is also written Qasem Soleimani.  Choose one spelling, or register people/qassem-soleimani.md with the other as an alias.",
      ]
    `);
  });

  it('refuse a name whose id is reserved, and say how to keep the name', async () => {
    const { found } = await makeArchive({ 'articles/a.md': story('topics: [Page, index]') });
    expect(lines(found.problems, 'term-id')).toMatchInlineSnapshot(`
      [
        "articles/a.md:4:10  term-id  The name Page gives the address part page, which is reserved.  Register it under another id, e.g. topics/the-page.md with name: Page.",
        "articles/a.md:4:16  term-id  The name index gives the address part index, which is reserved.  Register it under another id, e.g. topics/the-index.md with name: index.",
      ]
    `);
    const { found: mended } = await makeArchive({
      'articles/a.md': story('topics: [Page]'),
      'topics/the-page.md': '---\nname: Page\n---\n',
    });
    expect(mended.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('tell of a link to a heading that the other story does not have, with the nearest', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('title: A', '## What they said\n\nWords.\n'),
      'articles/b.md': story('title: B', '[right](a.md#what-they-said) and [wrong](a.md#what-they-sad)\n'),
    });
    expect(lines(found.problems, 'link-dead')).toMatchInlineSnapshot(`
      [
        "articles/b.md:6:34  link-dead  articles/a.md has no heading #what-they-sad.  Did you mean #what-they-said?",
      ]
    `);
  });

  it('hold for the texts of registry entries too', async () => {
    const { found } = await makeArchive({
      'topics/oil.md':
        '---\nname: Oil\n---\n\n[Gone](../articles/gone.md), ![A](../media/a.jpg)\n\n::tweet{key="call"}\n',
    });
    expect(found.problems.map(toLine)).toMatchInlineSnapshot(`
      [
        "topics/oil.md:5:1  link-dead  There is no story articles/gone.md.  Correct the path, or take the link out.",
        "topics/oil.md:5:30  image-missing  There is no picture media/a.jpg.  Save the file below content/media/, or correct its path.",
        "topics/oil.md:7:1  quote-key-missing  Only a story has quotes to place.  Give the words as a block quotation (>), or put them into a story.",
      ]
    `);
  });

  it('tell every fault of a story at once: of its fields, its text, its names and what it points to', async () => {
    const { found } = await makeArchive({
      'people/s-jaishankar.md': '---\nname: S. Jaishankar\n---\n',
      'articles/a.md': story(
        'updatd: 2020-01-06\npeople: [S. Jaishankr]\nimages:\n  - { src: media/a.jpg, alt: A }\naliases: [/topics/]\nid: one',
        '[Gone](gone.md)\n\n::tweet{key="q"}\n',
      ),
      'articles/b.md': story('title: B\nid: one\npeople: [Ann]', '[no such heading](#none) [gone](gone.md)\n'),
    });
    expect(found.problems.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'articles/a.md:4 key-unknown',
      'articles/a.md:5 term-spelt-twice',
      'articles/a.md:7 image-missing',
      'articles/a.md:8 alias-collides',
      'articles/a.md:12 link-dead',
      'articles/a.md:14 quote-key-missing',
      'articles/b.md:1 source-none',
      'articles/b.md:4 id-duplicate',
      'articles/b.md:5 term-unregistered',
      'articles/b.md:8 link-dead',
      'articles/b.md:8 link-dead',
    ]);
    expect(found.ledger).toMatchObject({ read: 2, failed: 2 });
  });

  it('find two spellings of one name when a vowel or the order of its words differs', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('people: [Qassem Soleimani, Donald Trump]'),
      'articles/b.md': story('title: B\npeople: [Qassim Soleimani, "Trump, Donald", Ann Smith, Jan Smith]'),
    });
    expect(lines(found.problems, 'term-spelt-twice')).toHaveLength(2);
    expect(lines(found.problems, 'term-unregistered')).toHaveLength(4);
  });

  it('suggest the registered name for a misspelt byline or speaker', async () => {
    const { found } = await makeArchive({
      'people/s-jaishankar.md': '---\nname: S. Jaishankar\n---\n',
      'organizations/mea.md': '---\nname: Ministry of External Affairs\n---\n',
      'articles/a.md': story(
        'authors: [S. Jaishanker, The Desk]\nstatements:\n  - { speaker: Ministry of Externl Affairs, text: Words }',
      ),
    });
    expect(lines(found.problems, 'term-spelt-twice')).toMatchInlineSnapshot(`
      [
        "articles/a.md:4:11  warning term-spelt-twice  S. Jaishanker is not registered, but is very like S. Jaishankar.  Did you mean S. Jaishankar? If not, leave it so.",
        "articles/a.md:6:16  warning term-spelt-twice  Ministry of Externl Affairs is not registered, but is very like Ministry of External Affairs.  Did you mean Ministry of External Affairs? If not, leave it so.",
      ]
    `);
  });

  it('suggest a registered name of one word, whose id is the name itself', async () => {
    const { found } = await makeArchive({
      'places/iran.md': '---\nname: Iran\n---\n',
      'articles/a.md': story('places: [Iraan, Irán]'),
    });
    expect(lines(found.problems, 'term-spelt-twice')).toMatchInlineSnapshot(`
      [
        "articles/a.md:4:10  warning term-spelt-twice  Iraan is not registered, but is very like Iran.  Did you mean Iran? If not, register it as places/iraan.md.",
        "articles/a.md:4:17  warning term-spelt-twice  Irán is taken for places/iran.md, which does not list this spelling.  Add it to the aliases: of places/iran.md, or correct it.",
      ]
    `);
  });

  it('tell of old addresses that no host can hold beside one another', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('title: A\naliases: [/a.b, /a.b/c/, /robots.txt/, /_astro/x.css, /OLD/, /old/]'),
    });
    expect(lines(found.problems, 'alias-collides').map((line) => line.replace(/^[^ ]+ +/u, ''))).toMatchInlineSnapshot(`
      [
        "alias-collides  /a.b would be a file and a folder at once.  Remove it from aliases: or change its spelling to the old address.",
        "alias-collides  /a.b/c/ would be a file and a folder at once.  Remove it from aliases: or change its spelling to the old address.",
        "alias-collides  /robots.txt/ would be a file and a folder at once.  Remove it from aliases: or change its spelling to the old address.",
        "alias-collides  /_astro/x.css lies where the site keeps its style sheets.  Remove it from aliases: or change its spelling to the old address.",
        "alias-collides  /old/ is given twice.  Remove one of the two.",
      ]
    `);
  });

  it('let a published page point to a withdrawn story, and not to one that was never published', async () => {
    const { found } = await makeArchive({
      'articles/gone.md': story('title: Gone\nwithdrawn: { date: 2020-02-01, reason: It was wrong. }'),
      'articles/never.md': story('title: Never\nstatus: draft\nwithdrawn: { date: 2020-02-01, reason: It was wrong. }'),
      'articles/a.md': story('title: A', '[gone](gone.md) [never](never.md)\n'),
      'topics/oil.md': '---\nname: Oil\n---\n\n[gone](../articles/gone.md)\n',
    });
    expect(lines(found.problems, 'link-dead')).toMatchInlineSnapshot(`
      [
        "articles/a.md:6:17  link-dead  articles/never.md is a draft or under embargo, so a published page cannot point to it.  Publish it first, or take the link out.",
      ]
    `);
  });
});
