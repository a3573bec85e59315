/** Pages of what changed in stories: built from the commits of a repository, and after each as if from nothing. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Built } from '../../src/build/session.ts';
import { build } from '../cli/commands.ts';
import { SITE, story, writeFiles } from '../content-folder.ts';
import { AUTHOR, makeRepository, type Repository } from '../repository.ts';
import { fingerprints } from '../site/files.ts';
import { buildHere, readNotes, shareTemplates } from './build-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'dateline-history-'));
const contentDir = join(folder, 'content');
const [outDir, cacheDir] = [join(folder, 'site'), join(folder, 'cache')];
const now = Date.parse('2026-01-01T00:00:00Z');
let repository: Repository;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = (address: string) => readFileSync(join(outDir, address, 'index.html'), 'utf8');
const buildNow = () => buildHere({ contentDir, outDir, cacheDir, now });

/** Commits files, builds, and holds the site against one that is built from nothing; gives how many pages were drawn. */
async function commitAndBuild(date: string, files: Parameters<typeof writeFiles>[1]): Promise<Built> {
  writeFiles(contentDir, files);
  repository.commit(date, '<script>alert(1)</script>');
  const built = await buildNow();
  const whole = mkdtempSync(join(folder, 'whole-'));
  shareTemplates(cacheDir, join(whole, 'cache'));
  await buildHere({ contentDir, outDir: join(whole, 'site'), cacheDir: join(whole, 'cache'), now });
  expect(fingerprints(outDir)).toEqual(fingerprints(join(whole, 'site')));
  expect(readNotes(cacheDir).reads).toEqual(readNotes(join(whole, 'cache')).reads);
  rmSync(whole, { recursive: true });
  return built;
}

const BRIDGE = 'articles/2020/01/05-bridge.md';
const HEIR = 'articles/2020/02/01-heir.md';
const bridge = (title: string, text: string) => story(`title: ${title}\ndate: 2020-01-05`, text);
const heir = (title: string) => story(`title: ${title}\ndate: 2020-02-01\nlanguage: fa`, 'پنج نفر.\n');

beforeAll(async () => {
  writeFiles(contentDir, {
    'site.yml': `${SITE}outputs: { history: true }\n`,
    'articles/2020/01/06-other.md': story('title: Other\ndate: 2020-01-06', 'Nothing changes here.\n'),
    [BRIDGE]: bridge('Bridge falls', 'Five people died.\n'),
    [HEIR]: heir('پل فرو ریخت'),
  });
  repository = makeRepository(contentDir);
  repository.commit('2020-02-02T10:00:00+05:30');
  const { code, stderr } = await build(contentDir, outDir, cacheDir, '--now', new Date(now).toISOString());
  if (code !== 0) throw new Error(`The archive cannot be built:\n${stderr}`);
});

describe('a site with pages of changes', () => {
  it('has none where nothing changed', () => {
    expect(Object.keys(fingerprints(outDir)).filter((file) => file.includes('history'))).toEqual([]);
    expect(page('2020/01/05/bridge')).not.toContain('history');
  });

  it('shows after a commit the words that changed, on a page to which the story leads', async () => {
    const { rendered } = await commitAndBuild('2020-02-03T10:00:00+05:30', {
      [BRIDGE]: bridge('Bridge falls &lt;b&gt; <b>now</b>', 'Six people died.\n'),
    });
    // The page, the story, and what names that: its day and month, the front page and its like.
    expect(rendered).toBeLessThan(20);
    const html = page('2020/01/05/bridge/history');
    expect(html).toContain('<link rel="canonical" href="https://record.example/2020/01/05/bridge/history/">');
    expect(html).not.toContain('noindex');
    expect(html).toMatch(/<del[^>]*><span[^>]*>\[taken out\] <\/span>Five<span[^>]*> \[end\] <\/span><\/del> <ins/u);
    expect(html).toContain('&lt;b&gt;now&lt;/b&gt;');
    expect(html).toMatch(/<time datetime="2020-02-03T10:00:00\+05:30">3 February 2020, 10:00 \+05:30<\/time>/u);
    for (const secret of [AUTHOR.name, AUTHOR.email, 'alert']) expect(html).not.toContain(secret);
    expect(page('2020/01/05/bridge')).toMatch(
      /on <time datetime="2020-02-03[^>]*>3 Feb 2020<\/time>: <a href="\/2020\/01\/05\/bridge\/history\/"[^>]*>see what changed<\/a>/u,
    );
    expect(readFileSync(join(outDir, 'sitemap-2020.xml'), 'utf8')).toContain('/2020/01/05/bridge/history/');
  });

  it('draws, where only a commit is new, the page and its story alone', async () => {
    writeFiles(contentDir, { [HEIR]: heir('پل دیروز فرو ریخت') });
    await buildNow();
    const { rendered } = await commitAndBuild('2020-02-04T10:00:00Z', {});
    expect(rendered).toBe(3); // with the sitemap of the year
    expect(page('2020/02/01/heir/history')).toContain('<html lang="fa" dir="rtl">');
  });

  it('takes the page away with a story that is withdrawn', async () => {
    const withdrawn = 'title: Bridge\ndate: 2020-01-05\nwithdrawn: { date: 2020-02-05, reason: It did not fall. }';
    const { removed } = await commitAndBuild('2020-02-05T10:00:00Z', {
      [BRIDGE]: story(withdrawn, 'Six people died.\n'),
    });
    expect(removed).toBeGreaterThan(0);
    const files = Object.keys(fingerprints(outDir)).filter((file) => file.includes('history'));
    expect(files).toEqual(['2020/02/01/heir/history/index.html']);
  });

  it('has none when the publisher no longer wants them', async () => {
    await commitAndBuild('2020-02-06T10:00:00Z', { 'site.yml': SITE });
    expect(Object.keys(fingerprints(outDir)).filter((file) => file.includes('history'))).toEqual([]);
    expect(page('2020/02/01/heir')).not.toContain('history');
  });
});
