import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePermalink, toPermalinkLine, type Permalink } from '../../src/model/permalink.ts';

describe('a line of the register', () => {
  it('is the address alone where the story follows from it, and else says whose it is', () => {
    const address = '/2020/01/05/call/';
    const seal = { words: '0123456789abcdef', corrections: 2 };
    const written: Permalink[] = [
      { address, story: { path: '2020/01/05-call.md' } },
      { address, story: { path: '2020/01/05-call.md' }, seal },
      { address, story: { path: 'call.md' } },
      { address, story: { path: 'the call.md' }, seal },
      { address, story: { path: 'id:call.md' } },
      { address, story: { id: 'call 100%' }, seal },
    ];
    expect(written.map(toPermalinkLine)).toMatchInlineSnapshot(`
      [
        "/2020/01/05/call/",
        "/2020/01/05/call/ sha256:0123456789abcdef+2",
        "/2020/01/05/call/ call.md",
        "/2020/01/05/call/ the%20call.md sha256:0123456789abcdef+2",
        "/2020/01/05/call/ id%3Acall.md",
        "/2020/01/05/call/ id:call%20100%25 sha256:0123456789abcdef+2",
      ]
    `);
  });

  it('reads as it was written, whatever the story’s path or id', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed());
    const story = fc.oneof(
      name.map((id) => ({ id })),
      name.filter((text) => !text.startsWith('/')).map((path) => ({ path: `${path}.md` })),
    );
    const seal = fc.option(
      fc.record({ words: fc.stringMatching(/^[\da-f]{16}$/u), corrections: fc.nat({ max: 999 }) }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(story, seal, (whose, sealed) => {
        const permalink = { address: '/2020/02/29/a-1/', story: whose, ...(sealed && { seal: sealed }) };
        const line = toPermalinkLine(permalink);
        expect(line).toMatch(/^\S+(?: \S+){0,2}$/u);
        expect(parsePermalink(line)).toEqual(permalink);
      }),
    );
  });

  it.each([
    ['', 1],
    ['/2020/01/05/', 1],
    ['2020/01/05/call/', 1],
    ['/2020/02/30/call/', 1],
    ['/2020/01/05/Call/', 1],
    ['/2020/01/05/call', 1],
    ['https://record.example/2020/01/05/call/', 1],
    ['<<<<<<< HEAD', 1],
    ['/2020/01/05/call/ call', 19],
    ['/2020/01/05/call/ id:', 19],
    ['/2020/01/05/call/ %zz.md', 19],
    ['/2020/01/05/call/ /call.md', 19],
    ['/2020/01/05/call/ sha256:0123', 19],
    ['/2020/01/05/call/  call.md', 20],
    ['/2020/01/05/call/ call.md more', 27],
    ['/2020/01/05/call/ sha256:0123456789abcdef+0 call.md', 45],
  ])('cannot be %j, and is told at its column %i', (line, column) => {
    expect(parsePermalink(line)).toMatchObject({ column });
  });
});
