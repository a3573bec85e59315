import { describe, expect, it } from 'vitest';
import { decodeForeign } from '../../../src/importers/bytes/encoding.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('bytes of unknown encoding', () => {
  it('reads clean UTF-8 and has nothing to tell, with or without a mark and whatever the newlines', () => {
    expect(decodeForeign(Buffer.from('a “b”\n'))).toEqual({ text: 'a “b”\n', how: [] });
    expect(decodeForeign(Buffer.from('\uFEFFa\r\nb\rc'))).toEqual({ text: 'a\nb\nc', how: [] });
  });

  it('reads UTF-16 by its mark or its zeros', () => {
    const text = 'Über Nacht 🙂';
    expect(decodeForeign(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual({ text, how: ['read as UTF-16LE'] });
    expect(decodeForeign(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())?.text).toBe(text);
    expect(decodeForeign(Buffer.from('Plain', 'utf16le'))?.text).toBe('Plain');
  });

  it('reads Windows-1252 where it is no UTF-8, and says where', () => {
    expect(decodeForeign(latin('one\n\x93two\x94'))).toEqual({
      text: 'one\n“two”',
      how: ['read as Windows-1252 (first in line 2)'],
    });
    expect(decodeForeign(Buffer.concat([Buffer.from('é '), latin('\x97'), Buffer.from(' ü')]))).toEqual({
      text: 'é — ü',
      how: ['read as Windows-1252 where it is not UTF-8 (first in line 1)'],
    });
  });

  it('believes a declared encoding after UTF-8', () => {
    expect(decodeForeign(Buffer.from([0xef, 0xf0, 0xe8]), 'windows-1251')).toEqual({
      text: 'при',
      how: ['read as windows-1251'],
    });
    expect(decodeForeign(Buffer.from('при'), 'windows-1251')?.text).toBe('при');
    expect(decodeForeign(latin('\xe9'), 'no-such-encoding')?.text).toBe('é');
  });

  it('leaves out what no text may hold, and says so', () => {
    expect(decodeForeign(Buffer.from('a\u0008b\u202Ec\fd'))).toEqual({
      text: 'abc\fd',
      how: ['freed of characters that no text may hold (controls, or marks that reverse it)'],
    });
    expect(decodeForeign(Buffer.from('it\u0092s'))).toEqual({
      text: 'it’s',
      how: ['freed of control characters that stood for those of Windows-1252'],
    });
  });

  it('refuses bytes that are no text', () => {
    expect(decodeForeign(Uint8Array.of(0x89, 0x50, 0, 1, 0, 0))).toBeUndefined();
  });
});
