import { describe, expect, it } from 'vitest';
import type { Registered } from '../../../src/importers/foreign.ts';
import { text } from '../../../src/importers/plain/text.ts';
import { fatesOf, itemsOf, skippedOf, storyOf } from '../archive.ts';
import { inputOf } from '../input.ts';

const PORT = ` date 2020-01-05 On Sunday, Harbour Minister Ada Example spoke to her counterpart Bo Sample in the wake of a storm that had closed the port of Northport. She stated that both agreed to remain in touch.

Just spoke to @bosample of Southport. The basins stay closed. — Dr. A. Example (@AdaExample) January 5, 2020

NHA issues statement

After the storm, the Northport Harbour Authority had issued a statement. It asked for patience.

The NHA stated, "We have noted that two of the three basins are closed. The last one opens as soon as the cranes are safe."

Repairs go on

Two cranes are still out of use, and will be so for a month. President Cai Person promised help.
`;

describe('stories in plain text', () => {
  it('reads a story in the shape of the first one', async () => {
    const found = await storyOf(text, { 'story.txt': PORT });
    expect(found.front).toEqual({
      title: 'Harbour Minister Ada Example spoke to her counterpart Bo Sample',
      date: '2020-01-05',
      summary:
        'On Sunday, Harbour Minister Ada Example spoke to her counterpart Bo Sample in the wake of a storm that had closed the port of Northport. She stated that both agreed to remain in touch.',
      people: expect.arrayContaining([
        { name: 'Ada Example' },
        { name: 'Bo Sample' },
        { name: 'Cai Person' },
      ]) as unknown,
      organizations: [{ name: 'Northport Harbour Authority' }],
      tweets: [
        {
          key: 'adaexample-2020-01-05',
          author: 'Dr. A. Example',
          handle: 'AdaExample',
          date: '2020-01-05',
          dateFrom: 'text',
          text: 'Just spoke to @bosample of Southport. The basins stay closed.',
          captured: 'plain-text',
        },
      ],
      statements: [
        {
          key: 'nha',
          speaker: 'Northport Harbour Authority',
          text: 'We have noted that two of the three basins are closed. The last one opens as soon as the cranes are safe.',
        },
      ],
    });
    expect(found.body.text.split('\n\n').filter((block) => /^(?:##|::)/u.test(block))).toEqual([
      '::tweet{key="adaexample-2020-01-05"}',
      '## NHA issues statement',
      '::statement{key="nha"}',
      '## Repairs go on',
    ]);
    const proposed = found.fates.flatMap((fate) => (fate.fate === 'proposed' ? fate.as : []));
    expect(proposed).toEqual(['statements', 'title', 'summary', 'people', 'organizations']);
  });

  it.each([
    ['January 5, 2020\n\nWords go here.\n', '2020-01-05'],
    ['5 Jan 2020\n\nWords go here.\n', '2020-01-05'],
    ['Published: January 5, 2020\n\nWords go here.\n', '2020-01-05'],
    [
      'The port reopens\nBy Ada Example\n2020-01-05\n\nWords that are long enough to be the text go here.\n',
      '2020-01-05',
    ],
    ['NORTHPORT, Jan 5, 2020 (Agency) — Words go here.\n', '2020-01-05'],
    ['Northport, 5 January 2020 (Agency) — Words go here.\n', '2020-01-05'],
    ['2020-01-05 The port was closed on Sunday.\n', '2020-01-05'],
    ['5 January 2020: The port was closed on Sunday.\n', '2020-01-05'],
    ['Posted on January 5, 2020 by Ada Example\n\nWords go here.\n', '2020-01-05'],
    ['The port was closed.\n\nJanuary 5, 2020\n', '2020-01-05'],
    ['Порт закрыт после шторма\n5 января 2020 г.\n\nПорт оставался закрытым второй день подряд.\n', '2020-01-05'],
    ['तूफ़ान के बाद बंदरगाह बंद\n5 जनवरी 2020\n\nबंदरगाह रविवार को दूसरे दिन भी बंद रहा, अधिकारियों ने कहा।\n', '2020-01-05'],
    ['إغلاق الميناء\n٥ يناير ٢٠٢٠\n\nبقي ميناء الشمال مغلقا لليوم الثاني بعد عاصفة.\n', '2020-01-05'],
    ['بسته شدن بندر\n۱۵ دی ۱۳۹۸\n\nبندر شمالی برای دومین روز بسته ماند، مقامات گفتند.\n', '2020-01-05'],
    ['风暴过后港口关闭\n2020年1月5日\n\n北港周日连续第二天关闭，官员说。\n', '2020-01-05'],
  ])('finds the date of %j', async (content, date) => {
    const { front } = await storyOf(text, { 'story.txt': content });
    expect(front.date).toBe(date);
  });

  it('reads what stands in a head: address, byline, days of publication and change', async () => {
    const found = await storyOf(text, {
      'a.txt':
        'The port reopens\nhttps://example.org/port\nPublished: 5 January 2020\nLast updated: 6 January 2020\nBy Ada Example\n\nThe port was open again on Sunday, officials said.\n',
    });
    expect(found.front).toMatchObject({
      title: 'The port reopens',
      date: '2020-01-05',
      updated: '2020-01-06',
      original: { url: 'https://example.org/port' },
      authors: [{ name: 'Ada Example' }],
    });
    expect(found.body.text).toBe('The port was open again on Sunday, officials said.');
  });

  it('proposes the language that letters show, where nobody says it', async () => {
    const languageOf = async (words: string, language: string) =>
      (await storyOf(text, { '2020-01-05.txt': `${words}\n` }, { language })).front.language;
    expect(await languageOf('बंदरगाह बंद रहा।', 'en')).toBe('hi');
    expect(await languageOf('بندر شمالی بسته ماند، مقامات گفتند.', 'en')).toBe('fa');
    expect(await languageOf('بقي ميناء الشمال مغلقا.', 'en')).toBe('ar');
    expect(await languageOf('Порт закрыт.', 'de')).toBe('ru');
    expect(await languageOf('Порт закрито, і крани теж.', 'en')).toBe('uk');
    expect(await languageOf('港は閉鎖されました。', 'en')).toBe('ja');
    expect(await languageOf('बंदरगाह बंद रहा।', 'mr')).toBeUndefined();
    expect(await languageOf('港は閉鎖されました。', 'ja')).toBeUndefined();
    expect(await languageOf('Порт закрыт.', 'bg')).toBeUndefined();
    expect(await languageOf('The word мир means both.', 'en')).toBeUndefined();
  });

  it('takes posts that were copied off their pages', async () => {
    const found = await storyOf(text, {
      '2020-01-06.txt':
        'The port was closed.\n\nAda Example\n@AdaExample\nCranes will be back on Monday.\n#storm\n10:15 AM · Jan 5, 2020 · Twitter for iPhone\n\nNobody came.\n\nBo Sample\n@bosample\nThis line has no date below it.\n',
    });
    expect(found.front.tweets).toMatchObject([
      {
        author: 'Ada Example',
        handle: 'AdaExample',
        date: '2020-01-05',
        text: 'Cranes will be back on Monday. #storm',
      },
    ]);
    expect(found.body.text).toBe(
      'The port was closed.\n\n::tweet{key="adaexample-2020-01-05"}\n\nNobody came.\n\nBo Sample\n@bosample\nThis line has no date below it.',
    );
  });

  it('reads underlined headings, rulers and lists', async () => {
    const { body } = await storyOf(text, {
      '2020-01-05.txt':
        'The port was closed on Sunday.\n\nRepairs\n-------\n\nThey go on.\n\n* * *\n\n* ships wait\n* trains run\n\nNobody came.\n',
    });
    expect(body.text).toBe(
      'The port was closed on Sunday.\n\n## Repairs\n\nThey go on.\n\n---\n\n- ships wait\n- trains run\n\nNobody came.',
    );
  });

  it('tells which day has no year, and what to do', async () => {
    expect(await skippedOf(text, { 'a.txt': 'NORTHPORT, Jan. 5 (Agency) - Words go here.\n' })).toMatchObject({
      reason: 'undated',
      message:
        'Its dateline gives the day “Jan. 5” without a year; put the year into the file’s name, or a date above the text.',
    });
  });

  it('reads headline, byline and dateline', async () => {
    const found = await storyOf(text, {
      '2020-01-06-port.txt':
        'The port reopens\nBy Ada Example and Bo Sample\n\nNORTHPORT, Jan 5 (Agency) — Ships came in from noon on Sunday, the port said.\n',
    });
    expect(found.front).toMatchObject({
      title: 'The port reopens',
      date: '2020-01-05',
      authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }],
      dateline: 'NORTHPORT',
      sources: [{ title: 'Agency' }],
    });
    expect(found.body.text).toBe('Ships came in from noon on Sunday, the port said.');
    expect(fatesOf(found)).toEqual(
      expect.arrayContaining([
        'dateline: proposed as date, given the year of the file’s name',
        'first line: proposed as title, taken for the headline',
        'agency in the dateline: proposed as sources, taken for the source of the story',
      ]),
    );
  });

  it('finds several stories in a file, by date lines or form feeds', async () => {
    for (const content of [
      'date 2020-01-05 One is a story.\n\nMore.\n\ndate 2020-01-06 Two is one too.\n',
      '5 Jan 2020\n\nOne is a story.\n\nMore.\n\f6 Jan 2020\nTwo is one too.\n',
    ]) {
      const items = await itemsOf(text, inputOf({ 'a.txt': content }));
      expect(
        items.map((item) => item.kind === 'story' && [item.place.item, item.front.date, item.front.title]),
      ).toEqual([
        [1, '2020-01-05', 'One is a story'],
        [2, '2020-01-06', 'Two is one too'],
      ]);
    }
  });

  it('puts hard-wrapped lines together, and keeps one paragraph a line', async () => {
    const wrapped =
      'The lines of this text are all cut at the same\nmargin, so that they are one paragraph and not\nthree of them.\n';
    expect((await storyOf(text, { '2020-01-05.txt': wrapped })).body.text.split('\n\n')).toHaveLength(1);
    expect((await storyOf(text, { '2020-01-05.txt': 'One paragraph ends.\nTwo ends.\n' })).body.text).toBe(
      'One paragraph ends.\n\nTwo ends.',
    );
  });

  it('takes nothing in the words for markup', async () => {
    const { body } = await storyOf(text, {
      '2020-01-05.txt': 'Ada *said* [no] <b> a_b_.\n\n# 1 was so.\n\n1. And more.\n',
    });
    expect(body.text).toBe('Ada \\*said\\* \\[no\\] \\<b\\> a\\_b\\_.\n\n\\# 1 was so.\n\n1\\. And more.');
  });

  it('shortens a long first sentence at a clause, in words of its own', async () => {
    const long =
      'The authority of the port said that all of its basins would be open again by Monday evening, although two cranes are still out of use.';
    const { front } = await storyOf(text, { '2020-01-05.txt': `${long}\n` });
    expect(long).toContain(front.title?.replace('…', ''));
    expect(front.title).toMatch(/^The authority of the port said that all of its basins would be open/u);
    expect((front.title ?? '').length).toBeLessThanOrEqual(91);
  });

  it('finds names of the registry before it guesses, in their registered form', async () => {
    const registry: Registered[] = [
      { kind: 'people', name: 'Ada B. Example', aliases: ['Ada Example', 'Example'] },
      { kind: 'organizations', name: 'Northport Harbour Authority', aliases: ['NHA'] },
      { kind: 'places', name: 'Northport', aliases: ['North Port'] },
      { kind: 'places', name: 'Oman', aliases: [] },
      { kind: 'topics', name: 'Storms', aliases: ['storm'] },
    ];
    const content =
      '2020-01-05\n\nHarbour Minister Ada Example met Bo Sample in North Port after the storm. Omanis were there. The Northport Harbour Council and Example said so.\n\nThe NHA stated, "We have noted that two of the three basins are closed, and that one is open."\n';
    const found = await storyOf(text, { 'a.txt': content }, { registry });
    expect(found.front).toMatchObject({
      people: [{ name: 'Ada B. Example' }, { name: 'Bo Sample' }],
      organizations: [{ name: 'Northport Harbour Authority' }, { name: 'Northport Harbour Council' }],
      places: [{ name: 'Northport' }],
      statements: [{ speaker: 'Northport Harbour Authority' }],
    });
    expect(found.front.topics).toBeUndefined();
    expect(fatesOf(found)).toEqual(
      expect.arrayContaining([
        'names of the registry in the text (people): proposed as people, found by the names and aliases of its entries',
        'names in the text (people): proposed as people, guessed from the words',
      ]),
    );
  });

  it.each([
    ['hi', 'भारत ने ओमान के सुल्तान से बात की।\n', 'ओमान'],
    ['zh', '国家主席周日在阿曼会见了客人。\n', '阿曼'],
    ['ru', 'Переговоры прошли в Омане; Оман доволен.\n', 'Оман'],
    ['fa', 'وزیر خارجه به عمان رفت.\n', 'عمان'],
  ])('finds names of the registry in a text in %s', async (language, words, alias) => {
    const registry: Registered[] = [{ kind: 'places', name: 'Oman', aliases: [alias] }];
    const { front } = await storyOf(text, { '2020-01-05.txt': words }, { language, registry });
    expect(front.places).toEqual([{ name: 'Oman' }]);
    expect(front.people).toBeUndefined();
  });

  it('proposes no names for a text that is not English', async () => {
    const { front } = await storyOf(
      text,
      { '2020-01-05.txt': 'Ada Example sprach am Sonntag in Berlin.\n' },
      { language: 'de' },
    );
    expect(front.people).toBeUndefined();
  });

  it.each([
    [{ 'a.txt': 'No date here.\n' }, 'undated'],
    [{ 'a.txt': '' }, 'empty'],
    [{ 'a.txt': Uint8Array.of(0, 1, 2, 0) }, 'unreadable'],
    [{ 'a.md': 'x' }, 'not-a-story'],
  ])('skips %o as %s', async (files, reason) => {
    expect(await skippedOf(text, files as Record<string, string | Uint8Array>)).toMatchObject({ reason });
  });

  it('knows its own', async () => {
    expect(await text.recognizes(inputOf({ 'a.txt': PORT }))).toBe(0.95);
    expect(await text.recognizes(inputOf({ 'a.md': 'x' }))).toBe(0);
  });
});
