/** An index that grew by edits must find what one made from nothing finds: rows, problems, ledger. */
import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../src/archive/database.ts';
import { syncArchive, type SyncResult } from '../../src/archive/sync.ts';
import { toLine } from '../../src/model/problem.ts';
import { makeArchive, makeFolder, SITE, story, writeFiles } from '../content-folder.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

/** Brings content into an index made from nothing. */
async function fresh<T>(
  contentDir: string,
  now: number,
  use: (database: Database, found: SyncResult) => T,
  threads?: number,
): Promise<T> {
  const database = openDatabase(join(makeFolder(), 'index.sqlite'), 'fresh');
  try {
    const reading = threads === undefined ? {} : { reading: { threads } };
    return use(database, await syncArchive(database, { contentDir, now, ...reading }));
  } finally {
    database.close();
  }
}

const told = ({ ledger, problems }: SyncResult) => ({ ledger, problems: problems.map(toLine) });

/** Gives every row of an index but for stamps, and with paths in place of stories' numbers. */
function rowsOf(database: Database): unknown {
  const tables = database
    .all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'changed', 'page_read')")
    .map((row) => String(row['name']));
  const paths = new Map(database.all('SELECT id, path FROM story').map((row) => [row['id'], row['path']]));
  const plain = (row: Record<string, unknown>) =>
    JSON.stringify({
      ...row,
      id: typeof row['id'] === 'number' ? 0 : row['id'],
      stamp: 0,
      racy: 0,
      story: paths.get(row['story'] as number),
    });
  return tables.map((table) => [table, database.all(`SELECT * FROM ${table}`).map(plain).sort()]);
}

const NAMES = ['Ann Ode', 'Anne Ode', 'Bo Lind', 'Bo  Lind', 'Cy Park', 'Topics', 'ann ode', 'Ahn Ode 2', 'Ahn Ode 3'];
const name = fc.constantFrom(...NAMES);
const number = fc.integer({ min: 0, max: 5 });

const anyStory = fc
  .record({
    title: name,
    day: fc.constantFrom('2020-01-05', '2020-01-06'),
    people: fc.array(name, { maxLength: 3 }),
    authors: fc.array(name, { maxLength: 1 }),
    line: fc.constantFrom(
      '',
      'status: draft',
      'withdrawn: { date: 2020-02-01, reason: Wrong. }',
      'embargo: 2026-06-01T00:00:00Z',
      'slug: same',
      'id: same',
      'aliases: [/old/]',
      'aliases: [/2020/]',
      'translationOf: s0.md',
      'unknown: key',
      'images: [{ src: media/a.png, alt: A }]',
    ),
    link: fc.constantFrom('', '[it](s1.md)', '[it](s2.md#part)', '[it](gone.md)'),
    head: fc.constantFrom('', '## Part\n\n'),
  })
  .map(({ title, day, people, authors, line, link, head }) =>
    story(
      `title: ${title}\ndate: ${day}\npeople: [${people.join(', ')}]\nauthors: [${authors.join(', ')}]\n${line}`,
      `${head}${link} Ann Ode and Bo Lind.\n`,
    ),
  );
const anyPerson = fc
  .record({ name, alias: fc.option(name) })
  .map(({ name: given, alias }) => `---\nname: ${given}\n${alias === null ? '' : `aliases: [${alias}]\n`}---\n`);

const anyEdit = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(
      number.map((n) => `articles/s${n}.md`),
      anyStory,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      number.map((n) => `people/p${n}.md`),
      anyPerson,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      number.map((n) => `articles/s${n}.md`),
      fc.constant(null),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      number.map((n) => `people/p${n}.md`),
      fc.constant(null),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant('articles/link.txt'), fc.constantFrom('x', null)) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant('site.yml'), fc.constantFrom(SITE, 'title: 1', `${SITE}publisher: P\n`)),
  },
);
/** Edits, each with whether the clock has passed the embargo. */
const anyEdits = fc.array(fc.tuple(fc.array(anyEdit, { maxLength: 3 }), fc.boolean()), { minLength: 1, maxLength: 6 });

describe('an index that grew by edits', () => {
  it('holds the same rows and finds the same problems and ledger as one made from nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyEdits, async (edits) => {
        const contentDir = makeFolder();
        writeFiles(contentDir, { 'site.yml': SITE, 'articles/s0.md': story('people: [Ann Ode]') });
        const database = openDatabase(join(makeFolder(), 'index.sqlite'), 'test');
        try {
          for (const [files, passed] of edits) {
            for (const [path, text] of files) {
              if (text === null) rmSync(join(contentDir, path), { force: true });
              else writeFiles(contentDir, { [path]: text });
            }
            const now = passed ? Date.parse('2027-01-01T00:00:00Z') : NOW;
            const found = await syncArchive(database, { contentDir, now });
            const again = await syncArchive(database, { contentDir, now });
            expect(told(again)).toEqual(told(found));
            await fresh(contentDir, now, (other, whole) => {
              expect(told(found)).toEqual(told(whole));
              expect(rowsOf(database)).toEqual(rowsOf(other));
            });
          }
        } finally {
          database.close();
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('writes nothing when nothing changed', async () => {
    const { contentDir, database } = await makeArchive({ 'articles/a.md': story('people: [Ann]') });
    const writes = () => database.get('SELECT total_changes() AS n')?.['n'];
    await new Promise((resolve) => setTimeout(resolve, 2100));
    await syncArchive(database, { contentDir, now: NOW });
    const before = writes();
    await syncArchive(database, { contentDir, now: NOW });
    expect(writes()).toBe(before);
  });
});

describe('an index made by threads', () => {
  it('holds the same rows in the same order as one made without', async () => {
    const contentDir = makeFolder();
    writeFiles(contentDir, {
      'site.yml': SITE,
      'people/ann.md': '---\nname: Ann\n---\n\nShe ::tweet{key="a"}\n',
      ...Object.fromEntries(
        Array.from({ length: 150 }, (_, index) => [
          `articles/${index}.md`,
          story(
            `title: ${index}\npeople: [Ann, Bo ${index % 7}]\n${index % 20 === 0 ? 'wrong: 1' : ''}`,
            'Ann spoke.\n',
          ),
        ]),
      ),
    });
    const everything = (database: Database, found: SyncResult) => ({
      found,
      stories: database.all('SELECT * FROM story ORDER BY id'),
      names: database.all('SELECT * FROM story_name ORDER BY rowid'),
      texts: database.all('SELECT * FROM story_text ORDER BY story'),
      terms: database.all('SELECT * FROM term'),
    });
    expect(await fresh(contentDir, NOW, everything, 2)).toEqual(await fresh(contentDir, NOW, everything, 0));
  });
});
