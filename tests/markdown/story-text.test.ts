import { describe, expect, it } from 'vitest';
import { render } from './rendering.ts';

const STORY = `# Talks in *Delhi*

Mr. Jaishankar & others met at 9:30, ~5 km away.[^n] A ~~false~~ line  
broken.

## Über uns

| Country | Votes |
|---------|------:|
| India   | 3 |

### Über uns

> Quoted Name

\`\`\`js
let a < b;
\`\`\`

[^n]: A note.
`;

describe('a story', () => {
  it('is rendered with its headings one level down, its table, note, quotation and code', () => {
    expect(render(STORY).html).toMatchInlineSnapshot(`
      "<div class="heading"><h2 id="talks-in-delhi">Talks in <em>Delhi</em></h2><a class="anchor" href="#talks-in-delhi" aria-labelledby="talks-in-delhi">#</a></div>
      <p>Mr. Jaishankar &#x26; others met at 9:30, ~5 km away.<sup><a href="#note.fn-1" id="note.fnref-1" data-footnote-ref aria-describedby="footnote-label">1</a></sup> A <del>false</del> line<br>
      broken.</p>
      <div class="heading"><h3 id="über-uns">Über uns</h3><a class="anchor" href="#%C3%BCber-uns" aria-labelledby="über-uns">#</a></div>
      <div class="scroll" tabindex="0" role="region" aria-label="Table"><table>
      <thead>
      <tr>
      <th>Country</th>
      <th class="align-right">Votes</th>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td>India</td>
      <td class="align-right">3</td>
      </tr>
      </tbody>
      </table></div>
      <div class="heading"><h4 id="über-uns-1">Über uns</h4><a class="anchor" href="#%C3%BCber-uns-1" aria-labelledby="über-uns-1">#</a></div>
      <blockquote>
      <p>Quoted Name</p>
      </blockquote>
      <pre><code class="language-js">let a &#x3C; b;
      </code></pre>
      <section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2>
      <ol>
      <li id="note.fn-1">
      <p>A note. <a href="#note.fnref-1" data-footnote-backref="" aria-label="Back to reference 1" class="data-footnote-backref">↩</a></p>
      </li>
      </ol>
      </section>"
    `);
  });

  it('gives its headings with ids that differ', () => {
    expect(render(STORY).headings).toEqual([
      { id: 'talks-in-delhi', depth: 2, text: 'Talks in Delhi' },
      { id: 'über-uns', depth: 3, text: 'Über uns' },
      { id: 'über-uns-1', depth: 4, text: 'Über uns' },
    ]);
  });

  it('gives its plain text and the number of its words', () => {
    const { text, words } = render(STORY);
    expect(text).toMatchInlineSnapshot(`
      "Talks in Delhi

      Mr. Jaishankar & others met at 9:30, ~5 km away. A false line
      broken.

      Über uns

      Country Votes

      India 3

      Über uns

      Quoted Name

      let a < b;

      A note."
    `);
    expect(words).toBe(31);
  });

  it('offers names only where they may be linked', () => {
    const { html, nameRuns } = render(`${STORY}\nA [B](/b/) \`C\` <q>D</q> E & "F" > G`);
    expect(nameRuns.map(([begin, end]) => html.slice(begin, end).trim())).toMatchInlineSnapshot(`
      [
        "Mr. Jaishankar &#x26; others met at 9:30, ~5 km away.",
        "A",
        "false",
        "line",
        "broken.",
        "Country",
        "Votes",
        "India",
        "A",
        "E &#x26; "F"",
        "G",
        "A note.",
      ]
    `);
  });

  it('offers no names from attributes, whatever stands in them', () => {
    const { html, nameRuns } = render('![A > Name](media/x.jpg) <abbr title="B > Name">x</abbr>');
    expect(nameRuns.map(([begin, end]) => html.slice(begin, end))).toEqual(['x']);
  });

  it('keeps headings where they are when none is of the first level', () => {
    expect(render('## A\n\n###### B').headings.map(({ depth }) => depth)).toEqual([2, 6]);
    expect(render('# A\n\n###### B').headings.map(({ depth }) => depth)).toEqual([2, 6]);
  });

  it('never takes an id that a page owns', () => {
    const ids = render('## main\n\n## Footnote label\n\n## source.1\n\n## quote.call\n\n## 🎉\n\n## 🎉').headings.map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['main-1', 'footnote-label-1', 'source1', 'quotecall', 'section', 'section-1']);
  });

  it('gives footnotes ids that no labels can make equal', () => {
    const { html } = render('A[^a] b[^a] c[^a-2].\n\n[^a]: One.\n\n[^a-2]: Two.');
    const ids = [...html.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('note.fn-1');
  });

  it('counts each character of Chinese and Japanese as a word', () => {
    expect(render('印度 told Iran').words).toBe(4);
  });

  it('names each of several tables differently', () => {
    const table = '| a |\n|---|\n| b |\n';
    expect(render(`${table}\n${table}`).html.match(/aria-label="[^"]+"/gu)).toEqual([
      'aria-label="Table"',
      'aria-label="Table 2"',
    ]);
  });

  it.each([
    [
      '<https://example.org>',
      '<p><a href="https://example.org" rel="external" class="external">https://example.org</a></p>',
    ],
    ['a  \nb', '<p>a<br>\nb</p>'],
    ['- [ ] a', '<ul>\n<li>[ ] a</li>\n</ul>'],
    ['\\*a\\* &amp; &copy;', '<p>*a* &#x26; ©</p>'],
    ['***a*** __b__ `c`', '<p><em><strong>a</strong></em> <strong>b</strong> <code>c</code></p>'],
    ['a\n===', '<div class="heading"><h2 id="a">a</h2><a class="anchor" href="#a" aria-labelledby="a">#</a></div>'],
    ['3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['---', '<hr>'],
    ['\ta', '<pre><code>a\n</code></pre>'],
    ['@name #tag 1 < 2', '<p>@name #tag 1 &#x3C; 2</p>'],
  ])('follows CommonMark: %j', (markdown, html) => {
    expect(render(markdown).html).toBe(html);
  });
});
