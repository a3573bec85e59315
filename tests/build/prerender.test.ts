import type { AstroPrerenderer } from 'astro';
import { describe, expect, it } from 'vitest';
import { gatherReads, keepReads } from '../../src/archive/page-reads.ts';
import { storyPathAt } from '../../src/archive/queries/stories.ts';
import { trackedPrerenderer } from '../../src/build/prerender.ts';
import { PageChecks } from '../../src/build/verify.ts';
import { makeArchive, makeFolder, SITE, story, writeFiles } from '../content-folder.ts';

type Options = Parameters<AstroPrerenderer['render']>[1];

/** Gives the part of a route's particulars that tells addresses apart. */
function routed(type: 'page' | 'endpoint', route = '/'): Options {
  return { routeData: { type, route } as Options['routeData'] };
}

/** Wraps a prerenderer that answers as told, over an index of one story. */
async function wrap(
  render: AstroPrerenderer['render'],
  { checks = new PageChecks(''), site = SITE }: { checks?: PageChecks; site?: string } = {},
) {
  const { database } = await makeArchive({ 'site.yml': site, 'articles/a.md': story('title: A') });
  gatherReads(database);
  const progress: string[] = [];
  const wrapped = trackedPrerenderer(
    { name: 'inner', getStaticPaths: () => Promise.resolve([]), render },
    database,
    checks,
    (done, all) => progress.push(`${done}/${all}`),
  );
  const ask = (address: string, options = routed('page')) =>
    wrapped.render(new Request(`https://record.example${address}`), options);
  /** Gives what was recorded once the build is kept. */
  const recorded = async () => {
    await keepReads(database);
    return database.all('SELECT page, key, hash FROM page_read ORDER BY page');
  };
  return { ask, recorded, progress };
}

const page = (html: string) =>
  Promise.resolve(new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }));

describe('the tracked prerenderer', () => {
  it('names the page that cannot be drawn, in words as its address is read, and keeps the cause', async () => {
    const cause = new Error('There is no picture media/x.png.');
    const { ask } = await wrap(() => Promise.reject(cause));
    const failure = await ask('/topics/caf%C3%A9/').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: '/topics/café/ cannot be drawn: There is no picture media/x.png.',
      cause,
    });
  });

  it('records what a page asked, under its address', async () => {
    const { ask, recorded } = await wrap(() => {
      storyPathAt('/2020/01/05/a/');
      return page('<p>A</p>');
    });
    await ask('/2020/01/05/a/');
    const [row, ...more] = await recorded();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ page: '/2020/01/05/a/', key: 'storyPathAt["/2020/01/05/a/"]' });
    expect(row?.['hash']).toMatch(/^[\w-]{22}$/u);
  });

  it('knows pages by the addresses of the archive, whatever path Astro asks for', async () => {
    const { ask, recorded } = await wrap(
      () => {
        storyPathAt('/2020/01/05/a/');
        return page('<p>A</p>');
      },
      { site: SITE.replace('record.example', 'record.example/archive') },
    );
    await ask('/archive/');
    await ask('/archive/404/', routed('page', '/404'));
    await ask('/archive/feed.xml', routed('endpoint'));
    await ask('/archive/old/a.html/', routed('endpoint'));
    await ask('/archive/old/a%23b%20%E2%98%83/index.html/', routed('endpoint'));
    await ask('/archive/quotes/%E0%A4%B9/');
    expect((await recorded()).map((row) => row['page'])).toEqual([
      '/',
      '/404.html',
      '/feed.xml',
      '/old/a#b ☃/index.html',
      '/old/a.html',
      '/quotes/ह/',
    ]);
  });

  it('does not mix up what pages that are drawn side by side ask', async () => {
    const { ask, recorded } = await wrap(async (request) => {
      if (request.url.endsWith('/one/')) await new Promise((resolve) => setTimeout(resolve, 5));
      else storyPathAt('/2020/01/05/a/');
      return page('<p>A</p>');
    });
    await Promise.all([ask('/one/'), ask('/two/')]);
    expect((await recorded()).map((row) => row['page'])).toEqual(['/two/']);
  });

  it('gives a page on as it came, with its status and headers', async () => {
    const { ask, progress } = await wrap(() =>
      Promise.resolve(new Response('<p>☃</p>', { status: 404, headers: { 'content-type': 'text/html', 'x-a': 'b' } })),
    );
    const answer = await ask('/404.html');
    const response = answer instanceof Response ? answer : answer.response;
    expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([404, 'b', '<p>☃</p>']);
    expect(progress).toEqual(['1/0']);
  });

  it('has every page checked, and no other file', async () => {
    const checks = new PageChecks('');
    const { ask } = await wrap(
      (request) =>
        request.url.endsWith('.xml')
          ? Promise.resolve(new Response('<feed onload="x"/>', { headers: { 'content-type': 'application/atom+xml' } }))
          : page('<p onload="x">A</p>'),
      { checks },
    );
    await ask('/feed.xml', routed('endpoint'));
    await ask('/about/');
    const folder = makeFolder();
    writeFiles(folder, { 'index.html': '' });
    expect(checks.finish(folder)).toEqual([expect.stringMatching(/^\/about\/ /u)]);
  });
});
