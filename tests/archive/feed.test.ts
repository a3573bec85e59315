import { describe, expect, it } from 'vitest';
import { newestEntries } from '../../src/archive/queries/feed.ts';
import { sitemapFile } from '../../src/archive/queries/sitemap.ts';
import { story as storyOf } from '../../src/archive/queries/stories.ts';
import { makeArchive, story } from '../content-folder.ts';

const CORRECTED =
  'corrections:\n  - { date: 2020-02-03, text: The second. }\n  - { date: 2020-02-01, text: The <first>. }\n';

describe('the last change of a story', () => {
  it('is the latest instant, not the last text', async () => {
    await makeArchive({
      'articles/a.md': story('date: 2020-01-06T01:00:00+05:30\nupdated: 2020-01-05T20:00:00Z\n'),
    });
    expect(newestEntries()[0]?.changed).toBe('2020-01-05T20:00:00Z');
    expect(sitemapFile('2020')[0]?.lastmod).toBe('2020-01-05T20:00:00Z');
  });

  it('stays a day where no time is known', async () => {
    await makeArchive({ 'articles/a.md': story(CORRECTED) });
    expect([newestEntries()[0]?.changed, sitemapFile('2020')[0]?.lastmod]).toEqual(['2020-02-03', '2020-02-03']);
  });
});

describe('corrections', () => {
  it('stand in order of date', async () => {
    await makeArchive({ 'articles/a.md': story(CORRECTED) });
    expect(storyOf('a.md').correctionList.map(({ date }) => date)).toEqual(['2020-02-01', '2020-02-03']);
  });
});

describe('the text of a feed entry', () => {
  it('holds every quote with its lines, and the corrections', async () => {
    const front = `statements:\n  - { key: placed, speaker: Ann, text: Here. }\n  - speaker: Bob\n    text: |\n      One & two\n      <three>\n\n      Four\n${CORRECTED}`;
    await makeArchive({ 'articles/a.md': story(front, 'Text.\n\n::statement{key="placed"}\n') });
    expect(newestEntries()[0]?.html).toMatchInlineSnapshot(`
      "<p>Text.</p>
      <blockquote><p>Here.</p></blockquote><p>— Ann</p><blockquote><p>One &#x26; two<br>&#x3C;three></p><p>Four</p></blockquote><p>— Bob</p><p>Correction, 2020-02-01: The &#x3C;first>.</p><p>Correction, 2020-02-03: The second.</p>"
    `);
  });

  it('holds threads in order, quoted posts within those that quote them, and no withheld words', async () => {
    const post = (fields: string) => `  - { author: Ann, handle: ann, date: 2020-01-05, ${fields} }\n`;
    const front = `tweets:\n${post('text: Third., replyTo: second')}${post('key: second, text: Second., replyTo: first')}${post(
      'key: first, text: First., quoted: secret',
    )}${post('key: secret, withheld: true, text: Hidden.')}`;
    await makeArchive({ 'articles/a.md': story(front, 'Text.\n') });
    expect(newestEntries()[0]?.html.replaceAll('<p>— Ann (@ann)</p>', ' ')).toMatchInlineSnapshot(
      `"<p>Text.</p><blockquote><p>First.</p><p>The words of this post are withheld by the editors. That it was quoted is part of the record.</p> </blockquote> <blockquote><p>Second.</p></blockquote> <blockquote><p>Third.</p></blockquote> "`,
    );
  });
});
