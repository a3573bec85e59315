/** The blocks of text in an embed, as a reader sees them with no script. */
import type { Element, ElementContent, Root } from 'hast';
import type { LinkedText, TextLink } from './linked-text.ts';

/** A paragraph of an embed, or the text between paragraphs. */
export interface Block extends LinkedText {
  readonly language?: string | undefined;
  readonly direction?: string | undefined;
  /** Moment that a `<time>` in it gives. */
  readonly moment?: string | undefined;
}

const BLOCKS = new Set(
  'address article blockquote center dd details div dl dt figcaption figure footer header li main ol p section table tbody td tr ul'.split(
    ' ',
  ),
);
const SILENT = new Set(
  'head iframe noembed noframes noscript object script select style svg template textarea title video audio canvas'.split(
    ' ',
  ),
);

/** Gives the value of an attribute as text. */
export function attribute({ properties }: Element, name: string): string | undefined {
  const value = properties[name];
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Gives the blocks of an embed that are not empty. A line break in the source is a space, as in a browser, unless
 * `keepNewlines` (Bluesky writes those of the post into the source); other runs of spaces are the post’s own.
 */
export function blocksOf(
  embed: Element | Root,
  { keepNewlines, leaveOut }: { readonly keepNewlines: boolean; readonly leaveOut: (element: Element) => boolean },
): Block[] {
  const blocks: Block[] = [];
  let current = new Writer();
  let inherited: Pick<Block, 'language' | 'direction'> = {};

  const close = (): void => {
    const block = current.finish();
    if (block.text !== '' || block.links.length > 0) blocks.push({ ...block, ...inherited });
    current = new Writer();
  };
  const visit = (children: readonly (ElementContent | Root['children'][number])[]): void => {
    for (const child of children) {
      if (child.type === 'text') current.write(child.value, keepNewlines);
      else if (child.type === 'element' && !SILENT.has(child.tagName) && !leaveOut(child)) enter(child);
    }
  };
  const enter = (element: Element): void => {
    const { tagName } = element;
    if (tagName === 'br') current.breakLine();
    else if (tagName === 'img') current.write(emojiOf(element), true);
    else if (tagName === 'a') current.link(element, () => visit(element.children));
    else if (BLOCKS.has(tagName)) {
      close();
      const outer = inherited;
      const [language, direction] = [attribute(element, 'lang'), attribute(element, 'dir')];
      inherited = {
        ...outer,
        ...(language !== undefined && { language }),
        ...(direction !== undefined && { direction }),
      };
      visit(element.children);
      close();
      inherited = outer;
    } else {
      if (tagName === 'time') current.moment = attribute(element, 'dateTime') ?? current.moment;
      visit(element.children);
    }
  };
  visit(embed.children);
  close();
  return blocks;
}

/** Old embeds have pictures for emoji, whose alternative text is the emoji. */
function emojiOf(image: Element): string {
  return /emoji/iu.test(`${attribute(image, 'className') ?? ''} ${attribute(image, 'src') ?? ''}`)
    ? (attribute(image, 'alt') ?? '')
    : '';
}

class Writer {
  #text = '';
  /** Whether the text ends with a space that stands for a line break of the source. */
  #folded = false;
  readonly #links: TextLink[] = [];
  moment: string | undefined;

  write(source: string, keepNewlines: boolean): void {
    const text = keepNewlines ? source : source.replace(/[ \t\f\r]*\n[ \t\f\r\n]*/gu, '\n');
    if (keepNewlines) {
      this.#append(text);
      return;
    }
    const pieces = text.split('\n');
    pieces.forEach((piece, index) => {
      if (index > 0) this.#fold();
      this.#append(this.#folded ? piece.replace(/^[ \t]+/u, '') : piece);
    });
  }

  breakLine(): void {
    if (this.#folded) this.#text = this.#text.slice(0, -1);
    this.#folded = false;
    this.#text += '\n';
  }

  link(element: Element, inner: () => void): void {
    const start = this.#text.length;
    inner();
    const end = this.#text.length;
    const href = attribute(element, 'href');
    if (href === undefined) return;
    const expanded = attribute(element, 'dataExpandedUrl');
    this.#links.push({ start, end, href, ...(expanded !== undefined && { expanded }) });
  }

  finish(): Block {
    const start = this.#text.length - this.#text.trimStart().length;
    const text = this.#text.trim();
    const links = this.#links.map((link) => {
      const shown = this.#text.slice(link.start, link.end);
      const from = link.start + shown.length - shown.trimStart().length;
      const to = link.start + shown.trimEnd().length;
      return { ...link, start: Math.max(0, from - start), end: Math.max(0, Math.min(to - start, text.length)) };
    });
    return { text, links, ...(this.moment !== undefined && { moment: this.moment }) };
  }

  #fold(): void {
    if (this.#text === '' || /[\n ]$/u.test(this.#text)) return;
    this.#text += ' ';
    this.#folded = true;
  }

  #append(text: string): void {
    if (text === '') return;
    this.#text += text;
    this.#folded = false;
  }
}
