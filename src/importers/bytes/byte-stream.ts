/** Files as text, a piece at a time, whatever their encoding and whatever they say of it. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Encodings that files declare without being written in them: their bytes are looked at instead. */
const DOUBTFUL = new Set(['utf-8', 'windows-1252', 'iso-8859-1', 'us-ascii']);

const MARKS: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

const LINE_FEED = 0x0a;
/** Bytes of ASCII that are read before a declaration is believed. */
const MOST_HELD = 4 << 20;
const PIECE = 1 << 16;
/** A line longer than this is decoded in parts. */
const LONGEST_LINE = 1 << 20;

/** A piece of a file’s text; `isMended` where some of its bytes are not in the encoding of the file and were read as Windows-1252. */
export interface TextPiece {
  readonly text: string;
  readonly isMended: boolean;
  /** In the last piece: why the rest of the file could not be read, as a sentence. */
  readonly fault?: string;
}

/** Reads a file, packed by gzip or not, as text in pieces of about 64 KB; bytes that are not UTF-8 in a file that should be are read as Windows-1252. Throws what the file system throws. */
export async function* readPieces(path: string): AsyncGenerator<TextPiece> {
  const packed = await isGzip(path);
  yield* decoded(packed ? unpacked(path) : bytesOf(path));
}

/** Reads a file as text in pieces, whatever had to be done to its bytes; what is packed is not unpacked. Throws what the file system throws. */
export async function* readText(path: string): AsyncGenerator<string> {
  for await (const { text } of decoded(bytesOf(path))) yield text;
}

const bytesOf = (path: string): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: PIECE });

async function* decoded(stream: AsyncIterable<Buffer | Damage>): AsyncGenerator<TextPiece> {
  let decode: ((bytes: Buffer, isLast: boolean) => TextPiece) | undefined;
  let fault: string | undefined;
  for await (const bytes of stream) {
    if ('fault' in bytes) {
      ({ fault } = bytes);
      break;
    }
    decode ??= decoderFor(bytes);
    const piece = decode(bytes, false);
    if (piece.text !== '') yield piece;
  }
  const last = decode?.(Buffer.alloc(0), true) ?? { text: '', isMended: false };
  if (last.text !== '' || fault !== undefined) yield { ...last, ...(fault !== undefined && { fault }) };
}

/** Why packed bytes end before their end. */
interface Damage {
  readonly fault: string;
}

/** Most that packed bytes may become: this many times as many, once there are 16 MiB. Text is packed to a tenth, seldom to a fiftieth. */
const MOST_GROWTH = 200;
const ALWAYS_READ = 16 * 1024 * 1024;

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(3), 0, 3, 0);
    return isGzipHead(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Tells bytes that gzip packed (RFC 1952) by the first three. */
export const isGzipHead = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b && start[2] === 0x08;

async function* unpacked(path: string): AsyncGenerator<Buffer | Damage> {
  const source = createReadStream(path, { highWaterMark: PIECE });
  let grown = 0;
  try {
    // Faults come out of the iteration.
    for await (const bytes of pipeline(source, createGunzip(), () => undefined) as AsyncIterable<Buffer>) {
      grown += bytes.length;
      if (grown > ALWAYS_READ && grown > source.bytesRead * MOST_GROWTH) {
        yield { fault: 'It is packed as no text is, so its rest was not read: unpack it, and import what is in it.' };
        return;
      }
      yield bytes;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
    yield { fault: 'It is packed, and damaged or cut off from here on.' };
  }
}

function decoderFor(start: Buffer): (bytes: Buffer, isLast: boolean) => TextPiece {
  const encoding = encodingOf(start);
  if (DOUBTFUL.has(encoding)) return byLines();
  // Their bytes are no lines of ASCII.
  if (encoding.startsWith('utf-16') || encoding === 'iso-2022-jp') return byEncoding(encoding);
  return byEvidence(encoding);
}

type Decode = (bytes: Buffer, isLast: boolean) => TextPiece;

function byEncoding(encoding: string): Decode {
  const decoder = new TextDecoder(encoding);
  return (bytes, isLast) => ({ text: decoder.decode(bytes, { stream: !isLast }), isMended: false });
}

/** Letters beyond ASCII that are UTF-8 by chance in no text of another encoding. */
const ENOUGH = 4;

/** Whoever saves a file as UTF-8 often leaves its declaration as it was: the first lines with letters beyond ASCII tell. */
function byEvidence(encoding: string): Decode {
  let decode: Decode | undefined;
  let held = Buffer.alloc(0);
  return (bytes, isLast) => {
    if (decode !== undefined) return decode(bytes, isLast);
    const all = Buffer.concat([held, bytes]);
    const lines = all.subarray(0, isLast ? all.length : endOfLines(all));
    const beyond = lines.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
    if (beyond > 0) {
      const isSaved = isUtf8(lines) && (beyond >= 2 * ENOUGH || isLast);
      if (isSaved || !isUtf8(lines) || isLast) {
        decode = isSaved ? byLines() : byEncoding(encoding);
        return decode(all, isLast);
      }
    }
    held = Buffer.from(all);
    if (!isLast && held.length < MOST_HELD) return { text: '', isMended: false };
    decode = byEncoding(encoding);
    return decode(all, isLast);
  };
}

/** Gives the encoding of a file by its first bytes: byte order mark, zeros between letters, or XML declaration; UTF-8 otherwise. */
export function encodingOf(start: Buffer): string {
  for (const [mark, encoding] of MARKS) if (mark.every((byte, index) => start[index] === byte)) return encoding;
  // What begins with a sign of ASCII, as XML and JSON do, shows its width by the other byte of it.
  const [first = 0, second = 0, ...others] = start.subarray(0, 4);
  const isWider = others.every((byte) => byte === 0);
  if (first !== 0 && second === 0 && !isWider) return 'utf-16le';
  if (first === 0 && second !== 0 && !isWider) return 'utf-16be';
  const [, label] =
    /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/u.exec(start.toString('latin1', 0, 512)) ?? [];
  try {
    const { encoding } = new TextDecoder(label ?? 'utf-8');
    // The declaration could be read as single bytes, so it is not in two.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch (error) {
    if (error instanceof RangeError) return 'utf-8';
    throw error;
  }
}

/** Decodes whole lines, since a line feed is one byte in UTF-8 and Windows-1252 alike. */
function byLines(): (bytes: Buffer, isLast: boolean) => TextPiece {
  let held = Buffer.alloc(0);
  let isStart = true;
  return (bytes, isLast) => {
    const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    const end = isLast ? all.length : endOfLines(all);
    held = Buffer.from(all.subarray(end));
    const piece = decodeLines(all.subarray(0, end));
    const text = isStart ? piece.text.replace(/^\uFEFF/u, '') : piece.text;
    isStart &&= end === 0;
    return { ...piece, text };
  };
}

function endOfLines(bytes: Buffer): number {
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  if (end > 0 || bytes.length < LONGEST_LINE) return end;
  // No character is longer than four bytes; the parts of one are not torn from each other.
  let cut = bytes.length - 4;
  while (cut < bytes.length && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut += 1;
  return cut;
}

function decodeLines(bytes: Buffer): TextPiece {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), isMended: false };
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, at);
    const end = feed === -1 ? bytes.length : feed + 1;
    const line = bytes.subarray(at, end);
    text += isUtf8(line) ? line.toString('utf8') : decodeMixed(line);
    at = end;
  }
  return { text, isMended: true };
}

const windows1252 = new TextDecoder('windows-1252');

/** Decodes a line in which some bytes are UTF-8 and others are not. */
function decodeMixed(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = lengthAt(bytes, at);
    const character = bytes.subarray(at, at + length);
    text +=
      length > 1 && isUtf8(character) ? character.toString('utf8') : windows1252.decode(bytes.subarray(at, at + 1));
    at += length > 1 && isUtf8(character) ? length : 1;
  }
  return text;
}

function lengthAt(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0xc2) return 1;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
