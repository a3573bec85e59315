import { describe, expect, it } from 'vitest';
import { beginChanges, changedSince, endChanges, EVERYTHING, revisionOf, touch } from '../../src/archive/changes.ts';
import type { Database } from '../../src/archive/database.ts';
import { FACET, type Facet } from '../../src/archive/facets.ts';
import { syncArchive } from '../../src/archive/sync.ts';
import { facetNumber } from '../../src/archive/tracker.ts';
import { makeArchive, SITE, story, type TestArchive } from '../content-folder.ts';

/** Tells which of some facets a change of files is said to touch. */
async function touchedBy(
  { database, update }: TestArchive,
  files: Readonly<Record<string, string | null>>,
  facets: readonly Facet[],
): Promise<Facet[]> {
  const { revision } = revisionOf(database);
  await update(files);
  const changed = changedSince(database, revision);
  return facets.filter((facet) => changed.has(facetNumber(facet)));
}

/** Counts the facets that have changed since a revision. */
const countSince = (database: Database, revision: number) => changedSince(database, revision).size;

const OF_A_STORY = [
  FACET.story('b.md'),
  FACET.stories,
  FACET.address('/2020/02/02/b/'),
  FACET.pages('2020'),
  FACET.time('2020'),
  FACET.time('2020-02'),
  FACET.time('2020-02-02'),
  FACET.monthDay('02-02'),
  FACET.beside('b.md'),
  FACET.beside('a.md'),
  FACET.beside('c.md'),
  FACET.versions('b.md'),
  FACET.kind('topics'),
  FACET.kindYear('topics', '2020'),
  FACET.term('topics', 'oil'),
  FACET.termYear('topics', 'oil', '2020'),
  FACET.near('a.md'),
  FACET.near('c.md'),
  FACET.outlets,
  FACET.outlet('wire.example'),
  FACET.outletYear('wire.example', '2020'),
  FACET.outlet('the-wire'),
  FACET.outletYear('the-wire', '2020'),
  FACET.accounts,
  FACET.account('x', 'ann'),
  FACET.accountYear('x', 'ann', '2020'),
  FACET.words('people', 'bo'),
  FACET.aliases,
  FACET.alias('old/b/index.html'),
  FACET.corrections,
  FACET.correctionYear('2021'),
  FACET.besideTime('2020-01'),
  FACET.besideTime('2020-03'),
];

const B = `title: B
date: 2020-02-02
topics: [Oil]
sources: [{ title: W, publisher: The Wire, url: "https://wire.example/1" }]
tweets: [{ author: Ann, handle: Ann, date: 2020-02-01, text: Hello. }]
statements: [{ speaker: Bo, text: No. }]
people: [Bo]
aliases: [/old/b/]
corrections: [{ date: 2021-01-01, text: Was wrong. }]`;

const FILES = {
  'articles/a.md': story('title: A\ndate: 2020-01-05\ntopics: [Oil]'),
  'articles/b.md': story(B),
  'articles/c.md': story('title: C\ndate: 2020-03-03\ntopics: [Oil]'),
  'articles/far.md': story('title: Far\ndate: 1999-12-31\ntopics: [Sea]'),
  'articles/farther.md': story('title: Farther\ndate: 1998-12-31'),
};
const ELSEWHERE = [
  FACET.site,
  FACET.story('a.md'),
  FACET.story('far.md'),
  FACET.term('topics', 'sea'),
  FACET.time('1999'),
  FACET.time('2020-01-05'),
  FACET.termYear('topics', 'oil', '2021'),
  FACET.beside('farther.md'),
];

describe('what a sync says to have changed', () => {
  it('is nothing where the index is filled for the first time, since nobody can ask', async () => {
    const { database } = await makeArchive(FILES);
    expect(countSince(database, 0)).toBe(0);
    expect(revisionOf(database).revision).toBe(1);
  });

  it('is nothing, of the same revision, where no file changed', async () => {
    const { database, update } = await makeArchive(FILES);
    const before = revisionOf(database);
    await update({});
    await update({ 'articles/b.md': story(B) });
    expect(revisionOf(database)).toEqual(before);
  });

  it('is the story alone, and the feed, where only its text changed', async () => {
    const archive = await makeArchive(FILES);
    const { revision } = revisionOf(archive.database);
    const changed = await touchedBy(archive, { 'articles/b.md': story(B, 'Other words.\n') }, OF_A_STORY);
    expect(changed).toEqual([FACET.story('b.md'), FACET.stories]);
    expect(countSince(archive.database, revision)).toBe(2);
  });

  it.each([
    ['has another title', { 'articles/b.md': story(B.replace('title: B', 'title: Bee')) }],
    ['is gone', { 'articles/b.md': null }],
    ['is a draft now', { 'articles/b.md': story(`${B}\nstatus: draft`) }],
    ['is withdrawn', { 'articles/b.md': story(`${B}\nwithdrawn: { date: 2020-05-01, reason: It was false. }`) }],
  ])('is everything in which a story had a part that %s, and no more', async (_what, files) => {
    const archive = await makeArchive(FILES);
    expect(await touchedBy(archive, files, [...OF_A_STORY, ...ELSEWHERE])).toEqual(OF_A_STORY);
  });

  it('is everything in which a new story has a part, and no more', async () => {
    const { 'articles/b.md': b, ...others } = FILES;
    const archive = await makeArchive(others);
    expect(await touchedBy(archive, { 'articles/b.md': b }, [...OF_A_STORY, ...ELSEWHERE])).toEqual(OF_A_STORY);
  });

  it('is what a story leaves as well as where it goes', async () => {
    const archive = await makeArchive(FILES);
    const facets = [
      FACET.time('2020-02-02'),
      FACET.time('2020-12-24'),
      FACET.term('topics', 'oil'),
      FACET.term('topics', 'sea'),
    ];
    const moved = B.replace('2020-02-02', '2020-12-24').replace('Oil', 'Sea');
    expect(await touchedBy(archive, { 'articles/b.md': story(moved) }, facets)).toEqual(facets);
  });

  it('is every story of a term that gets another name', async () => {
    const archive = await makeArchive({ ...FILES, 'topics/oil.md': '---\nname: Oil\n---\n' });
    const changed = await touchedBy(archive, { 'topics/oil.md': '---\nname: Petroleum\naliases: [Oil]\n---\n' }, [
      FACET.name('topics', 'oil'),
      FACET.kind('topics'),
      FACET.story('far.md'),
    ]);
    expect(changed).toEqual([FACET.name('topics', 'oil'), FACET.kind('topics')]);
  });

  it('is the name of a term without an entry, where its first spelling goes', async () => {
    const archive = await makeArchive({
      'articles/a.md': story('title: A\ntopics: [Oil Price]'),
      'articles/b.md': story('title: B\ntopics: [oil price]'),
    });
    const name = [FACET.name('topics', 'oil-price')];
    expect(await touchedBy(archive, { 'articles/b.md': null }, name)).toEqual([]);
    expect(await touchedBy(archive, { 'articles/a.md': story('title: A\ntopics: [OIL price]') }, name)).toEqual(name);
  });

  it('is the stories beside a notice of withdrawal, though it stands in no list', async () => {
    const archive = await makeArchive({
      'articles/a.md': story('title: A\ndate: 2020-01-01'),
      'articles/b.md': story('title: B\ndate: 2020-01-02\nwithdrawn: { date: 2020-05-01, reason: It was false. }'),
      'articles/c.md': story('title: C\ndate: 2020-01-03'),
    });
    const beside = [FACET.beside('b.md')];
    expect(await touchedBy(archive, { 'articles/c.md': story('title: See\ndate: 2020-01-03') }, beside)).toEqual(
      beside,
    );
    expect(await touchedBy(archive, { 'articles/a.md': null }, beside)).toEqual(beside);
  });

  it('is a story whose embargo passes, though no file changed', async () => {
    const { database, contentDir } = await makeArchive({
      ...FILES,
      'articles/held.md': story('title: Held\ndate: 2020-06-06\nembargo: 2026-06-01T00:00:00Z\ntopics: [Oil]'),
    });
    const { revision } = revisionOf(database);
    await syncArchive(database, { contentDir, now: Date.parse('2026-05-31T23:59:59Z') });
    expect(revisionOf(database).revision).toBe(revision);
    await syncArchive(database, { contentDir, now: Date.parse('2026-06-01T00:00:00Z') });
    const changed = changedSince(database, revision);
    for (const facet of [FACET.story('held.md'), FACET.time('2020-06-06'), FACET.term('topics', 'oil')])
      expect(changed, facet).toContain(facetNumber(facet));
  });

  it('is the site, or a picture by its path', async () => {
    const archive = await makeArchive(FILES);
    const facets = [FACET.site, FACET.file('media/a.png'), FACET.stories];
    expect(await touchedBy(archive, { 'site.yml': `${SITE}description: D\n` }, facets)).toEqual([FACET.site]);
    expect(await touchedBy(archive, { 'media/a.png': 'no picture' }, facets)).toEqual([FACET.file('media/a.png')]);
    expect(await touchedBy(archive, { 'media/a.png': null }, facets)).toEqual([FACET.file('media/a.png')]);
  });

  it('is added up over several syncs, and another index is of another series', async () => {
    const { database, update } = await makeArchive(FILES);
    const { series, revision } = revisionOf(database);
    await update({ 'articles/a.md': story('title: A\ndate: 2020-01-05\ntopics: [Oil]', 'New.\n') });
    await update({ 'articles/far.md': story('title: Far\ndate: 1999-12-31\ntopics: [Sea]', 'New.\n') });
    expect(revisionOf(database)).toEqual({ series, revision: revision + 2 });
    expect(changedSince(database, revision)).toEqual(
      new Set([FACET.story('a.md'), FACET.story('far.md'), FACET.stories].map(facetNumber)),
    );
    expect(changedSince(database, revision + 1)).not.toContain(facetNumber(FACET.story('a.md')));
    expect(revisionOf((await makeArchive(FILES)).database).series).not.toBe(series);
  });

  it('is everything where too much changed to tell apart', async () => {
    const { database } = await makeArchive({});
    const { revision } = revisionOf(database);
    beginChanges(database);
    for (let number = 0; number <= 500_000; number++) touch(database, `time:${number}`);
    endChanges(database);
    expect([...changedSince(database, revision)]).toEqual([EVERYTHING]);
  });
});
