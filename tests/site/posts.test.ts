/** What a site shows of preserved posts and of pictures, on an archive with a story of thirty posts of all kinds. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { build, only } from '../cli/commands.ts';
import { PERSIAN, THIRTY, WITHHELD_WORDS, writePostsArchive } from '../fixtures/posts-archive.ts';
import { makeFolder } from '../content-folder.ts';
import { shareTemplates } from '../torture/build-site.ts';
import { filesIn, fingerprints } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'dateline-posts-'));
const [content, site, cache] = [join(folder, 'content'), join(folder, 'site'), join(folder, 'cache')];

beforeAll(async () => {
  await writePostsArchive(content);
  shareTemplates(inject('templates'), cache);
  expect(await build(content, site, cache)).toMatchObject({ code: 0, stderr: '' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Gives a page without the names by which its styles are scoped. */
const read = (address: string) =>
  readFileSync(join(site, address, 'index.html'), 'utf8')
    .replace(/ ?astro-[\da-z]{8} ?/gu, '')
    .replaceAll(' class=""', '');
/** Gives what a text lacks; the text itself is long. */
const lacking = (text: string, wanted: readonly string[]) => wanted.filter((part) => !text.includes(part));
const ids = (html: string) => [...html.matchAll(/ id="(quote\.\d+)"/gu)].map(([, id]) => id);
/** Gives the copies of pictures that a page names, in its order. */
const copies = (html: string) => [
  ...new Set([...html.matchAll(/\/media\/copies\/[\da-f]{20}-\d+\.webp/gu)].map(([path]) => path)),
];

describe('a story of thirty posts', () => {
  it('gives each post and statement one place', () => {
    const places = ids(read(THIRTY));
    expect(places).toHaveLength(32);
    expect(new Set(places).size).toBe(32);
  });

  it('puts answers after what they answer and quoted posts where they are quoted, and the rest where the text says', () => {
    // By their places in the record: a thread with a branch, a quoting post with the quoted one, a statement, another thread.
    expect(
      ids(read(THIRTY))
        .slice(0, 10)
        .map((id) => Number(id?.slice('quote.'.length))),
    ).toEqual([1, 2, 3, 4, 6, 5, 31, 18, 19, 20]);
    expect(ids(read(PERSIAN))).toEqual(['quote.1', 'quote.2', 'quote.3']);
  });

  it('says in words what became of each original, and what is not kept', () => {
    const words = read(THIRTY)
      .replace(/<[^>]*>/gu, ' ')
      .replace(/\s+/gu, ' ');
    expect(
      lacking(words, [
        'Deleted; this copy was saved on 15 March 2021',
        'Deleted; a copy was saved, on a day not recorded',
        'Account suspended; its words are kept here, from an archive file',
        'Protected; its words are kept here',
        'State of the original unknown on 2 November 2022',
        'Original live on 3 May 2023',
        'time from the post’s number',
        '14 March 2021 , as dated beside the words; by its number 06:02 UTC',
        'Exhibit 4: @PortMira answers exhibit 2',
        'A post that the story does not keep: https://social.example/@bob/',
        'The post had a video, which was not saved: https://video.example.org/quay/1.mp4',
        'The words of this post are withheld by the editors. That it was quoted is part of the record.',
        'The words of this statement are withheld by the editors.',
      ]),
    ).toEqual([]);
  });

  it('leads where links led, to accounts that have a page, and tells no one whence', () => {
    const html = read(THIRTY);
    const links = [
      '<a href="https://example.org/ashas-diary" rel="nofollow noreferrer"><bdi>https://t.co/aBcDe12345</bdi></a>',
      '<a href="/quotes/portmira/"><bdi>@PortMira</bdi></a>',
      '<bdi>@sam.bsky.example</bdi>, had said so',
      '<bdi>#العبّارة</bdi>',
      '<blockquote lang="ar" dir="rtl"><p dir="rtl">',
      '<blockquote lang="fa" dir="auto"><p dir="auto">',
    ];
    expect(lacking(html, links)).toEqual([]);
  });

  it('shows withheld words and pictures in no file', () => {
    const telling = filesIn(site).filter((file) => WITHHELD_WORDS.test(readFileSync(join(site, file), 'latin1')));
    expect(telling).toEqual([]);
    expect(filesIn(site)).not.toContain('media/withheld.png');
  });

  it('tells machines of saved pictures and quoted posts', () => {
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/su.exec(read(THIRTY)) ?? [];
    const { citation } = JSON.parse(json) as { citation: Record<string, unknown>[] };
    const of = (handle: string) =>
      citation.find(({ author }) => (author as { alternateName?: string } | undefined)?.alternateName === handle);
    expect(of('@meerapillai')).toMatchObject({ sharedContent: { author: { alternateName: '@ravi_nair' } } });
    expect(of('@quaycam')).toMatchObject({ image: [{ url: 'https://record.example/media/still.png' }] });
    expect(of('@passenger77')).not.toHaveProperty('articleBody');
  });
});

describe('the pages of those who are quoted', () => {
  it('has an account’s posts by day', () => {
    const html = read('/quotes/portmira/');
    expect([...html.matchAll(/<p class="stamp"><time datetime="([^"]+)"/gu)].map(([, day]) => day)).toEqual([
      '2021-03-17',
      '2021-03-14',
    ]);
    expect(lacking(html, [`<a href="${THIRTY}#quote.2">in the same story</a>`])).toEqual([]);
    const days = [...read('/quotes/ashaverma/').matchAll(/<p class="stamp"/gu)];
    expect(days).toHaveLength(1);
  });

  it('has a person’s words beside the stories that carry them, with the role of that story', () => {
    const words = read('/people/ravi-nair/')
      .split('id="term.words"')[1]
      ?.replace(/<[^>]*>/gu, ' ')
      .replace(/\s+/gu, ' ');
    expect(words).toMatch(
      /within her limits.*I was misinformed.*Reported in Thirty posts about one ferry.*3 May 2023 , as minister of ports/u,
    );
  });
});

describe('the pictures of a site', () => {
  it('are small copies, upright and without what the camera noted, and the originals as they are', async () => {
    const paths = copies(read(THIRTY));
    expect(paths.map((path) => Number(/-(\d+)\.webp$/u.exec(path)?.[1]))).toEqual([
      960, 480, 1600, 480, 1000, 960, 480, 1280,
    ]);
    for (const path of paths) {
      const bytes = readFileSync(join(site, path));
      const { format, width, height, exif, orientation } = await sharp(bytes).metadata();
      expect({ format, exif, orientation }, path).toEqual({ format: 'webp', exif: undefined, orientation: undefined });
      expect(width, path).toBe(Number(/-(\d+)\.webp$/u.exec(path)?.[1]));
      // Every picture here is wider than high once it stands upright.
      expect(width, path).toBeGreaterThan(height);
    }
    const original = readFileSync(join(site, 'media/rail.jpg'));
    expect(original.equals(readFileSync(join(content, 'media/rail.jpg')))).toBe(true);
    expect(original.includes('EXIF-OF-A-CAMERA')).toBe(true);
    expect(read(THIRTY)).toContain('<a href="/media/rail.jpg"');
  });

  it('are never enlarged, and stay as they are where they move', () => {
    const html = read(THIRTY);
    expect(html).toMatch(/<img src="\/media\/loop\.gif"[^>]* width="120" height="90"/u);
    expect(html).toMatch(/-960\.webp" srcset="[^"]*-480\.webp 480w, [^"]*-960\.webp 960w, [^"]*-1600\.webp 1600w"/u);
    expect(read('/people/asha-verma/')).toMatch(/-400\.webp" srcset="[^",]*-400\.webp 400w" sizes="12rem"/u);
  });

  it('are drawn once, whichever site needs them', async () => {
    const [name = ''] = copies(read(THIRTY)).map((path) => path.replace(/^.*\//u, ''));
    const kept = filesIn(cache).find((file) => file.endsWith(name));
    expect(kept).toBeDefined();
    appendFileSync(join(cache, kept ?? ''), 'KEPT');
    const other = join(makeFolder(), 'site');
    expect(await build(content, other, cache)).toMatchObject({ code: 0 });
    expect(readFileSync(join(other, 'media/copies', name)).toString('latin1')).toMatch(/KEPT$/u);
    writeFileSync(join(cache, kept ?? ''), readFileSync(join(site, 'media/copies', name)));
  });

  it('get other names when they change, on every page that shows them, as in a build of everything', async () => {
    const before = copies(read(THIRTY));
    const portrait = read('/people/asha-verma/');
    const changed = await sharp(join(content, 'media/rail.jpg')).negate().jpeg().toBuffer();
    writeFileSync(join(content, 'media/rail.jpg'), changed);
    const built = await build(content, site, cache, '--explain', '/quotes/ashaverma/');
    expect(built).toMatchObject({
      code: 0,
      explained: { reason: 'accountPosts["x","ashaverma"] gives another answer' },
    });
    const after = copies(read(THIRTY));
    expect(after.filter((path) => !before.includes(path))).toHaveLength(
      before.filter((path) => !after.includes(path)).length,
    );
    expect(after).not.toEqual(before);
    expect(read('/people/asha-verma/')).not.toBe(portrait);
    const kept = filesIn(join(cache, 'pictures')).map((file) => file.replace(/^.*\//u, ''));
    expect(kept).toEqual(filesIn(join(site, 'media/copies')));
    const fresh = makeFolder();
    shareTemplates(inject('templates'), fresh);
    const whole = join(makeFolder(), 'site');
    expect(await build(content, whole, fresh)).toMatchObject({ code: 0 });
    expect(fingerprints(site)).toEqual(fingerprints(whole));
  });

  it('are told of, and nothing is published, where one cannot be drawn', async () => {
    const before = fingerprints(site);
    const picture = readFileSync(join(content, 'media/still.png'));
    const broken = Buffer.from(picture);
    broken.fill(0xff, 60, 4000);
    writeFileSync(join(content, 'media/still.png'), broken);
    const built = await build(content, site, cache);
    expect(built.code).toBe(1);
    expect(only(built.problems, 'image-kind')).toMatchObject({
      file: expect.stringContaining('media/still.png') as string,
    });
    expect(fingerprints(site)).toEqual(before);
    writeFileSync(join(content, 'media/still.png'), picture);
    expect(await build(content, site, cache)).toMatchObject({ code: 0 });
  });
});
