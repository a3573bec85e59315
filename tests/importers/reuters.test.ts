import { describe, expect, it } from 'vitest';
import { importer } from '../../src/importers/reuters.ts';
import { fatesOf, itemsOf, skippedOf, storiesOf } from './foreign-input.ts';
import { inputOf } from './input.ts';

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
      <pre>    Cargo      1987      1986
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
          "TEXT left out: it has no words",
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
