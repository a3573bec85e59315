/** A whole site made of text that means harm: what no unit sees is how a text reaches the page in the end. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Element, Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { XMLParser } from 'fast-xml-parser';
import { visit } from 'unist-util-visit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateline } from '../command-line.ts';
import { writeFiles } from '../content-folder.ts';
import { isWellFormed } from '../formats/well-formed.ts';
import { filesIn } from '../site/files.ts';
import { makePicture } from './varied-archive.ts';

/** Breaks out of elements, attributes, scripts, comments, CDATA and templates, wherever it is not escaped for that place. */
const HARM = [
  '</script><script>alert(1)</script>',
  '</title></textarea></style><injected onclick=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--<script>',
  ']]>',
  '&lt;injected&gt; &amp; &#x3C;injected&#x3E;',
  '{{7*7}} ${7*7} <%= 7 %> {alert(1)}',
  'javascript:alert(1)',
  '\\u003cinjected\\u003e \\"',
].join(' ');
/** Right to left, with isolates, joiners and marks; a word of 300 letters; emoji of several characters. */
const STRANGE = `שלום \u2067مرحبا\u2069 \u200F! ${'x'.repeat(300)} ${'هـ'.repeat(150)} 👩‍👩‍👧 🇮🇳 e\u0301 ﷽ \u00A0`;
const LONG_TITLE = `${HARM} ${'A very long title. '.repeat(120)}`.slice(0, 2000).trim();
const ADDRESS = "https://host.example/it's/?a=1&b=%22%3E%3Cinjected%3E&c=é'onload='x#&lt;injected&gt;";

/** The address of a post with the same in it. */
const POST = ADDRESS.replace("host.example/it's/", 'x.com/harm/status/1');

/** Vectors in Markdown that a story may hold: they are shown as text or taken out with a warning. */
const VECTORS = [
  '<script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img/src=x/onerror=alert(1)>',
  '<svg onload=alert(1)><injected>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><b title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<p style="position:fixed" onclick="alert(1)" class="injected" id="main">x</p>',
  '<style>@import "https://evil.example/x.css";</style>',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<base href="https://evil.example/">',
  '<form action="https://evil.example"><input autofocus onfocus=alert(1)></form>',
  '<dateline-quote data-kind="tweet" data-key="post"></dateline-quote>',
  '`<script>alert(1)</script>` and `onclick="x"` and `href="javascript:alert(1)"`',
  '```html\n<script>alert(1)</script>\n<a href="javascript:alert(1)" onclick="x">\n```',
  'An [honest link](https://example.org/?q="onload="x "title \\"> <injected>").',
  '[A reference][harm]\n\n[harm]: https://example.org/?a=1&b=2 "\'><injected>"',
  '![A picture "><injected onclick=x>](../../../media/harm.png "\'><injected>")',
  'Footnote[^"><injected>].\n\n[^"><injected>]: <injected> words',
  '| <injected> | b |\n| --- | --- |\n| <script>x</script> | "> |',
  '## A heading "><injected onclick=x> {#main}',
  '> Quoted </blockquote><injected>',
  '::statement{key="said"}',
  `Text with ${HARM.replaceAll('<', '\\<')}`,
  STRANGE,
];

const yaml = (value: unknown): string => JSON.stringify(value);
const front = (fields: Readonly<Record<string, unknown>>): string =>
  `---\n${Object.entries(fields)
    .map(([key, value]) => `${key}: ${yaml(value)}`)
    .join('\n')}\n---\n`;

const STORY = {
  title: LONG_TITLE,
  date: '2020-01-05T23:30:00+05:30',
  summary: `Summary ${HARM} ${STRANGE}`,
  section: `Section ${HARM}`,
  authors: [`Author ${HARM}`, STRANGE],
  dateline: `Dateline ${HARM}`,
  topics: [`Topic ${HARM}`, '🎉', 'harm'],
  people: [{ name: `Person ${HARM}`, role: `Role ${HARM}` }, { name: STRANGE }, 'harm'],
  organizations: [`Organization ${HARM}`],
  places: [`Place ${HARM}`],
  series: `Series ${HARM}`,
  sources: [
    {
      key: 'wire',
      title: `Source ${HARM}`,
      url: ADDRESS,
      publisher: `Publisher ${HARM}`,
      author: `Writer ${HARM}`,
      kind: 'report',
      note: `Note ${HARM}`,
      archived: { url: `https://web.archive.org/web/2020/${ADDRESS}` },
    },
    { title: `Bare source ${HARM}` },
  ],
  tweets: [
    {
      key: 'post',
      author: `Account ${HARM}`,
      handle: 'harm',
      date: '2020-01-05',
      text: `Post ${HARM} @harm #harm ${ADDRESS} ${STRANGE}`,
      url: POST,
      language: 'ar',
      entities: [{ kind: 'link', text: HARM, url: ADDRESS, expanded: ADDRESS }],
      media: [
        { src: 'media/harm.png', alt: `Shown ${HARM}` },
        { url: ADDRESS, alt: `Not saved ${HARM}` },
      ],
      replyTo: ADDRESS,
      quoted: ADDRESS,
    },
    {
      author: `Else ${HARM}`,
      handle: 'наука@social.example',
      platform: 'mastodon',
      date: '2020-01-05',
      text: HARM,
    },
  ],
  statements: [{ key: 'said', speaker: `Speaker ${HARM}`, text: `Statement ${HARM}\n\n${STRANGE}`, source: 'wire' }],
  images: [
    {
      src: 'media/harm.png',
      alt: `Alt ${HARM}`,
      credit: `Credit ${HARM}`,
      licence: `Licence ${HARM}`,
      caption: `Caption ${HARM}`,
    },
  ],
  corrections: [{ date: '2020-01-06', text: `Correction ${HARM}` }],
  original: { url: ADDRESS, publisher: `Original ${HARM}` },
  aliases: ["/old/it's-&-so/", '/old/é ü'.replace(' ', '%20'), '/old/100%/', '/old/a%26b;=+,@$().html'],
  id: `id ${HARM}`,
};

async function hostileArchive(): Promise<Record<string, string | Uint8Array>> {
  return {
    'site.yml': Object.entries({
      title: `Site ${HARM}`,
      url: "https://record.example/it's&so",
      language: 'en',
      description: `About ${HARM}`,
      publisher: `House ${HARM}`,
      licence: `Terms ${HARM}`,
    })
      .map(([key, value]) => `${key}: ${yaml(value)}\n`)
      .join(''),
    'media/harm.png': await makePicture(30, 20),
    'people/harm.md': `${front({ name: `Registered ${HARM}`, aliases: [`Alias ${HARM}`, 'Quoted "Name" & Co'], handles: ['harm'], description: `Described ${HARM}`, portrait: { src: 'media/harm.png', alt: `Portrait ${HARM}`, credit: HARM, licence: HARM } })}\n${VECTORS.slice(0, 16).join('\n\n')}\n`,
    'topics/harm.md': `${front({ name: `Registered ${HARM}`, description: `Described ${HARM}` })}\nThe topic ${HARM.replaceAll('<', '\\<')}\n`,
    'articles/2020/01/05-harm.md': `${front(STORY)}\n${VECTORS.join('\n\n')}\n\nQuoted "Name" & Co spoke, and so did Registered ${HARM.replaceAll('<', '\\<')}\n`,
    'articles/2020/01/06-arabic.md': `${front({ title: `خبر ${HARM}`, date: '2020-01-06', language: 'ar', summary: STRANGE, translationOf: '2020/01/05-harm', topics: ['harm'], people: ['harm'] })}\nنص ${STRANGE}\n`,
    'articles/2020/01/07-withdrawn.md': `${front({ title: `Withdrawn ${HARM}`, date: '2020-01-07', withdrawn: { date: '2020-01-08', reason: `Reason ${HARM}` } })}\nGone.\n`,
    'articles/2020/01/08-🎉.md': `${front({ title: '🎉', date: '2020-01-08', related: ['2020/01/05-harm'] })}\nParty.\n`,
  };
}

interface Parsed {
  readonly elements: readonly Element[];
  readonly errors: readonly string[];
  /** Texts of its JSON-LD. */
  readonly records: readonly string[];
}

function textOf(node: Nodes): string {
  let text = '';
  visit(node, 'text', ({ value }) => void (text += value));
  return text;
}

function parse(html: string, fragment = false): Parsed {
  const errors: string[] = [];
  const elements: Element[] = [];
  const tree = fromHtml(html, {
    fragment,
    onerror: ({ ruleId, line, column }) => void errors.push(`${ruleId} ${line}:${column}`),
  });
  visit(tree, 'element', (element) => void elements.push(element));
  const records = elements.filter(({ properties }) => properties['type'] === 'application/ld+json').map(textOf);
  return { elements, errors, records };
}

/** Names everything in a page that could run, load from elsewhere or came out of a text. */
function harmIn({ elements }: Pick<Parsed, 'elements'>): string[] {
  return elements.flatMap(({ tagName, properties }) => {
    const found: string[] = [];
    if (/^(?:injected|iframe|object|embed|form|input|style|base|math|noscript|textarea|dateline-quote)$/u.test(tagName))
      found.push(tagName);
    // The one drawing that pages have of their own says how large it is.
    if (tagName === 'svg' && properties['viewBox'] === undefined) found.push(tagName);
    if (tagName === 'script' && properties['type'] !== 'application/ld+json') found.push(tagName);
    for (const [name, value] of Object.entries(properties)) {
      if (/^on|^style$|^srcdoc$|injected|data(?:Story|Media|Fragment)/iu.test(name)) found.push(`${tagName} ${name}`);
      if (name === 'className' && String(value).includes('injected')) found.push(`${tagName} ${String(value)}`);
      if (
        ['href', 'src', 'srcSet', 'poster', 'action', 'data'].includes(name) &&
        !/^(?:https?:\/\/|\/(?!\/)|#|mailto:)/u.test(String(value))
      )
        found.push(`${tagName} ${name}=${String(value)}`);
      const isLoaded =
        name !== 'href' || (tagName === 'link' && /stylesheet|icon|preload/u.test(String(properties['rel'])));
      if (['href', 'src', 'srcSet', 'poster'].includes(name) && isLoaded && !/^\/(?!\/)/u.test(String(value)))
        found.push(`${tagName} loads ${String(value)}`);
    }
    return found;
  });
}

const folder = mkdtempSync(join(tmpdir(), 'dateline-hostile-'));
const site = join(folder, 'site');
const read = (file: string) => readFileSync(join(site, file), 'utf8');
let printed = '';
let pages: ReadonlyMap<string, Parsed> = new Map();

beforeAll(async () => {
  writeFiles(join(folder, 'content'), await hostileArchive());
  const { code, stdout, stderr } = await dateline(
    'build',
    '--content',
    join(folder, 'content'),
    '--out',
    site,
    '--cache',
    join(folder, 'cache'),
    '--now',
    '2026-01-01T00:00:00Z',
  );
  if (code !== 0) throw new Error(`The hostile archive cannot be built:\n${stdout}\n${stderr}`);
  printed = stdout;
  pages = new Map(
    filesIn(site)
      .filter((file) => file.endsWith('.html'))
      .map((file) => [file, parse(read(file))]),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STORY_PAGE = '2020/01/05/harm/index.html';

describe('a site of hostile texts', () => {
  it('is built whole', () => {
    expect(printed).toContain('4 read = 3 published + 0 draft + 0 embargoed + 1 withdrawn + 0 failed');
    expect(pages.size).toBeGreaterThan(40);
  });

  it('has no element, attribute or address on any page that a text brought in', () => {
    for (const [file, page] of pages) expect(harmIn(page), file).toEqual([]);
  });

  it('has pages that a browser parses without an error', () => {
    for (const [file, { errors }] of pages) expect(errors, file).toEqual([]);
  });

  it('shows titles and other texts as they were typed', () => {
    const page = pages.get(STORY_PAGE);
    const shown = (tagName: string) =>
      page?.elements
        .filter((element) => element.tagName === tagName)
        .map(textOf)
        .join('\n') ?? '';
    expect(shown('h1')).toContain(LONG_TITLE);
    expect(shown('title')).toContain(LONG_TITLE);
    expect(shown('main')).toContain(`Post ${HARM}`);
    for (const text of [
      STORY.summary,
      `Section ${HARM}`,
      `Source ${HARM}`,
      `Caption ${HARM}`,
      `Correction ${HARM}`,
      `Statement ${HARM}`,
    ])
      expect(shown('main').replace(/\s+/gu, ' ')).toContain(text.replace(/\s+/gu, ' ').trim());
    expect(
      textOf({ type: 'root', children: [...(pages.get('2020/01/07/withdrawn/index.html')?.elements ?? [])] }),
    ).toContain(`Reason ${HARM}`);
  });

  it('gives JSON-LD that parses and holds the texts as they were typed', () => {
    for (const [file, { records }] of pages) {
      if (!/^(?:old\/|404|about\/)/u.test(file)) expect(records, file).toHaveLength(1);
      for (const record of records)
        expect(JSON.parse(record), file).toMatchObject({ '@context': 'https://schema.org' });
    }
    expect(JSON.parse(pages.get(STORY_PAGE)?.records[0] ?? '')).toMatchObject({
      headline: LONG_TITLE,
      description: STORY.summary.trim(),
      author: [{ name: `Author ${HARM}` }, { name: STRANGE.trim() }],
      keywords: [`Topic ${HARM}`, '🎉', `Registered ${HARM}`],
      correction: [{ text: `Correction ${HARM}` }],
      publisher: { name: `House ${HARM}` },
    });
  });

  it('gives a feed and sitemaps that are well formed, and harmless in the text of the feed', () => {
    for (const file of filesIn(site).filter((name) => name.endsWith('.xml')))
      expect(isWellFormed(read(file)), file).toBe(true);
    const { feed } = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' }).parse(
      read('feed.xml'),
    ) as {
      feed: { entry: { title: unknown; content: { '#text': string } }[] };
    };
    expect(feed.entry).toHaveLength(3);
    expect(JSON.stringify(feed.entry.map(({ title }) => title))).toContain(JSON.stringify(HARM).slice(1, -1));
    for (const { content } of feed.entry) {
      const { elements } = parse(content['#text'], true);
      expect(elements.length).toBeGreaterThan(0);
      expect(harmIn({ elements: elements.filter(({ tagName }) => tagName !== 'img') })).toEqual([]);
    }
  });
});
