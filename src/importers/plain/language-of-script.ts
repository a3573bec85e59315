/** The language that a text’s letters show, where its script is not that of the language it is said to be in. */

/** Scripts, and the language for which each is taken; where several share one, letters of their own come first. */
const SCRIPTS: readonly (readonly [script: string, language: string, own: readonly (readonly [RegExp, string])[]])[] = [
  [
    'Arab',
    'ar',
    [
      [/[ٹڈڑےں]/u, 'ur'],
      [/[پچژگ]/u, 'fa'],
    ],
  ],
  ['Cyrl', 'ru', [[/[іїєґ]/iu, 'uk']]],
  ['Deva', 'hi', []],
  ['Beng', 'bn', []],
  ['Taml', 'ta', []],
  ['Telu', 'te', []],
  ['Gujr', 'gu', []],
  ['Guru', 'pa', []],
  ['Knda', 'kn', []],
  ['Mlym', 'ml', []],
  ['Thai', 'th', []],
  ['Hebr', 'he', []],
  ['Grek', 'el', []],
  ['Hang', 'ko', []],
  ['Hani', 'zh', [[/[\p{Script=Hira}\p{Script=Kana}]/u, 'ja']]],
];
const LETTER = /\p{L}/gu;
/** Share of the letters of a text. */
const MOST_LETTERS = 0.6;

/** Gives the language (BCP 47) that a text seems to be in; undefined where its letters fit the language that it is said to be in. */
export function languageOfScript(text: string, said: string): string | undefined {
  const letters = (text.slice(0, 5000).match(LETTER) ?? []).join('');
  for (const [script, language, own] of SCRIPTS) {
    const count = letters.match(signsOf(script))?.length ?? 0;
    if (letters.length === 0 || count / letters.length < MOST_LETTERS) continue;
    const { script: expected = '' } = new Intl.Locale(said).maximize();
    const isExpected =
      expected === script ||
      (script === 'Hani' && /^(?:Hans|Hant|Jpan)$/u.test(expected)) ||
      (script === 'Hang' && expected === 'Kore');
    return isExpected ? undefined : (own.find(([sign]) => sign.test(letters))?.[1] ?? language);
  }
  return undefined;
}

/** Japanese is written in three scripts. */
function signsOf(script: string): RegExp {
  const scripts = script === 'Hani' ? ['Hani', 'Hira', 'Kana'] : [script];
  return new RegExp(`[${scripts.map((one) => String.raw`\p{Script=${one}}`).join('')}]`, 'gu');
}
