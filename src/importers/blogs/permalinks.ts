/** Where a page stood on the site of its generator. */
import { dayNumber } from '../../model/day.ts';
import { slugOf } from '../../reading/slug.ts';
import { dateInPath } from '../items/foreign-date.ts';
import { languageInPath } from './language-in-path.ts';
import type { SiteConfig } from './site-config.ts';

/** What the address of a page is made of. */
export interface Page {
  /** Of its file in the input. */
  readonly path: string;
  readonly title: string;
  /** Day of publication. */
  readonly day: string;
  /** Last part of its address, where its front matter says so. */
  readonly slug: string | undefined;
  readonly categories: readonly string[];
  /** Its own pattern, where its front matter has one. */
  readonly pattern: string | undefined;
}

/** Gives the path at which a page stood, below that of its site; undefined where its generator’s settings leave it open. */
export function permalinkOf(page: Page, config: SiteConfig): string | undefined {
  const { generator } = config;
  if (page.pattern?.includes('{{') === true) return ofEleventy(page);
  return generator === undefined ? undefined : GENERATORS[generator](page, config);
}

const GENERATORS: Readonly<
  Record<NonNullable<SiteConfig['generator']>, (page: Page, config: SiteConfig) => string | undefined>
> = { jekyll: ofJekyll, hexo: ofHexo, hugo: ofHugo, zola: ofZola };

/** Values by the names that patterns have for them; a pattern with another gives none. */
type Tokens = Readonly<Record<string, string | undefined>>;

const TOKEN = /:([a-z_]+)/gu;

function filled(pattern: string, tokens: Tokens): string | undefined {
  const names = Array.from(pattern.matchAll(TOKEN), ([, name = '']) => name);
  if (names.some((name) => tokens[name] === undefined)) return undefined;
  const path = pattern.replaceAll(TOKEN, (_whole, name: string) => tokens[name] ?? '');
  if (/[:[\]]/u.test(path)) return undefined;
  return `/${path}`.replaceAll(/\/{2,}/gu, '/').replaceAll(' ', '%20');
}

function dayTokens(day: string): Tokens {
  const [year = '', month = '', date = ''] = day.split('-');
  const ofYear = dayNumber(day) - dayNumber(`${year}-01-01`) + 1;
  return {
    year,
    short_year: year.slice(2),
    month,
    i_month: String(Number(month)),
    day: date,
    i_day: String(Number(date)),
    y_day: String(ofYear).padStart(3, '0'),
    yearday: String(ofYear),
  };
}

/** https://jekyllrb.com/docs/permalinks/ */
const JEKYLL_STYLES: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title.html',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title.html',
  none: '/:categories/:title.html',
};

function ofJekyll({ path, slug, day, categories, pattern }: Page, config: SiteConfig): string | undefined {
  const [, above = '', name] = /^(.*?\/?)_posts\/(?:.*\/)?\d{4}-\d{1,2}-\d{1,2}-([^/]+)\.\w+$/u.exec(path) ?? [];
  if (name === undefined) return undefined;
  const style = pattern ?? config.setting('permalink') ?? 'date';
  const all = [...above.split('/').filter((part) => part !== ''), ...categories].map((part) => part.toLowerCase());
  const title = slug ?? name.replaceAll(/[^\p{L}\p{M}\p{N}._~!$&'()+,;=@]+/gu, '-').replaceAll(/^-|-$/gu, '');
  return filled((JEKYLL_STYLES[style] ?? style).replaceAll(':output_ext', '.html'), {
    ...dayTokens(day),
    title,
    slug: title.toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-'),
    categories: [...new Set(all)].join('/'),
  });
}

/** https://hexo.io/docs/permalinks */
function ofHexo({ path, title, day, pattern }: Page, config: SiteConfig): string | undefined {
  const [, file] = /^source\/_posts\/(.+)\.\w+$/u.exec(path) ?? [];
  if (file === undefined) return undefined;
  const isDated = /:year-:month-:day-:title/u.test(config.setting('new_post_name') ?? '');
  const name = isDated ? file.replace(/\d{4}-\d{1,2}-\d{1,2}-(?=[^/]*$)/u, '') : file;
  return filled(pattern ?? config.setting('permalink') ?? ':year/:month/:day/:title/', {
    ...dayTokens(day),
    title: name,
    name: name.slice(name.lastIndexOf('/') + 1),
    post_title: slugOf(title),
  });
}

/** https://gohugo.io/content-management/urls/ */
function ofHugo({ path, title, day, slug, pattern }: Page, config: SiteConfig): string | undefined {
  const found = inContent(path, config);
  if (found === undefined || pattern !== undefined) return undefined;
  const { parts, name, prefix } = found;
  // Whether the date is taken off depends on more than one setting.
  if (slug === undefined && dateInPath(name) !== undefined) return undefined;
  const [section = ''] = parts;
  const set = config.setting(`permalinks.page.${section}`) ?? config.setting(`permalinks.${section}`);
  const isUgly = config.setting('uglyURLs') === 'true';
  const base = urlized(name);
  const own = slug === undefined ? urlized(title) : urlized(slug);
  const address = filled(set ?? `/:sections/:slugorfilename${isUgly ? '.html' : '/'}`, {
    ...dayTokens(day),
    section: urlized(section),
    sections: parts.map(urlized).join('/'),
    title: urlized(title),
    slug: own,
    filename: base,
    contentbasename: base,
    slugorfilename: slug === undefined ? base : own,
    slugorcontentbasename: slug === undefined ? base : own,
  });
  return address === undefined ? undefined : prefix + address;
}

/** https://www.getzola.org/documentation/content/page/ */
function ofZola({ path, slug }: Page, config: SiteConfig): string | undefined {
  const found = inContent(path, config);
  if (found === undefined) return undefined;
  const { parts, name, prefix } = found;
  const own = slug ?? name.replace(/^\d{4}-\d{1,2}-\d{1,2}(?:T[^_-]*)?[_-]/u, '');
  return `${prefix}/${[...parts, own].map(slugOf).join('/')}/`;
}

const OUTPUT = /\{\{-?\s*(.*?)\s*-?\}\}/gu;

/** https://www.11ty.dev/docs/permalinks/ */
function ofEleventy(page: Page): string | undefined {
  const { pattern = '' } = page;
  const outputs = Array.from(pattern.matchAll(OUTPUT), ([, output = '']) => outputOf(output, page));
  if (outputs.includes(undefined)) return undefined;
  const address = pattern.replaceAll(OUTPUT, () => outputs.shift() ?? '');
  if (/\{[{%]/u.test(address)) return undefined;
  return `/${address}`.replace(/\/index\.html$/u, '/').replaceAll(/\/{2,}/gu, '/');
}

/** Gives what a template puts out; undefined for values and filters that are not known. */
function outputOf(output: string, { path, title, day, slug }: Page): string | undefined {
  const [value = '', filter, ...more] = output.split('|').map((part) => part.trim());
  if (more.length > 0) return undefined;
  if (/^(?:page\.)?date$/u.test(value)) {
    const format = /^date:?\s*\(?["']((?:%[Ymd]|[^%"'])+)["']\)?$/u.exec(filter ?? '')?.[1];
    const [year = '', month = '', date = ''] = day.split('-');
    return format?.replaceAll('%Y', year).replaceAll('%m', month).replaceAll('%d', date);
  }
  const stem = path.replace(/\.\w+$/u, '').replace(/\/index$/u, '');
  const file = stem.slice(stem.lastIndexOf('/') + 1).replace(/^\d{4}-\d{2}-\d{2}-/u, '');
  const found = { 'page.fileSlug': file, slug, title }[value];
  if (filter === undefined) return value === 'title' ? undefined : found;
  return found !== undefined && /^slug(?:ify)?$/u.test(filter) ? slugOf(found) : undefined;
}

/** Cuts the path of a page below `content/` into its sections and its name, with the part of its address that names its language. */
function inContent(
  path: string,
  config: SiteConfig,
): { readonly parts: readonly string[]; readonly name: string; readonly prefix: string } | undefined {
  if (!path.startsWith('content/')) return undefined;
  const placed = languageInPath(path, config.languages);
  const code = placed?.language.toLowerCase();
  const isFolder = placed !== undefined && placed.rest.split('/').length < path.split('/').length;
  // A folder that no setting makes a language’s is a section of its name.
  const isPlaced = code !== undefined && (!isFolder || config.setting(`languages.${code}.contentDir`) !== undefined);
  const rest = (isPlaced ? (placed?.rest ?? path) : path).replace(/^content\//u, '').replace(/\.\w+$/u, '');
  const parts = rest.replace(/\/index$/u, '').split('/');
  const name = parts.pop() ?? '';
  const main = (config.setting('defaultContentLanguage') ?? config.setting('default_language') ?? 'en').toLowerCase();
  const isPrefixed = isPlaced && (code !== main || config.setting('defaultContentLanguageInSubdir') === 'true');
  return name === '' ? undefined : { parts, name, prefix: isPrefixed ? `/${code}` : '' };
}

/** As Hugo makes parts of addresses of words. */
function urlized(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}._\-+~\s]/gu, '')
    .replaceAll(/\s+/gu, '-')
    .replaceAll(/-{2,}/gu, '-');
}
