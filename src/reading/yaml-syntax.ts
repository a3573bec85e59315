/** Why YAML cannot be parsed, in words for people who have never read its specification. */
import type { YAMLError } from 'yaml';

/** An explained syntax error; `offset` is where a person should look, which is not always where the parser gave up. */
export interface SyntaxExplanation {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** Explains the parser's first error, given where a quotation or bracket stands that nothing closes. */
export function explainSyntax(
  yaml: string,
  error: YAMLError,
  { openQuote, openBracket }: { readonly openQuote: number | undefined; readonly openBracket: number | undefined },
): SyntaxExplanation {
  const offset = Math.min(error.pos[0], Math.max(0, yaml.length - 1));
  const line = lineAt(yaml, offset);
  const at = (message: string, fix: string, where = offset): SyntaxExplanation => ({ offset: where, message, fix });

  if (openQuote !== undefined && openQuote <= error.pos[0]) {
    const quote = yaml.charAt(openQuote);
    return at(`The quotation mark ${quote} is never closed.`, `Add ${quote} at the end of the value.`, openQuote);
  }
  if (openBracket !== undefined && /end with a [\]}]/u.test(error.message)) {
    const open = yaml.charAt(openBracket);
    const lost = /\s#/u.test(restOfLine(yaml, openBracket)) ? LOST_BRACKET : '';
    return at(`The ${open} is never closed.`, `Add ${open === '[' ? ']' : '}'} at the end${lost}.`, openBracket);
  }
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return at('A tab indents this line; YAML allows only spaces there.', 'Indent the line with spaces.');
    case 'BAD_SCALAR_START': {
      const value = restOfLine(yaml, offset);
      if (value.startsWith('@') && /(?:^|[\s{,-])handle:\s*$/u.test(yaml.slice(line.start, offset))) {
        return at(
          'A value cannot begin with @.',
          `Write the handle without it: ${brief(/^@*([^\s,}\]]*)/u.exec(value)?.[1] ?? '')}`,
        );
      }
      return at(`A value cannot begin with ${value.charAt(0)}.`, `Put the value in quotation marks: ${quoted(value)}`);
    }
    case 'BLOCK_AS_IMPLICIT_KEY': {
      const value = restOfLine(yaml, offset);
      if (!/:(?:\s|$)|^\? /u.test(value)) return at(WRONG_INDENT, FIX_INDENT, lineAfter(yaml, offset));
      return at(
        'The value has a colon and a space in it, which YAML takes for another field.',
        `Put the value in quotation marks: ${quoted(value)}`,
      );
    }
    case 'BAD_DQ_ESCAPE':
      return at(
        `${brief(yaml.slice(offset, offset + 2))} is not an escape that YAML knows.`,
        'Write \\\\ for a backslash, or put the value in single quotation marks.',
      );
    case 'BAD_INDENT':
      return at(WRONG_INDENT, FIX_INDENT);
    case 'KEY_OVER_1024_CHARS':
      return at(
        'The text before the colon is longer than 1,024 characters.',
        'If it is a value, put it in quotation marks.',
      );
    case 'MULTILINE_IMPLICIT_KEY':
      return at(...noField(line.text));
    case 'MISSING_CHAR':
      if (/Missing , or :|Missing ,/u.test(error.message))
        return at('A comma is missing between two entries.', 'Write a comma between them.');
      return at(...noField(line.text));
    case 'UNEXPECTED_TOKEN':
      return at(...unexpected(yaml, offset, error.message));
    default:
      return at(
        'The YAML cannot be read from here on.',
        'Put values with special characters in quotation marks, and check the indentation.',
      );
  }
}

const WRONG_INDENT = 'The line is not indented like the lines it belongs to.';
const FIX_INDENT =
  'Begin the line in the same column as the fields beside it; if it continues the value above, put that in quotation marks.';
const LOST_BRACKET = '; a # after a space begins a comment, so put a value with a # in quotation marks';

type Words = [message: string, fix: string];

function noField(line: string): Words {
  const squeezed = /^\s*(?:- )?([\w-]+):(\S.*)$/u.exec(line);
  if (squeezed) {
    return ['A space is missing after the colon.', `Write ${brief(`${squeezed[1] ?? ''}: ${squeezed[2] ?? ''}`)}`];
  }
  if (/^\s*(?:- )?[^\s:]+:(?:\s|$)/u.test(line)) return [WRONG_INDENT, FIX_INDENT];
  return [
    'The line is not a field: it has no key with a colon.',
    'Write key: value, or indent the line if it belongs to the value above.',
  ];
}

function unexpected(yaml: string, offset: number, message: string): Words {
  const character = yaml.charAt(offset);
  if (/on same line with key/u.test(message)) {
    return [
      'A list cannot begin on the line of its key.',
      'Begin the list on the next line, or write it in brackets: [one, two].',
    ];
  }
  if (/Unexpected , in/u.test(message)) return ['There is a comma too many.', 'Delete the comma.'];
  if (/flow-(?:seq|map)-end/u.test(message)) {
    return [`This ${character} closes nothing.`, `Delete it, or put the value in quotation marks if it is text.`];
  }
  if (/at node end/u.test(message) && /["'\]}]/u.test(yaml.slice(0, offset).trimEnd().at(-1) ?? '')) {
    const closed = /["']/u.test(yaml.slice(0, offset).trimEnd().at(-1) ?? '');
    return closed
      ? [
          'The quotation ends before this place, and more text follows it.',
          "Put the whole value in quotation marks, and write a quotation mark inside it as \\\" (within \"…\") or as two '' (within '…').",
        ]
      : [
          'The bracket is closed before this place, and more text follows it.',
          'Put the whole value in quotation marks if it is text.',
        ];
  }
  if (/Not a YAML token|Block scalar header/u.test(message)) {
    return [
      'Text follows | or > on its line.',
      'Begin the text on the next line, indented, or put it in quotation marks.',
    ];
  }
  return noField(lineAt(yaml, offset).text);
}

function lineAt(yaml: string, offset: number): { start: number; text: string } {
  const start = yaml.lastIndexOf('\n', offset - 1) + 1;
  const end = yaml.indexOf('\n', start);
  return { start, text: yaml.slice(start, end === -1 ? undefined : end) };
}

function lineAfter(yaml: string, offset: number): number {
  const end = yaml.indexOf('\n', offset);
  return end === -1 || end + 1 >= yaml.length ? offset : end + 1 + (/^ */u.exec(yaml.slice(end + 1))?.[0].length ?? 0);
}

function restOfLine(yaml: string, offset: number): string {
  const end = yaml.indexOf('\n', offset);
  return yaml.slice(offset, end === -1 ? undefined : end).trimEnd();
}

function quoted(value: string): string {
  return value.includes('"') ? `'${brief(value).replaceAll("'", "''")}'` : `"${brief(value).replaceAll('\\', '\\\\')}"`;
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
