/** A text with the links in it, as both HTML and Markdown give it. */
export interface LinkedText {
  readonly text: string;
  readonly links: readonly TextLink[];
}

/** A link in a text: a half-open range in UTF-16 units and the address as it was written. */
export interface TextLink {
  readonly start: number;
  readonly end: number;
  readonly href: string;
  /** The address for which a short one stands, where the material says it. */
  readonly expanded?: string;
}

/** Cuts a range out, without white space at its ends. */
export function sliceLinked({ text, links }: LinkedText, from: number, to: number): LinkedText {
  const slice = text.slice(from, to);
  const start = from + slice.length - slice.trimStart().length;
  const end = start + slice.trim().length;
  return {
    text: slice.trim(),
    links: links.flatMap((link) => {
      const [first, last] = [Math.max(link.start, start), Math.min(link.end, end)];
      return first < last ? [{ ...link, start: first - start, end: last - start }] : [];
    }),
  };
}

/** Joins texts with a separator between them. */
export function joinLinked(texts: readonly LinkedText[], separator: string): LinkedText {
  let text = '';
  const links: TextLink[] = [];
  for (const part of texts) {
    if (text !== '') text += separator;
    const shift = text.length;
    text += part.text;
    for (const link of part.links) links.push({ ...link, start: link.start + shift, end: link.end + shift });
  }
  return { text, links };
}
