/** Statements in plain text: a paragraph that says who said something, and gives the words in quotation marks. */

/** A statement that a paragraph holds and nothing else. */
export interface PlainStatement {
  readonly speaker: string;
  /** Verbatim. */
  readonly words: string;
  /** What the paragraph says beside the words. */
  readonly attribution: string;
}

/** Quotations within a sentence are shorter. */
const SHORTEST = 60;
const VERB = 'stated|states|said|says|announced|declared|wrote|read|reads|noted|added|commented|responded';
const BEFORE = new RegExp(
  String.raw`^(?<lead>[^"“”\n]{2,140}?)\s+(?:(?:has|have|had)\s+)?(?:${VERB})(?:\s+(?:in|on|at|that|as|follows|a|an|the|its|his|her|their|press|official|written|statement|release)){0,6}\s*[,:]?\s*["“](?<words>[^"“”]+)["”]\s*$`,
  'u',
);
const AFTER = new RegExp(
  String.raw`^["“](?<words>[^"“”]+?)[,.]?["”],?\s+(?:(?:${VERB})\s+(?<after>[^"“”\n]{2,100}?)|(?<before>[^"“”\n]{2,100}?)\s+(?:${VERB}))\s*\.?\s*$`,
  'u',
);

/** Reads a paragraph as a statement; undefined for any other. */
export function readStatement(paragraph: string): PlainStatement | undefined {
  const { lead, after, before, words = '' } = (BEFORE.exec(paragraph) ?? AFTER.exec(paragraph))?.groups ?? {};
  const said = words.trim();
  const speaker = speakerIn(lead ?? after ?? before ?? '');
  if (said.length < SHORTEST || speaker === undefined) return undefined;
  return { speaker, words: said, attribution: paragraph.replace(words, '…').replaceAll(/\s+/gu, ' ').trim() };
}

/** Gives the name in the words before or behind a quotation: `In a statement, the MEA` → `MEA`. */
function speakerIn(words: string): string | undefined {
  const name = words
    .split(/,\s+/u)
    .findLast((part) => part.trim() !== '')
    ?.trim()
    .replace(/^(?:the|a|an)\s+/iu, '');
  if (name === undefined || !/^[\p{Lu}\p{Lo}]/u.test(name) || name.split(/\s+/u).length > 8) return undefined;
  return /^(?:He|She|It|They|We|I|This|That|Who|Officials|Sources)$/u.test(name) ? undefined : name;
}

/** Finds the name that a text writes out of which some letters are the initials: `MEA` → `Ministry of External Affairs`. */
export function writtenOut(initials: string, text: string): string | undefined {
  if (!/^\p{Lu}{2,6}$/u.test(initials)) return undefined;
  const names = text.matchAll(/\p{Lu}[\p{L}’'-]+(?:\s+(?:(?:of|for|and|the|in|on)\s+)*\p{Lu}[\p{L}’'-]+)+/gu);
  for (const [name] of names) {
    const words = name.split(/\s+/u);
    for (const start of words.keys()) {
      const rest = words.slice(start);
      const letters = rest.filter((word) => /^\p{Lu}/u.test(word)).map((word) => word.charAt(0));
      if (letters.join('').startsWith(initials) && /^\p{Lu}/u.test(rest[0] ?? '')) return upTo(rest, initials.length);
    }
  }
  return undefined;
}

function upTo(words: readonly string[], capitals: number): string {
  let count = 0;
  const end = words.findIndex((word) => /^\p{Lu}/u.test(word) && (count += 1) === capitals);
  return words.slice(0, end + 1).join(' ');
}
