/** A file that a list of checksums names. */
export interface Checksum {
  /** Relative to the list's folder, with forward slashes. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** What is wrong with a line, from which UTF-16 code unit on (1-based). */
export interface LineFault {
  readonly column: number;
  readonly code: 'checksum-line' | 'checksum-path';
  readonly message: string;
}

/** Writes a file's line, with its LF, as `sha256sum` of coreutils does and `sha256sum -c` reads it. */
export function toChecksumLine({ path, sha256 }: Checksum): string {
  if (!ESCAPED.test(path)) return `${sha256}  ${path}\n`;
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `\\${sha256}  ${escaped}\n`;
}

const ESCAPED = /[\\\n\r]/u;
const ESCAPES: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };

/**
 * Reads a line without its line break, as `sha256sum -c` does; undefined for an empty line or a comment. A path that leads out of
 * the folder, on any system, is refused.
 */
export function parseChecksumLine(line: string): Checksum | LineFault | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const start = line.startsWith('\\') ? 1 : 0;
  const digits = /^[0-9a-f]*/iu.exec(line.slice(start))?.[0] ?? '';
  const end = start + 64;
  if (digits.length !== 64) {
    const column = start + Math.min(digits.length, 64) + 1;
    return damaged(column, 'The line does not begin with the 64 hexadecimal digits of a SHA-256.');
  }
  if (!/^ [ *]/u.test(line.slice(end))) return damaged(end + 1, 'Between checksum and path stand no two spaces.');
  const written = line.slice(end + 2);
  const isEscaped = start === 1;
  const wrong = isEscaped ? /\\(?![nr])/u.exec(written.replaceAll('\\\\', '__'))?.index : undefined;
  if (wrong !== undefined) return damaged(end + 3 + wrong, 'A backslash stands before what it does not escape.');
  const path = (isEscaped ? written.replaceAll(/\\[\\nr]/gu, (escape) => ESCAPES[escape] ?? escape) : written).replace(
    /^(?:\.\/)+/u,
    '',
  );
  const fault = faultOf(path);
  if (fault === undefined) return { path, sha256: line.slice(start, end).toLowerCase() };
  return { column: end + 3, ...fault };
}

function damaged(column: number, message: string): LineFault {
  return { column, code: 'checksum-line', message };
}

/** Says what is wrong with a path. What is a drive or a root on one system is refused on all. */
function faultOf(path: string): Pick<LineFault, 'code' | 'message'> | undefined {
  if (path === '' || path.endsWith('/') || path.includes('\0'))
    return { code: 'checksum-line', message: 'The line names no file.' };
  const isAbsolute = /^(?:[/\\]|[a-z]:)/iu.test(path);
  if (isAbsolute || path.split(/[/\\]/u).includes('..'))
    return { code: 'checksum-path', message: 'The path leads out of the folder.' };
  if (path.split('/').some((part) => part === '' || part === '.'))
    return { code: 'checksum-line', message: 'The path has an empty part or a dot for a part.' };
  return undefined;
}
