import { describe, expect, it } from 'vitest';
import { type StoryMeta, toPageMeta, toStoryMeta } from '../../src/formats/meta-tags.ts';

const STORY: StoryMeta = {
  title: 'India tells Iran',
  description: 'Both said that they would keep talking.',
  site: 'Dateline',
  address: 'https://dateline.example/2020/01/05/call/',
  language: 'pt-BR',
  date: '2020-01-05T19:40+05:30',
  updated: '2020-01-06',
  corrections: ['2020-01-07'],
  section: 'World',
  topics: ['Iran–US crisis', 'India'],
  authors: ['A. Writer', 'B. Writer'],
  image: { address: 'https://dateline.example/media/call.jpg', alt: 'A telephone', width: 1200, height: 800 },
};

describe('toStoryMeta', () => {
  it('gives what social sites and Zotero read', () => {
    expect(toStoryMeta(STORY).map((tag) => `${'name' in tag ? tag.name : tag.property} = ${tag.content}`))
      .toMatchInlineSnapshot(`
        [
          "og:type = article",
          "og:title = India tells Iran",
          "og:site_name = Dateline",
          "og:url = https://dateline.example/2020/01/05/call/",
          "og:locale = pt_BR",
          "og:description = Both said that they would keep talking.",
          "og:image = https://dateline.example/media/call.jpg",
          "og:image:alt = A telephone",
          "og:image:width = 1200",
          "og:image:height = 800",
          "twitter:card = summary_large_image",
          "article:published_time = 2020-01-05T19:40:00+05:30",
          "article:modified_time = 2020-01-07",
          "article:section = World",
          "article:tag = Iran–US crisis",
          "article:tag = India",
          "DC.type = newspaperArticle",
          "DC.language = pt-BR",
          "citation_author = A. Writer",
          "citation_author = B. Writer",
        ]
      `);
  });

  it('never gives the tags that make Zotero take the story for a journal article', () => {
    const names = toStoryMeta(STORY).flatMap((tag) => ('name' in tag ? [tag.name] : []));
    for (const name of ['citation_title', 'citation_journal_title', 'DC.source']) expect(names).not.toContain(name);
    expect(names.filter((name) => name === 'citation_author')).toHaveLength(2);
  });

  it('says nothing of changes to a story that never changed', () => {
    const tags = toStoryMeta({ ...STORY, updated: undefined, corrections: [] });
    expect(tags.filter((tag) => 'property' in tag && tag.property === 'article:modified_time')).toEqual([]);
  });
});

describe('toPageMeta', () => {
  it('gives a list its title and address', () => {
    expect(
      toPageMeta({
        title: 'January 2020',
        site: 'Dateline',
        address: 'https://dateline.example/2020/01/',
        language: 'en',
        image: { address: 'https://dateline.example/social.png', alt: 'The nameplate', width: 1200, height: 630 },
      }),
    ).toMatchInlineSnapshot(`
      [
        {
          "content": "website",
          "property": "og:type",
        },
        {
          "content": "January 2020",
          "property": "og:title",
        },
        {
          "content": "Dateline",
          "property": "og:site_name",
        },
        {
          "content": "https://dateline.example/2020/01/",
          "property": "og:url",
        },
        {
          "content": "en",
          "property": "og:locale",
        },
        {
          "content": "https://dateline.example/social.png",
          "property": "og:image",
        },
        {
          "content": "The nameplate",
          "property": "og:image:alt",
        },
        {
          "content": "1200",
          "property": "og:image:width",
        },
        {
          "content": "630",
          "property": "og:image:height",
        },
        {
          "content": "summary_large_image",
          "name": "twitter:card",
        },
      ]
    `);
  });
});
