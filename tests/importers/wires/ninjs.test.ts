import { expect, test } from 'vitest';
import { ninjs } from '../../../src/importers/wires/ninjs.ts';
import { fatesOf, inputOf, itemsOf, skippedIn, storiesIn } from '../input.ts';

const FIRST = {
  uri: 'urn:newsml:example.org:20200105:1',
  type: 'text',
  versioncreated: '2020-01-05T10:37:00Z',
  version: '1',
  pubstatus: 'usable',
  urgency: 4,
  language: 'en',
  person: [{ name: 'Jane Roe', rel: 'about', scheme: 'http://example.org/people/', code: '1' }],
  place: [{ name: 'Springfield' }],
  organisation: [{ name: 'Example Bridges' }],
  subject: [{ code: '04000000' }],
  byline: 'By Max Mustermann and Erika Musterfrau',
  located: 'Springfield',
  headline: 'Bridge opens',
  description_text: 'After ten years, the bridge is open.',
  body_text: 'The bridge is open.',
  body_xhtml: '<p>The bridge is <em>open</em>.</p>',
  associations: { one: { type: 'picture', uri: 'x' }, two: { type: 'picture', uri: 'y' } },
};

const THIRD = {
  uri: 'https://example.org/2',
  standard: { name: 'ninjs', version: '3.1', schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json' },
  type: 'text',
  firstCreated: '2020-01-05T10:00:00+01:00',
  versionCreated: '2020-01-06T10:00:00+01:00',
  version: '2',
  pubStatus: 'usable',
  embargoed: '2020-01-06T12:00:00+01:00',
  headlines: [
    { role: 'short', value: 'Open' },
    { role: 'main', value: 'Bridge  opens' },
  ],
  bodies: [
    { role: 'text', contentType: 'text/plain', value: 'The bridge is open.' },
    { role: 'html', contentType: 'text/html', value: '<p>The bridge is open.</p>' },
  ],
  by: 'Jane Roe',
  genres: [{ name: 'Analysis' }],
};

test('an item of ninjs 1 becomes a story, and every field has a fate', async () => {
  const [story] = storiesIn(await itemsOf(ninjs, { 'a.json': JSON.stringify(FIRST) }));
  expect(story?.front).toMatchInlineSnapshot(`
    {
      "authors": [
        {
          "name": "Max Mustermann",
        },
        {
          "name": "Erika Musterfrau",
        },
      ],
      "date": "2020-01-05T10:37:00Z",
      "dateline": "Springfield",
      "id": "urn:newsml:example.org:20200105:1",
      "organizations": [
        {
          "name": "Example Bridges",
        },
      ],
      "people": [
        {
          "name": "Jane Roe",
        },
      ],
      "places": [
        {
          "name": "Springfield",
        },
      ],
      "summary": "After ten years, the bridge is open.",
      "title": "Bridge opens",
    }
  `);
  expect(story?.body).toEqual({ format: 'html', text: '<p>The bridge is <em>open</em>.</p>' });
  expect(story && fatesOf(story)).toMatchInlineSnapshot(`
    [
      "uri → id",
      "type ✗ it says that the item is a text",
      "versioncreated → date",
      "version ✗ the newest version is the story",
      "pubstatus → status",
      "urgency ✗ it was for the editors who received it",
      "language → language",
      "person → people, changed: cut to its names, without codes and relations",
      "place → places",
      "organisation → organizations",
      "subject ✗ it holds no names",
      "byline → authors, changed: read as a list of names",
      "located → dateline",
      "headline → title",
      "description_text → summary",
      "body_text ✗ body_xhtml gives the text",
      "body_xhtml → body",
      "associations ✗ 2 pictures beside the text lie elsewhere, and none is fetched",
    ]
  `);
  expect(new Set(story?.fates.map(({ field }) => field))).toEqual(new Set(Object.keys(FIRST)));
});

test('an item of ninjs 3 with several headlines and bodies becomes a story', async () => {
  const [story] = storiesIn(await itemsOf(ninjs, { 'a.json': JSON.stringify([THIRD]) }));
  expect(story?.front).toMatchInlineSnapshot(`
    {
      "authors": [
        {
          "name": "Jane Roe",
        },
      ],
      "date": "2020-01-05T10:00:00+01:00",
      "embargo": "2020-01-06T12:00:00+01:00",
      "id": "https://example.org/2",
      "title": "Bridge opens",
      "type": "analysis",
      "updated": "2020-01-06T10:00:00+01:00",
    }
  `);
  expect(story?.body).toEqual({ format: 'html', text: '<p>The bridge is open.</p>' });
  expect(story && fatesOf(story)).toMatchInlineSnapshot(`
    [
      "uri → id",
      "standard ✗ it names the version of ninjs",
      "type ✗ it says that the item is a text",
      "firstCreated → date",
      "versionCreated → updated",
      "version ✗ the newest version is the story",
      "pubStatus → status",
      "embargoed → embargo",
      "headlines[1] → title, changed: put on one line without tags",
      "headlines[0] ✗ headlines[1] gives the title",
      "bodies[1] → body",
      "bodies[0] ✗ bodies[1] gives the text",
      "by → authors",
      "genres → type, changed: read as analysis",
    ]
  `);
});

test('versions of an item have one key, and are ordered as numbers', async () => {
  const stories = storiesIn(
    await itemsOf(ninjs, {
      'a.json': JSON.stringify([
        { ...FIRST, version: '9' },
        { ...FIRST, version: '10' },
      ]),
    }),
  );
  expect(stories.map(({ version }) => version?.key)).toEqual([FIRST.uri, FIRST.uri]);
  expect((stories[0]?.version?.order ?? '') < (stories[1]?.version?.order ?? '')).toBe(true);
});

test('what was withheld or cancelled is no story, and takes its older versions with it', async () => {
  const items = await itemsOf(ninjs, {
    'a.json': JSON.stringify(FIRST),
    'b.json': JSON.stringify({ ...FIRST, version: '2', pubstatus: 'canceled' }),
    'c.json': JSON.stringify({ ...THIRD, pubStatus: 'withheld' }),
  });
  expect(skippedIn(items).map(({ reason, message }) => [reason, message])).toEqual([
    ['cancelled', 'A later version of it says that it was withheld or cancelled.'],
    ['cancelled', 'Its status is canceled.'],
    ['cancelled', 'Its status is withheld.'],
  ]);
});

test('an embargo without a zone makes a draft', async () => {
  const [story] = storiesIn(
    await itemsOf(ninjs, { 'a.json': JSON.stringify({ ...THIRD, embargoed: '2020-01-06T12:00:00' }) }),
  );
  expect([story?.front.status, story?.front.embargo]).toEqual(['draft', undefined]);
});

test('pictures, events, broken files and lists of anything are told', async () => {
  const items = await itemsOf(ninjs, {
    'a.json': JSON.stringify({ ...FIRST, type: 'picture' }),
    'b.json': '{"uri": ',
    'c.json': JSON.stringify([1, null, {}, { uri: 'x', headline: 'Words', body_text: 'Words' }]),
    'd.json': Buffer.from([0, 1, 2, 0]),
    'e.json': JSON.stringify({ uri: 'x', eventDetails: {}, title: 'An event' }),
  });
  expect(items.map((item) => (item.kind === 'skipped' ? item.reason : item.name))).toEqual([
    'not-a-story',
    'unreadable',
    'unreadable',
    'unreadable',
    'empty',
    'undated',
    'unreadable',
    'not-a-story',
  ]);
});

test('ninjs is recognized by its schema, or by the names of its fields', async () => {
  expect(await ninjs.recognizes(inputOf({ 'a.json': JSON.stringify(THIRD) }))).toBe(1);
  expect(await ninjs.recognizes(inputOf({ 'a.json': JSON.stringify(FIRST) }))).toBe(0.9);
  expect(await ninjs.recognizes(inputOf({ 'a.json': '{"title": "x"}' }))).toBe(0);
});
