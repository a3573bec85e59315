import { describe, expect, it } from 'vitest';
import { markdown } from '../../../src/importers/blogs/markdown.ts';
import { fatesOf, itemsOf } from '../archive.ts';
import { inputOf } from '../input.ts';

/** Gives the story of a file beside the settings of its site. */
async function storyBeside(settings: Readonly<Record<string, string>>, path: string, matter: string) {
  const input = inputOf({ ...settings, [path]: `---\ntitle: The Port, reopened\n${matter}\n---\nWords.` });
  const story = (await itemsOf(markdown, input)).find((item) => item.kind === 'story');
  if (!story) throw new Error('no story');
  return story;
}

const JEKYLL = 'url: https://port.example\n';
const HUGO = 'baseURL = "https://port.example/"\n';

describe('addresses that pages had by the settings of their site', () => {
  it.each([
    ['_config.yml', JEKYLL, '_posts/2014-03-05-Port.md', 'x: y', '/2014/03/05/Port.html'],
    [
      '_config.yml',
      `${JEKYLL}permalink: pretty`,
      'en/news/_posts/2014-03-05-port.md',
      'x: y',
      '/en/news/2014/03/05/port/',
    ],
    [
      '_config.yml',
      `${JEKYLL}permalink: ordinal`,
      '_posts/2014-03-05-port.md',
      'categories: [Sea, Land]',
      '/sea/land/2014/064/port.html',
    ],
    ['_config.yml', JEKYLL, '_posts/2014-03-05-port.md', 'permalink: /:year/:title', '/2014/port'],
    ['_config.yml', `${JEKYLL}permalink: /:year/:hash/`, '_posts/2014-03-05-port.md', 'x: y', undefined],
    ['posts/posts.json', '{"permalink": "/{{ page.fileSlug }}/"}', 'posts/2014-03-05-port.md', 'x: y', '/port/'],
    [
      'news/news.11tydata.json',
      '{"permalink": "/{{ page.date | date: \'%Y/%m\' }}/{{ title | slugify }}/index.html"}',
      'news/sea/port.md',
      'date: 2014-03-05',
      '/2014/03/the-port-reopened/',
    ],
    ['a/a.json', '{"permalink": "/{{ page.url | hash }}/"}', 'a/port.md', 'date: 2014-03-05', undefined],
    ['_config.yml', JEKYLL, 'about/port.md', 'date: 2014-03-05', undefined],
    ['_config.yml', JEKYLL, 'source/_posts/sea/port.md', 'date: 2014-03-05', '/2014/03/05/sea/port/'],
    [
      '_config.yml',
      `${JEKYLL}permalink: n/:year/:name.html\nnew_post_name: :year-:month-:day-:title.md`,
      'source/_posts/2014-03-05-port.md',
      'x: y',
      '/n/2014/port.html',
    ],
    ['hugo.toml', HUGO, 'content/news/port/index.md', 'date: 2014-03-05', '/news/port/'],
    ['hugo.toml', HUGO, 'content/news/The Port.fr.md', 'date: 2014-03-05', '/fr/news/the-port/'],
    ['hugo.toml', HUGO, 'content/news/port.en.md', 'date: 2014-03-05\nslug: quay', '/news/quay/'],
    ['hugo.toml', HUGO, 'content/news/2014-03-05-port.md', 'x: y', undefined],
    [
      'hugo.toml',
      `${HUGO}[permalinks]\nnews = "/:year/:slug/"`,
      'content/news/port.md',
      'date: 2014-03-05',
      '/2014/the-port-reopened/',
    ],
    [
      'hugo.toml',
      `${HUGO}[languages.fr]\ncontentDir = "content/fr"`,
      'content/fr/news/port.md',
      'date: 2014-03-05',
      '/fr/news/port/',
    ],
    ['hugo.toml', HUGO, 'content/news/port.md', 'date: 2014-03-05\nurl: /old/', '/old/'],
    ['hugo.toml', HUGO, 'content/news/port.md', 'date: 2014-03-05\ndraft: true', undefined],
    ['config.toml', 'base_url = "https://port.example"\n', 'content/news/2014-03-05-Port.md', 'x: y', '/news/port/'],
    ['pelicanconf.py', 'SITEURL = ""', 'content/port.md', 'date: 2014-03-05', undefined],
  ])('beside %s of %j, %s of %s', async (file, text, path, matter, alias) => {
    const { front } = await storyBeside({ [file]: text }, path, matter);
    expect(front.aliases).toEqual(alias === undefined ? undefined : [alias]);
  });

  it('takes relative links of a page from there, and says so', async () => {
    const settings = { '_config.yml': `${JEKYLL}baseurl: /log\npermalink: pretty` };
    const story = await storyBeside(settings, '_posts/2014-03-05-port.md', 'x: y');
    expect(story.body).toMatchObject({
      base: 'https://port.example/log/2014/03/05/port/',
      root: 'https://port.example/log/',
    });
    expect(fatesOf(story)).toContain('address by the site’s settings (/2014/03/05/port/): kept as aliases');
  });

  it('reads settings that lie in files of their own', async () => {
    const settings = {
      'config/_default/hugo.toml': HUGO,
      'config/_default/languages.pt-br.toml': 'contentDir = "content/pt-br"',
      'config/_default/permalinks.toml': 'news = "/n/:slugorfilename/"',
    };
    const { front } = await storyBeside(settings, 'content/pt-br/news/port.md', 'date: 2014-03-05');
    expect(front.aliases).toEqual(['/pt-br/n/port/']);
  });
});
