/** Boxes of notes and warnings in Markdown → plain paragraphs. */
import type { Groups } from './masked-text.ts';

/** The line that opens a box: `:::note[Title]`, `::: warning Title`, `:::details Title {open}`. */
const BOX =
  /^:{3,}[ \t]*(?<kind>[A-Za-z][\w-]*)(?:\[(?<bracketed>[^\]\n]{0,300})\])?(?:\{[^}\n]{0,300}\})?(?<words>(?:[ \t][^{}\n]{0,300})?)(?:\{[^}\n]{0,300}\})?[ \t]*$/gmu;

/** `!!! note "Title"` with its indented lines (https://squidfunk.github.io/mkdocs-material/reference/admonitions/). */
const MKDOCS_BOX =
  /^(?:!!!|\?\?\?\+?)[ \t]+(?<kind>[A-Za-z][\w-]*)(?:[ \t]+[\w-]+)*(?:[ \t]+"(?<words>[^"\n]*)")?[ \t]*\n(?<inner>(?:[ \t]*\n|(?: {4}|\t).*(?:\n|$))+)/gmu;

/** Takes the marks off boxes of Docusaurus, VitePress and Zenn, of MkDocs, and of GitHub; their titles and words stay. */
export function withoutBoxes(text: string, changed: (field: string, how: string) => void): string {
  const title = (kind: string, words: string | undefined): string => {
    changed(`box ${kind.toLowerCase()}`, 'made plain paragraphs');
    return words?.trim() ?? '';
  };
  return text
    .replaceAll(BOX, (_whole, ...rest) => {
      const { kind = '', bracketed, words } = rest.at(-1) as Groups;
      return `\n${title(kind, bracketed ?? words)}\n`;
    })
    .replaceAll(/^:{3,}[ \t]*$/gmu, '')
    .replaceAll(MKDOCS_BOX, (_whole, ...rest) => {
      const { kind = '', words, inner = '' } = rest.at(-1) as Groups;
      return `${title(kind, words)}\n\n${inner.replaceAll(/^(?: {4}|\t)/gmu, '')}`;
    })
    .replaceAll(/^(?<quote>[ \t]*>[ \t]*)\[!(?<kind>[A-Za-z]+)\][+-]?(?<words>[^\n]*)/gmu, (_whole, ...rest) => {
      const { quote = '', kind = '', words } = rest.at(-1) as Groups;
      const named = title(kind, words) || kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
      return `${quote}${named}\n${quote.trimEnd()}`;
    });
}
