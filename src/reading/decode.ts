/** Bytes → text. Nothing is guessed or mended: what is not clean UTF-8 is refused, with its place. */
import { problem, type Problem } from '../model/problem.ts';
import { placesIn } from './place.ts';

/** Bytes that a text file may have at most: 2 MiB. */
export const MAX_BYTES = 2 * 1024 * 1024;

/** Bytes that the register of addresses may have: a line for each of a million stories. */
export const MAX_REGISTER_BYTES = 128 * 1024 * 1024;

const MAX_CONTROL_PROBLEMS = 3;

/**
 * Characters that no text may hold: controls other than tab and newline, lone surrogates, what XML 1.0 forbids, and
 * bidirectional embeddings and overrides (Trojan Source, CVE-2021-42574). Isolates and marks are honest, so they stay.
 */
const FORBIDDEN = /[[\p{Cc}--[\t\n]]\p{Cs}\u202A-\u202E\uFFFE\uFFFF]/gv;

/** Decodes a file's bytes as UTF-8 with newlines as LF; `text` is absent when the bytes are not text at all. */
export function decodeText(
  bytes: Uint8Array,
  file: string,
  most = MAX_BYTES,
): { text: string | undefined; problems: Problem[] } {
  if (bytes.length > most) return { text: undefined, problems: [tooLarge(file, bytes.length, most)] };
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    const message = 'The file is saved as UTF-16, not as UTF-8.';
    return { text: undefined, problems: [problem('encoding', file, undefined, '', message, SAVE_AS_UTF8)] };
  }
  let decoded: string;
  try {
    decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: undefined, problems: [badByte(bytes, file)] };
  }
  const text = withUnixNewlines(decoded);
  const problems = controlCharacters(text, file);
  // One unit for one unit, so every later place stays right and the rest of the file can be checked too.
  return { text: problems.length > 0 ? text.replace(FORBIDDEN, '\uFFFD') : text, problems };
}

/** The problem of a text file that is too large to read. */
export function tooLarge(file: string, size: number, most = MAX_BYTES): Problem {
  const message = `The file has ${size.toLocaleString('en')} bytes; a text file may have ${most.toLocaleString('en')} (${most / 1024 ** 2} MiB).`;
  return problem('file-too-large', file, undefined, '', message, 'Split it into several stories, or shorten it.');
}

/** Finds the first character of a text that may not be published, and says what it is; undefined when all are fine. */
export function forbiddenCharacter(text: string): string | undefined {
  const found = text.match(FORBIDDEN)?.[0];
  return found === undefined ? undefined : nameOf(found);
}

/** Takes out of a text what may not be published, and gives what is left with newlines as LF. */
export function withoutForbidden(text: string): string {
  return withUnixNewlines(text).replace(FORBIDDEN, '');
}

const SAVE_AS_UTF8 = 'Save the file as UTF-8 in your editor.';

function startsWith(bytes: Uint8Array, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}

function withUnixNewlines(decoded: string): string {
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
  return text.includes('\r') ? text.replace(/\r\n?/gu, '\n') : text;
}

function controlCharacters(text: string, file: string): Problem[] {
  const problems: Problem[] = [];
  const placeOf = FORBIDDEN.test(text) ? placesIn(text) : undefined;
  FORBIDDEN.lastIndex = 0;
  if (!placeOf) return problems;
  for (const match of text.matchAll(FORBIDDEN)) {
    if (problems.length === MAX_CONTROL_PROBLEMS) break;
    const message = `${nameOf(match[0])} stands in the text.`;
    problems.push(problem('control-character', file, placeOf(match.index), '', message, DELETE_IT));
  }
  return problems;
}

const DELETE_IT = 'Delete the character; it is invisible, so delete and retype the words around it if need be.';

function nameOf(character: string): string {
  const code = character.charCodeAt(0);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (code === 0) return `The character ${name} (NUL)`;
  if (code >= 0x202a && code <= 0x202e)
    return `The character ${name}, which changes the direction of the text around it,`;
  if (code >= 0xd800 && code <= 0xdfff) return `Half of a character (${name})`;
  return `The control character ${name}`;
}

/** Finds the byte at which lenient decoding first had to put U+FFFD where the file does not have one. */
function badByte(bytes: Uint8Array, file: string): Problem {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (let at = lenient.indexOf('\uFFFD'); at !== -1; at = lenient.indexOf('\uFFFD', from)) {
    offset += Buffer.byteLength(lenient.slice(from, at));
    from = at + 1;
    const genuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!genuine) {
      const before = withUnixNewlines(lenient.slice(0, at));
      const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
      const message = `The byte ${byte} is not UTF-8; the file may be saved as Windows-1252 or another encoding.`;
      return problem('encoding', file, placesIn(before)(before.length), '', message, SAVE_AS_UTF8);
    }
    offset += 3;
  }
  return problem('encoding', file, undefined, '', 'The bytes are not UTF-8.', SAVE_AS_UTF8);
}
