/** The first bytes of the files of an input, by which its format is known. */
import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import type { Input, InputFile } from '../foreign.ts';
import { encodingOf, isGzipHead } from './byte-stream.ts';

const BYTES = 4096;
/** 4 KiB, packed, are no more. */
const MOST_UNPACKED = 8 * 1024 * 1024;
/** Files of a folder that are looked at. */
const LOOKED_AT = 24;

/** Gives the first bytes of a file, of a packed one those that are in it, as text, roughly and without a byte order mark; empty where it cannot be read, which whoever reads all of it tells. */
export async function headOf(file: InputFile, most = BYTES): Promise<string> {
  try {
    const handle = await open(file.absolute);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
      const bytes = unpacked(buffer.subarray(0, bytesRead)).subarray(0, most);
      return new TextDecoder(encodingOf(bytes)).decode(bytes, { stream: true });
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

/** Unpacks the beginning of what gzip packed; bytes that are not so packed are given as they are. */
function unpacked(bytes: Buffer): Buffer {
  if (!isGzipHead(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_UNPACKED });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return bytes;
    throw error;
  }
}

/** Says what to do with a file that no format reads, by how it begins; undefined where nothing tells. */
export function adviceOn(head: string): string | undefined {
  if (head.startsWith('PK\u0003\u0004')) return 'It is a ZIP archive: unpack it, and import what is in it.';
  if (head.slice(0, 8).includes('\0'))
    return 'It is no text, or one in an encoding that is not read: save it as UTF-8.';
  return undefined;
}

/** Gives the share of an input’s files, of the first ones of a folder, whose beginning is of a format. */
export async function shareOf(input: Input, isOfFormat: (head: string, file: InputFile) => boolean): Promise<number> {
  const files = input.files.filter(({ size }) => size > 0).slice(0, LOOKED_AT);
  let found = 0;
  for (const file of files) if (isOfFormat(await headOf(file), file)) found += 1;
  return files.length === 0 ? 0 : found / files.length;
}
