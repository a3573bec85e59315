import { describe, expect, it } from 'vitest';
import { storyNeighbours } from '../../src/archive/queries/stories.ts';
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
});
