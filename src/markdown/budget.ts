/**
 * Keeps micromark's work bounded. Its attention, label and container code walks back over everything before it, so hostile
 * text costs seconds a doubling; here every such construct pays for its walk first, from a purse that belongs to one parse.
 * Counting work instead of time keeps the outcome the same on every machine.
 */
import {
  attention,
  autolink,
  blockQuote,
  characterEscape,
  characterReference,
  codeText,
  definition,
  hardBreakEscape,
  htmlText,
  labelEnd,
  labelStartImage,
  labelStartLink,
  list,
  setextUnderline,
} from 'micromark-core-commonmark';
import type {
  Construct,
  ConstructRecord,
  Effects,
  Extension,
  ParseContext,
  State,
  TokenizeContext,
} from 'micromark-util-types';
import type { Place } from './story.ts';

/**
 * About 20 ns each, one event copied. A story of 20,000 words with 3,000 links, 300 footnotes and a table of 1,000 rows needs half
 * of it.
 */
const BUDGET = 80_000_000;
/** One character taken by a construct, which may give it back and fail. */
const CHARACTER = 4;
/** What trying any construct costs. */
const ATTEMPT = 300;
/** The k-th mark of a run of * or _ costs k times this: matched runs are taken apart mark by mark. */
const MARK = 8;
/** A token is an object, even where the construct then fails. */
const TOKEN = 60;
/** A cell of a table becomes many events. */
const CELL = 300;
const PIPE = 124;
/** Block quotes, lists and footnotes that begin on one line. */
const CONTAINERS_A_LINE = 100;

/** The text is nested or repeated so that rendering it would take unbounded time; `place` is in the Markdown. */
export class MarkdownTooDeep extends Error {
  readonly place: Place;
  constructor(message: string, place: Place) {
    super(message);
    this.name = 'MarkdownTooDeep';
    this.place = { line: place.line, column: place.column };
  }
}

interface Purse {
  left: number;
  line: number;
  containers: number;
  /** Characters that the whole text has before an offset, and this one has not. */
  readonly missingBefore: (offset: number) => number;
}

const purses = new WeakMap<ParseContext, Purse>();
/** Of the parse that is under way; micromark hands nothing of ours on to the purse. */
let missingBefore: Purse['missingBefore'] = () => 0;

/** Parses a shortened text at the prices of the whole; `missing` gives how many characters it lacks before an offset. */
export function parseAsWhole<Tree>(missing: (offset: number) => number, parse: () => Tree): Tree {
  const before = missingBefore;
  missingBefore = missing;
  try {
    return parse();
  } finally {
    missingBefore = before;
  }
}

function purseOf(context: TokenizeContext): Purse {
  const known = purses.get(context.parser);
  if (known !== undefined) return known;
  const purse = { left: BUDGET, line: 0, containers: 0, missingBefore };
  purses.set(context.parser, purse);
  return purse;
}

function pay(context: TokenizeContext, purse: Purse, units: number): void {
  purse.left -= units;
  if (purse.left < 0) {
    throw new MarkdownTooDeep(
      'The text repeats marks so often that it cannot be rendered in bounded time',
      context.now(),
    );
  }
}

/** How a construct spends time beyond the characters that it takes. */
interface Price {
  /** Share of the full price of an event that it pays for each event before it: walking is cheaper than copying. */
  readonly walk: number;
  /** Looks its label up in the lists of definitions. */
  readonly looksUp?: true;
  /** Is taken apart mark by mark. */
  readonly marks?: true;
  readonly container?: true;
}

const PLAIN: Price = { walk: 0 };
const ATTENTION: Price = { walk: 0.25, marks: true };
const LABEL: Price = { walk: 0.25, looksUp: true };
const UNDERLINE: Price = { walk: 1 };
const CONTAINER: Price = { walk: 0.125, container: true };

/** Lets a construct pay for what it does; everything else about it stays as it was. */
function metered(construct: Construct, price: Price): Construct {
  const { continuation } = construct;
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      const purse = purseOf(this);
      pay(this, purse, ATTEMPT + priceOfWalk(this, purse, price));
      const entered: State = (code) => {
        if (price.container === true) countContainer(this, purse);
        return ok(code);
      };
      return construct.tokenize.call(this, meteredEffects(effects, this, purse, price), entered, nok);
    },
    ...(continuation === undefined ? {} : { continuation: meteredContinuation(continuation) }),
  };
}

/** A container that ends, or a lazy line that goes on with it, makes micromark walk over the whole document so far. */
function meteredContinuation(continuation: Construct): Construct {
  return {
    ...continuation,
    tokenize(effects, ok, nok) {
      const purse = purseOf(this);
      const ended: State = (code) => {
        pay(this, purse, this.events.length);
        return nok(code);
      };
      pay(this, purse, ATTEMPT);
      return continuation.tokenize.call(this, meteredEffects(effects, this, purse, PLAIN), ok, ended);
    },
  };
}

function priceOfWalk(context: TokenizeContext, purse: Purse, price: Price): number {
  const { events, parser } = context;
  const walked = events.length * price.walk;
  if (price.looksUp !== true) return walked;
  // At a bracket, the label so far is sliced out and normalised, then looked for in both lists.
  const { offset } = context.now();
  const begin = events[0]?.[1].start.offset ?? -purse.missingBefore(offset);
  const sliced = (offset - begin) / 16;
  const listed = (parser.defined.length + (parser.gfmFootnotes?.length ?? 0)) / 4;
  return walked + sliced + listed;
}

function countContainer(context: TokenizeContext, purse: Purse): void {
  const place = context.now();
  purse.containers = purse.line === place.line ? purse.containers + 1 : 1;
  purse.line = place.line;
  if (purse.containers > CONTAINERS_A_LINE) {
    throw new MarkdownTooDeep(`More than ${CONTAINERS_A_LINE} block quotes or lists begin on one line`, place);
  }
}

function meteredEffects(effects: Effects, context: TokenizeContext, purse: Purse, price: Price): Effects {
  let taken = 0;
  return {
    ...effects,
    consume(code) {
      taken += 1;
      pay(context, purse, price.marks === true ? MARK * taken : code === PIPE ? CELL : CHARACTER);
      effects.consume(code);
    },
    enter(type, fields) {
      pay(context, purse, TOKEN);
      return effects.enter(type, fields);
    },
    attempt: (constructs, ok, nok) => effects.attempt(meteredPart(constructs), ok, nok),
    check: (constructs, ok, nok) => effects.check(meteredPart(constructs), ok, nok),
  };
}

const parts = new WeakMap<Construct, Construct>();

/** Meters what a construct tries in turn, e.g. the resource of a link, which may read to the end of the text in vain. */
function meteredPart(constructs: Construct | Construct[] | ConstructRecord): Construct | Construct[] | ConstructRecord {
  if (!isPart(constructs)) return constructs;
  const known = parts.get(constructs);
  if (known !== undefined) return known;
  const part: Construct = {
    ...constructs,
    tokenize(effects, ok, nok) {
      return constructs.tokenize.call(this, meteredEffects(effects, this, purseOf(this), PLAIN), ok, nok);
    },
  };
  parts.set(constructs, part);
  return part;
}

function isPart(constructs: Construct | Construct[] | ConstructRecord): constructs is Construct {
  return 'tokenize' in constructs && typeof constructs.tokenize === 'function';
}

type Part = 'string' | 'text' | 'flow' | 'contentInitial';

const CORE: readonly (readonly [part: Part, code: number, price: Price, constructs: readonly Construct[]])[] = [
  // In addresses, titles and labels.
  ['string', 38, PLAIN, [characterReference]],
  ['string', 92, PLAIN, [characterEscape]],
  ['text', 33, PLAIN, [labelStartImage]],
  ['text', 38, PLAIN, [characterReference]],
  ['text', 42, ATTENTION, [attention]],
  ['text', 60, PLAIN, [autolink, htmlText]],
  ['text', 91, PLAIN, [labelStartLink]],
  ['text', 92, PLAIN, [hardBreakEscape, characterEscape]],
  ['text', 93, LABEL, [labelEnd]],
  ['text', 95, ATTENTION, [attention]],
  ['text', 96, PLAIN, [codeText]],
  ['flow', 45, UNDERLINE, [setextUnderline]],
  ['flow', 61, UNDERLINE, [setextUnderline]],
  ['contentInitial', 91, LABEL, [definition]],
];

/** First characters of list markers. */
const LIST_CODES = [42, 43, 45, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57];
const BLOCK_QUOTE_CODE = 62;

/** CommonMark's own superlinear constructs, metered, in place of the plain ones. */
export function budgetOfCommonMark(): Extension {
  const records = { string: {}, text: {}, flow: {}, contentInitial: {} } satisfies Record<Part, ConstructRecord>;
  const disabled = new Set<string>();
  for (const [part, code, price, constructs] of CORE) {
    const renamed = constructs.map((construct) => {
      if (construct.name !== undefined) disabled.add(construct.name);
      return { ...metered(construct, price), name: `metered ${construct.name ?? ''}` };
    });
    Object.assign(records[part], { [code]: renamed });
  }
  // Lists and block quotes go on by naming themselves, so the plain ones stay enabled behind these.
  const containers = Object.fromEntries(LIST_CODES.map((code) => [code, metered(list, CONTAINER)]));
  return {
    ...records,
    document: { ...containers, [BLOCK_QUOTE_CODE]: metered(blockQuote, CONTAINER) },
    disable: { null: [...disabled] },
  };
}

/** The same for an extension's constructs; those in text pay for a walk over everything before them unless they take none. */
export function budgetOf(extension: Extension, { walks = true }: { readonly walks?: boolean } = {}): Extension {
  const inText = walks ? { ...ATTENTION, looksUp: true as const } : PLAIN;
  return {
    ...extension,
    ...(extension.document && { document: meteredRecord(extension.document, CONTAINER) }),
    ...(extension.flow && { flow: meteredRecord(extension.flow, PLAIN) }),
    ...(extension.text && { text: meteredRecord(extension.text, inText) }),
  };
}

function meteredRecord(record: ConstructRecord, price: Price): ConstructRecord {
  return Object.fromEntries(
    Object.entries(record).map(([code, constructs]) => [
      code,
      [constructs ?? []].flat().map((construct) => metered(construct, price)),
    ]),
  );
}
