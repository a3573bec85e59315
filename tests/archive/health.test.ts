import { describe, expect, it } from 'vitest';
import { askHealth, extentOf } from '../../src/archive/health/health.ts';
import { spanWords } from '../../src/archive/health/words.ts';
import { FINDINGS, type Answer, type FindingKind } from '../../src/model/finding.ts';
import { makeArchive, story } from '../content-folder.ts';
import { UNHEALTHY } from './unhealthy.ts';

/** Asks an archive of some files, and gives its answers by kind. */
async function ask(files: Readonly<Record<string, string>>) {
  const { database, update } = await makeArchive(files);
  const again = () => new Map(askHealth(database).map((answer) => [answer.kind, answer]));
  return { database, update, again, answers: again() };
}

const answerOf = (answers: ReadonlyMap<FindingKind, Answer>, kind: FindingKind): Answer => {
  const answer = answers.get(kind);
  if (!answer) throw new Error(`${kind} was not asked.`);
  return answer;
};

/** Gives how much is sound, and each finding as its sentence with its places. */
const told = (answers: ReadonlyMap<FindingKind, Answer>, kind: FindingKind) => {
  const { sound, of, findings } = answerOf(answers, kind);
  const placed = findings.map(
    ({ message, places }) =>
      `${message} ${places.map(({ file, line, column, field }) => `${file}:${line}:${column} ${field}`).join(', ')}`,
  );
  return [`${sound} of ${of}`, ...placed];
};

describe('the health of an archive', () => {
  it('is asked in the order of the kinds, and each kind can find something', async () => {
    const { answers, database } = await ask(UNHEALTHY);
    expect(Array.from(answers.keys())).toEqual(Object.keys(FINDINGS));
    for (const [kind, { findings }] of answers) expect([kind, findings.length > 0]).toEqual([kind, true]);
    expect(extentOf(database)).toEqual({ stories: 4, first: '2020-01-01', last: '2020-04-09' });
  });

  it('counts what is sound, and finds the rest: together they are all', async () => {
    const { answers } = await ask(UNHEALTHY);
    for (const { kind, sound, of, findings, spans } of answers.values())
      if (!spans) expect([kind, sound + findings.length]).toEqual([kind, of]);
  });

  it('has nothing to say of an archive without stories', async () => {
    const { answers, database } = await ask({});
    for (const { kind, sound, of, findings } of answers.values())
      expect({ kind, sound, of, findings }).toEqual({ kind, sound: 0, of: 0, findings: [] });
    expect(extentOf(database)).toEqual({ stories: 0 });
  });

  it('takes an address for one source, whoever cites it, with the copy that another story names', async () => {
    const { answers } = await ask(UNHEALTHY);
    expect(told(answers, 'source-unarchived')).toMatchInlineSnapshot(`
      [
        "0 of 2",
        "https://wire.example/rain is cited by 2 stories without an archived copy. articles/2020/01/05-flood.md:9:5 sources.0, articles/2020/01/01-rain.md:11:5 sources.0",
        "https://safe.example/ is cited by 1 story without an archived copy. articles/2020/01/05-flut.md:7:11 sources.0",
      ]
    `);
    expect(answerOf(answers, 'source-unarchived').findings.map(({ fix }) => fix)).toEqual([
      undefined,
      'Add the copy that another story names: archived: { url: "https://web.archive.org/web/2020/https://safe.example/" }.',
    ]);
    expect(told(answers, 'source-titled-twice')).toMatchInlineSnapshot(`
      [
        "1 of 2",
        "https://wire.example/rain is cited as “Rain”, “Rain falls”. articles/2020/01/05-flood.md:9:5 sources.0, articles/2020/01/01-rain.md:11:5 sources.0",
      ]
    `);
    expect(told(answers, 'source-unaddressed')).toMatchInlineSnapshot(`
      [
        "2 of 3",
        "“A printed map” has no address. articles/2020/01/01-rain.md:12:5 sources.1",
      ]
    `);
  });

  it('puts the hosts that are cited most first', async () => {
    const cites = (...hosts: string[]) =>
      story(
        `sources: [${hosts.map((host, index) => `{ title: T${index}, url: "https://${host}/${index}" }`).join(', ')}]`,
      );
    const { answers } = await ask({
      'articles/a.md': cites('one.example', 'two.example', 'two.example'),
      'articles/b.md': cites('three.example', 'none.example', 'three.example', 'none.example', 'three.example'),
    });
    const groups = answerOf(answers, 'source-unarchived').findings.map(({ group }) => group);
    expect(Array.from(new Set(groups))).toEqual(['three.example', 'none.example', 'two.example', 'one.example']);
  });

  it('takes a post that two stories quote for one, and asks each of them', async () => {
    const post = (rest: string) =>
      `tweets: [{ author: A, handle: a, date: 2020-01-05, text: One post., id: "1x"${rest} }]`;
    const { answers } = await ask({
      'articles/a.md': story(post(', checked: 2020-01-06, status: live')),
      'articles/b.md': story(post('')),
    });
    expect(told(answers, 'post-unchecked')).toEqual([
      '0 of 1',
      'The post by @a of 5 January 2020 was never checked. articles/b.md:4:10 tweets.0',
    ]);
  });

  it('tells of a lost original only where no copy of it is named', async () => {
    const post = (status: string, rest = '') =>
      `{ author: A, handle: a, date: 2020-01-05, text: ${status}, status: ${status}${rest} }`;
    const copy = ', archived: { url: "https://web.archive.org/web/2020/x" }';
    const { answers } = await ask({
      'articles/a.md': story(
        `tweets: [${post('live')}, ${post('deleted', copy)}, ${post('suspended')}, ${post('protected')}]`,
      ),
    });
    expect(told(answers, 'post-lost').map((line) => line.slice(0, 60))).toEqual([
      '1 of 3',
      'The post by @a of 5 January 2020 is suspended, and this arch',
      'The post by @a of 5 January 2020 is protected, and this arch',
    ]);
  });

  it('makes days without a story one row, and begins with the longest', async () => {
    const day = (date: string) => story(`title: Day ${date}\ndate: ${date}\nseries: Flood`);
    const { answers } = await ask({
      'articles/a.md': day('2020-01-01'),
      'articles/b.md': day('2020-01-03'),
      'articles/b2.md': day('2020-01-03'),
      'articles/c.md': day('2020-02-02'),
      'articles/d.md': story('date: 2021-01-05'),
    });
    expect(told(answers, 'series-gap')).toEqual([
      '3 of 33',
      'Flood has no story for 29 days: 4 January – 1 February 2020. articles/b2.md:4:9 series',
      'Flood has no story for 1 day: 2 January 2020. articles/a.md:4:9 series',
    ]);
    expect(answerOf(answers, 'series-gap').spans).toEqual([
      {
        name: 'Flood',
        unit: 'day',
        first: '2020-01-01',
        last: '2020-02-02',
        filled: ['2020-01-01', '2020-01-03', '2020-02-02'],
      },
    ]);
    expect(told(answers, 'month-empty')).toEqual([
      '3 of 13',
      'The archive has no story for 10 months: March–December 2020. articles/c.md:3:7 date',
    ]);
  });

  it('finds nothing of what is mended', async () => {
    const { update, again } = await ask(UNHEALTHY);
    await update({
      'topics/weather.md': '---\nname: Weather\n---\n',
      'people/nobody-here.md': null,
      'people/ann-example.md': '---\nname: Ann Example\nhandles: [annexample]\n---\n',
      'articles/2020/01/05-flut.md': story(
        'title: Flut\ndate: 2020-01-05\nupdated: 2020-01-08\nlanguage: de\ntranslationOf: 2020/01/05-flood',
      ),
    });
    const answers = again();
    expect(told(answers, 'term-unregistered')).toEqual(['4 of 4']);
    expect(told(answers, 'translation-behind')).toEqual(['1 of 1']);
    expect(told(answers, 'account-unregistered')).toEqual([
      '1 of 2',
      '@lostone on Twitter is in no entry’s handles. articles/2020/01/01-rain.md:15:33 tweets.1.handle',
    ]);
    expect(told(answers, 'entry-unused')[0]).toBe('4 of 4');
  });

  it('asks nothing of stories that readers do not see, but that they wait', async () => {
    const lacking =
      'sources: [{ title: T, url: "https://a.example/" }]\ntweets: [{ author: A, handle: a, date: 2020-01-05, text: T }]';
    const { answers } = await ask({
      'articles/a.md': story(`${lacking}\nstatus: draft`),
      'articles/b.md': story(`date: 2020-01-06\n${lacking}\nwithdrawn: { date: 2020-01-07, reason: Wrong. }`),
    });
    const found = Array.from(answers.values()).filter(({ findings }) => findings.length > 0);
    expect(found.map(({ kind }) => kind)).toEqual(['story-waiting']);
  });
});

describe('spanWords', () => {
  it('says what two days or months share once', () => {
    expect(
      [
        ['2020-01-08', '2020-01-08'],
        ['2020-01-08', '2020-01-12'],
        ['2020-01-30', '2020-02-02'],
        ['2019-12-30', '2020-01-02'],
        ['2020-05', '2020-05'],
        ['2020-05', '2020-07'],
        ['2019-12', '2020-01'],
      ].map(([first = '', last = '']) => spanWords(first, last)),
    ).toEqual([
      '8 January 2020',
      '8–12 January 2020',
      '30 January – 2 February 2020',
      '30 December 2019 – 2 January 2020',
      'May 2020',
      'May–July 2020',
      'December 2019 – January 2020',
    ]);
  });
});
