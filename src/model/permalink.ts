import { percentDecoded, type Address } from './addresses.ts';
import { day as calendarDay, ID_PATTERN } from './fields.ts';

/** The register of published addresses, by its path below the content folder. */
export const PERMALINKS = 'permalinks.txt';

/** An address under which a story stood, and whose it is. */
export interface Permalink {
  readonly address: Address;
  /** Stable id of the story, or the path of its file below articles/ where it has none. */
  readonly story: { readonly id: string } | { readonly path: string };
  readonly seal?: Seal | undefined;
}

/** What a story said when it was registered. */
interface Seal {
  /** 16 hexadecimal digits of the SHA-256 of its words. */
  readonly words: string;
  /** How many corrections it had. */
  readonly corrections: number;
}

/** What is wrong with a line of the register, and at which column (from 1). */
export interface LineFault {
  readonly column: number;
  readonly message: string;
}

const ADDRESS = /^\/(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)\/$/u;
const SEAL = /^sha256:([\da-f]{16})\+(\d{1,6})$/u;

/** Reads a line of the register: an address, whose it is where that does not follow from it, and a seal where it has one. */
export function parsePermalink(line: string): Permalink | LineFault {
  const [address = '', ...columns] = line.split(' ');
  const path = ownPath(address);
  if (path === undefined)
    return { column: 1, message: `${brief(address)} is not the address of a story, /YYYY/MM/DD/SLUG/` };
  const seal = SEAL.exec(columns.at(-1) ?? '');
  const named = seal ? columns.slice(0, -1) : columns;
  const [name, ...rest] = named;
  const column = address.length + 2;
  if (rest.length > 0)
    return { column: column + (name?.length ?? 0) + 1, message: 'The line has more than its three columns' };
  const story = name === undefined ? { path } : parseStory(name);
  if (!story) {
    const message = `${brief(name ?? '')} is neither id: with an id, nor the path of a story below articles/, nor a seal`;
    return { column, message };
  }
  return { address, story, ...(seal && { seal: { words: seal[1] ?? '', corrections: Number(seal[2]) } }) };
}

/** Writes a line of the register. */
export function toPermalinkLine({ address, story, seal }: Permalink): string {
  const name =
    'id' in story
      ? `id:${encoded(story.id)}`
      : encoded(story.path).replace(/^(?:id|sha256):/u, (start) => start.replace(':', '%3A'));
  return [
    address,
    ...('path' in story && story.path === ownPath(address) ? [] : [name]),
    ...(seal ? [`sha256:${seal.words}+${seal.corrections}`] : []),
  ].join(' ');
}

/** Gives the path of the file whose story stands at an address if nothing in it says otherwise; undefined where no story can. */
function ownPath(address: string): string | undefined {
  const [, year, month, day, slug] = ADDRESS.exec(address) ?? [];
  if (slug === undefined || !ID_PATTERN.test(slug) || !calendarDay.safeParse(`${year}-${month}-${day}`).success)
    return undefined;
  return `${year}/${month}/${day}-${slug}.md`;
}

function parseStory(name: string): Permalink['story'] | undefined {
  const text = percentDecoded(name);
  if (text === undefined || text === '' || text === 'id:') return undefined;
  if (name.startsWith('id:')) return { id: text.slice('id:'.length) };
  return text.endsWith('.md') && !/^(?:\/|sha256:)/u.test(name) ? { path: text } : undefined;
}

/** Writes a name without what would end its column or line. */
function encoded(name: string): string {
  return name.replace(/[\s\p{Cc}%]/gu, encodeURIComponent);
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
