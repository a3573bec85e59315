/** Records of web archives, written for one test. */

/** Makes a record of a WARC (ISO 28500), with further lines of its head. */
export function record(type: string, address: string, body: string | Buffer, headers = ''): Buffer {
  const bytes = Buffer.from(body);
  const head = `WARC/1.1\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${address}\r\nWARC-Date: 2021-01-01T00:00:00Z\r\n${headers}Content-Length: ${String(bytes.length)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n\r\n')]);
}

/** Makes what a server answered, as a record holds it. */
export function response(head: string, body: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(body)]);
}
