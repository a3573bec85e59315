/** A piece of raw HTML: a tag, a start tag with what follows its name, or the source of text between tags. Comments and declarations are left out. */
export type HtmlToken =
  | { readonly type: 'text'; readonly source: string }
  | { readonly type: 'end'; readonly name: string }
  | { readonly type: 'start'; readonly name: string; readonly attributes: string };

/**
 * Cuts raw HTML into tags and text, in one pass without looking back. It need not agree with a browser in every corner: what is
 * kept is written anew from the names and values that were found.
 */
export function* htmlTokens(html: string): Generator<HtmlToken, void> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open !== at) {
      const end = open === -1 ? html.length : open;
      yield { type: 'text', source: html.slice(at, end) };
      at = end;
      continue;
    }
    const [, slash, name = ''] = /^<(\/?)([a-zA-Z][^\s/>]{0,99})/u.exec(html.slice(at, at + 110)) ?? [];
    if (slash === undefined) {
      const after = endOfMarkup(html, at);
      if (after === undefined) yield { type: 'text', source: '&#x3C;' };
      at = after ?? at + 1;
      continue;
    }
    const after = endOfTag(html, at);
    // A tag that is never closed is no element.
    if (after === undefined) return;
    const begin = at + 1 + slash.length + name.length;
    at = after;
    if (slash === '/') yield { type: 'end', name: name.toLowerCase() };
    else
      yield { type: 'start', name: name.toLowerCase(), attributes: html.slice(begin, after - 1).replace(/\/$/u, '') };
  }
}

/** Gives where a comment, declaration or processing instruction ends; undefined where `<` is only a character. */
function endOfMarkup(html: string, at: number): number | undefined {
  if (html.startsWith('<!--', at)) return endAfter(html, '-->', at + 2);
  if (html.startsWith('<!', at) || html.startsWith('<?', at) || html.startsWith('</', at))
    return endAfter(html, '>', at);
  return undefined;
}

function endAfter(html: string, closer: string, from: number): number {
  const found = html.indexOf(closer, from);
  return found === -1 ? html.length : found + closer.length;
}

/** Gives where a tag ends: at the first `>` that is not in a quoted value. */
function endOfTag(html: string, open: number): number | undefined {
  let last = '';
  for (let at = open + 1; at < html.length; at += 1) {
    const character = html.charAt(at);
    if (character === '>') return at + 1;
    if ((character === '"' || character === "'") && last === '=') {
      at = html.indexOf(character, at + 1);
      if (at === -1) return undefined;
    }
    if (!/\s/u.test(character)) last = character;
  }
  return undefined;
}
