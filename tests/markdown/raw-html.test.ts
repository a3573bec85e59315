import { describe, expect, it } from 'vitest';
import { problemsOf, render } from './rendering.ts';

describe('raw HTML', () => {
  it('of plain elements is kept, with language and direction', () => {
    const { html, problems } = render(
      '<details><summary>More</summary>\n\nText *here* <span lang="ur" dir="rtl">متن</span>, H<sub>2</sub>O.\n\n</details>\n\n<table><tr><th scope="col">a<td colspan=2>b</table>',
    );
    expect(html).toMatchInlineSnapshot(`
      "<details><summary>More</summary>
      <p>Text <em>here</em> <span lang="ur" dir="rtl">متن</span>, H<sub>2</sub>O.</p>
      </details>
      <div class="scroll" tabindex="0" role="region" aria-label="Table"><table><tbody><tr><th scope="col">a</th><td colspan="2">b</td></tr></tbody></table></div>"
    `);
    expect(problems).toEqual([]);
  });

  it('drops comments in silence', () => {
    expect(render('<!-- note -->\n\nText<!-- x -->.')).toMatchObject({ html: '<p>Text.</p>', problems: [] });
  });

  it('is reported, one problem a piece, when something was taken out', () => {
    expect(
      problemsOf(
        [
          'a <script>alert(1)</script> b',
          '<p onclick="x()" class="big" style="color:red" data-x=1 lang="not a tag">x</p>',
          '<iframe src="https://example.org"></iframe>',
          '<center><font color=red>x</font></center>',
          '<script>\nfor ever\n\nand ever',
        ].join('\n\n'),
      ),
    ).toMatchInlineSnapshot(`
      "20:3 html-removed Raw HTML was removed: <script>.
      22:1 html-removed Raw HTML was removed: onclick= on <p>, class= on <p>, style= on <p>, data-x= on <p>, lang= on <p>.
      24:1 html-removed Raw HTML was removed: <iframe>.
      26:1 html-removed Raw HTML was removed: <center>, <font>.
      28:1 html-removed Raw HTML was removed: <script>. It has no </script>, so the rest of this piece is lost too."
    `);
  });

  it('keeps the words of elements that it does not know', () => {
    expect(render('<center>kept</center> and <blink>this</blink>').text).toBe('kept and this');
  });

  it('drops scripts with their code, but no text after a script that never ends in its paragraph', () => {
    expect(render('a <script>alert(1)</script> b <script> c').text).toBe('a b c');
  });

  it('names the right way for a tweet embed', () => {
    const embed =
      '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Spoke to FM</p>&mdash; Dr. S. Jaishankar (@DrSJaishankar) <a href="https://twitter.com/DrSJaishankar/status/1">January 5, 2020</a></blockquote>\n<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>';
    const { problems } = render(embed);
    expect(problems.map(({ message, fix }) => `${message} ${fix}`)).toMatchInlineSnapshot(`
      [
        "Raw HTML was removed: class= of a tweet embed on <blockquote>, <script>. Give the post in tweets: in the front matter and place it with ::tweet{key="…"}.",
      ]
    `);
  });

  it('cannot close what Markdown opened', () => {
    expect(render('- a </li></ul></div> b\n- c').html).toBe('<ul>\n<li>a  b</li>\n<li>c</li>\n</ul>');
  });

  it('does not spread an unclosed element over the rest of the story', () => {
    expect(render('One <b>two\n\nthree <a href="/x/">four\n\n<em>\n\nfive').html).toMatchInlineSnapshot(`
      "<p>One <b>two</b></p>
      <p>three <a href="/x/">four</a></p>
      <em></em>
      <p>five</p>"
    `);
  });
});
