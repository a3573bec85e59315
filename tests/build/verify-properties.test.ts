import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectPage, inspectTags, plainTargets } from '../../src/build/verify.ts';

const HEAD = `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'"><meta name="viewport" content="width=device-width"><title>A &#38; B — Record</title><meta property="og:url" content="https://record.example/b/2020/"><link rel="canonical" href="https://record.example/b/2020/"><link rel="cite-as" href="https://record.example/b/2020/"><link rel="type" href="https://schema.org/NewsArticle"><link rel="license" href="https://creativecommons.org/licenses/by/4.0/"><link rel="alternate" hreflang="fa" href="https://record.example/b/fa/"><link rel="prev" href="/b/2019/"><link rel="alternate" type="application/atom+xml" title="Record" href="/b/feed.xml"><link rel="preload" href="/b/x.woff2" as="font" type="font/woff2" crossorigin><link rel="stylesheet" href="/b/site.css"><link rel="icon" type="image/svg+xml" href="/b/favicon.svg"><script type="application/ld+json">{"@id":"https://record.example/","name":"a \\u003cp onclick=x\\u003e"}</script></head>`;
const BODY = `<body><div class="page"><a class="skip" href="#main" lang="en" dir="ltr">Skip</a><nav class="menu" aria-label="Sections"><ul role="list"><li class="c"><a href="/b/" aria-current="page">Latest</a></li><li><a class="t1 c" href="/b/2020/01/?x=1&amp;y=2#p" aria-label="1 January, 3 stories">1</a></li></ul></nav><main id="main"><h2 class="minor" id="head.a">A</h2><a class="anchor" href="#head.a" aria-labelledby="head.a">#</a><p>One 1 > 2 "word"<sup><a href="#note.fn-1" id="note.fnref-1" data-footnote-ref="" aria-describedby="label">1</a></sup>, <a href="https://example.org/?style=a&amp;onload=b" rel="external" class="external">a source</a> and <a href="mailto:a@example.org">mail</a>.<br/></p><figure><img src="/b/media/a.png" alt="Map 1 > 2" width="10" height="20" decoding="async"><a href="/b/media/b.jpg"><img src="/b/media/copies/b-960.webp" srcset="/b/media/copies/b-480.webp 480w, /b/media/copies/b-960.webp 960w" sizes="(max-width: 48rem) 100vw, 40rem" alt="B" loading="lazy"></a></figure><svg viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0"></path><a href="/b/2020/02/"><rect x="1" y="2" width="3" height="4"/></a></svg><section data-footnotes="" class="footnotes"><ol><li id="note.fn-1">Note. <a href="#note.fnref-1" data-footnote-backref="" aria-label="Back">↩</a></li></ol></section><details open><summary>S</summary><time datetime="2020-01-05">5</time></details></main></div></body></html>`;
const PAGE = HEAD + BODY;

/** What, put into a page or in place of a part of it, may change how it is read. */
const FRAGMENTS = [
  ...['<', '>', '"', "'", '=', '/', ' ', '\n', '\t', '\0', '&', '#', '\\', '<a ', '<p', '</', '/>', '">', '" '],
  ...['=""', '<!--', '-->', '<![CDATA[', ']]>', '<!', '<?x', '</head>', '</script>', '<title>', '<plaintext>'],
  ...['<3', '<ſ', '<\u212A', '<script>', '<script src="/b/x.js">', '<SCRIPT type="module">'],
  ...['<script type="application/ld+json" src="/b/x.js">', '<script type="application/ld+json">', '<iframe'],
  ...['<iframe src="/b/">', '<object data="/b/">', '<embed src="/b/x">', '<form action="/b/">', '<input>'],
  ...['<button formaction="/b/">', '<base href="/b/">', '<style>', '<portal src="/b/">'],
  ...['<meta http-equiv="refresh" content="0; url=//evil.example">', '<meta content="x" http-equiv=refresh>'],
  ...['<bdi>', '<base>', '<link rel="stylesheet" href="https://evil.example/x.css">'],
  ...['<link href="https://example.org/">', '<link rel="prefetch'],
  ...['<link rel="canonical" rel="preload" href="https://example.org/">'],
  ...['<link rel="alternate stylesheet" href="https://x.example">', ' onclick=', ' onclick="x"', ' ONCLICK="x"'],
  ...['/onload=x', '"onerror="x', ' style="color:red"', ' style=', ' on="x"', ' ping="/b/"', ' srcdoc="x"'],
  ...[
    ' srcset="/b/1 1w, /b/2 2w"',
    '/b/1 1w, ',
    ', //evil.example/2 2w',
    ' srcset="',
    ' sizes="1px"',
    ' srcset="/b&#x2f;1, /b/&#10;2"',
  ],
  ...[' srcset="/b/1 1x, https://evil.example/2 2x"', ' srcset', ' poster="/b/p.png"', ' poster="//evil.example"'],
  ...[' data="/b/d"', ' data-x="1"', ' background="/b/"', ' action="x"', ' http-equiv="refresh"', ' rel="preload"'],
  ...[' rel="icon', ' type="text/javascript"', ' href="/b/two/"', " href='/b/three/'", ' href=/b/four/', ' href'],
  ...[' href=""', ' HREF="/b/five/"', ' href=javascript:x', ' href="javascript:x"', ' href="JavaScript&colon;x"'],
  ...[' href="&#106;avascript:x"', ' href = "/b/"', ' href="//evil.example/"', ' href="/\\evil.example/"'],
  ...[' href="/&#47;evil.example/"', ' href="/b/&#10;/"', ' href="/b/\n/"', ' href="/c/"', ' href="/b&amp;/"'],
  ...[' href="/b&#x2f;six/"', ' href="ftp://example.org/"', ' href="HTTPS://example.org/"', ' href="#gone"'],
  ...[' href="#"', ' href="#%6Dain"', ' href="#%zz"', ' href="#&#109;ain"', ' href="&#35;main"'],
  ...[' xlink:href="/b/x"', ' src="https://evil.example/x.png"', ' src="/b/seven.png"', ' src="#main"', ' src=x'],
  ...[' SRC="/b/eight.png"', 'src="', 'href="', ' id="one"', ' id=main', ' id="gone"', ' id="%6Dain"'],
  ...[' id="&#103;one"', ' ID="gone"', ' id = "gone"', 'id="', ' class="a"', ' class', '<a href="/b/nine/">'],
  ...['<a href="#gone">', '<img src="/b/ten.png" src="//evil.example">', '<area href="https://example.org/">'],
  ...['<a id="two" href="/b/eleven/">', '<svg><use href="/b/u.svg#x">'],
  ...['<svg><use href="https://evil.example/#x">', '<video src="/b/v">', "<a title='", '<a title="'],
  ...["<p title='\" onclick=x '>", '<p title="<img src=x onerror=y>">', `<a title='href="/b/?'>`, 'é', '🎉'],
  ...['\uD800', ' title=x', " title='a' onclick='b'", ' title=x\nonclick=y', '<script type="Application/ld+json">'],
  ...['<div id="gone">', '<i id="&#103;one"></i><a href="#&#38;#103;one">', '<i id="%41"></i><a href="#%41">'],
];

/** Tags, each alone, so that no other hides what a fragment makes of one. */
const TAGS = [
  ...['<p>', '<p lang="en" class="a">x</p>', '<a>', '<a class="a">x</a>', '<a href="/b/" class="a">x</a>', '<br/>'],
  ...[
    '<a href="https://x.example/">x</a>',
    '<img alt="">',
    '<img src="/b/1.png" alt="">',
    '<img src="/b/1" srcset="/b/2 1w" alt="">',
    '<i id="a">x</i>',
  ],
  ...['<link rel="type">', '<link rel="canonical" href="https://x.example/">', '<link rel="icon" href="/b/2">'],
  ...['<meta name="a" content="b">', '<script type="application/ld+json">{}</script>', '<a href="#a" id="a">x</a>'],
];

/** Lists of some pages those in which something else is found than in their tags. */
function misread(pages: readonly string[]): string[] {
  return pages.filter((html) =>
    ['', '/b'].some((base) => {
      const fast = inspectPage(base, '/p/', html);
      const whole = inspectTags(base, '/p/', html);
      const found = [...fast.faults, ...[...fast.targets].sort()];
      return found.join('\n') !== [...whole.faults, ...[...whole.targets].sort()].join('\n');
    }),
  );
}

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  isAtSign: fc.boolean(),
  cut: fc.nat(3),
  put: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('', ...FRAGMENTS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  ),
});

const changedPage = fc
  .tuple(fc.constantFrom(PAGE, HEAD, BODY, ...TAGS), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([whole, changes]) =>
    changes.reduce((html, { at, isAtSign, cut, put }) => {
      const signs = isAtSign ? Array.from(html.matchAll(/[<>" ]/gu), ({ index }) => index) : [];
      const from = signs[Math.floor(at * signs.length)] ?? Math.floor(at * html.length);
      return html.slice(0, from) + put + html.slice(from + cut);
    }, whole),
  );

const oddPieces = fc
  .array(fc.constantFrom(...FRAGMENTS, '<a', '<link', '<img', '<p', '<main id="main">', '>', '>', '>'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('a page as templates write it', () => {
  it('is plain, and is found to link to what its tags link to', () => {
    expect([...(plainTargets('/b', PAGE) ?? [])]).toMatchInlineSnapshot(`
      [
        "/b/2019/",
        "/b/feed.xml",
        "/b/x.woff2",
        "/b/site.css",
        "/b/favicon.svg",
        "/b/",
        "/b/2020/01/?x=1&y=2#p",
        "/b/media/a.png",
        "/b/media/b.jpg",
        "/b/media/copies/b-960.webp",
        "/b/media/copies/b-480.webp",
        "/b/2020/02/",
      ]
    `);
    expect(misread([PAGE])).toEqual([]);
  });

  it('is not plain if a link or a tag is wrong', () => {
    for (const body of ['<a href="/c/">x</a>', '<a href="#gone">x</a>', '<p onclick="x">x</p>', '<p>a < b</p>', '<p '])
      expect(plainTargets('/b', PAGE + body), body).toBeUndefined();
  });

  it('is looked through in one pass, however many links lead to one place', () => {
    const html = `${'<a href="#end">x</a>'.repeat(100_000)}<p id="end">x</p>`;
    expect(inspectPage('', '/p/', html)).toEqual({ faults: [], targets: new Set() });
  });

  it('may have a tag of millions of attributes', () => {
    expect(inspectPage('', '/p/', `<p${' d'.repeat(9_000_000)}>x</p>`)).toEqual({ faults: [], targets: new Set() });
  });
});

describe('any page', () => {
  it.each([
    '<A HREF="javascript:alert(1)">x</A>',
    '<IMG SRC="https://evil.example/x.png">',
    `<a title='href="/b/?'></a><a href="javascript:alert(1)">x</a>`,
    '<a href="#gone">x</a><p>Words id="gone"</p>',
    '<a href="#gone">x</a><p title="<i id="gone">x</p>',
    '<a title="</head>" onclick="x">x</a>',
    '<meta content="</head>" http-equiv="refresh">',
    '<link rel="preload" rel="canonical" href="https://evil.example/x">',
    '<script type="application/ld+json"src="/b/x.js"></script>',
  ])('has no fault that is passed over: %s', (markup) => {
    const html = PAGE.replace('</main>', `${markup}</main>`);
    expect(inspectPage('/b', '/p/', html).faults).not.toEqual([]);
    expect(misread([html])).toEqual([]);
  });

  it('of one tag is found to hold what the tag holds, whatever is put anywhere into it', () => {
    const pages = TAGS.flatMap((tag) =>
      Array.from(tag).flatMap((_, at) =>
        FRAGMENTS.flatMap((fragment) => [0, 1].map((cut) => tag.slice(0, at) + fragment + tag.slice(at + cut))),
      ),
    );
    expect(misread(pages)).toEqual([]);
  });

  it('is found to hold what its tags hold after any changes', () => {
    fc.assert(
      fc.property(changedPage, (html) => misread([html]).length === 0),
      { numRuns: 2_000 },
    );
  });

  it('of odd pieces alone is found to hold what its tags hold', () => {
    fc.assert(
      fc.property(oddPieces, (html) => misread([html]).length === 0),
      { numRuns: 4_000 },
    );
  });
});
