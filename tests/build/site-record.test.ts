import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { revisionOf } from '../../src/archive/changes.ts';
import { openDatabase } from '../../src/archive/database.ts';
import { askAgain, facetNumber } from '../../src/archive/tracker.ts';
import type { Job, Outcome, Read } from '../../src/build/drawer.ts';
import { RECORD_SCHEMA, SiteRecord, type Plan } from '../../src/build/site-record.ts';
import { makeArchive, makeFolder, SITE, story } from '../content-folder.ts';

/** Gives a page's reads: some queries with the answers that the index gives now. */
function readsOf(index: Parameters<typeof askAgain>[0], keys: readonly string[]): Read[] {
  return keys.map((key) => {
    const answer = askAgain(index, key);
    if (!answer) throw new Error(`${key} has no answer.`);
    return [key, answer.hash, ...answer.facets];
  });
}

function outcomeOf({ address }: Pick<Job, 'address'>, reads: readonly Read[], bytes = 'old'): Outcome {
  const facets = [...new Set(reads.flatMap(([, , ...found]) => found))];
  return { address, drawn: 'x', reads: JSON.stringify(reads), facets, bytes, faults: [], targets: [] };
}

/** Makes an archive with an empty record of its site. */
async function makeRecord(files: Readonly<Record<string, string>>) {
  const archive = await makeArchive(files);
  const tables = openDatabase(join(makeFolder(), 'site.sqlite'), 'record', RECORD_SCHEMA);
  onTestFinished(() => tables.close());
  const open = () => new SiteRecord(tables);
  /** Draws each page of a plan: those of stories and days read what shows them, all others nothing. */
  const draw = (record: SiteRecord, { jobs }: Plan, bytes?: string) => {
    const drawn = [...jobs];
    for (const job of drawn) {
      const day = job.address.slice(1, -1).replaceAll('/', '-');
      const keys = job.route === 'day' ? [`dayCount["${day}"]`, `dayStories["${day}",1]`] : [];
      record.put(outcomeOf(job, readsOf(archive.database, keys), bytes));
    }
    record.flush();
    return drawn;
  };
  const first = open();
  draw(first, first.planAll(archive.database, 'first'));
  const { revision } = revisionOf(archive.database);
  return { ...archive, tables, open, draw, revision };
}

const FILES = {
  'articles/a.md': story('title: A\ntopics: [Oil]'),
  'articles/b.md': story('title: B\ndate: 2020-01-06'),
};
const toldOf = (jobs: readonly Job[]) => jobs.map(({ address, reason }) => [address, reason]);

describe('the record of a site', () => {
  it('knows no origin, no page and no file at first, and each once it was put down', async () => {
    const { database } = await makeArchive(FILES);
    const tables = openDatabase(join(makeFolder(), 'site.sqlite'), 'record', RECORD_SCHEMA);
    const record = new SiteRecord(tables);
    expect([record.origin(), record.count(), record.files().size]).toEqual([undefined, 0, 0]);
    const origin = { revision: revisionOf(database), code: 'key', build: 'one' };
    record.setOrigin(origin);
    record.putFile('a.css', 'stamp', 'sha256');
    expect([record.origin(), record.files()]).toEqual([origin, new Map([['a.css', 'stamp']])]);
    const [job] = [...record.planAll(database, 'first').jobs].filter(({ address }) => address === '/about/');
    if (!job) throw new Error('The site has no such page.');
    expect(job).toMatchObject({ reason: 'the page is new', route: 'about', bytes: undefined });
    record.put(outcomeOf(job, []));
    expect([record.has('/about/'), record.has('/ABOUT/'), record.pageAt('/ABOUT/')]).toEqual([true, false, '/about/']);
    record.clear();
    expect([record.origin(), record.count(), record.files().size]).toEqual([undefined, 0, 0]);
    tables.close();
  });

  it('gives the checksums of pages and files, sorted by path, each once, and tells whether any changed', async () => {
    const { database, update, open, draw, revision } = await makeRecord(FILES);
    const record = open();
    const linesOf = () => [...record.checksums()].join('').split('\n').slice(0, -1);
    const before = linesOf();
    expect(before).toContain('old  2020/01/05/a/index.html');
    expect(before).toHaveLength(record.count());
    draw(record, record.planAll(database, 'again'), 'old');
    expect(record.isChanged).toBe(false);
    for (let number = 0; number < 12_000; number++) record.putFile(`files/${number}.txt`, 'stamp', 'bytes');
    record.putFile('back\\slash', 'stamp', 'bytes');
    expect(record.isChanged).toBe(true);
    const after = linesOf();
    expect(after).toHaveLength(before.length + 12_001);
    const paths = after.map((line) => line.replace(/^\S+ {2}/u, ''));
    expect(paths).toEqual(paths.toSorted());
    expect(after).toContain(String.raw`\bytes  back\\slash`);

    const removing = open();
    await update({ 'articles/b.md': null });
    const plan = removing.planChanges(database, revision);
    draw(removing, plan, 'old');
    expect([removing.removed.length > 0, removing.isChanged]).toEqual([true, true]);
    const drawing = open();
    draw(drawing, drawing.planAll(database, 'again'), 'other');
    expect(drawing.isChanged).toBe(true);
  });

  it('plans nothing where nothing changed', async () => {
    const { database, open, revision } = await makeRecord(FILES);
    const record = open();
    const plan = record.planChanges(database, revision);
    expect([[...plan.jobs], plan.changed.size, record.removed]).toEqual([[], 0, []]);
  });

  it('plans the pages that read what changed, with what they read', async () => {
    const { database, update, open, revision } = await makeRecord(FILES);
    await update({ 'articles/a.md': story('title: Another\ntopics: [Oil]') });
    const jobs = [...open().planChanges(database, revision).jobs];
    expect(toldOf(jobs)).toEqual([['/2020/01/05/', undefined]]);
    expect(jobs[0]).toMatchObject({ route: 'day', bytes: 'old' });
    expect((JSON.parse(jobs[0]?.reads ?? '[]') as Read[]).map(([key]) => key)).toEqual([
      'dayCount["2020-01-05"]',
      'dayStories["2020-01-05",1]',
    ]);
  });

  it('plans pages that are new, and takes away those that are gone, with their parts', async () => {
    const { database, update, open, draw, revision } = await makeRecord(FILES);
    await update({
      'articles/a.md': null,
      'articles/c.md': story('title: C\ndate: 2021-03-03'),
    });
    const record = open();
    const jobs = draw(record, record.planChanges(database, revision));
    expect(toldOf(jobs).filter(([, reason]) => reason === 'the page is new')).toEqual([
      ['/2021/', 'the page is new'],
      ['/2021/03/', 'the page is new'],
      ['/2021/03/03/', 'the page is new'],
      ['/2021/03/03/c/', 'the page is new'],
      ['/on-this-day/03-03/', 'the page is new'],
      ['/sitemap-2021.xml', 'the page is new'],
    ]);
    expect(record.removed.toSorted()).toEqual([
      '/2020/01/05/',
      '/2020/01/05/a/',
      '/on-this-day/01-05/',
      '/topics/oil/',
      '/topics/oil/2020/',
    ]);
    for (const address of record.removed) expect(record.has(address), address).toBe(false);
    await update({ 'articles/c.md': null });
    const later = open();
    draw(later, later.planChanges(database, revisionOf(database).revision - 1));
    expect(later.removed).toContain('/2021/03/03/c/');
    expect(later.removed).toContain('/sitemap-2021.xml');
  });

  it('has a page drawn again of which what it knows is damaged, or forged', async () => {
    const { database, update, open, tables, revision } = await makeRecord(FILES);
    await update({ 'articles/a.md': story('title: Another\ntopics: [Oil]') });
    const damaged = 'what was known of the page is damaged';
    for (const sql of [
      "UPDATE page SET bytes = 'forged' WHERE address = '/2020/01/05/'",
      "UPDATE page SET reads = '[]' WHERE address = '/2020/01/05/'",
      "UPDATE page SET reads = '[[' WHERE address = '/2020/01/05/'",
    ]) {
      tables.run(sql);
      const record = open();
      const jobs = [...record.planChanges(database, revision).jobs];
      expect(toldOf(jobs), sql).toEqual([['/2020/01/05/', damaged]]);
      expect(jobs[0]).toMatchObject({ bytes: undefined, reads: '[]' });
    }
    const record = open();
    const [job] = record.planChanges(database, revision).jobs;
    if (!job) throw new Error('No page is planned.');
    record.put(outcomeOf(job, readsOf(database, ['dayCount["2020-01-05"]'])));
    expect([...open().planChanges(database, revision).jobs]).toMatchObject([{ reason: undefined }]);
  });

  it('plans every page where the site changed, or the answer of a query that every page asks', async () => {
    const { database, update, open, revision } = await makeRecord(FILES);
    const all = open().count();
    await update({ 'site.yml': SITE.replace('Test Record', 'Other Record') });
    const jobs = [...open().planChanges(database, revision).jobs];
    expect(jobs).toHaveLength(all);
    expect(new Set(jobs.map(({ reason }) => reason))).toEqual(new Set(['site.yml changed']));
  });

  it('plans every page, for one reason, where very much changed', async () => {
    const { database, open, revision } = await makeRecord(FILES);
    database.run('INSERT INTO changed (facet, revision) VALUES (0, ?)', revision + 1);
    const jobs = [...open().planChanges(database, revision).jobs];
    expect(jobs).toHaveLength(open().count());
    expect(jobs[0]?.reason).toBe('very much of the content changed');
  });

  it('asks a shared query once, and plans the pages that ask it only where its answer is another', async () => {
    const { database, update, open, revision } = await makeRecord(FILES);
    const key = 'newestDay[]';
    const answer = askAgain(database, key);
    if (!answer) throw new Error('The archive has no newest day.');
    const first = open();
    first.putShared(new Map([[key, answer]]));
    await update({ 'articles/a.md': story('title: Another\ntopics: [Oil]') });
    const same = first.planChanges(database, revision).changed;
    const { revision: later } = revisionOf(database);
    await update({ 'articles/c.md': story('title: C\ndate: 2021-03-03') });
    const other = open().planChanges(database, later).changed;
    expect([same.has(facetNumber(`query:${key}`)), other.has(facetNumber(`query:${key}`))]).toEqual([false, true]);
  });

  it('asks a shared query again that hangs on another one alone', async () => {
    const { database, update, open, revision } = await makeRecord(FILES);
    const answer = askAgain(database, 'newestDay[]');
    if (!answer) throw new Error('The archive has no newest day.');
    const outer = { hash: 'another', facets: [facetNumber('query:newestDay[]')] };
    const record = open();
    record.putShared(
      new Map([
        ['newestDay[]', answer],
        ['rulerOfYears[]', outer],
      ]),
    );
    await update({ 'articles/c.md': story('title: C\ndate: 2021-03-03') });
    expect(record.planChanges(database, revision).changed.has(facetNumber('query:rulerOfYears[]'))).toBe(true);
  });

  it('refuses two pages on one address, whatever their case, and a page that was not planned', async () => {
    const { database, open } = await makeRecord(FILES);
    const record = open();
    const [job] = record.planAll(database, 'again').jobs;
    if (!job) throw new Error('No page is planned.');
    record.put(outcomeOf(job, []));
    expect(() => record.put(outcomeOf(job, []))).toThrow(`${job.address}  would be written by two pages`);
    const about = [...open().planAll(database, 'again').jobs].find(({ address }) => address === '/about/');
    expect(about?.reason).toBe('again');
    expect(() => open().put(outcomeOf({ address: '/never/' }, []))).toThrow('/never/ is no page that was planned.');
  });
});
