/** Values → a valid object, or every fault in words: what is wrong, where, and how to mend it. */
import type { z } from 'zod';
import { PROBLEMS, problem, type Problem, type ProblemCode } from '../model/problem.ts';
import { explainDate } from './explain-date.ts';
import { explainAddress } from './explain-address.ts';
import type { Place } from './reading.ts';
import { candidatesAt, schemaAt, wantedBy, type Wanted } from './schema.ts';
import { slugOf } from './slug.ts';
import { suggest } from './suggest.ts';
import type { Mapping, ParsedYaml, Value } from './yaml.ts';

type Path = readonly PropertyKey[];

/** What came of validation. */
export interface Validated<T> {
  /** Absent when anything is wrong. */
  readonly value: T | undefined;
  /** The top-level fields in which nothing is wrong, for checks that go on beside the faults of others. */
  readonly sound: Partial<T>;
  readonly problems: readonly Problem[];
}

/** Validates parsed YAML; gives one problem for each fault, at its place in the file. */
export function validate<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  parsed: ParsedYaml & { readonly value: Mapping },
  file: string,
): Validated<z.output<z.ZodObject<Shape>>> {
  const result = schema.safeParse(parsed.value);
  if (result.success) return { value: result.data, sound: result.data, problems: [] };

  const found = new Map<string, Problem>();
  // A required field under a wrong name is one fault, not two.
  const misspelt = new Set<string>();
  const { issues } = result.error;
  const reported = new Set(parsed.problems.filter(({ severity }) => severity === 'error').map(({ field }) => field));
  for (const { path, keys } of issues.filter((issue) => issue.code === 'unrecognized_keys')) {
    for (const key of keys) {
      const meant = suggest(key, candidatesAt(schema, path));
      if (meant !== undefined) misspelt.add(dotted([...path, meant]));
      found.set(`key ${dotted([...path, key])}`, unknownKey(schema, parsed, file, path, key, meant));
    }
  }
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') continue;
    const field = dotted(issue.path);
    if (reported.has(field)) continue;
    if (misspelt.has(field) && valueAt(parsed.value, issue.path) === undefined) continue;
    // A value that fails several checks of its field is one fault.
    found.set(field, fault(schema, parsed, file, issue));
  }

  const unsound = new Set(issues.flatMap(({ path, ...issue }) => keysOf(path, issue)));
  const isSound = ([key]: [string, unknown]): boolean => !unsound.has(key);
  // Defaults stand in for what is left out, so the result is sifted too.
  const sound = schema.partial().safeParse(Object.fromEntries(Object.entries(parsed.value).filter(isSound)));
  return {
    value: undefined,
    sound: Object.fromEntries(Object.entries(sound.data ?? {}).filter(isSound)) as Partial<
      z.output<z.ZodObject<Shape>>
    >,
    problems: [...found.values()],
  };
}

function keysOf(path: Path, issue: { code: string; keys?: readonly string[] }): string[] {
  return path.length === 0 ? [...(issue.keys ?? [])] : [String(path[0])];
}

function unknownKey(
  schema: z.ZodType,
  parsed: ParsedYaml,
  file: string,
  path: Path,
  key: string,
  meant: string | undefined,
): Problem {
  const field = dotted([...path, key]);
  const place = parsed.keys[field] ?? placeOf(parsed, path);
  const known = candidatesAt(schema, path);
  const message = `${subject([...path, key], parsed)} is not a field that Dateline knows.`;
  if (meant === undefined) {
    return problem('key-unknown', file, place, field, message, `Delete it; the fields here are ${listed(known)}.`);
  }
  const fix =
    valueAt(parsed.value, [...path, meant]) !== undefined
      ? `Delete it, or add it to ${meant}.`
      : `Did you mean ${meant}?`;
  return problem('key-unknown', file, place, field, message, fix);
}

function fault(schema: z.ZodType, parsed: ParsedYaml, file: string, issue: z.core.$ZodIssue): Problem {
  const { path } = issue;
  const field = dotted(path);
  const value = valueAt(parsed.value, path);
  const at = schemaAt(schema, path);
  const wanted = wantedBy(at);
  const name = subject(path, parsed);
  const meaning = meaningOf(schema, path);
  const make = (code: ProblemCode, message: string, fix: string): Problem =>
    problem(code, file, placeOf(parsed, path), field, message, fix);

  if (value === undefined) return make('field-missing', `${name} is missing.`, `Add ${lastKey(path)}: ${meaning}`);
  if (value === '' || (typeof value === 'string' && value.trim() === '')) {
    const isRequired = typeof path.at(-1) === 'string' && at?._zod.optin === undefined && !isBare(path, parsed);
    const write = isRequired ? 'Write it' : 'Write it, or delete it';
    return make('field-empty', `${name} is empty.`, `${write}. It is: ${meaning}`);
  }
  if (shapeOf(value) !== wanted.shape) {
    return make(
      'field-type',
      `${name} is ${SHAPES[shapeOf(value)]}, but it has to be ${SHAPES[wanted.shape]}.`,
      reshape(path, value, wanted),
    );
  }
  const text = typeof value === 'string' ? value : '';
  if (wanted.date !== undefined) return make('date-invalid', ...explainDate(name, text, wanted.date));
  if (wanted.options.length > 0) {
    const meant = suggest(text, wanted.options);
    const fix = meant === undefined ? `Write ${listed(wanted.options, 'or')}.` : `Did you mean ${meant}?`;
    return make('field-value', `${name} is “${brief(text)}”, which is not ${listed(wanted.options, 'or')}.`, fix);
  }
  const code = codeOf(issue);
  if (code === 'url-invalid') return make(code, ...explainAddress(name, text));
  return make(code, `${name} is “${brief(text)}”, which ${issue.message}.`, mend(code, text, meaning));
}

function codeOf(issue: z.core.$ZodIssue): ProblemCode {
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return typeof code === 'string' && isProblemCode(code) ? code : 'field-value';
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** What small slips can be mended by hand at once. */
function mend(code: ProblemCode, text: string, meaning: string): string {
  if (code === 'slug-invalid' && slugOf(text) !== '') return `Write ${slugOf(text)}`;
  if (/^@./u.test(text)) return `Write it without the @: ${brief(text.slice(1))}`;
  if (/^[A-Za-z]{2,3}_[A-Za-z0-9]{2,8}$/u.test(text)) return `Write ${text.replace('_', '-')}`;
  if (/^[\dX]+(?:[ -][\dX]+)+$/u.test(text)) return `Write ${text.replaceAll(/[ -]/gu, '')}`;
  return `Write another value. It is: ${meaning}`;
}

type Shape = Wanted['shape'];

const SHAPES: Readonly<Record<Shape, string>> = {
  text: 'a text',
  list: 'a list',
  mapping: 'a mapping of fields',
};

function shapeOf(value: Value): Shape {
  if (typeof value === 'string') return 'text';
  return Array.isArray(value) ? 'list' : 'mapping';
}

/** First fields of entries that may be a bare text. */
const BARE = ['name', 'handle'];

/** Says how to write a value in the shape that its field wants. */
function reshape(path: Path, value: Value, wanted: Wanted): string {
  const key = lastKey(path);
  const inList = typeof path.at(-1) === 'number';
  if (wanted.shape === 'list') {
    if (typeof value !== 'string') return `Put a hyphen before each entry of ${key}, as in: - …`;
    return wanted.entryFields.length === 0 || BARE.includes(wanted.entryFields[0] ?? '')
      ? `Write it as a list: ${key}: [${asEntries(value)}]`
      : `Write it as a list of entries: ${key}: [${entry(wanted.entryFields, wanted.entryRequired, value)}]`;
  }
  if (wanted.shape === 'mapping') {
    if (wanted.required.length === 0) return `Write its fields below ${key}:, each on a line of its own.`;
    const [only] = Array.isArray(value) && value.length === 1 ? value : [value];
    const fields = entry(wanted.fields, wanted.required, typeof only === 'string' ? only : '');
    return inList ? `Write the entry as ${fields}` : `Write ${key}: ${fields}`;
  }
  if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'string') {
    return `Write it without brackets: ${brief(value[0])}`;
  }
  return inList ? 'Write the entry as one text.' : `Write one text after ${key}:`;
}

function asEntries(value: string): string {
  return /[[\]{}:#"'&*!|>%@`]/u.test(value) ? `"${brief(value).replaceAll('"', '\\"')}"` : brief(value);
}

function entry(fields: readonly string[], required: readonly string[], value: string): string {
  const isAddress = /^https?:\/\//iu.test(value) && fields.includes('url');
  const shown = new Set(required);
  if (isAddress) shown.add('url');
  const [first] = required;
  return `{ ${[...shown]
    .map((field) => {
      if (field === 'url' && isAddress) return `url: ${brief(value)}`;
      return `${field}: ${!isAddress && field === first && field !== 'date' && value !== '' ? asEntries(value) : '…'}`;
    })
    .join(', ')} }`;
}

/** Names a field for a sentence: `handle (tweets, entry 1)`, `Entry 2 of topics`. */
function subject(path: Path, parsed: ParsedYaml): string {
  const shown = isBare(path, parsed) ? path.slice(0, -1) : path;
  const last = shown.at(-1);
  if (typeof last === 'number') return `Entry ${last + 1} of ${subject(shown.slice(0, -1), parsed)}`;
  const parents = shown.slice(0, -1).map((part) => (typeof part === 'number' ? `entry ${part + 1}` : String(part)));
  return parents.length === 0 ? brief(String(last)) : `${brief(String(last))} (${parents.join(', ')})`;
}

/** Tells whether a bare text was written out as a mapping here; then its writer knows nothing of the key. */
function isBare(path: Path, { places }: ParsedYaml): boolean {
  const place = places[dotted(path)];
  return place !== undefined && place === places[dotted(path.slice(0, -1))];
}

function lastKey(path: Path): string {
  return path.findLast((part) => typeof part === 'string') ?? '';
}

/** Gives the description of a field, or of the list in which it is an entry. */
function meaningOf(schema: z.ZodType, path: Path): string {
  for (let length = path.length; length > 0; length -= 1) {
    const at = schemaAt(schema, path.slice(0, length));
    if (at && 'description' in at && typeof at.description === 'string') return at.description;
  }
  return 'see the README.';
}

function dotted(path: Path): string {
  return path.map(String).join('.');
}

function placeOf(parsed: ParsedYaml, path: Path): Place | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const place = parsed.places[dotted(path.slice(0, length))];
    if (place) return place;
  }
  return undefined;
}

function valueAt(value: Value | undefined, path: Path): Value | undefined {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object') return undefined;
    at = Array.isArray(at) ? at[Number(part)] : Object.hasOwn(at, part) ? at[String(part)] : undefined;
  }
  return at;
}

function listed(words: readonly string[], conjunction = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1) ?? ''}`;
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
