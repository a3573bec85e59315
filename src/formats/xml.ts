const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Writes a text for XML 1.0 or HTML, in an element or a quoted attribute. Characters that XML forbids are left out
 * (https://www.w3.org/TR/xml/#charsets): one NUL would make a whole feed unreadable.
 */
export function toXmlText(text: string): string {
  return Array.from(text, (character) => (isXmlCharacter(character) ? (ENTITIES[character] ?? character) : '')).join(
    '',
  );
}

function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  // A surrogate stands alone here: pairs arrive as one character.
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
