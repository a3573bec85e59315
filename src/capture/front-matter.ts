/** Posts as front matter: written so that Dateline’s own reader gives the same texts back, and put into a story that has some. */
import { Document, isMap, isScalar, isSeq, parseDocument, type Scalar, visit } from 'yaml';
import type { Edit, PostEntry } from './result.ts';

/** Writes posts as the `tweets:` of front matter. */
export function toFrontMatter(posts: readonly PostEntry[]): string {
  return `tweets:\n${indented(toYaml(posts), 2)}`;
}

/** Writes values as YAML that Dateline’s own reader gives back unchanged. */
export function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node: Scalar) {
      // Lines are written as lines where nothing in them could be lost that way.
      if (
        typeof node.value === 'string' &&
        node.value.includes('\n') &&
        !/^[^\s\p{Z}\p{Cf}][^\t\p{Zl}\p{Zp}\u0085]*$/u.test(node.value)
      )
        node.type = 'QUOTE_DOUBLE';
    },
  });
  // On one line, since yaml 2.9 loses spaces where it cuts a quoted text.
  return document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
}

function indented(text: string, by: number): string {
  // Not ^ with the flag m, which takes U+2028 for a line break too.
  return text.replace(/(?<=^|\n)(?=[^\n])/gu, ' '.repeat(by));
}

/**
 * Gives what puts posts at the end of a story’s `tweets:`; `text` is the file with newlines as LF, and nothing else in it changes.
 * Undefined where its front matter cannot be added to. What comes out has to be read again.
 */
export function postsIntoStory(text: string, posts: readonly PostEntry[]): Edit | undefined {
  const fence = /\n---[ \t]*(?=\n|$)/gu;
  fence.lastIndex = 3;
  const closing = text.startsWith('---\n') ? fence.exec(text) : null;
  if (!closing) return undefined;
  const end = closing.index + 1;
  const yaml = text.slice(4, end);
  const { contents, errors } = parseDocument(yaml, { schema: 'failsafe', logLevel: 'silent' });
  if (errors.length > 0 || (contents !== null && !isMap(contents) && !(isScalar(contents) && contents.value === '')))
    return undefined;
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === 'tweets') : undefined;
  if (!pair) return isFlow(contents) ? undefined : insertAt(end, toFrontMatter(posts));
  const { key, value } = pair;
  if (!isScalar(key)) return undefined;
  const place = key.range[1];
  if (value === null || (isScalar(value) && value.value === '' && value.type === 'PLAIN'))
    return insertAt(4 + lineEnd(yaml, place), indented(toYaml(posts), 2));
  if (!isSeq(value)) return undefined;
  if (value.flow === true) {
    const at = 4 + value.range[1] - 1;
    const entries = posts.map((post) => JSON.stringify(post)).join(', ');
    const isEmpty = value.items.length === 0;
    return text.charAt(at) === ']' ? insertAt(at, `${isEmpty ? '' : ', '}${entries}`) : undefined;
  }
  const first = value.range[0];
  const column = first - (yaml.lastIndexOf('\n', first - 1) + 1);
  const lastEnd = value.items.at(-1)?.range[1] ?? first;
  return insertAt(4 + lineEnd(yaml, lastEnd), indented(toYaml(posts), column));
}

function isFlow(contents: unknown): boolean {
  return isMap(contents) && contents.flow === true;
}

function insertAt(at: number, insert: string): Edit {
  return { start: at, end: at, insert };
}

/** Gives where the line after the one ends that holds the last character before an offset. */
function lineEnd(yaml: string, offset: number): number {
  const from = yaml.charAt(offset - 1) === '\n' ? offset - 1 : offset;
  const newline = yaml.indexOf('\n', from);
  return newline === -1 ? yaml.length : newline + 1;
}

/** Applies edits, given in order for the text with newlines as LF, to the text as the file has it, with its own newlines. */
export function applyEdits(raw: string, edits: readonly Edit[]): string {
  const newline = /\r\n/u.test(raw) ? '\r\n' : '\n';
  let out = '';
  let from = 0;
  let at = raw.startsWith('\uFEFF') ? 1 : 0;
  let read = 0;
  const forward = (offset: number): void => {
    for (; read < offset && at < raw.length; read += 1) at += raw.startsWith('\r\n', at) ? 2 : 1;
  };
  for (const { start, end, insert } of edits) {
    forward(start);
    out += raw.slice(from, at) + insert.replaceAll('\n', newline);
    forward(end);
    from = at;
  }
  return out + raw.slice(from);
}
