import sharp from 'sharp';
import { story } from '../content-folder.ts';

/** Makes a picture of a size in pixels. */
export function makePicture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#446' } })
    .png()
    .toBuffer();
}

/** Gives the files of a small archive in which everything occurs that one story can have to do with another. */
export async function variedArchive(): Promise<Record<string, string | Uint8Array>> {
  return {
    'site.yml': `title: The Varied Record\nurl: https://record.example/archive\nlanguage: en\ndescription: An archive to change.\npublisher: The Desk\nlicence: https://creativecommons.org/licenses/by/4.0/\n`,
    'media/port.png': await makePicture(40, 30),
    'media/ann.png': await makePicture(20, 20),
    'media/crane.png': await makePicture(30, 60),

    'people/ann-ode.md': `---
name: Ann Ode
aliases: [A. Ode]
handles: [annode]
description: Minister of ports.
wikidata: Q42
portrait: { src: media/ann.png, alt: Ann Ode }
---
She came from [the strike](../articles/2020/01/05-strike.md).
`,
    'people/bo-lind.md': '---\nname: Bo Lind\nhandles: [{ handle: bolind, to: 2020-06-30 }]\n---\n',
    'people/cy-park.md':
      '---\nname: Cy Park\nhandles: [{ handle: bolind, from: 2020-07-01 }]\ndescription: Heir of an account.\n---\n',
    'topics/oil.md': '---\nname: Oil\naliases: [Petroleum]\ndescription: What burns.\n---\n',
    'topics/unused.md': '---\nname: Unused\n---\nNo story yet.\n',
    'organizations/the-court.md': '---\nname: The Court\n---\n',
    'places/delhi.md': '---\nname: Delhi\nwikidata: Q1353\n---\n',
    'series/the-strike.md': '---\nname: The strike\ndescription: From the first day to the last.\n---\n',

    'articles/2019/01/05-year-before.md': story('title: The year before\ndate: 2019-01-05\ntopics: [Ports]'),
    'articles/2019/12/31-last-day.md': story('title: The last day\ndate: 2019-12-31\ntopics: [Oil]\nplaces: [Delhi]'),
    'articles/2020/01/05-strike.md': story(
      `title: The strike begins
date: 2020-01-05T08:00:00+05:30
summary: Ports stand still.
section: World
authors: [Ann Writer, Desk]
dateline: Delhi
topics: [Ports, Oil]
people: [{ name: Ann Ode, role: minister }, Bo Lind]
organizations: [The Court]
places: [Delhi]
series: The strike
sources:
  - { key: wire, title: Ports stand still, url: "https://wire.example/1", publisher: Wire, published: 2020-01-05 }
  - { title: A radio broadcast }
tweets:
  - key: first
    author: Ann Ode
    handle: annode
    date: 2020-01-05
    text: "We talk. #ports @bolind https://ports.example/a"
    entities: [{ kind: mention, text: "@bolind" }, { kind: link, text: "https://ports.example/a", expanded: "https://ports.example/whole" }]
    media: [{ src: media/crane.png, alt: A crane }]
  - { author: Bo Lind, handle: bolind, date: 2020-01-05, replyTo: first, quoted: secret, text: We do not. }
  - { key: secret, author: Ann Ode, handle: annode, date: 2020-01-04, withheld: true }
statements:
  - { key: said, speaker: Bo Lind, text: We do not., source: wire }
images: [{ src: media/port.png, alt: The port, credit: A hand, caption: Idle cranes }]
related: [2020/03/01-oil-falls]
aliases: [/old/strike/, /old/strike.html]
id: strike-1`,
      'Ann Ode spoke first.\n\n::tweet{key="first"}\n\n## What was answered {#x}\n\nBo Lind answered, as [told later](06-second-day.md).\n\n::statement{key="said"}\n\n![The port](../../../media/port.png)\n',
    ),
    'articles/2020/01/05-price.md': story(
      'title: The price of oil\ntopics: [Petroleum]\npeople: [Cy Park]\nsources: [{ key: p, title: P, url: "https://price.example/a" }]',
      'Cy Park counts.\n',
    ),
    'articles/2020/01/05-quiet.md': story('title: A quiet day', 'Nothing else on [that day](05-price.md).\n'),
    'articles/2020/01/06-second-day.md': story(
      `title: The second day
date: 2020-01-06
topics: [Ports]
people: [Bo Lind]
series: The strike
sources: [{ title: Two, url: "https://wire.example/2" }]
tweets:
  - { author: Bo Lind, handle: bolind, date: 2020-01-06, text: Still standing. }
  - { author: Ann Ode, handle: AnnOde, date: 2020-01-05, text: "We talk. #ports @bolind https://ports.example/a" }`,
      'A. Ode is silent, and the [first day](05-strike.md) is over.\n',
    ),
    'articles/2020/01/07-third-day.md': story(
      'title: The third day\ndate: 2020-01-07\nseries: The strike\ntopics: [Ports]\ncorrections: [{ date: 2020-01-09, text: It was the third day. }]',
    ),
    'articles/2020/01/08-drittes.md': story(
      'title: Der dritte Tag\ndate: 2020-01-08\nlanguage: de\ntranslationOf: 2020/01/07-third-day\ntopics: [Ports]',
    ),
    'articles/2020/02/29-leap.md': story('title: Leap day\ndate: 2020-02-29\ntype: opinion\nauthors: [Bo Lind]'),
    'articles/2020/03/01-oil-falls.md': story(
      'title: Oil falls\ndate: 2020-03-01\ntopics: [Oil]\npeople: [Ann Ode]\nplaces: [Delhi, Oslo]\nupdated: 2020-03-02\nevent: 2020-02-28',
    ),
    'articles/2020/03/01-wrong.md': story(
      'title: A wrong story\ndate: 2020-03-01\ntopics: [Oil]\nwithdrawn: { date: 2020-03-05, reason: It was false. }',
    ),
    'articles/2020/04/01-draft.md': story('title: A draft\ndate: 2020-04-01\ntopics: [Oil]\nstatus: draft'),
    'articles/2020/05/01-later.md': story(
      'title: Held back\ndate: 2020-05-01\ntopics: [Ports]\npeople: [Ann Ode]\nembargo: 2026-06-01T00:00:00Z\nsources: [{ title: H, url: "https://held.example/" }]',
    ),
    'articles/2020/07/02-heir.md': story(
      'title: An account changes hands\ndate: 2020-07-02\ntweets: [{ author: Cy P., handle: bolind, date: 2020-07-02, text: Mine now. }, { author: Other, handle: other@social.example, platform: mastodon, date: 2020-07-01, text: Elsewhere. }]',
    ),
    'articles/2021/01/05-year-after.md': story(
      'title: The year after\ndate: 2021-01-05\ntopics: [Ports]\npeople: [Ann Ode]\nsources: [{ title: T, url: "https://wire.example/3" }]',
    ),
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [
        `articles/2022/0${index + 1}/1${index}-court-${index}.md`,
        story(
          `title: The court sits, ${index}\ndate: 2022-0${index + 1}-1${index}\ntopics: [Law]\norganizations: [The Court]\npeople: [Judge ${index % 3}]`,
          `Session ${index}. Bo Lind was not there.\n`,
        ),
      ]),
    ),
  };
}
