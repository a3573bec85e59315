import { describe, expect, it } from 'vitest';
import { newestEntries } from '../../src/archive/queries/feed.ts';
import { story as storyOf, storyText } from '../../src/archive/queries/stories.ts';
import { toLine, type Problem } from '../../src/model/problem.ts';
import { makeArchive, SITE, story } from '../content-folder.ts';

const SOURCES = 'sources: [{ title: A }, { key: wire, title: B }, { key: mea, title: C }]';

const missing = (problems: readonly Problem[]) =>
  problems.filter(({ code }) => code === 'source-key-missing').map(toLine);

describe('a citation in the text', () => {
  it('becomes the number of its source, which knows how often it is cited', async () => {
    await makeArchive({ 'articles/a.md': story(SOURCES, 'One[^mea], two[^wire] and three[^mea].\n') });
    expect(storyText('a.md')).toMatchInlineSnapshot(`
      [
        {
          "html": "<p>One<sup><a class="cite" href="#source.3" lang="en" aria-label="Source 3" id="cite.3.1">3</a></sup>, two<sup><a class="cite" href="#source.2" lang="en" aria-label="Source 2" id="cite.2.1">2</a></sup> and three<sup><a class="cite" href="#source.3" lang="en" aria-label="Source 3" id="cite.3.2">3</a></sup>.</p>",
          "kind": "html",
        },
      ]
    `);
    expect(storyOf('a.md').citations).toEqual([0, 1, 2]);
  });

  it('leads to the page of its story in a feed', async () => {
    const files = {
      'site.yml': SITE.replace('record.example', 'record.example/archive'),
      'articles/a.md': story(SOURCES, 'One[^mea].\n'),
    };
    await makeArchive(files);
    expect(newestEntries()[0]?.html).toMatchInlineSnapshot(
      `"<p>One<sup><a href="https://record.example/archive/2020/01/05/a/#source.3">3</a></sup>.</p>"`,
    );
  });

  it('follows its source to another number', async () => {
    const { update } = await makeArchive({ 'articles/a.md': story(SOURCES, 'One[^mea].\n') });
    await update({ 'articles/a.md': story('sources: [{ key: mea, title: C }]', 'One[^mea].\n') });
    expect(storyText('a.md')).toEqual([{ kind: 'html', html: expect.stringContaining('href="#source.1"') as string }]);
  });

  it('of a source that is not given is told where it stands, with the nearest one', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story(SOURCES, 'One[^wyre],\n> two[^Mea] and three[^own] of[^nobody].\n\n[^own]: A footnote\n'),
      'articles/b.md': story('title: B', 'One[^wire].\n'),
      'topics/oil.md': '---\nname: Oil\n---\n\nOne[^wire] and two[^own].\n\n[^own]: A footnote\n',
    });
    expect(missing(found.problems)).toMatchInlineSnapshot(`
      [
        "articles/a.md:7:4  source-key-missing  No source of this story has the key wyre, and no footnote of its text either.  Did you mean [^wire]?",
        "articles/a.md:8:6  source-key-missing  No source of this story has the key Mea, and no footnote of its text either.  Did you mean [^mea]?",
        "articles/a.md:8:31  source-key-missing  No source of this story has the key nobody, and no footnote of its text either.  Add key: nobody to the source that is meant, or the footnote [^nobody]: below the text.",
        "articles/b.md:6:4  source-key-missing  No source of this story has the key wire, and no footnote of its text either.  Add key: wire to the source that is meant, or the footnote [^wire]: below the text.",
        "topics/oil.md:5:4  source-key-missing  Only a story has sources to cite.  Add the footnote [^wire]: below the text.",
      ]
    `);
  });

  it('is not doubted where the sources are themselves broken', async () => {
    const { found } = await makeArchive({ 'articles/a.md': story('sources: [{ key: wire }]', 'One[^wire].\n') });
    expect(found.problems.map(({ code }) => code)).toEqual(['field-missing']);
  });
});
