/** Text of files too large to be held whole: decoded as it is read. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

const UTF_16 = { le: [0xff, 0xfe], be: [0xfe, 0xff] } as const;

/** Gives the encoding of a file, as TextDecoder names it: by its first bytes, else UTF-8 where all of it is that, else Windows-1252. */
export async function encodingOf(absolute: string): Promise<string> {
  const start = await firstBytes(absolute, 4);
  if (start[0] === UTF_16.le[0] && start[1] === UTF_16.le[1]) return 'utf-16le';
  if (start[0] === UTF_16.be[0] && start[1] === UTF_16.be[1]) return 'utf-16be';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(absolute)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

/** Gives the text of a file piece by piece, without byte-order mark. */
export async function* textOf(absolute: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(absolute)) {
    const text = decoder.decode(chunk as Buffer, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** Gives the bytes with which a file begins. */
async function firstBytes(absolute: string, length: number): Promise<Buffer> {
  const file = await open(absolute);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position: 0, length });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Gives the text with which a file begins. */
export async function firstText(absolute: string, length: number): Promise<string> {
  const start = await firstBytes(absolute, length);
  const encoding =
    start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(start);
}
