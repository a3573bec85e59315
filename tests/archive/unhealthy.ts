import { SITE, story } from '../content-folder.ts';

/** An archive in which every question of the report finds something, once where that can be. */
export const UNHEALTHY: Readonly<Record<string, string>> = {
  'site.yml': SITE,
  'people/ann-example.md':
    '---\nname: Ann Example\nwikidata: Q1\ndescription: Minister.\nhandles: [{ handle: annexample, to: 2019-12-31 }]\n---\n',
  'people/nobody-here.md': '---\nname: Nobody Here\nwikidata: Q2\ndescription: Was never named.\n---\n',
  'places/harbour.md': '---\nname: Harbour\n---\n',
  'series/flood.md': '---\nname: The flood\ndescription: Ten days of rain.\n---\n',
  'articles/2020/01/01-rain.md': story(`title: Rain
date: 2020-01-01
summary: It rains.
authors: [Desk]
series: flood
people: [Ann Example]
places: [Harbour]
topics: [Weather]
sources:
  - { key: wire, title: Rain falls, url: "https://wire.example/rain", publisher: A wire, accessed: 2020-01-02 }
  - { title: A printed map }
tweets:
  - { author: Ann, handle: AnnExample, date: 2020-01-01, text: It rains., status: deleted, checked: 2020-02-01, id: "x1", captured: embed }
  - { author: Lost One, handle: lostone, date: 2020-01-01, text: Gone., captured: plain-text, media: [{ kind: video }] }
statements:
  - { speaker: A passer-by, text: I am wet., source: wire }
  - { speaker: Ann Example, text: Stay at home. }`),
  'articles/2020/01/05-flood.md': story(`title: Flood
date: 2020-01-05
updated: 2020-01-07
series: flood
topics: [Weather]
review: [title, people]
sources:
  - { title: Rain, url: "https://wire.example/rain" }
  - { title: Safe, url: "https://safe.example/", accessed: 2020-01-02, archived: { url: "https://web.archive.org/web/2020/https://safe.example/" } }`),
  'articles/2020/01/05-flut.md': story(`title: Flut
date: 2020-01-05
language: de
translationOf: 2020/01/05-flood
summary: Es regnet.
sources: [{ title: Safe, url: "https://safe.example/", accessed: 2020-01-02 }]`),
  'articles/2020/04/09-dry.md': story('title: Dry\ndate: 2020-04-09\nsummary: It is over.'),
  'articles/2020/04/10-draft.md': story('title: A draft\ndate: 2020-04-10\nstatus: draft'),
  'articles/2020/04/11-later.md': story(
    'title: Later\ndate: 2020-04-11\nembargo: 2100-01-01T00:00:00Z\nsources: [{ title: A wire }]',
  ),
};
