/** Foreign bytes → text with newlines as LF and without characters that no file of an archive may hold; what was done is told. */

/** Text read from bytes whose encoding is not known. */
export interface ForeignText {
  readonly text: string;
  /** What was taken for granted, or left out; each completes the sentence “it was …”. Empty for clean UTF-8. */
  readonly how: readonly string[];
}

/** Bytes that one file of text may have to be read at once: 16 MiB. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** Decodes bytes: by their byte order mark, as `declared` (a label of the Encoding Standard) says, as UTF-8, or as Windows-1252; undefined where they are no text. */
export function decodeForeign(bytes: Uint8Array, declared?: string): ForeignText | undefined {
  const how: string[] = [];
  const decoded = decode(bytes, declared, how);
  return decoded === undefined ? undefined : { text: withoutForbidden(withUnixNewlines(decoded), how), how };
}

function decode(bytes: Uint8Array, declared: string | undefined, how: string[]): string | undefined {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) {
    const text = attempt(bytes, wide);
    if (text !== undefined) how.push(`read as ${wide.toUpperCase()}`);
    return text;
  }
  if (bytes.subarray(0, 8192).includes(0)) return undefined;
  const utf8 = attempt(bytes, 'utf-8');
  // Files that declare something else are UTF-8 more often than not, and no text in another encoding passes for it.
  if (utf8 !== undefined) return utf8;
  const said = declared === undefined || /^utf-?8$/iu.test(declared) ? undefined : attempt(bytes, declared);
  if (said !== undefined) {
    how.push(`read as ${String(declared)}`);
    return said;
  }
  return decodeMixed(bytes, how);
}

/** Gives UTF-16 by its mark, or where every other byte of the beginning is 0. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 200);
  if (start.length < 4 || start.length % 2 === 1) return undefined;
  const zeros = [0, 1].map((parity) => start.filter((byte, at) => at % 2 === parity && byte === 0).length);
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd > start.length / 4) return 'utf-16le';
  return odd === 0 && even > start.length / 4 ? 'utf-16be' : undefined;
}

function attempt(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    // A RangeError for a label that nobody knows, a TypeError for bytes that are not so encoded.
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

const UTF8_OR_BYTE =
  /(?<utf8>(?:[\xC2-\xDF][\x80-\xBF]|\xE0[\xA0-\xBF][\x80-\xBF]|[\xE1-\xEC\xEE\xEF][\x80-\xBF]{2}|\xED[\x80-\x9F][\x80-\xBF]|\xF0[\x90-\xBF][\x80-\xBF]{2}|[\xF1-\xF3][\x80-\xBF]{3}|\xF4[\x80-\x8F][\x80-\xBF]{2})+)|[\x80-\xFF]+/gu;

/** Reads bytes that are no UTF-8 as Windows-1252, and those beside them that are as UTF-8: pasted text often mixes them. */
function decodeMixed(bytes: Uint8Array, how: string[]): string {
  const windows = new TextDecoder('windows-1252');
  const found = { utf8: 0, first: bytes.length };
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(UTF8_OR_BYTE, (run, ...rest) => {
      const { utf8 } = rest.at(-1) as { utf8?: string };
      if (utf8 !== undefined) {
        found.utf8 += 1;
        return Buffer.from(run, 'latin1').toString('utf8');
      }
      found.first = Math.min(found.first, rest.at(-3) as number);
      return windows.decode(Buffer.from(run, 'latin1'));
    });
  const line = Buffer.from(bytes.subarray(0, found.first))
    .toString('latin1')
    .split(/\r\n?|\n/u).length;
  how.push(`read as Windows-1252${found.utf8 > 0 ? ' where it is not UTF-8' : ''} (first in line ${line})`);
  return text;
}

function withUnixNewlines(decoded: string): string {
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
  return text.includes('\r') ? text.replace(/\r\n?/gu, '\n') : text;
}

/** As `decodeText` of src/reading refuses them, but for form feeds, which divide. */
const FORBIDDEN = /[[\p{Cc}--[\t\n\f]]\p{Cs}\u202A-\u202E\uFFFE\uFFFF]/gv;

function withoutForbidden(text: string, how: string[]): string {
  if (text.search(FORBIDDEN) === -1) return text;
  const found = new Set<string>();
  const windows = new TextDecoder('windows-1252');
  const clean = text.replace(FORBIDDEN, (character) => {
    const code = character.charCodeAt(0);
    // Windows-1252 that was once saved as if it were Latin-1.
    const meant = code >= 0x80 && code <= 0x9f ? windows.decode(Uint8Array.of(code)) : character;
    if (meant !== character) {
      found.add('freed of control characters that stood for those of Windows-1252');
      return meant;
    }
    found.add('freed of characters that no text may hold (controls, or marks that reverse it)');
    return '';
  });
  how.push(...found);
  return clean;
}
