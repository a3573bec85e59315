import { describe, expect, it } from 'vitest';
import { problemsOf, render } from './rendering.ts';

describe('links', () => {
  it('to stories become markers, resolved against the file', () => {
    const { html, storyLinks, problems } = render(
      '[a](08-x.md) [b](../../2019/12/31-y.md#%C3%9Cber-uns)\n[c](./06-z.md#)\n\n[d][r]\n\n[r]: <07-w w.md>\n',
    );
    expect(html).toMatchInlineSnapshot(`
      "<p><a data-story="2020/01/08-x.md" data-fragment="">a</a> <a data-story="2019/12/31-y.md" data-fragment="%C3%9Cber-uns">b</a>
      <a data-story="2020/01/06-z.md" data-fragment="">c</a></p>
      <p><a data-story="2020/01/07-w w.md" data-fragment="">d</a></p>"
    `);
    expect(storyLinks).toEqual([
      { path: '2020/01/08-x.md', fragment: '', line: 20, column: 1 },
      { path: '2019/12/31-y.md', fragment: 'Über-uns', line: 20, column: 14 },
      { path: '2020/01/06-z.md', fragment: '', line: 21, column: 1 },
      { path: '2020/01/07-w w.md', fragment: '', line: 23, column: 1 },
    ]);
    expect(problems).toEqual([]);
  });

  it('to stories work in raw HTML too', () => {
    expect(render('See <a href="08-x.md">that</a>.').storyLinks).toEqual([
      { path: '2020/01/08-x.md', fragment: '', line: 20, column: 5 },
    ]);
  });

  it('to other sites are marked, to pages of this site and mailboxes are kept', () => {
    const { html, problems } = render(
      '[a](https://example.org/?a=1&b) [b](/topics/x/) [c](#part) [d](mailto:desk@example.org)\n\n## Part\n',
    );
    expect(html.split('\n')[0]).toMatchInlineSnapshot(
      `"<p><a href="https://example.org/?a=1&#x26;b" rel="external" class="external">a</a> <a href="/topics/x/">b</a> <a href="#part">c</a> <a href="mailto:desk@example.org">d</a></p>"`,
    );
    expect(problems).toEqual([]);
  });

  it('mean the characters that are escaped or named in their addresses and titles', () => {
    const { html } = render(
      '[a](https://example.org/x\\_\\(y\\)?a&amp;b=1\\&c "\\"q\\" &copy;") [b][r\\]]\n\n[r\\]]: <https://example.org/\\*>',
    );
    expect(html).toBe(
      '<p><a href="https://example.org/x_(y)?a&#x26;b=1&#x26;c" rel="external" class="external" title="&#x22;q&#x22; ©">a</a> <a href="https://example.org/*" rel="external" class="external">b</a></p>',
    );
  });

  it('to places of the same page need a heading there, and footnotes have theirs', () => {
    expect(
      problemsOf('## What they said\n\n[a](#what-they-said) [b](#what-they-sad) [c](#source.1) d[^1]\n\n[^1]: Note.\n'),
    ).toBe('22:22 link-dead No heading of this text makes #what-they-sad.');
  });

  it('are made of bare addresses, without the punctuation of the sentence', () => {
    const { html } = render(
      'See https://example.org/a_b_c, (http://example.org/x_(y)) and `https://example.org/code`.',
    );
    expect(html).toMatchInlineSnapshot(
      `"<p>See <a href="https://example.org/a_b_c" rel="external" class="external">https://example.org/a_b_c</a>, (<a href="http://example.org/x_(y)" rel="external" class="external">http://example.org/x_(y)</a>) and <code>https://example.org/code</code>.</p>"`,
    );
  });

  it('are never nested by a bare address', () => {
    const { html } = render('<a href="https://example.org">https://example.org/x</a> [https://example.org/y](/x/)');
    expect(html.match(/<a /gu)).toHaveLength(2);
  });

  it('that lead nowhere or may not be published are reported', () => {
    expect(
      problemsOf(
        [
          '[a](javascript:alert(1))',
          '[a](//example.org)',
          '[a](ftp://example.org)',
          '[a](https://u:p@example.org)',
          '[a](page.html)',
          '[a]()',
          '[a](#)',
          '[a](../../../people/x.md)',
          '[a](../../../../../etc/x.md)',
          '[a](%FF.md)',
        ].join('\n\n'),
      ),
    ).toMatchInlineSnapshot(`
      "20:1 link-unsafe The link to “javascript:alert(1)” cannot be published: its address begins with javascript:.
      22:1 link-unsafe The link to “//example.org” cannot be published: its address begins with //.
      24:1 link-unsafe The link to “ftp://example.org” cannot be published: its address begins with ftp:.
      26:1 link-unsafe The link to “https://u:p@example.org” cannot be published: its address is not a complete http(s) address, or holds a password.
      28:1 link-dead The link to “page.html” leads to no story.
      30:1 link-dead The link to “” leads to no story.
      32:1 link-dead The link to “#” leads to no story.
      34:1 link-dead The link to “../../../people/x.md” leads to no story.
      36:1 link-dead The link to “../../../../../etc/x.md” leads to no story.
      38:1 link-dead The link to “%FF.md” leads to no story."
    `);
  });
});

describe('pictures', () => {
  it('of the content folder become markers, alone as figures', () => {
    const { html, images, problems } = render(
      '![A call](media/2020/call.jpg "The call, 5 January")\n\nText ![B](../../../media/b%20c.PNG) text\n',
    );
    expect(html).toMatchInlineSnapshot(`
      "<figure><img data-media="media/2020/call.jpg" alt="A call" loading="lazy" decoding="async"><figcaption>The call, 5 January</figcaption></figure>
      <p>Text <img data-media="media/b c.PNG" alt="B" loading="lazy" decoding="async"> text</p>"
    `);
    expect(images).toEqual([
      { src: 'media/2020/call.jpg', line: 20, column: 1 },
      { src: 'media/b c.PNG', line: 22, column: 6 },
    ]);
    expect(problems).toEqual([]);
  });

  it('that are remote, missing, mute or of another kind are reported', () => {
    expect(
      problemsOf(
        [
          '![a](https://example.org/a.jpg)',
          '![a](data:image/png;base64,AA)',
          '![a](../x.jpg)',
          '![a](media/../x.jpg)',
          '![](media/x.jpg)',
          '![a](media/x.svg)',
          '<img src="media/x.jpg">',
        ].join('\n\n'),
      ),
    ).toMatchInlineSnapshot(`
      "20:1 image-remote The image “https://example.org/a.jpg” does not lie in the content folder.
      22:1 image-remote The image “data:image/png;base64,AA” does not lie in the content folder.
      24:1 image-missing The image “../x.jpg” is not in content/media.
      26:1 image-missing The image “media/../x.jpg” is not in content/media.
      28:1 image-alt The image “media/x.jpg” has no alternative text.
      30:1 image-kind The image “media/x.svg” is not a JPEG, PNG, WebP, AVIF or GIF.
      32:1 image-alt The image “media/x.jpg” has no alternative text."
    `);
  });
});
