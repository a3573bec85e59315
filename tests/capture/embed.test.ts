import { describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/capture.ts';
import { embed, ID, idOn, onePost, refusals } from './posts.ts';

const DASH = '&mdash;';

describe('an embed of X', () => {
  it('gives every field of its post', () => {
    const material = embed({
      words:
        'Open: <a href="https://twitter.com/MtnRescue?ref_src=twsrc%5Etfw">@MtnRescue</a> &amp; friends at the <a href="https://twitter.com/hashtag/Pass?src=hash&amp;ref_src=twsrc%5Etfw">#Pass</a>,<br><br>see <a href="https://t.co/AAAAaaaa1">https://t.co/AAAAaaaa1</a> <a href="https://t.co/BBBBbbbb2">pic.twitter.com/BBBBbbbb2</a>',
    });
    const { edits: _, origins: __, ...captured } = capture(`Before.\n\n${material}\n\nAfter.\n`);
    expect(captured).toMatchInlineSnapshot(`
      {
        "notes": [],
        "posts": [
          {
            "author": "Road Office",
            "captured": "embed",
            "date": "2020-01-05",
            "dateFrom": "embed",
            "direction": "ltr",
            "entities": [
              {
                "kind": "mention",
                "text": "@MtnRescue",
                "url": "https://twitter.com/MtnRescue",
              },
              {
                "kind": "hashtag",
                "text": "#Pass",
                "url": "https://twitter.com/hashtag/Pass",
              },
              {
                "kind": "link",
                "text": "https://t.co/AAAAaaaa1",
                "url": "https://t.co/AAAAaaaa1",
              },
              {
                "kind": "media",
                "text": "pic.twitter.com/BBBBbbbb2",
                "url": "https://t.co/BBBBbbbb2",
              },
            ],
            "handle": "roadoffice",
            "id": "1213792257438646272",
            "key": "roadoffice-2020-01-05",
            "language": "en",
            "text": "Open: @MtnRescue & friends at the #Pass,

      see https://t.co/AAAAaaaa1 pic.twitter.com/BBBBbbbb2",
            "url": "https://twitter.com/roadoffice/status/1213792257438646272",
          },
        ],
        "refused": [],
        "text": "Before.

      ::tweet{key="roadoffice-2020-01-05"}

      After.
      ",
      }
    `);
  });

  const link = (date = 'January 5, 2020') => `<a href="https://twitter.com/roadoffice/status/${ID}">${date}</a>`;
  const WORDS = 'The road over the pass is open.';
  it.each([
    [
      'no script',
      `<blockquote class="twitter-tweet"><p lang="en">${WORDS}</p>${DASH} Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'a link to x.com',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>${DASH} Road Office (@roadoffice) <a href="https://x.com/roadoffice/status/${ID}?ref_src=x">January 5, 2020</a></blockquote>`,
    ],
    [
      'a <p> without lang',
      `<blockquote class="twitter-tweet" lang="en"><p>${WORDS}</p>${DASH} Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'the attribution in a <p>',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p><p>${DASH} Road Office (@roadoffice) ${link()}</p></blockquote>`,
    ],
    [
      'more classes',
      `<blockquote class="twitter-tweet tw-align-center"><p>${WORDS}</p>${DASH} Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'className',
      `<blockquote className="twitter-tweet"><p>${WORDS}</p>${DASH} Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'single quotes',
      `<blockquote class='twitter-tweet'><p>${WORDS}</p>${DASH} Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    ['no class', `<blockquote><p>${WORDS}</p>${DASH} Road Office (@roadoffice) ${link()}</blockquote>`],
    [
      'a video',
      `<blockquote class="twitter-video"><p>${WORDS}</p>${DASH} Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'a literal dash',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>— Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'a damaged dash',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>? Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'a dash lost to U+FFFD',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>\uFFFD Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'a dash in wrong encoding',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>â€” Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'a semicolon too many',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>&mdash;; Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'two hyphens',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>-- Road Office (@roadoffice) ${link()}</blockquote>`,
    ],
    [
      'no dash, but a line of its own',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p><p>Road Office (@roadoffice) ${link()}</p></blockquote>`,
    ],
    [
      'lines broken anew',
      `<blockquote\n class="twitter-tweet">\n  <p>\n    The road\n    over the pass is open.\n  </p>\n\n  <p>\n  — Road\nOffice (@roadoffice)\n <a\nhref="https://twitter.com/roadoffice/status/${ID}">January\n 5, 2020</a>\n</p></blockquote>`,
    ],
    [
      'everything in one paragraph',
      `<blockquote class="twitter-tweet"><p>${WORDS} ${DASH} Road Office (@roadoffice) ${link()}</p></blockquote>`,
    ],
    [
      'the attribution cut at its links',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p><p>${DASH} Road Office (@roadoffice)</p><p>${link()}</p></blockquote>`,
    ],
    [
      'upper case',
      `<BLOCKQUOTE CLASS="twitter-tweet"><P>${WORDS}</P>${DASH} Road Office (@roadoffice) ${link()}</BLOCKQUOTE>`,
    ],
    [
      'milliseconds',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>${DASH} Road Office (@roadoffice) ${link('1578225600000')}</blockquote>`,
    ],
    [
      'an account in other case in the address',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>${DASH} Road Office (@roadoffice) <a href="https://twitter.com/RoadOffice/status/${ID}">January 5, 2020</a></blockquote>`,
    ],
    [
      'no link behind the date',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>${DASH} Road Office (@roadoffice) January 5, 2020</blockquote>`,
    ],
    [
      'links as account and date',
      `<blockquote class="twitter-tweet"><p>${WORDS}</p>${DASH} <a href="https://twitter.com/roadoffice">Road Office</a>&nbsp;|&nbsp;<a href="https://twitter.com/roadoffice/status/${ID}"> 2020-01-05</a>&nbsp;|&nbsp;11 likes</blockquote>`,
    ],
  ])('is read with %s', (_what, material) => {
    const { key, author, handle, date, text } = onePost(material);
    expect({ key, author, handle, day: date.slice(0, 10), text }).toEqual({
      key: 'roadoffice-2020-01-05',
      author: 'Road Office',
      handle: 'roadoffice',
      day: '2020-01-05',
      text: WORDS,
    });
  });

  it.each([
    'Ann-Marie O’Neill, M.D. – “Doc”',
    'A. N. Other (she/her)',
    'Foo — Bar News',
    'Road Office - North',
    '🦉 Owl 🏳️‍🌈🇪🇺',
    'Ann (@ann@social.example)',
    '최영호 Choi',
    'د. سلمى',
    'name with (brackets (inside))',
    '12 May 2019',
    '?',
    '—',
    'A &amp; B &lt;i&gt;',
  ])('keeps the name %s', (name) => {
    const shown = name.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    expect(onePost(embed({ name })).author).toBe(shown);
  });

  it('keeps runs of spaces, emoji, right-to-left words and lines, and decodes entities', () => {
    const words = 'One  two&nbsp;three &lt;b&gt; &#39;q&#39;<br>שלום — مرحبا 👩‍👩‍👧 नमस्ते<br><br>end';
    expect(onePost(embed({ words })).text).toBe("One  two\u00a0three <b> 'q'\nשלום — مرحبا 👩‍👩‍👧 नमस्ते\n\nend");
  });

  it('takes language and direction from its words, not from the embed', () => {
    expect(onePost(embed({ p: ' lang="ar" dir="rtl"', words: 'الطريق مفتوح', lang: 'en' }))).toMatchObject({
      language: 'ar',
      direction: 'rtl',
    });
    for (const lang of ['und', 'zxx', 'qme', 'qht', 'art', '']) {
      expect(onePost(embed({ p: ` lang="${lang}"` }))).not.toHaveProperty('language');
    }
    expect(onePost(embed({ p: ' lang="in"' })).language).toBe('id');
    expect(onePost(embed({ p: ' dir="auto"' }))).not.toHaveProperty('direction');
  });

  it.each([
    ['de', '5. Januar 2020'],
    ['he', '5 בינואר 2020'],
    ['ru', '5 января 2020 г.'],
    ['ja', '2020年1月5日'],
    ['es', '5 de enero de 2020'],
    ['fi', '5. tammikuuta 2020'],
    ['ar', '٥ يناير ٢٠٢٠'],
    ['fa', '۵ ژانویهٔ ۲۰۲۰'],
    ['ur', '5 جنوری، 2020'],
    ['th', '5 มกราคม 2563'],
    ['hi', '5 जनवरी 2020'],
    ['zh-cn', '2020年1月5日'],
    ['msa', 'Januari 5, 2020'],
    ['fr', '5/1/2020'],
    ['', '5/1/2020'],
  ])('reads the date in %s: %s', (lang, date) => {
    expect(onePost(embed({ lang, date }))).toMatchObject({ date: '2020-01-05', dateFrom: 'embed' });
  });

  it('takes the time of the id where the date cannot be read, and says so', () => {
    const { posts, notes } = capture(embed({ date: '۱۵ دی ۱۳۹۸', lang: 'fa' }));
    expect(posts[0]).toMatchObject({ date: '2020-01-05T12:00:00Z', dateFrom: 'id' });
    expect(notes.map(({ message }) => message)).toEqual([
      'The date “۱۵ دی ۱۳۹۸” cannot be read; the id tells the time. (@roadoffice)',
    ]);
  });

  it('lets date and id be a day apart, since the zone of a date shown is not known', () => {
    expect(onePost(embed({ date: 'January 6, 2020' })).date).toBe('2020-01-06');
    expect(refusals(embed({ date: 'January 7, 2020' }))).toEqual([
      `capture-disagrees: The post of @roadoffice shows the date 2020-01-07, and its id ${ID} was given out on 2020-01-05.`,
    ]);
  });

  it('does not take an address in the words for its own', () => {
    const other = idOn('2019-03-01');
    const words = `Look <a href="https://t.co/x">twitter.com/other/status/${other}</a> <a href="https://twitter.com/other/status/${other}">here</a>`;
    expect(onePost(embed({ words }))).toMatchObject({ id: ID, handle: 'roadoffice' });
    const unlinked = `<blockquote class="twitter-tweet"><p>${words}</p>${DASH} Road Office (@roadoffice) January 5, 2020</blockquote>`;
    expect(onePost(unlinked)).not.toHaveProperty('id');
  });

  it('is not confused by an account in brackets within the words', () => {
    expect(onePost(embed({ words: 'Thanks to Ann (@ann) for it — all of it. (@ann) January 1, 2020' })).text).toBe(
      'Thanks to Ann (@ann) for it — all of it. (@ann) January 1, 2020',
    );
  });

  it('gives several posts several keys, none of which the story has', () => {
    const { posts, text } = capture(`${embed()}\n\n${embed({ words: 'It is shut.', id: idOn('2020-01-06') })}`, {
      keys: ['roadoffice-2020-01-05'],
    });
    expect(posts.map(({ key }) => key)).toEqual(['roadoffice-2020-01-05-2', 'roadoffice-2020-01-05-3']);
    expect(text).toBe('::tweet{key="roadoffice-2020-01-05-2"}\n\n::tweet{key="roadoffice-2020-01-05-3"}');
  });

  it('that stands twice has one record and two places', () => {
    const { posts, text, notes } = capture(`${embed()}\n\n${embed()}`);
    expect(posts).toHaveLength(1);
    expect(text).toBe('::tweet{key="roadoffice-2020-01-05"}\n\n::tweet{key="roadoffice-2020-01-05"}');
    expect(notes.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '3: The post stands in the material before; it has one record. (@roadoffice)',
    ]);
  });

  it('takes a post quoted inside of it as a post of its own', () => {
    const inner = embed({ handle: 'mayor', name: 'Mayor', words: 'Open it!' }).replace(/ <script.*$/u, '');
    const material = embed().replace('</p>', `</p>${inner}`);
    const { posts, text, refused } = capture(material);
    expect(refused).toEqual([]);
    expect(posts.map(({ key, quoted, text: words }) => ({ key, quoted, words }))).toEqual([
      { key: 'mayor-2020-01-05', quoted: undefined, words: 'Open it!' },
      { key: 'roadoffice-2020-01-05', quoted: 'mayor-2020-01-05', words: 'The road over the pass is open.' },
    ]);
    expect(text).toBe('::tweet{key="roadoffice-2020-01-05"}');
  });
});

describe('an embed that is refused', () => {
  const url = `https://twitter.com/roadoffice/status/${ID}`;
  it.each([
    [
      'with a link alone',
      `<blockquote class="twitter-tweet"><a href="${url}"></a></blockquote>`,
      `capture-wordless: The words of the post (${url}) are not in this text.`,
    ],
    [
      'with a link that shows its address',
      `<blockquote class="twitter-tweet"><p><a href="${url}">${url}</a></p></blockquote>`,
      `capture-wordless: The words of the post (${url}) are not in this text.`,
    ],
    [
      'with an empty body',
      `<blockquote class="twitter-tweet"><p></p>${DASH} Road Office (@roadoffice) <a href="${url}">January 5, 2020</a></blockquote>`,
      `capture-wordless: The words of the post (${url}) are not in this text.`,
    ],
    [
      'without an account',
      `<blockquote class="twitter-tweet"><p>Words.</p><a href="${url}">January 5, 2020</a></blockquote>`,
      `capture-form: No line — NAME (@ACCOUNT) DATE ends the embed of ${url}.`,
    ],
    [
      'that is never closed',
      `<blockquote class="twitter-tweet"><p>Words.</p>${DASH} Road Office (@roadoffice)`,
      'capture-form: The <blockquote> of an embed is never closed.',
    ],
    [
      'whose account and address disagree',
      embed().replace('(@roadoffice)', '(@other)'),
      'capture-disagrees: The post names @other, and its address @roadoffice.',
    ],
    [
      'without a date or an id',
      `<blockquote class="twitter-tweet"><p>Words.</p>${DASH} Road Office (@roadoffice)</blockquote>`,
      'capture-date: The post of @roadoffice has no date.',
    ],
    [
      'with a date that is no date',
      `<blockquote class="twitter-tweet"><p>Words.</p>${DASH} Road Office (@roadoffice) a while ago</blockquote>`,
      'capture-date: The date of the post of @roadoffice cannot be read: “a while ago”.',
    ],
    [
      'with a date of two meanings and no id',
      `<blockquote class="twitter-tweet"><p>Words.</p>${DASH} Road Office (@roadoffice) 1/2/2020</blockquote>`,
      'capture-date: The date of the post of @roadoffice, “1/2/2020”, can mean 2020-02-01 or 2020-01-02.',
    ],
    [
      'with a character that no story may hold',
      embed({ words: 'a&#x202E;b' }),
      'capture-form: The character U+202E, which changes the direction of the text around it, stands in the post of @roadoffice, and no story may hold it.',
    ],
    [
      'as a frame of X',
      `<iframe src="https://platform.twitter.com/embed/Tweet.html?id=${ID}"></iframe>`,
      `capture-wordless: The words of the post (id ${ID}) are not in this text.`,
    ],
    [
      'as a frame of Mastodon',
      '<iframe src="https://social.example/@ann/109000000000000001/embed" class="mastodon-embed"></iframe>',
      'capture-wordless: The words of the post (https://social.example/@ann/109000000000000001) are not in this text.',
    ],
    [
      'as Mastodon writes it now',
      '<blockquote class="mastodon-embed" data-embed-url="https://social.example/@ann/109000000000000001/embed"><a href="https://social.example/@ann/109000000000000001"><svg></svg><div>Post by @ann@social.example</div><div>View on Mastodon</div></a></blockquote>',
      'capture-wordless: The words of the post (https://social.example/@ann/109000000000000001) are not in this text.',
    ],
    [
      'as Threads writes it',
      '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@ann/post/Cabc123"><a href="https://www.threads.net/@ann/post/Cabc123"><div>View on Threads</div></a></blockquote>',
      'capture-wordless: The words of the post (https://www.threads.net/@ann/post/Cabc123) are not in this text.',
    ],
    [
      'as a video',
      '<iframe title="A talk" src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
      'capture-wordless: The words of the post (https://www.youtube.com/watch?v=abcdefghijk) are not in this text.',
    ],
    [
      'as a Hugo shortcode',
      `{{< tweet user="roadoffice" id="${ID}" >}}`,
      `capture-wordless: The words of the post (${url}) are not in this text.`,
    ],
    ['as a Liquid tag', `{% tweet ${url} %}`, `capture-wordless: The words of the post (${url}) are not in this text.`],
    [
      'as an address on a line',
      `${url}?s=20`,
      `capture-wordless: The words of the post (${url}) are not in this text.`,
    ],
    [
      'as a WordPress shortcode',
      `[embed]${url}[/embed]`,
      `capture-wordless: The words of the post (${url}) are not in this text.`,
    ],
  ])('%s: the reason is told, and the text stays', (_what, material, reason) => {
    expect(refusals(material)).toEqual([reason]);
    expect(capture(material).text).toBe(material);
  });

  it('is told with its place', () => {
    const [refusal] = capture(`One.\n\n  {{< tweet id="${ID}" >}}\n`).refused;
    expect(refusal).toMatchObject({ line: 3, column: 3, excerpt: `{{< tweet id="${ID}" >}}` });
  });

  it('is left alone in a comment or a block of code, with a note for the comment', () => {
    const commented = `Words.\n<!-- ${embed()} -->\n`;
    const { posts, text, notes } = capture(commented, { setting: 'story' });
    expect(posts).toEqual([]);
    expect(text).toBe(commented);
    expect(notes.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '2: An embed stands in an HTML comment, which readers never saw; it is left there.',
    ]);
    for (const quoted of [
      `\`\`\`html\n${embed()}\n\`\`\`\n`,
      `<script>"${embed().replaceAll('script', 's')}"</script>`,
    ])
      expect(capture(quoted, { setting: 'story' })).toMatchObject({ posts: [], text: quoted, refused: [] });
  });
});

describe('an embed of Bluesky', () => {
  const DID = 'did:plc:abcdefghijklmnopqrstuvwx';
  const material = (id = '3ltkzovdtps2z', date = 'July 10, 2025 at 2:02 AM') =>
    `<blockquote class="bluesky-embed" data-bluesky-uri="at://${DID}/app.bsky.feed.post/${id}" data-bluesky-cid="bafy"><p lang="en">📣 The pass is open!\nAsk @office.example.<br><br><a href="https://bsky.app/profile/${DID}/post/${id}?ref_src=embed">[image or embed]</a></p>&mdash; Road Office (RO) (<a href="https://bsky.app/profile/${DID}?ref_src=embed">@road.office.example</a>) <a href="https://bsky.app/profile/${DID}/post/${id}?ref_src=embed">${date}</a></blockquote><script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>`;

  it('gives every field, and says that a picture is not in it', () => {
    const { posts, text, notes } = capture(material());
    expect(posts).toEqual([
      {
        key: 'road-office-example-2025-07-10',
        platform: 'bluesky',
        author: 'Road Office (RO)',
        handle: 'road.office.example',
        date: '2025-07-10',
        dateFrom: 'embed',
        text: '📣 The pass is open!\nAsk @office.example.',
        language: 'en',
        id: '3ltkzovdtps2z',
        url: `https://bsky.app/profile/${DID}/post/3ltkzovdtps2z`,
        captured: 'embed',
      },
    ]);
    expect(text).toBe('::tweet{key="road-office-example-2025-07-10"}');
    expect(notes).toHaveLength(1);
  });

  it('is refused when its date and its id disagree', () => {
    expect(refusals(material('3ltkzovdtps2z', 'July 20, 2025'))[0]).toMatch(
      /^capture-disagrees: .* was given out on 2025-07-/u,
    );
  });
});

describe('hostile HTML', () => {
  it('gives text alone', () => {
    const words =
      '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">click</a> <svg onload=alert(1)><style>p{}</style></svg><b onclick=x>bold</b>';
    const { posts, notes } = capture(embed({ words }));
    expect(posts[0]).toMatchObject({ text: 'click bold' });
    expect(posts[0]).not.toHaveProperty('entities');
    expect(notes.map(({ message }) => message)).toEqual([
      'The link “click” leads to no http(s) address; its words are kept. (@roadoffice)',
    ]);
  });

  it.each([
    ['nested elements', embed({ words: '<b>'.repeat(50_000) })],
    ['nested quotations', '<blockquote>'.repeat(100_000)],
    ['nested embeds', '<blockquote class="twitter-tweet">'.repeat(30_000)],
    [
      'nested embeds that end',
      `${'<blockquote class="twitter-tweet">'.repeat(20_000)}${'</blockquote>'.repeat(20_000)}`,
    ],
    ['quotations with addresses', `<blockquote>${'(@a) /status/1 '.repeat(50_000)}</blockquote>`.repeat(2)],
    ['accounts in brackets', '— A (@a) '.repeat(100_000)],
    ['dashes', `${'— '.repeat(300_000)}(@a) January 5, 2020`],
    ['open brackets', `${'['.repeat(300_000)}(@a)`],
    ['links', `${'[a'.repeat(200_000)}(@a) January 5, 2020`],
    ['colons', `tweet${': tweet'.repeat(100_000)} — A (@a) January 5, 2020`],
    ['quotes in a tag', '<blockquote class="'.repeat(100_000)],
    ['comments', '<!--'.repeat(200_000)],
    ['scripts', '<script>'.repeat(100_000)],
    ['shortcodes', '{{< tweet '.repeat(100_000)],
    ['tags', '{% tweet '.repeat(100_000)],
    ['paragraphs', '<p>(@a) January 5, 2020 '.repeat(50_000)],
    ['paragraphs that end', '<p>— A (@a) January 5, 2020</p>'.repeat(20_000)],
    ['JSON', '['.repeat(200_000)],
  ])('of many %s is read in bounded time and refused or left', (_what, material) => {
    const began = process.cpuUsage();
    const { posts } = capture(material);
    const { user } = process.cpuUsage(began);
    expect(posts.length).toBeLessThan(2);
    expect(user / 1e6).toBeLessThan(10);
  });
});
