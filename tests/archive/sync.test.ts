import { symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corrections } from '../../src/archive/queries/corrections.ts';
import { newestDay } from '../../src/archive/queries/days.ts';
import { story as storyOf, storyPathAt } from '../../src/archive/queries/stories.ts';
import { termsByLetter } from '../../src/archive/queries/letters.ts';
import { termStories } from '../../src/archive/queries/terms.ts';
import { makeArchive, story } from '../content-folder.ts';

const titles = (kind: string, id: string) => termStories(kind, id).map(({ title }) => title);

describe('a sync', () => {
  it('counts every story once, whatever became of it', async () => {
    const { found } = await makeArchive({
      'articles/a.md': story('title: A'),
      'articles/b.md': story('title: B\nstatus: draft'),
      'articles/c.md': story('title: C\nembargo: 2030-01-01T00:00:00Z'),
      'articles/d.md': story('title: D\nwithdrawn: { date: 2020-02-01, reason: It was wrong. }'),
      'articles/e.md': 'no front matter',
    });
    expect(found.ledger).toEqual({ read: 5, published: 1, draft: 1, embargoed: 1, withdrawn: 1, failed: 1 });
  });

  it('counts as failed a story whose fields contradict each other', async () => {
    const { found } = await makeArchive({ 'articles/a.md': story('title: A\nupdated: 2020-01-04') });
    expect(found.ledger).toMatchObject({ published: 0, failed: 1 });
    expect(found.problems.map(({ code }) => code)).toContain('date-order');
    expect(newestDay()).toBeUndefined();
  });

  it('publishes a story when its embargo passes, and not a second before', async () => {
    const files = { 'articles/c.md': story('title: C\ntopics: [Oil]\nembargo: 2026-01-01T05:30:00+05:30') };
    const before = await makeArchive(files, Date.parse('2025-12-31T23:59:59Z'));
    expect(before.found.ledger.embargoed).toBe(1);
    expect(newestDay()).toBeUndefined();
    const after = await makeArchive(files, Date.parse('2026-01-01T00:00:00Z'));
    expect(after.found.ledger.published).toBe(1);
    expect(titles('topics', 'oil')).toEqual(['C']);
  });

  it('keeps a withdrawn story under its embargo until that passes', async () => {
    const files = {
      'articles/c.md': story(
        'title: C\nembargo: 2026-01-01T00:00:00Z\nwithdrawn: { date: 2020-02-01, reason: It was wrong. }',
      ),
    };
    const before = await makeArchive(files, Date.parse('2025-12-31T23:59:59Z'));
    expect(before.found.ledger).toMatchObject({ embargoed: 1, withdrawn: 0 });
    expect(corrections()).toEqual([]);
    const after = await makeArchive(files, Date.parse('2026-01-01T00:00:00Z'));
    expect(after.found.ledger).toMatchObject({ embargoed: 0, withdrawn: 1 });
    expect(corrections().map(({ text }) => text)).toEqual(['It was wrong.']);
  });

  it('puts the stories of a day in the order of their instants, whatever their offsets', async () => {
    await makeArchive({
      'articles/a.md': story('title: Late\ndate: 2020-01-05T20:00:00-08:00\ntopics: [Oil]'),
      'articles/b.md': story('title: Early\ndate: 2020-01-05T23:00:00+05:30\ntopics: [Oil]'),
      'articles/c.md': story('title: No time\ntopics: [Oil]'),
    });
    expect(titles('topics', 'oil')).toEqual(['Late', 'Early', 'No time']);
  });

  it('sees an edit that leaves size and time of a file as they were', async () => {
    const archive = await makeArchive({ 'articles/a.md': story('title: One') });
    const file = join(archive.contentDir, 'articles/a.md');
    const time = new Date('2020-01-01T00:00:00Z');
    utimesSync(file, time, time);
    await archive.update({});
    await archive.update({ 'articles/a.md': story('title: Two') });
    utimesSync(file, time, time);
    await archive.update({});
    expect(storyOf('a.md').title).toBe('Two');
  });

  it('forgets a story that is gone, with all that was derived from it', async () => {
    const archive = await makeArchive({
      'articles/a.md': story('title: A\ntopics: [Oil]\naliases: [/old/]'),
      'articles/b.md': story('title: B'),
    });
    const { ledger } = await archive.update({ 'articles/a.md': null });
    expect(ledger.read).toBe(1);
    expect(termsByLetter('topics', '').names).toEqual([]);
    for (const table of ['story_name', 'story_term', 'story_record', 'story_text', 'alias']) {
      expect(archive.database.all(`SELECT * FROM ${table} WHERE story NOT IN (SELECT id FROM story)`)).toEqual([]);
    }
  });

  it('files a story under a registry entry as soon as the entry knows its spelling', async () => {
    const archive = await makeArchive({ 'articles/a.md': story('title: A\npeople: [Jaishankar]') });
    expect(titles('people', 'jaishankar')).toEqual(['A']);
    await archive.update({ 'people/s-jaishankar.md': '---\nname: S. Jaishankar\naliases: [Jaishankar]\n---\n' });
    expect(titles('people', 's-jaishankar')).toEqual(['A']);
    await archive.update({ 'people/s-jaishankar.md': '---\nname: S. Jaishankar\n---\n' });
    expect(titles('people', 'jaishankar')).toEqual(['A']);
  });

  it('keeps a story on its address when its file moves', async () => {
    const archive = await makeArchive({ 'articles/2020/01/05-call.md': story('title: Call') });
    await archive.update({ 'articles/2020/01/05-call.md': null, 'articles/moved/call.md': story('title: Call') });
    expect(storyPathAt('/2020/01/05/call/')).toBe('moved/call.md');
  });

  it('never publishes what a link points to', async () => {
    const archive = await makeArchive({ 'articles/a.md': story('title: A') });
    symlinkSync(join(archive.contentDir, 'site.yml'), join(archive.contentDir, 'articles/linked.md'));
    const { problems, ledger } = await archive.update({});
    expect(problems.filter(({ severity }) => severity === 'error').map(({ file, code }) => `${file} ${code}`)).toEqual([
      'articles/linked.md file-link',
    ]);
    expect(ledger).toMatchObject({ read: 2, published: 1, failed: 1 });
  });

  it('knows who speaks by an entry whose id the name gives, be the entry called otherwise and written later', async () => {
    const said = "tweets: [{ author: Judge 1, handle: judge, date: 2020-01-05, text: 'Yes.' }]";
    const archive = await makeArchive({ 'articles/a.md': story(`title: A\n${said}`) });
    const speaker = () => storyOf('a.md').quoteList.map(({ person }) => person?.id);
    expect(speaker()).toEqual([undefined]);
    await archive.update({ 'people/judge-1.md': '---\nname: Ann\n---\n' });
    expect(speaker()).toEqual(['judge-1']);
    await archive.update({ 'people/judge-1.md': null });
    expect(speaker()).toEqual([undefined]);
  });

  it('finds the same things whichever way the index came to be', async () => {
    const files = {
      'articles/a.md': story('title: A\ntopics: [Oil, Gas]\npeople: [Ann]'),
      'articles/b.md': story('title: B\ndate: 2020-01-06\ntopics: [oil]'),
      'topics/oil.md': '---\nname: Oil\naliases: [Petroleum]\n---\n',
    };
    const direct = await makeArchive(files);
    const asked = () => JSON.stringify([termsByLetter('topics', '').names, titles('topics', 'oil'), storyOf('a.md')]);
    const expected = asked();
    const problems = direct.found.problems;
    const roundabout = await makeArchive({
      'articles/b.md': story('title: Old\ndate: 2020-01-06\ntopics: [Petroleum]'),
      'articles/z.md': story('title: Z\ntopics: [oil]'),
    });
    const found = await roundabout.update({ ...files, 'articles/z.md': null });
    expect(asked()).toBe(expected);
    expect(found.problems).toEqual(problems);
  });
});
