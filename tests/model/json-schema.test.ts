import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { articleSchema } from '../../src/model/article.ts';
import { articleJsonSchema } from '../../src/model/json-schema.ts';

const schema = articleJsonSchema();
// Formats of dates are checked by the patterns that stand beside them.
const validate = new Ajv2020({ strict: true, allErrors: true, validateFormats: false }).compile(schema);

const SOUND = { title: 'T', date: '2020-01-05' };

describe('articleJsonSchema', () => {
  it('takes what editors write', () => {
    const front = {
      ...SOUND,
      updated: '2020-01-06T10:00:00+05:30',
      topics: ['iran', { name: 'Oil' }],
      people: ['S. Jaishankar', { name: 'Qassem Soleimani', role: 'commander' }],
      series: 'us-iran-2020',
      linkPeople: false,
      sources: [{ key: 'wire', title: 'A call', url: 'https://example.org/' }],
      tweets: [{ author: 'A', handle: 'a', date: '2020-01-05', text: 'T', id: '1213816142431408129' }],
      related: ['2020/01/08-strikes'],
    };
    expect(validate(front), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...SOUND, series: { name: 'x' }, linkPeople: 'true' })).toBe(true);
  });

  it.each([
    [{ date: '2020-01-05' }],
    [{ ...SOUND, title: '' }],
    [{ ...SOUND, tags: ['a'] }],
    [{ ...SOUND, date: '2020-02-30' }],
    [{ ...SOUND, topics: 'iran' }],
    [{ ...SOUND, topics: [{ nam: 'iran' }] }],
    [{ ...SOUND, linkPeople: 'yes' }],
    [{ ...SOUND, type: 'recipe' }],
    [{ ...SOUND, tweets: [{ author: 'A' }] }],
    [{ ...SOUND, images: [{ src: 'media/../a.jpg', alt: 'A' }] }],
  ])('refuses %j', (front) => {
    expect(validate(front)).toBe(false);
  });

  it('describes every field, at every level', () => {
    const bare: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, part] of Object.entries(value)) {
        if (key === 'properties') {
          for (const [field, property] of Object.entries(part as Record<string, { description?: string }>)) {
            if (!property.description?.endsWith('.') && !/…\.?$/u.test(property.description ?? ''))
              bare.push(`${path}.${field}`);
            walk(property, `${path}.${field}`);
          }
        } else walk(part, path);
      }
    };
    walk(schema, '');
    expect(bare).toEqual([]);
  });

  it('has the fields of the front matter, and requires the same', () => {
    expect(Object.keys(schema['properties'] ?? {})).toEqual(Object.keys(articleSchema.shape));
    expect(schema['required']).toEqual(['title', 'date']);
    expect(schema['additionalProperties']).toBe(false);
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
  });
});
