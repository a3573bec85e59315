import { describe, expect, it } from 'vitest';
import { readArticle } from '../../src/reading/article.ts';
import { bytesOf, lines } from './texts.ts';

const PAGE = 'https://example.org/a';

/** A story's file, its front matter complete but for sources. */
const story = (...front: string[]) =>
  bytesOf(['---', 'title: T', 'date: 2020-01-05', ...front, '---', 'Body.', ''].join('\n'));

const problemsOf = (...front: string[]) => readArticle(story(...front), '2020/01/05-call.md').problems;

/** Codes and fields of the problems of a source with some fields. */
function faultsOf(fields: string): string[] {
  return problemsOf(`sources: [{ title: A report, ${fields} }]`).map(({ code, field }) => `${code} ${field}`);
}

const copyOf = (address: string, more = '') => faultsOf(`url: "${PAGE}", archived: { url: "${address}"${more} }`);

describe('the archived copy of a source', () => {
  it('has to be somewhere: on the web, below captures/, or both', () => {
    expect(faultsOf('archived: { date: 2020-01-06 }')).toEqual(['field-missing sources.0.archived']);
    expect(faultsOf('archived: { file: captures/a/b.html }')).toEqual([]);
    expect(faultsOf('archived: { file: captures/b.pdf, url: "https://archive.example/1" }')).toEqual([]);
    for (const file of ['media/b.jpg', 'captures/../site.yml', '/captures/b', 'captures/'])
      expect(faultsOf(`archived: { file: "${file}" }`)).toEqual(['field-value sources.0.archived.file']);
  });

  it.each([
    'https://web.archive.org/web/20200106083000/https://example.org/a',
    'http://web.archive.org/web/20200106083000id_/http://www.example.org/a/',
    'https://web.archive.org/web/20200106/example.org/a?utm_source=x',
    'https://web.archive.org/web/2020/https:/example.org/a#b',
    'https://archive.ph/aB3dE',
    'https://archive.today/2020.01.06-083000/https://example.org/a',
    'https://archive.is/20200106083000/https://example.org/a',
    'https://perma.cc/AB12-CD34',
    'https://perma.cc/0aBcDeFgHiJ?type=image#page=2',
    'https://archive.example/what-ever',
  ])('is taken at %s', (address) => {
    expect(copyOf(address)).toEqual([]);
  });

  it.each([
    'https://web.archive.org/https://example.org/a',
    'https://web.archive.org/web/*/https://example.org/a',
    'https://web.archive.org/web/20201306083000/https://example.org/a',
    'https://web.archive.org/web/20200106083000/',
    'https://web.archive.org/save/https://example.org/a',
    'https://archive.ph/',
    'https://archive.md/https://example.org/a',
    'https://archive.li/2020.02.30-083000/https://example.org/a',
    'https://perma.cc/AB12CD34',
    'https://perma.cc/about',
  ])('is no copy at %s', (address) => {
    expect(copyOf(address)).toEqual(['archive-form sources.0.archived.url']);
  });

  it.each([
    'https://web.archive.org/web/20200106083000/https://example.org/b',
    'https://web.archive.org/web/20200106083000/https://example.com/a',
    'https://web.archive.org/web/20200106083000/https://example.org/a?id=2',
    'https://archive.today/20200106083000/https://example.org/',
  ])('is a copy of another page at %s', (address) => {
    expect(copyOf(address)).toEqual(['archive-target sources.0.archived.url']);
  });

  it('may write the same address in other ways', () => {
    const wayback = 'https://web.archive.org/web/20200106083000/https://example.org/%e2%80%a6/b%20c?d=e+f';
    expect(faultsOf(`url: "https://EXAMPLE.org:443/…/b%20c/?d=e%20f#g", archived: { url: "${wayback}" }`)).toEqual([]);
  });

  it('is dated as its address says, wherever on earth its day was read', () => {
    const codes = (taken: string, date: string) =>
      copyOf(`https://web.archive.org/web/${taken}/${PAGE}`, `, date: ${date}`).map((fault) => fault.split(' ')[0]);
    expect(codes('20200106083000', '2020-01-06')).toEqual([]);
    // 23:30 in UTC is the next day in India, and the same in America.
    expect(codes('20200106233000', '2020-01-07')).toEqual([]);
    expect(codes('20200106233000', '2020-01-05')).toEqual(['archive-date']);
    expect(codes('20200106083000', '2020-01-07')).toEqual(['archive-date']);
    expect(codes('20200106003000', '2020-01-05')).toEqual([]);
    expect(codes('20200106003000', '2020-01-07')).toEqual(['archive-date']);
    expect(codes('20200106', '2020-01-07')).toEqual([]);
    expect(codes('20200106', '2020-01-08')).toEqual(['archive-date']);
    expect(codes('202001', '2020-01-31')).toEqual([]);
    expect(codes('202001', '2020-02-01')).toEqual(['archive-date']);
    expect(codes('2020', '2019-12-31')).toEqual(['archive-date']);
  });

  it('was not taken before the page was published, nor was that seen before', () => {
    const copy = (taken: string) => `archived: { url: "https://web.archive.org/web/${taken}/${PAGE}" }`;
    expect(faultsOf('published: 2020-01-05, archived: { file: captures/a, date: 2020-01-03 }')).toEqual([
      'date-order sources.0.archived.date',
    ]);
    expect(faultsOf(`published: 2020-01-05, ${copy('20200103083000')}`)).toEqual(['date-order sources.0.archived.url']);
    expect(faultsOf('published: 2020-01-05T01:00:00+05:30, accessed: 2020-01-03')).toEqual([
      'date-order sources.0.accessed',
    ]);
    // A day before can be the same day, seen from elsewhere.
    expect(faultsOf(`published: 2020-01-05, accessed: 2020-01-04, ${copy('20200104220000')}`)).toEqual([]);
  });

  it('is told at its line and column, with what to write', () => {
    const problems = problemsOf(
      'sources:',
      '  - title: A report',
      `    url: ${PAGE}`,
      '    published: 2020-01-05',
      '    accessed: 2020-01-01',
      '    archived:',
      '      url: https://web.archive.org/web/20200108120000/https://example.org/b',
      '      date: 2020-01-06',
      '  - { title: B, archived: { url: https://perma.cc/x } }',
    );
    expect(lines(problems)).toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:10:12  archive-target  sources.0.archived.url
        The archived copy is one of https://example.org/b, not of https://example.org/a.
        Write the address of a copy of this page, or correct url.
      articles/2020/01/05-call.md:11:13  archive-date  sources.0.archived.date
        The archived copy is dated 2020-01-06, but its address says 2020-01-08.
        Write date: 2020-01-08 if the address is right.
      articles/2020/01/05-call.md:8:15  date-order  sources.0.accessed
        accessed (2020-01-01) is before published (2020-01-05).
        Correct the one that is wrong.
      articles/2020/01/05-call.md:12:34  archive-form  sources.1.archived.url
        This address of Perma.cc leads to no archived copy.
        Write it in the form https://perma.cc/XXXX-XXXX"
    `);
  });

  it('is held to the same in a post, whose site has two names', () => {
    const faults = (archived: string) =>
      problemsOf(
        'sources: [{ title: A }]',
        `tweets: [{ author: A, handle: a, date: 2020-01-05, text: T, url: "https://x.com/a/status/1", archived: { ${archived} } }]`,
      ).map(({ code, field }) => `${code} ${field}`);
    const wayback = 'https://web.archive.org/web/20200106083000/https://twitter.com/a/status';
    expect(faults(`url: "${wayback}/1"`)).toEqual([]);
    expect(faults(`url: "${wayback}/2"`)).toEqual(['archive-target tweets.0.archived.url']);
    expect(faults('date: 2020-01-06')).toEqual(['field-missing tweets.0.archived']);
  });
});

describe('the address of a source', () => {
  it.each([
    ['javascript:alert(1)', 'a script'],
    ['https://user:word@example.org/', 'credentials'],
  ])('that holds %s is told where it stands, in block and in flow YAML', (address) => {
    const places = (...front: string[]) => {
      const rows = new TextDecoder().decode(story(...front)).split('\n');
      return problemsOf(...front).map(({ code, field, line, column }) => {
        expect(rows[line - 1]?.slice(column - 1)).toMatch(/^"?(?:javascript:|https:\/\/user:)/u);
        return `${code} ${field}`;
      });
    };
    expect(places('sources:', '  - title: A', '  - title: B', `    url: ${address}`)).toEqual([
      'url-invalid sources.1.url',
    ]);
    expect(places(`sources: [{ title: A }, { title: B, url: "${address}" }]`)).toEqual(['url-invalid sources.1.url']);
    expect(places('sources:', '  - title: A', '    archived:', `      url: ${address}`)).toEqual([
      'url-invalid sources.0.archived.url',
    ]);
    expect(places(`sources: [{ title: A, archived: { url: "${address}" } }]`)).toEqual([
      'url-invalid sources.0.archived.url',
    ]);
  });
});

describe('a source', () => {
  it('is of one of five kinds', () => {
    expect(faultsOf('kind: interview, note: By telephone.')).toEqual([]);
    expect(lines(problemsOf('sources: [{ title: A, kind: repport }, { title: B, type: report }]')))
      .toMatchInlineSnapshot(`
      "articles/2020/01/05-call.md:4:52  key-unknown  sources.1.type
        type (sources, entry 2) is not a field that Dateline knows.
        Did you mean kind?
      articles/2020/01/05-call.md:4:29  field-value  sources.0.kind
        kind (sources, entry 1) is “repport”, which is not report, statement, document, post or interview.
        Did you mean report?"
    `);
  });
});
