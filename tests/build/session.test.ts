import { cpSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/archive/database.ts';
import { openArchive } from '../../src/build/archive.ts';
import { createSession, indexIdentity } from '../../src/build/session.ts';
import { ROOT, runNode } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';

/** Makes a content folder of two stories with the session of a command that reads it. */
function makeSession() {
  const contentDir = makeFolder();
  const cacheDir = makeFolder();
  writeFiles(contentDir, {
    'site.yml': SITE,
    'articles/a.md': story('title: A\ntopics: [Oil]'),
    'articles/b.md': story('title: B'),
    // Enough text for several pages of the database file.
    ...Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `articles/c${index}.md`,
        story(`title: C${index}`, `${'Words of a longer story. '.repeat(200)}\n`),
      ]),
    ),
  });
  return createSession({ contentDir, cacheDir, now: Date.parse('2026-01-01T00:00:00Z') });
}

/** Brings an index up to date and gives the ledger, the number of changed files and what the index holds. */
async function sync(session: ReturnType<typeof createSession>) {
  const archive = openArchive(session);
  try {
    const { ledger, changed } = await archive.sync();
    const titles = archive.database.all('SELECT title FROM story ORDER BY path').map((row) => row['title']);
    return { ledger, changed, titles };
  } finally {
    archive.close();
  }
}

describe('an index', () => {
  it('is kept while content folder and code are the same', async () => {
    const session = makeSession();
    expect((await sync(session)).changed).toBe(43);
    expect((await sync(session)).changed).toBe(0);
  });

  it('is thrown away when it was made of another content folder', async () => {
    const session = makeSession();
    await sync(session);
    const other = makeFolder();
    cpSync(session.contentDir, other, { recursive: true });
    expect((await sync(createSession({ ...session, contentDir: other }))).changed).toBe(43);
  });

  it('is thrown away when other code made it', () => {
    const path = join(makeFolder(), 'index.sqlite');
    const open = (identity: string) => {
      const database = openDatabase(path, identity);
      const known = database.get("SELECT value FROM meta WHERE key = 'mark'")?.['value'];
      database.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('mark', ?)", identity);
      database.close();
      return known;
    };
    expect([open('one'), open('one'), open('two'), open('one')]).toEqual([undefined, 'one', undefined, undefined]);
  });

  const DAMAGE: readonly (readonly [string, (index: string) => void])[] = [
    ['is cut to half', (index) => truncateSync(index, Math.floor(readFileSync(index).length / 2))],
    ['is cut to its first hundred bytes', (index) => truncateSync(index, 100)],
    ['is empty', (index) => writeFileSync(index, '')],
    ['is something else', (index) => writeFileSync(index, 'This is no database.'.repeat(1000))],
    [
      'has garbage in the middle',
      (index) => {
        const bytes = readFileSync(index);
        bytes.fill(0xa5, 4096 * 4, 4096 * 12);
        writeFileSync(index, bytes);
      },
    ],
    [
      'has garbage in its head',
      (index) => {
        const bytes = readFileSync(index);
        bytes.fill(0xa5, 0, 64);
        writeFileSync(index, bytes);
      },
    ],
    ['has a log that is not its own', (index) => writeFileSync(`${index}-wal`, 'garbage'.repeat(10_000))],
  ];

  it.each(DAMAGE)('that %s is mended, with the same stories', async (_what, damage) => {
    const session = makeSession();
    const expected = await sync(session);
    damage(join(session.cacheDir, 'index.sqlite'));
    const { ledger, titles } = await sync(session);
    expect({ ledger, titles }).toEqual({ ledger: expected.ledger, titles: expected.titles });
  });
});

describe('the identity of an index', () => {
  it('changes with the code that reads, the packages and the content folder, and with nothing that only draws', async () => {
    const copy = makeFolder();
    for (const name of ['src', 'package.json', 'package-lock.json'])
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    const script = `import { indexIdentity } from ${JSON.stringify(pathToFileURL(join(copy, 'src/build/session.ts')).href)}; console.log(indexIdentity('/content'));`;
    const identityAfter = async (changes: Readonly<Record<string, string>>) => {
      writeFiles(copy, changes);
      const { stdout, stderr } = await runNode(['--input-type=module', '--eval', script]);
      expect(stderr).toBe('');
      return stdout.trim();
    };

    const first = await identityAfter({});
    expect(first).toBe(indexIdentity('/content'));
    expect(indexIdentity('/other')).not.toBe(first);
    expect(await identityAfter({ 'src/components/Prose.astro': 'changed' })).toBe(first);
    const seen = new Set([first]);
    for (const [path, text] of Object.entries({
      'src/model/fields.ts': '// changed',
      'src/reading/place.ts': '// changed',
      'src/markdown/tables.ts': '// changed',
      'src/archive/queries/site.ts': '// changed',
      'package-lock.json': '{}',
    })) {
      const identity = await identityAfter({ [path]: text });
      expect(seen, path).not.toContain(identity);
      seen.add(identity);
    }
  });
});
