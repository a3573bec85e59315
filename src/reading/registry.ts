import { RESERVED_IDS } from '../model/addresses.ts';
import { ID_PATTERN } from '../model/fields.ts';
import { problem, type Problem, type ProblemCode } from '../model/problem.ts';
import { personSchema, type Term, type TermKind, termSchema } from '../model/registry.ts';
import { writeOutBareTexts } from './bare-names.ts';
import { checkHandles } from './handles.ts';
import { readParts } from './parts.ts';
import type { Reading } from './reading.ts';
import { slugOf } from './slug.ts';
import { validate, type Validated } from './validate.ts';

/** What the front matter alone says of a term. */
type Entry = Omit<Term, 'kind' | 'id' | 'body' | 'bodyLine'>;

/** Reads a registry entry; `fileName` is its name in the folder of its kind, e.g. `s-jaishankar.md`. Never throws. */
export function readTerm(bytes: Uint8Array, kind: TermKind, fileName: string): Reading<Term> {
  const file = `${kind}/${fileName}`;
  const id = fileName.replace(/\.md$/u, '');
  const { parts, problems: broken } = readParts(bytes, file);
  const problems: Problem[] = [...checkId(id, file), ...broken];
  if (!parts) return { value: undefined, problems, places: {} };

  const parsed = writeOutBareTexts(parts.parsed, { handles: 'handle' });
  const { places } = parsed;
  const given = { ...parsed, value: parsed.value ?? {} };
  const result: Validated<Entry> =
    kind === 'people' ? validate(personSchema, given, file) : validate(termSchema, given, file);
  const { value, sound } = result;
  problems.push(...result.problems);

  const { handles = [] } = sound;
  const report = (code: ProblemCode, field: string, message: string, fix: string): void => {
    problems.push(problem(code, file, places[field] ?? places['handles'], field, message, fix));
  };
  checkHandles(handles, 'handles', report);
  handles.forEach(({ from, to }, index) => {
    if (from === undefined || to === undefined || from <= to) return;
    const message = `to (${to}) is before from (${from}).`;
    report('date-order', `handles.${index}.to`, message, 'Correct the one that is wrong.');
  });

  const hasError = problems.some(({ severity }) => severity === 'error');
  if (hasError || !value) return { value: undefined, problems, places };
  return { value: { ...value, kind, id, body: parts.body, bodyLine: parts.bodyLine }, problems, places };
}

function checkId(id: string, file: string): Problem[] {
  if (RESERVED_IDS.has(id)) {
    const message = `The id ${id} is kept for a page of Dateline’s own.`;
    return [problem('term-id', file, undefined, '', message, `Give the file another name, e.g. the-${id}.md`)];
  }
  if (ID_PATTERN.test(id)) return [];
  const good = slugOf(id);
  const hint = good === '' || RESERVED_IDS.has(good) ? '' : `, e.g. ${good}.md`;
  const fix = `Rename the file to 1 to 100 of a-z, 0-9 and hyphens${hint}`;
  return [problem('term-id', file, undefined, '', `The file’s name cannot be an id: ${id}`, fix)];
}
