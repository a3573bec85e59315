import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { changedSince, revisionOf } from '../../src/archive/changes.ts';
import { openDatabase, type Database } from '../../src/archive/database.ts';
import { FACET } from '../../src/archive/facets.ts';
import { listPages } from '../../src/archive/pages.ts';
import { lastChange, storyHistory } from '../../src/archive/queries/history.ts';
import { syncArchive } from '../../src/archive/sync.ts';
import { facetNumber } from '../../src/archive/tracker.ts';
import { makeArchive, makeFolder, SITE, story, writeFiles, type TestArchive } from '../content-folder.ts';
import { AUTHOR, makeRepository, type Repository } from '../repository.ts';

afterEach(() => vi.unstubAllEnvs());

const ON = { 'site.yml': `${SITE}outputs: { history: true }\n` };

/** A content folder that is a repository, with its index. */
interface Tracked extends TestArchive, Pick<Repository, 'git'> {
  /** Writes files, commits them and brings the index up to date. */
  readonly commit: (date: string, files: Parameters<TestArchive['update']>[0], message?: string) => Promise<string>;
}

async function makeTracked(): Promise<Tracked> {
  const archive = await makeArchive({});
  const { git, commit } = makeRepository(archive.contentDir);
  await archive.update(ON);
  return {
    ...archive,
    git,
    async commit(date, files, message) {
      writeFiles(archive.contentDir, files);
      const id = commit(date, message);
      await archive.update({});
      return id;
    },
  };
}

/** Writes how a story changed: each change on lines of its own, newest first. */
function told(path: string): string[] {
  return storyHistory(path).revisions.map(({ kind, date = 'no date', fields }) =>
    [
      `${kind} ${date}`,
      ...fields.map(
        ({ field, lines }) =>
          `${field}: ${lines
            .map((line) =>
              line
                .map(({ kind: fate, text }) =>
                  fate === 'removed' ? `[-${text}-]` : fate === 'added' ? `{+${text}+}` : fate === 'gap' ? '…' : text,
                )
                .join(''),
            )
            .join(' / ')}`,
      ),
    ].join('\n'),
  );
}

const historyPages = (database: Database) =>
  Array.from(listPages(database), ({ address }) => address).filter((address) => address.endsWith('/history/'));

/** Gives all that an index knows of histories. */
const known = (database: Database) => ({
  revisions: database.all('SELECT * FROM revision ORDER BY path, position'),
  histories: database.all('SELECT * FROM history ORDER BY path'),
  head: database.get("SELECT value FROM meta WHERE key = 'head'"),
});

/** Gives what an index made from nothing knows of them. */
async function knownFromNothing(contentDir: string): Promise<ReturnType<typeof known>> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-fresh-'));
  const database = openDatabase(join(folder, 'index.sqlite'), 'fresh');
  try {
    await syncArchive(database, { contentDir, now: Date.parse('2026-01-01T00:00:00Z') });
    return known(database);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

const A = 'articles/a.md';
const TEXT = 'Five people died on the bridge.\n\nThe bridge was closed.\n';

describe('the history of a story', () => {
  it('names by part the words that changed, newest first', async () => {
    const { commit, database } = await makeTracked();
    const first = await commit('2020-01-05T20:00:00+05:30', { [A]: story('title: Bridge falls', TEXT) });
    expect(historyPages(database)).toEqual([]);
    expect(lastChange('a.md')).toBeNull();
    await commit('2020-01-06T08:00:00+05:30', {
      [A]: story('title: Bridge falls at dawn\nsummary: It fell.', TEXT.replace('Five', 'Six')),
    });
    await commit('2020-01-07T08:00:00Z', {
      [A]: story(
        `title: Bridge falls at dawn
summary: It fell.
topics: [Bridges]
people: [{ name: Ann, role: engineer }]
sources: [{ title: A report, publisher: Wire, url: "https://wire.example/1" }]
tweets: [{ author: Ann, handle: ann, date: 2020-01-05, text: It swayed. }]
statements: [{ speaker: Bo, text: No word. }]
corrections: [{ date: 2020-01-07, text: It was six. }]`,
        TEXT.replace('Five', 'Six'),
      ),
    });
    expect(told('a.md')).toEqual([
      [
        'changed 2020-01-07T08:00:00+00:00',
        'Posts: {+Ann, @ann, 2020-01-05+} / {+It swayed.+}',
        'Statements: {+Bo+} / {+No word.+}',
        'Corrections: {+2020-01-07+} / {+It was six.+}',
        'Sources: {+A report, Wire+} / {+https://wire.example/1+}',
        'Topics: {+Bridges+}',
        'People: {+Ann, engineer+}',
      ].join('\n'),
      [
        'changed 2020-01-06T08:00:00+05:30',
        'Headline: Bridge falls {+at dawn+}',
        'Summary: {+It fell.+}',
        'Text: [-Five -]{+Six +}people died on the bridge.',
      ].join('\n'),
      'published 2020-01-05T20:00:00+05:30',
    ]);
    expect(storyHistory('a.md').revisions[2]?.commit).toBe(first);
    expect(lastChange('a.md')).toEqual({ date: '2020-01-07T08:00:00+00:00' });
    expect(historyPages(database)).toEqual(['/2020/01/05/a/history/']);
  });

  it('leaves out changes that nobody reads: of form, of order, of fields that readers do not see', async () => {
    const { commit, database } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: A\ntopics: [Oil]', TEXT) });
    await commit('2020-01-06T08:00:00Z', {
      [A]: story(
        'topics:\n  - name: Oil\ntitle: "A"\nid: a-1\naliases: [/old/]',
        TEXT.replace('Five people', '**Five**\npeople'),
      ),
    });
    expect(historyPages(database)).toEqual([]);
  });

  it('follows the story through renames, also where two change places, and to a new story at the old path', async () => {
    const { commit, contentDir, database } = await makeTracked();
    const long = (word: string) => `${word} was told by many.\n\n${TEXT}\nThe town ${word} was quiet.\n`;
    await commit('2020-01-05T08:00:00Z', {
      'articles/one.md': story('title: One', long('One')),
      'articles/two.md': story('title: Two\ndate: 2020-02-02', `${'Quite other words. '.repeat(9)}\n`),
    });
    await commit('2020-01-06T08:00:00Z', {
      'articles/one.md': story('title: Two\ndate: 2020-02-02', `${'Quite other words. '.repeat(9)}\n`),
      'articles/two.md': story('title: One', long('One')),
    });
    await commit('2020-01-07T08:00:00Z', {
      'articles/two.md': null,
      'articles/moved.md': story('title: One again', long('One')),
    });
    await commit('2020-01-08T08:00:00Z', {
      'articles/two.md': story('title: New\ndate: 2020-03-03', 'Nothing of before.\n'),
    });
    await commit('2020-01-09T08:00:00Z', {
      'articles/two.md': story('title: Newer\ndate: 2020-03-03', 'Nothing of before.\n'),
    });
    expect(told('moved.md')[0]).toBe('changed 2020-01-07T08:00:00+00:00\nHeadline: One {+again+}');
    expect(told('two.md')).toEqual([
      'changed 2020-01-09T08:00:00+00:00\nHeadline: [-New-]{+Newer+}',
      'entered 2020-01-08T08:00:00+00:00',
    ]);
    expect(known(database)).toEqual(await knownFromNothing(contentDir));
  });

  it('begins when the draft was published', async () => {
    const { commit } = await makeTracked();
    await commit('2020-01-03T08:00:00Z', { [A]: story('title: Secret plan\nstatus: draft', TEXT) });
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: Plan', TEXT) });
    await commit('2020-01-06T08:00:00Z', { [A]: story('title: The plan', TEXT) });
    expect(told('a.md')).toEqual([
      'changed 2020-01-06T08:00:00+00:00\nHeadline: [-Plan-]{+The plan+}',
      'published 2020-01-05T08:00:00+00:00',
    ]);
  });

  it('begins when the embargo had passed', async () => {
    const { commit } = await makeTracked();
    const held = (title: string, until: string) => ({ [A]: story(`title: ${title}\nembargo: ${until}`, TEXT) });
    await commit('2020-01-03T08:00:00Z', held('Secret', '2020-01-05T12:00:00Z'));
    await commit('2020-01-04T08:00:00Z', held('Kept', '2020-01-05T12:00:00Z'));
    await commit('2020-01-06T08:00:00Z', held('Told', '2020-01-05T12:00:00Z'));
    expect(told('a.md')).toEqual([
      'changed 2020-01-06T08:00:00+00:00\nHeadline: [-Kept-]{+Told+}',
      'published 2020-01-05T12:00:00Z',
    ]);
  });

  it('leaves out what could not be published', async () => {
    const { commit } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: One', TEXT) });
    await commit('2020-01-06T08:00:00Z', { [A]: 'Secret: no front matter' });
    await commit('2020-01-07T08:00:00Z', { [A]: story('title: Two', TEXT) });
    expect(told('a.md')).toEqual([
      'changed 2020-01-07T08:00:00+00:00\nHeadline: [-One-]{+Two+}',
      'published 2020-01-05T08:00:00+00:00',
    ]);
  });

  it('tells nothing of a withdrawn story, nor what stood before its withdrawal when it comes back', async () => {
    const { commit, database } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: Libel', 'Libellous words.\n') });
    await commit('2020-01-06T08:00:00Z', { [A]: story('title: Libel two', 'Other libellous words.\n') });
    expect(historyPages(database)).toHaveLength(1);
    const withdrawn = 'withdrawn: { date: 2020-01-07, reason: It was wrong. }';
    await commit('2020-01-07T08:00:00Z', { [A]: story(`title: Libel two\n${withdrawn}`, 'Other libellous words.\n') });
    expect(historyPages(database)).toEqual([]);
    expect(() => storyHistory('a.md')).toThrow('Nothing is known of changes of a.md.');
    expect(lastChange('a.md')).toBeNull();
    expect(JSON.stringify(known(database).histories)).not.toContain('ibel');
    await commit('2020-01-08T08:00:00Z', { [A]: story('title: Mended', 'True words.\n') });
    await commit('2020-01-09T08:00:00Z', { [A]: story('title: Mended', 'True words again.\n') });
    expect(told('a.md')).toEqual([
      'changed 2020-01-09T08:00:00+00:00\nText: True words {+again+}.',
      'again 2020-01-08T08:00:00+00:00',
    ]);
  });

  it('has no page where the story is withdrawn before that is committed', async () => {
    const { commit, database, update } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: One', TEXT) });
    await commit('2020-01-06T08:00:00Z', { [A]: story('title: Two', TEXT) });
    await update({ [A]: story('title: Two\nwithdrawn: { date: 2020-01-07, reason: Wrong. }', TEXT) });
    expect(historyPages(database)).toEqual([]);
    expect(() => storyHistory('a.md')).toThrow('Nothing is known of changes of a.md.');
    await update({ [A]: story('title: Two\nstatus: draft', TEXT) });
    expect(historyPages(database)).toEqual([]);
    expect(lastChange('a.md')).toBeNull();
  });

  it('has no page while words under embargo are what was committed last', async () => {
    const { commit, database, update } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: One', TEXT) });
    await commit('2020-01-06T08:00:00Z', { [A]: story('title: Secret\nembargo: 2030-01-01T00:00:00Z', TEXT) });
    await update({ [A]: story('title: Open', TEXT) });
    expect(historyPages(database)).toEqual([]);
    expect(lastChange('a.md')).toBeNull();
    await update({ [A]: story('title: Secret\nembargo: 2025-01-01T00:00:00Z', TEXT) });
    expect(historyPages(database)).toEqual([]);
    await commit('2025-02-02T08:00:00Z', { [A]: story('title: Told', TEXT) });
    await commit('2025-02-03T08:00:00Z', { [A]: story('title: Told again', TEXT) });
    expect(told('a.md')).toEqual([
      'changed 2025-02-03T08:00:00+00:00\nHeadline: Told {+again+}',
      'again 2025-02-02T08:00:00+00:00',
    ]);
  });

  it('begins anew when the words of a quote are withheld', async () => {
    const { commit, update } = await makeTracked();
    const quoting = (post: string) =>
      story(`title: A\ntweets:\n  - { author: B, handle: b, date: 2020-01-05, ${post} }`, TEXT);
    await commit('2020-01-05T08:00:00Z', { [A]: quoting('text: Private words') });
    await commit('2020-01-06T08:00:00Z', { [A]: quoting('text: Other private words') });
    expect(told('a.md').join()).toContain('Private');
    // Before it is committed, there is no page of the changes that would show them.
    await update({ [A]: quoting('withheld: true') });
    expect(lastChange('a.md')).toBeNull();
    await commit('2020-01-07T08:00:00Z', { [A]: quoting('withheld: true') });
    await commit('2020-01-08T08:00:00Z', { [A]: quoting('withheld: true').replace('title: A', 'title: C') });
    expect(told('a.md')).toEqual([
      'changed 2020-01-08T08:00:00+00:00\nHeadline: [-A-]{+C+}',
      'again 2020-01-07T08:00:00+00:00',
    ]);
  });

  it('goes with a story that is deleted, and does not come back with it', async () => {
    const { commit } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: One', TEXT) });
    await commit('2020-01-06T08:00:00Z', { [A]: null });
    await commit('2020-01-07T08:00:00Z', { [A]: story('title: Two', TEXT) });
    await commit('2020-01-08T08:00:00Z', { [A]: story('title: Three', TEXT) });
    expect(told('a.md')).toEqual([
      'changed 2020-01-08T08:00:00+00:00\nHeadline: [-Two-]{+Three+}',
      'entered 2020-01-07T08:00:00+00:00',
    ]);
  });

  it('tells words of right-to-left languages as they stand, with hostile messages and names of authors left out', async () => {
    const { commit, database } = await makeTracked();
    const persian = (title: string) => story(`title: ${title}\nlanguage: fa`, 'پنج نفر کشته شدند.\n');
    const name = 'articles/5-"<b>&\'.md';
    const evil = '<script>alert(1)</script>\u001b[31m\n\n\u0001:100644 100644 a b M';
    await commit(
      '2020-01-05T08:00:00Z',
      { [name]: persian('پل فرو ریخت').replace('---\n', '---\nslug: five\n') },
      evil,
    );
    await commit(
      '2020-01-06T08:00:00Z',
      { [name]: persian('پل دیروز فرو ریخت').replace('---\n', '---\nslug: five\n') },
      evil,
    );
    const path = name.slice('articles/'.length);
    expect(told(path)[0]).toBe('changed 2020-01-06T08:00:00+00:00\nHeadline: پل {+دیروز +}فرو ریخت');
    expect(storyHistory(path).lang).toBe('fa');
    const all = JSON.stringify(known(database));
    for (const secret of ['alert', AUTHOR.name, AUTHOR.email]) expect(all).not.toContain(secret);
  });

  it('is cut where it is very long', async () => {
    const { contentDir, update, commit } = await makeTracked();
    // Committing each by itself takes seconds.
    const stream = Array.from({ length: 103 }, (_, index) => {
      const text = story(`title: Title ${index}`, TEXT);
      const head = `commit refs/heads/main\ncommitter A <a@b> ${1_578_211_200 + index} +0000\ndata 0\n`;
      return `${head}M 644 inline ${A}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
    });
    execFileSync('git', ['fast-import', '--quiet'], { cwd: contentDir, input: stream.join('') });
    await update({ [A]: story('title: Title 102', TEXT) });
    const { revisions, earlier } = storyHistory('a.md');
    expect([revisions.length, earlier, revisions[0]?.kind]).toEqual([100, 3, 'changed']);
    const lines = Array.from({ length: 900 }, (_, index) => `Line ${index} of a long list of the missing.`);
    await commit('2020-01-06T08:00:00Z', { [A]: story('title: Title 102', lines.join('\n\n')) });
    const [text] = storyHistory('a.md').revisions[0]?.fields ?? [];
    expect(text?.lines.length).toBeLessThan(900);
    expect(text?.left).toBeGreaterThan(100);
  });
});

describe('what an index knows of histories', () => {
  it('is after any commits what an index made from nothing knows', async () => {
    const { commit, git, contentDir, database } = await makeTracked();
    const isSame = async () => expect(known(database)).toEqual(await knownFromNothing(contentDir));
    const text = (word: string) => `${TEXT}\nAnd ${word}.\n`;
    await commit('2020-01-05T08:00:00Z', {
      [A]: story('title: One', text('one')),
      'articles/b.md': story('title: Two', `${'Other words. '.repeat(20)}\n`),
    });
    await isSame();
    await commit('2020-01-06T08:00:00Z', { [A]: story('title: One', text('more')) });
    await isSame();
    git('checkout', '--quiet', '-b', 'side');
    await commit('2020-01-07T08:00:00Z', {
      'articles/b.md': story('title: Two on the side', `${'Other words. '.repeat(20)}\n`),
    });
    await isSame();
    git('checkout', '--quiet', 'main');
    await commit('2020-01-08T08:00:00Z', { [A]: story('title: One of main', text('more')) });
    await isSame();
    expect(historyPages(database)).toEqual(['/2020/01/05/a/history/']);
    git('merge', '--quiet', '--no-edit', 'side');
    await commit('2020-01-09T08:00:00Z', {
      [A]: null,
      'articles/c.md': story('title: One of main, moved', text('more')),
    });
    await isSame();
    expect(historyPages(database)).toEqual(['/2020/01/05/b/history/', '/2020/01/05/c/history/']);
    // A history that was rewritten.
    git('reset', '--quiet', '--hard', 'HEAD~2');
    await commit('2020-01-10T08:00:00Z', { [A]: story('title: One otherwise', text('less')) });
    await isSame();
    expect(told('a.md')[0]).toContain('Headline: One [-of main-]{+otherwise+}');
  });

  it('is looked at for old addresses that a new page of changes takes', async () => {
    const files = (title: string) => ({ [A]: story(`title: ${title}\naliases: [/2020/01/05/a/history/]`, TEXT) });
    const { contentDir, update } = await makeTracked();
    const { commit: commitOnly } = makeRepository(contentDir);
    await update(files('One'));
    commitOnly('2020-01-05T08:00:00Z');
    await update(files('Two'));
    commitOnly('2020-01-06T08:00:00Z');
    expect((await update({})).problems.map(({ code }) => code)).toContain('alias-collides');
  });

  it('touches what shows the stories of new commits, and nothing else', async () => {
    const { commit, database, update, contentDir } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: One', TEXT), 'articles/b.md': story('title: B', TEXT) });
    await update({ [A]: story('title: Two', TEXT) });
    const { revision } = revisionOf(database);
    makeRepository(contentDir).commit('2020-01-06T08:00:00Z');
    await update({});
    const changed = changedSince(database, revision);
    expect(changed).toEqual(new Set([FACET.history('a.md'), FACET.pages('2020')].map(facetNumber)));
    const again = revisionOf(database).revision;
    await update({});
    expect(revisionOf(database).revision).toBe(again);
  });

  it('is nothing without the publisher’s wish, and git is not started', async () => {
    const { commit, database, update } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: One', TEXT) });
    await commit('2020-01-06T08:00:00Z', { [A]: story('title: Two', TEXT) });
    expect(historyPages(database)).toHaveLength(1);
    const path = makeFolder();
    vi.stubEnv('PATH', path);
    const { problems } = await update({ 'site.yml': SITE });
    expect(problems.filter(({ code }) => code === 'history-unavailable')).toEqual([]);
    expect(known(database)).toEqual({ revisions: [], histories: [], head: undefined });
    expect(historyPages(database)).toEqual([]);
  });

  it('is nothing without git, which is said once, where the pages are wished for, and comes back with it', async () => {
    const { commit, database, update } = await makeTracked();
    await commit('2020-01-05T08:00:00Z', { [A]: story('title: One', TEXT) });
    await commit('2020-01-06T08:00:00Z', { [A]: story('title: Two', TEXT) });
    const before = known(database);
    vi.stubEnv('PATH', makeFolder());
    for (const found of [await update({}), await update({})])
      expect(found.problems.filter(({ code }) => code === 'history-unavailable')).toMatchInlineSnapshot(`
        [
          {
            "code": "history-unavailable",
            "column": 21,
            "field": "outputs.history",
            "file": "site.yml",
            "fix": "Install git, or take outputs: history: out of site.yml.",
            "line": 4,
            "message": "Git is not installed. No page of changes is made.",
            "severity": "warning",
          },
        ]
      `);
    expect(known(database)).toEqual({ revisions: [], histories: [], head: undefined });
    vi.unstubAllEnvs();
    const { problems } = await update({});
    expect(problems.filter(({ code }) => code === 'history-unavailable')).toEqual([]);
    expect(known(database)).toEqual(before);
  });

  it('is nothing where the content is in no repository, and the stories are published all the same', async () => {
    vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
    const { found } = await makeArchive({ ...ON, [A]: story('title: One', TEXT) });
    expect(found.ledger.published).toBe(1);
    expect(found.problems.map(({ code, severity }) => [code, severity])).toContainEqual([
      'history-unavailable',
      'warning',
    ]);
  });
});
