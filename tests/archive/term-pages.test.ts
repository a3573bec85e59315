import { describe, expect, it } from 'vitest';
import { rulerOfYears } from '../../src/archive/queries/days.ts';
import { storyText } from '../../src/archive/queries/stories.ts';
import { personRoles, term, termStories, termYearStories } from '../../src/archive/queries/terms.ts';
import { makeArchive, story } from '../content-folder.ts';

describe('the page of a series', () => {
  it('lists its stories from the first on; other terms begin with the newest', async () => {
    const days = ['2020-01-05', '2020-01-06', '2020-01-07'];
    await makeArchive(
      Object.fromEntries(
        days.map((day) => [
          `articles/${day}.md`,
          story(`date: ${day}\ntitle: ${day}\nseries: The crisis\ntopics: [Oil]`),
        ]),
      ),
    );
    const listed = (kind: string, id: string) => termStories(kind, id).map(({ day }) => day);
    expect(listed('series', 'the-crisis')).toEqual(days);
    expect(listed('topics', 'oil')).toEqual(days.toReversed());
    expect(termYearStories('series', 'the-crisis', '2020', 1).map(({ day }) => day)).toEqual(days);
  });
});

describe('a link to a withdrawn story', () => {
  it('leads to the notice of its withdrawal, from a registry entry and from a story', async () => {
    const { found } = await makeArchive({
      'topics/oil.md': '---\nname: Oil\n---\n\nSee [the story](../articles/gone.md).\n',
      'articles/gone.md': story('title: Gone\nwithdrawn: { date: 2020-02-01, reason: It was wrong. }'),
      'articles/a.md': story('title: A\ntopics: [Oil]', 'See [the story](gone.md).\n'),
    });
    expect(found.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(term('topics', 'oil').html).toContain('href="/2020/01/05/gone/"');
    expect(JSON.stringify(storyText('a.md'))).toContain('/2020/01/05/gone/');
  });
});

describe('the ruler of years', () => {
  it('stays short in an archive of few and distant years', async () => {
    await makeArchive({
      'articles/old.md': story('date: 0866-05-01\ntitle: Old'),
      'articles/new.md': story('date: 2020-05-01\ntitle: New'),
    });
    expect(rulerOfYears()).toEqual([
      { date: '0866', step: 1 },
      { date: '2020', step: 1 },
    ]);
  });
});

describe('the offices of a person', () => {
  it('carry the language of the stories that gave them', async () => {
    await makeArchive({
      'articles/a.md': story('language: hi\npeople: [{ name: Ann, role: मंत्री }]'),
      'articles/b.md': story('title: B\npeople: [{ name: Ann, role: minister }]'),
    });
    expect(personRoles('ann')).toEqual([
      { role: 'minister', count: 1 },
      { role: 'मंत्री', language: 'hi', count: 1 },
    ]);
  });
});
