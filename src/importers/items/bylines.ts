/** Lists of names as bylines and tables write them. */

/** Gives the names of a list, each once, without spaces around them. */
export function cleanNames(names: Iterable<string>): string[] {
  const found = new Map<string, string>();
  for (const name of names) {
    const clean = name
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
      .replace(/^[,;|·•]+|[,;|·•]+$/gu, '')
      .trim();
    const key = clean.toLowerCase();
    if (clean !== '' && !found.has(key)) found.set(key, clean);
  }
  return [...found.values()];
}

/** Splits a list in one text: a JSON list, or names between `;`, `|`, newlines or, where there are none of these, commas. */
export function splitList(text: string): string[] {
  const listed = listIn(text);
  if (listed) return cleanNames(listed);
  return cleanNames(/[;|\n]/u.test(text) ? text.split(/[;|\n]/u) : text.split(/[,،、]/u));
}

const BY =
  /^(?:by|von|par|por|di|da|door|av|af|od|przez|автор|текст|written by|story by|text|words by|reported by|posted by|a cura di)\s*:?\s+(?=\p{Lu}|\p{Lo})/iu;

/** A mail address behind a name, which archives do not publish anew. */
const ADDRESS = /\s*[<(][^<>()\s]*@[^<>()\s]*[>)]\s*$/u;

/** Signs that part names whatever stands on either side; `||` is somebody’s own. */
const BETWEEN = /[;\n]|(?<!\|)\|(?!\|)/u;

/** Splits a byline into its authors. A comma parts names only where a name of several words stands on either side: “Roe, Jane” is one. */
export function splitByline(text: string): string[] {
  const listed = listIn(text);
  if (listed) return cleanNames(listed);
  const line = text.replace(/\s+/gu, ' ').trim().replace(BY, '');
  const parts = BETWEEN.test(text)
    ? text.split(BETWEEN)
    : line.split(/\s+(?:and|und|et|y|e|og|och|en|i|и|та|&)\s+|\s*&\s*|\s*[,،、]\s*(?:and\s+)?/iu);
  const names = cleanNames(parts.map((part) => part.trim().replace(BY, '').replace(ADDRESS, '')));
  const areWhole = BETWEEN.test(text) || names.every((name) => /\S\s+\S/u.test(name) && !/^on behalf\b/iu.test(name));
  return areWhole ? names : cleanNames([line]);
}

/** Reads `["a", "b"]`, also with single quotes, as scripts print lists. */
function listIn(text: string): string[] | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return undefined;
  for (const form of [trimmed, trimmed.replaceAll("'", '"')]) {
    try {
      const value: unknown = JSON.parse(form);
      if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}
