import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runNode } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { auditFolder } from './sources.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

/** Writes stories by the names of their files, and gives the content folder. */
function contentOf(stories: Readonly<Record<string, string>>): string {
  const folder = makeFolder();
  const files = Object.entries(stories).map(([name, text]) => [`articles/${name}.md`, text]);
  writeFiles(folder, { 'site.yml': SITE, ...(Object.fromEntries(files) as Record<string, string>) });
  return folder;
}

const SOURCED = story(`title: A call
sources:
  - { title: A leaflet }
  - key: wire
    title: The minister speaks
    url: https://www.wire.example/1
    publisher: The Wire
    published: 2020-01-04
    archived: { url: "https://archive.example/1", date: 2020-02-01 }
  - { title: A note, url: "https://wire.example/2" }
tweets:
  - { key: call, author: A Minister, handle: minister, date: 2020-01-05, text: We spoke., captured: plain-text }
  - { author: A Minister, handle: minister, platform: bluesky, date: 2020-01-05, text: Again., url: "https://bsky.app/profile/minister/post/abc", id: abc }
statements:
  - { key: calm, speaker: The Ministry, date: 2020-01-04, text: Be calm., source: wire }
  - { speaker: A crowd, text: No. }
`);
const WIRE = 'sources: [{ title: A report }]\n';

describe('the audit of sources', () => {
  it('shows each source of a story, with hosts as the site counts them, and each quote with the source that carries it', () => {
    const { lines, code } = auditFolder(contentOf({ '05-call': SOURCED }), NOW);
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "articles/05-call.md
        A call | 2020-01-05 | published
        1. A leaflet | publisher not given | day not given
           address not given | archived copy: none
        2. The minister speaks | The Wire | 2020-01-04
           https://www.wire.example/1 | archived copy: https://archive.example/1 of 2020-02-01
        3. A note | publisher not given | day not given
           https://wire.example/2 | archived copy: none
        post call | A Minister, minister on Twitter | 2020-01-05 | from the post itself (plain-text; no id, address or archived copy)
        post | A Minister, minister on Bluesky | 2020-01-05 | from the post itself (way of capture not given; https://bsky.app/profile/minister/post/abc, id abc)
        statement calm | The Ministry | 2020-01-04 | source 2, The Wire
        statement | A crowd | day not given | no source named

      Stories that cannot be read: none
      Stories without sources: none
      Quotes whose source is not named: 1
      Posts without id, address and archived copy: 1
      Stories: 1, sources: 3, hosts: 1, quotes: 4 (posts: 2, statements: 2)"
    `);
    expect(code).toBe(0);
  });

  it('names a story without sources', () => {
    const { lines, code } = auditFolder(contentOf({ '05-bare': story(''), '06-call': SOURCED }), NOW);
    expect(lines.slice(0, 3)).toEqual(['articles/05-bare.md', '  A story | 2020-01-05 | published', '  no sources']);
    expect(lines.slice(-5, -2)).toEqual([
      'Stories without sources:',
      '  articles/05-bare.md',
      'Quotes whose source is not named: 1',
    ]);
    expect(code).toBe(1);
  });

  it.each([
    ['published', ''],
    ['published', 'embargo: 2025-12-31T23:59:59Z\n'],
    ['embargoed', 'embargo: 2026-01-01T00:00:01Z\n'],
    ['draft', 'status: draft\nembargo: 2026-01-01T00:00:01Z\n'],
    ['withdrawn', 'withdrawn: { date: 2020-01-06, reason: It was wrong. }\n'],
  ])('gives the state of a story as the ledger counts it: %s, %j', (state, front) => {
    const { lines } = auditFolder(contentOf({ '05-call': story(WIRE + front) }), NOW);
    expect(lines[1]).toBe(`  A story | 2020-01-05 | ${state}`);
  });

  it('names a story that cannot be read, since its sources are unknown', () => {
    const { lines, code } = auditFolder(contentOf({ '05-call': SOURCED, '06-bad': story(`datum: x\n${WIRE}`) }), NOW);
    expect(lines.find((line) => line.startsWith('  articles/06-bad.md:'))).toContain('key-unknown');
    expect(code).toBe(1);
  });

  it('says that there is no such folder', () => {
    const { lines, code } = auditFolder(join(makeFolder(), 'absent'), NOW);
    expect(lines.join('\n')).toContain('content-missing');
    expect(code).toBe(1);
  });

  it('ends with exit code 1 for a story without sources, and with 0 when there is none', async () => {
    const script = 'tests/audit/sources.ts';
    const [bare, sound] = await Promise.all([
      runNode([script, contentOf({ '05-bare': story('') })]),
      runNode([script, contentOf({ '05-call': SOURCED })]),
    ]);
    expect(bare).toMatchObject({ code: 1, stderr: '' });
    expect(bare.stdout).toContain('Stories without sources:\n  articles/05-bare.md\n');
    expect(sound).toMatchObject({ code: 0, stderr: '' });
  });
});
