import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESERVED_IDS } from '../../src/model/addresses.ts';
import { articleSchema } from '../../src/model/article.ts';
import { ID_PATTERN, isWebAddress, language } from '../../src/model/fields.ts';
import { personSchema } from '../../src/model/registry.ts';

describe('isWebAddress', () => {
  it.each([
    'https://example.org',
    'http://example.org:8080/a?b=c#d',
    'HTTPS://EXAMPLE.ORG/',
    'https://例え.jp/パス',
    'https://[::1]/',
  ])('takes %s', (address) => {
    expect(isWebAddress(address)).toBe(true);
  });

  it.each([
    ...[
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
    ],
    ...[
      '//example.org/',
      'example.org',
      'https://',
      'https://user:word@example.org/',
      'https://user@example.org/',
      'https://@example.org@a/',
    ],
    ...[
      'https://example.org/ a',
      'https://example.org/"onload="',
      'https://example.org/<script>',
      'https://exa mple.org/',
      '',
      ' https://example.org/',
    ],
  ])('refuses %j', (address) => {
    expect(isWebAddress(address)).toBe(false);
  });

  it('takes nothing that a browser would not open by http(s)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.webUrl().map((url) => `\t${url}`),
        ),
        (address) => {
          if (!isWebAddress(address)) return;
          expect(new URL(address).protocol).toMatch(/^https?:$/u);
          expect(new URL(address).username + new URL(address).password).toBe('');
        },
      ),
    );
  });
});

describe('paths', () => {
  const { images, aliases } = articleSchema.shape;
  const takesImage = (src: string) => images.safeParse([{ src, alt: 'A' }]).success;
  const takesPortrait = (src: string) => personSchema.shape.portrait.safeParse({ src, alt: 'A' }).success;
  const takesAlias = (alias: string) => aliases.safeParse([alias]).success;

  it.each(['media/a.jpg', 'media/2020/01/a..b.jpg', 'media/.hidden.png', 'media/é.webp', 'media/a b.jpg'])(
    'of a picture can be %s',
    (src) => {
      expect([takesImage(src), takesPortrait(src)]).toEqual([true, true]);
    },
  );

  it.each([
    'a.jpg',
    '/media/a.jpg',
    'media/../a.jpg',
    'media/a/../../b.jpg',
    'media/..',
    'media/./a.jpg',
    'media\\a.jpg',
    'media/a\nb.jpg',
    'media/a?b',
    'media/',
  ])('of a picture cannot be %s', (src) => {
    expect([takesImage(src), takesPortrait(src)]).toEqual([false, false]);
  });

  it.each(['/old/', '/old/page.html', '/2020/a..b', '/caf%C3%A9/', '/100%/'])('of an alias can be %s', (alias) => {
    expect(takesAlias(alias)).toBe(true);
  });

  it.each([
    'old',
    '//example.org/',
    '/../a',
    '/a/..',
    '/a/./b',
    '/a b',
    '/a?b',
    '/a#b',
    '/a%23b',
    '/a%2541',
    '/a\\b',
    'https://example.org/',
  ])('of an alias cannot be %s', (alias) => {
    expect(takesAlias(alias)).toBe(false);
  });
});

describe('ids', () => {
  it('are lower-case words with hyphens inside', () => {
    for (const id of ['a', 'a-b', 'a--b', '2020', 'x'.repeat(100)]) expect(ID_PATTERN.test(id)).toBe(true);
    for (const id of ['', '-a', 'a-', 'A', 'é', 'a b', '..', 'x'.repeat(101), 'a\n'])
      expect(ID_PATTERN.test(id)).toBe(false);
  });

  it('that name routes or devices are reserved', () => {
    for (const id of ['page', 'search', 'con', 'com1', 'lpt9', '404']) expect(RESERVED_IDS.has(id)).toBe(true);
  });
});

describe('language', () => {
  it('is a BCP 47 tag', () => {
    for (const tag of ['en', 'hi', 'pt-BR', 'zh-Hant-TW']) expect(language.safeParse(tag).success).toBe(true);
    for (const tag of ['', 'english', 'pt_BR', 'e', 'en-', 'x'.repeat(500)])
      expect(language.safeParse(tag).success).toBe(false);
  });
});
