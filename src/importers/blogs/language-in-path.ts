/** A language that a path names, and the path without it. */
export interface PlacedLanguage {
  readonly language: string;
  readonly rest: string;
}

/** Languages that folders and files of archives are named by; `is`, `no`, `my`, `in` and other words are not taken for some. */
const LANGUAGES = new Set(
  'ar bg bn ca cs da de el en es et eu fa fi fr gl gu he hi hr hu hy id it ja ka kk ko lt lv mk ml mr ms nb nl nn pa pl ps pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh'.split(
    ' ',
  ),
);
/** Where Docusaurus keeps translations of what stands in `blog/` and `docs/` (https://docusaurus.io/docs/i18n/introduction). */
const DOCUSAURUS = /^(.*?)i18n\/([A-Za-z-]+)\/docusaurus-plugin-content-(blog|docs|pages)\/(?:current\/)?/u;
/** Folders above that of the language in which generators keep stories. */
const ABOVE = /^(?:content|contents|src|_posts|posts|blog|news|articles|_i18n|i18n|pages|collections|docs|data)$/iu;

/**
 * Finds the language in `es/news/call.md`, `content/pt-br/call.md`, `call.es.md` or `call/index.es.md`; `more` are codes,
 * in lower case, that name a language in this archive.
 */
export function languageInPath(path: string, more: ReadonlySet<string> = new Set()): PlacedLanguage | undefined {
  const suffix = /\.(?<tag>[a-z]{2}(?:[-_][A-Za-z]{2,4})?)(?=\.\w+$)/u.exec(path);
  const bySuffix = suffix && tagOf(suffix.groups?.['tag'] ?? '', more);
  if (suffix && bySuffix !== null && bySuffix !== undefined)
    return { language: bySuffix, rest: path.slice(0, suffix.index) + path.slice(suffix.index + suffix[0].length) };
  const [whole = '', before = '', code = '', kind = ''] = DOCUSAURUS.exec(path) ?? [];
  const ofFolder = tagOf(code, more);
  if (ofFolder !== undefined) return { language: ofFolder, rest: `${before}${kind}/${path.slice(whole.length)}` };
  const parts = path.split('/');
  for (const [at, part] of parts.slice(0, -1).entries()) {
    const language = tagOf(part, more);
    if (language !== undefined) return { language, rest: parts.toSpliced(at, 1).join('/') };
    if (!ABOVE.test(part)) return undefined;
  }
  return undefined;
}

function tagOf(part: string, more: ReadonlySet<string>): string | undefined {
  const [, language = '', region] = /^([a-z]{2})(?:[-_]([A-Za-z]{2,4}))?$/u.exec(part) ?? [];
  if (!LANGUAGES.has(language) && !more.has(part.toLowerCase())) return undefined;
  return region === undefined ? language : Intl.getCanonicalLocales(`${language}-${region}`)[0];
}
