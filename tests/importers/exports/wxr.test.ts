import { describe, expect, it } from 'vitest';
import { importer } from '../../../src/importers/exports/wxr.ts';
import type { StoryItem, TermDraft } from '../../../src/importers/foreign.ts';
import { fatesOf, itemsOf, skippedOf, storiesOf, storyOf } from '../foreign-input.ts';
import { inputOf } from '../input.ts';

const SITE = String.raw`<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Northport Courier</title><link>https://courier.example.org</link><description>News of the quay</description>
<language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[jroe]]></wp:author_login><wp:author_display_name><![CDATA[Jane Roe]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>harbour</wp:category_nicename><wp:cat_name><![CDATA[Harbour]]></wp:cat_name><wp:category_description><![CDATA[Ships & tides.]]></wp:category_description></wp:category>
<item><title><![CDATA[Quay &amp; pier closed]]></title><link>https://courier.example.org/2014/03/05/quay-closed/</link><pubDate>Wed, 05 Mar 2014 04:30:00 +0000</pubDate><dc:creator><![CDATA[jroe]]></dc:creator><guid isPermaLink="false">https://courier.example.org/?p=10</guid><description></description>
<content:encoded><![CDATA[The quay is closed.
It opens on Monday.

<!--more-->
[caption id="attachment_7" align="aligncenter" width="300"]<a href="https://courier.example.org/q.jpg"><img src="https://courier.example.org/q-300.jpg" alt="The quay" /></a> The quay, <em>empty</em>[/caption]

[embed]https://twitter.com/NorthportQuay/status/441000000000000000[/embed]

<blockquote>We are sorry.

So sorry.</blockquote>
[gallery ids="7,8"]
[contact-form-7 id="12" title="Write to us"]]]></content:encoded>
<excerpt:encoded><![CDATA[The <b>quay</b> is closed.]]></excerpt:encoded>
<wp:post_id>10</wp:post_id><wp:post_date>2014-03-05 10:00:00</wp:post_date><wp:post_date_gmt>2014-03-05 04:30:00</wp:post_date_gmt><wp:comment_status>open</wp:comment_status><wp:post_name>quay-closed</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password><wp:is_sticky>1</wp:is_sticky>
<category domain="category" nicename="harbour"><![CDATA[Harbour]]></category><category domain="post_tag" nicename="tide"><![CDATA[Tides]]></category><category domain="region" nicename="n"><![CDATA[North]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[7]]></wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>Sad</wp:comment_content></wp:comment><wp:comment><wp:comment_id>2</wp:comment_id></wp:comment><wp:comment><wp:comment_id>3</wp:comment_id></wp:comment></item>
<item><title>q</title><wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://courier.example.org/q.jpg</wp:attachment_url></item>
<item><title>r</title><wp:post_id>8</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://courier.example.org/r.jpg</wp:attachment_url></item>
<item><title>About</title><link>https://courier.example.org/about/</link><wp:post_type>page</wp:post_type></item>
<item><title>Blocks</title><link>https://courier.example.org/blocks/</link><content:encoded><![CDATA[<!-- wp:paragraph -->
<p>First.</p>
<!-- /wp:paragraph -->

<!-- wp:embed {"url":"https://example.org/v"} -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=AAAAAAAAAAA
</div></figure>
<!-- /wp:embed -->
<!-- wp:latest-posts {"a":1} /-->]]></content:encoded><wp:post_date>2030-03-05 10:00:00</wp:post_date><wp:post_date_gmt>2030-03-05 10:00:00</wp:post_date_gmt><wp:status>future</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>Secret</title><content:encoded><![CDATA[Words]]></content:encoded><wp:post_date>2014-03-05 10:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password>hunter2</wp:post_password></item>
<item><title>Cut
`;

/** An export with one post, of fields beside its title, dates and type. */
const withPost = (
  fields: string,
): string => `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><item><title>Post</title><wp:post_date>2014-03-05 10:00:00</wp:post_date><wp:post_date_gmt>2014-03-05 10:00:00</wp:post_date_gmt><wp:post_type>post</wp:post_type>${fields}</item></channel></rss>`;

describe('an export of WordPress', () => {
  it('gives a post with all that it says, and tells the fate of every field once', async () => {
    const items = await itemsOf(importer, { 'site.xml': SITE });
    const story = storiesOf(items)['Quay & pier closed'];
    expect(story?.front).toMatchInlineSnapshot(`
      {
        "aliases": [
          "/2014/03/05/quay-closed/",
        ],
        "authors": [
          {
            "name": "Jane Roe",
          },
        ],
        "date": "2014-03-05T10:00:00+05:30",
        "id": "https://courier.example.org/?p=10",
        "language": "en-US",
        "original": {
          "publisher": "Northport Courier",
          "url": "https://courier.example.org/2014/03/05/quay-closed/",
        },
        "summary": "The quay is closed.",
        "title": "Quay & pier closed",
        "topics": [
          {
            "name": "Harbour",
          },
          {
            "name": "Tides",
          },
        ],
      }
    `);
    expect(story?.body.text).toMatchInlineSnapshot(`
      "<p>The quay is closed.<br>
      It opens on Monday.</p>
      <figure><a href="https://courier.example.org/q.jpg"><img src="https://courier.example.org/q-300.jpg" alt="The quay" /></a><figcaption>The quay, <em>empty</em></figcaption>
      </figure>
      <p><a href="https://twitter.com/NorthportQuay/status/441000000000000000">https://twitter.com/NorthportQuay/status/441000000000000000</a></p>
      <blockquote><p>We are sorry.</p>
      <p>So sorry.</p>
      </blockquote>
      <figure><img src="https://courier.example.org/q.jpg" alt=""></figure>
      <figure><img src="https://courier.example.org/r.jpg" alt=""></figure>
      <p>[contact-form-7 id="12" title="Write to us"]</p>"
    `);
    expect(story && fatesOf(story)).toMatchInlineSnapshot(`
      [
        "title → title",
        "wp:post_date → date",
        "wp:post_date_gmt → date (its zone)",
        "pubDate left out: wp:post_date says the same",
        "link → original, aliases",
        "wp:status → status",
        "wp:post_password left out: it is empty",
        "dc:creator → authors, changed: written as the name that readers saw",
        "excerpt:encoded → summary",
        "description left out: it is empty",
        "category (category) → topics",
        "category (post_tag) → topics",
        "category (region) ‹North› left out: a story has no such field",
        "(channel) language → language",
        "content:encoded → body, changed: written without its shortcodes [caption], [embed], [gallery]; left with what may be shortcodes that are not known: [contact-form-7]",
        "guid → id",
        "wp:post_name → slug",
        "wp:postmeta ‹_thumbnail_id: https://courier.example.org/q.jpg› left out: its picture is named in the export, and not part of it",
        "wp:comment ‹3 comments› left out: comments are no part of a story",
        "wp:is_sticky left out: no story stays on top of others",
        "wp:post_id left out: it means nothing outside the program that wrote it",
        "wp:comment_status left out: it means nothing outside the program that wrote it",
        "wp:post_type left out: it means nothing outside the program that wrote it",
      ]
    `);
    expect([story?.slug, story?.body.base]).toEqual([
      'quay-closed',
      'https://courier.example.org/2014/03/05/quay-closed/',
    ]);
  });

  it('names everything that becomes no story', async () => {
    expect(skippedOf(await itemsOf(importer, { 'site.xml': SITE, 'notes.txt': 'Nothing' }))).toMatchInlineSnapshot(`
      [
        "notes.txt: notes.txt [not-a-story] It is no export of WordPress, Blogger or Ghost.",
        "site.xml:28 q [not-a-story] It is a picture or another file.",
        "site.xml:29 r [not-a-story] It is a picture or another file.",
        "site.xml:30 About [empty] It is a page without words of its own, such as a list of posts.",
        "site.xml:42 site.xml [unreadable] The file ends in line 43 before this ends.",
      ]
    `);
  });

  it('takes pages that stand by themselves for documents, for an editor to look at', async () => {
    const page = withPost('<content:encoded><![CDATA[We are the Courier.]]></content:encoded>').replace(
      '>post<',
      '>page<',
    );
    const story = storyOf(await itemsOf(importer, { 'a.xml': page }));
    expect([story.front.title, story.front.date, story.front.type]).toEqual([
      'Post',
      '2014-03-05T10:00:00Z',
      'document',
    ]);
    expect(fatesOf(story)).toContain(
      'wp:post_type → type, proposed: taken for a document, since it is a page that stands by itself',
    );
    const form = withPost('').replace('>post<', '>feedback<');
    expect(skippedOf(await itemsOf(importer, { 'a.xml': form }))).toEqual([
      'a.xml:2 Post [not-a-story] It is a message sent through a form.',
    ]);
  });

  it('publishes nothing that was not public: what is planned waits, what a password kept is a draft, and the password stays out', async () => {
    const items = await itemsOf(importer, { 'site.xml': SITE });
    const { Blocks, Secret } = storiesOf(items);
    expect([Blocks?.front.embargo, Blocks?.front.status]).toEqual(['2030-03-05T10:00:00Z', undefined]);
    expect([Secret?.front.date, Secret?.front.status]).toEqual(['2014-03-05', 'draft']);
    expect(JSON.stringify(items)).not.toContain('hunter2');
    for (const status of ['draft', 'pending', 'private']) {
      const story = storyOf(await itemsOf(importer, { 'a.xml': withPost(`<wp:status>${status}</wp:status>`) }));
      expect(story.front.status, status).toBe('draft');
    }
    const binned = await itemsOf(importer, { 'a.xml': withPost('<wp:status>trash</wp:status>') });
    expect(skippedOf(binned)).toEqual(['a.xml:2 Post [cancelled] It was in the bin.']);
  });

  it('reads types that a paper made for its texts, and names the others', async () => {
    const typed = (type: string): string => withPost('').replace('>post<', `>${type}<`);
    expect(storyOf(await itemsOf(importer, { 'a.xml': typed('press_release') })).name).toBe('Post');
    expect(skippedOf(await itemsOf(importer, { 'a.xml': typed('shop_order') }))).toEqual([
      'a.xml:2 Post [not-a-story] It is of the type “shop_order”, which the site made for itself.',
    ]);
  });

  it('takes no longer for a text of beginnings without ends', { timeout: 30_000 }, async () => {
    for (const piece of [
      '<!--',
      '<!-- wp:a ',
      '<!--more',
      '<script>',
      '<div></p>',
      '[embed ',
      '[caption "',
      '[abc a=',
      ' ',
      '\n ',
      '<br ',
      '&',
      ',',
      '…',
      '<p ',
    ]) {
      const text = piece.repeat(Math.floor(1_000_000 / piece.length));
      const items = await itemsOf(importer, {
        'a.xml': withPost(
          `<content:encoded><![CDATA[${text}]]></content:encoded><excerpt:encoded xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><![CDATA[${text}]]></excerpt:encoded>`,
        ),
      });
      expect(items, piece).toHaveLength(1);
    }
  });

  it('links translations that Polylang has linked', async () => {
    const fields =
      '<category domain="language" nicename="fr">Français</category><category domain="post_translations" nicename="pll_5">pll_5</category>';
    const story = storyOf(await itemsOf(importer, { 'a.xml': withPost(fields) }));
    expect([story.front.language, story.translationKey, story.front.topics]).toEqual(['fr', 'pll_5', undefined]);
  });

  it('tells the zone from its two times, and cuts to a day where they disagree', async () => {
    const at = async (local: string, utc: string): Promise<string | undefined> =>
      storyOf(
        await itemsOf(importer, {
          'a.xml': withPost('')
            .replace('_gmt>2014-03-05 10:00:00', `_gmt>${utc}`)
            .replace('_date>2014-03-05 10:00:00', `_date>${local}`),
        }),
      ).front.date;
    expect(await at('2014-03-05 10:00:00', '2014-03-05 15:00:00')).toBe('2014-03-05T10:00:00-05:00');
    expect(await at('2014-03-05 23:30:00', '2014-03-05 18:00:00')).toBe('2014-03-05T23:30:00+05:30');
    expect(await at('2014-03-05 10:00:00', '2014-03-04 10:00:00')).toBe('2014-03-05');
    expect(await at('2014-03-05 10:00:00', '0000-00-00 00:00:00')).toBe('2014-03-05');
  });

  it('has its described categories for the registry, and a name for the site', async () => {
    const terms: TermDraft[] = [];
    for await (const term of importer.terms?.(inputOf({ 'site.xml': SITE }), { language: 'en' }) ?? [])
      terms.push(term);
    expect(terms).toEqual([{ kind: 'topics', name: 'Harbour', description: 'Ships & tides.' }]);
    expect(await importer.site?.(inputOf({ 'site.xml': SITE }), { language: 'en' })).toEqual({
      title: 'Northport Courier',
      url: 'https://courier.example.org',
      description: 'News of the quay',
      language: 'en-US',
    });
    expect(await importer.recognizes(inputOf({ 'site.xml': SITE }))).toBe(1);
    expect(await importer.recognizes(inputOf({ 'a.rss': '<rss version="2.0"><channel/></rss>' }))).toBe(0);
  });

  it('keeps words of a text in the old manner in paragraphs', async () => {
    const body = async (text: string): Promise<string> =>
      storyOf(await itemsOf(importer, { 'a.xml': withPost(`<content:encoded><![CDATA[${text}]]></content:encoded>`) }))
        .body.text;
    expect(await body('One\n\nTwo\nthree\n\n<ul>\n<li>A</li>\n<li>B</li>\n</ul>\nFour <pre>a\n\nb</pre>'))
      .toMatchInlineSnapshot(`
      "<p>One</p>
      <p>Two<br>
      three</p>
      <ul>
      <li>A</li>

      <li>B</li>

      </ul>
      <p>Four</p>
      <pre>a

      b</pre>"
    `);
    expect(await body('[video mp4="https://example.org/v.mp4"][/video] [youtube AAAAAAAAAAA] [sic] [a](b)'))
      .toMatchInlineSnapshot(`
      "<p><a href="https://example.org/v.mp4">https://example.org/v.mp4</a></p>
      <p><a href="https://www.youtube.com/watch?v=AAAAAAAAAAA">https://www.youtube.com/watch?v=AAAAAAAAAAA</a></p>
      <p>[sic] [a](b)</p>"
    `);
    expect(await body('<table>\n<tr>\n<td>1\n2</td>\n</tr>\n</table>\n\nEnd')).toMatchInlineSnapshot(`
      "<table>
      <tr>
      <td>1<br>
      2</td>

      </tr>

      </table>
      <p>End</p>"
    `);
  });

  it('shows the pictures of galleries that the export names, and tells of others', async () => {
    const attachment = (id: number, parent: number, url: string): string =>
      `<item><title>q</title><wp:post_id>${id}</wp:post_id><wp:post_parent>${parent}</wp:post_parent><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://example.org/${url}</wp:attachment_url></item>`;
    const items = await itemsOf(importer, {
      'a.xml': withPost(
        '<wp:post_id>1</wp:post_id><content:encoded><![CDATA[A [gallery columns="2"] B [gallery ids="7, 9"] C [playlist]]]></content:encoded>',
      ).replace('</channel>', `${attachment(7, 1, 'q.jpg')}${attachment(8, 1, 's.mp3')}</channel>`),
    });
    const story = storyOf(items);
    expect(story.body.text).toMatchInlineSnapshot(`
      "<p>A</p>
      <figure><img src="https://example.org/q.jpg" alt=""></figure>
      <p>B</p>
      <figure><img src="https://example.org/q.jpg" alt=""></figure>
      <p>C</p>
      <p><a href="https://example.org/s.mp3">https://example.org/s.mp3</a></p>"
    `);
    expect(fatesOf(story).filter((fate) => /galler/u.test(fate))).toMatchInlineSnapshot(`
      [
        "content:encoded → body, changed: written without its shortcodes [gallery], [playlist]",
        "gallery in the text ‹[gallery ids="7, 9"]› left out: the export does not name its pictures",
      ]
    `);
  });

  it('keeps code between shortcodes as code', async () => {
    const body = async (text: string): Promise<string> =>
      storyOf(await itemsOf(importer, { 'a.xml': withPost(`<content:encoded><![CDATA[${text}]]></content:encoded>`) }))
        .body.text;
    expect(await body('See:\n[sourcecode language="php"]\n<?php\n\n$a[gallery] = 1 && 2;\n[/sourcecode]\nEnd')).toBe(
      '<p>See:</p>\n<pre><code class="language-php">&lt;?php\n\n$a&#91;gallery] = 1 &amp;&amp; 2;</code></pre>\n<p>End</p>',
    );
    expect(await body('[ccnLe_java]if (a &lt; b) c();[/ccnLe_java]')).toBe(
      '<pre><code class="language-java">if (a &lt; b) c();</code></pre>',
    );
    expect(await body('[code]a < b[/code] [c] and [text] are words')).toBe(
      '<pre><code>a &lt; b</code></pre>\n<p>[c] and [text] are words</p>',
    );
  });

  it('reads the words of titles without their markup, and makes a title of the first line where there is none', async () => {
    const title = async (fields: string): Promise<string | undefined> =>
      storyOf(await itemsOf(importer, { 'site.xml': withPost(fields).replace('<title>Post</title>', '') })).front.title;
    expect(await title('<title><![CDATA[The <b>har</b>bour, 30 ft<sup>2</sup><br/>closed]]></title>')).toBe(
      'The harbour, 30 ft2 closed',
    );
    const words = '<content:encoded><![CDATA[<p><b>Open day at the quay</b></p><p>Come all</p>]]></content:encoded>';
    expect(await title(words)).toBe('Open day at the quay');
    expect(await title(words.replace('Open day at the quay', 'Today'))).toBe('Today Come all');
  });
});

const BLOGGER = `<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#' xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.com,1999:blog-1.archive</id><title type='text'>Quay notes</title><generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>
<entry><id>tag:blogger.com,1999:blog-1.settings.A</id><published>2014-01-01T00:00:00.000Z</published><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#settings'/><title type='text'>A setting</title><content type='text'>x</content></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2014-03-05T10:00:00.001+05:30</published><updated>2014-03-07T10:00:00.001+05:30</updated><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/><category scheme='http://www.blogger.com/atom/ns#' term='Tides'/><title type='text'>High water</title><content type='html'>&lt;p&gt;The water is high.&lt;/p&gt;</content><link rel='replies' type='text/html' href='https://q.example.org/2014/03/high-water.html#comment-form' title='2 Comments'/><link rel='alternate' type='text/html' href='https://q.example.org/2014/03/high-water.html' title='High water'/><author><name>Jane Roe</name><email>noreply@blogger.com</email></author><thr:total>2</thr:total></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-3</id><published>2014-03-05T10:00:00.001+05:30</published><app:control><app:draft>yes</app:draft></app:control><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/><title type='text'></title><content type='html'>Half a thought about the tide</content></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-4</id><published>2014-03-06T10:00:00.001+05:30</published><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#comment'/><title type='text'>Nice</title><content type='html'>Nice</content></entry></feed>`;

describe('an export of Blogger', () => {
  it('takes pages that stand by themselves for documents', async () => {
    const stories = storiesOf(await itemsOf(importer, { 'blog.xml': BLOGGER.replace('kind#comment', 'kind#page') }));
    expect(stories['Nice']?.front.type).toBe('document');
    expect(stories['High water']?.front.type).toBeUndefined();
  });

  it('gives posts and drafts, and names comments and settings', async () => {
    const items = await itemsOf(importer, { 'blog.xml': BLOGGER });
    const stories = Object.values(storiesOf(items));
    expect(stories.map(({ front, slug, body }) => ({ front, slug, text: body.text }))).toMatchInlineSnapshot(`
      [
        {
          "front": {
            "aliases": [
              "/2014/03/high-water.html",
            ],
            "authors": [
              {
                "name": "Jane Roe",
              },
            ],
            "date": "2014-03-05T10:00:00.001+05:30",
            "id": "tag:blogger.com,1999:blog-1.post-2",
            "original": {
              "publisher": "Quay notes",
              "url": "https://q.example.org/2014/03/high-water.html",
            },
            "title": "High water",
            "topics": [
              {
                "name": "Tides",
              },
            ],
            "updated": "2014-03-07T10:00:00.001+05:30",
          },
          "slug": "high-water",
          "text": "<p>The water is high.</p>",
        },
        {
          "front": {
            "date": "2014-03-05T10:00:00.001+05:30",
            "id": "tag:blogger.com,1999:blog-1.post-3",
            "status": "draft",
            "title": "Half a thought about the tide",
          },
          "slug": undefined,
          "text": "Half a thought about the tide",
        },
      ]
    `);
    expect(stories[0] && fatesOf(stories[0])).toMatchInlineSnapshot(`
      [
        "title → title",
        "published → date",
        "updated → updated",
        "author → authors",
        "category (kind) → status",
        "category → topics",
        "link (replies) left out: it means nothing outside the program that wrote it",
        "link (alternate) → original, aliases",
        "id → id",
        "content → body",
        "thr:total ‹2› left out: comments are no part of a story",
      ]
    `);
    expect(skippedOf(items)).toMatchInlineSnapshot(`
      [
        "blog.xml:2 A setting [not-a-story] It is a setting of the blog.",
        "blog.xml:5 Nice [not-a-story] It is a comment.",
      ]
    `);
  });

  it('reads the form that Google Takeout gives', async () => {
    const entry = (fields: string): string =>
      `<entry><blogger:type>POST</blogger:type><title>High water</title><content type='html'>&lt;p&gt;High.&lt;/p&gt;</content><published>2014-03-05T10:00:00Z</published>${fields}</entry>`;
    const [first, planned, gone] = await itemsOf(importer, {
      'feed.atom': `<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Quay notes</title>
${entry("<blogger:status>LIVE</blogger:status><author><name>Unknown</name><blogger:type>BLOGGER</blogger:type></author><blogger:metaDescription>The tide.</blogger:metaDescription><category scheme='tag:blogger.com,1999:blog-1' term='Tides'/><blogger:filename>/2014/03/high-water_5.html</blogger:filename><blogger:trashed/>")}
${entry('<blogger:status>SCHEDULED</blogger:status><author><name>Jane Roe</name></author><blogger:filename/>')}
${entry('<blogger:status>SOFT_TRASHED</blogger:status><blogger:trashed>2015-01-01T00:00:00Z</blogger:trashed>')}</feed>`,
    });
    const facts = ({ slug, front: { aliases, authors, embargo, summary } }: StoryItem): unknown => [
      slug,
      aliases,
      authors,
      embargo,
      summary,
    ];
    if (first?.kind !== 'story' || planned?.kind !== 'story') throw new Error('no stories');
    expect(facts(first)).toEqual(['high-water_5', ['/2014/03/high-water_5.html'], undefined, undefined, 'The tide.']);
    expect(facts(planned)).toEqual([undefined, undefined, [{ name: 'Jane Roe' }], '2014-03-05T10:00:00Z', undefined]);
    expect(gone).toMatchObject({ kind: 'skipped', reason: 'cancelled' });
    expect(fatesOf(first)).toMatchInlineSnapshot(`
      [
        "title → title",
        "published → date",
        "blogger:metaDescription → summary",
        "author ‹Unknown› left out: it says that the author is not known",
        "category → topics",
        "blogger:status → status",
        "blogger:filename → aliases",
        "content → body",
        "blogger:type left out: it means nothing outside the program that wrote it",
        "blogger:trashed left out: it means nothing outside the program that wrote it",
      ]
    `);
  });
});

describe('an export of Ghost', () => {
  const post = (more: object): object => ({
    id: '1',
    uuid: 'u-1',
    title: 'High water',
    slug: 'high-water',
    status: 'published',
    visibility: 'public',
    published_at: '2014-03-05T10:00:00.000Z',
    ...more,
  });
  const exported = (posts: readonly object[]): string =>
    JSON.stringify({
      db: [
        {
          meta: { exported_on: 1, version: '5.0.0' },
          data: {
            posts,
            tags: [
              { id: 't1', name: 'Tides' },
              { id: 't2', name: '#internal' },
            ],
            posts_tags: [
              { post_id: '1', tag_id: 't2', sort_order: 1 },
              { post_id: '1', tag_id: 't1', sort_order: 0 },
            ],
            users: [{ id: 'a1', name: 'Jane Roe' }],
            posts_authors: [{ post_id: '1', author_id: 'a1', sort_order: 0 }],
          },
        },
      ],
    });

  it('gives posts with tags and authors, and pages as documents', async () => {
    const items = await itemsOf(importer, {
      'ghost.json': exported([
        post({ html: '<p>The water is high.</p>', feature_image: '__GHOST_URL__/q.jpg', custom_excerpt: 'High.' }),
        post({ id: '2', type: 'page', title: 'About', html: '<p>Us</p>' }),
        post({ id: '3', page: 1, title: 'Blog', html: '' }),
      ]),
    });
    const { 'High water': story, About: page } = storiesOf(items);
    expect([page?.front.type, page?.body.text]).toEqual(['document', '<p>Us</p>']);
    expect(story?.front).toMatchInlineSnapshot(`
      {
        "aliases": [
          "/high-water/",
        ],
        "authors": [
          {
            "name": "Jane Roe",
          },
        ],
        "date": "2014-03-05T10:00:00Z",
        "id": "u-1",
        "summary": "High.",
        "title": "High water",
        "topics": [
          {
            "name": "Tides",
          },
        ],
      }
    `);
    expect(story && fatesOf(story)).toMatchInlineSnapshot(`
      [
        "title → title",
        "published_at → date",
        "status → status",
        "visibility left out: every story is public",
        "custom_excerpt → summary",
        "authors → authors",
        "tags → topics",
        "tags (internal) left out: readers never saw them",
        "slug → slug, aliases",
        "uuid → id",
        "html → body",
        "feature_image ‹__GHOST_URL__/q.jpg› left out: the picture is not part of the export",
        "id left out: it means nothing outside the program that wrote it",
      ]
    `);
    expect(skippedOf(items)).toEqual([
      'ghost.json: Blog [empty] It is a page without words of its own, such as a list of posts.',
    ]);
  });

  it('reads its two editors', async () => {
    const text = (children: object[]): object => ({ root: { children } });
    const lexical = text([
      {
        type: 'paragraph',
        children: [
          { type: 'extended-text', text: 'High ', format: 1 },
          { type: 'link', url: 'https://example.org/', children: [{ type: 'text', text: '<water>', format: 0 }] },
        ],
      },
      { type: 'extended-heading', tag: 'h2', children: [{ type: 'text', text: 'Low', format: 2 }] },
      { type: 'embed', url: 'https://example.org/v' },
      { type: 'paywall' },
    ]);
    const mobiledoc = {
      version: '0.3.1',
      atoms: [],
      cards: [['image', { src: '/q.jpg', caption: 'The quay' }]],
      markups: [['a', ['href', 'https://example.org/']], ['em']],
      sections: [
        [
          1,
          'p',
          [
            [0, [], 0, 'See '],
            [0, [0, 1], 2, 'this'],
            [0, [], 0, ' & that'],
          ],
        ],
        [10, 0],
        [3, 'ul', [[[0, [], 0, 'One']]]],
      ],
    };
    const items = await itemsOf(importer, {
      'ghost.json': exported([
        post({ title: 'L', lexical: JSON.stringify(lexical) }),
        post({ id: '2', title: 'M', mobiledoc: JSON.stringify(mobiledoc) }),
      ]),
    });
    const { L, M } = storiesOf(items);
    expect(L?.body.text).toMatchInlineSnapshot(`
      "<p><strong>High </strong><a href="https://example.org/">&lt;water&gt;</a></p>
      <h2><em>Low</em></h2>
      <p><a href="https://example.org/v">https://example.org/v</a></p>
      "
    `);
    expect(L && fatesOf(L).filter((fate) => fate.startsWith('lexical'))).toMatchInlineSnapshot(`
      [
        "lexical → body, changed: freed of parts that have no words of their own: paywall",
      ]
    `);
    expect(M?.body.text).toMatchInlineSnapshot(`
      "<p>See <a href="https://example.org/"><em>this</em></a> &amp; that</p>
      <figure><img src="/q.jpg" alt=""><figcaption>The quay</figcaption></figure>
      <ul><li>One</li></ul>"
    `);
  });

  it('gives what stands before the place where a file is damaged, and says where that is', async () => {
    const whole = JSON.stringify(
      JSON.parse(exported([post({ html: '<p>High.</p>' }), post({ id: '2' })])),
      undefined,
      1,
    );
    const cut = whole.slice(0, whole.indexOf('"id": "2"'));
    const items = await itemsOf(importer, { 'ghost.json': cut });
    expect(storyOf(items).front.title).toBe('High water');
    expect(skippedOf(items)).toEqual([
      `ghost.json:${cut.split('\n').length} ghost.json [unreadable] The file ends before its JSON does: it is cut off.`,
    ]);
  });

  it('reads what the tables behind the posts say of the site, its clocks, its addresses and its tags', async () => {
    const site = (posts: readonly object[], settings: Readonly<Record<string, string>>): string => {
      const { db } = JSON.parse(exported(posts)) as { db: { data: Record<string, unknown> }[] };
      const data = db[0]?.data ?? {};
      data['settings'] = Object.entries(settings).map(([key, value]) => ({ key, value }));
      data['tags'] = [
        { id: 't1', name: 'Tides', description: 'High and low.' },
        { id: 't2', name: '#internal', description: 'For us.' },
      ];
      return JSON.stringify({ db });
    };
    const late = post({ published_at: '2014-03-06T03:30:00.000Z', html: '<a href="__GHOST_URL__/low/">Low</a>' });
    const settings = {
      title: 'Quay notes',
      description: 'Of the quay',
      locale: 'en-US',
      timezone: 'America/New_York',
      permalinks: '/:year/:month/:day/:slug/',
    };
    const files = { 'ghost.json': site([late], settings) };
    const { front, body } = storyOf(await itemsOf(importer, files));
    expect([front.date, front.aliases, body.text]).toEqual([
      '2014-03-05T22:30:00-05:00',
      ['/2014/03/05/high-water/'],
      '<a href="/low/">Low</a>',
    ]);
    expect(await importer.site?.(inputOf(files), { language: 'en' })).toEqual({
      title: 'Quay notes',
      description: 'Of the quay',
      language: 'en-US',
    });
    const terms: TermDraft[] = [];
    for await (const term of importer.terms?.(inputOf(files), { language: 'en' }) ?? []) terms.push(term);
    expect(terms).toEqual([{ kind: 'topics', name: 'Tides', description: 'High and low.' }]);

    const known = storyOf(
      await itemsOf(importer, {
        'ghost.json': site([late], { url: 'https://q.example.org/', permalinks: '/:author/:slug/' }),
      }),
    );
    expect([known.front.original, known.front.aliases, known.body.text]).toEqual([
      undefined,
      undefined,
      '<a href="https://q.example.org/low/">Low</a>',
    ]);
  });

  it('takes no day on which a draft was published before it was made', async () => {
    const draft = { status: 'draft', published_at: '2000-11-30T00:00:00.000Z', created_at: '2014-03-04T10:00:00.000Z' };
    const { front } = storyOf(await itemsOf(importer, { 'ghost.json': exported([post({ ...draft, html: 'Half' })]) }));
    expect([front.date, front.aliases]).toEqual(['2014-03-04T10:00:00Z', undefined]);
  });
});
