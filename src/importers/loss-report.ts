/** What an import lost, and what it kept: the record by which an archive is trusted. */
import { SKIP_REASONS, type Fate, type SkipReason } from './foreign.ts';
import type { Imported } from './run.ts';
import type { ItemOutcome } from './spill.ts';

/** How often one thing became of one field. */
export interface FieldCount {
  readonly field: string;
  readonly fate: Fate['fate'];
  /** Front-matter field, or `body`; empty for what was dropped. */
  readonly as: string;
  /** How it was changed or why it was dropped; empty for what was kept. */
  readonly how: string;
  count: number;
  /** Items in which that is so. */
  items: number;
}

/** An import in figures. `inputs` is the sum of stories, drafts and skipped items. */
export interface Totals {
  readonly inputs: number;
  readonly stories: number;
  readonly drafts: number;
  readonly skipped: number;
  readonly reasons: Readonly<Partial<Record<SkipReason, number>>>;
  /** Fields for an editor to look at, over all stories, by field. */
  readonly review: Readonly<Record<string, number>>;
  /** Most frequent first. */
  readonly fields: readonly FieldCount[];
}

/** Above this many different ways, the rest is counted together: messages may quote what no two items share. */
const MOST_WAYS = 5000;

/** Counts what became of all items. */
export function totalsOf(outcomes: Iterable<ItemOutcome>): Totals {
  const counts = { story: 0, draft: 0, skipped: 0 };
  const reasons: Partial<Record<SkipReason, number>> = {};
  const review: Record<string, number> = {};
  const fields = new Map<string, FieldCount>();
  let inputs = 0;
  for (const { outcome, reason, review: marks, fates } of outcomes) {
    inputs += 1;
    counts[outcome] += 1;
    if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1;
    for (const field of marks) review[field] = (review[field] ?? 0) + 1;
    const seen = new Set<string>();
    for (const fate of fates) count(fields, fate, seen);
  }
  return {
    inputs,
    stories: counts.story,
    drafts: counts.draft,
    skipped: counts.skipped,
    reasons,
    review,
    fields: [...fields.values()].sort(
      (one, other) => other.count - one.count || (keyOfWay(one) < keyOfWay(other) ? -1 : 1),
    ),
  };
}

function count(fields: Map<string, FieldCount>, fate: Fate, seen: Set<string>): void {
  const way = wayOf(fate);
  const own = keyOfWay(way);
  const key = fields.has(own) || fields.size < MOST_WAYS ? own : keyOfWay({ ...way, how: MANY });
  const known = fields.get(key) ?? { ...way, how: key === own ? way.how : MANY, count: 0, items: 0 };
  known.count += 1;
  if (!seen.has(key)) known.items += 1;
  seen.add(key);
  fields.set(key, known);
}

const MANY = 'in one of many ways';

type WayOf = Pick<FieldCount, 'field' | 'fate' | 'as' | 'how'>;

function wayOf(fate: Fate): WayOf {
  // What is quoted differs from item to item, and the way is the same.
  const how = howOf(fate)
    .replaceAll(/“[^”]*”/gu, '“…”')
    .replaceAll(/https?:\/\/[^\s”]+/gu, '…');
  return { field: fate.field, fate: fate.fate, as: 'as' in fate ? fate.as : '', how };
}

/** Gives what tells one way from others. */
export function keyOfWay({ field, fate, as, how }: WayOf): string {
  return JSON.stringify([fate, field, as, how]);
}

/** Gives the key of the way in which a field went. */
export function keyOfFate(fate: Fate): string {
  return keyOfWay(wayOf(fate));
}

/** Why fields are left out in which the input has nothing. */
const NOTHING: ReadonlySet<string> = new Set(['it is empty', 'it says nothing', 'it has no words']);

/** Tells whether a field was left out because there was nothing in it, so that nothing was lost. */
export function isEmptyWay({ fate, how }: Pick<FieldCount, 'fate' | 'how'>): boolean {
  return fate === 'dropped' && NOTHING.has(how);
}

function howOf(fate: Fate): string {
  return fate.fate === 'kept' ? '' : fate.fate === 'dropped' ? fate.why : fate.how;
}

/** Writes where an item stands in the input: `file:line`, or `file, item 3`. */
export function toPlace({ place: { file, line, item } }: ItemOutcome): string {
  return `${file}${line === undefined ? '' : `:${line}`}${item === undefined ? '' : ` (item ${item})`}`;
}

/** Says in one sentence what became of a field. */
export function toSentence(fate: Fate): string {
  const what = nameOf(fate);
  switch (fate.fate) {
    case 'kept':
      return `${what} was kept as ${fate.as}.`;
    case 'changed':
      return `${what} was ${fate.how} (${fate.as}).`;
    case 'proposed':
      return `${what} is proposed as ${fate.as}: it was ${fate.how}.`;
    case 'dropped':
      return `${what} was left out, because ${fate.why}.`;
  }
}

/** Writes the report as JSON Lines: the totals, then each item. */
export function* toJsonLines(imported: Imported, totals: Totals): Generator<string> {
  const { format, input, files, left } = imported;
  yield `${JSON.stringify({ format, input, totals, files, left })}\n`;
  for (const outcome of imported.outcomes()) yield `${JSON.stringify(outcome)}\n`;
}

/** Writes the report as text: the totals, then each item with what became of its fields. */
export function* toText(imported: Imported, totals: Totals): Generator<string> {
  for (const line of summaryOf(imported, totals)) yield `${line}\n`;
  for (const outcome of imported.outcomes()) {
    yield `\n${toPlace(outcome)}  ${outcome.name}\n`;
    yield outcome.outcome === 'skipped'
      ? `  skipped: ${outcome.reason === undefined ? '' : SKIP_REASONS[outcome.reason]}. ${outcome.message ?? ''}\n`
      : `  ${outcome.outcome} ${outcome.path ?? ''}${outcome.review.length > 0 ? `, to be looked at: ${outcome.review.join(', ')}` : ''}\n`;
    for (const fate of outcome.fates) if (fate.fate !== 'kept' && !isEmptyFate(fate)) yield `  ${toSentence(fate)}\n`;
    const kept = outcome.fates.flatMap((fate) => (fate.fate === 'kept' ? `${nameOf(fate)} (${fate.as})` : []));
    if (kept.length > 0) yield `  kept: ${kept.join(', ')}\n`;
    const empty = outcome.fates.filter(isEmptyFate).map(nameOf);
    if (empty.length > 0) yield `  empty: ${empty.join(', ')}\n`;
  }
}

function nameOf({ field, value }: Fate): string {
  return value === undefined ? field : `${field} ${value}`;
}

function isEmptyFate(fate: Fate): boolean {
  return isEmptyWay({ fate: fate.fate, how: howOf(fate) });
}

/** Ways that the summary names. */
const MOST_NAMED = 12;

/** Gives the lines that say what came of an import: first what there is to do, then what was left out and changed. */
export function* summaryOf({ format, input, files, left }: Imported, totals: Totals): Generator<string> {
  const { inputs, stories, drafts, skipped, reasons, review, fields } = totals;
  yield `${input} (${format}): ${counted(inputs, 'item')} = ${counted(stories, 'story', 'stories')} + ${counted(drafts, 'draft')} + ${skipped} skipped`;
  for (const [reason, number] of Object.entries(reasons).sort(
    ([one], [other]) => Number(isUnread(other)) - Number(isUnread(one)),
  ))
    yield `  skipped ${number}: ${SKIP_REASONS[reason as SkipReason]}`;
  const marks = Object.entries(review).map(([field, number]) => `${field} ${number}`);
  if (marks.length > 0) yield `  for an editor to look at: ${marks.join(', ')}`;
  for (const path of files.edited.slice(0, MOST_NAMED)) yield `  left as it is, because it was edited since: ${path}`;
  if (files.edited.length > MOST_NAMED)
    yield `  left as they are, because they were edited since: ${files.edited.length - MOST_NAMED} more`;
  for (const fate of ['dropped', 'changed'] as const) {
    const ways = fields.filter((way) => way.fate === fate && !isEmptyWay(way));
    for (const { field, how, items } of ways.slice(0, MOST_NAMED))
      yield `  ${fate} in ${counted(items, 'item')}: ${field}, ${fate === 'dropped' ? 'because ' : ''}${how}`;
    if (ways.length > MOST_NAMED)
      yield `  ${fate} in ${counted(ways.length - MOST_NAMED, 'more way')}, which the report tells`;
  }
  const empty = fields.filter(isEmptyWay).map(({ field, items }) => `${field} ${items}`);
  if (empty.length > 0)
    yield `  empty in the input: ${empty.slice(0, MOST_NAMED).join(', ')}${empty.length > MOST_NAMED ? ' …' : ''}`;
  yield `  files: ${files.written} written, ${files.same} there already${files.edited.length > 0 ? `, ${files.edited.length} left because they were edited since` : ''}`;
  if (left.length > 0)
    yield `  ${counted(left.length, 'file')} of an earlier import left, for which the input has nothing any more`;
}

function isUnread(reason: string): boolean {
  return reason === 'unreadable';
}

function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
