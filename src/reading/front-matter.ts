/**
 * File text → front matter and body. gray-matter reads the front matter, but by itself it runs code (`---js`), takes `----` for
 * a closing fence and loses the body of an unclosed file; so a strict guard stands before it. Nor is it given the body, since it
 * looks its whole text up in a cache, even where that is off.
 */
import matter from 'gray-matter';
import { problem, type Problem } from '../model/problem.ts';
import { placesIn } from './place.ts';

/** A file's two parts, with the 1-based line of the file on which each begins. */
export interface FrontMatterSplit {
  readonly yaml: string;
  readonly yamlLine: number;
  readonly body: string;
  readonly bodyLine: number;
}

/**
 * Blank lines that may follow one another in front matter. gray-matter looks for a block of comments alone with
 * `/^\s*#…/gm`, which takes quadratic time in a run of blank lines.
 */
const MAX_BLANK_LINES = 100;

function refuse(): never {
  throw new Error('Front matter is YAML; no other language is read.');
}

/** Options for gray-matter: no cache (it is off whenever options are given), YAML only, and even that is not parsed here. */
export const MATTER_OPTIONS = {
  language: 'yaml',
  delimiters: '---',
  engines: {
    yaml: () => ({}),
    javascript: refuse,
    js: refuse,
    json: refuse,
    toml: refuse,
    coffee: refuse,
    coffeescript: refuse,
    cson: refuse,
  },
};

/** Splits a file's text (newlines as LF, no byte-order mark) into front matter and body, or says why it cannot. */
export function splitFrontMatter(
  text: string,
  file: string,
): { split: FrontMatterSplit | undefined; problems: Problem[] } {
  const firstEnd = text.indexOf('\n');
  const firstLine = firstEnd === -1 ? text : text.slice(0, firstEnd);
  if (firstLine !== '---') return { split: undefined, problems: [badOpening(text, firstLine, file)] };

  // The first line that begins with three hyphens: gray-matter takes it for the end, whatever follows them.
  const closing = /\n(---[^\n]*)/gu;
  closing.lastIndex = 3;
  const [, fence] = firstEnd === -1 ? [] : (closing.exec(text) ?? []);
  if (fence === undefined) {
    const message = 'No line of exactly --- closes the front matter.';
    const fix = 'Add a line --- between the last field and the text.';
    return { split: undefined, problems: [problem('front-matter-unclosed', file, undefined, '', message, fix)] };
  }
  const fenceEnd = closing.lastIndex;
  const fenceStart = fenceEnd - fence.length;
  if (!/^---\s*$/u.test(fence)) {
    const message = `The line “${excerpt(fence)}” does not close the front matter: only a line of exactly --- does.`;
    const fix = 'Write --- alone on the line that ends the front matter.';
    const place = placesIn(text)(fenceStart);
    return { split: undefined, problems: [problem('front-matter-unclosed', file, place, '', message, fix)] };
  }

  const blank = longBlank(text.slice(0, fenceStart));
  if (blank !== undefined) {
    const message = `More than ${MAX_BLANK_LINES} blank lines follow one another in the front matter.`;
    const place = placesIn(text)(blank);
    return {
      split: undefined,
      problems: [problem('yaml-syntax', file, place, '', message, 'Delete the blank lines.')],
    };
  }

  const parts = matter(`${text.slice(0, fenceStart)}---\n`, MATTER_OPTIONS);
  const yaml = parts.matter === '' ? '' : `${parts.matter.slice(1)}\n`;
  const bodyLine = yaml.split('\n').length + 2;
  return { split: { yaml, yamlLine: 2, body: text.slice(fenceEnd + 1), bodyLine }, problems: [] };
}

function badOpening(text: string, firstLine: string, file: string): Problem {
  const fence = (message: string, fix: string): Problem =>
    problem('front-matter-fence', file, undefined, '', message, fix);
  const missing = (message: string, fix: string): Problem =>
    problem('front-matter-missing', file, undefined, '', message, fix);

  if (/^---\s+$/u.test(firstLine)) return fence('Spaces follow the opening ---.', 'Delete the spaces after ---.');
  if (/^-{4,}\s*$/u.test(firstLine)) {
    return fence(
      `The file begins with ${firstLine.trim().length} hyphens, not with three.`,
      'Write --- as the first line.',
    );
  }
  if (firstLine.startsWith('---')) {
    return fence(
      `The first line is “${excerpt(firstLine)}”: front matter in another language is not read, and nothing in it is run.`,
      'Write --- alone as the first line, and the fields below it in YAML.',
    );
  }
  if (/^\s+---\s*$/u.test(firstLine))
    return fence('Spaces stand before the opening ---.', 'Delete the spaces before ---.');
  if (/^(?:\+\+\+|;;;|\{)/u.test(firstLine)) {
    const language = firstLine.startsWith('+') ? 'TOML' : 'JSON';
    return fence(
      `The front matter is ${language}; Dateline reads YAML between lines of ---.`,
      'Write --- alone as the first line, each field as key: value, and --- below the last field.',
    );
  }
  if (text.trim() === '') return missing('The file is empty.', BEGIN);
  if (/^\s*\n---\n/u.test(text.slice(0, 10_000))) {
    return missing('Blank lines stand above the opening ---.', 'Delete the lines above ---, so that it is line 1.');
  }
  return missing('The file does not begin with front matter.', BEGIN);
}

const BEGIN = 'Begin the file with the lines: --- / title: … / date: YYYY-MM-DD / ---';

function excerpt(line: string): string {
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

const MANY_SPACES = new RegExp(`\\s{${MAX_BLANK_LINES},}`, 'gu');

/** Gives the offset at which a run of too many blank lines begins. */
function longBlank(text: string): number | undefined {
  for (const run of text.matchAll(MANY_SPACES)) {
    if (run[0].split(/[\n\u2028\u2029]/u).length > MAX_BLANK_LINES) return run.index + 1;
  }
  return undefined;
}
