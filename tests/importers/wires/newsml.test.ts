import { describe, expect, it } from 'vitest';
import { importer } from '../../../src/importers/wires/newsml.ts';
import { importer as nitf } from '../../../src/importers/wires/nitf.ts';
import { fatesOf, itemsOf, skippedOf, storiesOf, storyOf } from '../foreign-input.ts';
import { inputOf } from '../input.ts';

interface Given {
  readonly guid?: string;
  readonly version?: number;
  readonly status?: string;
  readonly meta?: string;
  readonly content?: string;
  readonly text?: string;
}

const NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"';
const XHTML =
  '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Quay</title></head><body><p>The <em>quay</em> is closed.</p></body></html></inlineXML>';
const newsItem = ({
  guid = 'urn:newsml:example.org:1',
  version = 1,
  status = 'usable',
  meta = '',
  content = '',
  text = XHTML,
}: Given): string =>
  `<newsItem ${NS} guid="${guid}" version="${version}" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><versionCreated>2014-03-0${Math.min(9, 4 + version)}T10:00:00Z</versionCreated><firstCreated>2014-03-05T09:00:00Z</firstCreated><pubStatus qcode="stat:${status}"/>${meta}</itemMeta><contentMeta><headline>Quay ${version}</headline>${content}</contentMeta><contentSet>${text}</contentSet></newsItem>`;

describe('NewsML-G2', () => {
  it('gives a news item with all that it says', async () => {
    const content = `<headline role="hl:sub">Ships wait</headline><slugline>QUAY</slugline><by>By Jane Roe and Joan Doe</by><dateline>NORTHPORT -</dateline><located qcode="g:1"><name>Northport</name></located>
      <infoSource><name>Harbour Office</name></infoSource><creditline>Courier</creditline><language tag="en"/><genre qcode="genre:analysis"><name>Analysis</name></genre>
      <subject type="cpnat:abstract" qcode="m:1"><name xml:lang="de">Gezeiten</name><name xml:lang="en">Tides</name></subject><subject type="cpnat:person" qcode="p:1"><name>Ann Poe</name></subject><subject type="cpnat:organisation" qcode="o:1"><name>Harbour Office</name></subject><subject type="cpnat:geoArea" qcode="g:1"><name>Northport</name></subject><subject qcode="m:2"/>`;
    const story = storyOf(
      await itemsOf(importer, {
        'a.xml': newsItem({
          version: 3,
          content,
          meta: '<embargoed>2014-03-06T00:00:00Z</embargoed><edNote>Hold</edNote>',
        }),
      }),
    );
    expect(story.front).toMatchInlineSnapshot(`
      {
        "authors": [
          {
            "name": "Jane Roe",
          },
          {
            "name": "Joan Doe",
          },
        ],
        "date": "2014-03-05T09:00:00Z",
        "dateline": "NORTHPORT",
        "embargo": "2014-03-06T00:00:00Z",
        "id": "urn:newsml:example.org:1",
        "organizations": [
          {
            "name": "Harbour Office",
          },
        ],
        "people": [
          {
            "name": "Ann Poe",
          },
        ],
        "places": [
          {
            "name": "Northport",
          },
        ],
        "sources": [
          {
            "title": "Harbour Office",
          },
        ],
        "summary": "Ships wait",
        "title": "Quay 3",
        "topics": [
          {
            "name": "Tides",
          },
        ],
        "type": "analysis",
        "updated": "2014-03-07T10:00:00Z",
      }
    `);
    expect(story.body).toEqual({ format: 'html', text: '<p>The <em>quay</em> is closed.</p>' });
    expect(story.version).toEqual({ key: 'urn:newsml:example.org:1', order: '000000000003' });
    expect(fatesOf(story)).toMatchInlineSnapshot(`
      [
        "headline → title",
        "firstCreated → date",
        "versionCreated → updated",
        "embargoed → embargo",
        "pubStatus → status",
        "by → authors",
        "dateline → dateline",
        "located → places",
        "infoSource → sources",
        "subject → topics",
        "subject (person) → people",
        "subject (organisation) → organizations",
        "subject (place) → places",
        "subject (unnamed) ‹m:2› left out: its code has no name",
        "headline (sub) → summary",
        "language → language",
        "genre → type",
        "inlineXML → body",
        "itemClass ‹ninat:text› left out: a story has no such field",
        "edNote ‹Hold› left out: a story has no such field",
        "slugline ‹QUAY› left out: a story has no such field",
        "creditline ‹Courier› left out: a story has no such field",
        "@guid → id",
        "@version → version",
      ]
    `);
  });

  it('gives versions of one item, none of them where a later one was cancelled', async () => {
    const versions = await itemsOf(importer, { '1.xml': newsItem({ version: 2 }), '2.xml': newsItem({ version: 10 }) });
    expect(versions.map((item) => item.kind === 'story' && item.version?.order)).toEqual([
      '000000000002',
      '000000000010',
    ]);
    const cancelled = await itemsOf(importer, {
      '1.xml': newsItem({ version: 2 }),
      '2.xml': newsItem({ version: 3, status: 'canceled' }),
      '3.xml': newsItem({ version: 4 }),
      '4.xml': newsItem({ guid: 'urn:other', status: 'withheld' }),
    });
    expect(skippedOf(cancelled)).toEqual([
      '1.xml:1 Quay 2 [cancelled] Version 3 of it was cancelled or withheld.',
      '2.xml:1 Quay 3 [cancelled] Its publisher says that it is canceled.',
      '4.xml:1 Quay 1 [cancelled] Its publisher says that it is withheld.',
    ]);
    expect(storyOf(cancelled).name).toBe('Quay 4');
  });

  it('names items that have no text, and what else a message holds', async () => {
    const message = `<newsMessage ${NS}><header/><itemSet>\n${newsItem({})}\n<packageItem ${NS} guid="p"/>\n<newsItem residref="x"/>\n${newsItem({ guid: 'r', text: '<remoteContent href="quay.txt" contenttype="text/plain"/>' })}\n${newsItem({ guid: 'e', text: '' })}</itemSet></newsMessage>`;
    const items = await itemsOf(importer, {
      'm.xml': message,
      'o.xml': '<other/>',
      'cut.xml': newsItem({}).slice(0, 500),
      'bad.txt': 'no xml',
    });
    expect(skippedOf(items)).toMatchInlineSnapshot(`
      [
        "bad.txt:1 bad.txt [unreadable] It holds no XML.",
        "cut.xml:1 Quay 1 [unreadable] The file ends in line 1 before this ends.",
        "m.xml:3 p [not-a-story] It is a package of other items.",
        "m.xml:4 m.xml [empty] It has no content: it stands for an item of another file.",
        "m.xml:5 Quay 1 [empty] Its text lies elsewhere: quay.txt.",
        "m.xml:6 Quay 1 [empty] It has no text.",
        "o.xml: o.xml [not-a-story] It holds no item of NewsML-G2: it begins with <other>.",
      ]
    `);
    expect(storyOf(items).place).toEqual({ file: 'm.xml', line: 2, item: 'urn:newsml:example.org:1' });
  });

  it('reads plain text and an embargo without an end', async () => {
    const text = '<inlineData contenttype="text/plain">One.\n\nTwo.</inlineData>';
    const story = storyOf(await itemsOf(importer, { 'a.xml': newsItem({ text, meta: '<embargoed/>' }) }));
    expect([story.body, story.front.status]).toEqual([{ format: 'text', text: 'One.\n\nTwo.' }, 'draft']);
  });
});

const NITF = `<nitf><head><title>Quay</title><tobject tobject.type="news"><tobject.subject tobject.subject.code="1" tobject.subject.matter="Tides"/></tobject><docdata><doc-id id-string="q-1"/><urgency ed-urg="4"/><date.issue norm="20140305T100000Z"/><date.release norm="20140305T180000+0100"/><date.expire norm="20150305"/><key-list><keyword key="Harbour"/></key-list><identified-content><org>Harbour Office</org><person>Ann Poe</person><classifier value="x"/></identified-content><correction info="The day was wrong."/></docdata></head>
<body><body.head><hedline><hl1>Quay closed</hl1><hl2>Ships wait</hl2></hedline><byline>By Jane Roe, <byttl>Staff Writer</byttl></byline><dateline><location>Northport</location>, <story.date norm="20140305">March 5</story.date></dateline><abstract><p>No ship may land.</p></abstract></body.head>
<body.content><p>The quay at <location>Southport</location> &amp; <person>Bob Coe<alt-code idsrc="i" value="1"/></person> is <a href="https://example.org/">closed</a>.</p><hl2>Why</hl2><media media-type="image"><media-reference source="q.jpg" alternate-text="The quay"/><media-caption>Empty</media-caption></media><table><tr><td>1</td></tr></table></body.content><body.end><tagline>Ann Poe is a clerk.</tagline></body.end></body></nitf>`;

describe('NITF', () => {
  it('gives an article with all that it says', async () => {
    const story = storyOf(await itemsOf(nitf, { 'a.xml': NITF }));
    expect(story.front).toMatchInlineSnapshot(`
      {
        "authors": [
          {
            "name": "Jane Roe",
          },
        ],
        "date": "2014-03-05T10:00:00Z",
        "dateline": "Northport",
        "embargo": "2014-03-05T18:00:00+01:00",
        "id": "q-1",
        "organizations": [
          {
            "name": "Harbour Office",
          },
        ],
        "people": [
          {
            "name": "Ann Poe",
          },
          {
            "name": "Bob Coe",
          },
        ],
        "places": [
          {
            "name": "Southport",
          },
        ],
        "summary": "No ship may land.",
        "title": "Quay closed",
        "topics": [
          {
            "name": "Harbour",
          },
          {
            "name": "x",
          },
          {
            "name": "Tides",
          },
        ],
      }
    `);
    expect(story.body.text).toMatchInlineSnapshot(`
      "<p>The quay at Southport &amp; Bob Coe is <a href="https://example.org/">closed</a>.</p><h2>Why</h2><figure><img src="q.jpg" alt="The quay"><figcaption>Empty</figcaption></figure><table><tr><td>1</td></tr></table>
      <p><em>Ann Poe is a clerk.</em></p>"
    `);
    expect(fatesOf(story)).toMatchInlineSnapshot(`
      [
        "hl1 → title",
        "title ‹Quay› left out: the story has its title from another field",
        "doc-id → id",
        "urgency ‹ed-urg 4› left out: a story has no such field",
        "date.issue → date",
        "date.release → embargo",
        "date.expire ‹20150305› left out: a story of an archive does not end",
        "key-list → topics",
        "identified-content/person → people",
        "identified-content/org → organizations",
        "identified-content/classifier → topics",
        "correction ‹The day was wrong.› left out: an editor has to word the correction",
        "byline → authors",
        "dateline → dateline",
        "story.date left out: the story has its date from another field",
        "abstract → summary",
        "hl2 ‹Ships wait› left out: the story has its summary from another field",
        "tobject.subject → topics",
        "tobject ‹news› left out: a story has no such field",
        "body.content/location → places",
        "body.content/person → people",
        "body.content → body",
      ]
    `);
  });

  it('names files without an article, and articles without words or dates', async () => {
    const items = await itemsOf(nitf, {
      'a.xml': '<x/>',
      'b.xml': NITF.replace(/<body.content>.*<\/body.end>/u, ''),
      'c.xml': NITF.replace(/<docdata>.*<\/docdata>/u, '').replace(/<story.date.*<\/story.date>/u, ''),
    });
    expect(skippedOf(items)).toMatchInlineSnapshot(`
      [
        "a.xml: a.xml [not-a-story] It holds no article in NITF.",
        "b.xml:1 Quay closed [empty] It has no text.",
        "c.xml:1 Quay closed [undated] It has no date of issue, of release or of its story.",
      ]
    `);
    expect(Object.keys(storiesOf(items))).toEqual([]);
    expect(await nitf.recognizes(inputOf({ 'a.xml': NITF }))).toBe(1);
    expect(await importer.recognizes(inputOf({ 'a.xml': NITF }))).toBe(0);
    expect(await importer.recognizes(inputOf({ 'a.xml': newsItem({}) }))).toBe(1);
  });
});
