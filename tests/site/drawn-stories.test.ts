/** What pages say, on a small archive that holds what the sample does not. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateline } from '../command-line.ts';
import { SITE, story, writeFiles } from '../content-folder.ts';

const SOURCED = 'sources: [{ title: A wire, published: 2020-01-05T08:30:00Z }]\n';
const CITED = `sources:
  - { key: kept, title: Kept, kind: report, author: A. Writer, publisher: The Daily, url: "https://daily.example/1", published: 2020-01-04, accessed: 2020-02-01, archived: { url: "https://web.archive.org/web/20200106120000/https://daily.example/1", date: 2020-01-06 }, note: In part. }
  - { key: saved, title: Saved, archived: { file: captures/saved.html, date: 2020-01-07 } }
`;
const said = (person: string) => `statements: [{ speaker: ${person}, date: 2020-01-05T09:15:00Z, text: Words. }]\n`;
const CORRECTED = 'corrections:\n  - { date: 2020-03-02, text: Second. }\n  - { date: 2020-03-01, text: First. }\n';
const posts = Array.from(
  { length: 51 },
  (_, index) => `  - { author: Ann Lee, handle: annlee, date: 2020-01-05, text: Post ${index} }\n`,
).join('');

const FILES = {
  'site.yml': SITE,
  'people/ann-lee.md': '---\nname: Ann Lee\nhandles: [annlee]\n---\n',
  'organizations/the-ministry.md': '---\nname: The Ministry\n---\n',
  'series/crisis.md': '---\nname: Crisis\n---\n',
  'articles/2020/01/05-call.md': story(
    `title: Call\nupdated: 2020-01-06T18:45:00Z\nauthors: [Ann Lee]\ntype: analysis\nsection: World\ndateline: Delhi\nseries: crisis\n${SOURCED}${said('The Ministry')}${CORRECTED}tweets:\n${posts}`,
  ),
  'articles/2020/01/05-call-hi.md': story(
    `title: वार्ता\nsummary: सार\nlanguage: hi\nevent: 2020-01-05\ntranslationOf: 2020/01/05-call\nseries: crisis\npeople: [{ name: Ann Lee, role: मंत्री }]\n${SOURCED}corrections: [{ date: 2020-03-01, text: सुधार }]\ntweets: [{ author: Ravi, handle: ravi, date: 2020-01-05, text: नमस्ते }]\n`,
  ),
  'captures/saved.html': '<p>Words</p>',
  'articles/2020/01/09-cited.md': story(
    `title: Cited\ndate: 2020-01-09\n${CITED}`,
    'One[^kept], two[^saved], three[^kept].\n',
  ),
  'articles/2020/01/07-past.md': story(`title: Past\ndate: 2020-01-07\nevent: 2019-12-30\nseries: crisis\n${SOURCED}`),
};

const folder = mkdtempSync(join(tmpdir(), 'dateline-drawn-'));
const site = join(folder, 'out');

/** Gives a page in one line, since the layout of its source is no matter. */
const read = (address: string) => readFileSync(join(site, address, 'index.html'), 'utf8').replace(/\s+/gu, ' ');
/** Gives the words of a page. */
const words = (address: string) =>
  read(address)
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ');

beforeAll(async () => {
  writeFiles(join(folder, 'content'), FILES);
  const places = ['content', 'out', 'cache'].flatMap((name) => [`--${name}`, join(folder, name)]);
  const { code, stdout, stderr } = await dateline('build', ...places);
  if (code !== 0) throw new Error(`${stdout}\n${stderr}`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the page of a story', () => {
  it('shows its type, the pages of its authors and the newest correction', () => {
    const page = read('/2020/01/05/call/');
    expect(page).toMatch(/Kind of text<\/dt> ?<dd[^>]*> ?Analysis/u);
    expect(page).toMatch(/By<\/dt> ?<dd[^>]*> ?<a href="\/people\/ann-lee\/"/u);
    expect(page).toMatch(/Corrected<\/dt>.{0,120}datetime="2020-03-02"/u);
    expect(page.indexOf('First.')).toBeLessThan(page.indexOf('Second.'));
  });

  it('begins with the place and day of filing, and names a neighbour in its series once where it is the neighbour in time', () => {
    expect(words('/2020/01/05/call/')).toContain('Delhi, 5 January — Text.');
    expect(words('/2020/01/07/past/')).not.toContain('— Text.');
    expect(words('/2020/01/05/call/')).toMatch(/After, Tuesday 7 January 2020 Past/u);
    expect(read('/2020/01/05/call/').match(/rel="next" class/gu)).toHaveLength(1);
    expect(words('/2020/01/05/call/')).toMatch(/Series Crisis part 1 of 2/u);
    expect(words('/2020/01/05/call-hi/')).toMatch(/Series Crisis part 1 of 2/u);
  });

  it('cites its sources, which lead back to the text and to their archived copies', () => {
    const page = read('/2020/01/09/cited/');
    expect(page).toContain(
      'three<sup><a class="cite" href="#source.1" lang="en" aria-label="Source 1" id="cite.1.2">1</a>',
    );
    expect(page).toMatch(/<a href="#cite\.1\.2" aria-label="Back to citation 2 of source 1"/u);
    expect(words('/2020/01/09/cited/')).toMatch(
      /Kept Report, A\. Writer ?, The Daily ?, 4 January 2020 ?; seen 1 February 2020 Archived copy: Wayback Machine ?, 6 January 2020 In part\. Cited in the text: 1 2 Saved day of publication not recorded ?; address not recorded A copy is saved with the archive ?, 7 January 2020 Cited in the text: 1/u,
    );
    expect(
      page.match(
        /data-originalurl="https:\/\/daily\.example\/1" data-versionurl="[^"]+" data-versiondate="2020-01-06"/gu,
      ),
    ).toHaveLength(2);
    expect(page).not.toContain('captures/saved.html');
  });

  it('shows every time that is given', () => {
    const page = words('/2020/01/05/call/');
    expect(page).toContain('Updated 6 Jan 2020, 18:45 UTC');
    expect(page).toContain('5 January 2020, 09:15 UTC');
    expect(page).toContain('5 January 2020, 08:30 UTC');
  });

  it('says that it was written on the day only when that is known', () => {
    expect(words('/2020/01/05/call-hi/')).toContain('Written on the day. This page records');
    const unknown = words('/2020/01/05/call/');
    expect(unknown).not.toContain('Written on the day');
    expect(unknown).toMatch(/First published on 5 January 2020 ?\. This page records what was known then\./u);
    expect(words('/2020/01/07/past/')).toMatch(/About events of 30 December 2019 ?\. First published/u);
  });

  it('names every version in its head, itself among them', () => {
    for (const address of ['/2020/01/05/call/', '/2020/01/05/call-hi/']) {
      expect(
        [...read(address).matchAll(/hreflang="(\w+)" href="([^"]*)">/gu)].map(([, ...found]) => found).sort(),
      ).toEqual([
        ['en', 'https://record.example/2020/01/05/call/'],
        ['hi', 'https://record.example/2020/01/05/call-hi/'],
      ]);
    }
    expect(read('/2020/01/07/past/')).not.toContain('hreflang');
  });
});

describe('lists', () => {
  it('name the type of what is not news', () => {
    expect(words('/2020/01/05/')).toContain('Analysis');
    expect(words('/series/crisis/')).toContain('Analysis');
    expect(words('/2020/01/07/')).not.toContain('Analysis');
  });

  it('name the language of a story in another, and leave its summary to its page', () => {
    expect(words('/2020/01/05/')).toMatch(/In Hindi ?वार्ता/u);
    expect(words('/2020/01/05/')).not.toContain('सार');
    expect(words('/2020/01/05/call-hi/')).toContain('सार');
  });

  it('of a series say that they begin with the oldest', () => {
    expect(words('/series/crisis/')).toContain('Stories, oldest first');
    expect(words('/series/crisis/2020/')).toContain('oldest first');
    expect(words('/people/ann-lee/')).toContain('Stories, newest first');
  });
});

describe('a link that is shared', () => {
  it('shows the nameplate, which lies in the site', () => {
    expect(read('/2020/01/05/call/')).toContain('property="og:image" content="https://record.example/social.png"');
    expect(readFileSync(join(site, 'social.png')).subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('words away from their story', () => {
  it('stand on the pages of organizations too, and say when there are more', () => {
    expect(words('/organizations/the-ministry/')).toContain('In their own words');
    const page = read('/people/ann-lee/');
    expect(page).toContain('The newest 50 of 51, oldest first.');
    expect(page).toMatch(/All posts, newest first: ?<a href="\/quotes\/annlee\/"/u);
  });

  it('say their language', () => {
    expect(read('/quotes/ravi/')).toContain('<blockquote lang="hi"');
    expect(read('/corrections/')).toMatch(/<p lang="hi"[^>]*> ?सुधार/u);
    expect(read('/people/ann-lee/')).toMatch(/<bdi lang="hi"[^>]*>मंत्री/u);
    expect(read('/quotes/annlee/')).not.toContain('<blockquote lang');
  });
});
