import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/capture.ts';
import { onePost, refusals } from './posts.ts';

const WORDS = 'The road over the pass is open.';

describe('a post in plain text', () => {
  it('is a record that says what it lost', () => {
    const { edits: _, origins: __, ...captured } = capture(`${WORDS} — Road Office (@roadoffice) January 5, 2020\n`);
    expect(captured).toEqual({
      posts: [
        {
          key: 'roadoffice-2020-01-05',
          author: 'Road Office',
          handle: 'roadoffice',
          date: '2020-01-05',
          dateFrom: 'text',
          text: WORDS,
          captured: 'plain-text',
        },
      ],
      text: '::tweet{key="roadoffice-2020-01-05"}\n',
      refused: [],
      notes: [],
    });
  });

  it('has the last of several accounts in the name', () => {
    expect(onePost(`${WORDS} — Road (@road@host.example) Office (RO) (@roadoffice) January 5, 2020`)).toMatchObject({
      author: 'Road (@road@host.example) Office (RO)',
      handle: 'roadoffice',
      text: WORDS,
    });
  });

  it.each(['A cow stands on it', 'd’accord', 'г тоже', '10:30 and nobody came', 'de nada', 'th', 'M is a letter'])(
    'loses no word that could belong to the date of the post before it: %j',
    (words) => {
      const both = `${WORDS} — Road Office (@roadoffice) January 5, 2020\n${words} — Bob (@bob) January 6, 2020\n`;
      expect(capture(both).posts.map(({ text }) => text)).toEqual([WORDS, words]);
    },
  );

  it('is found in the story that this project started from', () => {
    const body = readFileSync(join(import.meta.dirname, 'seed.txt'), 'utf8');
    const { posts, text, refused, notes } = capture(body, { setting: 'story' });
    expect([refused, notes]).toEqual([[], []]);
    expect(posts).toMatchObject([{ author: 'Dr. R. Iyer', handle: 'DrRIyer', date: '2020-01-05' }]);
    const [before = '', after = ''] = text.split('::tweet{key="drriyer-2020-01-05"}');
    expect(body.startsWith(before)).toBe(true);
    expect(body.endsWith(after)).toBe(true);
  });

  it.each([
    ['on several lines', `${WORDS}\n— Road Office (@roadoffice) January 5, 2020`],
    ['with every part on a line', `${WORDS}\n\n— Road Office\n(@roadoffice)\nJanuary 5, 2020`],
    ['with a bar', `${WORDS} ― Road Office (@roadoffice) January 5, 2020`],
    ['with an en dash', `${WORDS} – Road Office (@roadoffice) January 5, 2020`],
    ['with a hyphen', `${WORDS} - Road Office (@roadoffice) January 5, 2020`],
    ['with two hyphens', `${WORDS} -- Road Office (@roadoffice) January 5, 2020`],
    ['with a reference', `${WORDS} &mdash; Road Office (@roadoffice) January 5, 2020`],
    ['with a reference of Windows', `${WORDS} &#151; Road Office (@roadoffice) January 5, 2020`],
    ['with a minus', `${WORDS} − Road Office (@roadoffice) January 5, 2020`],
    ['with a numeric reference', `${WORDS} &#8212; Road Office (@roadoffice) January 5, 2020`],
    ['without spaces at the dash', `${WORDS}—Road Office (@roadoffice) January 5, 2020`],
    ['with a comma before the date', `${WORDS} — Road Office (@roadoffice), January 5, 2020`],
    ['with a damaged dash', `${WORDS} ? Road Office (@roadoffice) January 5, 2020`],
    ['with a lost dash', `${WORDS} \uFFFD Road Office (@roadoffice) January 5, 2020`],
    ['with a dash in wrong encoding', `${WORDS} â€” Road Office (@roadoffice) January 5, 2020`],
    ['with a short month', `${WORDS} — Road Office (@roadoffice) Jan 5, 2020`],
    ['with a time', `${WORDS} — Road Office (@roadoffice) 10:25 AM · Jan 5, 2020`],
    ['in wide brackets', `${WORDS} — Road Office （@roadoffice） 2020年1月5日`],
    ['with marks of direction', `${WORDS} — \u200ERoad Office\u200E (\u200E@roadoffice\u200E) January 5, 2020`],
    [
      'as a quotation of Markdown',
      `> The road over the pass\n> is open.\n> — Road Office (@roadoffice) January 5, 2020`,
    ],
    [
      'as the inside of an embed',
      `<p lang="en">${WORDS}</p>&mdash; Road Office (@roadoffice) <a href="https://twitter.com/roadoffice/status/1213792257438646272">January 5, 2020</a>`,
    ],
  ])('is read %s', (_what, material) => {
    const { author, handle, date, text } = onePost(material);
    expect({ author, handle, date, text: text?.replace(/\s/gu, ' ') }).toEqual({
      author: 'Road Office',
      handle: 'roadoffice',
      date: '2020-01-05',
      text: WORDS,
    });
  });

  it.each([
    ['Dr. A. B. Cee, M.D.'],
    ['Ann-Marie O’Neill'],
    ['Foo - Bar News'],
    ['Foo – Bar'],
    ['A. N. Other (she/her)'],
    ['🦉 Owl 🏳️‍🌈🇪🇺'],
    ['Ann (@ann@social.example)'],
    ['Ann (@ann.example)'],
    ['최영호'],
    ['د. سلمى'],
    ['What?'],
    ['12 May 2019'],
    ['Q: #1 & <3'],
  ])('keeps the name %s', (name) => {
    expect(onePost(`${WORDS} — ${name} (@roadoffice) January 5, 2020`)).toMatchObject({
      author: name,
      handle: 'roadoffice',
      text: WORDS,
    });
  });

  it.each([
    'We — the people — agreed.',
    '— Are you there? — Yes.',
    'Ask Ann (@ann) for it (really) — she knows.',
    'Snow? Yes ? and ice - lots.',
    '“Open the pass,” he said: now.',
    'He said: open it!',
    'BREAKING: the pass is open',
    '#pass 🏔️ https://t.co/abc',
    'الطريق مفتوح — الآن',
    'הכביש פתוח',
    'रास्ता खुला है',
    'Line one\nline two',
    'A & B < C > D',
  ])('keeps the words %j', (words) => {
    expect(onePost(`${words} — Road Office (@roadoffice) January 5, 2020`).text).toBe(words);
  });

  it.each([
    ['5. Januar 2020', '2020-01-05'],
    ['5 de enero de 2020', '2020-01-05'],
    ['5 января 2020 г.', '2020-01-05'],
    ['٥ يناير ٢٠٢٠', '2020-01-05'],
    ['۵ ژانویهٔ ۲۰۲۰', '2020-01-05'],
    ['5 בינואר 2020', '2020-01-05'],
    ['2020年1月5日', '2020-01-05'],
    ['5 มกราคม 2563', '2020-01-05'],
    ['2020-01-05', '2020-01-05'],
    ['1632395195000', '2021-09-23T11:06:35Z'],
  ])('reads the date %s', (shown, date) => {
    expect(onePost(`${WORDS} — ANI (@ANI) ${shown}`)).toMatchObject({ author: 'ANI', handle: 'ANI', date });
  });

  it('takes address, id and entities where Markdown gives them', () => {
    const url = 'https://twitter.com/roadoffice/status/1213792257438646272';
    expect(
      onePost(
        `> Ask [@mayor](https://twitter.com/mayor) now. — Road Office (@roadoffice) [January 5, 2020](${url}?s=20)`,
      ),
    ).toMatchObject({
      text: 'Ask @mayor now.',
      id: '1213792257438646272',
      url,
      entities: [{ kind: 'mention', text: '@mayor', url: 'https://twitter.com/mayor' }],
    });
  });

  it('keeps blank lines inside where the material is posts and nothing else, and says so', () => {
    const { posts, text, notes } = capture(
      'One.\n\nTwo. — A (@a) January 5, 2020\n\nThree.\n\nFour. — B (@b) January 6, 2020\n',
    );
    expect(posts.map((post) => post.text)).toEqual(['One.\n\nTwo.', 'Three.\n\nFour.']);
    expect(text).toBe('::tweet{key="a-2020-01-05"}\n\n::tweet{key="b-2020-01-06"}\n');
    expect(notes).toHaveLength(2);
  });

  it('does not take an introduction for a part of it', () => {
    const { posts, text } = capture('The office wrote:\n\nOpen. — A (@a) January 5, 2020\n');
    expect(posts.map((post) => post.text)).toEqual(['Open.']);
    expect(text).toBe('The office wrote:\n\n::tweet{key="a-2020-01-05"}\n');
  });

  it('takes a whole quotation of Markdown, with its empty lines', () => {
    const { posts, text, notes } = capture('> One.\n>\n> Two.\n>\n> — A (@a) January 5, 2020\n\nThree.\n', {
      setting: 'story',
    });
    expect(posts.map((post) => post.text)).toEqual(['One.\n\nTwo.']);
    expect(text).toBe('::tweet{key="a-2020-01-05"}\n\nThree.\n');
    expect(notes).toEqual([]);
  });

  it('takes several posts of one paragraph', () => {
    const { posts, text } = capture('One. — A (@a) January 5, 2020 Two. — B (@b) January 6, 2020');
    expect(posts.map((post) => [post.author, post.text])).toEqual([
      ['A', 'One.'],
      ['B', 'Two.'],
    ]);
    expect(text).toBe('::tweet{key="a-2020-01-05"}\n\n::tweet{key="b-2020-01-06"}');
  });

  it.each([
    ['He tweeted: Open now. — A (@a) January 5, 2020', 'Open now.', 'He tweeted:\n\n::tweet{key="a-2020-01-05"}'],
    [
      'The office, on its account: “Open now.” — A (@a) January 5, 2020',
      'Open now.',
      'The office, on its account:\n\n::tweet{key="a-2020-01-05"}',
    ],
    ['Open. — A (@a) January 5, 2020. Then it snowed.', 'Open.', '::tweet{key="a-2020-01-05"}\n\nThen it snowed.'],
  ])('is cut out of its paragraph with a note: %s', (material, words, text) => {
    const captured = capture(`Some story goes before it.\n\n${material}\n`, { setting: 'story' });
    expect(captured.posts.map((post) => post.text)).toEqual([words]);
    expect(captured.text).toBe(`Some story goes before it.\n\n${text}\n`);
    expect(captured.notes).toHaveLength(1);
  });

  it.each([
    ['<p>Open now. — Road Office (@roadoffice) January 5, 2020</p>'],
    ['<p>Open now.</p>\n<p>&mdash; Road <b>Office</b> (@roadoffice) January 5, 2020</p>'],
  ])('is found in a page of HTML as %s', (paragraphs) => {
    const page = (inner: string) =>
      `<!doctype html><html><body><p>Lead.</p><h2>T</h2>\n\n${inner}\n\n<p>End.</p></body></html>`;
    const { posts, text, notes } = capture(page(paragraphs));
    expect(posts).toMatchObject([
      { author: 'Road Office', handle: 'roadoffice', date: '2020-01-05', text: 'Open now.' },
    ]);
    expect(text).toBe(page('::tweet{key="roadoffice-2020-01-05"}'));
    expect(notes).toEqual([]);
  });

  it.each([
    ['- Open. — A (@a) January 5, 2020', '- Open.'],
    ['*Open*. — A (@a) January 5, 2020', '*Open*.'],
    ['Lead.\nOpen. — A (@a) January 5, 2020', 'Lead. Open.'],
    ['“Open.” — A (@a) January 5, 2020', '“Open.”'],
  ])('of a story is not certain, and has a note, as in %j', (material, words) => {
    const { posts, notes } = capture(material, { setting: 'story' });
    expect(posts.map(({ text }) => text)).toEqual([words]);
    expect(notes).toHaveLength(1);
    expect(capture(material, { setting: 'story', certainOnly: true })).toMatchObject({
      posts: [],
      text: material,
      notes: [],
    });
  });

  it('does not begin in a heading', () => {
    const { posts, text } = capture('# Roads\nOpen. — A (@a) January 5, 2020', { setting: 'story' });
    expect(posts.map((post) => post.text)).toEqual(['Open.']);
    expect(text).toBe('# Roads\n\n::tweet{key="a-2020-01-05"}');
  });

  it('changes no other byte of a story', () => {
    const before = 'Text  with\ttabs, *stars* and (@names) — in brackets.\n\n- a list\n\n';
    const after = '\n\n## End\n\n| a | b |\n';
    const { text } = capture(`${before}${WORDS} — A (@a) January 5, 2020${after}`, { setting: 'story' });
    expect(text).toBe(`${before}::tweet{key="a-2020-01-05"}${after}`);
  });

  it('leaves an account that a sentence names', () => {
    for (const sentence of [
      'Minister Ann (@ann) said so on January 5, 2020.',
      'Photo — Ann (@ann)/Agency',
      'See (@ann).',
      '(@ann) January 5',
    ])
      expect(capture(sentence, { setting: 'story' })).toMatchObject({ posts: [], refused: [], text: sentence });
  });
});

describe('plain text that is refused', () => {
  it.each([
    ['', 'capture-form: The material is empty.'],
    ['Nothing here.', 'capture-form: No post was found in it.'],
    [
      `${WORDS} Road Office (@roadoffice) January 5, 2020`,
      'capture-form: No dash stands before the name of @roadoffice, so where the words of the post end cannot be known.',
    ],
    ['— Road Office (@roadoffice) January 5, 2020', 'capture-wordless: The words of the post are not in this text.'],
    [
      `${WORDS} — Road Office (@roadoffice) 1/2/2020`,
      'capture-date: The date of the post of @roadoffice, “1/2/2020”, can mean 2020-02-01 or 2020-01-02.',
    ],
    [
      `${WORDS} — Road Office (@roadoffice) January 32, 2020`,
      'capture-date: The date of the post of @roadoffice cannot be read: “January 32, 2020”.',
    ],
    [`${WORDS} — Road Office (@roadoffice)`, 'capture-date: The date of the post of @roadoffice cannot be read: “”.'],
    [
      `${WORDS} — Road Office (@roadoffice) 2. listopada 2019`,
      'capture-date: The date of the post of @roadoffice, “2. listopada 2019”, can mean 2019-11-02 or 2019-10-02.',
    ],
    [
      `${'Long. '.repeat(60)}— Road Office (@roadoffice) January 5, 2020`,
      'capture-form: What stands before the name of @roadoffice is longer than a post could be in 2020 (280 characters), so where its words begin cannot be known.',
    ],
    [
      'Sorry, that page doesn’t exist!',
      'capture-gone: The platform did not give the post: “Sorry, that page doesn’t exist”.',
    ],
  ])('%j', (material, reason) => {
    expect(refusals(material)).toEqual([reason]);
    expect(capture(material).text).toBe(material);
  });
});
