import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importer } from '../../../src/importers/feeds/feed.ts';
import { fatesOf, itemsOf, skippedOf, storiesOf, storyOf } from '../foreign-input.ts';
import { inputOf } from '../input.ts';

const RSS = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;"><!ENTITY xxe SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Courier</title><link>https://courier.example.org/</link><language>en-gb</language><lastBuildDate>Thu, 06 Mar 2014 10:00:00 GMT</lastBuildDate>
<item><title>AT&T & the quay&nbsp;&lol2;&xxe; 5 < 6</title><link>/2014/03/05/q</link><guid isPermaLink="false">q-1</guid><pubDate>Wed, 5 Mar 14 10:00:00 EST</pubDate><description>The quay is closed. [&#8230;]</description><author>jane@example.org (Jane Roe)</author><category>Harbour</category><enclosure url="https://courier.example.org/q.mp3" length="1" type="audio/mpeg"/></item>
<item><title>No date</title><link>https://courier.example.org/n</link><description>&lt;p&gt;Long &lt;b&gt;text&lt;/b&gt;&lt;/p&gt;&lt;p&gt;More&#146;s&#3;&lt;/p&gt;</description></item>
<item><title>Dup</title><link>https://courier.example.org/d</link><guid isPermaLink="false">q-1</guid></item>
`;

const rss = (items: string, more = ''): string =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier</title>${more}${items}</channel></rss>`;

describe('a feed in RSS', () => {
  it('is known by what it is, whatever namespaces and packing it has', async () => {
    const item = '<title>A</title><description>B</description><pubDate>Wed, 05 Mar 2014 10:00:00 GMT</pubDate>';
    const files = {
      'a-prefix.rss': `<rss version="2.0" xmlns:wp="https://courier.example.org/wp"><channel><item>${item}1</item></channel></rss>`,
      'b-namespace.rss': `<r:rss version="2.0" xmlns:r="http://backend.userland.com/rss2"><r:channel><r:item>${item.replaceAll('<', '<r:').replaceAll('<r:/', '</r:')}</r:item></r:channel></r:rss>`,
      'c-none.atom':
        '<feed><entry><id>x</id><title>C</title><published>2014-03-05T10:00:00Z</published></entry></feed>',
      'd-draft.atom':
        '<feed version="0.3" xmlns="https://example.com/echo#"><entry><id>y</id><title>D</title><issued>2014-03-05T10:00:00Z</issued></entry></feed>',
      'e.rss.gz': gzipSync(rss(`<item>${item}</item>`)),
    };
    expect(await importer.recognizes(inputOf(files))).toBe(1);
    const utf32 = Buffer.from(Uint32Array.from('\uFEFF<rss>', (character) => character.codePointAt(0) ?? 0).buffer);
    const items = await itemsOf(importer, {
      ...files,
      'f.zip': 'PK\u0003\u0004…',
      'g.xml': utf32,
    });
    expect(items.map(({ place, name, kind }) => `${place.file} ${name} ${kind}`)).toMatchInlineSnapshot(`
      [
        "a-prefix.rss A story",
        "b-namespace.rss A story",
        "c-none.atom C story",
        "d-draft.atom D story",
        "e.rss.gz A story",
        "f.zip f.zip skipped",
        "g.xml g.xml skipped",
      ]
    `);
    expect(skippedOf(items)).toMatchInlineSnapshot(`
      [
        "f.zip: f.zip [not-a-story] It is a ZIP archive: unpack it, and import what is in it.",
        "g.xml: g.xml [not-a-story] It is no text, or one in an encoding that is not read: save it as UTF-8.",
      ]
    `);
  });

  it('gives its items though it is broken, hostile and cut off, and tells the fate of every field', async () => {
    const items = await itemsOf(importer, { 'a.rss': RSS });
    const stories = Object.values(storiesOf(items));
    expect(stories.map(({ front, body }) => ({ ...front, body: body.text }))).toMatchInlineSnapshot(`
      [
        {
          "authors": [
            {
              "name": "Jane Roe",
            },
          ],
          "body": "The quay is closed. […]
      <p><a href="https://courier.example.org/q.mp3">https://courier.example.org/q.mp3</a></p>",
          "date": "2014-03-05T10:00:00-05:00",
          "id": "q-1",
          "language": "en-GB",
          "original": {
            "publisher": "Courier",
            "url": "https://courier.example.org/2014/03/05/q",
          },
          "title": "AT&T & the quay &lol2;&xxe; 5 < 6",
          "topics": [
            {
              "name": "Harbour",
            },
          ],
        },
        {
          "body": "<p>Long <b>text</b></p><p>More’s</p>",
          "date": "2014-03-06T10:00:00Z",
          "language": "en-GB",
          "original": {
            "publisher": "Courier",
            "url": "https://courier.example.org/n",
          },
          "title": "No date",
        },
      ]
    `);
    expect(stories.map(fatesOf)).toMatchInlineSnapshot(`
      [
        [
          "title → title",
          "link → original",
          "guid → id",
          "pubDate → date",
          "author → authors, changed: freed of an address of e-mail",
          "category → topics",
          "enclosure → body, changed: written as a link below the text",
          "description → body, proposed: taken though the feed seems to give the beginning of the text alone",
          "(feed) language → language",
          "(DOCTYPE) left out: declarations of a document are not read, so its entities stay as they are written",
          "(entities) left out: an entity that is not one of HTML has no known meaning, so it stays as it is written",
        ],
        [
          "title → title",
          "link → original",
          "(date) → date, proposed: set to the date of the feed, since the item has none",
          "description → body",
          "(feed) language → language",
          "(control characters) left out: no text may hold them",
        ],
      ]
    `);
    expect(skippedOf(items)).toMatchInlineSnapshot(`
      [
        "a.rss:7 Dup [duplicate] It stands in a.rss:5 too.",
        "a.rss:8 a.rss [unreadable] The file ends before </channel>: it is cut off.",
      ]
    `);
  });

  it('prefers the whole text, and takes the description for a summary where it is another', async () => {
    const of = async (description: string): Promise<(string | undefined)[]> => {
      const story = storyOf(
        await itemsOf(importer, {
          'a.rss': rss(
            `<item><title>T</title><pubDate>5 Mar 2014 10:00 GMT</pubDate><description>${description}</description><content:encoded><![CDATA[<p>The quay is closed today.</p>]]></content:encoded></item>`,
          ),
        }),
      );
      return [story.body.text, story.front.summary];
    };
    expect(await of('Ships wait.')).toEqual(['<p>The quay is closed today.</p>', 'Ships wait.']);
    expect(await of('The quay is […]')).toEqual(['<p>The quay is closed today.</p>', undefined]);
  });

  it('reads dates as feeds write them', async () => {
    const dateOf = async (date: string): Promise<string | undefined> =>
      storyOf(await itemsOf(importer, { 'a.rss': rss(`<item><title>T</title>${date}</item>`) })).front.date;
    expect(await dateOf('<pubDate>Wed, 05 Mar 2014 10:00:00 +0530</pubDate>')).toBe('2014-03-05T10:00:00+05:30');
    expect(await dateOf('<pubDate>Wed, 5 Mar 14 10:00 EST</pubDate>')).toBe('2014-03-05T10:00:00-05:00');
    expect(await dateOf('<pubDate>05 Mar 99 10:00:00 GMT</pubDate>')).toBe('1999-03-05T10:00:00Z');
    expect(await dateOf('<dc:date>2014-03-05T10:00-05:00</dc:date>')).toBe('2014-03-05T10:00:00-05:00');
    expect(await dateOf('<pubDate>2014-03-05 10:00:00</pubDate>')).toBe('2014-03-05');
    expect(await dateOf('<pubDate>soon</pubDate><link>https://c.example.org/2014/03/05/t</link>')).toBe('2014-03-05');
    expect(skippedOf(await itemsOf(importer, { 'a.rss': rss('<item><title>T</title></item>') }))).toEqual([
      'a.rss:1 T [undated] Neither the item nor its feed has a date.',
    ]);
  });

  it('says which texts seem to be cut off', async () => {
    const fate = async (description: string): Promise<string | undefined> =>
      storyOf(
        await itemsOf(importer, {
          'a.rss': rss(
            `<item><title>T</title><pubDate>2014-03-05</pubDate><description><![CDATA[${description}]]></description></item>`,
          ),
        }),
      ).fates.find(({ field }) => field === 'description')?.fate;
    const long = `<p>${'The quay is closed today. '.repeat(30)}`;
    expect(await fate(`${long}</p>`)).toBe('kept');
    expect(await fate(`${long} and […]</p>`)).toBe('proposed');
    expect(await fate(`${long} <a href="https://example.org">Read more »</a></p>`)).toBe('proposed');
    expect(await fate(`${long}…</p><p>The post T appeared first on Courier.</p>`)).toBe('proposed');
    expect(await fate('The quay is closed.')).toBe('proposed');
  });

  it('makes one story of what stands in several feeds', async () => {
    const one = rss(
      '<item><title>T</title><link>https://c.example.org/t</link><guid>https://c.example.org/t</guid><pubDate>2014-03-05</pubDate></item>',
    );
    const other = rss(
      '<item><title>T</title><link>https://c.example.org/t/</link><guid isPermaLink="false">77</guid><pubDate>2014-03-05</pubDate></item>',
    );
    expect(skippedOf(await itemsOf(importer, { 'a.rss': one, 'b.rss': other, 'c.txt': 'x' }))).toEqual([
      'b.rss:1 T [duplicate] It stands in a.rss:1 too.',
      'c.txt: c.txt [not-a-story] It is no feed.',
    ]);
  });

  it('is read in RSS 1.0 and 0.91 too', async () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://c.example.org/"><title>Courier</title><link>https://c.example.org/</link></channel><item rdf:about="https://c.example.org/1"><title>One</title><link>https://c.example.org/1</link><dc:date>2004-03-05</dc:date><dc:creator>Jane Roe</dc:creator><dc:subject>Tides</dc:subject></item></rdf:RDF>`;
    const old =
      '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>C</title><pubDate>Fri, 05 Mar 1999 10:00:00 GMT</pubDate><item><title>Two</title><link>https://c.example.org/2</link></item></channel></rss>';
    const { One, Two } = storiesOf(await itemsOf(importer, { '1.rdf': rdf, '2.rss': old }));
    expect([One?.front.date, One?.front.authors, One?.front.topics]).toEqual([
      '2004-03-05',
      [{ name: 'Jane Roe' }],
      [{ name: 'Tides' }],
    ]);
    expect(Two?.front.date).toBe('1999-03-05T10:00:00Z');
    expect(await importer.recognizes(inputOf({ '1.rdf': rdf, '2.rss': old }))).toBe(1);
  });

  it('divides bylines and lists, and leaves out what FeedBurner puts under a text', async () => {
    const story = storyOf(
      await itemsOf(importer, {
        'a.rss': rss(
          `<item><title>A</title><pubDate>Wed, 05 Mar 2014 10:00:00 GMT</pubDate><dc:creator>Jane Roe, John Doe and Ann Poe</dc:creator>
<category>Tides,Ships,Ice</category><category>Harbours, old and new</category>
<description><![CDATA[<p>The quay is closed.</p><div class="feedflare"><a href="http://feeds.example.org/~ff/a?a=1"><img src="http://feeds.example.org/~ff/a?d=1" border="0"></a></div>]]></description></item>`,
        ),
      }),
    );
    const { front, body } = story;
    expect(fatesOf(story)).toContain(
      'links of FeedBurner in the text left out: they lead to other services, and are no part of it',
    );
    const names = [front.authors, front.topics].map((list) => list?.map(({ name }) => name));
    expect([...names, body.text]).toEqual([
      ['Jane Roe', 'John Doe', 'Ann Poe'],
      ['Tides', 'Ships', 'Ice', 'Harbours, old and new'],
      '<p>The quay is closed.</p>',
    ]);
  });

  it('has paragraphs where blank lines alone part the words of a text', async () => {
    const text = async (description: string): Promise<string> =>
      storyOf(
        await itemsOf(importer, {
          'a.rss': rss(`<item><title>A</title><pubDate>Wed, 05 Mar 2014 10:00:00 GMT</pubDate>${description}</item>`),
        }),
      ).body.text;
    expect(await text('<description>One\ntwo\n \n\nthree &amp;amp; four</description>')).toBe(
      '<p>One\ntwo</p>\n<p>three &amp; four</p>',
    );
    expect(await text('<description>One\ntwo</description>')).toBe('One\ntwo');
    expect(await text('<description>&lt;b&gt;One&lt;/b&gt;\n\ntwo</description>')).toBe('<b>One</b>\n\ntwo');
  });

  it('leads from old addresses to the stories of the feed’s own site, where the feed is all that is imported', async () => {
    const item = (link: string): string =>
      `<item><title>A ${link}</title><link>${link}</link><pubDate>Wed, 05 Mar 2014 10:00:00 GMT</pubDate><description>B</description></item>`;
    const feed = rss(
      ['https://www.courier.example.org/2014/a.html', 'https://other.example.org/b', '/c?id=3'].map(item).join(''),
      '<link>https://courier.example.org/</link>',
    );
    const aliases = async (input: ReturnType<typeof inputOf>): Promise<unknown[]> => {
      const found: unknown[] = [];
      for await (const one of importer.items(input, { language: 'en' }))
        found.push(one.kind === 'story' && one.front.aliases);
      return found;
    };
    const folder = inputOf({ 'a.rss': feed });
    expect(await aliases(folder)).toEqual([undefined, undefined, undefined]);
    expect(await aliases({ ...folder, isFolder: false })).toEqual([['/2014/a.html'], undefined, undefined]);
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ id: 'a', url: 'https://courier.example.org/a', title: 'A', date_published: '2014-03-05T10:00:00Z' }],
      home_page_url: 'https://courier.example.org/',
    };
    const jsonFolder = inputOf({ 'a.json': JSON.stringify(json) });
    expect(await aliases(jsonFolder)).toEqual([undefined]);
    expect(await aliases({ ...jsonFolder, isFolder: false })).toEqual([['/a']]);
  });
});

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://c.example.org/blog/"><title>Courier</title><updated>2014-03-07T00:00:00Z</updated><author><name>The desk</name></author>
<entry><id>tag:c.example.org,2014:1</id><title type="html">Quay &amp;amp; &lt;b&gt;pier&lt;/b&gt;</title><link href="../2014/quay"/><link rel="enclosure" href="/q.ogg" type="audio/ogg"/><published>2014-03-05T10:00:00+01:00</published><updated>2014-03-06T10:00:00+01:00</updated><category term="tide" label="Tides"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A &lt; B<br/>C</p></div></content></entry>
<entry><id>tag:c.example.org,2014:2</id><title>1 &lt; 2</title><updated>2014-03-06T10:00:00Z</updated><author><name>Jane Roe</name></author><content>Plain &lt;words&gt;</content></entry></feed>`;

describe('a feed in Atom', () => {
  it('gives its entries, with texts of every type and addresses in full', async () => {
    const stories = Object.values(storiesOf(await itemsOf(importer, { 'a.atom': ATOM })));
    expect(stories.map(({ front, body }) => ({ ...front, body: body.text }))).toMatchInlineSnapshot(`
      [
        {
          "authors": [
            {
              "name": "The desk",
            },
          ],
          "body": "<div><p>A &lt; B<br>C</p></div>
      <p><a href="https://c.example.org/q.ogg">https://c.example.org/q.ogg</a></p>",
          "date": "2014-03-05T10:00:00+01:00",
          "id": "tag:c.example.org,2014:1",
          "language": "de",
          "original": {
            "publisher": "Courier",
            "url": "https://c.example.org/2014/quay",
          },
          "title": "Quay & pier",
          "topics": [
            {
              "name": "Tides",
            },
          ],
          "updated": "2014-03-06T10:00:00+01:00",
        },
        {
          "authors": [
            {
              "name": "Jane Roe",
            },
          ],
          "body": "Plain &lt;words&gt;",
          "date": "2014-03-06T10:00:00Z",
          "id": "tag:c.example.org,2014:2",
          "language": "de",
          "title": "1 < 2",
        },
      ]
    `);
    expect(stories[0] && fatesOf(stories[0])).toMatchInlineSnapshot(`
      [
        "title → title",
        "link → original",
        "id → id",
        "published → date",
        "updated → updated",
        "(feed) author → authors",
        "category → topics",
        "link (enclosure) → body, changed: written as a link below the text",
        "content → body",
        "(feed) language → language",
      ]
    `);
  });

  it('is read in Atom 0.3 too', async () => {
    const old =
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>C</title><entry><id>1</id><title>T</title><issued>2004-03-05T10:00:00Z</issued><modified>2004-03-06T10:00:00Z</modified><content type="text/html" mode="escaped">&lt;p&gt;Words&lt;/p&gt;</content></entry></feed>';
    const story = storyOf(await itemsOf(importer, { 'a.atom': old }));
    expect([story.front.date, story.front.updated, story.body.text]).toEqual([
      '2004-03-05T10:00:00Z',
      '2004-03-06T10:00:00Z',
      '<p>Words</p>',
    ]);
  });

  it('has the address that FeedBurner took the place of', async () => {
    const { front } = storyOf(
      await itemsOf(importer, {
        'a.atom': `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><entry><id>x</id><title>A</title><updated>2014-03-05T10:00:00Z</updated><link rel="alternate" href="http://feedproxy.example.org/~r/a/1"/><summary>B</summary><feedburner:origLink>https://courier.example.org/a</feedburner:origLink></entry></feed>`,
      }),
    );
    expect(front.original?.url).toBe('https://courier.example.org/a');
  });
});

describe('a JSON Feed', () => {
  it('gives its items', async () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Courier',
      language: 'en',
      items: [
        {
          id: '1',
          url: 'https://c.example.org/1',
          title: 'One',
          content_html: '<p>The quay is closed.</p>',
          date_published: '2014-03-05T10:00:00Z',
          tags: ['Tides'],
          authors: [{ name: 'Jane Roe' }],
          image: 'https://c.example.org/1.jpg',
          attachments: [{ url: 'https://c.example.org/1.mp3', mime_type: 'audio/mpeg' }],
        },
        { id: '2', content_text: 'No date here.' },
      ],
    };
    const items = await itemsOf(importer, { 'feed.json': JSON.stringify(feed) });
    const story = storyOf(items);
    expect(story.front).toMatchInlineSnapshot(`
      {
        "authors": [
          {
            "name": "Jane Roe",
          },
        ],
        "date": "2014-03-05T10:00:00Z",
        "id": "1",
        "original": {
          "publisher": "Courier",
          "url": "https://c.example.org/1",
        },
        "title": "One",
        "topics": [
          {
            "name": "Tides",
          },
        ],
      }
    `);
    expect(fatesOf(story)).toMatchInlineSnapshot(`
      [
        "title → title",
        "url → original",
        "id → id",
        "date_published → date",
        "authors → authors",
        "tags → topics",
        "(feed) language → language",
        "content_html → body",
        "image ‹https://c.example.org/1.jpg› left out: the picture or file is not part of the feed",
        "attachments → body, changed: written as links below the text",
      ]
    `);
    expect(skippedOf(items)).toEqual(['feed.json: No date here. [undated] None of its dates is one.']);
  });
});
