import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBody, type BodyOptions } from '../../../src/importers/body/body.ts';
import type { DraftBody } from '../../../src/importers/foreign.ts';
import { withoutForbidden } from '../../../src/reading/decode.ts';
import { renderMarkdown } from '../../../src/markdown/render.ts';

function convert(text: string, format: DraftBody['format'] = 'html', more: Partial<BodyOptions & DraftBody> = {}) {
  const body = { format, text, ...(more.base !== undefined && { base: more.base }) };
  const { markdown, posts, fates } = toBody(body, { title: 'Harbour closed', ...more });
  const { problems } = renderMarkdown(markdown, { file: 'articles/2020/01/05-a.md', bodyLine: 1 });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { markdown, posts, fates, how: fates.map((fate) => `${fate.field}: ${fate.fate}`) };
}

describe('HTML', () => {
  it('becomes Markdown as a person types it', () => {
    const { markdown, fates } = convert(
      `<h1>Harbour closed</h1><p>The <b>harbour</b> of <a href="https://example.org/lindby">Lindby</a> is <em>closed</em>.</p>
      <h2>Why</h2><ul><li>Ice</li><li>Wind</li></ul><blockquote><p>We wait.</p></blockquote>
      <table><caption>Ships</caption><tr><th>Ship</th><th>Day</th></tr><tr><td>Anna</td><td>5</td></tr></table>
      <pre><code class="language-sh">ls -l\n</code></pre><ol start="3"><li>x<sup>2</sup></li></ol>`,
    );
    expect(markdown).toMatchInlineSnapshot(`
      "The **harbour** of [Lindby](https://example.org/lindby) is *closed*.

      ## Why

      - Ice
      - Wind

      > We wait.

      Ships

      | Ship | Day |
      | - | - |
      | Anna | 5 |

      \`\`\`sh
      ls -l
      \`\`\`

      3. x<sup>2</sup>"
    `);
    expect(fates).toMatchInlineSnapshot(`
      [
        {
          "fate": "dropped",
          "field": "heading in the text",
          "why": "it repeats the title",
        },
      ]
    `);
  });

  it('has no space, break or mark within marks that a person would not type', () => {
    const { markdown } = convert(
      `<p><b>Fixed in: </b>2.8, <b>Note:</b>read <em>this </em><strong>bold<strong> text.</strong></strong> <b>one</b><b>two</b> <a href="https://example.org/a"> a </a>end</p>
      <p>그는<b>“안녕”</b>이라고 <b>말했다.</b>그리고 <i><br></i> <strong>갔다.<br></strong></p>`,
    );
    expect(markdown).toBe(
      '**Fixed in:** 2.8, **Note**:read *this* **bold text.** **onetwo** [a](https://example.org/a) end\n\n그는“**안녕**”이라고 **말했다**.그리고\\\n**갔다.**',
    );
  });

  it('has paragraphs where several line breaks part words', () => {
    const { markdown } = convert(
      '<div>&nbsp; One<br>two<br>\n&nbsp;<br><b>three<br><br>four<br></b><br><br></div><ul><li><br>five<br><br>six</li></ul>',
    );
    expect(markdown).toBe('One\\\ntwo\n\n**three**\n\n**four**\n\n- five\n\n  six');
  });

  it('keeps no address that runs something, and tells', () => {
    const { markdown, how } = convert(
      '<p>See <a href="javascript:alert(1)">this</a>, <a href="/old/page">that</a>, <a href="#nowhere">here</a> and <a href="mailto:desk@example.org">us</a>.</p><script>alert(1)</script>',
    );
    expect(markdown).toBe('See this, that, here and [us](mailto:desk@example.org).');
    expect(how).toMatchInlineSnapshot(`
      [
        "<script> in the text: dropped",
        "link in the text: changed",
        "link in the text: changed",
        "link in the text: changed",
      ]
    `);
  });

  it('reads relative addresses against that of the page', () => {
    const { markdown } = convert('<p><a href="../b/">B</a> <a href="//example.com/c">C</a></p>', 'html', {
      base: 'https://example.org/a/',
    });
    expect(markdown).toBe('[B](https://example.org/b/) [C](https://example.com/c)');
  });

  it('makes links of pictures on other sites and shows those of the input', () => {
    const { markdown } = convert(
      '<p><img src="https://example.org/a.jpg" alt="The quay"></p><p><img src="b.png" alt="A crane"></p><p><a href="https://example.org/"><img src="https://example.org/c.jpg"></a></p><p><img src="b.png"></p>',
      'html',
      { pictureOf: (source) => (source === 'b.png' ? 'media/b.png' : undefined) },
    );
    expect(markdown).toBe(
      '[Picture: The quay](https://example.org/a.jpg)\n\n![A crane](media/b.png)\n\n[Picture](https://example.org/)',
    );
  });

  it('says in place of a picture what its title does, where nothing else does', () => {
    const pictureOf = (source: string) => (source === 'b.png' ? 'media/b.png' : undefined);
    const shown = (text: string) => convert(text, 'markdown', { pictureOf }).markdown;
    expect(shown('![](b.png "A crane")')).toBe('![A crane](media/b.png)');
    expect(shown('![Crane](b.png "The new crane")')).toBe('![Crane](media/b.png "The new crane")');
    expect(shown('![A](https://example.org/a.jpg "B")')).toBe('[Picture: A](https://example.org/a.jpg "B")');
    expect(shown('![A](gone.jpg "B")')).toBe('Picture: A (B)');
  });

  it('sets the items of a list apart where they are paragraphs', () => {
    const list = (ending: string) =>
      convert(`- One\n  - Two\n${ending}- Three\n  - Four\n  - Five\n\n<br>`, 'markdown');
    expect(list('').markdown).toBe('- One\n  - Two\n- Three\n  - Four\n  - Five');
    expect(list('\n').markdown).toBe('- One\n\n  - Two\n\n- Three\n\n  - Four\n  - Five');
    expect(convert('<ul><li>One<p>Two</p></li><li>Three<div>Four</div></li></ul>').markdown).toBe(
      '- One\n\n  Two\n\n- Three\n\n  Four',
    );
  });

  it('leaves out pictures of a single dot, and tells', () => {
    const { markdown, fates } = convert('<p>We wait.<img src="https://example.org/count" width="1" height="1"></p>');
    expect(markdown).toBe('We wait.');
    expect(fates).toEqual([
      {
        field: 'picture in the text',
        value: 'https://example.org/count',
        fate: 'dropped',
        why: 'it counted readers, who never saw it',
      },
    ]);
  });

  it('leads to other stories of the input, but not from a story to itself', () => {
    const paths: Readonly<Record<string, string>> = { a: '2020/01/05-a.md', b: '2020/01/06-b.md' };
    const { markdown } = convert(
      '<p><a href="https://example.org/a">A</a> <a href="https://example.org/b">B</a></p>',
      'html',
      { path: '2020/01/05-a.md', storyAt: (address) => paths[address.replace('https://example.org/', '')] },
    );
    expect(markdown).toBe('[A](https://example.org/a) [B](06-b.md)');
  });

  it('is refused, or taken without its markup, where there is more of it than can be read at once', () => {
    const { fault } = toBody({ format: 'html', text: `<p>${'Ice. '.repeat(500_000)}</p>` }, { title: 'Ice' });
    expect(fault).toBe('It has 2500000 characters, and a story’s file holds no more than 2 MiB.');
    const marks = toBody({ format: 'text', text: '['.repeat(300_001) }, { title: 'Ice' });
    expect(marks.fault).toBe('More than 300000 of its characters are marks.');
    const { markdown, how } = convert(`<p>One</p>${'<br>'.repeat(2_000_000)}<b>two</b>`);
    expect([markdown, how]).toEqual(['One\n\ntwo', ['text: changed']]);
    expect(convert(`<p>One <img alt="Q" src="data:image/png;base64,${'A'.repeat(3_000_000)}"></p>`).markdown).toBe(
      'One Picture: Q',
    );
  });

  it('makes records of posts, with their places', () => {
    const { markdown, posts } = convert(
      '<p>She wrote:</p><blockquote class="twitter-tweet"><p lang="en" dir="ltr">The harbour opens at noon.</p>&mdash; Harbour Desk (@harbourdesk) <a href="https://twitter.com/harbourdesk/status/1213758000000000000">January 5, 2020</a></blockquote><p>And it did.</p>',
    );
    expect(markdown).toBe('She wrote:\n\n::tweet{key="harbourdesk-2020-01-05"}\n\nAnd it did.');
    expect(posts).toMatchObject([{ handle: 'harbourdesk', text: 'The harbour opens at noon.' }]);
  });

  it('is written as plain paragraphs where it is nested without end', () => {
    const { markdown, how } = convert(`<p>Begin</p>${'<div><blockquote>'.repeat(5000)}Words in the deep`);
    expect(markdown).toBe('Begin\n\nWords in the deep');
    expect(how).toEqual(['text: changed']);
  });
});

describe('Markdown', () => {
  it('keeps footnotes, writes references out and moves headings below the title', () => {
    const { markdown } = convert(
      '# Harbour closed\n\nWords[^1] with [a link][ref], <b>bold</b> and snake_case [sic].\n\n# Part\n\n## Below\n\n[ref]: https://example.org/x "T"\n[^1]: A note.\n',
      'markdown',
    );
    expect(markdown).toMatchInlineSnapshot(`
      "Words[^1] with [a link](https://example.org/x "T"), **bold** and snake_case [sic].

      ## Part

      ### Below

      [^1]: A note."
    `);
  });

  it('has no more backslashes than it needs', () => {
    const words = '**Update [2019]** [a] **[c]**(d) [e](https://port.example/?a=1&q=is)';
    expect(convert(words, 'markdown').markdown).toBe(words);
    const needed = '[e](https://port.example/?a=1\\&copy;=2) \\[f][g](https://port.example/)';
    expect(convert(needed, 'markdown').markdown).toBe(needed);
    expect(convert('See [here]().', 'markdown', { base: 'https://port.example/a/' }).markdown).toBe('See here.');
  });

  it('shows as code what looks like the place of a post that is not there', () => {
    expect(convert('A\n\n::tweet{key="none"}\n\nB', 'markdown').markdown).toBe('A\n\n`::tweet{key="none"}`\n\nB');
    expect(convert('A\n\n::tweet{key="call"}\n\nB', 'markdown', { tweets: ['call'] }).markdown).toBe(
      'A\n\n::tweet{key="call"}\n\nB',
    );
  });
});

describe('any text', () => {
  it('becomes Markdown that has no error, without its markup at the worst', () => {
    const part = fc.oneof(
      fc.constantFrom(...'*_[]()<>!#`~|\\-+=.:&\n'.split('')),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<a href="#x">',
        '<a href="x y">',
        '<img src=a.png alt=b>',
        '<table><tr><td>',
        '<sup>',
        '<li>',
        '<h1>',
        '<!--',
      ),
      fc.constantFrom(
        '[a](#b)',
        '![](c)',
        '[a]: <x y>',
        '[^1]',
        '[^1]: n',
        '::tweet{key="a"}',
        '::tweet{',
        '\n\n',
        '> ',
        '- ',
        '1. ',
        '| a | b |\n|-|-|',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 30 }),
        fc.constantFrom('markdown' as const, 'html' as const),
        (parts, format) => {
          convert(parts.join(''), format);
        },
      ),
      { numRuns: Number(process.env['DATELINE_RUNS'] ?? 500) },
    );
  });
});

describe('plain text', () => {
  it('says on the page the words that it said', () => {
    const marks = fc.constantFrom(
      ...'*_[]()<>!#`~|\\\\-+=.:&;^{}"\'1a A@/\n'.split(''),
      '::tweet{key="a"}',
      'http://a.b',
      '&amp;',
      '[^a]',
      '--',
      '\n\n',
    );
    const unit = fc.oneof({ weight: 6, arbitrary: marks }, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }));
    const words = (text: string) =>
      text
        .normalize('NFC')
        .replaceAll(/[\s\uFEFF]+/gu, ' ')
        .trim();
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 40 }).map((parts) => parts.join('')),
        (text) => {
          const { markdown, fates } = convert(text, 'text');
          fc.pre(!fates.some(({ field }) => field !== 'text'));
          const rendered = renderMarkdown(markdown, { file: 'articles/a.md', bodyLine: 1 });
          expect(words(rendered.text)).toBe(words(withoutForbidden(text)));
        },
      ),
      { numRuns: Number(process.env['DATELINE_RUNS'] ?? 500) },
    );
  });

  it('has no markup', () => {
    const { markdown } = convert(
      '# No heading\n\n* no list <b>no tag</b>\n\n1. [x](y) _a_ `c` ~~d~~ a|b\n\n::tweet{key="x"}',
      'text',
    );
    const { text, html } = renderMarkdown(markdown, { file: 'articles/a.md', bodyLine: 1 });
    expect(text).toBe('# No heading\n\n* no list <b>no tag</b>\n\n1. [x](y) _a_ `c` ~~d~~ a|b\n\n::tweet{key="x"}');
    expect(html).not.toMatch(/<(?:h\d|ul|ol|em|b|a|del)\b/u);
  });
});
