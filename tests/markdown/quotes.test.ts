import { describe, expect, it } from 'vitest';
import { problemsOf, render } from './rendering.ts';

describe('quotes in the text', () => {
  it('become markers, collected in order with their places', () => {
    const { html, quotes, problems } = render('Before.\n\n::tweet{key="call"}\n\n- ::statement{key=mea}\n');
    expect(html).toMatchInlineSnapshot(`
      "<p>Before.</p>
      <dateline-quote data-kind="tweet" data-key="call"></dateline-quote>
      <ul>
      <li>
      <dateline-quote data-kind="statement" data-key="mea"></dateline-quote>
      </li>
      </ul>"
    `);
    expect(quotes).toEqual([
      { kind: 'tweet', key: 'call', line: 22, column: 1 },
      { kind: 'statement', key: 'mea', line: 24, column: 3 },
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    '3:17 and 9:30',
    'Leser:innen :innen',
    ':::note\nwords\n:::',
    '::youtube{id=1}',
    '::youtube[label]{id=1}',
    '::tweeting{key="x"}',
    '::tweet-x{key="x"}',
    ':name[label]{a=b}',
    '::',
    '::: tweet',
  ])('stay text as typed where they are not ours: %s', (markdown) => {
    const { text, html, problems } = render(`A line\n${markdown}`);
    expect(text).toBe(`A line ${markdown.replaceAll('\n', ' ')}`);
    expect(html.match(/<p>/gu)).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it('are reported where they stand in the file when they are not well formed', () => {
    const markdown = [
      'One',
      '',
      '::tweet{key=""}',
      '::tweet',
      '::tweet{#call}',
      '::statement[label]{key="x"}',
      '::tweet{key="x" wide=yes}',
      '',
      '::tweet{key="call"} and more',
      '',
      ':statement{key="x"}',
    ].join('\n');
    expect(problemsOf(markdown)).toMatchInlineSnapshot(`
      "22:1 directive-invalid The ::tweet line has a key that is not 1 to 64 letters, digits, hyphens or underscores.
      23:1 directive-invalid The ::tweet line has no key.
      24:1 directive-invalid The ::tweet line has the attribute id, which does nothing.
      25:1 directive-invalid The ::statement line has a label in square brackets, which does nothing.
      26:1 directive-invalid The ::tweet line has the attribute wide, which does nothing.
      28:1 directive-invalid The ::tweet line is not on a line of its own, or is not written in full.
      30:1 directive-invalid The ::statement line is not on a line of its own, or is not written in full."
    `);
    expect(render(markdown).html).not.toContain('dateline-quote');
  });

  it('have a fix that can be copied', () => {
    expect(render('::tweet').problems[0]?.fix).toMatchInlineSnapshot(
      `"Write ::tweet{key="…"} on a line of its own, with the key of one of the tweets in the front matter."`,
    );
  });

  it('are not counted inside raw HTML that is dropped', () => {
    expect(render('<svg>\n\n::tweet{key="call"}\n\n</svg>').quotes).toEqual([]);
  });
});
