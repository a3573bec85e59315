import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deriveFonts } from '../../.config/fonts.mjs';

const SRC = join(import.meta.dirname, '../../src');

describe('the fonts of the site', () => {
  it(
    'are what .config/fonts.mjs makes of the packages, and nothing else lies beside them',
    { timeout: 120_000 },
    async () => {
      const derived = await deriveFonts();
      for (const [name, bytes] of derived) {
        expect(readFileSync(join(SRC, name)).equals(bytes), `${name}: run node .config/fonts.mjs`).toBe(true);
      }
      const lying = ['styles/fonts', 'build/fonts'].flatMap((folder) =>
        readdirSync(join(SRC, folder)).map((name) => `${folder}/${name}`),
      );
      expect(lying.filter((name) => !derived.has(name))).toEqual(['build/fonts/fonts.conf']);
    },
  );

  it('leave the joiners of Persian words to the font of the script', () => {
    const rules = readFileSync(join(SRC, 'styles/fonts.css'), 'utf8').split('@font-face');
    const claims = (rule: string) =>
      (/unicode-range: (.*);/u.exec(rule)?.[1] ?? '').split(', ').some((range) => {
        const [from = 0, to = from] = range
          .replace('U+', '')
          .split('-')
          .map((code) => Number.parseInt(code, 16));
        return from <= 0x200c && 0x200c <= to;
      });
    const families = rules.filter(claims).map((rule) => /font-family: '(.*)'/u.exec(rule)?.[1]);
    expect([...new Set(families)].toSorted()).toEqual([
      'Language names',
      'Noto Naskh Arabic',
      'Noto Serif Devanagari',
      'Vazirmatn',
    ]);
  });
});
