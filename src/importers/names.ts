/** Names as bylines and lists of tags write them. */

/** Gives the names of a byline, of which each keeps the words that stand there. */
export function namesInByline(byline: string): string[] {
  const bare = byline.replace(/^\s*(?:by|von|par|por|di)\s+(?=\p{Lu})/iu, '').replaceAll(/\s+/gu, ' ');
  return splitNames(bare)
    .map((name) => name.replace(/\s*[<(][^<>()\s]*@[^<>()\s]*[>)]\s*$/u, '').trim())
    .filter((name) => name !== '');
}

/** Splits at semicolons, and where both sides are whole names at commas and “and”: `Jane Doe, PhD` and `Research and Development` are one. */
function splitNames(byline: string): string[] {
  if (byline.includes(';')) return byline.split(';').flatMap(splitNames);
  const parts = byline.split(/\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&|und|et|y)\s+/u).filter((part) => part.trim() !== '');
  const areNames = parts.length > 1 && parts.every((part) => isName(part));
  return areNames ? parts : [byline];
}

/** Two to five words, of which the first and last begin with a capital letter (or are of a script that has none). */
function isName(words: string): boolean {
  const parts = words.trim().split(/\s+/u);
  const [first = '', last = ''] = [parts.at(0), parts.at(-1)];
  return parts.length >= 2 && parts.length <= 5 && /^[\p{Lu}\p{Lo}]/u.test(first) && /^[\p{Lu}\p{Lo}]/u.test(last);
}
