/** The form of `dateline export`: JSON Lines, one line a file of the content folder, so that it is read and written piece by piece. */
import { z } from 'zod';

/** First line of an export. */
export const EXPORT_HEAD = { dateline: 'export', version: 1 } as const;

/** Of a file within the content folder, none of which is hidden. */
const path = z.string().regex(/^[^\p{Cc}\\/.][^\p{Cc}\\/]*(?:\/[^\p{Cc}\\/.][^\p{Cc}\\/]*)*$/u);

/** A file of an export: its text, or its bytes as base64 where it is no UTF-8 text. */
export const exportedFile = z.union([
  z.strictObject({ path, text: z.string() }),
  z.strictObject({ path, base64: z.base64() }),
]);

export const exportHead = z.strictObject({ dateline: z.literal('export'), version: z.literal(1) });

/** Writes a file of an export as one line. */
export function toExportLine(file: string, bytes: Uint8Array): string {
  const text = textOf(bytes);
  const value =
    text === undefined ? { path: file, base64: Buffer.from(bytes).toString('base64') } : { path: file, text };
  // Some readers end a line at these, as Node’s own does.
  const line = JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `${line}\n`;
}

/** Gives bytes as text, if they are what the text is written as again. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
