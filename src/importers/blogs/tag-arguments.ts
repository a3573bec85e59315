/** Arguments of a shortcode or tag. */
export interface TagArguments {
  /** Names in lower case. */
  readonly named: ReadonlyMap<string, string>;
  readonly positional: readonly string[];
  /** The first without a name. */
  readonly first: string | undefined;
}

const ARGUMENT =
  /(?:(?<name>[A-Za-z_][\w-]*)\s*[=:]\s*(?!\/\/))?(?:"(?<double>(?:[^"\\]|\\.)*)"|“(?<curly>[^”]*)”|'(?<single>(?:[^'\\]|\\.)*)'|`(?<raw>[^`]*)`|(?<bare>[^\s,"'`]+))/gsu;

/** Reads `name="value" name: value "value" value`, with commas or without. */
export function readArguments(text: string): TagArguments {
  const named = new Map<string, string>();
  const positional: string[] = [];
  for (const { groups = {} } of text.matchAll(ARGUMENT)) {
    const { name, double, curly, single, raw, bare } = groups;
    const value = raw ?? curly ?? bare ?? (double ?? single ?? '').replaceAll(/\\(["'\\_])/gu, '$1');
    if (name === undefined) positional.push(value);
    else named.set(name.toLowerCase(), value);
  }
  return { named, positional, first: positional[0] };
}
