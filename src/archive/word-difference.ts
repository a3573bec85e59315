import { diffArrays } from 'diff';

/** A stretch of words that stayed, went or came; a `gap` stands for words that stayed and are left out. */
export interface Stretch {
  readonly kind: 'kept' | 'removed' | 'added' | 'gap';
  readonly text: string;
}

/** One line or paragraph of what changed. */
export type ChangedLine = readonly Stretch[];

/** So many lines may come and go before two texts are taken for wholly different. */
const MOST_LINES = 800;
/** So many words may come and go within lines that changed before these are given whole. */
const MOST_WORDS = 600;
/** Words of one text that are compared one by one; lines beyond are given whole. */
const MOST_COMPARED = 20_000;
/** Words that stay are shown so far before and after a change. */
const CONTEXT = 8;

/** A piece of text as it is compared: a word, a sign or a line ending, with the space that follows it. */
interface Token {
  readonly text: string;
  readonly isWord: boolean;
}

/** Neighbouring tokens with the same fate. */
interface Run {
  readonly kind: 'kept' | 'removed' | 'added';
  readonly tokens: readonly Token[];
}

const LINE_END: Token = { text: '\n', isWord: false };

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (!segmenter) segmenters.set(language, (segmenter = new Intl.Segmenter(language, { granularity: 'word' })));
  return segmenter;
}

/**
 * Gives what changed between two texts, each a list of lines with single spaces: words that went and came with a few around them, line
 * by line; words as the language (BCP 47) parts them (UAX #29). What is too long or too different to be compared word by word is
 * given by whole lines. Empty for texts that are the same.
 */
export function differenceOf(before: readonly string[], after: readonly string[], language: string): ChangedLine[] {
  return fold(toLines(compare(before, after, segmenterOf(language)).flatMap(toStretches)));
}

/** Gives all that stayed, went and came, in order. */
function compare(before: readonly string[], after: readonly string[], segmenter: Intl.Segmenter): Run[][] {
  const lines = diffArrays([...before], [...after], { maxEditLength: MOST_LINES }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ];
  const tokensOf = (list: readonly string[]) => list.flatMap((line) => toTokens(line, segmenter));
  let left = MOST_COMPARED;
  return lines.flatMap(({ value, removed, added }, index): Run[][] => {
    const previous = lines[index - 1];
    const next = lines[index + 1];
    // Lines that came in the place of others are told with these.
    if (added && previous?.removed === true) return [];
    if (!removed || next?.added !== true)
      return value.map((line) => [{ kind: removed ? 'removed' : added ? 'added' : 'kept', tokens: whole(line) }]);
    const length = [...value, ...next.value].reduce((sum, line) => sum + line.length, 0);
    if (length <= left * 4) {
      const [old, fresh] = [tokensOf(value), tokensOf(next.value)];
      left -= old.length + fresh.length;
      const runs = left < 0 ? undefined : compareWords(old, fresh);
      if (runs) return [runs];
    }
    return [
      ...value.map((line): Run[] => [{ kind: 'removed', tokens: whole(line) }]),
      ...next.value.map((line): Run[] => [{ kind: 'added', tokens: whole(line) }]),
    ];
  });
}

const whole = (line: string): Token[] => [{ text: line, isWord: true }, LINE_END];

function toTokens(line: string, segmenter: Intl.Segmenter): Token[] {
  const tokens: Token[] = [];
  for (const { segment, isWordLike = false } of segmenter.segment(line)) {
    const last = tokens.at(-1);
    if (last && segment.trim() === '') tokens[tokens.length - 1] = { ...last, text: last.text + segment };
    else tokens.push({ text: segment, isWord: isWordLike });
  }
  return [...tokens, LINE_END];
}

/** A word at the end of a line is the same as one before another. */
const isSame = (one: Token, other: Token) => one === other || one.text.trim() === other.text.trim();

function compareWords(before: Token[], after: Token[]): Run[] | undefined {
  const changes = diffArrays(before, after, { maxEditLength: MOST_WORDS, comparator: isSame });
  let at = 0;
  const runs = changes?.map(({ value, removed, added }): Run => {
    const old = added ? [] : before.slice(at, (at += value.length));
    if (removed || added) return { kind: removed ? 'removed' : 'added', tokens: value };
    // What follows in either text needs the space.
    return { kind: 'kept', tokens: value.map((token, index) => longer(token, old[index])) };
  });
  return runs && joinNear(runs);
}

function longer(one: Token, other: Token | undefined): Token {
  return other && other.text.length > one.text.length ? other : one;
}

/** Takes a single word that stayed between two that were replaced into the change: nobody reads words that change one by one. */
function joinNear(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  let removed: Token[] = [];
  let added: Token[] = [];
  const flush = () => {
    if (removed.length > 0) joined.push({ kind: 'removed', tokens: removed });
    if (added.length > 0) joined.push({ kind: 'added', tokens: added });
    [removed, added] = [[], []];
  };
  runs.forEach(({ kind, tokens }, index) => {
    if (kind === 'removed') removed.push(...tokens);
    else if (kind === 'added') added.push(...tokens);
    else if (isShort(tokens) && isReplacement(runs, index - 2) && isReplacement(runs, index + 1)) {
      removed.push(...tokens);
      added.push(...tokens);
    } else {
      flush();
      joined.push({ kind, tokens });
    }
  });
  flush();
  return joined;
}

function isReplacement(runs: readonly Run[], index: number): boolean {
  return runs[index]?.kind === 'removed' && runs[index + 1]?.kind === 'added';
}

function isShort(tokens: readonly Token[]): boolean {
  return tokens.length <= 2 && tokens.filter(({ isWord }) => isWord).length <= 1 && !tokens.some(isLineEnd);
}

const isLineEnd = ({ text }: Token) => text === LINE_END.text;

/** A stretch before it is cut: the tokens of one line, or the end of one. */
type Piece = Run | 'line end';

function toStretches(runs: readonly Run[]): Piece[] {
  return runs.flatMap(({ kind, tokens }) => {
    const pieces: Piece[] = [];
    let start = 0;
    tokens.forEach((token, index) => {
      if (!isLineEnd(token)) return;
      if (index > start) pieces.push({ kind, tokens: tokens.slice(start, index) });
      pieces.push('line end');
      start = index + 1;
    });
    if (start < tokens.length) pieces.push({ kind, tokens: tokens.slice(start) });
    return pieces;
  });
}

function toLines(pieces: readonly Piece[]): Run[][] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  for (const piece of pieces) {
    if (piece !== 'line end') line.push(piece);
    else if (line.length > 0) {
      lines.push(line);
      line = [];
    }
  }
  return line.length > 0 ? [...lines, line] : lines;
}

const GAP: Stretch = { kind: 'gap', text: '' };

/** Leaves out what stayed, but for some words around each change. */
function fold(lines: readonly Run[][]): ChangedLine[] {
  const folded: ChangedLine[] = [];
  let isSkipping = false;
  for (const line of lines) {
    if (line.every(({ kind }) => kind === 'kept')) {
      isSkipping = true;
      continue;
    }
    if (isSkipping && folded.length > 0) folded.push([GAP]);
    isSkipping = false;
    folded.push(line.flatMap((run, index) => foldRun(run, index === 0, index === line.length - 1)));
  }
  return folded;
}

function foldRun({ kind, tokens }: Run, isFirst: boolean, isLast: boolean): Stretch[] {
  const shown = (isFirst ? 0 : CONTEXT) + (isLast ? 0 : CONTEXT);
  if (kind !== 'kept' || tokens.length <= shown + 1) return [{ kind, text: textOf(tokens) }];
  return [
    ...(isFirst ? [] : [{ kind, text: textOf(tokens.slice(0, CONTEXT)) }]),
    GAP,
    ...(isLast ? [] : [{ kind, text: textOf(tokens.slice(-CONTEXT)) }]),
  ];
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}
