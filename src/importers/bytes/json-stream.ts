/** JSON files of any size, read one wanted value at a time. */
import { Tokenizer, TokenizerError, TokenParser, TokenParserError, TokenType } from '@streamparser/json';
import { readPieces } from './byte-stream.ts';

/** What a file gives: wanted values, and at its end what could not be read. */
export type JsonPart =
  | {
      readonly kind: 'value';
      /** Keys and places of lists from the root down to the value. */
      readonly path: readonly (string | number)[];
      readonly value: unknown;
    }
  /** `line` is 1-based, `message` a sentence. */
  | { readonly kind: 'fault'; readonly line: number; readonly message: string };

/** Most that one value may take. */
export const JSON_LIMITS = {
  /** Lists and objects within each other. */
  depth: 1_000,
  /** UTF-16 units of a value as deep as those that are wanted, or of a single text. */
  length: 32 * 1024 * 1024,
  /** Signs, names and values in such a value. */
  tokens: 1_000_000,
} as const;

/** Reads the wanted values of a JSON file in their order, before whatever is wrong with the file; `paths` name them as `$.items.*`, in which `*` is any key. Throws what the file system throws. */
export async function* readJsonValues(path: string, paths: readonly string[]): AsyncGenerator<JsonPart> {
  const reader = new Reader(paths);
  for await (const { text, fault } of readPieces(path)) {
    reader.write(text);
    if (fault !== undefined) reader.breakOff(fault);
    yield* reader.take();
    if (reader.isStopped) return;
  }
  reader.end();
  yield* reader.take();
}

class Stopped extends Error {}

class Reader {
  isStopped = false;
  readonly #tokenizer = new Tokenizer({ stringBufferSize: STRING_BUFFER });
  readonly #parser: TokenParser;
  #parts: JsonPart[] = [];
  /** Bytes and lines before the piece that is read. */
  #bytes = 0;
  #lines = 0;
  /** Place of the last token, in bytes. */
  #offset = 0;
  #depth = 0;
  /** Lists and objects that a wanted value is in. */
  readonly #outer: number;
  /** UTF-16 units without the end of a token, and in a value. */
  #sinceToken = 0;
  #sinceValue = 0;
  #tokens = 0;
  #isEmpty = true;

  constructor(paths: readonly string[]) {
    const parser = new TokenParser({ paths: [...paths], keepStack: false });
    this.#parser = parser;
    this.#outer = Math.max(...paths.map((one) => one.split('.').length - 1));
    parser.onValue = ({ value, key, stack }) => {
      const keys = [...stack.slice(1).map((element) => element.key), key];
      this.#parts.push({ kind: 'value', path: keys.filter((one) => one !== undefined), value });
    };
    parser.onEnd = () => {
      if (!this.#tokenizer.isEnded) this.#tokenizer.end();
    };
    this.#tokenizer.onToken = (token) => {
      this.#sinceToken = 0;
      this.#offset = token.offset;
      this.#isEmpty = false;
      if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) this.#depth += 1;
      if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) this.#depth -= 1;
      if (this.#depth > JSON_LIMITS.depth)
        stop(`More than ${JSON_LIMITS.depth} lists and objects are within each other`);
      this.#tokens = this.#depth > this.#outer ? this.#tokens + 1 : 0;
      if (this.#tokens === 0) this.#sinceValue = 0;
      if (this.#tokens > JSON_LIMITS.tokens) stop(`A value in it has more than ${JSON_LIMITS.tokens} parts`);
      parser.write(token);
    };
  }

  write(piece: string): void {
    try {
      this.#sinceToken += piece.length;
      this.#sinceValue += piece.length;
      if (Math.max(this.#sinceToken, this.#sinceValue) > JSON_LIMITS.length)
        stop(`A value in it has more than ${JSON_LIMITS.length} characters`);
      this.#tokenizer.write(piece);
    } catch (error) {
      this.#failed(error, 'It is no JSON from here on; the rest of the file was not read.', piece);
    }
    this.#bytes += Buffer.byteLength(piece);
    this.#lines += newlinesIn(piece);
  }

  /** Ends the reading for a reason that is not in the text. */
  breakOff(message: string): void {
    if (this.isStopped) return;
    this.isStopped = true;
    this.#parts.push({ kind: 'fault', line: this.#lines + 1, message });
  }

  end(): void {
    try {
      if (this.#isEmpty) throw new Stopped('It holds no JSON.');
      if (!this.#tokenizer.isEnded) this.#tokenizer.end();
      if (!this.#parser.isEnded) throw new Stopped(CUT_OFF);
    } catch (error) {
      this.#failed(error, CUT_OFF);
    }
  }

  /** Gives what was read since it was last asked. */
  take(): readonly JsonPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #failed(error: unknown, message: string, piece = ''): void {
    const isKnown = error instanceof Stopped || error instanceof TokenizerError || error instanceof TokenParserError;
    if (!isKnown) throw error;
    this.isStopped = true;
    const read = Buffer.from(piece).subarray(0, Math.max(0, this.#offset - this.#bytes));
    this.#parts.push({
      kind: 'fault',
      line: this.#lines + newlinesIn(read.toString()) + 1,
      message: error instanceof Stopped ? error.message : message,
    });
  }
}

const STRING_BUFFER = 64 * 1024;
const CUT_OFF = 'The file ends before its JSON does: it is cut off.';

function stop(why: string): never {
  throw new Stopped(`${why}; the rest of the file was not read.`);
}

const newlinesIn = (text: string): number => text.split('\n').length - 1;
