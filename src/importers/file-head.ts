/** The first bytes of the files of an input, by which its format is known. */
import { open } from 'node:fs/promises';
import { encodingOf } from './byte-stream.ts';
import type { Input, InputFile } from './foreign.ts';

const BYTES = 4096;
/** Files of a folder that are looked at. */
const LOOKED_AT = 24;

/** Gives the first bytes of a file as text, roughly and without a byte order mark; empty where it cannot be read, which whoever reads all of it tells. */
export async function headOf(file: InputFile, most = BYTES): Promise<string> {
  try {
    const handle = await open(file.absolute);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
      const bytes = buffer.subarray(0, bytesRead);
      return new TextDecoder(encodingOf(bytes)).decode(bytes, { stream: true });
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

/** Gives the share of an input’s files, of the first ones of a folder, whose beginning is of a format. */
export async function shareOf(input: Input, isOfFormat: (head: string, file: InputFile) => boolean): Promise<number> {
  const files = input.files.filter(({ size }) => size > 0).slice(0, LOOKED_AT);
  let found = 0;
  for (const file of files) if (isOfFormat(await headOf(file), file)) found += 1;
  return files.length === 0 ? 0 : found / files.length;
}
