import { toLossPage, type LossItem, type LossSection, type LossWay } from '../formats/loss-page.ts';
import { counted, numbers } from '../formats/report-words.ts';
import { SKIP_REASONS, type Fate, type SkipReason } from '../importers/foreign.ts';
import { keyOfFate, keyOfWay, toPlace, toSentence, type FieldCount, type Totals } from '../importers/loss-report.ts';
import type { Imported } from '../importers/run.ts';
import type { ItemOutcome } from '../importers/spill.ts';
import { readReportStyles } from './report-styles.ts';

/** Ways of one kind that the page lists, examples of each, skipped items of one reason, items, fields told of one item, and values of one field. */
const MOST = { ways: 100, examples: 20, skipped: 300, items: 300, told: 200, values: 10 } as const;

/** Writes an import’s report as a page. Of long lists it keeps the first. */
export function toLossPageOf(imported: Imported, totals: Totals): string[] {
  const { inputs, stories, drafts, skipped, fields } = totals;
  const listed = new Map<string, LossItem[]>();
  for (const way of WAYS)
    for (const field of fieldsOf(fields, way.fate).slice(0, MOST.ways)) listed.set(keyOfWay(field), []);
  const bySkip = new Map<SkipReason, LossItem[]>();
  const items: LossItem[] = [];
  for (const outcome of imported.outcomes()) {
    if (items.length < MOST.items) items.push(toItem(outcome, outcome.fates));
    if (outcome.reason !== undefined) {
      const own = bySkip.get(outcome.reason) ?? [];
      bySkip.set(outcome.reason, own);
      if (own.length < MOST.skipped) own.push(toItem(outcome, []));
    }
    for (const [key, fates] of Map.groupBy(outcome.fates, keyOfFate)) {
      const own = listed.get(key);
      if (own && own.length < MOST.examples) own.push(toExample(outcome, fates));
    }
  }
  const { files, left, format } = imported;
  return [
    toLossPage({
      title: imported.input,
      styles: readReportStyles(),
      stand: standOf(totals),
      ledger: Object.entries({ items: inputs, stories, drafts, skipped }),
      notes: [
        `Read as ${format}. Files: ${files.written} written, ${files.same} there already.`,
        ...files.edited
          .map((path) => `${path} was edited since it was imported, so it was left as it is.`)
          .slice(0, MOST.items),
        ...(left.length > 0
          ? [`Files of an earlier import for which the input has nothing any more, left as they are: ${left.length}.`]
          : []),
      ],
      sections: [skippedSection(totals, bySkip), ...WAYS.map((way) => toSection(way, fields, listed))],
      items,
      all: inputs,
    }),
  ];
}

function standOf({ skipped, fields, inputs }: Totals): string {
  const dropped = fieldsOf(fields, 'dropped').reduce((sum, { count }) => sum + count, 0);
  if (inputs === 0) return 'The input holds no items.';
  return skipped === 0 && dropped === 0
    ? 'Nothing was left out.'
    : 'Nothing was lost in silence: what was left out stands here, with the reason.';
}

interface Way {
  readonly fate: Fate['fate'];
  readonly name: string;
  readonly means: (field: FieldCount) => string;
}

const WAYS: readonly Way[] = [
  { fate: 'dropped', name: 'Left out', means: ({ how }) => `It was left out, because ${how}.` },
  { fate: 'changed', name: 'Changed', means: ({ as, how }) => `It was ${how}. It stands in ${as}.` },
  { fate: 'proposed', name: 'Proposed', means: ({ as, how }) => `An editor has to look at ${as}: it was ${how}.` },
  { fate: 'kept', name: 'Kept', means: ({ as }) => `It was kept as ${as}.` },
];

function fieldsOf(fields: readonly FieldCount[], fate: Fate['fate']): FieldCount[] {
  return fields.filter((field) => field.fate === fate);
}

function toSection(
  { fate, name, means }: Way,
  fields: readonly FieldCount[],
  listed: ReadonlyMap<string, readonly LossItem[]>,
): LossSection {
  const all = fieldsOf(fields, fate);
  const ways = all.slice(0, MOST.ways).map((field): LossWay => ({
    name: field.field,
    items: field.items,
    count: field.count,
    means: means(field),
    // Who was kept is no news; that it was, is.
    examples: fate === 'kept' ? [] : (listed.get(keyOfWay(field)) ?? []),
  }));
  const count = all.reduce((sum, field) => sum + field.count, 0);
  return {
    id: fate,
    name,
    sum: `${numbers.format(count)} ${count === 1 ? 'time' : 'times'}`,
    ways,
    more: all.length - ways.length,
  };
}

function skippedSection(
  { skipped, reasons }: Totals,
  bySkip: ReadonlyMap<SkipReason, readonly LossItem[]>,
): LossSection {
  const ways = Object.entries(reasons).map(([reason, count]): LossWay => {
    const words = SKIP_REASONS[reason as SkipReason];
    return {
      name: reason,
      items: count,
      count,
      means: `The item ${words}.`,
      examples: bySkip.get(reason as SkipReason) ?? [],
    };
  });
  return { id: 'skipped', name: 'Skipped', sum: counted(skipped, 'item'), ways, more: 0 };
}

/** An item in which a field went one way: the way is told above it, so that only what it was about is left to tell. */
function toExample(outcome: ItemOutcome, fates: readonly Fate[]): LossItem {
  const { name, at, path } = toItem(outcome, []);
  const values = fates.flatMap(({ value }) => value ?? []);
  return { name, at, ...(path !== undefined && { path }), told: values.slice(0, MOST.values) };
}

function toItem(outcome: ItemOutcome, fates: readonly Fate[]): LossItem {
  const { name, path, message, review } = outcome;
  const told = fates.slice(0, MOST.told).map(toSentence);
  const more = fates.length - told.length;
  return {
    name: name === '' ? 'Without a name' : name,
    at: toPlace(outcome),
    ...(path !== undefined && { path }),
    told: [
      ...(message === undefined ? [] : [message]),
      ...(review.length > 0 ? [`To be looked at: ${review.join(', ')}.`] : []),
      ...told,
      ...(more > 0 ? [`${more} more fields are told in the report as .json.`] : []),
    ],
  };
}
