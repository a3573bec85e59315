import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../command-line.ts';
import { markdownOf, MAX_BYTES, pathOf, PICTURES } from './pictures.ts';

describe('the pictures of the README', () => {
  it.each(PICTURES)('have a light enough file of the size that was asked for: $name', async ({ name, views }) => {
    const bytes = readFileSync(join(ROOT, pathOf(name)));
    expect(bytes.length).toBeLessThanOrEqual(MAX_BYTES);
    const { format, width, height } = await sharp(bytes).metadata();
    const [view] = views;
    expect(format).toBe('webp');
    if (views.length === 1) expect({ width, height }).toEqual({ width: view?.width, height: view?.height });
    else expect(width).toBeGreaterThan(views.reduce((sum, each) => sum + each.width, 0));
  });

  it('are all that lies in their folder', () => {
    const files = readdirSync(join(ROOT, pathOf('any'), '..'));
    expect(files.sort()).toEqual(PICTURES.map(({ name }) => `${name}.webp`).sort());
  });

  it.each(PICTURES)('stand in the README with their words: $name', (picture) => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(markdownOf(picture));
  });
});
