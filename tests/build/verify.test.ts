import { describe, expect, it } from 'vitest';
import { deadLinks, fileOf, inspectPage } from '../../src/build/verify.ts';
import { makeFolder, writeFiles } from '../content-folder.ts';

/** Checks a site of pages by address; `base` is the path under which it stands. */
function faultsOf(pages: Readonly<Record<string, string>>, base = ''): string[] {
  const folder = makeFolder();
  const faults: string[] = [];
  const targets = new Map<string, string>();
  for (const [address, html] of Object.entries(pages)) {
    writeFiles(folder, { [fileOf(address)]: html });
    const found = inspectPage(base, address, html);
    faults.push(...found.faults);
    for (const target of found.targets) targets.set(target, address);
  }
  return [...faults, ...deadLinks(base, folder, targets)].sort();
}

/** Checks one page alone, beside an empty front page. */
const faultsIn = (html: string) => faultsOf({ '/': '', '/a/': html });

describe('links of rendered pages', () => {
  it('may lead to pages, files, places and other sites', () => {
    expect(
      faultsOf({
        '/': '<a href="/a/">A</a> <a href="/a/#part.1">Part</a> <a href="#main">Main</a><main id="main"></main>',
        '/a/': '<h2 id="part.1">1</h2> <a href="/">Front</a> <a href="#">Top</a> <img src="/m/x.png" alt="">',
        '/m/x.png': 'PNG',
        '/b/':
          '<a href="https://example.org/a?b=c#d">Other</a> <a href="mailto:a@example.org">Mail</a> <a href="/a/?x=1#part.1">A</a>',
      }),
    ).toEqual([]);
  });

  it('that lead to no page are found, with the page that has them', () => {
    expect(faultsOf({ '/': '<a href="/gone/">Gone</a><img src="/gone.png" alt="">', '/a/': '' }))
      .toMatchInlineSnapshot(`
      [
        "/  links to /gone.png, which is not there",
        "/  links to /gone/, which is not there",
      ]
    `);
  });

  it('that lead to no place of their own page or of another are found', () => {
    expect(
      faultsOf({
        '/': '<a href="#gone">Gone</a> <a href="/a/#gone">Gone</a> <p id="here">id="gone"</p>',
        '/a/': '<p id="here"> id="gone"</p>',
      }),
    ).toMatchInlineSnapshot(`
      [
        "/  links to #gone, which is not on the page",
        "/  links to /a/#gone, a place that is not on that page",
      ]
    `);
  });

  it('that leave the path under which the site stands are found', () => {
    expect(
      faultsOf(
        {
          '/': '<a href="/archive/a/">A</a> <a href="/a/">A</a> <a href="/archived/">A</a>',
          '/a/': '<a href="/archive/">F</a>',
        },
        '/archive',
      ),
    ).toMatchInlineSnapshot(`
      [
        "/  links to /a/, which is outside the site’s path",
        "/  links to /archived/, which is outside the site’s path",
      ]
    `);
  });

  it('are named as they stand on the page, whatever the path of the site', () => {
    expect(faultsOf({ '/a/': '<a href="/archive/gone/">G</a>' }, '/archive')).toEqual([
      '/a/  links to /archive/gone/, which is not there',
    ]);
  });

  it('are the same page percent-encoded or not', () => {
    expect(
      faultsOf({
        '/': '<a href="/quotes/%E0%A4%B9%E0%A4%BF/">1</a> <a href="/quotes/हि/">2</a> <a href="/a/#%E0%A4%B9">3</a> <a href="/a/#ह">4</a> <img src="/media/two%20words.png" alt="">',
        '/quotes/हि/': '<a href="#%E0%A4%B9">1</a><p id="ह"></p>',
        '/a/': '<p id="ह"></p>',
        '/media/two words.png': 'PNG',
      }),
    ).toEqual([]);
    expect(faultsIn('<a href="/quotes/%E0%A4%B9/">1</a> <a href="#%E0%A4%B9">2</a>')).toHaveLength(2);
  });

  it('that no browser can decode are faults and stop no check', () => {
    expect(
      faultsIn('<a href="/%zz/">1</a> <a href="#%zz">2</a> <a href="/%E0%A4/">3</a> <a href="/#%zz">4</a>'),
    ).toHaveLength(4);
  });

  it('are read as a browser reads them, with entities', () => {
    expect(
      faultsOf({
        '/': '<a href="/a&amp;b/">1</a> <a href="/a&#38;b/">2</a> <a href="/a&#x26;b/">3</a> <a href="/a&amp;b/#x&quot;y">4</a> <a href="#&#38;lt;">5</a><i id="&amp;lt;"></i>',
        '/a&b/': '<p id="x&quot;y"></p>',
      }),
    ).toEqual([]);
    expect(faultsIn('<a href="/a&amp;amp;b/">1</a>')).toEqual(['/a/  links to /a&amp;b/, which is not there']);
  });

  it('are found beside attributes that hold angle brackets', () => {
    expect(faultsIn('<a title="1 > 2" href="/gone/">G</a>')).toHaveLength(1);
    expect(faultsIn('<a href="#x">X</a> <p title="1 > 2 <" id="x"></p>')).toEqual([]);
  });

  it('are not read out of words, code or comments of JSON', () => {
    expect(
      faultsIn(
        '<p>href="/gone/" and src="/gone.png"</p><code>&lt;a href="/gone/"></code><p title="<a href=/gone/>"></p>',
      ),
    ).toEqual([]);
  });

  it.each([
    'gone/',
    '../gone/',
    '//evil.example/',
    'javascript:alert(1)',
    'ftp://example.org/',
    '/\\evil.example',
    '',
    '?x',
  ])('cannot be %j', (link) => expect(faultsIn(`<a href="${link}">x</a>`)).not.toEqual([]));
});

describe('what may run or load something', () => {
  it.each([
    '<script>alert(1)</script>',
    '<script src="/x.js"></script>',
    '<SCRIPT type="text/javascript">alert(1)</SCRIPT>',
    '<script type="module">alert(1)</script>',
    '<script type="application/ld+json" src="https://evil.example/x.js"></script>',
    '<iframe src="/a/"></iframe>',
    '<iframe srcdoc="x">',
    '<object data="/x"></object>',
    '<embed src="/x">',
    '<form action="/x"></form>',
    '<base href="/x">',
    '<style>p{}</style>',
    '<p style="color:red">x</p>',
    '<p class="a" STYLE="color:red">x</p>',
    '<p onclick="x">x</p>',
    "<p onclick='x'>x</p>",
    '<p onclick=x>x</p>',
    '<p onclick = "x">x</p>',
    '<p class="a" onClick="x">x</p>',
    '<p title="1 > 2" onclick="x">x</p>',
    "<p title='\"' onclick=x title='\"'>x</p>",
    '<p\nonclick="x">x</p>',
    '<img src="/a/" alt=""onerror="x">',
    '<svg/onload=x>',
    '<img/src=/a/ onerror=x>',
    '<button formaction="/x">x</button>',
    '<a ping="/x" href="/a/">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=javascript:alert(1)>x</a>',
    "<a href='javascript:alert(1)'>x</a>",
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#x6A;avascript:alert(1)">x</a>',
    '<a href="JavaScript&colon;alert(1)">x</a>',
    '<A HREF="&#106;avascript:alert(1)">x</A>',
    '<a href="javascript:alert(1)" href="/a/">x</a>',
    '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
    '<a href="data:text/html,x">x</a>',
    '<img src="data:image/png;base64,AA" alt="">',
    '<a href="vbscript:x">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<img src="https://evil.example/x.png" alt="">',
    '<img src="//evil.example/x.png" alt="">',
    '<img src=//evil.example/x.png alt="">',
    '<img alt="1 > 2" src="http://evil.example/x.png">',
    '<img src="/a/" srcset="/a/ 1x, https://evil.example/x.png 2x" alt="">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<link href="https://evil.example/x.css" rel="stylesheet">',
    '<link rel="preload" href="//evil.example/x" as="font">',
    '<video poster="https://evil.example/x.png"></video>',
    '<video src="https://evil.example/x"></video>',
    '<audio src="https://evil.example/x"></audio>',
    '<picture><source srcset="https://evil.example/x"></picture>',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  ])('is found: %s', (html) => expect(faultsIn(`<p>Words.</p>${html}<p>Words.</p>`)).not.toEqual([]));

  it('is named with its page', () => {
    expect(faultsOf({ '/': '<p onclick="x">x</p><iframe src="/"></iframe>' })).toMatchInlineSnapshot(`
      [
        "/  holds an attribute onclick, which may not be published",
        "/  holds an element iframe, which may not be published",
      ]
    `);
  });

  it.each([
    '<p>Write onclick="x" or style="y" or href="javascript:z".</p>',
    '<pre><code>&lt;script>alert(1)&lt;/script> &lt;p onclick="x"></code></pre>',
    '<p>a &lt; b onclick=c</p>',
    '<p title="a onclick=b" class="c">x</p>',
    '<p title="<script>alert(1)</script>">x</p>',
    '<p title="<img src=x onerror=alert(1)>">x</p>',
    '<p title="it\'s onclick=b">x</p>',
    '<a href="/?q=onclick=x">x</a>',
    '<a href="https://example.org/?style=a&amp;onload=b">x</a>',
    '<a href="https://example.org/javascript:alert(1)">x</a>',
    '<p class="on" data-on="x" lang="en">one two</p>',
    '<scripture>x</scripture><p class="iframe">x</p>',
    '<script type="application/ld+json">{"a":"\\u003cp onclick=x\\u003e","b":" href=\\"javascript:x\\""}</script>',
    '<link rel="canonical" href="https://record.example/a/">',
    '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
    '<link rel="stylesheet" href="/a/">',
    '<meta property="og:image" content="https://record.example/x.png">',
    '<meta http-equiv="refresh" content="0; url=/a/">',
    '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body></body></html>',
  ])('is not seen in: %s', (html) => expect(faultsIn(html)).toEqual([]));
});

describe('a page that is plain', () => {
  /** The same words in a page whose markup is peculiar (an attribute without quotes), which is read tag by tag. */
  const asWhole = (html: string) => html.replace('</head>', '</head><p title=x></p><img alt="" src=/a/>');
  const headed = (body: string) =>
    `<html><head><link rel="stylesheet" href="/s.css"></head><body>${body}</body></html>`;

  it.each([
    '<a href="/b/">B</a> <img src="/c.png" alt=""> <a href="https://example.org/">O</a>',
    '<a href="/b/?x=1&amp;y=2#p&quot;q">B</a> <a href="#here">H</a><p id="here">x</p>',
    '<p>href="/words/"</p><a href="#gone">G</a>',
    '<a href="/b/">B</a><img src="//evil.example/x.png" alt="">',
    '<area href="https://example.org/"><svg><use href="https://evil.example/x"></use></svg>',
    '<a href="/b/" onclick="x">B</a>',
    '<a title="1 > 2" href="ftp://example.org/">F</a>',
  ])('is found to hold what it holds when it is read tag by tag: %s', (body) => {
    const plain = inspectPage('', '/p/', headed(body));
    const whole = inspectPage('', '/p/', asWhole(headed(body)));
    expect(plain.faults).toEqual(whole.faults);
    // Words that look like a link may be looked for too; no link is ever left out.
    expect([...plain.targets, '/a/']).toEqual(expect.arrayContaining([...whole.targets]));
  });

  it('has the links of its head looked through as well', () => {
    const { faults, targets } = inspectPage('', '/p/', headed('<a href="/b/">B</a>'));
    expect({ faults, targets: [...targets].sort() }).toEqual({ faults: [], targets: ['/b/', '/s.css'] });
    const foreign = headed('').replace('/s.css', 'https://evil.example/s.css');
    expect(inspectPage('', '/p/', foreign).faults).toEqual([
      '/p/  loads https://evil.example/s.css, which is no file of this site',
    ]);
  });
});

describe('the file of a page', () => {
  it('stands where its address says', () => {
    expect(['/', '/a/', '/404.html', '/a/b.xml'].map(fileOf)).toEqual([
      'index.html',
      'a/index.html',
      '404.html',
      'a/b.xml',
    ]);
  });
});
