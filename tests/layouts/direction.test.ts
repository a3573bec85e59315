import { describe, expect, it } from 'vitest';
import { directionOf, langAttributes } from '../../src/layouts/direction.ts';

describe('directionOf', () => {
  it('knows which languages run from right to left, also by script', () => {
    const languages = ['en', 'fa', 'ar', 'ur', 'he', 'hi', 'az-Arab', 'pa-Arab', 'ja'];
    expect(languages.map((language) => `${language} ${directionOf(language)}`)).toMatchInlineSnapshot(`
      [
        "en ltr",
        "fa rtl",
        "ar rtl",
        "ur rtl",
        "he rtl",
        "hi ltr",
        "az-Arab rtl",
        "pa-Arab rtl",
        "ja ltr",
      ]
    `);
  });
});

describe('langAttributes', () => {
  it('says nothing of text in the language around it', () => {
    expect(langAttributes(undefined)).toEqual({});
    expect(langAttributes('fa')).toEqual({ lang: 'fa', dir: 'rtl' });
  });
});
