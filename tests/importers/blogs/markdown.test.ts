import { describe, expect, it } from 'vitest';
import { markdown } from '../../../src/importers/blogs/markdown.ts';
import { fatesOf, itemsOf, skippedOf, storyOf } from '../archive.ts';
import { inputOf } from '../input.ts';

const story = (matter: string, body = 'Words.\n', path = 'call.md') =>
  storyOf(markdown, { [path]: `---\n${matter}\n---\n${body}` });

describe('stories of Markdown archives', () => {
  it('takes the fields that it knows, and says what became of each', async () => {
    const found = await story(
      `Title: "The <em>port</em> reopens &amp; sails"
slug: port-reopens
date: 2014-03-05 10:00:00 -0500
lastmod: 2014-03-07
authors:
  - Ada Example
  - bo-sample
tags: [ports, storms]
categories: Storms
description: Ships came in.
deck: Ships came in!
source: portpaper
source_url: https://port.example/news/1
redirect_from: [/old/port/, releases/1]
permalink: /:year/:title/
layout: post
mood: calm`,
    );
    expect(found.front).toEqual({
      title: 'The port reopens & sails',
      date: '2014-03-05T10:00:00-05:00',
      updated: '2014-03-07',
      authors: [{ name: 'Ada Example' }, { name: 'bo-sample' }],
      topics: [{ name: 'ports' }, { name: 'storms' }],
      summary: 'Ships came in.',
      original: { url: 'https://port.example/news/1', publisher: 'portpaper' },
      aliases: ['/old/port/', '/releases/1'],
    });
    expect(found.slug).toBe('port-reopens');
    expect(found.body).toEqual({ format: 'markdown', text: 'Words.\n' });
    expect(fatesOf(found)).toMatchInlineSnapshot(`
      [
        "Title: changed as title, freed of markup",
        "slug: kept as slug",
        "date: kept as date",
        "lastmod: kept as updated",
        "authors: kept as authors",
        "tags: kept as topics",
        "categories: kept as topics",
        "description: kept as summary",
        "deck: dropped, because it says the same as description",
        "source: kept as original.publisher",
        "source_url: kept as original",
        "redirect_from (/old/port/): kept as aliases",
        "redirect_from (releases/1): changed as aliases, written as a path from the root",
        "permalink (/:year/:title/): dropped, because it is a pattern, or empty",
        "layout (post): dropped, because it only tells the generator how to show the page",
        "mood (calm): dropped, because a story has no such field",
        "body: kept as body",
      ]
    `);
  });

  it.each([
    ['date: 2014-03-05', 'call.md', '2014-03-05'],
    ['Date: March 5, 2014', 'call.md', '2014-03-05'],
    ['pubDate: 5 Mar 2014', 'call.md', '2014-03-05'],
    ['published_at: 2014-03-05T10:00:00Z', 'call.md', '2014-03-05T10:00:00Z'],
    ['published: 2014-03-05', 'call.md', '2014-03-05'],
    ['draft: false', '2014-03-05-call.md', '2014-03-05'],
    ['draft: false', '2014/03/05/call/index.md', '2014-03-05'],
    ['path: 2014/03/05/call', 'call.md', '2014-03-05'],
    ['permalink: /de/news/2014/03/05/', 'call.md', '2014-03-05'],
  ])('finds the date in %s of %s', async (matter, path, date) => {
    expect((await story(matter, 'Words.\n', path)).front.date).toBe(date);
  });

  it('reads names of months in the language of the story', async () => {
    expect((await story('date: 5 listopada 2014\nlang: hr')).front.date).toBe('2014-10-05');
    expect((await story('date: 5 listopada 2014', 'Words.\n', 'pl/call.md')).front.date).toBe('2014-11-05');
  });

  it('says which date cannot be read', async () => {
    const files = { 'call.md': '---\ntitle: A\ndate: Year of the Snake\n---\nA.\n' };
    expect((await skippedOf(markdown, files)).message).toBe(
      'Its front matter gives “Year of the Snake” for a date, which is none that can be read, and its name and folder give no other.',
    );
  });

  it('lets a key win over the file’s name, and says so', async () => {
    expect(fatesOf(await story('title: A\ndate: 2014-03-06', 'Words.\n', '2014-03-05-a.md'))).toContain(
      'date in the file’s name (2014-03-05): dropped, because date gives another, and the key wins',
    );
  });

  it('leaves a day alone whose time has no zone', async () => {
    const found = await story('title: A\ndate: 2014-03-05\ntime: "11:00:00"');
    expect(found.front.date).toBe('2014-03-05');
    expect(fatesOf(found)).toContain('time (11:00:00): dropped, because nothing says in which zone it is');
  });

  it('has an editor look at a day that is not certain, unless the archive decides it', async () => {
    const alone = await story('title: A\ndate: 01/02/2014');
    expect(fatesOf(alone)).toContain(
      'date (01/02/2014): proposed as date, read with the month first, and can be 2014-02-01',
    );
    const input = inputOf({
      'a.md': '---\ntitle: A\ndate: 01/02/2014\n---\nA.',
      'b.md': '---\ntitle: B\ndate: 25/02/2014\n---\nB.',
    });
    const [first] = await itemsOf(markdown, input);
    expect(first).toMatchObject({ front: { date: '2014-02-01' } });
    const inFolder = await story('title: A', 'Words.\n', '2014/03/a.md');
    expect(fatesOf(inFolder)).toContain(
      'date in the file’s path: proposed as date, set to the first day of its month, since no day is given',
    );
  });

  it('takes titles from the first heading or the file’s name where no key has one', async () => {
    const files = { '2014-03-05-the-call.md': '# A *call*\n\nWords.\n' };
    expect((await storyOf(markdown, files)).front.title).toBe('A call');
    const bare = await storyOf(markdown, { '2014-03-05-the-call.md': 'Words.\n' });
    expect(bare.front.title).toBe('The call');
    expect(fatesOf(bare)).toContain('file’s name: proposed as title, made the title, because nothing else gives one');
  });

  it('takes what is related for files or addresses', async () => {
    const found = await story('title: A\ndate: 2014-03-05\nrelated_posts: [/b/, c, https://port.example/d]');
    expect(found.front.related).toEqual(['/b/', 'dateline-file:c', 'https://port.example/d']);
  });

  it('knows the languages that the site’s settings name, and waits for their words', async () => {
    const files = {
      'hugo.toml': 'languageCode = "en"\n[languages.si]\ntitle = "A"\n[languages.no]\ntitle = "B"\n',
      'content/a.md': '---\ntitle: A\ndate: 2014-03-05\n---\nA.',
      'content/si/a.md': '---\ntitle: A\ndate: 2014-03-05\n---\nA.',
      'content/no/a.md': '---\ntitle: A\ndate: 2014-03-05\n---\n\n',
      'content/is/a.md': '---\ntitle: A\ndate: 2014-03-05\n---\nA.',
    };
    const items = await itemsOf(markdown, inputOf(files));
    expect(
      items.flatMap((item) => {
        if (item.kind === 'story') return `${item.place.file} ${String(item.front.language)}`;
        return item.reason === 'empty' ? item.message : [];
      }),
    ).toEqual([
      'content/a.md undefined',
      'content/is/a.md undefined',
      'It is a translation that has no words yet.',
      'content/si/a.md si',
    ]);
  });

  it('names authors as the archive’s own files do', async () => {
    const files = {
      '_data/authors.yml': 'ada:\n  display_name: Ada Example\nbo: Bo Sample\n',
      'data/people.json': '[{"id": "cy", "name": "Cy Trial"}]',
      'blog/authors.toml': '[di]\nname = "Di Proof"\n',
      'data/team.yml': 'x: [',
      '2014-03-05-a.md': '---\ntitle: A\nauthors: [ada, bo, cy, di, Eve Else]\n---\nA.\n',
    };
    const [story] = (await itemsOf(markdown, inputOf(files))).filter((item) => item.kind === 'story');
    expect(story?.front.authors?.map((author) => Object.values(author)[0])).toEqual([
      'Ada Example',
      'bo',
      'Cy Trial',
      'Di Proof',
      'Eve Else',
    ]);
    expect(story && fatesOf(story)).toContain(
      'authors: changed as authors, given the name that the archive has for the key',
    );
  });

  it('tells which of two names that would have one address goes', async () => {
    const found = await story('title: A\ndate: 2014-03-05\ntags: [C, C++, c, New York, new-york]');
    expect(found.front.topics).toEqual([{ name: 'C' }, { name: 'New York' }]);
    expect(fatesOf(found).filter((fate) => fate.startsWith('tags'))).toEqual([
      'tags (C++): dropped, because it has the same address as C',
      'tags: kept as topics',
    ]);
  });

  it('knows where Docusaurus keeps translations', async () => {
    const files = Object.fromEntries(
      ['site/blog/a.md', 'site/i18n/ko/docusaurus-plugin-content-blog/a.md'].map((path) => [
        path,
        '---\ntitle: A\ndate: 2014-03-05\n---\nA.\n',
      ]),
    );
    const items = await itemsOf(markdown, inputOf(files));
    expect(items.map((item) => item.kind === 'story' && [item.front.language, item.translationKey])).toEqual([
      [undefined, 'site/blog/a.md'],
      ['ko', 'site/blog/a.md'],
    ]);
  });

  it('puts in what texts show of data files', async () => {
    const files = {
      '_data/ships.yml': '- name: Ada\n  sizes:\n    long: 40 m\n- name: Bo\n  sizes: {long: 30 m}\n',
      '_data/ports/open.json': '{"count": 7}',
      '_data/bomb.yml': `a: &a [x]\n${'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n'.repeat(9)}`,
      '2014-03-05-a.md':
        '---\ntitle: A\n---\n{% assign ship = site.data.ships | where: "name", "Bo" | first %}{{ ship.sizes.long }}, {{ site.data.ports.open.count }}, {{ site.data.ships.first.name }}{{ site.data.ships.1.name }}, {{ ship.age }}.{{ site.data.ships.size.name }}{{ site.data.bomb.b }}\n',
    };
    const [story] = (await itemsOf(markdown, inputOf(files))).filter((item) => item.kind === 'story');
    expect(story?.body.text).toBe('30 m, 7, AdaBo, .\n');
    expect(story && fatesOf(story)).toContain(
      'variable ship.age ({{ ship.age }}): dropped, because its value is not in the input',
    );
  });

  it('gives stories what the data files of their folders say, the nearest first', async () => {
    const files = {
      'posts/posts.json': '{"author": "Ada Example", "tags": ["posts", "ports"], "lang": "nl", "layout": "a.njk"}',
      'posts/sea/sea.11tydata.json': '{"author": "Bo Sample", "title": "Not this"}',
      'posts/sea/2014-03-05-call.md': '---\ntitle: A call\n---\nWords.\n',
      'posts/2014-03-06-port.md': '---\ntitle: A port\ntags: [ships]\nredirectFrom: /old/\n---\nWords.\n',
      'posts/2014-03-06-port.json': '{"lang": "de", "permalink": "/{{ page.fileSlug }}/"}',
    };
    const stories = (await itemsOf(markdown, inputOf(files))).filter((item) => item.kind === 'story');
    expect(
      stories.map(({ front: { title, authors, topics, language } }) => [title, authors, topics, language]),
    ).toEqual([
      ['A port', [{ name: 'Ada Example' }], [{ name: 'ships' }], 'de'],
      ['A call', [{ name: 'Bo Sample' }], [{ name: 'ports' }], 'nl'],
    ]);
    expect(stories[0]?.front.aliases).toEqual(['/old/', '/port/']);
  });

  it('splits tags at spaces where Jekyll did', async () => {
    const post = { '_posts/2014-03-05-call.md': '---\ntitle: A\ntags: storms ports\ncategory: The sea\n---\nWords.\n' };
    const topicsOf = async (files: Readonly<Record<string, string>>) =>
      (await itemsOf(markdown, inputOf(files))).flatMap((item) => (item.kind === 'story' ? [item.front.topics] : []));
    expect(await topicsOf({ ...post, '_config.yml': 'title: A\n' })).toEqual([
      [{ name: 'storms' }, { name: 'ports' }, { name: 'The sea' }],
    ]);
    expect(await topicsOf(post)).toEqual([[{ name: 'storms ports' }, { name: 'The sea' }]]);
  });

  it('takes what search engines are told where the page says nothing itself', async () => {
    const found = await story(
      'seo:\n  title: B\n  description: Ships came in.\n  priority: 1\ntitle: A\npubDatetime: 2014-03-05\ndate_updated: 2014-03-07\nmeta:\n  keywords: [ports]\ncanonical_link: https://port.example/a\nprimary_author: {name: Ada Example, slug: ada}',
    );
    expect(found.front).toEqual({
      title: 'A',
      date: '2014-03-05',
      updated: '2014-03-07',
      summary: 'Ships came in.',
      topics: [{ name: 'ports' }],
      authors: [{ name: 'Ada Example' }],
      original: { url: 'https://port.example/a' },
    });
    expect(fatesOf(found)).toContain('seo.priority (1): dropped, because a story has no such field');
  });

  it('knows tags of other names, and what stands for a summary or a picture in networks', async () => {
    const found = await story(
      'title: A\ndate: 2014-03-05\nlinkTags: [ports]\nmetaTags: [x]\nsocial_description: Ships came in.\nsocial_image: a.jpg\nsocial_image_alt: A crane\nredirectsFrom: [/old/]',
    );
    expect(found.front).toMatchObject({
      topics: [{ name: 'ports' }],
      summary: 'Ships came in.',
      images: [{ src: 'a.jpg', alt: 'A crane' }],
      aliases: ['/old/'],
    });
    expect(fatesOf(found)).toContain('metaTags (x): dropped, because a story has no such field');
  });

  it('knows drafts by key or folder', async () => {
    for (const matter of ['draft: true', 'published: false', 'status: pending'])
      expect((await story(`title: A\ndate: 2014-03-05\n${matter}`)).front.status).toBe('draft');
    expect((await story('title: A\ndate: 2014-03-05', 'Words.\n', '_drafts/a.md')).front.status).toBe('draft');
    expect((await story('title: A\ndate: 2014-03-05\ndraft: false')).front.status).toBeUndefined();
  });

  it('links translations by folder, file name or key', async () => {
    const file = (title: string): string => `---\ntitle: ${title}\ndate: 2014-03-05\n---\nWords.\n`;
    const input = inputOf({
      'news/call.md': file('A'),
      'es/news/call.md': file('B'),
      'news/call.pt-br.md': file('C'),
      'hi/news/port.md': `---\ntitle: D\ndate: 2014-03-05\nslug: port-hi\nlang: hi\n---\nWords.\n`,
    });
    const items = await itemsOf(markdown, input);
    expect(
      items.map(
        (item) => item.kind === 'story' && [item.place.file, item.front.language, item.translationKey, item.slug],
      ),
    ).toEqual([
      ['es/news/call.md', 'es', 'news/call.md', 'call'],
      ['hi/news/port.md', 'hi', 'news/port.md', 'port'],
      ['news/call.md', undefined, 'news/call.md', 'call'],
      ['news/call.pt-br.md', 'pt-BR', 'news/call.md', 'call'],
    ]);
  });

  it('reads Windows-1252 and Windows newlines', async () => {
    const found = await storyOf(markdown, {
      'a.md': Buffer.from('---\r\ntitle: A \x93call\x94\r\ndate: 2014-03-05\r\n---\r\nWords.\r\n', 'latin1'),
    });
    expect(found.front.title).toBe('A “call”');
    expect(fatesOf(found)).toContain('encoding: changed as body, read as Windows-1252 (first in line 2)');
  });

  it('tells a body of HTML from Markdown with some in it', async () => {
    const matter = 'title: A\ndate: 2014-03-05';
    expect((await story(matter, '<p>One</p>\n\n<p>Two</p>\n')).body.format).toBe('html');
    expect((await story(matter, '<div>One</div>\n\n## Two\n')).body.format).toBe('markdown');
    expect((await story(matter, 'Words.\n', 'a.html')).body.format).toBe('html');
  });

  it('reads what the site’s configuration says', async () => {
    const input = inputOf({
      '_config.yml': 'title: The Port Paper\nurl: https://port.example\nlang: en-GB\nemail: a@port.example\n',
      'a.md': '---\ntitle: A\ndate: 2014-03-05\n---\nWrite to {{ site.email }}.\n',
    });
    expect(await markdown.site?.(input, { language: 'en' })).toEqual({
      title: 'The Port Paper',
      url: 'https://port.example/',
      language: 'en-GB',
    });
    const items = await itemsOf(markdown, input);
    expect(items.find(({ kind }) => kind === 'story')).toMatchObject({
      body: { text: 'Write to a@port.example.\n', root: 'https://port.example/' },
    });
  });
});

describe('files that become no story', () => {
  it.each([
    [
      { 'a.md': '---\ntitle: A\n---\nWords.\n' },
      'undated',
      'Neither its front matter nor its name or folder gives a date.',
    ],
    [
      { 'a.md': '---\ntitle: A\nwords\n' },
      'unreadable',
      'Its front matter cannot be read: Its front matter begins with --- and never ends.',
    ],
    [{ 'a.md': Uint8Array.of(0, 1, 2, 0) }, 'unreadable', 'Its bytes are no text.'],
    [
      { 'a.md': Buffer.alloc(3 * 1024 * 1024, 'a') },
      'unreadable',
      'It has 3,145,728 bytes; a text may have 2,097,152.',
    ],
    [{ '_index.md': '---\ntitle: A\n---\n' }, 'not-a-story', 'It is the front page of a section.'],
    [{ 'a.html': '<html></html>' }, 'not-a-story', 'It is a page of HTML without front matter.'],
    [{ 'a.js': 'x' }, 'not-a-story', 'It is no text of a story (.js).'],
    [{ '_layouts/a.html': '---\n---\nx' }, 'not-a-story', 'It lies in a folder of the site’s generator.'],
    [{ 'a.png': 'x' }, 'not-a-story', 'It is a picture; stories that show it bring it along.'],
    [{ '2014-03-05-a.md': '' }, 'empty', 'It is empty.'],
  ])('%o is %s', async (files, reason, message) => {
    expect(await skippedOf(markdown, files as Record<string, string | Uint8Array>)).toMatchObject({ reason, message });
  });
});
