import { toLossPage, type LossItem, type LossSection, type LossWay } from '../formats/loss-page.ts';
import { counted, numbers } from '../formats/report-words.ts';
import { SKIP_REASONS, type Fate, type SkipReason } from '../importers/foreign.ts';
import {
  isEmptyWay,
  keyOfFate,
  keyOfWay,
  toPlace,
  toSentence,
  type FieldCount,
  type Totals,
} from '../importers/loss-report.ts';
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
    for (const field of fieldsOf(fields, way).slice(0, MOST.ways)) listed.set(keyOfWay(field), []);
  const bySkip = new Map<SkipReason, LossItem[]>();
  const items: LossItem[] = [];
  let toLookAt = 0;
  for (const outcome of imported.outcomes()) {
    if (items.length < MOST.items) items.push(toItem(outcome, outcome.fates));
    if (outcome.review.length > 0) toLookAt += 1;
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
      stand: standOf(totals, toLookAt),
      ledger: Object.entries({ items: inputs, stories, drafts, skipped }),
      notes: [
        `Read as ${format}. Files: ${numbers.format(files.written)} written, ${numbers.format(files.same)} there already.`,
        ...files.edited
          .map((path) => `${path} was edited since it was imported, so it was left as it is.`)
          .slice(0, MOST.items),
        ...(left.length > 0
          ? [`Files of an earlier import for which the input has nothing any more, left as they are: ${left.length}.`]
          : []),
      ],
      sections: [
        skippedSection('unread', 'Not read', totals, bySkip),
        ...WAYS.filter(isFirst).map((way) => toSection(way, fields, listed)),
        skippedSection('skipped', 'Skipped', totals, bySkip),
        ...WAYS.filter((way) => !isFirst(way)).map((way) => toSection(way, fields, listed)),
      ],
      items,
      all: inputs,
    }),
  ];
}

/** Says what there is to do, and whether anything was lost. */
function standOf({ skipped, reasons, fields, inputs }: Totals, toLookAt: number): string {
  if (inputs === 0) return 'The input holds no items.';
  const dropped = fields.some((way) => way.fate === 'dropped' && !isEmptyWay(way));
  const { unreadable = 0 } = reasons;
  return [
    ...(unreadable > 0 ? [`${counted(unreadable, 'item')} could not be read.`] : []),
    ...(toLookAt > 0 ? [`An editor has to look at ${counted(toLookAt, 'story', 'stories')}.`] : []),
    skipped === 0 && !dropped
      ? 'Nothing was left out.'
      : 'Nothing was lost in silence: what was left out stands here, with the reason.',
  ].join(' ');
}

interface Way {
  readonly id: string;
  readonly name: string;
  readonly holds: (field: FieldCount) => boolean;
  readonly means: (field: FieldCount) => string;
}

const WAYS: readonly Way[] = [
  {
    id: 'proposed',
    name: 'To look at',
    holds: ({ fate }) => fate === 'proposed',
    means: ({ as, how }) => `An editor has to look at ${as}: it was ${how}.`,
  },
  {
    id: 'dropped',
    name: 'Left out',
    holds: (field) => field.fate === 'dropped' && !isEmptyWay(field),
    means: ({ how }) => `It was left out, because ${how}.`,
  },
  {
    id: 'changed',
    name: 'Changed',
    holds: ({ fate }) => fate === 'changed',
    means: ({ as, how }) => `It was ${how}. It stands in ${as}.`,
  },
  { id: 'kept', name: 'Kept', holds: ({ fate }) => fate === 'kept', means: ({ as }) => `It was kept as ${as}.` },
  { id: 'empty', name: 'Empty', holds: isEmptyWay, means: () => 'The input has nothing there, so nothing was lost.' },
];

/** What there is to do comes before what is to be known. */
const isFirst = ({ id }: Way): boolean => id === 'proposed';
/** Who was kept is no news; that it was, is. */
const hasExamples = ({ id }: Way): boolean => id !== 'kept' && id !== 'empty';

function fieldsOf(fields: readonly FieldCount[], { holds }: Way): FieldCount[] {
  return fields.filter(holds);
}

function toSection(
  way: Way,
  fields: readonly FieldCount[],
  listed: ReadonlyMap<string, readonly LossItem[]>,
): LossSection {
  const { id, name, means } = way;
  const all = fieldsOf(fields, way);
  const ways = all.slice(0, MOST.ways).map((field): LossWay => ({
    name: field.field,
    items: field.items,
    count: field.count,
    means: means(field),
    examples: hasExamples(way) ? (listed.get(keyOfWay(field)) ?? []) : [],
  }));
  const count = all.reduce((sum, field) => sum + field.count, 0);
  return {
    id,
    name,
    sum: `${numbers.format(count)} ${count === 1 ? 'time' : 'times'}`,
    ways,
    more: all.length - ways.length,
  };
}

/** Items that could not be read stand apart: something may be wrong with the input. */
function skippedSection(
  id: 'unread' | 'skipped',
  name: string,
  { reasons }: Totals,
  bySkip: ReadonlyMap<SkipReason, readonly LossItem[]>,
): LossSection {
  const ways = Object.entries(reasons)
    .filter(([reason]) => (reason === 'unreadable') === (id === 'unread'))
    .map(([reason, count]): LossWay => {
      const words = SKIP_REASONS[reason as SkipReason];
      return {
        name: reason,
        items: count,
        count,
        means: `The item ${words}.`,
        examples: bySkip.get(reason as SkipReason) ?? [],
      };
    });
  return {
    id,
    name,
    sum: counted(
      ways.reduce((sum, { count }) => sum + count, 0),
      'item',
    ),
    ways,
    more: 0,
  };
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
