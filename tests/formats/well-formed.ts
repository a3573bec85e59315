import { SyntaxValidator } from 'fast-xml-validator';

/** Tells whether a text is well-formed XML. */
export function isWellFormed(xml: string): boolean {
  try {
    SyntaxValidator.validate(xml);
    return xml.isWellFormed();
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
