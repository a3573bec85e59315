import { describe, expect, it } from 'vitest';
import { labelOf, placeLine } from '../../src/layouts/labels.ts';
import { makeArchive, SITE } from '../content-folder.ts';

describe('labelOf', () => {
  it('names what is not news, and a language that is not the archive’s', async () => {
    await makeArchive({});
    expect(labelOf({ type: 'news' })).toBe('');
    expect(labelOf({ type: 'analysis' })).toBe('Analysis');
    expect(labelOf({ type: 'news', language: 'hi' })).toBe('In Hindi');
    expect(labelOf({ type: 'analysis', language: 'hi' })).toBe('Analysis in Hindi');
    for (const language of ['en', 'en-GB']) expect(labelOf({ type: 'news', language }), language).toBe('');
  });

  it('goes by the archive’s language', async () => {
    await makeArchive({ 'site.yml': SITE.replace('language: en', 'language: fa') });
    expect(labelOf({ type: 'news', language: 'fa' })).toBe('');
    expect(labelOf({ type: 'news', language: 'en' })).toBe('In English');
  });
});

describe('placeLine', () => {
  it('has the day in the archive’s language, and the place alone in another', async () => {
    await makeArchive({});
    expect(placeLine({ day: '2020-01-05' })).toBeUndefined();
    expect(placeLine({ dateline: 'Delhi', day: '2020-01-05', language: 'en' })).toBe('Delhi, 5 January');
    expect(placeLine({ dateline: 'दिल्ली', day: '2020-01-05', language: 'hi' })).toBe('दिल्ली');
  });
});
