import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StoryLd, toCollectionPage, toNewsArticle, toScriptText } from '../../src/formats/json-ld.ts';
import { HOSTILE } from './hostile.ts';

const ARCHIVE = { title: 'Dateline', address: 'https://dateline.example/', publisher: 'The Dateline Desk' };

const CRUMBS = [{ name: 'Dateline', address: 'https://dateline.example/' }];

const BARE: StoryLd = {
  address: 'https://dateline.example/2020/01/05/call/',
  title: 'India tells Iran',
  type: 'news',
  date: '2020-01-05',
  lang: 'en',
  authors: [],
  terms: [],
  sources: [],
  posts: [],
  pictures: [],
  corrections: [],
  translations: [],
};

const FULL: StoryLd = {
  ...BARE,
  updated: '2020-01-06T10:00+05:30',
  summary: 'Both said that they would keep talking.',
  section: 'World',
  dateline: 'New Delhi',
  words: 420,
  authors: [
    { name: 'Desk' },
    {
      name: 'Wire Service',
      kind: 'organizations',
      address: 'https://dateline.example/organizations/wire-service/',
      wikidata: 'Q1',
    },
  ],
  terms: [
    { kind: 'topics', name: 'Iran–US crisis', address: 'https://dateline.example/topics/iran-us-crisis/' },
    { kind: 'people', name: 'S. Jaishankar', wikidata: 'Q7463149' },
    { kind: 'series', name: 'US and Iran, 2020', address: 'https://dateline.example/series/us-iran-2020/' },
  ],
  sources: [
    {
      title: 'Statement',
      kind: 'document',
      url: 'https://example.org/statement',
      publisher: 'Example Ministry',
      author: 'A. Clerk',
      note: 'The English text.',
      archived: { url: 'https://web.archive.org/web/2020/https://example.org/statement', date: '2020-01-06' },
    },
  ],
  posts: [
    {
      platform: 'x',
      author: 'A Minister',
      handle: 'AMinister',
      date: '2020-01-05',
      text: 'Just concluded a conversation',
      id: '1213720425512288256',
      url: 'https://x.com/AMinister/status/1213720425512288256',
      language: 'en',
      archived: { url: 'https://web.archive.org/web/2020/https://x.com/AMinister/status/1213720425512288256' },
      pictures: [{ address: 'https://dateline.example/media/post.jpg', caption: 'Two men at a table' }],
      quoted: { platform: 'bluesky', author: 'A Desk', handle: 'desk.example' },
    },
    // Withheld, and quoting a post that is not kept.
    {
      platform: 'mastodon',
      author: 'A Witness',
      handle: 'witness@social.example',
      date: '2020-01-05',
      text: '',
      pictures: [],
      quoted: { url: 'https://example.org/post' },
    },
  ],
  pictures: [
    {
      address: 'https://dateline.example/media/call.jpg',
      caption: 'The call',
      credit: 'A. Shah',
      licence: 'CC BY 4.0',
    },
    { address: 'https://dateline.example/media/map.png', licence: 'https://creativecommons.org/licenses/by/4.0/' },
  ],
  corrections: [{ date: '2020-01-07', text: 'He was their deputy commander.' }],
  original: 'https://old.example/call',
  translations: [{ address: 'https://dateline.example/2020/01/05/call-fa/', lang: 'fa' }],
};

describe('toNewsArticle', () => {
  it('says all that a full story knows', () => {
    expect(JSON.parse(toScriptText(toNewsArticle(FULL, ARCHIVE, CRUMBS)))).toMatchInlineSnapshot(`
      {
        "@context": "https://schema.org",
        "@id": "https://dateline.example/2020/01/05/call/",
        "@type": "NewsArticle",
        "about": [
          {
            "@type": "Thing",
            "name": "Iran–US crisis",
            "url": "https://dateline.example/topics/iran-us-crisis/",
          },
        ],
        "articleSection": "World",
        "author": [
          {
            "@type": "Person",
            "name": "Desk",
          },
          {
            "@type": "Organization",
            "name": "Wire Service",
            "sameAs": "https://www.wikidata.org/entity/Q1",
            "url": "https://dateline.example/organizations/wire-service/",
          },
        ],
        "citation": [
          {
            "@type": "DigitalDocument",
            "archivedAt": "https://web.archive.org/web/2020/https://example.org/statement",
            "author": {
              "@type": "Person",
              "name": "A. Clerk",
            },
            "description": "The English text.",
            "genre": "document",
            "name": "Statement",
            "publisher": {
              "@type": "Organization",
              "name": "Example Ministry",
            },
            "url": "https://example.org/statement",
          },
          {
            "@type": "SocialMediaPosting",
            "archivedAt": "https://web.archive.org/web/2020/https://x.com/AMinister/status/1213720425512288256",
            "articleBody": "Just concluded a conversation",
            "author": {
              "@type": "Person",
              "alternateName": "@AMinister",
              "name": "A Minister",
            },
            "datePublished": "2020-01-05",
            "identifier": "1213720425512288256",
            "image": [
              {
                "@type": "ImageObject",
                "caption": "Two men at a table",
                "url": "https://dateline.example/media/post.jpg",
              },
            ],
            "inLanguage": "en",
            "isPartOf": {
              "@type": "WebSite",
              "name": "Twitter",
            },
            "sharedContent": {
              "@type": "SocialMediaPosting",
              "author": {
                "@type": "Person",
                "alternateName": "@desk.example",
                "name": "A Desk",
              },
              "isPartOf": {
                "@type": "WebSite",
                "name": "Bluesky",
              },
            },
            "url": "https://x.com/AMinister/status/1213720425512288256",
          },
          {
            "@type": "SocialMediaPosting",
            "author": {
              "@type": "Person",
              "alternateName": "@witness@social.example",
              "name": "A Witness",
            },
            "datePublished": "2020-01-05",
            "isPartOf": {
              "@type": "WebSite",
              "name": "Mastodon",
            },
            "sharedContent": {
              "@type": "SocialMediaPosting",
              "url": "https://example.org/post",
            },
          },
        ],
        "correction": [
          {
            "@type": "CorrectionComment",
            "datePublished": "2020-01-07",
            "text": "He was their deputy commander.",
          },
        ],
        "creativeWorkStatus": "Published",
        "dateModified": "2020-01-07",
        "datePublished": "2020-01-05",
        "description": "Both said that they would keep talking.",
        "genre": "news",
        "headline": "India tells Iran",
        "image": [
          {
            "@type": "ImageObject",
            "caption": "The call",
            "creditText": "A. Shah",
            "license": {
              "@type": "CreativeWork",
              "name": "CC BY 4.0",
            },
            "url": "https://dateline.example/media/call.jpg",
          },
          {
            "@type": "ImageObject",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "url": "https://dateline.example/media/map.png",
          },
        ],
        "inLanguage": "en",
        "isBasedOn": "https://old.example/call",
        "isPartOf": [
          {
            "@type": "WebSite",
            "name": "Dateline",
            "url": "https://dateline.example/",
          },
          {
            "@type": "CreativeWorkSeries",
            "name": "US and Iran, 2020",
            "url": "https://dateline.example/series/us-iran-2020/",
          },
        ],
        "keywords": [
          "Iran–US crisis",
        ],
        "locationCreated": {
          "@type": "Place",
          "name": "New Delhi",
        },
        "mainEntityOfPage": {
          "@id": "https://dateline.example/2020/01/05/call/",
          "@type": "WebPage",
          "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
              {
                "@type": "ListItem",
                "item": "https://dateline.example/",
                "name": "Dateline",
                "position": 1,
              },
            ],
          },
        },
        "mentions": [
          {
            "@type": "Person",
            "name": "S. Jaishankar",
            "sameAs": "https://www.wikidata.org/entity/Q7463149",
          },
        ],
        "publisher": {
          "@type": "Organization",
          "name": "The Dateline Desk",
          "url": "https://dateline.example/",
        },
        "url": "https://dateline.example/2020/01/05/call/",
        "wordCount": 420,
        "workTranslation": [
          {
            "@id": "https://dateline.example/2020/01/05/call-fa/",
            "@type": "NewsArticle",
            "inLanguage": "fa",
          },
        ],
      }
    `);
  });

  it('leaves out what a bare story does not know', () => {
    const article = JSON.parse(toScriptText(toNewsArticle(BARE, ARCHIVE, CRUMBS))) as object;
    expect(Object.keys(article)).toMatchInlineSnapshot(`
      [
        "@context",
        "@type",
        "@id",
        "url",
        "mainEntityOfPage",
        "headline",
        "datePublished",
        "inLanguage",
        "publisher",
        "isPartOf",
        "dateModified",
        "genre",
        "creativeWorkStatus",
      ]
    `);
  });

  it('says that a story was withdrawn, when and why, and none of its text', () => {
    const withdrawn = { date: '2021-02-03', reason: 'The account could not be confirmed.' };
    const text = toScriptText(toNewsArticle({ ...FULL, withdrawn }, ARCHIVE, CRUMBS));
    expect(JSON.parse(text)).toMatchObject({
      creativeWorkStatus: 'Withdrawn',
      dateModified: '2021-02-03',
      correction: [{ text: withdrawn.reason }],
    });
    expect(text).not.toContain('Just concluded');
    expect(text).not.toContain('Both said');
  });
});

describe('toCollectionPage', () => {
  it('says what the list is about', () => {
    const page = {
      title: 'Iran–US crisis',
      address: 'https://dateline.example/topics/iran-us-crisis/',
      language: 'en',
      about: { kind: 'topics', name: 'Iran–US crisis', wikidata: 'Q1' },
    } as const;
    expect(toScriptText(toCollectionPage(page, ARCHIVE, CRUMBS))).toMatchInlineSnapshot(
      `"{"@context":"https://schema.org","@type":"CollectionPage","@id":"https://dateline.example/topics/iran-us-crisis/","url":"https://dateline.example/topics/iran-us-crisis/","name":"Iran–US crisis","inLanguage":"en","about":{"@type":"Thing","name":"Iran–US crisis","sameAs":"https://www.wikidata.org/entity/Q1"},"isPartOf":{"@type":"WebSite","name":"Dateline","url":"https://dateline.example/"},"publisher":{"@type":"Organization","name":"The Dateline Desk","url":"https://dateline.example/"},"breadcrumb":{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Dateline","item":"https://dateline.example/"}]}}"`,
    );
  });
});

describe('toScriptText', () => {
  it('lets no text end the script, and gives every text back', () => {
    expect(HOSTILE.map((text) => toScriptText(text))).toMatchInlineSnapshot(`
      [
        ""\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e"",
        ""\\u003c!--\\u003cscript\\u003e"",
        ""]]\\u003e"",
        ""\\"\\u003e\\u003cimg src=x onerror=alert(1)\\u003e"",
        ""' onmouseover='x"",
        ""a\\u0000b\\bc\\u000bd"",
        ""￾￿"",
        ""\\ud800 alone \\udfff"",
        ""🇮🇳 👩‍👩‍👧 ﷽"",
        ""\\u2028\\u2029"",
        ""\\u0026amp; \\u0026lt; \\u0026#0;"",
        ""‮desrever"",
      ]
    `);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)), (text) => {
        const written = toScriptText({ text });
        expect(written).not.toMatch(/[<>&\u2028\u2029]/u);
        expect(JSON.parse(written)).toEqual({ text });
      }),
    );
  });
});
