/** Front matter as other generators take it: YAML, TOML, JSON or bare lines, read leniently and without ever running anything. */
import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import { type Document, isMap, isScalar, parseDocument, visit } from 'yaml';
import { placesIn } from '../../reading/place.ts';

/** A value of foreign front matter: every scalar is the text that stands for it. */
export type MatterValue = string | readonly MatterValue[] | { readonly [key: string]: MatterValue };

/** A key of foreign front matter with its value; keys of tables within are joined by dots, as `extra.team`. */
export type MatterField = readonly [key: string, value: MatterValue];

/** A file cut into its front matter and its text. */
export interface Matter {
  /** In their order; a key may stand there twice. */
  readonly fields: readonly MatterField[];
  readonly body: string;
  /** What was done to read it; completes the sentence “it was …”. */
  readonly how?: string;
}

/** Why front matter cannot be read, with its place in the file. */
export interface MatterFault {
  readonly fault: string;
}

/** Characters that front matter may have: 64 Ki. */
const LONGEST = 64 * 1024;
const MOST_ALIASES = 50;
const DEEPEST = 12;

type Form = 'yaml' | 'toml' | 'json';

const OPENING = /^(?<blank>\s*\n)?(?<fence>---|\+\+\+|;;;)[ \t]*(?<language>yaml|yml|toml|json)?[ \t]*\n/u;
const CLOSING = {
  '---': /^(?:---|\.\.\.)[ \t]*(?:\n|$)/gmu,
  '+++': /^\+\+\+[ \t]*(?:\n|$)/gmu,
  ';;;': /^;;;[ \t]*(?:\n|$)/gmu,
} as const;

/** Cuts a file whose newlines are LF. Never throws, whatever the text. */
export function readMatter(text: string): Matter | MatterFault {
  const opening = OPENING.exec(text);
  if (opening?.groups) return readFenced(text, opening[0], opening.groups);
  if (/^\s*\{\s*(?:"|\})/u.test(text)) return readBraces(text) ?? { fields: [], body: text };
  return readUnopened(text) ?? readLines(text) ?? { fields: [], body: text };
}

function readFenced(
  text: string,
  opening: string,
  groups: Readonly<Record<string, string | undefined>>,
): Matter | MatterFault {
  const { blank, fence, language } = groups;
  const none: Matter = { fields: [], body: text };
  if (fence !== '---' && fence !== '+++' && fence !== ';;;') return none;
  const from = opening.length;
  const looksSo = /^["']?[\p{L}_][\p{L}\p{N}_ .-]*["']?\s*[:=]/mu.test(text.slice(from, from + 2000));
  const closing = new RegExp(CLOSING[fence]);
  closing.lastIndex = from;
  const close = closing.exec(text);
  if (close === null) {
    // A ruler above a text.
    if (!looksSo) return none;
    return { fault: `Its front matter begins with ${fence} and never ends.` };
  }
  const block = text.slice(from, close.index);
  const isEmpty = block.trim() === '';
  if (!isEmpty && !looksSo && (blank !== undefined || language === undefined) && !/^\s*[{[]/u.test(block)) return none;
  const body = text.slice(close.index + close[0].length);
  if (isEmpty) return { fields: [], body };
  if (block.length > LONGEST)
    return { fault: `Its front matter is longer than ${LONGEST.toLocaleString('en')} characters.` };
  const form =
    language === undefined ? { '---': 'yaml', '+++': 'toml', ';;;': 'json' }[fence] : language.replace('yml', 'yaml');
  const firstLine = opening.split('\n').length;
  return parse(form as Form, block, body, firstLine);
}

function parse(form: Form, block: string, body: string, firstLine: number): Matter | MatterFault {
  const read = READERS[form](block, firstLine);
  if ('fields' in read) return { fields: read.fields, body };
  const mended = form === 'yaml' ? readYaml(withIndentedQuotes(block), firstLine) : read;
  if ('fields' in mended) return { fields: mended.fields, body };
  // Commas after the last of a list, and comments.
  const lenient = form === 'json' ? readYaml(block, firstLine) : read;
  if ('fields' in lenient && hasTitleOrDate(lenient.fields))
    return { fields: lenient.fields, body, how: `read as YAML, because it is broken: ${read.fault}` };
  const lines = plainLines(block);
  if (!hasTitleOrDate(lines)) return { fault: read.fault };
  return { fields: lines, body, how: `read line by line, because it is broken: ${read.fault}` };
}

function hasTitleOrDate(fields: readonly MatterField[]): boolean {
  return fields.some(([key]) => /^(?:title|date)$/iu.test(key));
}

const READERS = { yaml: readYaml, toml: readToml, json: readJson } as const;

type Read = { readonly fields: readonly MatterField[] } | MatterFault;

function readYaml(block: string, firstLine: number): Read {
  try {
    const document = parseDocument(block, {
      schema: 'failsafe',
      version: '1.2',
      merge: false,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const [error] = document.errors;
    if (error) return faultAt(block, firstLine, error.pos[0], error.message);
    if (!isMap(document.contents)) return faultAt(block, firstLine, 0, 'It is no mapping of keys to values');
    keepTyped(document);
    const fields: MatterField[] = [];
    for (const { key, value } of document.contents.items) {
      const name = isScalar(key) ? String(key.value) : '?';
      const plain: unknown = isScalar(value) ? value.value : nodeValue(value, document);
      fields.push(...flatten(name, toValue(plain, 0)));
    }
    return { fields };
  } catch (error) {
    // The stack is a bound too.
    if (error instanceof RangeError) return faultAt(block, firstLine, 0, 'It is nested too deep');
    // Aliases that would grow without end, or that lead nowhere.
    if (error instanceof ReferenceError) return faultAt(block, firstLine, 0, error.message);
    throw error;
  }
}

/** Reads a file that is a value and nothing else; undefined for one that cannot be read. */
export function readValue(form: Form, text: string): MatterValue | undefined {
  try {
    if (form === 'json') return toValue(JSON.parse(text), 0);
    if (form === 'toml') return toValue(parseToml(text), 0);
    const document = parseDocument(text, { schema: 'failsafe', merge: false, uniqueKeys: false, logLevel: 'silent' });
    if (document.errors.length > 0) return undefined;
    keepTyped(document);
    return toValue(document.toJS({ maxAliasCount: MOST_ALIASES }), 0);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof ReferenceError)
      return undefined;
    throw error;
  }
}

/** Gives scalars with a tag, such as `!!timestamp 2014-03-05`, the words as which they were typed. */
function keepTyped(document: Document): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== 'string' && node.source !== undefined) node.value = node.source;
    },
  });
}

/** Indents the lines of quoted texts, which some readers of YAML do not ask for. */
function withIndentedQuotes(block: string): string {
  return block.replace(
    /^([\w-]+:[ \t]+)("(?:[^"\\]|\\[^])*"|'(?:[^']|'')*')[ \t]*$/gmu,
    (whole, key: string, quoted: string) =>
      quoted.includes('\n') ? `${key}${quoted.replaceAll(/\n(?=[^\s])/gu, '\n  ')}` : whole,
  );
}

function nodeValue(node: unknown, document: ReturnType<typeof parseDocument>): unknown {
  if (typeof node !== 'object' || node === null || !('toJS' in node)) return '';
  return (node as { toJS: (document: unknown, options: object) => unknown }).toJS(document, {
    maxAliasCount: MOST_ALIASES,
  });
}

function readToml(block: string, firstLine: number): Read {
  try {
    const table = parseToml(block);
    return { fields: Object.entries(table).flatMap(([key, value]) => flatten(key, toValue(value, 0))) };
  } catch (error) {
    if (error instanceof RangeError) return faultAt(block, firstLine, 0, 'It is nested too deep');
    if (!(error instanceof TomlError)) throw error;
    const [message = ''] = error.message.split('\n');
    return { fault: fault(firstLine + error.line - 1, error.column, message.replace(/^Invalid TOML document: /u, '')) };
  }
}

function readJson(block: string, firstLine: number): Read {
  const json = block.trimStart().startsWith('{') ? block : `{${block}}`;
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) return faultAt(block, firstLine, 0, 'It is no object');
    return { fields: Object.entries(parsed).flatMap(([key, value]) => flatten(key, toValue(value, 0))) };
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
    const [, at = '0'] = /position (\d+)/u.exec(error.message) ?? [];
    return faultAt(
      block,
      firstLine,
      Math.min(Number(at), block.length),
      error.message.replace(/ in JSON at position.*/su, ''),
    );
  }
}

/** Reads a JSON object with which a file begins, as Hugo takes it. */
function readBraces(text: string): Matter | MatterFault | undefined {
  const start = text.indexOf('{');
  let depth = 0;
  const token = /"(?:[^"\\\n]|\\.)*"|[{}]/gu;
  token.lastIndex = start;
  for (let match = token.exec(text); match && match.index < LONGEST; match = token.exec(text)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth > 0) continue;
    const end = token.lastIndex;
    // {{ name }} of a template.
    if (!/^[ \t]*(?:\n|$)/u.test(text.slice(end))) return undefined;
    return parse('json', text.slice(start, end), text.slice(end), text.slice(0, start).split('\n').length);
  }
  return { fault: 'Its front matter begins with { and never ends.' };
}

/** A line that begins a value, and lines that go on with it, as readers of MultiMarkdown take them. */
const META_LINE = /(?:[A-Za-z][\w -]{0,30}:(?!\/\/).*\n(?:[ \t]+\S.*\n)*)/u.source;
const META = new RegExp(`^(?:[ \\t]*\\n)*(?<block>${META_LINE}+)(?=\\n|$)`, 'u');

/** Reads `Title: …` lines without a fence, as Pelican and MultiMarkdown take them; they end at an empty line. */
function readLines(text: string): Matter | undefined {
  const match = META.exec(text.slice(0, LONGEST));
  if (match === null) return undefined;
  const fields = plainLines(match.groups?.['block'] ?? '');
  const keys = new Set(fields.map(([key]) => key.toLowerCase()));
  return keys.has('title') && fields.length > 1 ? { fields, body: text.slice(match[0].length) } : undefined;
}

/** Reads YAML that only ends with a fence, as Hexo takes it; with less than a title and a date it is a heading. */
function readUnopened(text: string): Matter | undefined {
  const [whole, block = ''] =
    /^((?:[A-Za-z][\w-]{0,30}:(?:[ \t].*)?\n|[ \t]+\S.*\n|-[ \t].*\n)+)-{3,}[ \t]*(?:\n|$)/u.exec(
      text.slice(0, LONGEST),
    ) ?? [];
  if (whole === undefined || !/^title:/mu.test(block) || !/^date:/mu.test(block)) return undefined;
  const matter = parse('yaml', block, text.slice(whole.length), 1);
  return 'fields' in matter ? matter : undefined;
}

/** Takes lines `key: value` (or `key = value`) and lists of `- value` below a key for what they look like. */
function plainLines(block: string): MatterField[] {
  const fields: { readonly key: string; words: string; readonly list: string[] }[] = [];
  for (const line of block.split('\n')) {
    const [, key, words = ''] = /^([A-Za-z][\w .-]{0,40}?)\s*(?:[:=](?:\s+|$)|:(?!\/\/))(.*)$/u.exec(line) ?? [];
    const [, entry] = /^\s*-\s+(.+)$/u.exec(line) ?? [];
    const last = fields.at(-1);
    if (key !== undefined) fields.push({ key, words: words.replace(/^[>|][+-]?\s*$/u, ''), list: [] });
    else if (last && entry !== undefined && last.words === '') last.list.push(unquoted(entry));
    else if (last && line.trim() !== '' && !line.startsWith('#')) last.words += ` ${line.trim()}`;
  }
  return fields.map(({ key, words, list }) => {
    const inner = /^\[(.*)\]$/u.exec(words.trim())?.[1];
    if (inner !== undefined) return [key, inner.split(',').map(unquoted)];
    return [key, list.length > 0 ? list : unquoted(words)];
  });
}

function unquoted(value: string): string {
  const trimmed = value.trim();
  return /^(?:"[^"]*"|'[^']*')$/u.test(trimmed) ? trimmed.slice(1, -1) : trimmed.replace(/^["'](?=[^"']*$)/u, '');
}

function faultAt(block: string, firstLine: number, offset: number, message: string): MatterFault {
  const { line, column } = placesIn(block, firstLine)(offset);
  return { fault: fault(line, column, message) };
}

function fault(line: number, column: number, message: string): string {
  const [first = ''] = message.split('\n');
  return `line ${line}, column ${column}: ${first.replace(/\.$/u, '')}.`;
}

/** Gives text for every scalar; empty ones and null are empty. */
function toValue(value: unknown, depth: number): MatterValue {
  if (depth > DEEPEST || value === undefined || value === null) return '';
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value) || value instanceof Set)
    return Array.from(value as Iterable<unknown>, (one) => toValue(one, depth + 1));
  if (typeof value === 'object') {
    const entries = value instanceof Map ? [...(value as Map<unknown, unknown>)] : Object.entries(value);
    const mapping = Object.create(null) as Record<string, MatterValue>;
    for (const [key, one] of entries) mapping[String(key)] = toValue(one, depth + 1);
    return mapping;
  }
  if (typeof value === 'string') return /^\s*(?:null|~)\s*$/u.test(value) ? '' : value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : '';
}

/** Tables in which generators keep fields of their users, topics, and what search engines are told; others stay whole. */
const TABLES = /^(?:extra|params|taxonomies|meta|seo)$/iu;

function flatten(key: string, value: MatterValue): MatterField[] {
  if (!TABLES.test(key) || typeof value === 'string' || Array.isArray(value)) return [[key, value]];
  return Object.entries(value).map(([inner, one]) => [`${key}.${inner}`, one]);
}
