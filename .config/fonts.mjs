// Derives the site's fonts from the packages of @fontsource-variable: the same glyphs, cut to the axes that the styles use, which
// makes the three fonts of a Latin page 104 kB where the packages' files have 310 kB. Run `node .config/fonts.mjs` after a change of
// packages or axes and commit what it wrote to src/: a site's bytes then do not hang on this step. A test compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);

/** Optical sizes from small text to the nameplate; weights from text to the heaviest headline. */
const LITERATA = { opsz: { min: 12, max: 72 }, wght: { min: 400, max: 700 } };
/** Labels are set narrow everywhere, so the width axis can be pinned. */
const ARCHIVO = { wdth: 82, wght: { min: 450, max: 800 } };

/** What nearly every page in English and its neighbours needs: the rest of Latin lies in a file of its own. */
const LATIN_LETTERS =
  'U+20-7E,U+A0,U+A3,U+AB,U+B0,U+B7,U+BB,U+C9,U+E0-E5,U+E7-EF,U+F1-F4,U+F6,U+F8-FC,U+2010-2011,U+2013-2014,U+2018-201A,' +
  'U+201C-201E,U+2026,U+20AC';
/** Letters, marks, figures and joiners of Devanagari, without those of the Vedas. */
const DEVANAGARI_LETTERS = 'U+900-97F,U+200C-200D,U+20B9,U+25CC';
/** Letters, marks, figures and joiners of Arabic, Persian, Urdu, Pashto and Sorani Kurdish: a third of the whole script's weight. */
const ARABIC_LETTERS =
  'U+60C,U+61B,U+61F,U+621-63A,U+640-655,U+660-66D,U+670-671,U+679,U+67C,U+67E,U+681,U+685-686,U+688-689,U+691,U+693,U+695-696,' +
  'U+698,U+69A,U+6A4,U+6A9,U+6AB,U+6AF,U+6B5,U+6BA,U+6BC,U+6BE,U+6C0-6C3,U+6C6,U+6CC-6CE,U+6D0,U+6D2-6D5,U+6F0-6F9,U+200C-200F';

/** Each family, its package, the axes that its files vary in there, and the scripts that are taken. */
const FAMILIES = [
  {
    family: 'Literata',
    from: 'literata',
    file: 'opsz-normal',
    axes: LITERATA,
    weights: '400 700',
    scripts: ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic'],
    letters: LATIN_LETTERS,
  },
  {
    family: 'Literata',
    from: 'literata',
    file: 'opsz-italic',
    axes: { ...LITERATA, opsz: 12 },
    style: 'italic',
    weights: '400 700',
    scripts: ['latin', 'latin-ext'],
  },
  {
    family: 'Archivo',
    from: 'archivo',
    file: 'wdth-normal',
    axes: ARCHIVO,
    weights: '450 800',
    scripts: ['latin', 'latin-ext', 'vietnamese'],
    letters: LATIN_LETTERS,
  },
  {
    family: 'Noto Naskh Arabic',
    from: 'noto-naskh-arabic',
    file: 'wght-normal',
    axes: {},
    weights: '400 700',
    sizeAdjust: '114%',
    scripts: ['arabic'],
    letters: ARABIC_LETTERS,
  },
  {
    family: 'Vazirmatn',
    from: 'vazirmatn',
    file: 'wght-normal',
    axes: { wght: { min: 450, max: 800 } },
    weights: '450 800',
    scripts: ['arabic'],
    letters: ARABIC_LETTERS,
  },
  // In two weights and not in all between: lists set headlines alone, and then need half of it.
  {
    family: 'Noto Serif Devanagari',
    from: 'noto-serif-devanagari',
    file: 'wght-normal',
    axes: { wght: 400 },
    style: 'text',
    weights: '100 449',
    scripts: ['devanagari'],
    letters: DEVANAGARI_LETTERS,
  },
  {
    family: 'Noto Serif Devanagari',
    from: 'noto-serif-devanagari',
    file: 'wght-normal',
    axes: { wght: 580 },
    style: 'headline',
    weights: '450 900',
    scripts: ['devanagari'],
    letters: DEVANAGARI_LETTERS,
  },
  // The letters of a few languages' own names: a Latin page that names its Hindi version need not fetch a whole font for one word.
  {
    family: 'Language names',
    from: 'noto-serif-devanagari',
    file: 'wght-normal',
    axes: { wght: 500 },
    style: 'names',
    weights: '450',
    scripts: ['devanagari'],
    languages: ['hi', 'mr', 'ne'],
  },
  {
    family: 'Language names',
    from: 'vazirmatn',
    file: 'wght-normal',
    axes: { wght: 450 },
    style: 'names',
    weights: '450',
    scripts: ['arabic'],
    languages: ['ar', 'fa', 'ps', 'ur'],
  },
];

/** Fonts of the social image, which is drawn at build by a library that reads no WOFF2: one weight, the largest optical size. */
const NAMEPLATES = [
  ...['latin', 'latin-ext', 'greek', 'cyrillic'].map((script) => ({
    script,
    from: 'literata',
    file: `literata-${script}-opsz-normal`,
    axes: { opsz: 72, wght: 640 },
  })),
  { script: 'arabic', from: 'noto-naskh-arabic', file: 'noto-naskh-arabic-arabic-wght-normal', axes: { wght: 640 } },
  {
    script: 'devanagari',
    from: 'noto-serif-devanagari',
    file: 'noto-serif-devanagari-devanagari-wght-normal',
    axes: { wght: 640 },
  },
];

/** Faces that stand in until the fonts are there, with their metrics moved so that no line shifts (figures by Capsize). */
const STAND_INS = `@font-face {
  font-family: 'Literata stand-in';
  src: local('Georgia');
  ascent-override: 109.09%;
  descent-override: 28.55%;
  size-adjust: 107.9%;
}
@font-face {
  font-family: 'Archivo stand-in';
  src: local('Arial'), local('Helvetica'), local('Liberation Sans');
  ascent-override: 100.62%;
  descent-override: 24.07%;
  line-gap-override: 0%;
  size-adjust: 87.26%;
}
`;

/** Gives each file that the step writes, by its name below src/. */
export async function deriveFonts() {
  const files = new Map();
  const rules = [];
  const licences = new Map();
  for (const { script, from, file, axes } of NAMEPLATES) {
    const source = readFileSync(join(folderOf(from), 'files', `${file}.woff2`));
    const font = await subsetFont(source, undefined, {
      targetFormat: 'sfnt',
      keepAllGlyphs: true,
      variationAxes: axes,
    });
    files.set(`build/fonts/nameplate-${script}.ttf`, font);
  }
  for (const {
    family,
    from,
    file,
    axes,
    weights,
    style = 'normal',
    sizeAdjust,
    scripts,
    letters,
    languages,
  } of FAMILIES) {
    const folder = folderOf(from);
    const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8'));
    licences.set(family, readFileSync(join(folder, 'LICENSE'), 'utf8').trim());
    const names = languages?.map((language) => new Intl.DisplayNames([language], { type: 'language' }).of(language));
    const cuts = scripts.map((script) => {
      const range = rangeOf(ranges[script], script);
      // Arabic and Devanagari letters join, so a word with a rare one is better whole in one file.
      const rare = script === 'latin' && letters ? without(charactersOf(range), charactersOf(letters)) : undefined;
      return { script, part: style, range, text: names?.join('') ?? rare };
    });
    // Of two faces that claim a character, browsers take the later.
    if (letters !== undefined)
      cuts.push({ script: scripts[0], part: `${style}-letters`, range: letters, text: charactersOf(letters) });
    for (const { script, part, range, text } of cuts) {
      const source = readFileSync(join(folder, 'files', `${from}-${script}-${file}.woff2`));
      const options = { targetFormat: 'woff2', keepAllGlyphs: text === undefined, variationAxes: axes };
      const name = `fonts/${from}-${script}-${part}.woff2`;
      files.set(`styles/${name}`, await subsetFont(source, text, options));
      rules.push(`@font-face {
  font-family: '${family}';
  src: url('./${name}') format('woff2');
  font-weight: ${weights};
  font-style: ${style === 'italic' ? style : 'normal'};
  font-display: swap;${sizeAdjust ? `\n  size-adjust: ${sizeAdjust};` : ''}
  unicode-range: ${range.replaceAll(',', ', ')};
}
`);
    }
  }
  const credits = [...licences].map(([family, licence]) => `${family}\n\n${licence}\n`).join(`\n${'-'.repeat(72)}\n\n`);
  files.set('styles/fonts/LICENCES.txt', Buffer.from(credits));
  files.set('styles/fonts.css', Buffer.from(`/* Written by .config/fonts.mjs. */\n${STAND_INS}${rules.join('')}`));
  return files;
}

function folderOf(name) {
  return dirname(require.resolve(`@fontsource-variable/${name}/package.json`));
}

/** Leaves the joiners to the script that they join: a Latin font that claims them would break a Persian word in two. */
function rangeOf(range, script) {
  return script === 'latin' ? range.replace('U+2000-206F', 'U+2000-200B,U+2010-206F') : range;
}

/** Gives the characters of a CSS unicode-range. */
function charactersOf(range) {
  return range
    .split(',')
    .flatMap((span) => {
      const [from, to = from] = span
        .replace('U+', '')
        .split('-')
        .map((code) => Number.parseInt(code, 16));
      return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
    })
    .join('');
}

function without(characters, others) {
  const known = new Set(others);
  return [...characters].filter((character) => !known.has(character)).join('');
}

if (import.meta.main) {
  for (const [name, bytes] of await deriveFonts()) {
    writeFileSync(new URL(`../src/${name}`, import.meta.url), bytes);
    console.log(`${String(bytes.length).padStart(7)}  ${name}`);
  }
}
