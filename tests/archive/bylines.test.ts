import { describe, expect, it } from 'vitest';
import { newestEntries } from '../../src/archive/queries/feed.ts';
import { story as storyOf } from '../../src/archive/queries/stories.ts';
import { storyLd, storyMeta } from '../../src/layouts/story-record.ts';
import { makeArchive, SITE, story } from '../content-folder.ts';

const FILES = {
  'people/ann-lee.md': '---\nname: Ann Lee\naliases: [A. Lee]\nwikidata: Q42\n---\n',
  'organizations/the-wire.md': '---\nname: The Wire\naliases: [wire desk]\n---\n',
  'articles/a.md': story('title: A\nauthors: [A. Lee, Wire Desk, Omar Haq, Nobody Known]\npeople: [Omar Haq]\n'),
};

const authorsLd = (path: string) => {
  const { author } = storyLd(storyOf(path), [], []) as { author: unknown };
  return author;
};

describe('a byline', () => {
  it('shows registered names with their pages, a person of the story with theirs, and others as typed', async () => {
    await makeArchive(FILES);
    expect(storyOf('a.md').authors).toEqual([
      { name: 'Ann Lee', term: { kind: 'people', id: 'ann-lee', name: 'Ann Lee' }, wikidata: 'Q42' },
      { name: 'The Wire', term: { kind: 'organizations', id: 'the-wire', name: 'The Wire' } },
      { name: 'Omar Haq', term: { kind: 'people', id: 'omar-haq', name: 'Omar Haq' } },
      { name: 'Nobody Known' },
    ]);
  });

  it('says in JSON-LD what each author is, where their page is and who they are elsewhere', async () => {
    await makeArchive(FILES);
    expect(authorsLd('a.md')).toEqual([
      {
        '@type': 'Person',
        name: 'Ann Lee',
        url: 'https://record.example/people/ann-lee/',
        sameAs: 'https://www.wikidata.org/entity/Q42',
      },
      { '@type': 'Organization', name: 'The Wire', url: 'https://record.example/organizations/the-wire/' },
      { '@type': 'Person', name: 'Omar Haq', url: 'https://record.example/people/omar-haq/' },
      { '@type': 'Person', name: 'Nobody Known' },
    ]);
  });

  it('points to no page that is switched off', async () => {
    await makeArchive({ ...FILES, 'site.yml': `${SITE}outputs: { people: false }\n` });
    expect(JSON.stringify(authorsLd('a.md'))).not.toContain('/people/');
  });

  it('is the same in citations and in the feed', async () => {
    await makeArchive(FILES);
    const names = ['Ann Lee', 'The Wire', 'Omar Haq', 'Nobody Known'];
    const cited = storyMeta(storyOf('a.md')).filter((tag) => 'name' in tag && tag.name === 'citation_author');
    expect(cited.map(({ content }) => content)).toEqual(names);
    expect(newestEntries()[0]?.authors).toEqual(names);
  });
});
