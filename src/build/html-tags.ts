/** A start tag as a browser reads it: names in lower case, entities decoded; of two attributes with one name the first counts. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Gives every start tag of a page after the rules of the HTML tokenizer (https://html.spec.whatwg.org/#tokenization). Comments
 * and scripts are read as text with tags in it, so that nothing hides there.
 */
export function* tagsOf(html: string): Generator<Tag> {
  const open = /<([a-z][^\t\n\f\r />]*)/giu;
  const attribute =
    /[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >]*)))?/uy;
  for (let start = open.exec(html); start; start = open.exec(html)) {
    const attributes = new Map<string, string>();
    attribute.lastIndex = open.lastIndex;
    for (let found = attribute.exec(html); found; found = attribute.exec(html)) {
      const [, name = '', quoted, apostrophes, bare] = found;
      const key = name.toLowerCase();
      if (!attributes.has(key)) attributes.set(key, decodeEntities(quoted ?? apostrophes ?? bare ?? ''));
      open.lastIndex = attribute.lastIndex;
    }
    yield { name: (start[1] ?? '').toLowerCase(), attributes };
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes the entities that renderers write; any other stays as it is and makes no address that passes a check. */
export function decodeEntities(attribute: string): string {
  if (!attribute.includes('&')) return attribute;
  return attribute.replace(
    /&(?:#x([0-9a-f]+);?|#(\d+);?|(amp|lt|gt|quot|apos);)/giu,
    (entity, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? entity;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
    },
  );
}
