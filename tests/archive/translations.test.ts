import { describe, expect, it } from 'vitest';
import { storyNeighbours } from '../../src/archive/queries/stories.ts';
import { toLine } from '../../src/model/problem.ts';
import { makeArchive, story } from '../content-folder.ts';

const FILES = {
  'articles/2020/01/04-first.md': story('date: 2020-01-04\ntitle: First\nseries: Crisis\ntopics: [Oil]'),
  'articles/2020/01/05-second.md': story('title: Second\nseries: Crisis\ntopics: [Oil]'),
  'articles/2020/01/05-second-hi.md': story(
    'title: दूसरी\nlanguage: hi\ntranslationOf: 2020/01/05-second\nseries: Crisis\ntopics: [Oil]',
  ),
  'articles/2020/01/06-third.md': story('date: 2020-01-06\ntitle: Third\nseries: Crisis\ntopics: [Oil]'),
};

const titles = ({ before, after }: { before?: { title: string }; after?: { title: string } }) => [
  before?.title,
  after?.title,
];

describe('a translation', () => {
  it('is no neighbour in time of what it translates, nor the other way round', async () => {
    await makeArchive(FILES);
    expect(titles(storyNeighbours('2020/01/05-second.md'))).toEqual(['First', 'Third']);
    expect(titles(storyNeighbours('2020/01/05-second-hi.md'))).toEqual(['First', 'Third']);
    // Nor of any other story: whoever reads on comes to the original.
    expect(titles(storyNeighbours('2020/01/04-first.md'))).toEqual([undefined, 'Second']);
    expect(titles(storyNeighbours('2020/01/06-third.md'))).toEqual(['Second', undefined]);
  });

  it('is no part of a series, and stands where what it translates stands', async () => {
    await makeArchive(FILES);
    for (const path of ['2020/01/05-second.md', '2020/01/05-second-hi.md']) {
      const { series } = storyNeighbours(path);
      expect([series?.part, series?.parts, ...(series ? titles(series) : [])], path).toEqual([2, 3, 'First', 'Third']);
    }
    expect(storyNeighbours('2020/01/06-third.md').series?.before?.title).toBe('Second');
  });

  it('is not related to its own original, nor shown as related elsewhere unless an editor named it', async () => {
    const archive = await makeArchive(FILES);
    const related = (path: string) =>
      storyNeighbours(path)
        .related.map(({ title }) => title)
        .toSorted();
    expect(related('2020/01/05-second-hi.md')).toEqual(['First', 'Third']);
    expect(related('2020/01/04-first.md')).toEqual(['Second', 'Third']);
    await archive.update({
      'articles/2020/01/04-first.md': story('date: 2020-01-04\ntitle: First\nrelated: [2020/01/05-second-hi]'),
    });
    expect(related('2020/01/04-first.md')).toContain('दूसरी');
  });

  it('stands for itself where its original is withdrawn', async () => {
    await makeArchive({
      ...FILES,
      'articles/2020/01/05-second.md': story(
        'title: Second\nseries: Crisis\ntopics: [Oil]\nwithdrawn: { date: 2020-02-01, reason: It was wrong. }',
      ),
    });
    expect(titles(storyNeighbours('2020/01/04-first.md'))).toEqual([undefined, 'दूसरी']);
    const { series } = storyNeighbours('2020/01/05-second-hi.md');
    expect([series?.part, series?.parts]).toEqual([2, 3]);
  });

  it('is a part of a series that its original is not in', async () => {
    await makeArchive({ ...FILES, 'articles/2020/01/05-second.md': story('title: Second\ntopics: [Oil]') });
    const { series } = storyNeighbours('2020/01/05-second-hi.md');
    expect([series?.part, series?.parts]).toEqual([2, 3]);
  });

  it('is never shown as related to another version, even if an editor named it', async () => {
    await makeArchive({
      ...FILES,
      'articles/2020/01/05-second.md': story('title: Second\ntopics: [Oil]\nrelated: [2020/01/05-second-hi]'),
    });
    expect(storyNeighbours('2020/01/05-second.md').related.map(({ title }) => title)).not.toContain('दूसरी');
  });

  it('cannot translate a translation', async () => {
    const { found } = await makeArchive({
      ...FILES,
      'articles/2020/01/05-second-fr.md': story(
        'title: Deuxième\nlanguage: fr\ntranslationOf: 2020/01/05-second-hi\nsources: [{ title: A wire }]',
      ),
    });
    expect(found.problems.filter(({ severity }) => severity === 'error').map(toLine)).toMatchInlineSnapshot(`
      [
        "articles/2020/01/05-second-fr.md:5:16  link-dead  articles/2020/01/05-second-hi.md is a translation itself.  Name the story that it translates: 2020/01/05-second.md.",
      ]
    `);
  });
});
