/** WARC 1.0 and 1.1 (ISO 28500), whole or compressed record by record, read as a stream. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { brotliDecompressSync, createGunzip, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** A record of the archive that is a response to a request, or what was visited. */
export interface WarcResponse {
  /** 1-based place of the record in the file. */
  readonly index: number;
  readonly address: string | undefined;
  /** When it was recorded, as the archive writes it. */
  readonly date: string | undefined;
  readonly status: number;
  readonly contentType: string;
  /** Absent where the record is too large, or broken, with the reason. */
  readonly body?: Uint8Array;
  readonly wrong?: string;
  /** Whether the archive says alone that it was the same as at an earlier visit. */
  readonly isRevisit?: boolean;
}

const LONGEST_LINE = 64 * 1024;
const MOST_HEADERS = 200;

/** Gives the responses of a WARC file in their order, of all addresses or of those that are wanted. Throws an Error whose message says what is wrong with the file. */
export async function* responsesIn(
  absolute: string,
  mostBytes: number,
  isWanted: (address: string) => boolean = () => true,
): AsyncGenerator<WarcResponse> {
  const source = new Bytes(absolute);
  let index = 0;
  try {
    for (;;) {
      const version = await source.versionLine();
      if (version === undefined) return;
      index += 1;
      const headers = await source.headers();
      const length = Number(headers.get('content-length') ?? NaN);
      if (!Number.isSafeInteger(length) || length < 0)
        throw new Error(`Record ${String(index)} does not say how long it is`);
      const address = headers.get('warc-target-uri')?.replace(/^<|>$/gu, '');
      const date = headers.get('warc-date');
      const type = headers.get('warc-type')?.toLowerCase();
      const record = { index, address, date, status: 200, contentType: '' };
      const isPage =
        type === 'resource' ||
        (type === 'response' && /^application\/http/iu.test(headers.get('content-type') ?? 'application/http'));
      const isPart = type === 'continuation' || (isPage && headers.has('warc-segment-number'));
      if (!isPage || isPart || length > mostBytes || !isWanted(address ?? '')) {
        await source.skip(length);
        if (!isWanted(address ?? '')) continue;
        if (type === 'revisit') yield { ...record, isRevisit: true };
        else if (isPart) yield { ...record, wrong: 'It is a part of a record that was cut into several.' };
        else if (isPage) yield { ...record, wrong: `It has more than ${String(mostBytes / 1024 ** 2)} MiB.` };
        continue;
      }
      const block = await source.take(length);
      if (type === 'resource') yield { ...record, contentType: headers.get('content-type') ?? '', body: block };
      else yield { ...record, ...readHttp(block, mostBytes) };
    }
  } finally {
    source.close();
  }
}

/** Reads a response of HTTP/1: its status, its type and its body without chunks and compression. */
function readHttp(block: Buffer, mostBytes: number): Pick<WarcResponse, 'status' | 'contentType' | 'body' | 'wrong'> {
  const end = headEnd(block);
  const [first = '', ...lines] = block.subarray(0, end.head).toString('latin1').split(/\r?\n/u);
  const status = Number(/^HTTP\/\S+\s+(\d{3})/u.exec(first)?.[1] ?? NaN);
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const contentType = headers.get('content-type') ?? '';
  if (Number.isNaN(status)) return { status: 0, contentType, wrong: 'It does not begin as a response of HTTP does.' };
  try {
    const whole = block.subarray(end.body);
    const joined = /chunked/iu.test(headers.get('transfer-encoding') ?? '') ? dechunked(whole) : whole;
    return { status, contentType, body: decompressed(joined, headers.get('content-encoding') ?? '', mostBytes) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { status, contentType, wrong: `Its body cannot be decompressed: ${error.message.replace(/\.$/u, '')}.` };
  }
}

function headEnd(block: Buffer): { head: number; body: number } {
  const strict = block.indexOf('\r\n\r\n');
  const loose = block.indexOf('\n\n');
  if (strict !== -1 && (loose === -1 || strict < loose)) return { head: strict, body: strict + 4 };
  return loose === -1 ? { head: block.length, body: block.length } : { head: loose, body: loose + 2 };
}

/** Archives say that a body is chunked also where they have put it together; then it is taken as it is. */
function dechunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const lineEnd = body.indexOf('\n', at);
    const size =
      lineEnd === -1 || lineEnd - at > 100
        ? undefined
        : /^\s*([\da-f]{1,8})\s*(?:;|$)/iu.exec(body.subarray(at, lineEnd).toString('latin1').trim())?.[1];
    if (size === undefined) return parts.length === 0 ? body : Buffer.concat(parts);
    const length = parseInt(size, 16);
    if (length === 0) break;
    parts.push(body.subarray(lineEnd + 1, lineEnd + 1 + length));
    at = lineEnd + 1 + length;
    while (body[at] === 13 || body[at] === 10) at += 1;
  }
  return Buffer.concat(parts);
}

function decompressed(body: Buffer, encoding: string, maxOutputLength: number): Buffer {
  const limit = { maxOutputLength };
  if (/gzip/iu.test(encoding)) return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, limit) : body;
  if (/deflate/iu.test(encoding))
    return (body[0] ?? 0) % 16 === 8 ? inflateSync(body, limit) : inflateRawSync(body, limit);
  if (/\bbr\b/iu.test(encoding)) return brotliDecompressSync(body, limit);
  if (/[a-z]/iu.test(encoding) && !/identity|none|utf|ascii|iso/iu.test(encoding))
    throw new Error(`the encoding ${encoding.slice(0, 40)} is not known`);
  return body;
}

/** Bytes of a file, decompressed where it is gzip, of which no more than one record is held. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #close: () => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(absolute: string) {
    const file = createReadStream(absolute);
    const stream = /\.gz$/iu.test(absolute) ? pipeline(file, createGunzip(), () => undefined) : file;
    this.#chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    this.#close = () => {
      file.destroy();
      stream.destroy();
    };
  }

  close(): void {
    this.#close();
  }

  /** Gives the line with which a record begins, after empty ones; undefined at the end of the file. */
  async versionLine(): Promise<string | undefined> {
    for (;;) {
      const line = await this.#line();
      if (line === undefined) return undefined;
      if (line === '') continue;
      if (!/^WARC\/\d/u.test(line)) throw new Error('A record does not begin with WARC/1.0 or WARC/1.1');
      return line;
    }
  }

  async headers(): Promise<ReadonlyMap<string, string>> {
    const headers = new Map<string, string>();
    for (let count = 0; count < MOST_HEADERS; count += 1) {
      const line = await this.#line();
      if (line === undefined || line === '') return headers;
      const colon = line.indexOf(':');
      if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
    throw new Error('A record has too many headers');
  }

  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    await this.#pass(length, (part) => parts.push(part));
    return Buffer.concat(parts);
  }

  async skip(length: number): Promise<void> {
    await this.#pass(length, () => undefined);
  }

  async #pass(length: number, each: (part: Buffer) => void): Promise<void> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw new Error('The last record breaks off');
      const part = this.#rest.subarray(0, left);
      each(part);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
    }
  }

  async #line(): Promise<string | undefined> {
    let from = 0;
    for (;;) {
      const end = this.#rest.indexOf(10, from);
      if (end !== -1) {
        const line = this.#rest.subarray(0, end).toString('utf8').replace(/\r$/u, '');
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (this.#rest.length > LONGEST_LINE) throw new Error('A line of a record’s head is too long');
      from = this.#rest.length;
      if (!(await this.#more())) {
        if (this.#rest.length === 0) return undefined;
        const line = this.#rest.toString('utf8');
        this.#rest = Buffer.alloc(0);
        return line;
      }
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
    return true;
  }
}
