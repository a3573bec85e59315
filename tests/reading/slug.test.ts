import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ID_PATTERN } from '../../src/model/fields.ts';
import { idOf, slugOf, slugOfPath } from '../../src/reading/slug.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 300 }));

describe('slugOf', () => {
  it.each([
    ['India tells Iran', 'india-tells-iran'],
    ['O’Brien’s “plan”', 'obriens-plan'],
    ["Xi'an", 'xian'],
    ['Škoda — 2020/21', 'skoda-2020-21'],
    ['नई दिल्ली', 'ni-dilli'],
    ['北京', 'beijing'],
    ['Путин', 'putin'],
    ['İstanbul', 'istanbul'],
    ['../../etc/passwd', 'etc-passwd'],
    ['  ', ''],
    ['।', ''],
  ])('gives %j as %j', (text, slug) => {
    expect(slugOf(text)).toBe(slug);
  });

  it('cuts at a hyphen', () => {
    expect(slugOf('word '.repeat(30))).toBe('word-'.repeat(20).slice(0, -1));
    expect(slugOf('x'.repeat(300))).toBe('x'.repeat(100));
    expect(slugOf(`${'x'.repeat(60)} ${'y'.repeat(60)}`)).toBe('x'.repeat(60));
  });

  it('is always empty or an id, and the same for composed and decomposed letters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const slug = slugOf(text);
        expect(slug === '' || ID_PATTERN.test(slug)).toBe(true);
        expect(slugOf(text.normalize('NFD'))).toBe(slugOf(text.normalize('NFC')));
        expect(slugOf(slug)).toBe(slug);
      }),
    );
  });
});

describe('idOf', () => {
  it('falls back on a digest of the name where nothing can be transliterated', () => {
    expect(idOf('।')).toMatch(/^t-[0-9a-f]{8}$/u);
    expect(idOf('।')).not.toBe(idOf('॥'));
    expect(idOf('S. Jaishankar')).toBe('s-jaishankar');
  });

  it('is always an id', () => {
    fc.assert(fc.property(anyText, (text) => ID_PATTERN.test(idOf(text))));
  });
});

describe('slugOfPath', () => {
  it.each([
    ['2020/01/05-call.md', 'call'],
    ['2020-01-05-call.md', 'call'],
    ['2020/01-05-call.md', 'call'],
    ['call.md', 'call'],
    ['2020/01/05/Call To Iran.md', 'call-to-iran'],
    ['2020-01-05.md', '2020-01-05'],
    ['05.md', '05'],
    ['99-problems.md', '99-problems'],
    ['2020-13-05-x.md', '2020-13-05-x'],
    ['notes.md.md', 'notes-md'],
    ['2020/01/05-con.md', 'con'],
  ])('gives %j as %j', (path, slug) => {
    expect(slugOfPath(path)).toBe(slug);
  });

  it('falls back on a digest of the file’s name, the same for its composed and decomposed form', () => {
    expect(slugOfPath('2020/01/05-।.md')).toMatch(/^s-[0-9a-f]{8}$/u);
    expect(slugOfPath('≠.md'.normalize('NFD'))).toBe(slugOfPath('≠.md'.normalize('NFC')));
    expect(slugOfPath('≠.md')).toMatch(/^s-[0-9a-f]{8}$/u);
    expect(slugOfPath('2020-01-05-.md')).toMatch(/^s-[0-9a-f]{8}$/u);
  });

  it('is always an id', () => {
    fc.assert(fc.property(anyText, (text) => ID_PATTERN.test(slugOfPath(`${text}.md`))));
  });
});
