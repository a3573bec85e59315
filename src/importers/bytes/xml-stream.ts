/** XML files of any size, read one wanted element at a time. Nothing is fetched, and no entity of a document is expanded. */
import { fromHtml } from 'hast-util-from-html';
import { toString } from 'hast-util-to-string';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { readPieces } from './byte-stream.ts';
import { FORBIDDEN_MARK, mender } from './xml-mend.ts';
import { prefixOf } from './xml-names.ts';

/** An element with all that is in it. */
export interface XmlElement {
  /** Its name, with the prefix of `xml-names.ts` where its namespace has one. */
  readonly name: string;
  /** By name as written, without declarations of namespaces. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** An element that holds a wanted one. */
export type XmlParent = Pick<XmlElement, 'name' | 'attributes'>;

/** What a file gives: wanted elements, and what could not be read. */
export type XmlPart =
  | {
      readonly kind: 'element';
      readonly element: XmlElement;
      /** From the root down. */
      readonly parents: readonly XmlParent[];
      /** What was done to it so that it could be read; each is a field and a sentence’s end after “it was left out, because” or “it was”. */
      readonly notes: readonly XmlNote[];
    }
  | {
      readonly kind: 'fault';
      readonly line: number;
      /** A sentence. */
      readonly message: string;
      /** What was read of a wanted element; absent where the fault is of the file. */
      readonly element?: XmlElement;
    };

/** Something about an element’s form that is told in the report. */
export interface XmlNote {
  readonly field: string;
  /** Completes “it was left out, because …”. */
  readonly why: string;
}

/** Most that one element, and what stands in it, may take. */
export const XML_LIMITS = {
  /** Elements within each other, in a wanted one. */
  depth: 200,
  /** Elements within each other, in a file. */
  fileDepth: 2_000,
  /** Attributes of an element. */
  attributes: 10_000,
  /** UTF-16 units of an attribute. */
  attribute: 64 * 1024,
  /** UTF-16 units of a wanted element’s words. */
  text: 8 * 1024 * 1024,
  /** Elements and stretches of words in a wanted one. */
  nodes: 200_000,
  /** UTF-16 units that pass by without the end of a tag or of words. */
  token: 12 * 1024 * 1024,
  /** UTF-16 units before the first element. */
  prolog: 1024 * 1024,
  /** Faults of the form in one file. */
  faults: 100_000,
} as const;

/** Reads the wanted elements of an XML file in their order; what is in a wanted one comes with it and is not asked for again. Throws what the file system throws. */
export async function* readXml(
  path: string,
  isWanted: (name: string, parents: readonly XmlParent[]) => boolean,
): AsyncGenerator<XmlPart> {
  const reader = new Reader(isWanted);
  const mend = mender();
  for await (const { text, isMended, fault } of readPieces(path)) {
    if (isMended) reader.note('(encoding)', 'bytes that are not in the encoding of the file were read as Windows-1252');
    reader.write(mend(text, false));
    if (fault !== undefined) reader.breakOff(fault);
    yield* reader.take();
    if (reader.isStopped) return;
  }
  reader.write(mend('', true));
  reader.end();
  yield* reader.take();
}

interface Building extends XmlElement {
  readonly children: (XmlElement | string)[];
}

class Stopped extends Error {}

class Reader {
  isStopped = false;
  readonly #isWanted: (name: string, parents: readonly XmlParent[]) => boolean;
  readonly #parser = new SaxesParser<{ xmlns: true }>({ xmlns: true });
  #parts: XmlPart[] = [];
  /** All open elements outside a wanted one. */
  readonly #parents: XmlParent[] = [];
  /** A wanted element and those open in it. */
  readonly #open: Building[] = [];
  #tooDeep = 0;
  #fault: string | undefined;
  #notes = new Map<string, XmlNote>();
  #text = 0;
  #nodes = 0;
  #attributes = 0;
  #line = 1;
  #faults = 0;
  #seen = 0;
  #hasRoot = false;
  /** Whether the last thing that happened was the end of a wanted element. */
  #hasJustEnded = false;

  constructor(isWanted: (name: string, parents: readonly XmlParent[]) => boolean) {
    this.#isWanted = isWanted;
    const parser = this.#parser;
    // Saxes asks for an entity by its name; those that a document declares are not among them.
    parser.ENTITIES = new Proxy<Record<string, string>>({}, { get: (_, name) => htmlEntity(String(name)) as string });
    parser.on('error', (error) => this.#failed(error.message));
    parser.on('doctype', (doctype) => {
      this.#seen = parser.position;
      if (doctype.includes('['))
        this.note('(DOCTYPE)', 'declarations of a document are not read, so its entities stay as they are written');
    });
    parser.on('opentagstart', () => {
      this.#seen = parser.position;
      this.#line = parser.line;
      this.#attributes = 0;
    });
    parser.on('attribute', () => {
      this.#seen = parser.position;
      this.#attributes += 1;
      if (this.#attributes > XML_LIMITS.attributes)
        this.#stop(`An element has more than ${XML_LIMITS.attributes} attributes; the rest of the file was not read.`);
    });
    parser.on('opentag', (tag) => this.#opened(tag));
    parser.on('closetag', () => this.#closed());
    parser.on('text', (text) => this.#said(text));
    parser.on('cdata', (text) => this.#said(text));
    parser.on('comment', () => {
      this.#seen = parser.position;
    });
  }

  write(text: string): void {
    try {
      this.#parser.write(text);
      if (this.#parser.position - this.#seen > XML_LIMITS.token)
        this.#stop(
          `A tag or a stretch of words has more than ${XML_LIMITS.token} characters; the rest of the file was not read.`,
        );
      if (!this.#hasRoot && this.#parser.position > XML_LIMITS.prolog)
        this.#stop('No element stands in the first megabyte.');
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  }

  end(): void {
    if (this.isStopped) return;
    const [wanted] = this.#open;
    const outer = this.#parents.at(-1);
    const line = this.#parser.line;
    if (wanted !== undefined)
      this.#parts.push({
        kind: 'fault',
        line: wanted.line,
        message: `The file ends in line ${line} before this ends.`,
        element: wanted,
      });
    else if (!this.#hasRoot) this.#parts.push({ kind: 'fault', line: 1, message: 'It holds no XML.' });
    else if (outer !== undefined)
      this.#parts.push({ kind: 'fault', line, message: `The file ends before </${outer.name}>: it is cut off.` });
  }

  /** Gives what was read since it was last asked. */
  take(): readonly XmlPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  /** Tells something of the wanted element that is open or comes next. */
  note(field: string, why: string): void {
    if (this.#notes.size < 20) this.#notes.set(field, { field, why });
  }

  /** Ends the reading for a reason that is not in the text. */
  breakOff(message: string): void {
    if (this.isStopped) return;
    this.isStopped = true;
    const [wanted] = this.#open;
    this.#parts.push({
      kind: 'fault',
      line: wanted?.line ?? this.#parser.line,
      message,
      ...(wanted && { element: wanted }),
    });
  }

  #stop(message: string): never {
    this.breakOff(message);
    throw new Stopped(message);
  }

  #failed(message: string): void {
    this.#faults += 1;
    if (this.#faults > XML_LIMITS.faults)
      this.#stop(`The file has more than ${XML_LIMITS.faults} faults of form; its rest was not read.`);
    if (message.endsWith('undefined entity.'))
      this.note('(entities)', 'an entity that is not one of HTML has no known meaning, so it stays as it is written');
    if (!message.endsWith('unexpected close tag.') || !this.#hasJustEnded) return;
    // Saxes ends all open elements at an end tag that none of them has.
    const ended = this.#parts.pop();
    if (ended?.kind === 'element')
      this.#parts.push({
        kind: 'fault',
        line: ended.element.line,
        message: `An end tag in line ${this.#parser.line} ends it that belongs to none of its elements.`,
        element: ended.element,
      });
  }

  #opened(tag: SaxesTagNS): void {
    this.#seen = this.#parser.position;
    this.#hasJustEnded = false;
    this.#hasRoot = true;
    const prefix = prefixOf(tag.uri, tag.prefix);
    const name = prefix === '' ? tag.local : `${prefix}:${tag.local}`;
    const isWanted = this.#open.length === 0 && this.#isWanted(name, this.#parents);
    if (this.#open.length > 0 || isWanted) this.#build(name, tag);
    else {
      if (this.#parents.length >= XML_LIMITS.fileDepth)
        this.#stop(
          `More than ${XML_LIMITS.fileDepth} elements are within each other; the rest of the file was not read.`,
        );
      this.#parents.push({ name, attributes: this.#attributesOf(name, tag) });
    }
  }

  #build(name: string, tag: SaxesTagNS): void {
    if (this.#open.length === 0) {
      this.#fault = undefined;
      this.#text = 0;
      this.#nodes = 0;
    }
    this.#nodes += 1;
    if (this.#nodes > XML_LIMITS.nodes) this.#fault ??= `It has more than ${XML_LIMITS.nodes} elements.`;
    if (this.#open.length >= XML_LIMITS.depth) {
      this.#fault ??= `Its elements are more than ${XML_LIMITS.depth} deep within each other, from line ${this.#line} on.`;
      this.#tooDeep += 1;
      if (this.#tooDeep > XML_LIMITS.fileDepth)
        this.#stop(
          `More than ${XML_LIMITS.fileDepth} elements are within each other; the rest of the file was not read.`,
        );
      return;
    }
    const element: Building = { name, attributes: this.#attributesOf(name, tag), children: [], line: this.#line };
    if (this.#fault === undefined) this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  #attributesOf(element: string, tag: SaxesTagNS): ReadonlyMap<string, string> {
    let attributes: Map<string, string> | undefined;
    for (const { name, value } of Object.values(tag.attributes)) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      if (value.length > XML_LIMITS.attribute)
        this.note(
          `${element}@${name}`,
          `it has ${value.length} characters, and no more than ${XML_LIMITS.attribute} are read`,
        );
      else (attributes ??= new Map()).set(name, this.#clean(value));
    }
    return attributes ?? NO_ATTRIBUTES;
  }

  #closed(): void {
    this.#seen = this.#parser.position;
    this.#hasJustEnded = false;
    if (this.#tooDeep > 0) this.#tooDeep -= 1;
    else if (this.#open.length === 0) this.#parents.pop();
    else {
      const element = this.#open.pop();
      if (element === undefined || this.#open.length > 0) return;
      this.#parts.push(
        this.#fault === undefined
          ? { kind: 'element', element, parents: [...this.#parents], notes: [...this.#notes.values()] }
          : { kind: 'fault', line: element.line, message: this.#fault, element },
      );
      this.#notes.clear();
      this.#hasJustEnded = true;
    }
  }

  #said(text: string): void {
    this.#seen = this.#parser.position;
    const element = this.#open.at(-1);
    if (element === undefined || this.#tooDeep > 0) return;
    this.#text += text.length;
    this.#nodes += 1;
    if (this.#text > XML_LIMITS.text) this.#fault ??= `It has more than ${XML_LIMITS.text} characters.`;
    if (this.#fault === undefined) element.children.push(this.#clean(text));
  }

  #clean(text: string): string {
    if (!DAMAGED.test(text)) return text;
    return text.replaceAll(DAMAGE, (found) => {
      if (found === FORBIDDEN_MARK) {
        this.note('(control characters)', 'no text may hold them');
        return '';
      }
      return windows1252.decode(Uint8Array.of(found.charCodeAt(0)));
    });
  }
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** Windows-1252 that was once taken for Latin-1. */
const DAMAGE = /[\u0080-\u009F\uFDD0]/gu;
const DAMAGED = /[\u0080-\u009F\uFDD0]/u;
const windows1252 = new TextDecoder('windows-1252');

const XML_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const entities = new Map<string, string | undefined>(XML_ENTITIES);

/** Gives what an entity of HTML means, by its name without `&` and `;`; feeds use them as if they were declared. */
export function htmlEntity(name: string): string | undefined {
  if (entities.has(name)) return entities.get(name);
  const meant = /^[A-Za-z][A-Za-z\d]{1,31}$/u.test(name)
    ? toString(fromHtml(`<p>&${name};`, { fragment: true }))
    : undefined;
  const known = meant === undefined || /^&.|;$/u.test(meant) ? undefined : meant;
  if (entities.size < 4096) entities.set(name, known);
  return known;
}

/** Gives the first element of this name within another, if any. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** Gives the elements within another, those of a name alone where one is given. */
export function childrenOf(element: XmlElement | undefined, name?: string): XmlElement[] {
  return (element?.children ?? []).filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** Gives all words of an element, in their order, as they are written. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const [only] = element.children;
  if (element.children.length === 1 && typeof only === 'string') return only;
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Gives all words of an element on one line. */
export function lineOf(element: XmlElement | undefined): string {
  return textOf(element).replace(/\s+/gu, ' ').trim();
}
