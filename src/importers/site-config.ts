/** What the configuration of a generator says about its site. */
import { readFileSync } from 'node:fs';
import { isWebAddress } from '../model/fields.ts';
import { decodeForeign } from './encoding.ts';
import type { Input } from './foreign.ts';
import { type MatterValue, readMatter } from './matter.ts';
import { languageOf } from './matter-values.ts';

/** A site as its configuration has it. */
export interface SiteConfig {
  readonly title?: string;
  readonly url?: string;
  readonly language?: string;
  readonly description?: string;
  /** Values of the variables that texts may hold: `site.title`, `params.email`. */
  readonly values: ReadonlyMap<string, string>;
}

const FILE =
  /^(?:config\/_default\/)?(?:_config|config|hugo|params|metadata)\.(?:ya?ml|toml|json)$|^_data\/(?:site|metadata)\.(?:ya?ml|json)$/iu;
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
    const isParams = /(?:^|\/)params\./u.test(path);
    for (const [key, value] of matter.fields) take(values, isParams ? `params.${key}` : key, value);
  }
  const first = (...keys: string[]): string | undefined =>
    keys.map((key) => values.get(`site.${key}`)).find((value) => value !== undefined);
  const title = first('title', 'name');
  const url = first('baseURL', 'baseurl', 'base_url', 'url')?.replace(/\/?$/u, '/');
  const language = languageOf(
    first('languageCode', 'lang', 'language', 'default_language', 'locale', 'defaultContentLanguage') ?? '',
  );
  const description = first('description', 'params.description');
  return {
    values,
    ...(title !== undefined && { title }),
    ...(url !== undefined && isWebAddress(url) && { url }),
    ...(language !== undefined && { language }),
    ...(description !== undefined && { description }),
  };
}

function take(values: Map<string, string>, key: string, value: MatterValue): void {
  if (typeof value === 'string') {
    if (value === '' || /\n/u.test(value)) return;
    values.set(`site.${key}`, value);
    if (key.startsWith('params.') || key.startsWith('extra.')) values.set(key.replace(/^extra/u, 'params'), value);
  } else if (!Array.isArray(value))
    for (const [inner, one] of Object.entries(value)) take(values, `${key}.${inner}`, one);
}
