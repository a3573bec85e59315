import { hash } from 'node:crypto';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { toReportPage, type ReportPage } from '../../src/formats/report-page.ts';
import { FINDINGS, type Answer, type Finding, type FindingKind } from '../../src/model/finding.ts';
import { HOSTILE } from './hostile.ts';

const PLACE = { file: 'content/articles/a.md', line: 4, column: 5, field: 'sources.0' };

const finding = (subject: string, rest: Partial<Finding> = {}): Finding => ({
  message: `${subject} is found.`,
  subject,
  places: [PLACE],
  ...rest,
});

const answer = (kind: FindingKind, findings: readonly Finding[], rest: Partial<Answer> = {}): Answer => ({
  kind,
  sound: 3,
  of: 3 + findings.length,
  findings,
  ...rest,
});

const page = (answers: readonly Answer[], rest: Partial<ReportPage> = {}): string =>
  toReportPage({
    title: 'The Test Record',
    language: 'en',
    styles: 'p { margin: 0 }',
    errors: [],
    ledger: [
      ['read', 2],
      ['published', 2],
    ],
    published: { stories: 2, first: '2020-01-05', last: '2020-01-06' },
    answers,
    ...rest,
  });

const KINDS = Object.keys(FINDINGS) as FindingKind[];
const everyKind = KINDS.map((kind) => answer(kind, [finding('Something')]));

describe('toReportPage', () => {
  it('has no script, no inline style and no element that loads anything', () => {
    const html = page(everyKind);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|<object|\sstyle=|\son[a-z]+=|\ssrc=/iu);
  });

  it('admits its one style sheet by hash and nothing else', () => {
    const styles = /<style>([^]*?)<\/style>/u.exec(page([]))?.[1] ?? '';
    const digest = hash('sha256', styles, 'base64');
    expect(page([])).toContain(
      `content="default-src 'none'; style-src 'sha256-${digest}'; font-src data:; base-uri 'none'; form-action 'none'"`,
    );
  });

  it('leads every local link to one element', () => {
    const html = page([...everyKind, answer('source-unarchived', [])]);
    const ids = Array.from(page(everyKind).matchAll(/\sid="([^"]+)"/gu), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = Array.from(html.matchAll(/href="#([^"]+)"/gu), ([, id]) => id);
    expect(targets.length).toBeGreaterThan(KINDS.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it.each(HOSTILE)('writes %j as a text, wherever it stands', (text) => {
    const places = [{ ...PLACE, file: text, title: `${text}.`, day: '2020-01-05', language: text }];
    const rest = { url: text, detail: text, fix: text, group: text, language: text, places };
    const spans = [
      { name: text, unit: 'day', first: '2020-01-01', last: '2020-01-03', filled: ['2020-01-01'] },
    ] as const;
    const html = page([answer('series-gap', [finding(text, rest)], { spans })], {
      title: text,
      language: text,
      errors: [text],
    });
    const plain = page(
      [answer('series-gap', [finding('x', { ...rest, ...plainly(rest) })], { spans: [{ ...spans[0], name: 'x' }] })],
      {
        title: 'x',
        language: 'x',
        errors: ['x'],
      },
    );
    expect(elementsOf(html)).toEqual(elementsOf(plain));
    expect(html.isWellFormed()).toBe(true);
  });

  it('links addresses of the web alone', () => {
    const html = page([
      answer('source-unarchived', [
        finding('Good', { url: 'https://a.example/?a=1&b=2' }),
        finding('Bad', { url: 'javascript:alert(1)' }),
      ]),
    ]);
    expect(html).toContain('<a href="https://a.example/?a=1&amp;b=2" rel="noreferrer"><bdi lang="en">Good</bdi></a>');
    expect(html).not.toContain('javascript:');
  });

  it('shows the first of a long list, folds the next and says how many more there are', () => {
    const many = Array.from({ length: 1000 }, (_, index) => finding(`No. ${index}.`, { group: 'one' }));
    const html = page([answer('summary-missing', many)]);
    const [before = '', after = ''] = html.split('<details>');
    expect(before.match(/No\. \d+\./gu)).toHaveLength(5);
    expect(after.match(/No\. \d+\./gu)).toHaveLength(295);
    expect(after).toContain('<summary class="small">995 more</summary>');
    expect(after).toContain('<span>continued</span>');
    expect(after).toContain('700 more are in dateline report --json.');
  });

  it('folds the places of what stands in many stories', () => {
    const places = Array.from({ length: 250 }, (_, index) => ({ ...PLACE, line: index + 1 }));
    const html = page([answer('source-unarchived', [finding('Cited', { places })])]);
    expect(html.split('<details>')[0]?.match(/<code>/gu)).toHaveLength(3);
    expect(html.match(/<code>/gu)).toHaveLength(100);
    expect(html).toContain('<summary>247 more places</summary>');
    expect(html).toContain('150 more are in dateline report --json.');
  });

  it('says in one line what there is nothing to do about', () => {
    const html = page([answer('source-none', []), answer('summary-missing', [], { sound: 0, of: 0 })]);
    expect(html).toContain('<b>Nothing to do:</b> 3 of 3 stories that cite a source; no stories with a summary.');
    expect(html).toContain('Nothing is left to do.');
  });

  it('draws the days of a series that have stories', () => {
    const spans = [
      {
        name: 'Flood',
        unit: 'day',
        first: '2019-12-30',
        last: '2020-01-04',
        filled: ['2019-12-30', '2019-12-31', '2020-01-04'],
      },
    ] as const;
    const html = page([answer('series-gap', [finding('1–3 January 2020', { group: 'Flood' })], { spans })]);
    expect(html).toContain('viewBox="0 0 6 10"');
    expect(html).toContain('d="M0 0h2v10h-2zM5 0h1v10h-1z"');
    expect(html).toContain('3 of 6 days');
  });

  it('never draws a part as nothing or as the whole', () => {
    const widths = (sound: number, of: number) =>
      /class="sound" width="(\d+)"/u.exec(page([answer('source-none', [finding('A')], { sound, of })]))?.[1];
    expect([widths(0, 9), widths(1, 10_000), widths(9999, 10_000), widths(1, 2)]).toEqual(['0', '1', '99', '50']);
  });
});

/** The same fields with a harmless text. */
function plainly(rest: Readonly<Record<string, unknown>>): Partial<Finding> {
  return {
    ...Object.fromEntries(Object.keys(rest).map((key) => [key, 'x'])),
    places: [{ ...PLACE, file: 'x', title: 'x.', day: '2020-01-05', language: 'x' }],
  };
}

/** Lists a page's elements, each with the names of its attributes, as a browser reads them. */
function elementsOf(html: string): string[] {
  const elements: string[] = [];
  visit(fromHtml(html), 'element', ({ tagName, properties }) => {
    elements.push([tagName, ...Object.keys(properties)].join(' '));
  });
  return elements;
}
