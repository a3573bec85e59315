import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkdownTooDeep } from '../../src/markdown/budget.ts';
import { parseMarkdown, parseWithoutTables } from '../../src/markdown/parse.ts';
import { parseAroundPlainBlocks } from '../../src/markdown/plain-blocks.ts';

/** What a parse gives, or how it gave up. */
function outcomeOf(parse: (markdown: string) => unknown, markdown: string): unknown {
  try {
    return parse(markdown);
  } catch (error) {
    if (error instanceof MarkdownTooDeep) return { gaveUp: error.message, place: error.place };
    throw error;
  }
}

function expectSameTree(markdown: string): void {
  const around = outcomeOf((text) => parseAroundPlainBlocks(text, parseWithoutTables), markdown);
  const whole = outcomeOf(parseWithoutTables, markdown);
  expect(around).toStrictEqual(whole);
  expect(JSON.stringify(around)).toBe(JSON.stringify(whole));
}

/** What the parser is shown of a text, one entry for each time. */
function shown(markdown: string): string[] {
  const texts: string[] = [];
  parseAroundPlainBlocks(markdown, (text) => {
    texts.push(text);
    return parseWithoutTables(text);
  });
  return texts;
}

const WORDS = 'Talks went on (in “the” capital), he said: “No” – 3:17, $5 at 10%.';
const TWO_LINES = 'One line of words\nand "another" one';

const TEXTS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['empty lines', '\n\n\n'],
  ['one paragraph', WORDS],
  ['a paragraph and its line ending', `${WORDS}\n`],
  ['empty lines around and between', `\n\n${WORDS}\n\n\n\n${TWO_LINES}\n\n`],
  ['headings', `# One\n\n## Two words\n\n###### Six\n\n####### Seven\n\n${WORDS}`],
  ['headings that close', `# One #\n\n## Two ##\n\n### C#\n\n#\n\n##  Two spaces\n\n#None`],
  ...[
    '# One #',
    '## C#',
    '# # Two',
    '### a b ',
    '#  a',
    '####### a',
    '# a\nb',
    '> a\nb',
    '>  a',
    '> a\n> # b',
    '> a ',
  ].map((text) => ['one block alone', text] as const),
  ['headings with what is no heading', `# One\nwords\n\n${WORDS}\n# Two`],
  ['quotations', `> ${WORDS}\n\n> ${TWO_LINES.replace('\n', '\n> ')}\n`],
  ['quotations that go on lazily', `> ${TWO_LINES}\n\n${WORDS}`],
  ['quotations that hold more', `> # a\n\n> > b\n\n> - c\n\n>d\n\n>  e\n\n> f\n>\n> g`],
  ['links and emphasis', `${TWO_LINES}\n\nA [link](a.md) and *stress*\nhere\n\n${WORDS}\n\n**End**\n`],
  ['an underlined heading', `${TWO_LINES}\n===\n\n${WORDS}\n---\n\nWords\n\n---\n\nWords\n\n===`],
  ['lists', `${WORDS}\n\n- one\n\n- two\n\n  of two\n\n${TWO_LINES}\n\n1. one\n\n   words\n\nWords`],
  ['code', `${WORDS}\n\n\`\`\`\ncode\n\nwords of code\n\nmore\n\`\`\`\n\n${TWO_LINES}`],
  ['code without an end', `${WORDS}\n\n~~~\n\nwords of code\n\nmore`],
  ['indented code', `${WORDS}\n\n    code\n\nwords\n\n\twords`],
  ['HTML over empty lines', `${WORDS}\n\n<!-- a\n\nwords\n\n-->\n\nWords\n\n<script>\n\nwords\n\n</script>\n\nWords`],
  ['HTML', `<div>\n\n${WORDS}\n\n</div>\n\nwords <b>words</b>`],
  ['definitions', `A [r] and [^n].\n\n[r]: https://a.example\n\n${WORDS}\n\n[^n]: A note\n\n    ${WORDS}\n\nWords`],
  ['citations', `A [^wire] and [^n], refused![^wire]\n\n${WORDS}\n\n[^n]: As in[^wire]\n\n*a[^b*]\n\n${TWO_LINES}`],
  ['quotes of the front matter', `${WORDS}\n\n::tweet{key="a"}\n\n${TWO_LINES}\n::statement{key="b"}\n\nWords`],
  ['spaces at the end of lines', `Words \n\nWords  \nwords\n\nWords\t\n\nWords\n \nWords\n  \n\nWords`],
  ['spaces and tabs inside', `Two  spaces\n\nA\ttab\n\n ${WORDS}\n\nWords\n  words`],
  [
    'spaces that are none in Markdown',
    `Words\u00A0\n\n\u00A0Words\n\n\u3000Words\u2028words\u3000\n\nWords\u0085words`,
  ],
  ['other line endings', `Words\r\n\r\nwords\r\n\n\nwords\rwords\n\nwords\r`],
  ['other scripts', `नमस्ते दुनिया\n\nسلام دنیا\nسلام\n\n🎉 words 🎉\n\n「言葉」と言葉。`],
  ['characters that are not whole', `Words \uD83C words\n\n\uDF89 words\n\nWords\0words`],
  ['a byte-order mark', `\uFEFFWords\n\n\uFEFFwords`],
  ['the stand-in itself', `\uE000\n\n${WORDS}\n\nwords \uE000 words`],
  ['addresses', `See https://example.org/a?b=c#d or www.example.org, a@example.org\n\nhttps://example.org/`],
  ['what could be a character or a picture', `Fish &amp; chips\n\nStop! Here\n\n![a](b.jpg)`],
  ['a first line that could be anything', `+ a\n\n= b\n\n- c\n\n2) d\n\n20 e\n\n: f\n\n^ g\n\n{h}\n\n% i\n\n@j`],
];

describe('a text parsed around its plain blocks', () => {
  it.each(TEXTS)('has the tree of the whole, places included: %s %#', (_, markdown) => {
    expectSameTree(markdown);
    expectSameTree(`*a*\n\n${markdown}`);
    expectSameTree(`${markdown}\n\n*a*`);
    expectSameTree(`${WORDS}\n\n${markdown}\n\n${WORDS}`);
  });

  it('has that tree whatever it holds', () => {
    const block = fc.oneof(
      fc.constantFrom(WORDS, TWO_LINES, `# ${WORDS}`, `> ${WORDS}`, ...TEXTS.map(([, text]) => text)),
      fc.string({ unit: fc.constantFrom(...'ab .\n\n>#-=*_`~[](){}!<&\\:|1^"\t\r'.split(/(?:)/u)), maxLength: 12 }),
    );
    const gap = fc.constantFrom('\n\n', '\n\n', '\n\n', '\n\n\n', '\n', ' ', '\n \n');
    const text = fc
      .array(fc.tuple(block, gap), { maxLength: 8 })
      .map((parts) => parts.map(([words, after]) => words + after).join(''));
    fc.assert(fc.property(text, expectSameTree), { numRuns: 2_000 });
  });

  it('is shown to the parser without the words, line for line', () => {
    expect(shown(`${WORDS}\n\n- ${WORDS}\n\n${TWO_LINES}\n`)).toEqual([`\uE000\n\n- ${WORDS}\n\n\uE000\n\uE000\n`]);
  });

  it('is not shown to it at all when there is nothing but words, headings and quotations', () => {
    expect(shown(`# Words\n\n${WORDS}\n\n> ${WORDS}\n\n${TWO_LINES}\n`)).toEqual([]);
  });

  it('is parsed whole when words stand in code', () => {
    const markdown = `${WORDS}\n\n~~~\n\nwords\n\n~~~\n`;
    expect(shown(markdown)).toEqual([expect.stringContaining('\uE000') as string, markdown]);
  });
});

describe('a text that could take for ever', () => {
  const plain = `${WORDS}\n\n${TWO_LINES}\n\n`.repeat(20);

  it.each([
    ['emphasis', `${plain}${'*a '.repeat(60_000)}\n\n${plain}`],
    ['lists', `${plain}${'- '.repeat(2_000)}a\n\n${plain}`],
    ['brackets between words', `${plain}${'[\n\nWords\n\n'.repeat(2_000)}${'['.repeat(60_000)}`],
    ['quotations between words', `${WORDS}\n\n> ${WORDS}\n\n`.repeat(4_500)],
    ['lists between words', `${WORDS}\n\n- ${WORDS}\n\n`.repeat(4_500)],
  ])('is given up at the same place with words around it: %s', { timeout: 60_000 }, (_, markdown) => {
    const outcome = outcomeOf(parseMarkdown, markdown);
    expect(outcome).toEqual(outcomeOf(parseWithoutTables, markdown));
    expect(outcome).toHaveProperty('gaveUp');
  });
});
