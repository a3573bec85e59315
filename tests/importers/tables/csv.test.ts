import { expect, test } from 'vitest';
import { csv } from '../../../src/importers/tables/csv.ts';
import { fatesOf, inputOf, itemsOf, skippedIn, storiesIn } from '../input.ts';

test('columns are known by the names that people give them, and every one has a fate', async () => {
  const [story] = storiesIn(
    await itemsOf(csv, {
      'stories.csv':
        'ID,Headline,Published At,Author(s),Tags,URL,Body,Views\n' +
        '7,"Bridge opens, at last",2020-01-05 10:00:00+05:30,Jane Roe and Max Mustermann,"bridges;roads",https://example.org/bridge,"<p>It ""opened"".</p>\n<p>Late.</p>",31\n',
    }),
  );
  expect(story?.front).toEqual({
    id: '7',
    title: 'Bridge opens, at last',
    date: '2020-01-05T10:00:00+05:30',
    authors: [{ name: 'Jane Roe' }, { name: 'Max Mustermann' }],
    topics: [{ name: 'bridges' }, { name: 'roads' }],
    original: { url: 'https://example.org/bridge' },
  });
  expect(story?.body).toEqual({
    format: 'html',
    text: '<p>It "opened".</p>\n<p>Late.</p>',
    base: 'https://example.org/bridge',
  });
  expect(story && fatesOf(story)).toMatchInlineSnapshot(`
    [
      "ID → id",
      "Headline → title",
      "Published At → date, changed: written as RFC 3339 has it",
      "Author(s) → authors, changed: read as a list of names",
      "Tags → topics, changed: read as a list of names",
      "URL → original.url",
      "Body → body",
      "Views ✗ no field of a story is known by this name (--map can give it one)",
    ]
  `);
});

test.each([
  ['semicolons', ';'],
  ['tabs', '\t'],
  ['bars', '|'],
])('%s part the cells too', async (_, sign) => {
  const table = [
    ['title', 'date', 'text'],
    ['One, and more', '2020-01-05', 'Words, and words.'],
    ['Two', '2020-01-06', 'More, words.'],
  ];
  const stories = storiesIn(await itemsOf(csv, { 'a.csv': table.map((row) => row.join(sign)).join('\r\n') }));
  expect(stories.map(({ front, body }) => [front.title, front.date, body.text])).toEqual(table.slice(1));
});

test.each([
  ['Windows-1252', Buffer.from('title,date,text\nCaf\xe9,2020-01-05,D\xe9j\xe0\n', 'latin1')],
  ['UTF-16', Buffer.from('\uFEFFtitle,date,text\nCafé,2020-01-05,Déjà\n', 'utf16le')],
  ['UTF-8 with a mark', '\uFEFFtitle,date,text\nCafé,2020-01-05,Déjà\n'],
])('a table in %s is read', async (_, bytes) => {
  const [story] = storiesIn(await itemsOf(csv, { 'a.csv': bytes }));
  expect([story?.front.title, story?.body.text]).toEqual(['Café', 'Déjà']);
});

test('a row of the wrong width is told with its line, and the others are read, also those with loose quotes', async () => {
  const items = await itemsOf(csv, {
    'a.csv':
      'title,date,text\nOne,2020-01-05,Words\nTwo,2020-01-06\nThree,2020-01-07,"a"b\nFour,2020-01-08,"two\nlines"\nFive,2020-01-09,W,more\nSix,2020-01-10,End\n',
  });
  expect(storiesIn(items).map(({ name, place }) => [name, place.line])).toEqual([
    ['One', 2],
    ['Three', 4],
    ['Four', 5],
    ['Six', 8],
  ]);
  expect(skippedIn(items).map(({ reason, place, message }) => [reason, place.line, message])).toMatchInlineSnapshot(`
    [
      [
        "unreadable",
        3,
        "The row has 2 cells, and the first line names 3 columns.",
      ],
      [
        "unreadable",
        7,
        "The row has 4 cells, and the first line names 3 columns.",
      ],
    ]
  `);
});

test('a quotation mark that is never closed ends in one line of the report', async () => {
  const items = await itemsOf(csv, { 'a.csv': 'title,date,text\nOne,2020-01-05,"Words\nTwo,2020-01-06,Words\n' });
  expect(items.map(({ kind }) => kind)).toEqual(['skipped']);
});

test('bytes that are no table do not end the import', async () => {
  const items = await itemsOf(csv, { 'a.csv': Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1, 255]), 'b.csv': '' });
  expect(skippedIn(items).map(({ reason }) => reason)).toEqual(['unreadable']);
});

test('a map gives columns to fields, and says what to leave', async () => {
  const [story] = storiesIn(
    await itemsOf(
      csv,
      { 'a.csv': 'kop,dag,stuk,title,x\nEen,2020-01-05,Woorden,Anders,y\n' },
      { map: { kop: 'title', dag: 'date', stuk: 'body', x: '-', y: 'title' } },
    ),
  );
  expect(story?.front).toEqual({ title: 'Een', date: '2020-01-05' });
  expect(story && fatesOf(story)).toEqual([
    'kop → title',
    'dag → date',
    'stuk → body',
    'title ✗ kop gives title already',
    'x ✗ the map says so',
    'y ✗ the map names it, and the table has no such column',
  ]);
});

test('a row without a date is told, with what stands there', async () => {
  const items = await itemsOf(csv, { 'a.csv': 'title,date,text\nOne,soon,Words\nTwo,,Words\n' });
  expect(skippedIn(items).map(({ reason, message }) => [reason, message])).toEqual([
    ['undated', 'No column gives a date.'],
    ['undated', 'No column gives a date.'],
  ]);
});

test('a table is recognized by its columns', async () => {
  expect(await csv.recognizes(inputOf({ 'a.csv': 'headline;published;text\nA;2020-01-05;B\n' }))).toBe(0.9);
  expect(await csv.recognizes(inputOf({ 'a.md': '# Title\n' }))).toBe(0);
});

test('day and month are read as the whole table shows them, and proposed where it shows nothing', async () => {
  const table = (last: string) =>
    `title;date;text\n${Array.from({ length: 3000 }, (_, at) => `T${String(at)};03/04/2020;On 12/25/2019 ${'words '.repeat(5)}\n`).join('')}Last;${last};Words\n`;
  const firstOf = async (last: string) => storiesIn(await itemsOf(csv, { 'a.csv': table(last) }))[0];
  expect((await firstOf('25/04/2020'))?.front.date).toBe('2020-04-03');
  expect((await firstOf('04/25/2020'))?.front.date).toBe('2020-03-04');
  const open = await firstOf('05/06/2020');
  expect(open?.front.date).toBe('2020-03-04');
  expect(open && fatesOf(open)).toContain('date → date, proposed: read with the month first, and can be “2020-04-03”');
});

test('days are read as the numbers of spreadsheets, and proposed', async () => {
  const stories = storiesIn(
    await itemsOf(csv, { 'a.csv': 'title,date,text\nOne,43835,W\nTwo,43835.75,W\nThree,1578182400,W\nFour,99999,W\n' }),
  );
  expect(stories.map(({ front }) => front.date)).toEqual(['2020-01-05', '2020-01-05', '2020-01-05T00:00:00Z']);
  expect(stories[0] && fatesOf(stories[0])).toContain(
    'date → date, proposed: reckoned as the number of a day, as spreadsheets have it',
  );
});

test('a table without a line of names is told, and read with a map by the places of its columns', async () => {
  const table = 'The quay is closed,2020-01-05,"Words go here."\nThe quay opens,2020-01-06,"And here."\n';
  expect(skippedIn(await itemsOf(csv, { 'a.csv': table })).map(({ message }) => message)).toMatchInlineSnapshot(`
    [
      "No column of the first line (The quay is closed, 2020-01-05, Words go here.) is known. Put a line with names above it, such as title,date,text, or give the columns fields with --map; without a line of names they are column 1, column 2 ….",
    ]
  `);
  const map = { 'column 1': 'title', 'column 2': 'date', 'column 3': 'body' };
  const stories = storiesIn(await itemsOf(csv, { 'a.csv': table }, { map }));
  expect(stories.map(({ front, place }) => [front.title, place.line])).toEqual([
    ['The quay is closed', 1],
    ['The quay opens', 2],
  ]);
});

test('a row with empty cells too many is read, and one that swallowed others says where it ends', async () => {
  const items = await itemsOf(csv, {
    'a.csv': `title,date,text\nOne,2020-01-05,Words,,\n"Two,2020-01-06,Words\n${'Three,2020-01-07,Words\n'.repeat(30)}`,
  });
  expect(storiesIn(items).map(({ name }) => name)).toEqual(['One']);
  expect(skippedIn(items).map(({ place, message }) => [place.line, message])).toMatchInlineSnapshot(`
    [
      [
        3,
        "A quotation mark is opened and never closed: lines 3 to 33 are one cell, and no row.",
      ],
    ]
  `);
  const closed = await itemsOf(csv, {
    'a.csv': `title,date,text\n"Two,2020-01-06,Words\n${'Three,2020-01-07,Words\n'.repeat(30)}Four",2020-01-08,"Words"\n`,
  });
  const [first] = await itemsOf(csv, { 'a.csv': `title,date,text\n"Two${'\n'.repeat(30)}Four",2020-01-08\n` });
  expect(storiesIn(closed)).toHaveLength(1);
  expect(first).toMatchObject({
    message:
      'The row has 2 cells, and the first line names 3 columns. It goes on to line 32: a quotation mark in it may not be closed.',
  });
});
