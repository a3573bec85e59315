import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleSchema } from '../../src/model/article.ts';
import { suggest } from '../../src/reading/suggest.ts';

const FIELDS = Object.keys(articleSchema.shape);

describe('suggest', () => {
  it.each([
    ['titel', 'title'],
    ['Title', 'title'],
    ['sumary', 'summary'],
    ['tags', 'topics'],
    ['tag', 'topics'],
    ['categories', 'topics'],
    ['author', 'authors'],
    ['publishDate', 'date'],
    ['publish_date', 'date'],
    ['description', 'summary'],
    ['tweet', 'tweets'],
    ['posts', 'tweets'],
    ['translation-of', 'translationOf'],
    ['organisations', 'organizations'],
    ['lang', 'language'],
    ['updtaed', 'updated'],
    ['sérïes', 'series'],
    ['sources\u200B', 'sources'],
  ])('knows what %s is meant to be', (word, meant) => {
    expect(suggest(word, FIELDS)).toBe(meant);
  });

  it.each(['weather', 'x', '', 'constructor', 'toString', '🎉'])('has no idea of %j', (word) => {
    expect(suggest(word, FIELDS)).toBeUndefined();
  });

  it('does not look at words of a length that no slip gives', () => {
    expect(suggest('title'.repeat(100_000), FIELDS)).toBeUndefined();
  });

  it('offers a synonym only where it is a candidate', () => {
    expect(suggest('tags', ['name', 'aliases'])).toBeUndefined();
    expect(suggest('publishDate', ['title', 'published'])).toBe('published');
  });

  it('gives a candidate for itself, and never anything but a candidate', () => {
    const words = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.string(), words, (word, candidates) => {
        const meant = suggest(word, candidates);
        expect(meant === undefined || candidates.includes(meant)).toBe(true);
      }),
    );
    for (const field of FIELDS) expect(suggest(field, FIELDS)).toBe(field);
  });
});
