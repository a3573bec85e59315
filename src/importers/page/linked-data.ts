/** JSON-LD of saved pages (https://schema.org/Article), as sites write it. */
import { decodeEntities } from '../body/words.ts';
import { asList, asText, isObject, type JsonObject } from '../items/foreign-json.ts';
import { bare, tidy } from './document.ts';

const ARTICLE = /(?:Article|BlogPosting|Report|Review|NewsItem|LiveBlog\w*|SocialMediaPosting)$/u;
/** What a page is called that has no article, where it tells when it was published. */
const OTHER_PAGE = /(?:WebPage|ItemPage|Recipe|Episode|HowTo)$/u;
/** Depth to which articles are looked for. */
const DEEPEST = 8;
const MOST_NODES = 5000;

/** Gives the node of the article that the page is about, if any: the one whose headline the page has, else the one with the most text. */
export function articleIn(scripts: readonly string[], titles: readonly string[]): JsonObject | undefined {
  const articles: JsonObject[] = [];
  const pages: JsonObject[] = [];
  let count = 0;
  const walk = (value: unknown, depth: number, isListed: boolean): void => {
    count += 1;
    if (depth > DEEPEST || count > MOST_NODES) return;
    if (Array.isArray(value)) for (const one of value) walk(one, depth + 1, isListed);
    if (!isObject(value)) return;
    const isOf = (pattern: RegExp): boolean => asList(value['@type']).some((type) => pattern.test(asText(type) ?? ''));
    if (!isListed && isOf(ARTICLE)) articles.push(value);
    else if (!isListed && value['datePublished'] !== undefined && isOf(OTHER_PAGE)) pages.push(value);
    for (const [key, inner] of Object.entries(value)) {
      // Lists of other articles, comments and the like are not what the page is about.
      const isOther = /^(?:itemListElement|hasPart|relatedLink|mentions|comment|citation|isPartOf|review)$/u.test(key);
      if (typeof inner === 'object') walk(inner, depth + 1, isListed || isOther);
    }
  };
  for (const script of scripts) walk(parseLoosely(script), 0, false);
  const known = titles.map(bare).filter((title) => title !== '');
  const score = (node: JsonObject): number => {
    const headline = bare(headlineOf(node) ?? '');
    const isNamed = headline !== '' && known.some((title) => title.includes(headline) || headline.includes(title));
    return (
      (isNamed ? 1e6 : 0) + (node['datePublished'] === undefined ? 0 : 1e5) + (asText(node['articleBody'])?.length ?? 0)
    );
  };
  return (articles.length > 0 ? articles : pages).toSorted((one, other) => score(other) - score(one))[0];
}

/** Gives the headline of a node. */
export function headlineOf(node: JsonObject): string | undefined {
  const text = [node['headline'], node['name']].map((one) => asText(asList(one)[0])).find((one) => one !== undefined);
  return text === undefined ? undefined : tidy(decodeEntities(text));
}

/** Parses JSON as sites write it: also with comments of HTML around it, line breaks inside texts, and commas before a closing bracket. */
function parseLoosely(script: string): unknown {
  const text = script
    .replace(/^\s*(?:<!--|(?:\/\/|\/\*)?\s*<!\[CDATA\[\s*(?:\*\/)?)/u, '')
    .replace(/(?:-->|(?:\/\/|\/\*)?\s*\]\]>\s*(?:\*\/)?)\s*$/u, '')
    .trim()
    .replace(/;$/u, '');
  for (const form of [text, mended(text)]) {
    try {
      return JSON.parse(form) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return fieldsIn(text);
}

const FIELD =
  /"(@type|headline|datePublished|dateCreated|dateModified|articleBody|description)"\s*:\s*"((?:[^"\\\n]|\\[\s\S])*)"/gu;

/** Gives the fields of an article that can be read although something else in the same script is broken; the first of each. */
function fieldsIn(text: string): JsonObject | undefined {
  const type = text.search(/"@type"\s*:\s*"\w*(?:Article|BlogPosting)"/u);
  if (type === -1) return undefined;
  const fields: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.slice(type).matchAll(FIELD))
    fields[name] ??= value
      .replace(/\\u([\da-f]{4})/giu, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
      .replace(/\\(["\\/])/gu, '$1')
      .replace(/\\[nrt]/gu, ' ');
  return fields;
}

function mended(text: string): string {
  const parts: string[] = [];
  const quoted = /"(?:[^"\\]|\\[\s\S])*"/gu;
  let from = 0;
  for (let match = quoted.exec(text); match; match = quoted.exec(text)) {
    parts.push(outside(text.slice(from, match.index)));
    parts.push(match[0].replace(/\p{Cc}+/gu, ' ').replace(/\\(?!["\\/bfnrtu])/gu, '\\\\'));
    from = quoted.lastIndex;
  }
  parts.push(outside(text.slice(from)));
  return parts.join('').replace(/,(\s*[}\]])/gu, '$1');
}

function outside(text: string): string {
  return text.replace(/[\p{Cc}\u00A0]+/gu, ' ').replace(/,\s*(?=,)/gu, '');
}

/** Gives the names of authors, publishers and the like: texts, objects with a name, or lists of either. */
export function namesOf(value: unknown): string[] {
  return asList(value).flatMap((one) => {
    if (isObject(one)) return asList(one['name']).flatMap((name) => asText(name) ?? []);
    return asText(one) ?? [];
  });
}
