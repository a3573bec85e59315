/**
 * YAML → plain values with places. Of YAML only mappings, lists and text are read: every scalar stays the text typed,
 * and what could expand, name a type or run (aliases, tags, merge keys, directives) is refused before it is composed.
 */
import { Composer, CST, isMap, isScalar, isSeq, Lexer, type ParsedNode, Parser, Scalar } from 'yaml';
import { problem, type Problem, type ProblemCode } from '../model/problem.ts';
import { forbiddenCharacter } from './decode.ts';
import { placesIn } from './place.ts';
import type { Place } from './reading.ts';
import { explainSyntax } from './yaml-syntax.ts';

/** A value as front matter holds it. */
export type Value = string | Value[] | Mapping;

/** A mapping without a prototype, so that no key reaches `Object.prototype`; a key without a value is absent. */
export interface Mapping {
  [key: string]: Value;
}

/** What came of a YAML text. */
export interface ParsedYaml {
  /** Absent when the YAML cannot be read at all; beside a value there may still be errors. */
  readonly value: Mapping | undefined;
  /** Where each value begins, by dotted path (`tweets.0.handle`); for an absent value, where its key stands. */
  readonly places: Readonly<Record<string, Place>>;
  /** Where each key stands, by dotted path. */
  readonly keys: Readonly<Record<string, Place>>;
  readonly problems: readonly Problem[];
}

const MAX_DEPTH = 8;

/** Bounds the time that a file takes: 2 MiB of brackets or dashes are millions of tokens, a thousand posts about 70,000. */
const MAX_TOKENS = 150_000;

/** Parses YAML 1.2 whose first line is line `firstLine` of the file; never throws for any text. */
export function parseYaml(yaml: string, firstLine: number, file: string): ParsedYaml {
  const placeOf = placesIn(yaml, firstLine);
  const problems: Problem[] = [];
  const report = (code: ProblemCode, offset: number, field: string, message: string, fix: string): void => {
    problems.push(problem(code, file, placeOf(offset), field, message, fix));
  };
  const nothing = (): ParsedYaml => ({ value: undefined, places: {}, keys: {}, problems });

  const scanned = scan(yaml);
  if ('code' in scanned) {
    report(scanned.code, scanned.offset, '', scanned.message, scanned.fix);
    return nothing();
  }

  const { hasComment } = scanned;
  const options = {
    schema: 'failsafe',
    version: '1.2',
    merge: false,
    uniqueKeys: false,
    keepSourceTokens: true,
  } as const;
  const composer = new Composer({ ...options, prettyErrors: false, logLevel: 'silent' });
  const [document] = [...composer.compose(scanned.tokens, true, yaml.length)];
  const [first] = (document?.errors ?? []).toSorted((one, other) => one.pos[0] - other.pos[0]);
  if (first) {
    const { offset, message, fix } = explainSyntax(yaml, first, scanned);
    report('yaml-syntax', offset, '', message, fix);
    return nothing();
  }

  const places: Record<string, Place> = Object.create(null) as Record<string, Place>;
  const keys: Record<string, Place> = Object.create(null) as Record<string, Place>;

  function readMapping(node: ParsedNode & { items: unknown }, path: string): Mapping {
    const mapping = Object.create(null) as Mapping;
    if (!isMap<ParsedNode, ParsedNode | null>(node)) return mapping;
    const firstLines = new Map<string, number>();
    for (const { key, value, srcToken } of node.items) {
      const at = key.range[0];
      if (!isScalar(key)) {
        report('yaml-feature', at, path, 'A key is a list or a mapping; it has to be a word.', QUOTE_IT);
        continue;
      }
      const name = String(key.value);
      const field = path === '' ? name : `${path}.${name}`;
      if (!readKey(key, name, field, firstLines)) continue;
      keys[field] = placeOf(at);
      const read = value === null || isAbsent(value) ? undefined : readValue(value, field);
      checkComment(name, value, srcToken?.sep, field);
      places[field] = read === undefined || value === null ? placeOf(at) : placeOf(value.range[0]);
      if (read !== undefined) mapping[name] = read;
    }
    return mapping;
  }

  /** Tells whether a key can be used; if not, it has been reported. */
  function readKey(key: Scalar.Parsed, name: string, field: string, firstLines: Map<string, number>): boolean {
    const at = key.range[0];
    if (name === '') {
      report(
        'yaml-syntax',
        at,
        field,
        'A key is missing before the colon.',
        'Write the field’s name before the colon.',
      );
      return false;
    }
    if (name === '<<' && key.type === Scalar.PLAIN) {
      report('yaml-feature', at, field, 'Merge keys (<<) are not read.', 'Write the fields out where they belong.');
      return false;
    }
    if (name === '__proto__') {
      report('key-unknown', at, field, '__proto__ is not a field.', 'Delete it.');
      return false;
    }
    // Its characters could not be shown in the field's name either.
    if (checkCharacters(key, field.slice(0, Math.max(0, field.length - name.length - 1)))) return false;
    const line = firstLines.get(name);
    if (line !== undefined) {
      report(
        'yaml-duplicate-key',
        at,
        field,
        `${brief(name)} is given twice; the first is on line ${line}.`,
        'Delete one of them.',
      );
      return false;
    }
    firstLines.set(name, placeOf(at).line);
    return true;
  }

  function readValue(node: ParsedNode, path: string): Value {
    if (isMap(node)) return readMapping(node, path);
    if (isSeq<ParsedNode>(node)) {
      return node.items.map((item, index) => {
        const field = `${path}.${index}`;
        places[field] = placeOf(item.range[0]);
        if (isScalar(item)) checkComment(undefined, item, undefined, field);
        return readValue(item, field);
      });
    }
    if (!isScalar(node)) return '';
    checkCharacters(node, path);
    return typeof node.value === 'string' ? node.value : '';
  }

  /** Reports characters that only an escape (`"\u202E"`) can bring in; tells whether there are any. */
  function checkCharacters(node: Scalar.Parsed, field: string): boolean {
    const found = node.type === Scalar.QUOTE_DOUBLE ? forbiddenCharacter(String(node.value)) : undefined;
    if (found !== undefined)
      report('control-character', node.range[0], field, `${found} is written with an escape.`, 'Delete the escape.');
    return found !== undefined;
  }

  /**
   * Warns where ` #` cuts a plain value off. An honest comment has two spaces before it or one after its #; where only
   * one space stands before, it is taken for honest unless the field is prose.
   */
  function checkComment(
    name: string | undefined,
    node: ParsedNode | null,
    separators: readonly CST.SourceToken[] | undefined,
    field: string,
  ): void {
    if (!hasComment || (node !== null && !(isScalar(node) && node.type === Scalar.PLAIN))) return;
    const token = node?.srcToken;
    const after = [...(separators ?? []), ...(token && 'end' in token ? (token.end ?? []) : [])];
    const comment = after.findIndex(({ type }) => type === 'comment');
    const found = after[comment];
    if (!found || after.slice(0, comment).some(({ type }) => type === 'newline')) return;
    const space = after[comment - 1]?.source;
    const prose = name === undefined || PROSE.has(name);
    if (!/^#[^\s#]/u.test(found.source) && !(prose && space === ' ')) return;
    const lost = brief(found.source);
    report(
      'yaml-lost-comment',
      found.offset,
      field,
      `“${lost}” is lost: a # after a space begins a comment.`,
      'Put the whole value in quotation marks; if a comment is meant, write two spaces before # and one after it.',
    );
  }

  const contents = document?.contents ?? null;
  if (contents !== null && !isMap(contents) && !isAbsent(contents)) {
    const what = isSeq(contents) ? 'a list' : 'a text';
    report(
      'field-type',
      contents.range[0],
      '',
      `There is ${what} where fields are wanted.`,
      'Write each field on its own line as key: value.',
    );
    return nothing();
  }
  const value = contents === null || !isMap(contents) ? (Object.create(null) as Mapping) : readMapping(contents, '');
  return { value, places, keys, problems };
}

const QUOTE_IT = 'If it is meant as text, put it in quotation marks.';

/** Fields of running words, in which a # is more likely part of the text than a comment. */
const PROSE = new Set(
  'title summary text name role alt caption credit reason description publisher author speaker section dateline'.split(
    ' ',
  ),
);

function isAbsent(node: ParsedNode): boolean {
  return isScalar(node) && node.type === Scalar.PLAIN && node.value === '';
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

interface Refusal {
  readonly code: ProblemCode;
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

const REFUSED: Readonly<Record<string, Omit<Refusal, 'offset'>>> = {
  alias: {
    code: 'yaml-feature',
    message: 'A value that begins with * is a YAML alias; aliases are not read.',
    fix: QUOTE_IT,
  },
  anchor: {
    code: 'yaml-feature',
    message: 'A value that begins with & is a YAML anchor; anchors are not read.',
    fix: QUOTE_IT,
  },
  tag: {
    code: 'yaml-feature',
    message: 'A value that begins with ! is a YAML tag; tags are not read.',
    fix: QUOTE_IT,
  },
  'directive-line': {
    code: 'yaml-feature',
    message: 'A line that begins with % is a YAML directive; directives are not read.',
    fix: 'Delete the line.',
  },
  'doc-start': {
    code: 'yaml-feature',
    message: 'A line --- begins another YAML document; only one is read.',
    fix: 'Delete the line.',
  },
  'doc-end': {
    code: 'yaml-feature',
    message: 'A line ... ends the YAML document; nothing may follow it.',
    fix: 'Delete the line.',
  },
  'byte-order-mark': {
    code: 'control-character',
    message: 'A byte-order mark (U+FEFF) stands inside the file.',
    fix: 'Delete the invisible character at the beginning of the line.',
  },
};

interface Scanned {
  readonly tokens: CST.Token[];
  readonly hasComment: boolean;
  /** Where the first quotation that nothing closes begins. */
  readonly openQuote: number | undefined;
  /** Where the first bracket that nothing closes stands. */
  readonly openBracket: number | undefined;
}

/**
 * Reads the tokens, and stops at the first that is refused or lies too deep: the composer recurses, and must not see
 * such a text. The parser itself keeps a stack of its own.
 */
function scan(yaml: string): Scanned | Refusal {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let openQuote: number | undefined;
  let openBracket: number | undefined;
  const brackets: number[] = [];
  let count = 0;
  let beforeScalar = false;
  let hasComment = false;
  for (const lexeme of new Lexer().lex(yaml)) {
    const offset = parser.offset;
    count += 1;
    if (count > MAX_TOKENS) {
      const message = `More than ${MAX_TOKENS.toLocaleString('en')} words and marks of YAML stand before this place.`;
      return { code: 'file-too-large', offset, message, fix: 'Split the file into several stories.' };
    }
    const type: CST.TokenType | null = beforeScalar ? 'scalar' : CST.tokenType(lexeme);
    const refusal = type === null ? undefined : REFUSED[type];
    if (refusal) return { ...refusal, offset };
    if (type === 'comment') hasComment = true;
    if (type === 'single-quoted-scalar' || type === 'double-quoted-scalar') {
      if (lexeme.length === 1 || lexeme.at(-1) !== lexeme[0]) openQuote ??= offset;
    }
    if (type === 'flow-seq-start' || type === 'flow-map-start') brackets.push(offset);
    else if (type === 'flow-seq-end' || type === 'flow-map-end') {
      const open = brackets.pop();
      if (open !== undefined && yaml.charAt(open) !== (type === 'flow-seq-end' ? '[' : '{')) openBracket ??= open;
    } else if (type === 'flow-error-end') openBracket ??= brackets.pop();
    beforeScalar = type === 'scalar' && !beforeScalar;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (tokens.at(-1)?.type === 'error') break;
    if (
      parser.stack.length > MAX_DEPTH &&
      parser.stack.filter(({ type: kind }) => COLLECTIONS.has(kind)).length > MAX_DEPTH
    ) {
      const message = `Values are nested more than ${MAX_DEPTH} levels deep here.`;
      return { code: 'yaml-depth', offset, message, fix: 'Write the value as text in quotation marks, or flatten it.' };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, hasComment, openQuote, openBracket: openBracket ?? brackets.pop() };
}

const COLLECTIONS = new Set<string>(['block-map', 'block-seq', 'flow-collection']);
