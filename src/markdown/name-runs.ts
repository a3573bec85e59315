/** Elements whose words are not ours to link, or are links already. */
const NO_NAMES_IN = new Set([
  'a',
  'blockquote',
  'q',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'code',
  'pre',
  'kbd',
  'samp',
  'cite',
]);

/**
 * Gives the half-open ranges of compiled HTML in which a person's name may be linked. They hold a letter each, and neither `<`
 * nor `>`; entities stay escaped. Relies on the compiler's form: well-formed, and attributes in double quotes.
 */
export function toNameRuns(html: string): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  let shut = '';
  let depth = 0;
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const end = open === -1 ? html.length : open;
    if (depth === 0) addRuns(html, at, end, runs);
    if (open === -1) break;
    at = endOfTag(html, open);
    const [, slash, name = ''] = /^<(\/?)([a-z][a-z0-9-]*)/u.exec(html.slice(open, open + 24)) ?? [];
    if (depth === 0) {
      if (slash === '' && NO_NAMES_IN.has(name)) {
        shut = name;
        depth = 1;
      }
    } else if (name === shut) {
      depth += slash === '' ? 1 : -1;
    }
  }
  return runs;
}

function addRuns(html: string, begin: number, end: number, runs: (readonly [number, number])[]): void {
  let at = begin;
  while (at < end) {
    const angle = html.indexOf('>', at);
    const stop = angle === -1 || angle > end ? end : angle;
    if (/\p{L}/u.test(html.slice(at, stop))) runs.push([at, stop]);
    at = stop + 1;
  }
}

function endOfTag(html: string, open: number): number {
  let inValue = false;
  for (let at = open; at < html.length; at += 1) {
    const character = html[at];
    if (character === '"') inValue = !inValue;
    else if (character === '>' && !inValue) return at + 1;
  }
  return html.length;
}
