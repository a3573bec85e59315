/** What the configuration of a generator says about its site. */
import { readFileSync } from 'node:fs';
import { isWebAddress } from '../../model/fields.ts';
import { decodeForeign } from '../bytes/encoding.ts';
import type { Input } from '../foreign.ts';
import { languageOf } from './matter-values.ts';
import { type MatterValue, readMatter } from './matter.ts';

/** A site as its configuration has it. */
export interface SiteConfig {
  readonly title?: string;
  readonly url?: string;
  readonly language?: string;
  readonly description?: string;
  /** Codes of the languages that its settings name, in lower case. */
  readonly languages: ReadonlySet<string>;
  readonly generator?: 'jekyll' | 'hexo' | 'hugo' | 'zola';
  /** Gives the text of a setting, by its keys joined with dots; case does not matter. */
  readonly setting: (name: string) => string | undefined;
  /** Values of the variables that texts may hold: `site.title`, `params.email`. */
  readonly values: ReadonlyMap<string, string>;
}

const FILE =
  /^(?:config\/_default\/)?(?:_config|config|hugo|params|metadata|permalinks|languages(?:\.[a-z-]{2,7})?)\.(?:ya?ml|toml|json)$|^_data\/(?:site|metadata)\.(?:ya?ml|json)$/iu;
const LARGEST = 200 * 1024;

/** Reads the configuration files that lie in an archive; those that cannot be read say nothing. */
export function readSiteConfig({ files, isFolder }: Input): SiteConfig {
  const values = new Map<string, string>();
  for (const { path, absolute, size } of isFolder ? files : []) {
    if (!FILE.test(path) || size > LARGEST) continue;
    const text = decodeForeign(readFileSync(absolute))?.text ?? '';
    const fence = path.endsWith('toml') ? '+++' : path.endsWith('json') ? ';;;' : '---';
    const matter = readMatter(`${fence}\n${text.replace(/^---[ \t]*\n/u, '')}\n${fence}\n`);
    if ('fault' in matter) continue;
    // Hugo’s configuration can lie in files of the names of its tables.
    const [, table = ''] = /(?:^|\/)((?:params|permalinks|languages)(?:\.[a-z-]{2,7})?)\.\w+$/u.exec(path) ?? [];
    for (const [key, value] of matter.fields) take(values, table === '' ? key : `${table}.${key}`, value);
  }
  const settings = new Map(Array.from(values, ([key, value]) => [key.toLowerCase(), value]));
  const setting = (name: string): string | undefined => settings.get(`site.${name.toLowerCase()}`);
  const first = (...keys: string[]): string | undefined => keys.map(setting).find((value) => value !== undefined);
  const generator = generatorOf(files, setting);
  const title = first('title', 'name');
  const main = setting('defaultContentLanguage') ?? 'en';
  const url = ['baseURL', `languages.${main}.baseURL`, 'base_url', 'url']
    .map(setting)
    .find((value) => value !== undefined && isWebAddress(value));
  const below = setting('baseurl') ?? '';
  const language = languageOf(
    first('languageCode', 'lang', 'language', 'default_language', 'locale', 'defaultContentLanguage') ?? '',
  );
  const description = first('description', 'params.description');
  return {
    values,
    setting,
    languages: new Set(
      [...settings.keys()].flatMap((key) => /^site\.languages\.([a-z]{2}(?:[-_][a-z]{2,4})?)\./u.exec(key)?.[1] ?? []),
    ),
    ...(generator && { generator }),
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url: `${url}${/^\/(?!\/)/u.test(below) ? below : ''}`.replace(/\/*$/u, '/') }),
    ...(language !== undefined && { language }),
    ...(description !== undefined && { description }),
  };
}

/** Tells whose site it is by what each generator must have. */
function generatorOf(files: Input['files'], setting: SiteConfig['setting']): SiteConfig['generator'] {
  const has = (pattern: RegExp): boolean => files.some(({ path }) => pattern.test(path));
  if (has(/^_config\.ya?ml$/u)) return has(/^source\/_posts\//u) ? 'hexo' : 'jekyll';
  if (!has(/^content\//u)) return undefined;
  if (setting('base_url') !== undefined) return 'zola';
  const isHugo = ['baseURL', 'defaultContentLanguage', 'languageCode'].some((name) => setting(name) !== undefined);
  return !isHugo && !has(/^(?:config\/_default\/)?hugo\./u) ? undefined : 'hugo';
}

function take(values: Map<string, string>, key: string, value: MatterValue): void {
  if (typeof value === 'string') {
    if (value === '' || /\n/u.test(value)) return;
    values.set(`site.${key}`, value);
    if (key.startsWith('params.') || key.startsWith('extra.')) values.set(key.replace(/^extra/u, 'params'), value);
  } else if (!Array.isArray(value))
    for (const [inner, one] of Object.entries(value)) take(values, `${key}.${inner}`, one);
}
