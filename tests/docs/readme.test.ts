import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { articleJsonSchema } from '../../src/model/json-schema.ts';
import { withGeneratedParts } from './tables.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('the documentation', () => {
  it('has every field, flag, command and problem code as the code has it', () => {
    expect(withGeneratedParts(read('README.md'))).toBe(read('README.md'));
  });

  it('gives the JSON Schema of the front matter as the model has it', () => {
    expect(JSON.parse(read('.config/article.schema.json'))).toEqual(articleJsonSchema());
  });
});
