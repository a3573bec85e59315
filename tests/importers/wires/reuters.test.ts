import { describe, expect, it } from 'vitest';
import type { StoryItem } from '../../../src/importers/foreign.ts';
import { importer } from '../../../src/importers/wires/reuters.ts';
import { fatesOf, itemsOf, skippedOf, storiesOf, storyOf } from '../foreign-input.ts';
import { inputOf } from '../input.ts';

const FILE = `<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="5544" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>cocoa</D></TOPICS>
<PLACES><D>el-salvador</D><D>usa</D></PLACES>
<PEOPLE></PEOPLE>
<ORGS></ORGS>
<EXCHANGES></EXCHANGES>
<COMPANIES></COMPANIES>
<UNKNOWN> 
&#5;&#5;&#5;C T
&#22;&#22;&#1;f0704&#31;reute
u f BC-HARBOUR   02-26 0105</UNKNOWN>
<TEXT>&#2;
<TITLE>HARBOUR REVIEW &lt;HBR.O></TITLE>
<AUTHOR>    By Jane Roe, Reuters</AUTHOR>
<DATELINE>    NORTHPORT, Feb 26 - </DATELINE><BODY>Showers continued throughout the week in
the harbour zone, alleviating the drought.
    Dealers said &lt;Harbour Co.T> was 5 pct up.
    Cargo      1987      1986
    Coal       5.1       4.9
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="5545" NEWID="2">
<DATE>31-MAR-1987 605:12:19.12</DATE>
<TOPICS></TOPICS>
<PLACES></PLACES>
<TEXT TYPE="BRIEF">&#2;
******<TITLE>NORTHPORT SAYS HARBOUR CLOSED
</TITLE>Blah blah.
&#3;

</TEXT>
</REUTERS>
<REUTERS NEWID="3">
<DATE> 5-APR-1987 10:12:19.12</DATE>
<TEXT TYPE="UNPROC">&#2;
Café prices rose in the south.
    They fell again.
 REUTER
&#3;</TEXT>
</REUTERS>
<REUTERS NEWID="4"><DATE>5-APR-1987 10:12:19.12</DATE><TEXT>
`;

/** Gives the story that a text of the wire becomes. */
async function oneOf(text: string, date = '26-FEB-1987 15:01:01.79'): Promise<StoryItem> {
  const file = `<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS NEWID="1"><DATE>${date}</DATE><TEXT>${text}</TEXT></REUTERS>`;
  return storyOf(await itemsOf(importer, { 'a.sgm': file }));
}

describe('a file of Reuters-21578', () => {
  it('gives stories with titles, briefs and texts that the wire did not divide, in Latin-1', async () => {
    const items = await itemsOf(importer, {
      'reut2-000.sgm': Buffer.from(FILE, 'latin1'),
      'lewis.dtd': '<!ELEMENT D ANY>',
    });
    const stories = Object.values(storiesOf(items));
    expect(stories.map(({ front, body, place }) => ({ ...front, line: place.line, body: body.text })))
      .toMatchInlineSnapshot(`
      [
        {
          "authors": [
            {
              "name": "Jane Roe",
            },
          ],
          "body": "<p>Showers continued throughout the week in the harbour zone, alleviating the drought.</p>
      <p>Dealers said &lt;Harbour Co.T&gt; was 5 pct up.</p>
      <pre>Cargo      1987      1986
      Coal       5.1       4.9</pre>",
          "date": "1987-02-26",
          "dateline": "NORTHPORT",
          "id": "1",
          "line": 2,
          "places": [
            {
              "name": "el-salvador",
            },
            {
              "name": "usa",
            },
          ],
          "title": "HARBOUR REVIEW <HBR.O>",
          "topics": [
            {
              "name": "cocoa",
            },
          ],
        },
        {
          "body": "",
          "date": "1987-03-31",
          "id": "2",
          "line": 25,
          "title": "NORTHPORT SAYS HARBOUR CLOSED",
        },
        {
          "body": "<p>Café prices rose in the south.</p>
      <p>They fell again.</p>",
          "date": "1987-04-05",
          "id": "3",
          "line": 36,
          "title": "Café prices rose in the south",
        },
      ]
    `);
    expect(stories.map(fatesOf)).toMatchInlineSnapshot(`
      [
        [
          "TITLE → title",
          "DATE → date, changed: cut to a day, since its time has no zone",
          "AUTHOR → authors",
          "DATELINE → dateline, changed: cut to its place",
          "TOPICS → topics",
          "PLACES → places",
          "PEOPLE left out: it is empty",
          "ORGS left out: it is empty",
          "EXCHANGES left out: it is empty",
          "COMPANIES left out: it is empty",
          "BODY → body, changed: freed of line ends within paragraphs; freed of the word “Reuter” at its end",
          "NEWID → id",
          "@TOPICS left out: it is of use to the makers of the corpus alone",
          "@LEWISSPLIT left out: it is of use to the makers of the corpus alone",
          "@CGISPLIT left out: it is of use to the makers of the corpus alone",
          "@OLDID left out: it is of use to the makers of the corpus alone",
          "UNKNOWN left out: it has marks of the wire alone",
        ],
        [
          "TITLE → title, changed: freed of asterisks",
          "DATE → date, changed: cut to a day, since what follows is no time",
          "TOPICS left out: it is empty",
          "PLACES left out: it is empty",
          "TEXT ‹Blah blah.› left out: it is what the wire sent where a text was to come",
          "NEWID → id",
          "@TOPICS left out: it is of use to the makers of the corpus alone",
          "@LEWISSPLIT left out: it is of use to the makers of the corpus alone",
          "@CGISPLIT left out: it is of use to the makers of the corpus alone",
          "@OLDID left out: it is of use to the makers of the corpus alone",
          "TEXT@TYPE ‹BRIEF› left out: a story has no such field",
        ],
        [
          "DATE → date, changed: cut to a day, since its time has no zone",
          "TEXT → body, changed: freed of line ends within paragraphs; freed of the word “Reuter” at its end; taken as the wire sent it, with its parts not told apart; read as Windows-1252 where it is not UTF-8",
          "TITLE → title, proposed: taken from the first words of the text",
          "NEWID → id",
          "TEXT@TYPE ‹UNPROC› left out: a story has no such field",
        ],
      ]
    `);
    expect(skippedOf(items)).toMatchInlineSnapshot(`
      [
        "lewis.dtd: lewis.dtd [not-a-story] It holds no story in the form of Reuters-21578.",
        "reut2-000.sgm:44 Story 4 [unreadable] The file ends before it ends.",
      ]
    `);
  });

  it.each([
    ['NORTHPORT, Feb 26 - ', 'NORTHPORT', 'Words.'],
    ['WESTON-ON-SEA, N.C., Feb 26-', 'WESTON-ON-SEA, N.C.', 'Words.'],
    ['South port, april 7, Reuter -', 'South port', 'Words.'],
    ['****CHEVY CHASE, Md., - Macrh 4 - ', 'CHEVY CHASE, Md.', 'Words.'],
    ['REGGIO, Italy, April l -', 'REGGIO, Italy', 'Words.'],
    ['LONDON, March 1 - State-owned &lt;BAA - ', 'LONDON', 'State-owned <BAA - Words.'],
    ['Omaha, April 7 - Clear/45 degrees - ', 'Omaha', 'Clear/45 degrees - Words.'],
    ['NORTHPORT - ', 'NORTHPORT', 'Words.'],
    ['APRIL 7  - ', undefined, 'APRIL 7 - Words.'],
    ['us 7.8015 - ', undefined, 'us 7.8015 - Words.'],
    ['--', undefined, 'Words.'],
  ])('takes the place from the dateline %j, and loses none of its words', async (line, place, body) => {
    const text = `<TITLE>T</TITLE>\n<DATELINE>    ${line}</DATELINE><BODY>Words.\n Reuter\n&#3;</BODY>`;
    const story = await oneOf(text);
    expect(story.front.dateline).toBe(place);
    expect(story.body.text).toBe(`<p>${body.replace('<', '&lt;')}</p>`);
    const told = fatesOf(story).find((fate) => fate.startsWith('DATELINE'));
    const hasDay = /,/u.test(line) && place !== undefined;
    expect(told).toContain(
      hasDay ? 'cut to its place' : place ? 'proposed' : body === 'Words.' ? 'it is empty' : 'names no place',
    );
    expect(told?.includes('what follows was put before the text')).toBe(body !== 'Words.' && place !== undefined);
  });

  it('loses no line that the makers of the corpus put in none of its parts, or took for a dateline', async () => {
    const story = await oneOf(
      '<TITLE>HARBOUR CLOSE</TITLE>\n MTH     LAST   HIGH     LOW\n<DATELINE> Jun      ---    ---      </DATELINE><BODY>5507\n Sep      ---    ---     4885\n&#3;</BODY>',
    );
    expect(story.front.dateline).toBeUndefined();
    expect(story.body.text).toBe(
      '<pre>MTH     LAST   HIGH     LOW\nJun      ---    ---      5507\nSep      ---    ---     4885</pre>',
    );
    expect(fatesOf(story)).toEqual(
      expect.arrayContaining([
        'DATELINE → body, changed: put before the text, since it names no place',
        'TEXT → body, changed: put before the text, since it stands outside the parts of it',
      ]),
    );
  });

  it('sets what stands above the dateline apart from the text', async () => {
    const story = await oneOf(
      '<TITLE>HARBOUR GETS CONTR</TITLE>\nACT IN SPRING\n<DATELINE>    NORTHPORT, Feb 26 - </DATELINE><BODY>It begins in\nMay.</BODY>',
    );
    expect(story.body.text).toBe('<p>ACT IN SPRING</p>\n<p>It begins in May.</p>');
  });

  it('keeps lists and tables line by line, and single short lines as paragraphs', async () => {
    const body = [
      'Results were as follows:',
      '    Shr 12 cts vs eight cts',
      '    Net 102,002',
      '    Year',
      '    Shr 64 cts',
      '    The harbour said that it would close at the end of the week and',
      'that it would not open again.',
      '    ON THE QUAY',
      '    Nobody came to see it go, and nobody said that they were there.',
      '    - - - -',
      '    MAY       2,560  (2,560)',
      '    SEPTEMBER 3,865  (3,772)',
    ];
    const { text } = (
      await oneOf(`<TITLE>T</TITLE><DATELINE> NORTHPORT, May 1 -\n    </DATELINE><BODY>${body.join('\n')}</BODY>`)
    ).body;
    expect(text.split('\n')).toEqual([
      '<p>Results were as follows:</p>',
      '<pre>Shr 12 cts vs eight cts',
      'Net 102,002',
      'Year',
      'Shr 64 cts</pre>',
      '<p>The harbour said that it would close at the end of the week and that it would not open again.</p>',
      '<p>ON THE QUAY</p>',
      '<p>Nobody came to see it go, and nobody said that they were there.</p>',
      '<hr>',
      '<pre>MAY       2,560  (2,560)',
      'SEPTEMBER 3,865  (3,772)</pre>',
    ]);
  });

  it('proposes the first line of a text without a title, where it stands apart', async () => {
    const apart = await oneOf('&#2;\nHARBOUR RATES - APR 7\n    Coal was at 12 dlrs.\n Reuter\n&#3;');
    expect(apart.front.title).toBe('HARBOUR RATES - APR 7');
    expect(apart.body.text).toBe('<p>Coal was at 12 dlrs.</p>');
    expect(fatesOf(apart)).toContain(
      'TITLE → title, proposed: taken from the first line of the text, which stands apart',
    );
    const above = await oneOf('&#2;\nHARBOUR RATES - APR 7\n MTH   LAST    HIGH\n May   1.2     1.3\n&#3;');
    expect(above.front.title).toBe('HARBOUR RATES - APR 7');
    expect(above.body.text).toBe('<pre>MTH   LAST    HIGH\nMay   1.2     1.3</pre>');
    const joined = await oneOf('&#2;\nThe harbour was closed on\nSunday.\n    Nobody came.\n');
    expect(joined.front.title).toBe('The harbour was closed on Sunday');
    expect(joined.body.text).toBe('<p>The harbour was closed on Sunday.</p>\n<p>Nobody came.</p>');
  });

  it('tells of fillers, of bylines in capitals, and of dates with marks of the wire behind them', async () => {
    const story = await oneOf(
      '<TITLE>T</TITLE><AUTHOR>    BY JANE ROE AND JOAN DOE, REUTERS</AUTHOR><DATELINE> NORTHPORT, May 1 - </DATELINE><BODY>Blah blah blah.\n&#3;</BODY>',
      '27-MAR-1987 00:02:59.13&#5;&#5;&#5;RM',
    );
    expect(story.front.authors).toEqual([{ name: 'JANE ROE' }, { name: 'JOAN DOE' }]);
    expect(story.body.text).toBe('');
    expect(fatesOf(story)).toEqual(
      expect.arrayContaining([
        'DATE → date, changed: cut to a day, since its time has no zone',
        'BODY ‹Blah blah blah.› left out: it is what the wire sent where a text was to come',
      ]),
    );
  });

  it('gives each story of a long file with its line, and one that another interrupts as unreadable', async () => {
    const one = (id: number): string =>
      `<REUTERS NEWID="${id}">\n<DATE>26-FEB-1987 15:01:01.79</DATE><TEXT><TITLE>T ${id}</TITLE><BODY>${'Word. '.repeat(40)}</BODY></TEXT>\n</REUTERS>\n`;
    const whole = `<!DOCTYPE lewis SYSTEM "lewis.dtd">\n${Array.from({ length: 1000 }, (_, at) => one(at + 1)).join('')}`;
    const items = await itemsOf(importer, {
      'a.sgm': whole.replace(
        'Word. </BODY></TEXT>\n</REUTERS>\n<REUTERS NEWID="501">',
        'Word.\n\n<REUTERS NEWID="501">',
      ),
    });
    expect(items).toHaveLength(1000);
    expect(items.every(({ place }, at) => place.item === String(at + 1) && place.line === at * 3 + 2)).toBe(true);
    expect(skippedOf(items)).toEqual(['a.sgm:1499 T 500 [unreadable] Another story begins before it ends.']);
  });

  it('is recognized by its first words', async () => {
    expect(await importer.recognizes(inputOf({ 'a.sgm': FILE }))).toBe(1);
    expect(await importer.recognizes(inputOf({ 'a.xml': '<rss/>' }))).toBe(0);
  });
});
