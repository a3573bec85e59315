import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { html } from '../../../src/importers/page/html.ts';
import { fatesOf, inputOf, itemsOf, skippedIn, storiesIn } from '../input.ts';
import { record, response } from '../warc-records.ts';

const SENTENCE =
  'The bridge over the river was opened on Sunday, after ten years of work, by the mayor of Springfield. ';
const TEXT = [1, 2, 3, 4, 5].map((n) => `<p>Paragraph ${String(n)}: ${SENTENCE.repeat(3)}</p>`).join('\n');

const PAGE = `<!DOCTYPE html>
<html lang="en-GB"><head>
<meta charset="utf-8">
<title>Bridge opens after ten years | Example News</title>
<link rel="canonical" href="https://news.example.org/2020/01/05/bridge-opens-at-last-1234567">
<meta property="og:title" content="Bridge opens after ten years - Example News">
<meta property="og:site_name" content="Example News">
<meta property="og:description" content="The bridge is open at last.">
<meta property="og:image" content="https://news.example.org/bridge.jpg">
<meta property="article:published_time" content="2020-01-05T08:00:00Z">
<meta property="article:section" content="World">
<meta name="keywords" content="bridges, rivers">
<meta name="viewport" content="width=device-width">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "Example News"},
  {"@type": "NewsArticle", "headline": "Bridge opens after ten years",
   "datePublished": "2020-01-05T09:00:00+01:00", "dateModified": "2020-01-06T09:00:00+01:00",
   "author": [{"@type": "Person", "name": "Jane Roe"}], "publisher": {"name": "Example News"},
   "description": "A line
break and a comma,",}]}</script>
<script>var words = '<p>not the text</p>';</script>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article>
  <h1>Bridge opens after ten years</h1>
  <div class="share-bar"><a href="#">Share</a> <a href="#">Tweet</a></div>
  <div class="article-body">
    ${TEXT}
    <blockquote class="twitter-tweet"><p>It is open!</p>&mdash; Jane Roe (@janeroe) <a href="https://twitter.com/janeroe/status/1213800000000000000">January 5, 2020</a></blockquote>
    <p>Read more: <a href="/other">Another story altogether</a></p>
    <h2>What comes next</h2>
    <p>${SENTENCE.repeat(2)}</p>
    <div class="newsletter-signup"><p>Sign up for our newsletter and never miss a bridge again, wherever you are.</p></div>
  </div>
</article>
<aside class="related"><h3>Related</h3><p>${'Words of another story that has no part in this one. '.repeat(3)}</p></aside>
<div id="comments"><p>${'A comment that somebody wrote below the story. '.repeat(3)}</p><time datetime="2021-05-05">5 May 2021</time></div>
<footer>Copyright Example News</footer>
</body></html>`;

test('a saved page becomes a story, and every place in it that says something has a fate', async () => {
  const [story] = storiesIn(await itemsOf(html, { 'a.html': PAGE }));
  expect(story?.front).toMatchInlineSnapshot(`
    {
      "authors": [
        {
          "name": "Jane Roe",
        },
      ],
      "date": "2020-01-05T09:00:00+01:00",
      "language": "en-GB",
      "original": {
        "publisher": "Example News",
        "url": "https://news.example.org/2020/01/05/bridge-opens-at-last-1234567",
      },
      "section": "World",
      "summary": "The bridge is open at last.",
      "title": "Bridge opens after ten years",
      "topics": [
        {
          "name": "bridges",
        },
        {
          "name": "rivers",
        },
      ],
      "updated": "2020-01-06T09:00:00+01:00",
    }
  `);
  expect(story?.slug).toBe('bridge-opens-at-last');
  expect(story && fatesOf(story)).toMatchInlineSnapshot(`
    [
      "link canonical → original.url",
      "<h1> → title",
      "og:title ✗ <h1> gives the same title",
      "JSON-LD headline ✗ <h1> gives the same title",
      "<title> ✗ <h1> gives the same title",
      "JSON-LD datePublished → date",
      "JSON-LD dateModified → updated",
      "article:published_time ✗ JSON-LD datePublished gives the date",
      "the address ✗ JSON-LD datePublished gives the date",
      "a date shown ✗ JSON-LD datePublished gives the date",
      "JSON-LD author → authors",
      "article:section → section",
      "keywords → topics",
      "og:description → summary",
      "JSON-LD description ✗ another place gives the summary",
      "html lang → language",
      "text → body, changed: taken from <div class="article-body">, without menus, links to other stories, what stands twice and the like",
      "og:site_name ✗ it is for programs",
      "og:image ✗ pictures and films lie elsewhere, and none is fetched",
      "viewport ✗ it is for programs",
      "JSON-LD @type ✗ it is for programs",
      "JSON-LD publisher → original.publisher",
    ]
  `);
  expect(story?.fates.length).toBe(new Set(story?.fates.map(({ field }) => field)).size);
});

test('the text has the story’s paragraphs, headings and embeds, and nothing of what stands around it', async () => {
  const [story] = storiesIn(await itemsOf(html, { 'a.html': PAGE }));
  const text = story?.body.text ?? '';
  expect(text).toContain('Paragraph 1:');
  expect(text).toContain('What comes next');
  expect(text).toContain('<blockquote class="twitter-tweet">');
  expect(text).toContain('https://twitter.com/janeroe/status/1213800000000000000');
  for (const other of [
    'not the text',
    'Share',
    'Read more',
    'newsletter',
    'another story',
    'somebody',
    'Copyright',
    'datelineembed',
  ])
    expect(text).not.toContain(other);
});

test.each([
  ['a separator and the name of the site', '<title>Mayor opens bridge | Example</title>', 'Mayor opens bridge'],
  [
    'an og:title with the name of the site',
    '<meta property="og:site_name" content="Example"><meta property="og:title" content="Example: Mayor opens the new bridge">',
    'Mayor opens the new bridge',
  ],
  [
    'an ellipsis where another place has all of it',
    '<meta property="og:title" content="Mayor opens the new…"><meta name="twitter:title" content="Mayor opens the new…"><title>Mayor opens the new bridge over the river</title>',
    'Mayor opens the new bridge over the river',
  ],
  [
    'what a quotation mark cut',
    '<meta property="og:title" content="Mayor calls bridge "a wonder""><meta name="twitter:title" content="Mayor calls bridge "a wonder""><title>Mayor calls bridge "a wonder" | Example</title>',
    'Mayor calls bridge "a wonder"',
  ],
  [
    'what is written for other sites alone',
    '<meta property="og:title" content="You will not believe this bridge"><meta name="twitter:title" content="You will not believe this bridge"><title>Mayor opens it - Example</title></head><body><h1>Mayor opens the new bridge</h1>',
    'Mayor opens the new bridge',
  ],
  [
    'entities that were escaped twice',
    '<meta property="og:title" content="B&amp;uuml;rgermeister &amp;ouml;ffnet Br&amp;uuml;cke">',
    'Bürgermeister öffnet Brücke',
  ],
  [
    'sections and the site behind signs of their own',
    '<title>Mayor opens new bridge_World_Example</title></head><body><h2>Mayor opens new bridge</h2>',
    'Mayor opens new bridge',
  ],
  [
    'the site behind a full-width colon',
    '<title>市長が新しい橋を開通させた：日報デジタル</title></head><body><h3>市長が新しい橋を開通させた</h3>',
    '市長が新しい橋を開通させた',
  ],
])('the title is freed of %s', async (_, head, title) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head>${head}<meta name="date" content="2020-01-05"></head><body><h1>Example</h1><div>${TEXT}</div></body></html>`,
    }),
  );
  expect(story?.front.title).toBe(title);
});

const TOLD = ['og:title', 'twitter:title']
  .map((name) => `<meta property="${name}" content="Bridge: Springfield saves hours">`)
  .join('');

test.each([
  [
    'whatever search engines and other sites are told',
    `${TOLD}<title>Bridge: Springfield saves hours | Example</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge: Springfield saves hours"}</script>`,
    '<h1>Mayor of Springfield opens the new bridge</h1>',
    'Mayor of Springfield opens the new bridge',
  ],
  [
    'also where classes of the whole page name its logo, its sidebar and its comments',
    `${TOLD}</head><body class="has-sidebar custom-logo commentary"><div class="layout-right-sidebar">`,
    '<h1>Mayor of Springfield opens the new bridge</h1>',
    'Mayor of Springfield opens the new bridge',
  ],
  [
    'but for a line above it that others leave out',
    '<meta property="og:title" content="Mayor opens the new bridge"><title>Mayor opens the new bridge | Example</title>',
    '<h1><b>Springfield</b> Mayor opens &mdash; the new bridge</h1>',
    'Mayor opens the new bridge',
  ],
  [
    'without how its signs are read',
    '<title>橋が開通</title>',
    '<h1><ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>が<ruby>開通<rt>かいつう</rt></ruby></h1>',
    '橋が開通',
  ],
  [
    'but no slogan of the site that its own title has beside the headline',
    '<meta property="og:title" content="Mayor opens the new bridge"><title>Mayor opens the new bridge - News for all of the country</title>',
    '<h1>News for all of the country</h1>',
    'Mayor opens the new bridge',
  ],
  [
    'but none of several that nobody else has',
    '<meta property="og:title" content="Mayor opens the new bridge"><title>Mayor opens the new bridge</title>',
    '<h1>The bridge in figures</h1><h1>What the mayor said</h1>',
    'Mayor opens the new bridge',
  ],
])('the title is the heading that readers saw, %s', async (_, head, heading, title) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><meta name="date" content="2020-01-05">${head}</head><body>${heading}<div>${TEXT}</div></body></html>`,
    }),
  );
  expect(story?.front.title).toBe(title);
});

test.each([
  ['that stands alone elsewhere', '', 'Mayor opens the new bridge'],
  [
    'that others have with it',
    '<meta property="og:title" content="Springfield: Mayor opens the new bridge"><meta name="twitter:title" content="Springfield: Mayor opens the new bridge">',
    'Springfield: Mayor opens the new bridge',
  ],
])('of a heading with a line above it the title is that %s', async (_, head, title) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head>${head}<meta name="date" content="2020-01-05"></head><body><h1><span class="kicker">Springfield</span><span class="colon">: </span><span>Mayor opens the new<br>bridge</span><button>Share</button></h1>${TEXT}</body></html>`,
    }),
  );
  expect(story?.front.title).toBe(title);
  expect(story?.body.text).not.toContain('<h1>');
});

test.each([
  [
    'it has the title beside it',
    '<script>window.data = {"others":[{"title":"Another","publishedAt":"2019-02-03T10:00:00Z"}],"story":{"title":"Mayor opens bridge","publishedAt":"2020-01-05T10:00:00Z"},"lastPublished":"2021-01-01"}</script>',
    '2020-01-05T10:00:00Z',
    'kept',
  ],
  ['it is alone there', "<script>dataLayer.push({'publishDate': '2020-01-05'})</script>", '2020-01-05', 'kept'],
  [
    'nothing else has one but the address of the picture',
    '<meta property="og:image" content="https://example.org/2020/01/05/bridge.jpg">',
    '2020-01-05',
    'proposed',
  ],
])('a date that only programs see is taken where %s', async (_, markup, date, fate) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head>${markup}</head><body><h1>Mayor opens bridge</h1>${TEXT}</body></html>`,
    }),
  );
  expect(story?.front.date).toBe(date);
  expect(story?.fates.find((one) => 'as' in one && one.as === 'date')?.fate).toBe(fate);
});

test.each([
  ['a moment in UTC, at which readers had the day before', '2020-01-06T02:30:00Z', '2020-01-05'],
  ['a moment in UTC, at which readers had the day after', '2020-01-04T23:15:0Z', '2020-01-05'],
  ['a moment that was no part of the day shown anywhere', '2020-01-06T13:00:00Z', '2020-01-06T13:00:00Z'],
  ['a moment with its offset', '2020-01-06T02:30:00+01:00', '2020-01-06T02:30:00+01:00'],
])('the day below the headline is taken or not beside %s', async (_, moment, date) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><meta property="article:published_time" content="${moment}"></head><body><h1>Mayor opens bridge</h1><p>5 January 2020</p>${TEXT}</body></html>`,
    }),
  );
  expect(story?.front.date).toBe(date);
});

const UTC = '<meta property="article:published_time" content="2020-01-06T02:30:00Z">';
const HEADLINE = '<h1>Mayor opens bridge</h1>';

test.each([
  [
    'in the address, whatever day it is in the head of the page',
    `${UTC}<link rel="canonical" href="https://news.example.org/2020/01/05/bridge"></head><body><p>Monday, 6 January 2020</p>${HEADLINE}`,
  ],
  [
    'below the headline, not where a program keeps that of the last change',
    `<meta name="date" content="2020-02-07"></head><body>${HEADLINE}<p>5 January 2020</p>`,
  ],
  [
    'close above the headline, not further below it',
    `</head><body><p>5 January 2020</p>${HEADLINE}<div>${TEXT}</div><div class="infos">6 August 2019</div>`,
  ],
  [
    'in the heading itself',
    `<title>Mayor opens bridge</title></head><body><h1>Mayor opens bridge <small>05.01.2020 • Press office</small></h1>`,
  ],
  ['with spaces that do not break', `</head><body>${HEADLINE}<p>5&nbsp;January&nbsp;2020</p>`],
  [
    'with the label of the publication, not of the change',
    `</head><body>${HEADLINE}<p>Updated on <time datetime="2020-01-07">7</time>. Published on <time datetime="2020-01-05">5</time></p>`,
  ],
  [
    'beside the headline, not in a list of others',
    `</head><body><div><div><ul><li><time datetime="2019-08-06">6</time> Another</li></ul></div><div>${TEXT.repeat(2)}</div><div>${HEADLINE}<time datetime="2020-01-05">5</time></div></div>`,
  ],
  [
    'in a small box beside the headline',
    `</head><body>${HEADLINE}<aside class="sidebar"><time datetime="2020-01-05">5</time></aside><div>${TEXT}</div><div><time datetime="2020-02-02">2</time></div>`,
  ],
  [
    'of the story, not of a comment',
    `</head><body>${HEADLINE}<div class="comment-list"><p>1 March 2020</p></div><div>${TEXT}</div><div>Springfield, 5 January 2020</div>`,
  ],
  ['in a description alone', '<meta name="description" content="Mayor opens bridge (news of 5 January 2020)">'],
  [
    'in JSON-LD of which another part is broken',
    `<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":'Jane'},"datePublished":"2020-01-05","headline":"Mayor opens bridge"}</script>`,
  ],
  [
    'in JSON-LD of the page, where none is of an article',
    '<script type="application/ld+json">{"@type":"WebSite","@graph":[{"@type":"WebPage","datePublished":"2020-01-05"}]}</script>',
  ],
  [
    'although something stands before the root of the page',
    '</head><body><p>5 January 2020</p>',
    'Warning: undefined variable in line 5<br><b>bold</b>',
  ],
])('the day of a story is taken that stands %s', async (_, markup, before = '') => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `${before}<html><head><title>Mayor opens bridge</title>${markup}<div>${TEXT}</div></body></html>`,
    }),
  );
  expect(story?.front.date).toBe('2020-01-05');
});

test('a month by both of its Arabic names is read with its day', async () => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html lang="ar"><body><h1>Mayor opens bridge</h1><p>الجمعة 24 نيسان / أبريل 2020 09:22</p>${TEXT}</body></html>`,
    }),
  );
  expect(story?.front.date).toBe('2020-04-24');
});

test.each([
  ['a time element', '<time datetime="2020-01-05T10:00:00+05:30">Sunday</time>', '2020-01-05T10:00:00+05:30'],
  ['words below the headline', '<p class="published">Published 5 January 2020</p>', '2020-01-05'],
  ['words in another language', '<span class="date">رविवार</span><span class="date">५ जनवरी 2020</span>', '2020-01-05'],
  [
    'microdata',
    '<span itemprop="datePublished" content="2020-01-05">then</span><span itemprop="dateModified" content="2021-02-03"></span>',
    '2020-01-05',
  ],
])('the date is found in %s', async (_, markup, date) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><body><div><h1>Mayor opens bridge</h1>${markup}</div>${TEXT}<aside><time datetime="2022-01-01">x</time></aside></body></html>`,
    }),
  );
  expect(story?.front.date).toBe(date);
});

const END = 'Then came the rain and all of the guests went home again by ferry. ';

test.each([
  ['what the page gives of itself, where it shows nothing', '<div id="app"></div>', SENTENCE + END.repeat(2)],
  [
    'what it gives, where it shows the beginning',
    `<article><p>${SENTENCE.repeat(2)}</p></article>`,
    SENTENCE + END.repeat(6),
  ],
  [
    'what it shows, where it gives the beginning',
    `<article>${TEXT}<p>${END.repeat(20)}</p></article>`,
    SENTENCE.repeat(5),
  ],
])('the text is %s', async (_, body, given) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Mayor opens bridge', datePublished: '2020-01-05', articleBody: given })}</script></head><body>${body}</body></html>`,
    }),
  );
  expect(story?.body.text).toContain(END.trim());
});

const LINK = '<a href="/other">Ferry runs aground near the lighthouse</a>';

test.each([
  [
    'a line that leads to other stories, with the links below it',
    `<p>DON’T MISS</p><p>${LINK}</p><p>${LINK} | 5 photos</p>`,
    /MISS|Ferry/u,
  ],
  ['such a line in Spanish', `<p><strong>Te puede interesar:</strong> ${LINK}</p>`, /interesar|Ferry/u],
  ['such a line in Russian', `<p>Читайте также: ${LINK}</p>`, /также|Ferry/u],
  ['such a line in Japanese', `<p>関連記事</p><p>${LINK}</p>`, /関連|Ferry/u],
  ['a paragraph that is a link and no more', `<p>${LINK}</p>`, /Ferry/u],
  ['labels of pictures and players', '<div>Image 1 of 5</div><span>Caption</span><p>Close</p>', /Image|Caption|Close/u],
  ['the mark of an advertisement', '<p>Publicité</p>', /Publicit/u],
  ['how signs are read', '<p>The sign <ruby>橋<rp>(</rp><rt>hashi</rt><rp>)</rp></ruby> stands on it.</p>', /hashi/u],
])('the text has no more %s', async (_, markup, gone) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><meta name="date" content="2020-01-05"></head><body><h1>Mayor opens bridge</h1><article>${TEXT}${markup}<p>${SENTENCE}</p></article></body></html>`,
    }),
  );
  expect(story?.body.text).toContain('Paragraph 5');
  expect(story?.body.text).not.toMatch(gone);
});

test.each([
  ['alone says what its picture shows', 'alt=""', 'A crane over the river', 'alt="A crane over the river"'],
  ['says more than the picture', 'alt="A crane"', 'A crane over the river', 'alt="A crane over the river"'],
  ['says less than the picture', 'alt="A crane over the river"', 'A crane', 'alt="A crane over the river"'],
])('a caption that %s stands there once', async (_, alt, caption, kept) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><meta name="date" content="2020-01-05"></head><body><h1>Mayor opens bridge</h1><article>${TEXT}<figure><img src="a.png" ${alt}><figcaption>${caption}</figcaption></figure><p>${SENTENCE}</p></article></body></html>`,
    }),
  );
  expect(story?.body.text).toContain(kept);
  expect(story?.body.text.match(/A crane/gu)).toHaveLength(1);
});

const ARABIC = 'افتتح رئيس البلدية الجسر الجديد فوق النهر يوم الأحد، بعد عشر سنوات من العمل. ';

test.each([
  [
    'for browsers without scripts',
    `<div id="app"></div><noscript><article>${TEXT}<p>The end of it.</p></article></noscript>`,
    'The end of it.',
  ],
  [
    'in posts as it happened',
    `<main>${[8, 9, 10].map((hour) => `<article class="live-post"><h3>${String(hour)}:00</h3><p>${SENTENCE}At ${String(hour)}.</p></article>`).join('')}<p>The end of it.</p></main>`,
    'At 8.',
  ],
  [
    'from right to left',
    `<article dir="rtl"><p>${ARABIC.repeat(5)}</p><div class="newsletter"><p>اشترك في النشرة البريدية لتصلك أخبار الجسر كل يوم</p></div></article>`,
    ARABIC.trim(),
  ],
])('a story that stands %s is read', async (_, body, kept) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><meta name="date" content="2020-01-05"><title>Mayor opens bridge</title></head><body><h1>Mayor opens bridge</h1>${body}</body></html>`,
    }),
  );
  expect(story?.body.text).toContain(kept);
  expect(story?.body.text).not.toContain('اشترك');
});

test('a story of pictures is one, by what their captions say', async () => {
  const picture = (number: number): string =>
    `<figure><img src="${String(number)}.jpg"><figcaption>Picture ${String(number)}: people from all of Springfield walk across the new bridge at noon.</figcaption></figure>`;
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><meta name="date" content="2020-01-05"></head><body><main><h1>Bridge in pictures</h1>${[1, 2, 3, 4, 5, 6].map(picture).join('')}</main></body></html>`,
    }),
  );
  expect(story?.body.text).toContain('alt="Picture 6: people from all of Springfield');
});

test('above the text stand no lines of the writer and the day, and no caption stands twice', async () => {
  const caption = '<div class="caption">The mayor of Springfield and her guests on the new bridge</div>';
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><body><h1>Mayor opens bridge</h1><article><p>By Jane Roe and John Doe</p><p>Published: January 5, 2020 3:53 PM EST</p>${caption}${caption}${TEXT}<p>January 5, 2020</p><p>${SENTENCE}</p></article></body></html>`,
    }),
  );
  expect(story?.body.text).not.toMatch(/By Jane|Published/u);
  expect(story?.body.text).toContain('<p>January 5, 2020</p>');
  expect(story?.body.text.match(/her guests/gu)).toHaveLength(1);
});

test.each([
  [
    'that begins as a line to other stories does',
    '<p>More from the mayor came later, when she had gone home.</p>',
    'More from',
  ],
  ['that names what a label is', '<p>Comments on the bridge were kind.</p>', 'Comments on'],
  ['of a list of links', `<p><a href="/1">The first of many bridges</a></p>`.repeat(6), 'The first of many'],
])('a paragraph of the text %s stays', async (_, markup, kept) => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><meta name="date" content="2020-01-05"></head><body><h1>Mayor opens bridge</h1><article>${TEXT}${markup}<p>${SENTENCE}</p></article></body></html>`,
    }),
  );
  expect(story?.body.text).toContain(kept);
});

test('a short story in a script without spaces between words is one', async () => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html lang="ja"><head><meta name="date" content="2020-01-05"></head><body><h1>市長が橋を開通</h1><article><p>市長は五日、十年かけて造られた川の橋を開通させた。</p><p>式典には多くの市民が集まり、橋を歩いて渡った。</p></article></body></html>`,
    }),
  );
  expect(story?.body.text).toContain('式典には');
});

test('a date that another place contradicts is proposed, with what that says', async () => {
  const [story] = storiesIn(
    await itemsOf(html, {
      'a.html': `<html><head><meta property="article:published_time" content="2020-01-05"><meta name="pubdate" content="2019-03-02"></head><body><h1>Mayor opens bridge</h1>${TEXT}</body></html>`,
    }),
  );
  expect(story?.fates.find((fate) => 'as' in fate && fate.as === 'date')).toEqual({
    field: 'article:published_time',
    fate: 'proposed',
    as: 'date',
    how: 'taken, although pubdate says 2019-03-02',
  });
});

test.each([
  ['a declared encoding', '<meta charset="windows-1251">', 'Мэр открыл мост'],
  ['an encoding that is not declared', '', 'Übergänge über den Fluß'],
])('a page in %s is read', async (_, head, title) => {
  const text = `<html><head>${head}<meta name="date" content="2020-01-05"></head><body><h1>${title}</h1>${TEXT}</body></html>`;
  const bytes =
    head === ''
      ? Buffer.from(text, 'latin1')
      : Buffer.from(
          Array.from(text, (sign) => {
            const code = sign.codePointAt(0) ?? 0;
            return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
          }),
        );
  const [story] = storiesIn(await itemsOf(html, { 'a.html': bytes }));
  expect(story?.front.title).toBe(title);
});

test('a page that was saved compressed is read', async () => {
  const [story] = storiesIn(await itemsOf(html, { 'a.html.gz': gzipSync(PAGE) }));
  expect(story?.front.title).toBe('Bridge opens after ten years');
});

test('pages that are no stories are told, each with the reason', async () => {
  const items = await itemsOf(html, {
    '1.html': '<html><head><title>404 Not Found</title></head><body><p>Nothing here.</p></body></html>',
    '2.html': '<html><head><title>Menu</title></head><body><ul><li><a href="/a">A</a></li></ul></body></html>',
    '3.html': `<html><head><title>Undated</title></head><body><h1>Undated</h1>${TEXT}</body></html>`,
    '4.html': Buffer.from([0, 1, 2, 3, 0, 0]),
    '5.html': '',
    '6.css': 'p { color: red }',
    '7.html.gz': gzipSync(Buffer.alloc(40 * 1024 * 1024, '<p>Words</p>')),
    '8.html.gz': 'no gzip',
    'a_files/frame.html': '<p>Advertisement</p>',
  });
  expect(skippedIn(items).map(({ place, reason }) => [place.file, reason])).toEqual([
    ['1.html', 'not-a-story'],
    ['2.html', 'empty'],
    ['3.html', 'undated'],
    ['4.html', 'unreadable'],
    ['5.html', 'empty'],
    ['6.css', 'not-a-story'],
    ['7.html.gz', 'unreadable'],
    ['8.html.gz', 'unreadable'],
    ['a_files/frame.html', 'not-a-story'],
  ]);
});

test('hostile markup ends in an item, whatever it is, soon', { timeout: 30_000 }, async () => {
  const items = await itemsOf(html, {
    'deep.html': `<html><body>${'<div>'.repeat(50_000)}${TEXT}`,
    'scripts.html': '<script>'.repeat(200_000),
    'headings.html': `<meta name="date" content="2020-01-05"><title>Mayor opens bridge</title>${'<h1>Mayor opens bridge</h1>'.repeat(20_000)}${TEXT}`,
    'bodies.html': '<body '.repeat(500_000),
    'comments.html': '<!--'.repeat(200_000),
    'long.html': `<html><head><meta name="date" content="2020-01-05"><title>Long</title></head><body><script>${'x'.repeat(20_000_000)}</script>${TEXT}</body></html>`,
    'attributes.html': `<p ${'a="1" '.repeat(100_000)}>Words</p>`,
    'json.html': `<script type="application/ld+json">${'['.repeat(100_000)}</script><h1>Mayor</h1>${TEXT}`,
  });
  expect(items).toHaveLength(8);
  expect(storiesIn(items).map(({ place }) => place.file)).toEqual(['headings.html', 'long.html']);
});

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8';
const ARCHIVE = [
  record('warcinfo', '', 'software: example'),
  record('response', 'https://news.example.org/plain', response(OK, PAGE.replace(/<link[^>]*>/u, ''))),
  record('response', 'https://news.example.org/zipped', response(`${OK}\r\nContent-Encoding: gzip`, gzipSync(PAGE))),
  record(
    'response',
    'https://news.example.org/chunked',
    response(
      `${OK}\r\nTransfer-Encoding: chunked`,
      `a\r\n${PAGE.slice(0, 10)}\r\n${Buffer.byteLength(PAGE.slice(10)).toString(16)}\r\n${PAGE.slice(10)}\r\n0\r\n\r\n`,
    ),
  ),
  record('response', 'https://news.example.org/a.jpg', response('HTTP/1.1 200 OK\r\nContent-Type: image/jpeg', 'x')),
  record('response', 'https://news.example.org/a.css', response('HTTP/1.1 200 OK\r\nContent-Type: text/css', 'x')),
  record(
    'response',
    'https://news.example.org/gone',
    response('HTTP/1.1 404 Not Found\r\nContent-Type: text/html', PAGE),
  ),
  record(
    'response',
    'https://news.example.org/broken',
    response(`${OK}\r\nContent-Encoding: gzip`, Buffer.from([0x1f, 0x8b, 8, 0, 1])),
  ),
  record('request', 'https://news.example.org/plain', 'GET / HTTP/1.1'),
  record(
    'response',
    'https://news.example.org/strange',
    response(`${OK}\r\nContent-Encoding: compress-x`, Buffer.from('words')),
  ),
  record('revisit', 'https://news.example.org/plain', response(OK, ''), 'WARC-Profile: identical-payload-digest\r\n'),
  record('response', 'https://news.example.org/long', response(OK, PAGE), 'WARC-Segment-Number: 1\r\n'),
  record('continuation', 'https://news.example.org/long', PAGE, 'WARC-Segment-Number: 2\r\n'),
  record('metadata', 'https://news.example.org/plain', 'fetchTimeMs: 5'),
];

test.each([
  ['as it is', 'a.warc', Buffer.concat(ARCHIVE)],
  ['compressed record by record', 'a.warc.gz', Buffer.concat(ARCHIVE.map((one) => gzipSync(one)))],
])('the pages of a WARC %s are read', async (_, name, bytes) => {
  const items = await itemsOf(html, { [name]: bytes });
  expect(items.map((item) => (item.kind === 'story' ? item.front.title : `${item.reason}: ${item.message}`))).toEqual([
    'Bridge opens after ten years',
    'Bridge opens after ten years',
    'Bridge opens after ten years',
    'not-a-story: It is a picture; stories that show it bring it along.',
    'not-a-story: The record is of the type text/css.',
    'not-a-story: Its server answered 404.',
    'unreadable: Its body cannot be decompressed: unexpected end of file.',
    'unreadable: Its body cannot be decompressed: the encoding compress-x is not known.',
    'duplicate: It was the same as at an earlier visit, says the archive.',
    'unreadable: It is a part of a record that was cut into several.',
    'unreadable: It is a part of a record that was cut into several.',
  ]);
  expect(storiesIn(items)[0]?.front.original).toEqual({
    url: 'https://news.example.org/plain',
    publisher: 'Example News',
  });
  expect(storiesIn(items)[0]?.version).toEqual({
    key: 'https://news.example.org/plain',
    order: '2021-01-01T00:00:00Z',
  });
});

test('a WARC that breaks off, or holds something else, or swells beyond all bounds is told', async () => {
  const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024));
  const items = await itemsOf(html, {
    'a.warc': Buffer.concat(ARCHIVE).subarray(0, 500),
    'b.warc': 'Something else\n',
    'c.warc.gz': Buffer.from('not gzip'),
    'd.warc': record('response', 'https://news.example.org/bomb', response(`${OK}\r\nContent-Encoding: gzip`, bomb)),
    'e.warc': 'WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP',
  });
  expect(skippedIn(items).map(({ place, reason }) => [place.file, reason])).toEqual([
    ['a.warc', 'unreadable'],
    ['b.warc', 'unreadable'],
    ['c.warc.gz', 'unreadable'],
    ['d.warc!1', 'unreadable'],
    ['e.warc', 'unreadable'],
  ]);
});

test('pages are recognized by name and first bytes', async () => {
  expect(await html.recognizes(inputOf({ 'a.html': PAGE }))).toBe(0.9);
  expect(await html.recognizes(inputOf({ 'a.warc': '' }))).toBe(1);
  expect(await html.recognizes(inputOf({ 'a.md': '' }))).toBe(0);
});
