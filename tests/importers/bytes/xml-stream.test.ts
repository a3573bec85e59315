import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { lineOf, readXml, textOf, XML_LIMITS, type XmlPart } from '../../../src/importers/bytes/xml-stream.ts';
import { makeFolder } from '../../content-folder.ts';

async function partsOf(xml: string | Buffer, wanted = 'item'): Promise<XmlPart[]> {
  const path = join(makeFolder(), 'input.xml');
  writeFileSync(path, xml);
  const parts: XmlPart[] = [];
  for await (const part of readXml(path, (name) => name === wanted)) parts.push(part);
  return parts;
}

const told = (part: XmlPart): string =>
  part.kind === 'element'
    ? `${part.element.line} ${lineOf(part.element)}${part.notes.map(({ field }) => ` ${field}`).join('')}`
    : `${part.line} ! ${part.message}${part.element === undefined ? '' : ` (${lineOf(part.element)})`}`;

const toldOf = async (xml: string | Buffer): Promise<string[]> => (await partsOf(xml)).map(told);

describe('an XML file', () => {
  it('gives its wanted elements with lines, whatever prefix their namespace has', async () => {
    const parts = await partsOf(
      '<r xmlns:x="http://purl.org/dc/elements/1.1/">\n<item a="1"><x:creator>A</x:creator></item>\n<item><dc:title>B</dc:title></item></r>',
    );
    expect(
      parts.map((part) => part.element?.children.map((child) => (typeof child === 'string' ? child : child.name))),
    ).toEqual([['dc:creator'], ['dc:title']]);
    expect(parts.map((part) => part.element?.line)).toEqual([2, 3]);
  });

  it('is read though its form is broken as that of feeds often is', async () => {
    expect(
      await toldOf(
        '<r><item>AT&T &nbsp;&eacute;&hellip; a < b && c <3 &unknown; <![CDATA[R&D <b>]]></item>\n<item>one&#146;s&#3;\u0007 bell</item></r>',
      ),
    ).toEqual(['1 AT&T é… a < b && c <3 &unknown; R&D <b> (entities)', '2 one’s bell (control characters)']);
  });

  it('gives what was whole of one that is cut off', async () => {
    expect(await toldOf('<r>\n<item>One</item>\n<item>Tw')).toEqual([
      '2 One',
      '3 ! The file ends in line 3 before this ends. ()',
    ]);
    expect(await toldOf('<r>\n<item>One</item>\n')).toEqual(['2 One', '3 ! The file ends before </r>: it is cut off.']);
    expect(await toldOf('<r>\n<item>One</item>\n<item><![CDATA[Tw')).toHaveLength(2);
  });

  it('is read though gzip packed it, as far as it is whole, and no further than text can grow', async () => {
    const noise = Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 9973).join(' ');
    const packed = gzipSync(`<r>\n<item>One</item>\n<item>${noise}</item></r>`);
    expect((await toldOf(packed)).map((line) => line.slice(0, 20))).toEqual(['2 One', '3 0 7919 5865 3811 1']);
    expect(await toldOf(packed.subarray(0, 4_000))).toEqual([
      '2 One',
      '3 ! It is packed, and damaged or cut off from here on. ()',
    ]);
    const bomb = gzipSync(`<r><item>One</item>${`<!--${'a'.repeat(1_000_000)}-->`.repeat(20)}`);
    expect(await toldOf(bomb)).toEqual([
      '1 One',
      '1 ! It is packed as no text is, so its rest was not read: unpack it, and import what is in it.',
    ]);
  });

  it('is not read on where an element has attributes without end', async () => {
    const many = Array.from({ length: XML_LIMITS.attributes + 1 }, (_, at) => `a${at}="1"`).join(' ');
    expect(await toldOf(`<r><item>One</item>\n<item ${many}>Two</item></r>`)).toEqual([
      '1 One',
      `2 ! An element has more than ${XML_LIMITS.attributes} attributes; the rest of the file was not read.`,
    ]);
  });

  it('gives an element that a foreign end tag ends as one that could not be read', async () => {
    expect(await toldOf('<r><item>One<b>two</i></item><item>Three</item></r>')).toEqual([
      '1 ! An end tag in line 1 ends it that belongs to none of its elements. (Onetwo)',
      '1 Three',
    ]);
  });

  it('expands no entity that it declares, and fetches nothing', async () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    expect(
      await toldOf(
        `<!DOCTYPE r [<!ENTITY l0 "lol">${laughs}<!ENTITY file SYSTEM "file:///etc/passwd">]>\n<r><item>&l9;&file;</item></r>`,
      ),
    ).toEqual(['2 &l9;&file; (DOCTYPE) (entities)']);
  });

  it('leaves out an attribute that is too long', async () => {
    const [part] = await partsOf(`<r><item a="${'x'.repeat(1 << 20)}" b="1">Words</item></r>`);
    expect(part && told(part)).toBe('1 Words item@a');
    expect([...(part?.element?.attributes.keys() ?? [])]).toEqual(['b']);
  });

  it('gives elements that are too deep as unreadable, and reads on', async () => {
    const deep = `${'<b>'.repeat(1000)}${'</b>'.repeat(1000)}`;
    expect(await toldOf(`<r><item>${deep}</item><item>Two</item></r>`)).toEqual([
      `1 ! Its elements are more than ${XML_LIMITS.depth} deep within each other, from line 1 on. ()`,
      '1 Two',
    ]);
    expect(await toldOf('<b>'.repeat(100_000))).toEqual([
      `1 ! More than ${XML_LIMITS.fileDepth} elements are within each other; the rest of the file was not read.`,
    ]);
  });

  it('gives up where an element has too many words, or no end is in sight', async () => {
    const long = `<b>${'x'.repeat(1000)}</b>`.repeat(XML_LIMITS.text / 1000 + 1);
    expect(await toldOf(`<r><item>${long}</item><item>Two</item></r>`)).toEqual([
      expect.stringContaining(`It has more than ${XML_LIMITS.text} characters.`),
      '1 Two',
    ]);
    expect(await toldOf(`<r><item><!--${'x'.repeat(XML_LIMITS.token + (1 << 17))}`)).toEqual([
      expect.stringContaining('the rest of the file was not read'),
    ]);
    expect(await toldOf('no markup at all\n'.repeat(100_000))).toEqual([
      '1 ! No element stands in the first megabyte.'.replace('1 !', '61681 !'),
    ]);
  });

  it('is read in the encoding that it is in, whatever it declares', async () => {
    const xml = (encoding: string): string =>
      `<?xml version="1.0" encoding="${encoding}"?>\n<r><item>Café “Añil”</item></r>`;
    const latin = (text: string): Buffer => Buffer.from(text.replace('“', '\x93').replace('”', '\x94'), 'latin1');
    for (const encoding of ['utf-8', 'iso-8859-1', 'utf-16', 'klingon', 'us-ascii', 'windows-1251', 'gbk'])
      expect(await toldOf(Buffer.from(xml(encoding))), encoding).toEqual(['2 Café “Añil”']);
    expect(await toldOf(latin(xml('utf-8')))).toEqual(['2 Café “Añil” (encoding)']);
    expect(await toldOf(Buffer.from(`\uFEFF${xml('utf-16')}`, 'utf16le'))).toEqual(['2 Café “Añil”']);
    expect(await toldOf(Buffer.from(xml('utf-16'), 'utf16le'))).toEqual(['2 Café “Añil”']);
    const mixed = Buffer.concat([Buffer.from('<r><item>Café '), Buffer.from([0xe9]), Buffer.from(' Ω</item></r>')]);
    expect(await toldOf(mixed)).toEqual(['1 Café é Ω (encoding)']);
    const cyrillic = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="windows-1251"?><r><item>'),
      Buffer.from([0xcf, 0xf0]),
      Buffer.from('</item></r>'),
    ]);
    expect(await toldOf(cyrillic)).toEqual(['1 Пр']);
    const late = (words: Buffer): Buffer =>
      Buffer.concat([
        Buffer.from(`<?xml version="1.0" encoding="windows-1251"?><r>\n${'<a>1</a>\n'.repeat(10_000)}<item>`),
        words,
        Buffer.from('</item>\n<item>2</item></r>'),
      ]);
    expect(await toldOf(late(Buffer.from('Причал')))).toEqual(['10002 Причал', '10003 2']);
    expect(await toldOf(late(Buffer.from([0xcf, 0xf0, 0xe8])))).toEqual(['10002 При', '10003 2']);
  });

  it('gives words as they were put in, wherever its pieces end', async () => {
    const words = fc.string({
      unit: fc.constantFrom('a', ' ', '&', '<', '>', ']', '-', '!', '[', 'é', '😀', ';', '#'),
    });
    await fc.assert(
      fc.asyncProperty(words, fc.integer({ min: 0, max: 60 }), async (text, shift) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        const cdata = text.replaceAll(']]>', ']] >');
        const padding = 'p'.repeat(65_536 - 30 + shift - 30);
        const [part] = await partsOf(`<r><pad>${padding}</pad><item>${escaped}<![CDATA[${cdata}]]></item></r>`);
        expect(textOf(part?.element)).toBe(text + cdata);
      }),
      { numRuns: 60 },
    );
  });
});
