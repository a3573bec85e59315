import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReportStyles } from '../../src/cli/report-styles.ts';
import { UNHEALTHY } from '../archive/unhealthy.ts';
import { ROOT, runNode } from '../command-line.ts';
import { makeFolder, story, writeFiles } from '../content-folder.ts';

const MAIN = join(ROOT, 'src/cli/main.ts');

/** Runs `report` in a folder with a content folder `c`. */
async function report(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const cwd = makeFolder();
  writeFiles(join(cwd, 'c'), files);
  const run = (...more: readonly string[]) =>
    runNode([MAIN, 'report', '--content', 'c', '--cache', '.cache', '--now', '2026-01-01T00:00:00Z', ...more], { cwd });
  return { cwd, run, ...(await run(...args)) };
}

describe('report', { timeout: 60_000 }, () => {
  it('lists every finding with its place, then how much is sound, and ends with 0', async () => {
    const { code, stdout, stderr } = await report(UNHEALTHY);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "c/articles/2020/01/05-flood.md:9:5  source-unarchived  https://wire.example/rain is cited by 2 stories without an archived copy.  Save a copy, e.g. at web.archive.org, and add archived: with its url and date.
      c/articles/2020/01/05-flut.md:7:11  source-unarchived  https://safe.example/ is cited by 1 story without an archived copy.  Add the copy that another story names: archived: { url: "https://web.archive.org/web/2020/https://safe.example/" }.
      c/articles/2020/01/01-rain.md:12:5  source-unaddressed  “A printed map” has no address.  Add url: if it stands on the web.
      c/articles/2020/01/05-flood.md:9:5  source-unseen  Nobody noted when https://wire.example/rain was last seen.  Look at it, and add accessed: with that day.
      c/articles/2020/01/05-flood.md:9:5  source-titled-twice  https://wire.example/rain is cited as “Rain”, “Rain falls”.  Give it one title wherever it is cited.
      c/articles/2020/01/01-rain.md:15:5  post-unchecked  The post by @lostone of 1 January 2020 was never checked.  Look for the original, and add status: and checked: with the day.
      c/articles/2020/01/01-rain.md:14:5  post-lost  The post by @AnnExample of 1 January 2020 is deleted (checked on 1 February 2020), and this archive holds the only copy.  Look for an archived copy and add archived:.
      c/articles/2020/01/01-rain.md:15:5  post-untraced  The post by @lostone of 1 January 2020 has neither id nor address.  Add id: or url: where it can be found, and leave it out where it cannot.
      c/articles/2020/01/01-rain.md:15:5  post-plain-text  The post by @lostone of 1 January 2020 was captured as plain text.  Capture it anew from its embed or archived page while there is one.
      c/articles/2020/01/01-rain.md:15:5  post-media-unsaved  The post by @lostone of 1 January 2020 had a picture or video that is not saved.  Save it below content/media/ while it is there, and add src: and alt: to its media:.
      c/articles/2020/01/01-rain.md:18:5  statement-unsourced  What Ann Example said names no source of its story.  Give the source a key:, and name it with source:.
      c/articles/2020/01/01-rain.md:9:10  term-unregistered  Weather has no entry in topics/, and stands in 2 stories.  Add topics/weather.md with name: Weather, or the name to the aliases: of the one that is meant.
      c/articles/2020/01/01-rain.md:17:16  speaker-unknown  A passer-by is quoted by 1 story, and nobody known.  Add an entry in people/ or organizations/, or name the speaker in the story.
      c/articles/2020/01/01-rain.md:5:11  byline-unregistered  The byline Desk of 1 story has no entry.  Add an entry in people/ or organizations/, or leave it so.
      c/articles/2020/01/01-rain.md:14:28  account-unregistered  @AnnExample is registered, but not for the day of the post.  Look at from: and to: of its handles: entry.
      c/articles/2020/01/01-rain.md:15:33  account-unregistered  @lostone on Twitter is in no entry’s handles.  Add the account to the handles: of its owner’s entry in people/.
      c/places/harbour.md:1:1  entry-without-wikidata  Harbour has no Wikidata id.  Add wikidata: where Wikidata knows it.
      c/places/harbour.md:1:1  entry-without-description  Harbour does not say what it is.  Add description: with one or two sentences.
      c/people/nobody-here.md:1:1  entry-unused  Nobody Here is used by no published story.  Name it in the stories that are about it, or remove it.
      c/articles/2020/01/01-rain.md:6:9  series-gap  The flood has no story for 3 days: 2–4 January 2020.  Write what is missing, or leave it so where nothing happened.
      c/articles/2020/01/05-flut.md:3:7  month-empty  The archive has no story for 2 months: February–March 2020.  Write what is missing, or leave it so.
      c/articles/2020/01/05-flut.md:3:7  translation-behind  The translation is of 5 January 2020; articles/2020/01/05-flood.md was changed on 7 January 2020.  Bring the translation up to date, and set updated:.
      c/articles/2020/04/09-dry.md:1:1  source-none  The story cites no source.  Add sources: with what the story rests on.
      c/articles/2020/01/05-flood.md:1:1  summary-missing  The story has no summary.  Add summary: with one or two sentences.
      c/articles/2020/01/05-flood.md:7:9  review-pending  2 fields to look at: title, people.  Correct them where they are wrong, and take review: out.
      c/articles/2020/04/11-later.md:4:10  story-waiting  The story is under embargo until 2100-01-01T00:00:00Z.  Nothing is to be done: it is published by the first build after that.
      c/articles/2020/04/10-draft.md:4:9  story-waiting  The story is a draft.  Publish it when it is due.
      Sources
        0 of 2 cited addresses with an archived copy
        2 of 3 sources with an address
        1 of 2 cited addresses with the day on which they were seen
        1 of 2 cited addresses with one title
      Quotes
        1 of 2 posts whose original was looked for
        0 of 1 lost originals with an archived copy
        1 of 2 posts with an id or address
        1 of 2 posts captured with their markup
        0 of 1 posts with pictures or videos of which each is saved
        1 of 2 statements that name their source
      Names
        3 of 4 names of topics, people, organizations, places and series with an entry
        1 of 2 speakers of statements who are known
        0 of 1 bylines with an entry
        0 of 2 quoted accounts whose owner is registered
        2 of 3 entries with a Wikidata id, series left aside
        3 of 4 entries with a description
        3 of 4 entries that stories use
      Time
        2 of 5 days of series with a story
        2 of 4 months with a story
        0 of 1 translations as new as their original
      Stories
        3 of 4 stories that cite a source
        3 of 4 stories with a summary
        5 of 6 stories without fields to look at
        4 of 6 stories that are neither drafts nor under embargo
      6 read = 4 published + 1 draft + 1 embargoed + 0 withdrawn + 0 failed
      "
    `);
  });

  it('prints JSON alone with --json, in the documented shape', async () => {
    const { code, stdout, stderr } = await report(UNHEALTHY, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const told = JSON.parse(stdout) as { answers: readonly { kind: string; findings: readonly unknown[] }[] };
    expect({ ...told, answers: told.answers.length }).toEqual({
      ledger: { read: 6, published: 4, draft: 1, embargoed: 1, withdrawn: 0, failed: 0 },
      errors: [],
      answers: 24,
      outputs: [],
    });
    expect(told.answers.find(({ kind }) => kind === 'series-gap')).toMatchInlineSnapshot(`
      {
        "findings": [
          {
            "detail": "3 days",
            "fix": "Write what is missing, or leave it so where nothing happened.",
            "group": "The flood",
            "message": "The flood has no story for 3 days: 2–4 January 2020.",
            "places": [
              {
                "column": 9,
                "day": "2020-01-01",
                "field": "series",
                "file": "c/articles/2020/01/01-rain.md",
                "line": 6,
                "title": "Rain",
              },
            ],
            "subject": "2–4 January 2020",
          },
        ],
        "kind": "series-gap",
        "of": 5,
        "section": "time",
        "sound": 2,
        "spans": [
          {
            "filled": [
              "2020-01-01",
              "2020-01-05",
            ],
            "first": "2020-01-01",
            "last": "2020-01-05",
            "name": "The flood",
            "unit": "day",
          },
        ],
      }
    `);
    expect(told.answers.find(({ kind }) => kind === 'source-titled-twice')?.findings).toMatchInlineSnapshot(`
      [
        {
          "fix": "Give it one title wherever it is cited.",
          "group": "wire.example",
          "message": "https://wire.example/rain is cited as “Rain”, “Rain falls”.",
          "places": [
            {
              "column": 5,
              "day": "2020-01-05",
              "field": "sources.0",
              "file": "c/articles/2020/01/05-flood.md",
              "line": 9,
              "title": "Flood",
            },
            {
              "column": 5,
              "day": "2020-01-01",
              "field": "sources.0",
              "file": "c/articles/2020/01/01-rain.md",
              "line": 11,
              "title": "Rain",
            },
          ],
          "stories": 2,
          "subject": "Rain / Rain falls",
          "url": "https://wire.example/rain",
        },
      ]
    `);
  });

  it('writes the page whole, in place of an older one and in a new folder', async () => {
    const { cwd, code, stdout, run } = await report(UNHEALTHY, '--html', 'out/r.html');
    expect([code, stdout.split('\n').at(-2)]).toEqual([0, 'The report stands in out/r.html.']);
    expect(stdout).not.toContain('c/articles/');
    const file = join(cwd, 'out/r.html');
    const page = readFileSync(file, 'utf8');
    expect(page).toMatch(/^<!doctype html>[^]*<\/html>\n$/u);
    expect(page).toContain('<code>c/articles/2020/01/01-rain.md:11:5</code>');
    writeFileSync(file, 'an older one');
    const json = await run('--json', '--html', 'out/r.html');
    expect((JSON.parse(json.stdout) as { outputs: unknown }).outputs).toEqual(['out/r.html']);
    expect(readFileSync(file, 'utf8')).toBe(page);
    expect(readdirSync(join(cwd, 'out'))).toEqual(['r.html']);
  });

  it('leaves nothing behind where the page cannot be written', async () => {
    const { cwd, run } = await report({ 'site.yml': UNHEALTHY['site.yml'] ?? '' });
    mkdirSync(join(cwd, 'taken'));
    const { code, stderr } = await run('--html', 'taken');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The system refused: E[A-Z]+/u);
    expect(readdirSync(cwd).sort()).toEqual(['.cache', 'c', 'taken']);
  });

  it('ends with 1 where the content has errors, names them and reports on the rest', async () => {
    const { cwd, code, stdout, run } = await report({ ...UNHEALTHY, 'articles/x.md': story('sumary: x') });
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toMatch(/^c\/articles\/x\.md:4:1 {2}key-unknown {2}/u);
    expect(stdout).toContain('post-lost');
    await run('--html', 'r.html');
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toContain('The content has 1 error;');
  });

  it('reports on an archive without a content folder, and makes none', async () => {
    const cwd = makeFolder();
    const { code, stdout, stderr } = await runNode(
      [MAIN, 'report', '--content', 'c', '--cache', '.cache', '--html', 'r.html'],
      { cwd },
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^c:1:1 {2}content-missing {2}/u);
    expect(existsSync(join(cwd, 'c'))).toBe(false);
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toContain('Archive without a site.yml');
  });
});

describe('the styles of the page', () => {
  it('ask for no file and end no element', () => {
    const styles = readReportStyles();
    expect(styles.match(/url\((?!'data:font\/woff2;base64,)/gu)).toBeNull();
    expect(styles).not.toMatch(/<|@import/u);
    expect(styles.match(/url\('data:/gu)).toHaveLength(2);
  });
});
